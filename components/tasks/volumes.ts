/** Volumes of a task. */
import * as pulumi from "@pulumi/pulumi";
import type { Location } from "../location";

/** A file system in EFS, mounted with encryption in transit. */
export interface EfsVolumeArgs {
  /** Id of the file system, `fs-…`. Its mount targets must let in the security groups of the service on port 2049. */
  fileSystemId: pulumi.Input<string>;
  /** Id of an access point of it, `fsap-…`. */
  accessPointId?: pulumi.Input<string>;
  /** Directory of the file system that is mounted; not together with an access point. Default: `/`. */
  rootDirectory?: pulumi.Input<string>;
  /** Whether the task role may only read it. Default: false. */
  readOnly?: boolean;
  /** Whether the task mounts it with its task role, which then may mount exactly this. Default: true. */
  iamAuthorization?: boolean;
}

/** A volume of a task. */
export interface VolumeArgs {
  /** A file system in EFS; without it the volume is empty at the start, and gone with the task. */
  efs?: EfsVolumeArgs;
}

/** Volumes by their names. */
export type Volumes = Readonly<Record<string, VolumeArgs>>;

/** @throws when a volume says what EFS refuses */
export function refuseVolumes(name: string, volumes: Volumes): void {
  for (const [volume, { efs }] of Object.entries(volumes)) {
    if (!/^[\w-]{1,255}$/.test(volume))
      throw new pulumi.RunError(
        `\`${name}\`: \`${volume}\` in \`volumes\` can be no name of a volume: at most 255 letters, digits, \`_\` and \`-\`.`,
      );
    if (efs?.accessPointId !== undefined && efs.rootDirectory !== undefined)
      throw new pulumi.RunError(
        `\`${name}\`: \`volumes.${volume}.efs\` has a \`rootDirectory\` and an \`accessPointId\`, which has a root directory of its own.`,
      );
  }
}

/** Volumes as a task definition writes them. */
export function volumeDefinitions(volumes: Volumes) {
  return Object.entries(volumes).map(([name, { efs }]) =>
    efs === undefined
      ? { name }
      : {
          name,
          efsVolumeConfiguration: {
            fileSystemId: efs.fileSystemId,
            rootDirectory: efs.rootDirectory,
            transitEncryption: "ENABLED",
            authorizationConfig: {
              accessPointId: efs.accessPointId,
              iam: efs.iamAuthorization === false ? "DISABLED" : "ENABLED",
            },
          },
        },
  );
}

/** What the task role needs to mount them (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-best-practices.html). */
export function volumeStatements(
  volumes: Volumes,
  location: pulumi.Output<Location>,
): pulumi.Output<object>[] {
  return Object.values(volumes).flatMap(({ efs }) => {
    if (efs === undefined || efs.iamAuthorization === false) return [];
    const actions = [
      "elasticfilesystem:ClientMount",
      ...(efs.readOnly ? [] : ["elasticfilesystem:ClientWrite"]),
    ];
    return [
      pulumi
        .all([efs.fileSystemId, efs.accessPointId, location])
        .apply(([fileSystem, accessPoint, { partition, region, accountId }]) => {
          const prefix = `arn:${partition}:elasticfilesystem:${region}:${accountId}`;
          return {
            Effect: "Allow",
            Action: actions,
            Resource: `${prefix}:file-system/${fileSystem}`,
            ...(accessPoint === undefined
              ? {}
              : {
                  Condition: {
                    StringEquals: {
                      "elasticfilesystem:AccessPointArn": `${prefix}:access-point/${accessPoint}`,
                    },
                  },
                }),
          };
        }),
    ];
  });
}
