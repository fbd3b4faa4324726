/** The two roles of a task, each with what belongs to it and nothing else. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, isKnown, ofForm } from "../checks";
import type { Location } from "../location";
import type { SecretReference } from "./secrets";
import {
  type KnownStatement,
  knownStatements,
  type PolicyStatementArgs,
  type TaskRoleRules,
} from "./statements";

/** What the roles of a task are made from. */
export interface TaskRolesArgs {
  /** What ECS fetches for the containers. */
  readonly secrets: readonly pulumi.Output<SecretReference>[];
  /** ARNs of the keys with which they are encrypted, other than AWS's own. */
  readonly keys: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** Name of an execution role that exists already, to which the reads are attached. */
  readonly executionRoleName: pulumi.Input<string> | undefined;
  /** ARN of an execution role to which nothing is attached. */
  readonly executionRoleArn: pulumi.Input<string> | undefined;
  /** ARN of the permissions boundary of the roles that are made. */
  readonly boundary: pulumi.Input<string> | undefined;
  /** What the application may do. */
  readonly statements: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]> | undefined;
  /** What the application must not do. */
  readonly rules: TaskRoleRules;
  /** Whether commands are executed in the containers. */
  readonly executeCommand: boolean;
  /** What the task needs for its volumes. */
  readonly volumeStatements: readonly pulumi.Output<object>[];
  readonly tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }> | undefined;
}

/** The roles of a task. */
export interface TaskRoles {
  readonly taskRole: aws.iam.Role;
  readonly executionRoleArn: pulumi.Output<string>;
  readonly executionRoleName: pulumi.Output<string>;
  /** Whether the execution role is made for the task. */
  readonly hasOwnExecutionRole: boolean;
  /** What must be attached before a task starts. */
  readonly grants: readonly pulumi.Resource[];
}

/** Makes the roles of a task, as children of a component. */
export function makeRoles(
  name: string,
  args: TaskRolesArgs,
  location: pulumi.Output<Location>,
  parent: pulumi.Resource,
): TaskRoles {
  const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" });
  const common = { assumeRolePolicy: trust, permissionsBoundary: args.boundary, tags: args.tags };
  const taskRole = new aws.iam.Role(`${name}-task`, common, { parent });
  const execution = executionRole(name, args, common, location, parent);
  const grant = (suffix: string, role: pulumi.Input<string>, statements: pulumi.Input<unknown>) =>
    new aws.iam.RolePolicy(
      `${name}-${suffix}`,
      { role, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }) },
      { parent },
    );

  const grants: pulumi.Resource[] = [...execution.grants];
  if (args.executionRoleArn === undefined) {
    if (args.secrets.length > 0) grants.push(grant("secrets", execution.name, secretReads(args)));
    // Apart from the reads, which can then be told in a preview in which a key is new.
    if (args.keys !== undefined)
      grants.push(grant("secrets-keys", execution.name, decryption(name, args.keys)));
  }
  if (args.statements !== undefined)
    grants.push(grant("application", taskRole.name, applicationStatements(args.statements, args.rules)));
  if (args.executeCommand) grants.push(grant("execute-command", taskRole.name, [executeCommand]));
  if (args.volumeStatements.length > 0)
    grants.push(grant("volumes", taskRole.name, [...args.volumeStatements]));
  return {
    taskRole,
    executionRoleArn: execution.arn,
    executionRoleName: execution.name,
    hasOwnExecutionRole: args.executionRoleArn === undefined && args.executionRoleName === undefined,
    grants,
  };
}

/** Each kind of read on exactly what is fetched with it. */
function secretReads({ secrets, statements, rules }: TaskRolesArgs) {
  return pulumi.all([...secrets]).apply((references) => {
    rules.refuseReadsOf(
      knownStatements(statements),
      references.map(({ arn }) => arn),
    );
    return (["ssm:GetParameters", "secretsmanager:GetSecretValue"] as const).flatMap((action) => {
      const arns = references.filter((reference) => reference.action === action).map(({ arn }) => arn);
      return arns.length > 0 ? [{ Effect: "Allow", Action: action, Resource: [...new Set(arns)] }] : [];
    });
  });
}

function decryption(name: string, keys: pulumi.Input<pulumi.Input<string>[]>) {
  const Resource = pulumi.output(keys).apply((arns) => {
    refuseOtherThanKeys(name, arns);
    return arns;
  });
  return [{ Effect: "Allow", Action: "kms:Decrypt", Resource }];
}

