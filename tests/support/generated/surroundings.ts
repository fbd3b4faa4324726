/** What a program has beside the components, for their arguments. */
import type * as pulumi from "@pulumi/pulumi";

/** Parameters and secrets that a program makes, by their logical names. */
export const madeSecrets = {
  token: { service: "ssm", key: "own" },
  "aliased-token": { service: "ssm", key: "own" },
  license: { service: "ssm", key: undefined },
  flag: { service: "ssm", key: undefined },
  database: { service: "secretsmanager", key: "own" },
  "api-key": { service: "secretsmanager", key: undefined },
  signing: { service: "secretsmanager", key: "other" },
  registry: { service: "secretsmanager", key: undefined },
} as const;
export type MadeSecret = keyof typeof madeSecrets;
export type Key = "own" | "other";

/** The parameters among them. */
export const madeParameters = ["token", "aliased-token", "license", "flag"] as const;

/** What is made in one Region. */
export interface Surroundings {
  readonly region: string;
  /** The value, which is not known before the first update. */
  later<T extends string | number | boolean>(value: T): pulumi.Input<T>;
  /** The name of a parameter, which is known before. */
  nameOf(parameter: (typeof madeParameters)[number]): pulumi.Input<string>;
  /** The ARN of a secret, and what selects a part of it. */
  arnOf(secret: MadeSecret, selectors?: string): pulumi.Input<string>;
  keyArn(key: Key): pulumi.Input<string>;
  readonly executionRoleName: pulumi.Input<string>;
  readonly image: pulumi.Input<string>;
  readonly namespace: pulumi.Input<string>;
  readonly cluster: pulumi.Input<string>;
  readonly bucketArn: pulumi.Input<string>;
  readonly bucketName: pulumi.Input<string>;
  readonly fileSystemId: pulumi.Input<string>;
  readonly accessPointId: pulumi.Input<string>;
  readonly targetGroupArn: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  /** A listener that services share, and the group of its load balancer. */
  readonly listenerArn: pulumi.Input<string>;
  readonly balancerGroupId: pulumi.Input<string>;
  /** A queue that others make. */
  readonly queueArn: pulumi.Input<string>;
}

/** A value that a program does not know before the first update. */
export class Later<T> extends Promise<T> {}

/** What stands for all of it where no program runs; what a first preview does not know is told apart. */
export function stoodFor(region: string): Surroundings {
  const later = <T>(value: T) => new Later<T>((resolve) => resolve(value));
  return {
    region,
    later,
    nameOf: (parameter) => parameter,
    arnOf: (secret, selectors = "") =>
      later(
        secret in madeSecrets && madeSecrets[secret].service === "ssm"
          ? `arn:aws:ssm:${region}:123456789012:parameter/${secret}`
          : `arn:aws:secretsmanager:${region}:123456789012:secret:${secret}-a1B2c3${selectors}`,
      ),
    keyArn: (key) => later(`arn:aws:kms:${region}:123456789012:key/${key}`),
    executionRoleName: "execution",
    image: later("image"),
    namespace: later("arn:namespace"),
    cluster: later("arn:cluster"),
    bucketArn: later("arn:aws:s3:::bucket"),
    bucketName: "bucket",
    fileSystemId: later("fs-1"),
    accessPointId: later("fsap-1"),
    targetGroupArn: later("arn:target-group"),
    securityGroupId: later("sg-1"),
    zoneId: later("Z1"),
    listenerArn: later("arn:listener"),
    balancerGroupId: later("sg-2"),
    queueArn: later("arn:queue"),
  };
}
