/**
 * Volumes of Amazon EFS that tasks mount with their role
 * (https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html).
 */
import { type Call, call } from "../access/calls";
import { nameOrPlace } from "../ecs/containers";
import type { ContextValue } from "../iam/conditions";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, list, object, text } from "../stack/values";
import { ofTarget, only } from "./logs";
import type { Need } from "./needs";
import { startRows } from "./rows";
import type { Parts, Setting } from "./setting";
import { arnOf } from "./targets";

/**
 * Mounts of file systems of this stack with IAM.
 * @param hasPolicy whether the stack gives the file system a policy: without one everybody may mount it
 */
export function needsOfVolumes(setting: Setting, parts: Parts, hasPolicy: (call: Call) => boolean): Need[] {
  const volumes = parts.shared(setting.subject.inputs.volumes, list) ?? [];
  return volumes.flatMap((entry, index) => {
    const volume = parts.shared(entry, object);
    if (!volume) return [];
    const name = nameOrPlace(volume, index);
    const what = `efsVolumeConfiguration of volume ${name}`;
    const efs = parts.known(volume.efsVolumeConfiguration, object, what);
    const authorization =
      efs && parts.known(efs.authorizationConfig, object, `authorizationConfig of ${what}`);
    const iam = authorization && parts.known(authorization.iam, text, `iam of ${what}`);
    if (!efs || !authorization || iam !== "ENABLED") return [];
    const fileSystem = fileSystemOf(setting, efs);
    if (!fileSystem) return [];
    const { arn, isKnown } = arnOf(fileSystem);
    const mount = call("elasticfilesystem:ClientMount", arn, {
      ...ofTarget(fileSystem),
      ownPolicy: "of a resource",
      keys: keysOfMount(setting, authorization),
    });
    if (!hasPolicy(mount)) return [];
    return [
      {
        row: startRows.mount,
        holder: name,
        calls: [mount],
        known: "by name",
        target: fileSystem,
        hasNoArn: !isKnown,
      } as const,
    ];
  });
}

function fileSystemOf(
  { subject, property, source, targets }: Setting,
  efs: Properties,
): Resource | undefined {
  const id = interpret(efs.fileSystemId, text, source);
  if (id.kind === "known") return targets.fileSystem(subject, property, id.value);
  const urns = id.kind === "unknown" && id.source.kind === "resources" ? id.source.urns : [];
  return only(targets.fileSystemsBehind(urns));
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html, condition keys */
function keysOfMount({ source }: Setting, authorization: Properties): ReadonlyMap<string, ContextValue> {
  const keys = new Map<string, ContextValue>([
    ["elasticfilesystem:accessedviamounttarget", { kind: "is", value: "true" }],
  ]);
  const accessPoint = interpret(authorization.accessPointId, text, source);
  if (accessPoint.kind === "absent") keys.set("elasticfilesystem:accesspointarn", { kind: "absent" });
  return keys;
}
