import {
  allow,
  type Case,
  containers,
  deny,
  document,
  parameterArn,
  readFiles,
  readParameters,
  testCases,
} from "../../../support/cases";
import { type Json, type PackConfig, readsSecrets, ssmGrant, undetermined } from "../../../support/pack";
import {
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  interpolate,
  jsonText,
  losingEdges,
  Output,
  type Stack,
} from "../../../support/stack";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
/** The other policy about secrets has a table of its own. */
const alone = { [readsSecrets]: "disabled" } as const;
const onTaskRoleOnly = `mandatory ${ssmGrant} task-role-only ${rolePolicy}::reads`;
const noExecutionRole = `mandatory ${ssmGrant} no-execution-role ${rolePolicy}::reads`;
const documentMalformed = `advisory ${undetermined} document-malformed ${rolePolicy}::reads`;
const unclear = (name = "reads") => `advisory ${undetermined} grant-unclear ${rolePolicy}::${name}`;
/** What is open about the roles of the task definition itself. */
const rolesUnclear = `advisory ${undetermined} grant-unclear aws:ecs/taskDefinition:TaskDefinition::shop`;
const mistaken = (key: string) => `mandatory ${ssmGrant} config/${key} pulumi:pulumi:Stack::shop-dev`;

interface Roles {
  readonly task: Handle;
  readonly execution: Handle;
}

/** What a case changes in the incident: a task role that reads Parameter Store, next to another execution role. */
interface Edit {
  readonly taskRole?: Inputs;
  readonly executionRole?: Inputs;
  /** What the task role's policy says; null where it has none. */
  readonly onTask?: Input;
  /** What the execution role's policy says; by default it has none. */
  readonly onExecution?: Input;
  readonly secrets?: readonly Input[];
  /** Inputs of the task definition. */
  readonly definition?: (roles: Roles) => Inputs;
  readonly also?: (stack: Stack, roles: Roles) => void;
}

function incident(edit: Edit = {}): (stack: Stack) => void {
  return (stack) => {
    const task = stack.role("task", edit.taskRole);
    const execution = stack.role("execution", edit.executionRole);
    const { onTask = readParameters, onExecution = null } = edit;
    if (onTask !== null) stack.rolePolicy("reads", { role: task.name, policy: jsonText(onTask) });
    if (onExecution !== null)
      stack.rolePolicy("execution-reads", { role: execution.name, policy: jsonText(onExecution) });
    stack.taskDefinition("shop", {
      taskRoleArn: task.arn,
      executionRoleArn: execution.arn,
      containerDefinitions: jsonText(containers(edit.secrets)),
      ...edit.definition?.({ task, execution }),
    });
    edit.also?.(stack, { task, execution });
  };
}

/** A case that is the incident with one change, and is found all the same. */
const found = (it: string, edit: Edit = {}): Case => ({
  it,
  program: incident(edit),
  finds: [onTaskRoleOnly],
});
/** A case that is the incident with one change, and passes. */
const passes = (it: string, edit: Edit, config?: PackConfig): Case => ({
  it,
  program: incident(edit),
  config,
});

const fromOneEndpoint = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
/** Reads in one Region: it takes a known ARN to tell whether the condition holds. */
const inOneRegion = document(
  { Effect: "Allow", Action: ["ssm:GetParameters", "secretsmanager:GetSecretValue"], Resource: "*" },
  {
    Effect: "Deny",
    NotAction: "iam:*",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
  },
);
const secretOfSecretsManager = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";

