/**
 * Volumes of Amazon EFS that tasks mount with their role, and of FSx that ECS looks up
 * (https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html).
 */

import { type Call, call } from "../access/calls";
import { propertyName } from "../code/words";
import { nameOrPlace } from "../ecs/containers";
import type { Answer } from "../iam/answers";
import type { ContextValue } from "../iam/conditions";
import { chosenByAws } from "../iam/globs";
import type { ArnPlace } from "../stack/places";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, knownOr, list, object, sourceUrns, text } from "../stack/values";
import type { Reason } from "../verdicts/reasons";
import { only } from "./logs";
import type { Need } from "./needs";
import { startRows } from "./permission-rows";
import { keysOfRegion, type Parts, type Setting } from "./setting";
import { arnOf } from "./targets";

/**
 * Mounts of file systems of this stack with IAM.
 * @param hasPolicy whether the stack gives the file system a policy: without one everybody may mount it
 */
export function needsOfVolumes(setting: Setting, parts: Parts, hasPolicy: (call: Call) => Answer): Need[] {
  const { subject, source, targets } = setting;
  const volumes = interpret(subject.inputs.volumes, list, source);
  if (volumes.kind === "unknown" && volumes.source.kind === "resources") {
    const text = `\`${propertyName("volumes")}\` of \`${subject.name}\` is not known before the update`;
    return targets
      .fileSystemsBehind(volumes.source.urns)
      .flatMap((fileSystem) =>
        mountOf([fileSystem], fileSystem.name, new Map(), hasPolicy, { cause: "new", text }),
      );
  }
  return knownOr(volumes, []).flatMap((entry, index) => {
    const volume = parts.shared(entry, object);
    if (!volume) return [];
    const name = nameOrPlace(volume, index);
    const share = parts.shared(volume.fsxWindowsFileServerVolumeConfiguration, object);
    if (share) return [needOfShare(setting, name, share)];
    const what = `${propertyName("efsVolumeConfiguration")} of volume ${name}`;
    const efs = parts.known(volume.efsVolumeConfiguration, object, what);
    const authorization =
      efs &&
      parts.known(efs.authorizationConfig, object, `${propertyName("authorizationConfig")} of ${what}`);
    if (!efs || !authorization) return [];
    const iam = interpret(authorization.iam, text, source);
    const isAsked =
      iam.kind === "unknown" || parts.known(authorization.iam, text, `iam of ${what}`) === "ENABLED";
    const fileSystem = isAsked ? fileSystemOf(setting, efs) : undefined;
    if (!fileSystem) return [];
    const reason = `whether volume \`${name}\` is mounted with IAM is not known before the update`;
    const doubt: Reason | undefined = iam.kind === "unknown" ? { cause: "new", text: reason } : undefined;
    const accessPoint = interpret(authorization.accessPointId, text, source);
    const named: [Resource, ...Resource[]] = [
      fileSystem,
      ...targets.accessPointsBehind(sourceUrns(accessPoint)),
    ];
    return mountOf(named, name, keysOfMount(setting, authorization), hasPolicy, doubt);
  });
}

/** ECS looks up the address of the share, which policies allow on `*` or on file systems. */
function needOfShare({ place, source }: Setting, holder: string, share: Properties): Need {
  const fileSystem = interpret(share.fileSystemId, text, source);
  const id = knownOr(fileSystem, "?*");
  const calls = [
    call("fsx:DescribeFileSystems", chosenByAws, {
      orArn: `arn:${place.partition}:fsx:${place.region}:${place.account}:file-system/${id}`,
      keys: keysOfRegion(place.region),
    }),
  ];
  const reason = `the file system of volume \`${holder}\` is not known before the update`;
  const doubt: Reason | undefined =
    fileSystem.kind === "unknown" ? { cause: "new", text: reason } : undefined;
  return {
    row: startRows.share,
    holder,
    calls,
    known: "by name",
    target: undefined,
    ...(doubt && { doubt }),
  };
}

/** @param named the file system, and what else an unknown document may name to allow the mount */
function mountOf(
  named: readonly [Resource, ...Resource[]],
  holder: string,
  keys: Call["keys"],
  hasPolicy: (call: Call) => Answer,
  doubt: Reason | undefined,
): Need[] {
  const [fileSystem] = named;
  const { arn, isKnown } = arnOf(fileSystem);
  const mount = call("elasticfilesystem:ClientMount", arn, {
    resource: fileSystem,
    resources: named,
    ownPolicy: "of a resource",
    keys,
  });
  const guarded = hasPolicy(mount);
  if (guarded === "no") return [];
  const reason = `whether \`${fileSystem.name}\` has a policy, without which everybody may mount it, is not known before the update`;
  const open: Reason | undefined = guarded === "cannot tell" ? { cause: "new", text: reason } : doubt;
  return [
    {
      row: startRows.mount,
      holder,
      calls: [mount],
      known: "by name",
      target: fileSystem,
      hasNoArn: !isKnown,
      ...(open && { doubt: open }),
    },
  ];
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

/** The ARN of an access point, by its id. */
function arnOfAccessPoint({ partition, region, account }: ArnPlace, id: string): string {
  return `arn:${partition}:elasticfilesystem:${region}:${account}:access-point/${id}`;
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html, condition keys */
function keysOfMount(
  { source, place }: Setting,
  authorization: Properties,
): ReadonlyMap<string, ContextValue> {
  const keys = new Map<string, ContextValue>([
    ["elasticfilesystem:accessedviamounttarget", { kind: "is", value: "true" }],
  ]);
  const accessPoint = interpret(authorization.accessPointId, text, source);
  const key = "elasticfilesystem:accesspointarn";
  if (accessPoint.kind === "absent") keys.set(key, { kind: "absent" });
  if (accessPoint.kind === "known")
    keys.set(key, { kind: "is", value: arnOfAccessPoint(place, accessPoint.value) });
  return keys;
}
