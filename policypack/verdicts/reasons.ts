/** Why questions are open, and what would settle them. */
import { idiom, propertyName } from "../code/words";

/** Why a question about roles is open. */
export type Cause =
  | "new"
  | "read by the application"
  | "done by the application"
  | "lost"
  | "elsewhere"
  | "role elsewhere"
  | "tasks elsewhere"
  | "policy elsewhere"
  | "newer"
  | "withdrawn"
  | "several"
  | "malformed"
  | "condition"
  | "left out"
  | "trust"
  | "partial ARN"
  | "key elsewhere"
  | "other Region"
  | "other account"
  | "lost containers"
  | "no role named"
  | "log group made";

/** One reason for an open question; its text completes a sentence. */
export interface Reason {
  readonly cause: Cause;
  readonly text: string;
}

/** A reason whose text completes "its role …", of a role that is named. */
export function about(role: string, { cause, text }: Reason): Reason {
  return { cause, text: `${role} ${text}` };
}

const settlements: Readonly<Record<Cause, string>> = {
  new: "What rests on new resources is judged again during the update and in the next preview.",
  "read by the application":
    "Where ECS is to fetch it, under `secrets`, give the read to the execution role. Where the application takes it, accept the question in `exemptions`; it is settled once the containers are known.",
  "done by the application":
    "Where ECS is to do it, give the permission to the execution role. Where the application does, accept the question in `exemptions`; it is settled once the containers are known.",
  lost: `Write the document with \`${idiom("json")}\`, which keeps its edges to what it names; \`${propertyName("getPolicyDocument")}\` loses them.`,
  elsewhere:
    "Name the role by an output of its own resource or, where it is made elsewhere, by its ARN or name, and declare in `externalRoles` what it may do there.",
  "role elsewhere":
    "Declare in `externalRoles`, in the configuration of both policies about secrets, what the role may do, or give it the read by a policy of this stack.",
  "tasks elsewhere": "The stack with the task definition tells it; accept the question in `exemptions` here.",
  "policy elsewhere":
    "Give the role what it needs by a policy of this stack, or accept the question in `exemptions`: what a policy made elsewhere allows is not seen from here.",
  newer: "Take a newer version of this pack, or give the role what it needs by a policy of this stack.",
  withdrawn:
    "Take the policy of AWS that it has withdrawn off the role, and give the role what it needs by the one that AWS has put in its place or by a policy of this stack.",
  several: "Give the role as an output of its own resource.",
  malformed: "Correct the value: AWS refuses it as it is.",
  condition:
    "Leave out conditions and variables of which a preview cannot know what the request will hold, name a key by its ARN, and write all six fields of an ARN; or accept the question in `exemptions`.",
  trust:
    "Let the trust policy name the service, under conditions on `aws:SourceAccount` and `aws:SourceArn` only; or accept the question in `exemptions`.",
  "partial ARN": `Give the whole ARN of the secret, with the hyphen and the six characters at its end, or the \`${propertyName("arn")}\` of its resource, and allow the read of the same ARN.`,
  "other Region": "Use a secret in the Region of the task, or a replica of it there.",
  "other account":
    "Let the policy of what is asked for allow the role, too, or accept the question in `exemptions`: across accounts both sides must allow it.",
  "lost containers": `Write the containers with \`${idiom("json")}\`, which keeps their edges to the parameters and secrets that they name. An exported state shows no secrets: judge the stack itself.`,
  "no role named":
    'Name the execution roles of the tasks in "roles.execution", or take the task roles out of "roles.task".',
  "key elsewhere": "Allow the execution role `kms:Decrypt` on the ARN of the key.",
  "log group made":
    "Leave out `awslogs-create-group`, and let the service wait for the log group; or allow the role `logs:CreateLogGroup`.",
  "left out": "Preview the whole program.",
};

/** What would settle questions that are open for these reasons. */
export function settlement(reasons: readonly Reason[]): string {
  return [...new Set(reasons.map(({ cause }) => settlements[cause]))].sort().join(" ");
}
