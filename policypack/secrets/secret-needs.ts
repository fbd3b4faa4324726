/** What it takes to read a secret, and whether a role has it. */
import type { Access } from "../access/access";
import { type Call, call, mayCall } from "../access/calls";
import { type Permission, permission, type Question } from "../access/permissions";
import type { Role } from "../access/roles";
import type { ContextValue } from "../iam/conditions";
import type { ArnPlace } from "../stack/places";
import type { Resource } from "../stack/resources";
import type { Value } from "../stack/values";
import type { ExternalRole } from "../verdicts/config-entries";
import type { Reason } from "../verdicts/reasons";
import type { KeyReference } from "./keys";
import type { Reference } from "./secret-references";
import type { Secrets } from "./secrets";
import { isTypeUnknown, type StackSecret, type StackSecrets, secretSuffix } from "./stack-secrets";

/** One call that ECS makes to read a secret. */
export interface Need {
  readonly kind: "parameter" | "secret" | "key" | "object";
  readonly action: string;
  /** A pattern of the ARN on which it makes the call. */
  readonly arn: string;
  /**
   * Another ARN under which IAM may see the same secret: with the six characters of AWS's, where the
   * reference has none.
   */
  readonly otherArn: string | undefined;
  /** Matches all ARNs that it may have, where AWS has chosen those characters and they are not seen here. */
  readonly openArn: string | undefined;
  /** Whether the reference looks as if it had those characters. */
  readonly looksComplete: boolean;
  /** The secret or key of this stack; undefined where it is made elsewhere. */
  readonly resource: Resource | undefined;
  /** What an edge to it may lead to. */
  readonly resources: readonly Resource[];
  readonly arnIsKnown: boolean;
  /** Whether the ARN stands in the program as it is; a plain name may be the secret itself. */
  readonly arnIsWritten: boolean;
  /** With a secret: the version stage that the reference names. */
  readonly stage: Value<string>;
  /** With a key: the secret that it encrypts. */
  readonly encrypts: Need | undefined;
}

/** What is asked for, and where the task runs. */
type Place = ArnPlace;

/** The secret of this stack that a reference means. */
export function secretMeant(made: StackSecrets, reference: Reference, task: Place): StackSecret | undefined {
  if (reference.kind !== "parameter" && reference.kind !== "secret") return undefined;
  const place = reference.place ?? task;
  const { kind, name } = reference;
  if (kind === "parameter") return made.at(arnOfParameter(name, place)) ?? made.named(kind, name, place);
  // An ARN without its six characters is not the whole one: what AWS makes of it is left open.
  return made.at(arnOfSecret(name, place)) ?? (reference.place ? undefined : made.named(kind, name, place));
}

/** The calls that it takes to read what a reference names. */
export function needsOfReference(secrets: Secrets, reference: Reference, task: Place): Need[] {
  const secret = secretMeant(secrets.made, reference, task);
  if (secret) return needsOfSecret(secrets, secret, stageIn(reference));
  switch (reference.kind) {
    case "parameter": {
      const place = reference.place ?? task;
      const arnIsWritten = reference.place !== undefined;
      const parameter = need("parameter", arnOfParameter(reference.name, place), {
        arnIsWritten,
        arnIsKnown: arnIsWritten || !secrets.made.mayBeNamed("parameter", place),
      });
      const [, name] = /^aws\/reference\/secretsmanager\/([^:]+)/.exec(reference.name) ?? [];
      if (name === undefined) return [parameter];
      // Such a parameter stands for a secret, which its reader must be allowed to read, too.
      const needs = needsOfReference(
        secrets,
        { kind: "secret", name, place: undefined, selector: {} },
        place,
      );
      return [{ ...parameter, resources: needs[0]?.resources ?? [] }, ...needs];
    }
    case "secret": {
      const place = reference.place ?? task;
      // Without a place it is the plain name of a secret, to which AWS adds the characters.
      if (!reference.place) {
        const arn = arnOfSecret(`${reference.name}${secretSuffix}`, place);
        return [
          need("secret", arn, {
            arnIsKnown: !secrets.made.mayBeNamed("secret", place),
            stage: stageIn(reference),
            openArn: arnOfSecret(`${reference.name}${anySuffix}`, place),
          }),
        ];
      }
      const own = secrets.made.named("secret", reference.name, place);
      const looksComplete = /-[A-Za-z0-9]{6}$/.test(reference.name);
      return [
        need("secret", arnOfSecret(reference.name, place), {
          otherArn: own?.arn ?? arnOfSecret(`${reference.name}${secretSuffix}`, place),
          openArn: own ? undefined : arnOfSecret(`${reference.name}${anySuffix}`, place),
          arnIsWritten: true,
          stage: stageIn(reference),
          looksComplete,
          ...(own && !looksComplete && ofStack(own)),
        }),
      ];
    }
    case "object":
      return [need("object", reference.arn, { arnIsWritten: true })];
    default:
      return [];
  }
}

/** The version stage that ECS asks for; it names none of its own accord. */
function stageIn(reference: Reference): Value<string> {
  const stage = reference.kind === "secret" ? reference.selector.stage : undefined;
  return stage === undefined ? { kind: "absent" } : { kind: "known", value: stage };
}

/**
 * The calls that it takes to read a secret of this stack.
 * @param stage the version stage that the reference names, where the reference is known
 */
