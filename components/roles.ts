/** The two roles of a task, each with what belongs to it and nothing else. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A permission of an application. */
export interface PolicyStatementArgs {
  /** Actions that the application may call, such as `ses:SendEmail`; `*` and `?` are wildcards. */
  actions: pulumi.Input<pulumi.Input<string>[]>;
  /** ARNs on which it may call them. */
  resources: pulumi.Input<pulumi.Input<string>[]>;
}

/** What the roles of a task are made from. */
export interface TaskRolesArgs {
  /** ARNs of the parameters that ECS fetches for the containers. */
  secrets: pulumi.Output<string>[];
  /** Name of an execution role that exists already; without it one is made. */
  executionRoleName: pulumi.Input<string> | undefined;
  /** What the application may do. */
  statements: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]> | undefined;
  /** Whether the application reads Parameter Store itself. */
  mayReadParameters: boolean;
  tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }> | undefined;
}

/** The roles of a task. */
export interface TaskRoles {
  readonly taskRole: aws.iam.Role;
  readonly executionRoleArn: pulumi.Output<string>;
  readonly executionRoleName: pulumi.Output<string>;
  /** What must be attached before a task starts. */
  readonly grants: pulumi.Resource[];
}

/** Makes the roles of a task, as children of a component. */
export function makeRoles(name: string, args: TaskRolesArgs, parent: pulumi.Resource): TaskRoles {
  if (!args.mayReadParameters) refuseParameterReads(name, knownActions(args.statements));
  const options = { parent };
  const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" });

  const taskRole = new aws.iam.Role(`${name}-task`, { assumeRolePolicy: trust, tags: args.tags }, options);
  const execution = executionRole(name, args, trust, parent);
  const grants: pulumi.Resource[] = [...execution.grants];
  if (args.secrets.length > 0) {
    grants.push(
      new aws.iam.RolePolicy(
        `${name}-secrets`,
        {
          role: execution.name,
          policy: pulumi.jsonStringify({
            Version: "2012-10-17",
            // The one call that ECS makes, in the plural.
            Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: args.secrets }],
          }),
        },
        options,
      ),
    );
  }
  if (args.statements !== undefined) {
    const statements = pulumi.output(args.statements).apply((list) => {
      if (!args.mayReadParameters)
        refuseParameterReads(
          name,
          list.flatMap(({ actions }) => actions),
        );
      return list.map(({ actions, resources }) => ({
        Effect: "Allow",
        Action: actions,
        Resource: resources,
      }));
    });
    grants.push(
      new aws.iam.RolePolicy(
        `${name}-application`,
        {
          role: taskRole.name,
          policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
        },
        options,
      ),
    );
  }
  return { taskRole, executionRoleArn: execution.arn, executionRoleName: execution.name, grants };
}

function executionRole(
  name: string,
  { executionRoleName: existing, tags }: TaskRolesArgs,
  trust: aws.types.input.iam.PolicyDocument,
  parent: pulumi.Resource,
) {
  const options = { parent };
  if (existing !== undefined) {
    const { arn } = aws.iam.getRoleOutput({ name: existing }, options);
    return { name: pulumi.output(existing), arn, grants: [] };
  }
  const role = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy: trust, tags }, options);
  const partition = aws.getPartitionOutput({}, options).partition;
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-execution`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`,
    },
    options,
  );
  return { name: role.name, arn: role.arn, grants: [attachment] };
}

/** The actions that are known before anything is registered. */
function knownActions(statements: TaskRolesArgs["statements"]): string[] {
  if (!Array.isArray(statements)) return [];
  return statements.flatMap((statement: pulumi.Input<PolicyStatementArgs>) => {
    const actions = "actions" in statement && Array.isArray(statement.actions) ? statement.actions : [];
    return actions.filter((action: pulumi.Input<string>) => typeof action === "string");
  });
}

/** The mistake that this package exists to prevent. */
function refuseParameterReads(name: string, actions: string[]): void {
  const read = actions.find((action) => readsParameters(action));
  if (read === undefined) return;
  throw new pulumi.RunError(
    `\`${name}\`: \`${read}\` in \`taskRoleStatements\` would let the application read Parameter Store. ` +
      "ECS fetches the secrets of containers with the execution role: name them in `secrets`, which grants them to it. " +
      "If the application itself reads parameters while it runs, set `taskRoleMayReadParameters: true`.",
  );
}

const parameterReads = ["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath"];

/** Whether an action, with wildcards, covers a read of parameters. */
function readsParameters(action: string): boolean {
  const pattern = action
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return parameterReads.some((read) => new RegExp(`^${pattern}$`).test(read));
}
