/** Secrets that ECS fetches for containers: parameters in Parameter Store and secrets in Secrets Manager. */
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import type { Location } from "../location";

/** A secret as a container refers to it. */
export interface SecretReference {
  /** What the container definition says. */
  readonly valueFrom: string;
  /** The action with which ECS fetches it; the one for parameters is in the plural. */
  readonly action: "ssm:GetParameters" | "secretsmanager:GetSecretValue";
  /** ARN on which the execution role needs that action. */
  readonly arn: string;
}

/**
 * A secret by what names it. It is known in a preview if the text is: nothing is looked up but the location.
 *
 * A parameter's ARN has its name without the leading slash
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html). That of a secret
 * may be followed by a JSON key, a version stage and a version id, which are no part of the ARN that IAM compares
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html).
 *
 * @param what how messages call it; they do not hold the text, which may be the secret itself
 * @param text name or ARN of a parameter, or ARN of a secret
 * @throws when it is none of them
 */
export function secretReference(
  what: string,
  text: pulumi.Input<string>,
  location: pulumi.Output<Location>,
): pulumi.Output<SecretReference> {
  return pulumi.all([text, location]).apply(([known, { partition, region, accountId }]) => {
    refuseOtherThanSecret(what, known);
    const secret = secretArn(known);
    if (secret !== undefined)
      return { valueFrom: known, action: "secretsmanager:GetSecretValue" as const, arn: secret };
    const arn = known.startsWith("arn:")
      ? known
      : `arn:${partition}:ssm:${region}:${accountId}:parameter/${known.replace(/^\//, "")}`;
    return { valueFrom: arn, action: "ssm:GetParameters" as const, arn };
  });
}

/** The ARN of the secret in Secrets Manager that a text names, without its JSON key and version. */
export function secretArn(text: string): string | undefined {
  return secretForm.exec(text)?.[1];
}

/**
 * What is known already is refused before anything is registered.
 * @throws when a text names neither a parameter nor a secret
 */
export function refuseOtherThanSecret(what: string, text: pulumi.Input<string>): void {
  if (!isKnown(text)) return;
  const fault = typeof text === "string" ? faultOf(text) : noReference;
  // The message does not hold the text: it may be the secret itself.
  if (fault !== undefined) throw new pulumi.RunError(`${what} ${fault}.`);
}

/**
 * For what only Secrets Manager can hold, such as credentials of a registry.
 * @throws when a text is not the ARN of a secret alone
 */
export function refuseOtherThanSecretArn(what: string, text: pulumi.Input<string>): void {
  if (!isKnown(text) || (typeof text === "string" && secretArn(text) === text)) return;
  throw new pulumi.RunError(
    `${what} must be the whole ARN of a secret in Secrets Manager, with the six characters at its end and nothing after them.`,
  );
}

const noReference =
  "must be the name or the ARN of a parameter in Parameter Store, such as `/shop/DATABASE_URL`, or the ARN of a secret in Secrets Manager, and is none of them";

function faultOf(text: string): string | undefined {
  if (text.includes("Calling [toString] on an [Output"))
    return "holds an output as text; put the text together with `pulumi.interpolate`";
  if (/^\/?aws\/reference\/secretsmanager\//.test(text))
    return "names a secret in Secrets Manager through Parameter Store, which takes two permissions; give the ARN of the secret";
  if (parameterArnForm.test(text) || parameterNameForm.test(text)) return undefined;
  const [, whole, selectors = ""] = anySecretForm.exec(text) ?? [];
  if (whole === undefined) return noReference;
  if (!secretForm.test(whole))
    return "is the ARN of a secret without the six characters at its end, which IAM compares, too; give the whole ARN, such as the `arn` output of the secret";
  if (selectors === "") return undefined;
  const [, key, stage, version] = selectors.split(":");
  if (selectors.split(":").length !== 4 || key === undefined)
    return "selects a part of a secret in a form that ECS does not read; after the ARN come `:<JSON key>:<version stage>:<version id>`, of which each may be empty, as in `<ARN>:password::`";
  if (stage && version)
    return "selects a version of a secret by its stage and by its id, of which ECS takes one";
  return undefined;
}

const parameterArnForm = /^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/;
/** A name with a path begins with a slash (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html). */
const parameterNameForm = /^(?:[\w.-]+|(?:\/[\w.-]+)+)$/;
/** An ARN of a secret ends with a hyphen and six characters; three selectors may follow. */
const secretForm =
  /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6})(?::[^:]*:[^:]*:[^:]*)?$/;
const anySecretForm = /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@!-]+)((?::[^:]*)*)$/;