/** An empty list would be no document that IAM takes. */
function refuseOtherThanKeys(name: string, keys: readonly pulumi.Input<string>[]): void {
  if (keys.length > 0 && keys.every((key) => !isKnown(key) || keyArn.test(key))) return;
  throw new pulumi.RunError(
    `\`${name}\`: \`secretsKeyArns\` must be one or more ARNs of keys (\`arn:…:key/…\`); IAM does not know a key by its alias or by its id alone.`,
  );
}

function applicationStatements(
  statements: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]>,
  rules: TaskRoleRules,
) {
  return pulumi.output(statements).apply((list: KnownStatement[]) => {
    rules.refuse(list);
    return list.map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources }));
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
const executeCommand = {
  Effect: "Allow",
  Action: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  Resource: "*",
};

function executionRole(
  component: string,
  { executionRoleName: existing, executionRoleArn: untouched }: TaskRolesArgs,
  common: aws.iam.RoleArgs,
  location: pulumi.Output<Location>,
  parent: pulumi.Resource,
) {
  const options = { parent };
  if (untouched !== undefined) {
    const arn = roleByArn(component, untouched);
    return { name: arn.apply((known) => known.slice(known.lastIndexOf("/") + 1)), arn, grants: [] };
  }
  if (existing !== undefined) {
    const name = roleByName(component, existing);
    const { arn } = aws.iam.getRoleOutput({ name }, options);
    // Of a role that is new the look-up tells nothing yet, and it would lose what the ARN depends on.
    return { name, arn: pulumi.all([arn, name]).apply(([known]) => known), grants: [] };
  }
  const role = new aws.iam.Role(`${component}-execution`, common, options);
  const attachment = new aws.iam.RolePolicyAttachment(
    `${component}-execution`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${location.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`,
    },
    options,
  );
  return { name: role.name, arn: role.arn, grants: [attachment] };
}

/** What the arguments about the execution role say together. */
export interface ExecutionRoleArgs {
  readonly executionRoleName?: pulumi.Input<string>;
  readonly executionRoleArn?: pulumi.Input<string>;
  readonly executionRoleMayReadSecrets?: boolean;
  readonly secretsKeyArns?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Arguments about the execution role that cannot stand together.
 * @throws the first of them
 */
export function refuseExecutionRole(name: string, args: ExecutionRoleArgs, hasSecrets: boolean): void {
  const { executionRoleName, executionRoleArn, executionRoleMayReadSecrets, secretsKeyArns } = args;
  const refuse = (words: string) => {
    throw new pulumi.RunError(`\`${name}\`: ${words}`);
  };
  if (executionRoleArn === undefined) {
    if (executionRoleMayReadSecrets !== undefined)
      refuse(
        "`executionRoleMayReadSecrets` belongs to `executionRoleArn`; without it the reads of `secrets` are attached.",
      );
    if (typeof executionRoleName === "string") roleByName(name, executionRoleName);
  } else {
    if (executionRoleName !== undefined)
      refuse(
        "`executionRoleName` and `executionRoleArn` exclude each other: to the role of that name the reads of `secrets` are attached, the one of that ARN is left as it is.",
      );
    if (typeof executionRoleArn === "string") roleByArn(name, executionRoleArn);
    if (secretsKeyArns !== undefined)
      refuse("`secretsKeyArns` has no effect with `executionRoleArn`, to which nothing is attached.");
    if (hasSecrets && executionRoleMayReadSecrets !== true)
      refuse(
        "there are `secrets`, and nothing is attached to the role of `executionRoleArn`. If it may read them from where it is made, say so with `executionRoleMayReadSecrets: true`; otherwise give its name as `executionRoleName`, which lets it read them.",
      );
  }
  if (secretsKeyArns !== undefined && !hasSecrets) refuse("`secretsKeyArns` needs `secrets`.");
  if (Array.isArray(secretsKeyArns)) refuseOtherThanKeys(name, secretsKeyArns);
}

function roleByArn(component: string, arn: pulumi.Input<string>): pulumi.Output<string> {
  return checked(`\`${component}\`: \`executionRoleArn\``, arn, arnOfRole);
}

function roleByName(component: string, name: pulumi.Input<string>): pulumi.Output<string> {
  return checked(`\`${component}\`: \`executionRoleName\``, name, nameOfRole);
}

const arnOfRole = ofForm(
  /^arn:[\w-]+:iam::\d{12}:role\/.+$/,
  "the ARN of a role; a name is given as `executionRoleName`, to which the reads of `secrets` are attached",
);
const nameOfRole = ofForm(
  /^[\w+=,.@-]{1,64}$/,
  "the name of a role, without path and ARN, such as its output `name`; an ARN is given as `executionRoleArn`",
);
/** IAM compares the ARN of the key (https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html). */
const keyArn = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/;
