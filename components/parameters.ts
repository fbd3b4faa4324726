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
 * @param what how messages call it
 * @param nameOrArn name such as `/shop/DATABASE_URL`, or an ARN, which is taken as it is
 * @throws when it is neither
 */
export function parameterArn(
  what: string,
  nameOrArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  // What is known already is refused before anything is registered.
  if (!pulumi.Output.isInstance(nameOrArn)) refuseOtherThanParameter(what, nameOrArn);
  const options = { parent };
  return pulumi
    .all([
      nameOrArn,
      aws.getPartitionOutput({}, options).partition,
      aws.getRegionOutput({}, options).region,
      aws.getCallerIdentityOutput({}, options).accountId,
    ])
    .apply(([text, partition, region, account]) => {
      refuseOtherThanParameter(what, text);
      if (text.startsWith("arn:")) return text;
      return `arn:${partition}:ssm:${region}:${account}:parameter/${text.replace(/^\//, "")}`;
    });
}

const parameterArnForm = /^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/;
/** A name with a path begins with a slash (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html). */
const parameterNameForm = /^(?:[\w.-]+|(?:\/[\w.-]+)+)$/;

function refuseOtherThanParameter(what: string, nameOrArn: unknown): void {
  if (typeof nameOrArn === "string") {
    if (parameterArnForm.test(nameOrArn) || parameterNameForm.test(nameOrArn)) return;
  } else if (nameOrArn instanceof Promise) return;
  // The message does not hold the text: it may be the secret itself.
  throw new pulumi.RunError(
    `${what} must be the name or the ARN of a parameter in Parameter Store, such as \`/shop/DATABASE_URL\`, and is neither.`,
  );
}
