/**
 * What AWS fixes in the requests of a role's session, whichever role and session it is: those are made with
 * temporary credentials, by a program, and not by a service in its own name
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, "Availability").
 */
import type { ContextValue } from "../iam/conditions";

const absent: ContextValue = { kind: "absent" };
const present: ContextValue = { kind: "present" };
const no: ContextValue = { kind: "is", value: "false" };

/** By keys in lower case; nothing that ECS asks for attaches tags. */
const fixed: Readonly<Record<string, ContextValue>> = {
  "aws:username": absent,
  "aws:federatedprovider": absent,
  "aws:multifactorauthage": absent,
  "aws:referer": absent,
  "aws:tagkeys": absent,
  "aws:principalisawsservice": no,
  "aws:principalservicename": absent,
  "aws:principalservicenameslist": absent,
  "aws:sourceaccount": absent,
  "aws:sourcearn": absent,
  "aws:sourceorgid": absent,
  "aws:sourceorgpaths": absent,
  "aws:tokenissuetime": present,
  "aws:currenttime": present,
  "aws:epochtime": present,
  "aws:principaltype": present,
  "aws:userid": present,
  "aws:useragent": present,
};

/** Of requests that are made with the role's credentials by whoever has them. */
const fixedOfDirect: Readonly<Record<string, ContextValue>> = {
  "aws:viaawsservice": no,
  "aws:calledvia": absent,
  "aws:calledviafirst": absent,
  "aws:calledvialast": absent,
};

/**
 * Services that are asked directly. KMS is asked by the service that keeps a secret, with the role's credentials,
 * and Secrets Manager by Parameter Store where a parameter refers to a secret.
 */
const askedDirectly = ["ssm", "s3", "logs", "ecr", "elasticfilesystem", "ssmmessages", "firehose", "kinesis"];

/** The value of a key, in lower case, in a request for an action; undefined where AWS does not fix it. */
export function keyOfSession(key: string, action: string): ContextValue | undefined {
  if (key.startsWith("aws:requesttag/")) return absent;
  if (Object.hasOwn(fixed, key)) return fixed[key];
  const isDirect = askedDirectly.includes(action.split(":")[0] ?? "");
  return isDirect && Object.hasOwn(fixedOfDirect, key) ? fixedOfDirect[key] : undefined;
}