export function needsOfSecret({ keys }: Secrets, secret: StackSecret, stage?: Value<string>): Need[] {
  const { kind, arn, arnIsKnown, resource, resources } = secret;
  const own = need(kind === "parameter" ? "parameter" : "secret", arn, {
    resource,
    resources,
    arnIsKnown,
    ...(stage && { stage }),
  });
  const key = keys.of(secret);
  if (key.kind === "none") return [own];
  // Who names a key for a parameter presumably has it encrypted.
  return [own, { ...needOfKey(key, own), ...(isTypeUnknown(resource) && { arnIsKnown: false }) }];
}

/** Of a secret that goes by its name in an ARN of another form than its own. */
function ofStack({ resource, resources, arnIsKnown }: StackSecret): Partial<Need> {
  return { resource, resources, arnIsKnown };
}

function needOfKey(key: KeyReference, encrypts: Need): Need {
  if (key.kind !== "key") return need("key", "arn:*:kms:?*:?*:key/?*", { encrypts, arnIsKnown: false });
  const { arn, arnIsKnown, resource } = key;
  return need("key", arn, {
    encrypts,
    arnIsWritten: true,
    resource,
    resources: resource ? [resource] : [],
    arnIsKnown,
  });
}

/** Six characters of which any may be there. */
const anySuffix = "-??????";

const actions: Readonly<Record<Need["kind"], string>> = {
  parameter: "ssm:GetParameters",
  secret: "secretsmanager:GetSecretValue",
  key: "kms:Decrypt",
  object: "s3:GetObject",
};

function need(kind: Need["kind"], arn: string, more: Partial<Need> = {}): Need {
  return {
    kind,
    action: actions[kind],
    arn,
    otherArn: undefined,
    openArn: undefined,
    looksComplete: true,
    resource: undefined,
    resources: [],
    arnIsKnown: true,
    arnIsWritten: false,
    stage: { kind: "unknown", source: { kind: "elsewhere" } },
    encrypts: undefined,
    ...more,
  };
}

function arnOfParameter(name: string, { partition, region, account }: Place): string {
  return `arn:${partition}:ssm:${region}:${account}:parameter/${name}`;
}

function arnOfSecret(name: string, { partition, region, account }: Place): string {
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
}

/** Whether a role may make a call; a document with an edge to what it names presumably allows it. */
export function mayMake(
  access: Access,
  role: Role,
  need: Need,
  declared: readonly ExternalRole[],
): Permission {
  const asGiven = askFor(access, role, need, need.arn, declared);
  // What ends like a whole ARN is taken for one, and compared as it is. Any other is resolved to the whole one.
  const isResolved = need.otherArn !== undefined && !need.looksComplete;
  const whole = isResolved ? askFor(access, role, need, need.otherArn, declared) : asGiven;
  if (whole.answer !== "no") return whole;
  if (isResolved && asGiven.answer !== "no")
    return permission("cannot tell", { reasons: [whichArn(role, need), ...asGiven.reasons] });
  const isOpen =
    need.openArn !== undefined &&
    (isResolved || need.otherArn === undefined) &&
    askFor(access, role, need, need.openArn, declared, "some").answer !== "no";
  return isOpen ? permission("cannot tell", { reasons: [whichSuffix(role, need)] }) : whole;
}

/**
 * Whether a role lacks nothing but that Secrets Manager takes an ARN without its six characters for a whole one,
 * because the name in it ends like one
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html).
 */
export function isTakenForWhole(access: Access, role: Role, need: Need): boolean {
  const { otherArn, looksComplete } = need;
  return otherArn !== undefined && looksComplete && askFor(access, role, need, otherArn, []).answer === "yes";
}

function whichSuffix(role: Role, { action }: Need): Reason {
  return {
    cause: "partial ARN",
    text: `the reference does not tell the six characters that AWS has added to the secret's name, and \`${role.label}\` is allowed \`${action}\` on an ARN with some`,
  };
}

function whichArn(role: Role, { action }: Need): Reason {
  return {
    cause: "partial ARN",
    text: `the reference is an ARN without the six characters that AWS adds, and \`${role.label}\` is allowed \`${action}\` on the ARN without them`,
  };
}

function askFor(
  access: Access,
  role: Role,
  need: Need,
  arn: string,
  declared: readonly ExternalRole[],
  scope: Question["scope"] = "all",
): Permission {
  return mayCall(access, role, callFor(need, arn), declared, scope);
}

/** The call that ECS makes. */
export function callFor(need: Need, arn = need.arn): Call {
  const { kind, action, resource, resources } = need;
  const ownPolicy = kind === "parameter" ? "none" : kind === "key" ? "of a key" : "of a resource";
  return call(action, arn, { resource, resources, ownPolicy, keys: keysOf(need) });
}

/** Keys of conditions that only such calls have; both services name themselves and the secret to KMS. */
function keysOf({ kind, arn, stage, encrypts }: Need): NonNullable<Question["keys"]> {
  if (kind === "secret") {
    const keys = new Map<string, ContextValue>([["secretsmanager:secretid", { kind: "is", value: arn }]]);
    if (stage.kind === "known") keys.set("secretsmanager:versionstage", { kind: "is", value: stage.value });
    if (stage.kind === "absent") keys.set("secretsmanager:versionstage", { kind: "absent" });
    return keys;
  }
  if (kind !== "key" || !encrypts) return new Map();
  const [, partition = "", , region = ""] = arn.split(":");
  const [service, context] =
    encrypts.kind === "parameter" ? ["ssm", "parameter_arn"] : ["secretsmanager", "secretarn"];
  const keys = new Map<string, ContextValue>([
    [`kms:encryptioncontext:${context}`, { kind: "is", value: encrypts.arn }],
  ]);
  // The names of services in other partitions end otherwise.
  if (partition === "aws")
    keys.set("kms:viaservice", { kind: "is", value: `${service}.${region}.amazonaws.com` });
  return keys;
}
