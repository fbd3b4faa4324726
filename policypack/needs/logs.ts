/**
 * What the log driver `awslogs` asks for
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html).
 */
import { type Call, call } from "../access/calls";
import { fieldOf } from "../ecs/containers";
import { regionOf } from "../stack/places";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, object, text, truth } from "../stack/values";
import type { Need } from "./needs";
import { startRows, workRows } from "./permission-rows";
import type { Setting } from "./setting";
import { arnOf } from "./targets";

/**
 * What a log configuration needs, of a container or of Service Connect's proxy.
 * @param container the container's name in AWS, where it is known
 */
export function needsOfLog(
  setting: Setting,
  log: Properties,
  holder: string,
  container: string | undefined,
): Need[] {
  const { subject, property, source, place, targets, launch } = setting;
  const driver = interpret(fieldOf(log, "logDriver"), text, source);
  // Elsewhere the container instance's role may write the logs.
  if (launch.onFargate === "no" || driver.kind !== "known" || driver.value !== "awslogs") return [];
  const options = interpret(fieldOf(log, "options"), object, source);
  const option = (name: string) =>
    interpret(options.kind === "known" ? options.value[name] : undefined, text, source);
  const group = option("awslogs-group");
  if (group.kind === "absent" || group.kind === "malformed") return [];
  const region = option("awslogs-region");
  const inRegion = region.kind === "known" ? region.value : place.region;
  const named = group.kind === "known" ? group.value : "?*";
  const meantBy =
    group.kind === "known"
      ? targets.logGroup(subject, property, group.value)
      : only(targets.logGroupsBehind(group.source.kind === "resources" ? group.source.urns : []));
  // Another Region has another group of the name.
  const isElsewhere =
    region.kind === "known" && meantBy !== undefined && liesElsewhere(meantBy, region.value);
  const target = isElsewhere ? undefined : meantBy;
  const arn = `arn:${place.partition}:logs:${inRegion}:${place.account}:log-group:${named}`;
  const prefix = option("awslogs-stream-prefix");
  // A stream is named by prefix, container and task.
  const stream =
    prefix.kind === "known" ? `${prefix.value}/${container === undefined ? "" : `${container}/`}?*` : "?*";
  const known = group.kind === "known" ? "by name" : "by some edge";
  const creates = interpret(
    options.kind === "known" ? options.value["awslogs-create-group"] : undefined,
    truth,
    source,
  );
  const isMade = creates.kind === "unknown" || (creates.kind === "known" && creates.value);
  const misplaced = isElsewhere && !isMade && isTakenFrom(setting, meantBy) ? meantBy : undefined;
  const written = needsOfGroup(target, group.kind === "known" ? arn : undefined, stream, holder, known);
  return [
    ...(misplaced ? written.map((need) => ({ ...need, elsewhere: misplaced })) : written),
    ...(creates.kind === "known" && creates.value ? [needOfCreation(arn, holder, known, target)] : []),
  ];
}

/** Of a group that this stack makes it is not known whether ECS asks to create it. */
function needOfCreation(
  arn: string,
  holder: string,
  known: Need["known"],
  target: Resource | undefined,
): Need {
  // AWS names the group in its errors with an empty stream after it.
  const calls = [call("logs:CreateLogGroup", `${arn}:log-stream:`, { orArn: arn, ...ofTarget(target) })];
  const text = `this stack makes the log group \`${target?.name}\`, and AWS does not say whether ECS then asks for it`;
  return {
    row: startRows.logGroup,
    holder,
    calls,
    known,
    target,
    ...(target && { doubt: { cause: "log group made", text } }),
  };
}

/** What a log group needs to be written, of which containers that are not known have an edge. */
export function needsOfGroupBehind(group: Resource): Need[] {
  return needsOfGroup(group, undefined, "?*", group.name, "by some edge");
}

function needsOfGroup(
  target: Resource | undefined,
  written: string | undefined,
  stream: string,
  holder: string,
  known: Need["known"],
): Need[] {
  const arn = written ?? (target ? arnOf(target).arn : undefined);
  if (arn === undefined) return [];
  const of = (action: string): Call[] => [call(action, `${arn}:log-stream:${stream}`, ofTarget(target))];
  return [
    { row: startRows.logStream, holder, calls: of("logs:CreateLogStream"), known, target },
    { row: workRows.logEvents, holder, calls: of("logs:PutLogEvents"), known, target },
  ];
}

/** Whether a name is that of a group's output: by a text the one that is written may be meant, of another Region. */
function isTakenFrom({ subject, property, targets }: Setting, group: Resource): boolean {
  return targets.logGroupsBehind(subject.propertyDependencies.get(property) ?? []).includes(group);
}

function liesElsewhere(group: Resource, region: string): boolean {
  const own = regionOf(group);
  return own !== undefined && own !== region;
}

export function ofTarget(target: Resource | undefined): Pick<Call, "resource" | "resources"> {
  return { resource: target, resources: target ? [target] : [] };
}

export function only<T>([first, second]: readonly T[]): T | undefined {
  return second === undefined ? first : undefined;
}
