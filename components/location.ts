import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where a component is deployed. */
export interface Location {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** Partition, Region and account of a component's provider. They are known in a preview. */
export function locationOf(parent: pulumi.Resource): pulumi.Output<Location> {
  const options = { parent };
  return pulumi
    .all([
      aws.getPartitionOutput({}, options),
      aws.getRegionOutput({}, options),
      aws.getCallerIdentityOutput({}, options),
    ])
    .apply(([{ partition }, { region }, { accountId }]) => ({ partition, region, accountId }));
}