describe("ecs-ssm-grant-on-execution-role", () => {
  describe("which documents count on the task role", () => {
    testCases(
      [
        found("finds a read on the task role only"),
        found("finds the singular action", { onTask: allow("ssm:GetParameter", parameterArn) }),
        found("finds reads by path", { onTask: allow("ssm:GetParametersByPath", parameterArn) }),
        found("finds a pattern of actions", { onTask: allow("ssm:Get*", "*") }),
        found("finds an action in any case", { onTask: allow("SSM:getparameters", "*") }),
        found("finds a read among other actions", { onTask: allow(["ses:Send*", "ssm:GetParameters"], "*") }),
        found("finds a read in a second statement", {
          onTask: document(
            { Effect: "Allow", Action: "ses:SendEmail", Resource: "*" },
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameterArn },
          ),
        }),
        found("finds a read of which a part is denied", {
          onTask: document(
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
            { Effect: "Deny", Action: "ssm:*", Resource: "arn:aws:ssm:*:*:parameter/other/*" },
          ),
        }),
        {
          it: "finds a certain read beside a conditional one of another action",
          program: incident({
            onTask: document(
              { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
              { Effect: "Allow", Action: "ssm:GetParameter", Resource: "*", ...fromOneEndpoint },
            ),
          }),
          finds: [onTaskRoleOnly],
        },
        found("finds a bare star where the containers take secrets", { onTask: allow("*", "*") }),
        found("finds what `NotAction` leaves where the containers take secrets", {
          onTask: document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
        }),
        passes("passes a bare star where they take none", { onTask: allow("*", "*"), secrets: [] }),
        passes("passes a bare star where they take secrets of Secrets Manager", {
          onTask: allow("*", "*"),
          secrets: [secretOfSecretsManager],
        }),
        passes("passes ECS Exec", { onTask: allow("ssmmessages:*", "*") }),
        passes("passes writes", { onTask: allow(["ssm:PutParameter", "ssm:DescribeParameters"], "*") }),
        passes("passes a read of ARNs that are no parameters", {
          onTask: allow("ssm:GetParameters", secretOfSecretsManager),
        }),
        passes("passes reads of what AWS publishes", {
          onTask: allow("ssm:GetParameter", [
            "arn:aws:ssm:*::parameter/aws/service/ecs/*",
            "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-shop",
          ]),
        }),
        found("finds AWS's own names beside another one", {
          onTask: allow("ssm:GetParameter", ["arn:aws:ssm:*::parameter/aws/*", parameterArn]),
        }),
        found("finds a wide pattern that holds AWS's own names, too", {
          onTask: allow("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/*"),
        }),
        passes("passes a read that is denied altogether", {
          onTask: document(
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameterArn },
            { Effect: "Deny", Action: "ssm:Get*", Resource: "*" },
          ),
        }),
        passes("passes a read that a boundary takes away", {
          taskRole: { permissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
        }),
        found("finds a read within a wide boundary", {
          taskRole: { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" },
        }),
        {
          it: "lists a read under a condition",
          program: incident({
            onTask: allow("ssm:GetParameters", "*", fromOneEndpoint),
          }),
          finds: [unclear()],
          says: [/condition, a variable or a permissions boundary restricts what `reads` allows/],
        },
        passes("passes an execution role whose condition is settled for what the containers take", {
          onExecution: inOneRegion,
        }),
        passes("passes one whose condition is settled for a part of what they take", {
          onExecution: inOneRegion,
          secrets: [parameterArn.replace("eu-central-1", "us-east-1"), parameterArn],
        }),
        {
          it: "lists one whose condition is settled for secrets of Secrets Manager only",
          program: incident({ onExecution: inOneRegion, secrets: [secretOfSecretsManager] }),
          finds: [unclear()],
        },
        {
          it: "lists a document that is no JSON",
          program: incident({
            onTask: null,
            also: (stack, { task }) => stack.rolePolicy("reads", { role: task.name, policy: "{ not JSON" }),
          }),
          finds: [unclear()],
          says: [/`policy` of `reads` is not a JSON document/],
        },
        {
          it: "lists a document without statements",
          program: incident({ onTask: { Version: "2012-10-17" } }),
          finds: [unclear()],
          says: [/has no `Statement`/],
        },
        {
          it: "lists a document that is no JSON on a role of no tasks",
          program: incident({
            onTask: null,
            also: (stack) =>
              stack.rolePolicy("reads", { role: stack.role("lambda").name, policy: "{ not JSON" }),
          }),
          finds: [documentMalformed],
          says: [
            /^ecs-ssm-grant-on-execution-role cannot tell: what this document allows: `policy` of `reads` is not a JSON document\.\n/,
          ],
        },
        {
          it: "names the tasks once where one document has a read and a bare star",
          program: incident({
            onTask: document(
              { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
              { Effect: "Allow", Action: "*", Resource: "*" },
            ),
          }),
          finds: [onTaskRoleOnly],
          says: [/^Tasks of `shop` cannot start with a secret from Parameter Store: ECS fetches it with/],
        },
        passes("passes a document that allows nothing of it", { onTask: readFiles }),
        passes("passes a read on the execution role only", { onTask: null, onExecution: readParameters }),
        passes("passes reads on both", { onExecution: readParameters }),
      ],
      alone,
    );
  });

  describe("what the execution role may read", () => {
    const onExecution = (it: string, granted: Input): Case => found(it, { onExecution: granted });
    testCases(
      [
        passes("passes one with a pattern of actions", {
          onExecution: allow("ssm:GetParameter*", parameterArn),
        }),
        passes("passes one that may do everything", { onExecution: allow("*", "*") }),
        passes("passes one with a read of any other parameter", {
          onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/other/*"),
        }),
        passes("passes one of which a part is denied", {
          onExecution: document(
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
            { Effect: "Deny", Action: "ssm:GetParameters", Resource: "arn:aws:ssm:*:*:parameter/other/*" },
          ),
        }),
        onExecution("finds one with the singular action", allow("ssm:GetParameter", parameterArn)),
        onExecution("finds one with reads by path", allow("ssm:GetParametersByPath", "*")),
        onExecution(
          "finds one with a read of AWS's own names",
          allow("ssm:GetParameters", "arn:aws:ssm:*::parameter/aws/*"),
        ),
        onExecution(
          "finds one with a read of other ARNs",
          allow("ssm:GetParameters", secretOfSecretsManager),
        ),
        onExecution(
          "finds one whose pattern lacks the slash",
          allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter"),
        ),
        onExecution(
          "finds one that is denied it",
          document(
            { Effect: "Allow", Action: "ssm:*", Resource: "*" },
            { Effect: "Deny", Action: "ssm:*", Resource: "arn:aws:ssm:*:*:parameter/*" },
          ),
        ),
        {
          it: "finds one that a document of its own denies it",
          program: incident({
            onExecution: readParameters,
            also: (stack, { execution }) =>
              stack.rolePolicy("denies", { role: execution.name, policy: jsonText(deny("ssm:*", "*")) }),
          }),
          finds: [onTaskRoleOnly],
        },
        found("finds one with AWS's usual policy for it", {
          executionRole: {
            managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
          },
        }),
        passes("passes one with a policy of AWS's that reads parameters", {
          executionRole: { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"] },
        }),
        passes("passes one with a policy of AWS's in China", {
          executionRole: { managedPolicyArns: ["arn:aws-cn:iam::aws:policy/AmazonSSMReadOnlyAccess"] },
        }),
        passes("passes one that AWS keeps for another path", {
          executionRole: { path: "/platform/" },
          onExecution: readParameters,
        }),
        {
          it: "passes one that is denied everything but parameters",
          program: incident({
            onExecution: document(
              { Effect: "Allow", Action: "*", Resource: "*" },
              { Effect: "Deny", Action: "ssm:*", NotResource: "arn:aws:ssm:*:*:parameter/*" },
            ),
          }),
        },
        {
          it: "finds one that is denied what a document that is not known may allow",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            incident({
              onExecution: allow("ssm:GetParameters", parameter.arn),
              also: (made, { execution }) =>
                made.rolePolicy("denies", { role: execution.name, policy: jsonText(deny("ssm:*", "*")) }),
            })(stack);
          },
          finds: [onTaskRoleOnly],
        },
        {
          it: "finds one whose boundary takes away what a document that is not known may allow",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            incident({
              executionRole: { permissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
              onExecution: allow("ssm:GetParameters", parameter.arn),
            })(stack);
          },
          finds: [onTaskRoleOnly],
        },
        {
          it: "finds a missing one",
          program: incident({ definition: () => ({ executionRoleArn: undefined }) }),
          finds: [noExecutionRole],
          says: [/ECS fetches it with an execution role, of which there is none, and/],
        },
        {
          it: "takes an empty ARN for a missing one",
          program: incident({ definition: () => ({ executionRoleArn: "" }) }),
          finds: [noExecutionRole],
        },
        passes("passes one role for both", { definition: ({ task }) => ({ executionRoleArn: task.arn }) }),
        passes("passes one role for both, whatever it may read", {
          onTask: allow("ssm:GetParameter", parameterArn),
          definition: ({ task }) => ({ executionRoleArn: task.arn }),
        }),
        passes("passes a definition without a task role", { definition: () => ({ taskRoleArn: undefined }) }),
        {
          it: "lists one with a policy of AWS's that is newer than the data",
          program: incident({
            executionRole: { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadsOfTomorrow"] },
          }),
          finds: [unclear()],
          says: [/`AmazonSSMReadsOfTomorrow` is newer than this pack's data/],
        },
        {
          it: "lists one with a policy that AWS has withdrawn",
          program: incident({
            executionRole: { managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSConfigRole"] },
          }),
          finds: [unclear()],
          says: [
            /AWS has withdrawn its policy `service-role\/AWSConfigRole`, and refuses to attach it/,
            /Take the policy of AWS that it has withdrawn off the role/,
          ],
        },
        {
          it: "lists one with a customer's policy that is made elsewhere",
          program: incident({
            executionRole: { managedPolicyArns: ["arn:aws:iam::123456789012:policy/platform"] },
          }),
          finds: [unclear()],
          says: [/is made elsewhere/],
        },
        {
          it: "lists one under a condition",
          program: incident({
            onExecution: allow("ssm:GetParameters", "*", {
              ...fromOneEndpoint,
            }),
          }),
          finds: [unclear()],
        },
        {
          it: "lists one with a policy variable",
          program: incident({
            onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/${aws:userid}/*"),
          }),
          finds: [unclear()],
        },
      ],
      alone,
    );
  });

  describe("how a read is attached", () => {
    const withoutPolicy = (it: string, also: Edit["also"], resource: string, edit: Edit = {}): Case => ({
      it,
      program: incident({ onTask: null, also, ...edit }),
      finds: [`mandatory ${ssmGrant} task-role-only ${resource}`],
    });
    const readOnly = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess";
    testCases(
      [
        withoutPolicy(
          "finds an attached policy of the stack",
          (stack, { task }) => {
            const policy = stack.policy("reading", jsonText(readParameters));
            stack.attachment("reads", { role: task.name, policyArn: policy.arn });
          },
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment::reads",
        ),
        withoutPolicy(
          "finds an attached policy of AWS's",
          (stack, { task }) => void stack.attachment("reads", { role: task.name, policyArn: readOnly }),
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment::reads",
        ),
        withoutPolicy(
          "finds an attachment to several roles",
          (stack, { task }) => {
            const other = stack.role("other");
            stack.custom("aws:iam/policyAttachment:PolicyAttachment", "reads", {
              roles: [other.name, task.name],
              policyArn: readOnly,
            });
          },
          "aws:iam/policyAttachment:PolicyAttachment::reads",
        ),
        {
          ...withoutPolicy(
            "lists an attachment to a role that is known and one that is not",
            (stack, { task }) => {
              const other = stack.role("other");
              const lost = new Output(task.name.value, [], { isKnown: false, from: [] });
              stack.custom("aws:iam/policyAttachment:PolicyAttachment", "reads", {
                roles: [other.name, lost],
                policyArn: readOnly,
              });
            },
            "aws:iam/policyAttachment:PolicyAttachment::reads",
          ),
          findsAtFirst: [
            `advisory ${undetermined} grant-unclear aws:iam/policyAttachment:PolicyAttachment::reads`,
          ],
        },
        withoutPolicy(
          "finds exclusive attachments",
          (stack, { task }) =>
            void stack.custom(
              "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
              "reads",
              {
                roleName: task.name,
                policyArns: [readOnly],
              },
            ),
          "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive::reads",
        ),
        withoutPolicy("finds `managedPolicyArns` of the role", undefined, "aws:iam/role:Role::task", {
          taskRole: { managedPolicyArns: [readOnly] },
        }),
        withoutPolicy("finds `inlinePolicies` of the role", undefined, "aws:iam/role:Role::task", {
          taskRole: { inlinePolicies: [{ name: "reads", policy: JSON.stringify(readParameters) }] },
        }),
        withoutPolicy(
          "finds a policy attached by its ARN as text",
          (stack, { task }) => {
            stack.policy("reading", jsonText(readParameters));
            stack.attachment("reads", {
              role: task.name,
              policyArn: "arn:aws:iam::123456789012:policy/reading-0a1b2c3",
            });
          },
          "aws:iam/rolePolicyAttachment:RolePolicyAttachment::reads",
        ),
        passes("passes an attachment that does not read", {
          onTask: null,
          taskRole: { managedPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"] },
          secrets: [],
        }),
        found("finds a role named by its id", {
          onTask: null,
          also: (stack, { task }) =>
            stack.rolePolicy("reads", { role: task.id, policy: JSON.stringify(readParameters) }),
        }),
        found("finds a role whose name AWS chooses", {
          taskRole: { namePrefix: "task-" },
          executionRole: { namePrefix: "execution-" },
        }),
        found("finds a role that is made elsewhere, named by ARN and by name", {
          onTask: null,
          definition: () => ({ taskRoleArn: "arn:aws:iam::123456789012:role/worker" }),
          also: (stack) =>
            stack.rolePolicy("reads", { role: "worker", policy: JSON.stringify(readParameters) }),
        }),
        passes("passes a read on a role of another account", {
          onTask: null,
          definition: () => ({ taskRoleArn: "arn:aws:iam::999999999999:role/worker" }),
          also: (stack) =>
            stack.rolePolicy("reads", {
              role: "arn:aws:iam::123456789012:role/worker",
              policy: JSON.stringify(readParameters),
            }),
        }),
        passes("passes a reader that no task definition has for its task role", {
          onTask: null,
          also: (stack) => {
            const lambda = stack.role("lambda");
            stack.rolePolicy("reads", { role: lambda.name, policy: JSON.stringify(readParameters) });
          },
        }),
        {
          it: "counts what the program says of a role, not what AWS still has",
          program: (stack) => {
            const outputs = { managedPolicyArns: [readOnly], inlinePolicies: [] };
            const task = stack.role("task", {}, { outputs });
            stack.taskDefinition("shop", {
              taskRoleArn: task.arn,
              executionRoleArn: stack.role("execution").arn,
            });
          },
        },
      ],
      alone,
    );
  });

  describe("one finding for each grant and execution role", () => {
    const another = (stack: Stack, name: string, roles: Roles, execution = roles.execution): void =>
      void stack.taskDefinition(name, {
        taskRoleArn: roles.task.arn,
        executionRoleArn: execution.arn,
        containerDefinitions: jsonText(containers()),
      });
    testCases(
      [
        {
          it: "makes one of two task definitions with the same roles, and names both",
          program: incident({ also: (stack, roles) => another(stack, "jobs", roles) }),
          finds: [onTaskRoleOnly],
          says: [/^Tasks of `jobs` and `shop` cannot start with a secret from Parameter Store: /],
        },
        {
          it: "makes two of two execution roles",
          program: incident({ also: (stack, roles) => another(stack, "jobs", roles, stack.role("jobs")) }),
          finds: [onTaskRoleOnly, onTaskRoleOnly],
        },
        {
          it: "makes two of two execution roles of one name in two accounts",
          program: incident({
            definition: () => ({ executionRoleArn: "arn:aws:iam::111111111111:role/ecsTaskExecutionRole" }),
            also: (stack, { task }) =>
              stack.taskDefinition("jobs", {
                taskRoleArn: task.arn,
                executionRoleArn: "arn:aws:iam::222222222222:role/ecsTaskExecutionRole",
              }),
          }),
          finds: [onTaskRoleOnly, onTaskRoleOnly],
        },
        {
          it: "makes two of two execution roles that are named only",
          program: incident({
            definition: () => ({ executionRoleArn: "ecsTaskExecutionRole" }),
            also: (stack, { task }) =>
              stack.taskDefinition("jobs", { taskRoleArn: task.arn, executionRoleArn: "jobsExecutionRole" }),
          }),
          finds: [onTaskRoleOnly, onTaskRoleOnly],
        },
        {
          it: "lists nothing besides where the same read is open for other tasks",
          program: incident({
            also: (stack, roles) => {
              const managedPolicyArns = ["arn:aws:iam::123456789012:policy/platform"];
              another(stack, "jobs", roles, stack.role("jobs", { managedPolicyArns }));
            },
          }),
          finds: [onTaskRoleOnly],
        },
        {
          it: "makes two of two policies",
          program: incident({
            also: (stack, { task }) =>
              stack.rolePolicy("more", { role: task.name, policy: JSON.stringify(readParameters) }),
          }),
          finds: [onTaskRoleOnly, onTaskRoleOnly.replace("reads", "more")],
        },
      ],
      alone,
    );
  });

  describe("an execution role made elsewhere", () => {
    const arn = "arn:aws:iam::123456789012:role/platform/ecsTaskExecutionRole";
    const elsewhere = { definition: () => ({ executionRoleArn: arn }) };
    const declare = (
      role: string,
      action = "ssm:GetParameters",
      resource = "arn:aws:ssm:*:*:parameter/shop/*",
    ) => ({
      [ssmGrant]: { externalRoles: [{ role, actions: [action], resources: [resource], reason: "platform" }] },
    });
    const says = [
      /ECS fetches it with execution role `ecsTaskExecutionRole`, which is made elsewhere and gets no such read here, and/,
    ];
    const declared = (it: string, config: PackConfig, finds: readonly string[] = []): Case => ({
      it,
      program: incident(elsewhere),
      config,
      finds,
    });
    testCases(
      [
        { it: "is found", program: incident(elsewhere), finds: [onTaskRoleOnly], says },
        {
          it: "is found when a StackReference gives its ARN",
          program: incident({ definition: () => ({ executionRoleArn: fromElsewhere(arn) }) }),
          finds: [onTaskRoleOnly],
          says,
        },
        {
          it: "counts what this stack attaches to its name",
          program: incident({
            ...elsewhere,
            also: (stack) =>
              stack.rolePolicy("execution-reads", {
                role: "ecsTaskExecutionRole",
                policy: JSON.stringify(readParameters),
              }),
          }),
        },
        declared("counts what is declared for a pattern of its ARN", declare("*ecsTaskExecutionRole")),
        declared("counts what is declared for its name", declare("ecsTask?xecutionRole")),
        declared("counts no declaration for another role", declare("ecsTaskExecution"), [onTaskRoleOnly]),
        declared("counts no declaration of another action", declare("*", "ssm:GetParameter"), [
          onTaskRoleOnly,
        ]),
        declared("counts no declaration of another resource", declare("*", "ssm:*", "arn:aws:s3:::*"), [
          onTaskRoleOnly,
        ]),
        {
          it: "lists an ARN that is not known, and comes from outside",
          program: incident({
            definition: ({ execution }) => ({ executionRoleArn: losingEdges(execution.arn) }),
          }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [rolesUnclear],
        },
        {
          it: "lists a text that can be no role",
          program: incident({ definition: () => ({ executionRoleArn: "arn:aws:s3:::bucket" }) }),
          finds: [rolesUnclear],
          says: [/is no role ARN or role name/],
        },
        {
          it: "lists the text that stands for a secret in an exported state",
          program: incident({ definition: () => ({ executionRoleArn: "[secret]" }) }),
          finds: [rolesUnclear],
        },
      ],
      alone,
    );
  });

  describe("documents that are not known", () => {
    /** A policy over a new parameter, and containers that name the same or another one. */
    const overParameter =
      (used: "same" | "other", wrap = jsonText) =>
      (stack: Stack) => {
        const parameter = stack.parameter("database-url");
        const other = stack.parameter("other");
        incident({
          onTask: null,
          secrets: [(used === "same" ? parameter : other).arn],
          also: (made, { task }) =>
            made.rolePolicy("reads", {
              role: task.name,
              policy: wrap(allow("ssm:GetParameters", parameter.arn)),
            }),
        })(stack);
      };
    const presumed = `${onTaskRoleOnly} presumed`;
    testCases(
      [
        {
          it: "are presumed to read the parameter that the containers have an edge to",
          program: overParameter("same"),
          finds: [onTaskRoleOnly],
          findsAtFirst: [presumed],
        },
        {
          it: "are presumed to read it among others",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            const other = stack.parameter("other");
            incident({
              onTask: allow("ssm:GetParameters", [other.arn, parameter.arn]),
              secrets: [parameter.arn],
            })(stack);
          },
          finds: [onTaskRoleOnly],
          findsAtFirst: [presumed],
        },
        {
          it: "are listed where the containers have no edge to it",
          program: overParameter("other"),
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "are listed where their edges are lost",
          program: overParameter("same", (input) => losingEdges(jsonText(input))),
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "are only listed where configuration wants that",
          program: overParameter("same"),
          config: { [ssmGrant]: { presumed: "list" } },
          finds: [onTaskRoleOnly],
          findsAtFirst: [`advisory ${undetermined} task-role-only ${rolePolicy}::reads presumed`],
        },
        {
          it: "pass on the task role where they rest on something else only",
          program: (stack) => {
            const bucket = stack.custom(
              "aws:s3/bucket:Bucket",
              "files",
              { bucket: "files" },
              {},
              { computed: { arn: "arn:aws:s3:::f" } },
            );
            incident({ onTask: allow("s3:GetObject", interpolate`${bucket.arn}/*`) })(stack);
          },
        },
        {
          it: "are listed where a parameter is among what they rest on",
          program: (stack) => {
            const secret = stack.secret("token");
            const parameter = stack.parameter("database-url");
            incident({ onTask: allow("*", [secret.arn, parameter.arn]) })(stack);
          },
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "are listed on the execution role where the containers name another parameter, and the task role reads",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            incident({ onExecution: allow("ssm:GetParameters", parameter.arn) })(stack);
          },
          findsAtFirst: [unclear()],
        },
        {
          it: "pass on the execution role where they name what the containers take, whatever else is unknown",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            const files = stack.parameter("files");
            incident({
              onTask: allow("s3:GetObject", files.arn),
              onExecution: allow("ssm:GetParameters", parameter.arn),
              secrets: [parameter.arn],
            })(stack);
          },
          findsAtFirst: [unclear()],
        },
        {
          it: "pass on the task role where neither names what the containers take",
          program: (stack) => {
            const bucket = stack.custom(
              "aws:s3/bucket:Bucket",
              "files",
              { bucket: "files" },
              {},
              { computed: { arn: "arn:aws:s3:::f" } },
            );
            incident({
              onTask: allow("s3:GetObject", bucket.arn),
              onExecution: allow("s3:PutObject", bucket.arn),
            })(stack);
          },
        },
        {
          it: "are open on the execution role beside a read of another parameter that is denied",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            const only = "arn:aws:ssm:eu-central-1:123456789012:parameter/only";
            incident({
              onExecution: document(
                { Effect: "Allow", Action: "ssm:GetParameters", Resource: only },
                { Effect: "Deny", Action: "ssm:GetParameters", Resource: only },
              ),
              secrets: [parameter.arn],
              also: (made, { execution }) =>
                made.rolePolicy("unknown", {
                  role: execution.name,
                  policy: jsonText(allow("ssm:GetParameters", parameter.arn)),
                }),
            })(stack);
          },
          findsAtFirst: [unclear()],
        },
        {
          it: "are listed on the execution role without such an edge",
          program: (stack) => {
            const bucket = stack.custom(
              "aws:s3/bucket:Bucket",
              "files",
              { bucket: "files" },
              {},
              { computed: { arn: "arn:aws:s3:::f" } },
            );
            incident({ onExecution: allow("s3:GetObject", bucket.arn) })(stack);
          },
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "leave a read that is known certain, whatever the containers take",
          program: (stack) => incident({ secrets: [stack.parameter("database-url").arn] })(stack),
          finds: [onTaskRoleOnly],
        },
        {
          it: "leave a bare star presumed where the containers have an edge to a parameter",
          program: (stack) =>
            incident({ onTask: allow("*", "*"), secrets: [stack.parameter("database-url").arn] })(stack),
          finds: [onTaskRoleOnly],
          findsAtFirst: [presumed],
        },
        {
          it: "are listed for a bare star while the containers are not known",
          program: (stack) => {
            const queue = stack.custom(
              "aws:sqs/queue:Queue",
              "jobs",
              {},
              {},
              { computed: { url: "https://sqs/jobs" } },
            );
            incident({ onTask: allow("*", "*"), secrets: [interpolate`${queue.output("url")}`] })(stack);
          },
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
      ],
      alone,
    );
  });

  describe("roles that are not known, and come from outside", () => {
    const losesTaskRole: Edit["definition"] = ({ task }) => ({ taskRoleArn: losingEdges(task.arn) });
    /** A read on what has lost its edges to the task role. */
    const readsOnLostRole =
      (edit: Edit = {}) =>
      (stack: Stack) =>
        incident({
          onTask: null,
          ...edit,
          also: (made, { task }) =>
            made.rolePolicy("reads", {
              role: losingEdges(task.id),
              policy: JSON.stringify(readParameters),
            }),
        })(stack);
    testCases(
      [
        {
          it: "are listed for the task role where some role reads",
          program: incident({ definition: losesTaskRole }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [rolesUnclear],
        },
        passes("pass for the task role where no role reads", {
          onTask: readFiles,
          definition: losesTaskRole,
        }),
        passes("pass for the task role where the execution role reads", {
          onExecution: readParameters,
          definition: losesTaskRole,
        }),
        {
          it: "are listed for a read, which may be on the task role",
          program: readsOnLostRole(),
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "are listed on the read where both the read and the execution role are open",
          program: readsOnLostRole({
            definition: ({ execution }) => ({ executionRoleArn: losingEdges(execution.arn) }),
          }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "are listed on the read where both the read and the task role are open",
          program: readsOnLostRole({ definition: losesTaskRole }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "pass for a read where the execution role reads",
          program: readsOnLostRole({ onExecution: readParameters }),
        },
        {
          it: "pass for a read where there is no task role",
          program: readsOnLostRole({ definition: () => ({ taskRoleArn: undefined }) }),
        },
      ],
      alone,
    );
  });

  describe("roles out of packaged components", () => {
    const packaged = (edit: (stack: Stack, application: Handle, roles: Roles) => void) => (stack: Stack) => {
      const application = stack.component("application", { packaged: true });
      const task = stack.role("task", {}, { parent: application });
      const execution = stack.role("execution");
      edit(stack, application, { task, execution });
    };
    const definition = (stack: Stack, taskRoleArn: Input, executionRoleArn: Input) =>
      void stack.taskDefinition("shop", {
        taskRoleArn,
        executionRoleArn,
        containerDefinitions: jsonText(containers()),
      });
    const reads = (stack: Stack, role: Input) =>
      void stack.rolePolicy("reads", { role, policy: JSON.stringify(readParameters) });
    testCases(
      [
        {
          it: "are presumed where the component has one role",
          program: packaged((stack, application, { task, execution }) => {
            reads(stack, task.name);
            definition(stack, application.passes(task.arn), execution.arn);
          }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [`${onTaskRoleOnly} presumed`],
        },
        {
          it: "are listed where it has several",
          program: packaged((stack, application, { task, execution }) => {
            stack.role("another", {}, { parent: application });
            reads(stack, task.name);
            definition(stack, application.passes(task.arn), execution.arn);
          }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [rolesUnclear],
        },
        {
          it: "are listed where a read is on one of several, and one is the task role",
          program: packaged((stack, application, { task, execution }) => {
            stack.role("another", {}, { parent: application });
            reads(stack, application.passes(task.id));
            definition(stack, task.arn, execution.arn);
          }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [unclear()],
        },
        {
          it: "pass where a read is on one of several, and none is the task role",
          program: packaged((stack, application, { task, execution }) => {
            stack.role("another", {}, { parent: application });
            reads(stack, application.passes(task.id));
            definition(stack, stack.role("other-task").arn, execution.arn);
          }),
        },
        ...(["presumed", "certain"] as const).map(
          (shop): Case => ({
            it: `are ${shop} where two definitions are presumed to have one, or one of them is certain to`,
            program: packaged((stack, application, { task, execution }) => {
              reads(stack, task.name);
              definition(stack, application.passes(task.arn), execution.arn);
              stack.taskDefinition("jobs", {
                taskRoleArn: shop === "certain" ? task.arn : application.passes(task.arn),
                executionRoleArn: execution.arn,
              });
            }),
            finds: [onTaskRoleOnly],
            findsAtFirst: [shop === "certain" ? onTaskRoleOnly : `${onTaskRoleOnly} presumed`],
          }),
        ),
        {
          it: "are told apart where its outputs keep their edges to them",
          program: packaged((stack, application, { task }) => {
            const inside = stack.role("execution-inside", {}, { parent: application });
            reads(stack, task.name);
            definition(
              stack,
              application.passes(task.arn, { keepingEdges: true }),
              application.passes(inside.arn, { keepingEdges: true }),
            );
          }),
          finds: [onTaskRoleOnly],
        },
        {
          it: "are one role where both properties name the only one",
          program: packaged((stack, application, { task }) => {
            reads(stack, task.name);
            definition(stack, application.passes(task.arn), application.passes(task.arn));
          }),
        },
        {
          it: "are listed where both properties come from a component with two",
          program: packaged((stack, application, { task }) => {
            const inside = stack.role("execution-inside", {}, { parent: application });
            reads(stack, task.name);
            definition(stack, application.passes(task.arn), application.passes(inside.arn));
          }),
          finds: [onTaskRoleOnly],
          findsAtFirst: [rolesUnclear],
        },
        {
          it: "are told apart inside the component by their own edges",
          program: packaged((stack, application, { task, execution }) => {
            stack.rolePolicy(
              "reads",
              { role: task.name, policy: JSON.stringify(readParameters) },
              { parent: application },
            );
            definition(stack, task.arn, execution.arn);
          }),
          finds: [`mandatory ${ssmGrant} task-role-only package:index:Application$${rolePolicy}::reads`],
        },
      ],
      alone,
    );
  });

  describe("its configuration", () => {
    const referenced: PackConfig = { [ssmGrant]: { when: "referenced" } };
    const auto: PackConfig = { [ssmGrant]: { when: "auto" } };
    const configured = (it: string, options: { readonly [key: string]: Json }, key: string): Case => ({
      it,
      program: incident(),
      config: { [ssmGrant]: options },
      finds: [onTaskRoleOnly, mistaken(key)],
    });
    testCases(
      [
        {
          it: "finds a read where the containers take no secret, and names the way out",
          program: incident({ secrets: [] }),
          finds: [onTaskRoleOnly],
          says: [/^The containers of `shop` take none so far\..*"when": "referenced"/m],
        },
        passes("passes that where only references count", { secrets: [] }, referenced),
        {
          it: "advises against a read where the containers take no secret, where configuration wants that",
          program: incident({ secrets: [] }),
          config: auto,
          finds: [`advisory ${undetermined} task-role-only ${rolePolicy}::reads`],
          says: [
            /^ecs-ssm-grant-on-execution-role advises: tasks of `shop` cannot start with a secret from Parameter Store: .* this stack gives the read to task role `task`\.\n/,
          ],
        },
        { it: "rejects any other with it", program: incident(), config: auto, finds: [onTaskRoleOnly] },
        {
          it: "rejects one of which the containers are not known with it",
          program: (stack) =>
            incident({
              definition: () => ({ containerDefinitions: losingEdges(jsonText([stack.role("r").arn])) }),
            })(stack),
          config: auto,
          finds: [onTaskRoleOnly],
        },
        passes(
          "passes secrets of Secrets Manager where only references count",
          { secrets: [secretOfSecretsManager] },
          referenced,
        ),
        {
          it: "finds a referenced parameter",
          program: incident(),
          config: referenced,
          finds: [onTaskRoleOnly],
        },
        {
          it: "finds a parameter that is referenced by its name",
          program: incident({ secrets: ["/shop/DATABASE_URL"] }),
          config: referenced,
          finds: [onTaskRoleOnly],
        },
        {
          it: "finds a parameter in the options of a log driver",
          program: incident({
            definition: () => ({
              containerDefinitions: JSON.stringify([
                {
                  name: "app",
                  logConfiguration: { secretOptions: [{ name: "token", valueFrom: parameterArn }] },
                },
              ]),
            }),
          }),
          config: referenced,
          finds: [onTaskRoleOnly],
        },
        {
          it: "presumes a reference from an edge to a parameter",
          program: (stack) => incident({ secrets: [stack.parameter("database-url").arn] })(stack),
          config: referenced,
          finds: [onTaskRoleOnly],
          findsAtFirst: [`${onTaskRoleOnly} presumed`],
        },
        {
          it: "lists containers that are no JSON where only references count",
          program: incident({ definition: () => ({ containerDefinitions: "[" }) }),
          config: referenced,
          finds: [unclear()],
        },
        passes(
          "passes a definition without containers where only references count",
          { definition: () => ({ containerDefinitions: undefined }) },
          referenced,
        ),
        {
          it: "names a mistake in characters that an exemption can name",
          program: incident(),
          config: { [ssmGrant]: { externalRoles: "shared" } },
          finds: [onTaskRoleOnly, mistaken("externalroles")],
        },
        configured("reports a misspelt option", { wenn: "always" }, "wenn"),
        configured("reports another choice", { when: "sometimes" }, "when"),
        configured("reports another choice for presumed violations", { presumed: "ignore" }, "presumed"),
        {
          it: "reports a misspelt list, and counts none of it",
          program: incident(),
          config: { [ssmGrant]: { external: [] } },
          finds: [onTaskRoleOnly, mistaken("external")],
        },
        {
          it: "finds at another level where configuration wants that",
          program: incident(),
          config: { [ssmGrant]: "advisory" },
          finds: [onTaskRoleOnly.replace("mandatory", "advisory")],
        },
        { it: "finds nothing where it is disabled", program: incident(), config: { [ssmGrant]: "disabled" } },
        {
          it: "lists nothing where it is disabled",
          program: incident({ onTask: { Version: "2012-10-17" } }),
          config: { [ssmGrant]: "disabled" },
        },
      ],
      alone,
    );
  });

  describe("operations on a part of the stack", () => {
    testCases(
      [
        {
          it: "list a read that is left out",
          program: incident({
            onTask: null,
            also: (stack, { task }) =>
              stack.rolePolicy(
                "reads",
                { role: task.name, policy: JSON.stringify(readParameters) },
                { leftOut: true },
              ),
          }),
          finds: [unclear()],
        },
        {
          it: "list a read whose cure is left out",
          program: incident({
            also: (stack, { execution }) =>
              stack.rolePolicy(
                "execution-reads",
                { role: execution.name, policy: JSON.stringify(readParameters) },
                { leftOut: true },
              ),
          }),
          finds: [unclear()],
        },
        {
          it: "do not judge a read that the program does not have any more",
          program: incident({
            onTask: null,
            also: (stack, { task }) =>
              stack.rolePolicy(
                "reads",
                { role: task.name, policy: JSON.stringify(readParameters) },
                { notInProgram: true },
              ),
          }),
        },
        {
          it: "do not judge a task definition that is left out",
          program: (stack) => {
            const task = stack.role("task");
            stack.rolePolicy("reads", { role: task.name, policy: JSON.stringify(readParameters) });
            stack.taskDefinition(
              "shop",
              { taskRoleArn: task.arn, executionRoleArn: stack.role("execution").arn },
              { leftOut: true },
            );
          },
        },
      ],
      alone,
    );
  });

  describe("roles whose tasks are defined in other stacks", () => {
    const named: PackConfig = { [ssmGrant]: { roles: { task: ["*task*"], execution: ["*execution*"] } } };
    /** Roles only, as a base stack makes them for others. */
    const roles =
      (edit: { readonly onTask?: Input; readonly onExecution?: Input; readonly also?: Edit["also"] } = {}) =>
      (stack: Stack) => {
        const task = stack.role("task");
        const execution = stack.role("execution");
        const { onTask = readParameters, onExecution } = edit;
        stack.rolePolicy("reads", { role: task.name, policy: jsonText(onTask) });
        if (onExecution !== undefined)
          stack.rolePolicy("execution-reads", { role: execution.name, policy: jsonText(onExecution) });
        edit.also?.(stack, { task, execution });
      };
    testCases(
      [
        { it: "are not judged where configuration does not name them", program: roles() },
        {
          it: "are found where no execution role reads",
          program: roles(),
          config: named,
          finds: [onTaskRoleOnly],
          says: [
            /with execution role `execution`, which may not read it, and this stack gives the read to task role `task`/,
            /^Tasks that run with `task` cannot start/m,
            /Resource: \[\/\* ARNs of the parameters \*\/\]/,
          ],
        },
        {
          it: "pass where the execution role reads",
          program: roles({ onExecution: readParameters }),
          config: named,
        },
        {
          it: "pass where one of several execution roles reads",
          program: roles({
            also: (stack) =>
              stack.role("shared-execution", {
                managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"],
              }),
          }),
          config: named,
        },
        {
          it: "are found once where none of several execution roles reads",
          program: roles({ also: (stack) => stack.role("shared-execution") }),
          config: named,
          finds: [onTaskRoleOnly],
          says: [/with the execution role, and none of `execution` and `shared-execution` may read it/],
        },
        ...(["before", "after"] as const).map(
          (order): Case => ({
            it: `are listed where one of several execution roles may read, ${order} one that does not`,
            program: (stack) => {
              const managedPolicyArns = ["arn:aws:iam::123456789012:policy/platform"];
              if (order === "before") stack.role("open-execution", { managedPolicyArns });
              roles({
                also: (made) => order === "after" && made.role("open-execution", { managedPolicyArns }),
              })(stack);
            },
            config: named,
            finds: [unclear()],
          }),
        ),
        {
          it: "are listed where configuration names no execution role of the stack",
          program: roles(),
          config: { [ssmGrant]: { roles: { task: ["task*"] } } },
          finds: [unclear()],
          says: [/"roles\.execution"/],
        },
        {
          it: "are listed while it is not known what the execution role reads",
          program: (stack) => {
            const parameter = stack.parameter("database-url");
            roles({ onExecution: allow("ssm:GetParameters", parameter.arn) })(stack);
          },
          config: named,
          findsAtFirst: [unclear()],
        },
        {
          it: "are listed where only references count, which are elsewhere",
          program: roles(),
          config: {
            [ssmGrant]: { when: "referenced", roles: { task: ["task*"], execution: ["execution*"] } },
          },
          finds: [unclear()],
          says: [/the containers are in other stacks/],
        },
        {
          it: "pass where the task role reads nothing",
          program: roles({ onTask: readFiles }),
          config: named,
        },
        {
          it: "pass where one role is named as both",
          program: (stack) =>
            void stack.role("task-execution", {
              managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"],
            }),
          config: named,
        },
        {
          it: "are judged by their task definition where there is one",
          program: incident({ onExecution: readParameters, also: (stack) => stack.role("other-execution") }),
          config: { [ssmGrant]: { roles: { task: ["*task*"], execution: ["other*"] } } },
        },
        {
          it: "are named by their ARN, too",
          program: roles(),
          config: {
            [ssmGrant]: { roles: { task: ["arn:aws:iam::*:role/task-*"], execution: ["execution"] } },
          },
          finds: [onTaskRoleOnly],
          // Before AWS has made the role its account is not known.
          findsAtFirst: [`${onTaskRoleOnly} presumed`],
        },
        {
          it: "are not those of another name or path than that of an ARN",
          program: roles(),
          config: {
            [ssmGrant]: {
              roles: {
                task: ["arn:aws:iam::*:role/web-*", "arn:aws:iam::*:role/web/*"],
                execution: ["execution"],
              },
            },
          },
        },
      ],
      alone,
    );
  });

  describe("Express services", () => {
    const express = (roles: (made: Roles) => Inputs) => (stack: Stack) => {
      const task = stack.role("task");
      const execution = stack.role("execution");
      stack.rolePolicy("reads", { role: task.name, policy: jsonText(readParameters) });
      stack.custom("aws:ecs/expressGatewayService:ExpressGatewayService", "express", {
        primaryContainer: { image: "shop", secrets: [{ name: "TOKEN", valueFrom: parameterArn }] },
        ...roles({ task, execution }),
      });
    };
    testCases(
      [
        {
          it: "are found with the read on the task role",
          program: express(({ task, execution }) => ({
            taskRoleArn: task.arn,
            executionRoleArn: execution.arn,
          })),
          finds: [onTaskRoleOnly],
          says: [
            /^Tasks of `express` cannot start with a secret from Parameter Store: ECS fetches it with execution role `execution`,/,
          ],
        },
        {
          it: "pass with it on the execution role",
          program: express(({ task }) => ({ executionRoleArn: task.arn })),
        },
      ],
      alone,
    );
  });
});
