/**
 * Files in S3 that ECS fetches before containers start
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html).
 */
import { call } from "../access/calls";
import { fieldOf } from "../ecs/containers";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { knownOr, list, object, read, sourceUrns, text } from "../stack/values";
import { ofTarget } from "./logs";
import type { Need, Row } from "./needs";
import { startRows } from "./permission-rows";
import type { Parts, Setting } from "./setting";
import type { Targets } from "./targets";

/** The files of environment variables of a container. */
export function needsOfEnvironmentFiles(
  setting: Setting,
  parts: Parts,
  container: Properties,
  holder: string,
): Need[] {
  const what = `environmentFiles of container ${holder}`;
  const files = parts.known(fieldOf(container, "environmentFiles"), list, what) ?? [];
  return files.flatMap((entry, index) => {
    const file = parts.known(entry, object, `entry ${index + 1} of ${what}`);
    const arn = file && parts.known(fieldOf(file, "value"), text, `entry ${index + 1} of ${what}`);
    return arn === undefined ? [] : needsOfFile(setting, startRows.environmentFile, arn, holder);
  });
}

/**
 * The configuration of a FireLens router in S3, which Fargate does not have
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html).
 */
export function needsOfRouterFile(
  setting: Setting,
  parts: Parts,
  container: Properties,
  holder: string,
): Need[] {
  const what = `firelensConfiguration of container ${holder}`;
  const router = parts.known(fieldOf(container, "firelensConfiguration"), object, what);
  const options = router && parts.known(fieldOf(router, "options"), object, `options of ${what}`);
  if (!options || setting.launch.onFargate === "yes") return [];
  const type = parts.known(options["config-file-type"], text, `config-file-type of ${what}`);
  const arn = parts.known(options["config-file-value"], text, `config-file-value of ${what}`);
  return type === "s3" && arn !== undefined ? needsOfFile(setting, startRows.routerFile, arn, holder) : [];
}

function needsOfFile({ subject, property, targets }: Setting, row: Row, arn: string, holder: string): Need[] {
  // AWS refuses what is no ARN of a file.
  const [, bucket] = /^arn:[^:]*:s3:::([^/]+)\/./.exec(arn) ?? [];
  if (bucket === undefined) return [];
  const target = targets.bucket(subject, property, bucket);
  const calls = [call("s3:GetObject", arn, { ...ofTarget(target), ownPolicy: "of a resource" })];
  return [{ row, holder, calls, known: "by name", target }];
}

/** A file of this stack to which containers that are not known have an edge, where its name is that of such files. */
export function needsOfObjectBehind(targets: Targets, file: Resource): Need[] {
  const key = knownOr(read(file, "inputs", ["key"], text), undefined);
  const bucket = knownOr(read(file, "inputs", ["bucket"], text), "?*");
  if (key === undefined || !key.endsWith(".env")) return [];
  const arn = `arn:*:s3:::${bucket}/${key}`;
  const named = read(file, "inputs", ["bucket"], text);
  const buckets =
    named.kind === "known"
      ? [targets.bucket(file, "bucket", named.value)]
      : targets.bucketsBehind(sourceUrns(named));
  const resources = [file, ...buckets].filter((one) => one !== undefined);
  const calls = [call("s3:GetObject", arn, { resource: buckets[0], resources, ownPolicy: "of a resource" })];
  return [{ row: startRows.environmentFile, holder: file.name, calls, known: "by some edge", target: file }];
}
