/** Parameters in Parameter Store, by name or ARN. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * The ARN of a parameter of this account and Region. It is known in a preview: nothing is looked up but the
 * account and the Region.
 *
 * A parameter's ARN has its name without the leading slash
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html).
 *
 * @param nameOrArn name such as `/shop/DATABASE_URL`, or an ARN, which is taken as it is
 * @throws when it is neither
 */
export function parameterArn(
  nameOrArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const options = { parent };
  return pulumi
    .all([
      nameOrArn,
      aws.getPartitionOutput({}, options).partition,
      aws.getRegionOutput({}, options).region,
      aws.getCallerIdentityOutput({}, options).accountId,
    ])
    .apply(([text, partition, region, account]) => {
      if (/^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/.test(text)) return text;
      // Messages never hold the text: it may be the secret itself.
      if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(text)) {
        throw new pulumi.RunError(
          "A secret must be the name or the ARN of a parameter in Parameter Store, such as `/shop/DATABASE_URL`; one of them is neither.",
        );
      }
      return `arn:${partition}:ssm:${region}:${account}:parameter/${text.replace(/^\//, "")}`;
    });
}
