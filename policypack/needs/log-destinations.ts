/**
 * Where FireLens sends logs, with the task role
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html).
 */
import { type Call, call } from "../access/calls";
import { fieldOf } from "../ecs/containers";
import type { Properties } from "../stack/properties";
import { interpret, object, type Source, text, type Value } from "../stack/values";
import { ofTarget } from "./logs";
import type { Need } from "./needs";
import { workRows } from "./permission-rows";
import type { Setting } from "./setting";

/** A plugin of Fluent Bit or Fluentd: how it is called, what names its target, and the call that it makes. */
interface Plugin {
  readonly names: readonly string[];
  /** The option with the name of what it writes to. */
  readonly option: string;
  readonly action: string;
  /** The part of the ARN after partition, service, Region and account; keys of objects begin with the second. */
  readonly rest: (name: string, key: string) => string;
  readonly service: string;
}

const plugins: readonly Plugin[] = [
  {
    names: ["cloudwatch", "cloudwatch_logs"],
    option: "log_group_name",
    action: "logs:PutLogEvents",
    service: "logs",
    rest: (name) => `log-group:${name}:log-stream:?*`,
  },
  {
    names: ["firehose", "kinesis_firehose"],
    option: "delivery_stream",
    action: "firehose:PutRecordBatch",
    service: "firehose",
    rest: (name) => `deliverystream/${name}`,
  },
  {
    names: ["kinesis", "kinesis_streams"],
    option: "stream",
    action: "kinesis:PutRecords",
    service: "kinesis",
    rest: (name) => `stream/${name}`,
  },
  {
    names: ["s3"],
    option: "bucket",
    action: "s3:PutObject",
    service: "s3",
    rest: (name, key) => `${name}/${key}?*`,
  },
];

/** What a container needs whose log goes to a service of AWS by way of a router. */
export function needsOfDestination(
  { subject, property, source, place, targets }: Setting,
  log: Properties,
  holder: string,
): Need[] {
  const driver = known(interpret(fieldOf(log, "logDriver"), text, source));
  const options = known(interpret(fieldOf(log, "options"), object, source));
  if (driver !== "awsfirelens" || options === undefined) return [];
  const name = option(options, source, "Name") ?? option(options, source, "@type");
  const plugin = plugins.find(({ names }) => name !== undefined && names.includes(name.toLowerCase()));
  const target = plugin && option(options, source, plugin.option);
  // Another role, and names that are put together for each record, are not followed.
  if (!plugin || target === undefined || option(options, source, "role_arn") !== undefined) return [];
  if (/[$%{}()]/.test(target)) return [];
  const region = option(options, source, "region") ?? place.region;
  const { service, action, rest } = plugin;
  const where =
    service === "s3"
      ? `arn:${place.partition}:s3:::`
      : `arn:${place.partition}:${service}:${region}:${place.account}:`;
  const ownPolicy: Call["ownPolicy"] = service === "s3" ? "of a resource" : "none";
  const resource =
    service === "logs"
      ? targets.logGroup(subject, property, target)
      : service === "s3"
        ? targets.bucket(subject, property, target)
        : targets.stream(subject, property, target);
  const key = service === "s3" ? keyPrefix(option(options, source, "s3_key_format")) : "";
  const calls = [call(action, `${where}${rest(target, key)}`, { ...ofTarget(resource), ownPolicy })];
  return [{ row: workRows.logDestination, holder, calls, known: "by name", target: resource }];
}

/**
 * What the keys of all objects begin with: the format up to what is put in for each, or the plugin's own
 * (https://docs.fluentbit.io/manual/pipeline/outputs/s3).
 */
function keyPrefix(format = "/fluent-bit-logs/$TAG"): string {
  return format.replace(/^\//, "").replace(/[$%].*$/s, "");
}

/** Options are named without case. */
function option(options: Properties, source: Source, name: string): string | undefined {
  return known(interpret(fieldOf(options, name), text, source));
}

function known<T>(value: Value<T>): T | undefined {
  return value.kind === "known" ? value.value : undefined;
}
