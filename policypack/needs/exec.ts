/**
 * What ECS Exec asks of the task role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html).
 */
import { type Call, call } from "../access/calls";
import { chosenByAws } from "../iam/globs";
import type { Properties } from "../stack/properties";
import { interpret, object, read, sourceOf, text, truth } from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import type { Need } from "./needs";
import { workRows } from "./permission-rows";
import { keysOfRegion, type Setting } from "./setting";

/** What a service needs whose tasks people are to open sessions in. */
export function needsOfExec(setting: Setting): Need[] {
  const { subject } = setting;
  const enabled = read(subject, "inputs", ["enableExecuteCommand"], truth);
  if (enabled.kind !== "unknown" && !(enabled.kind === "known" && enabled.value)) return [];
  const text = `whether \`${subject.name}\` enables ECS Exec is not known before the update`;
  const doubt: Reason | undefined = enabled.kind === "unknown" ? { cause: "new", text } : undefined;
  const need = (row: Need["row"], calls: readonly Call[]): Need => {
    return {
      row,
      holder: subject.name,
      calls,
      known: "by name",
      target: undefined,
      ...(doubt && { doubt }),
    };
  };
  const log = logCalls(setting);
  return [
    need(workRows.exec, channelsIn(setting)),
    ...(log.length > 0 ? [need(workRows.sessionLog, log)] : []),
  ];
}

/** They are opened without an ARN, which only `*` allows. */
function channelsIn({ place }: Setting): Call[] {
  return ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
    (action) => call(`ssmmessages:${action}`, chosenByAws, { keys: keysOfRegion(place.region) }),
  );
}

/** The calls with which sessions are logged where the cluster, one of this stack, says so. */
function logCalls(setting: Setting): Call[] {
  const { place, targets } = setting;
  const cluster = targets.clusterOf(setting.subject);
  if (!cluster) return [];
  const property = "configuration";
  const source = sourceOf(cluster, property);
  const part = (of: Properties | undefined, name: string): Properties | undefined => {
    const value = interpret(of?.[name], object, source);
    return value.kind === "known" ? value.value : undefined;
  };
  const configuration = read(cluster, "inputs", [property], object);
  const exec = part(
    configuration.kind === "known" ? configuration.value : undefined,
    "executeCommandConfiguration",
  );
  const log = part(exec, "logConfiguration");
  const known = (name: string): string | undefined => {
    const value = interpret(log?.[name], text, source);
    return value.kind === "known" ? value.value : undefined;
  };
  const logging = interpret(exec?.logging, text, source);
  if (!log || logging.kind !== "known" || logging.value !== "OVERRIDE") return [];
  const group = known("cloudWatchLogGroupName");
  const bucket = known("s3BucketName");
  const prefix = known("s3KeyPrefix")?.replace(/\/*$/, "/") ?? "";
  const target = group === undefined ? undefined : targets.logGroup(cluster, property, group);
  const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${group}`;
  const ofGroup = { resource: target, resources: target ? [target] : [] };
  const ofBucket = bucket === undefined ? undefined : targets.bucket(cluster, property, bucket);
  return [
    ...(group === undefined
      ? []
      : [
          call("logs:CreateLogStream", `${arn}:log-stream:?*`, ofGroup),
          call("logs:PutLogEvents", `${arn}:log-stream:?*`, ofGroup),
        ]),
    ...(bucket === undefined
      ? []
      : [
          call("s3:PutObject", `arn:${place.partition}:s3:::${bucket}/${prefix}?*`, {
            resource: ofBucket,
            resources: ofBucket ? [ofBucket] : [],
            ownPolicy: "of a resource",
          }),
        ]),
  ];
}
