/** What AWS refuses of volumes. */

import { asArguments } from "../../code/tree";
import { propertyName } from "../../code/words";
import { numberIn, objectsIn, textIn } from "../../stack/literals";
import { isObject, type Properties, UNKNOWN } from "../../stack/properties";
import type { Change, Check } from "../../verdicts/faults";
import { preflight, reported } from "../../verdicts/kinds";
import { fieldOf, nameOrPlace, partOf } from "../containers";
import { fault, isGiven, type Registration, refused } from "./registration";

const efs = (volume: Properties): Properties | undefined =>
  isObject(volume.efsVolumeConfiguration) ? volume.efsVolumeConfiguration : undefined;

function volumeCheck(
  own: Check<Registration>["kind"],
  error: string,
  isWrong: (volume: Properties) => boolean,
  text: (name: string) => string,
  ...change: Change[]
): Check<Registration> {
  return {
    kind: own,
    fails: `${refused} ${error}`,
    find: ({ volumes }) =>
      volumes.flatMap((volume, index) =>
        isWrong(volume)
          ? [fault([nameOrPlace(volume, index)], text(nameOrPlace(volume, index)), ...change)]
          : [],
      ),
  };
}

export const volumeChecks: readonly Check<Registration>[] = [
  volumeCheck(
    reported(
      "access-point-root/<volume>",
      "the volume has an access point, which has a root of its own, and another `rootDirectory`",
      preflight("pf-ecs-efs-access-point-with-root-directory"),
    ),
    'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    (volume) => {
      const own = efs(volume);
      const authorization = own && isObject(own.authorizationConfig) ? own.authorizationConfig : undefined;
      const root = textIn(own?.rootDirectory);
      return isGiven(authorization?.accessPointId) && root !== undefined && root !== "/";
    },
    (name) =>
      `gives volume \`${name}\` an access point and a \`${propertyName("rootDirectory")}\`, of which the first has its own`,
    `take \`${propertyName("rootDirectory")}\` out.`,
  ),
  volumeCheck(
    reported(
      "encryption-missing/<volume>",
      "the volume is mounted with IAM, or at a port for encryption, and not encrypted",
      preflight("pf-ecs-efs-iam-without-transit-encryption"),
      preflight("pf-ecs-efs-transit-encryption-port-without-encryption"),
    ),
    "EFS IAM authorization requires TransitEncryption to be enabled.",
    (volume) => {
      const own = efs(volume);
      const authorization = own && isObject(own.authorizationConfig) ? own.authorizationConfig : undefined;
      const encryption = own?.transitEncryption;
      const isOff = encryption !== UNKNOWN && (!isGiven(encryption) || textIn(encryption) === "DISABLED");
      return (
        isOff && (textIn(authorization?.iam) === "ENABLED" || (numberIn(own?.transitEncryptionPort) ?? 0) > 0)
      );
    },
    (name) => `mounts volume \`${name}\` with IAM, or at a port for encryption, and does not encrypt it`,
    `encrypt it, in \`${propertyName("efsVolumeConfiguration")}\`:`,
    asArguments({ transitEncryption: "ENABLED" }),
  ),
  {
    kind: reported(
      "launch-volume-unused/<volume>",
      "the volume is configured at launch, and no container mounts it",
      preflight("pf-ecs-volume-not-referenced"),
    ),
    fails: `${refused} Volumes […] are not referenced by any of the containers.`,
    find: ({ volumes, containers, areContainersKnown }) => {
      const mounted = containers.flatMap((container) =>
        objectsIn(partOf(container, "mountPoints")).flatMap(
          (mount) => textIn(fieldOf(mount, "sourceVolume")) ?? [],
        ),
      );
      const isUnused = (volume: Properties) => {
        const name = textIn(volume.name);
        return volume.configureAtLaunch === true && name !== undefined && !mounted.includes(name);
      };
      return areContainersKnown
        ? volumes.flatMap((volume, index) =>
            isUnused(volume)
              ? [
                  fault(
                    [nameOrPlace(volume, index)],
                    `has volume \`${nameOrPlace(volume, index)}\`, which is configured at launch and which no container mounts`,
                    "mount it in a container, or take it out.",
                  ),
                ]
              : [],
          )
        : [];
    },
  },
];
