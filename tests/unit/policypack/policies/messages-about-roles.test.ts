import assert from "node:assert/strict";
import { messageOf } from "../../../support/cases";
import { Stack } from "../../../support/stack";
import { programs } from "./messages-about-roles.programs";

/** What people read, each with a line break before it. */
const messages: Readonly<Record<string, string>> = {
  "a role that lacks everything": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not pull the image of \`app\`, nor create the log stream of \`app\`, nor create the log group of \`app\`, nor read the environment files of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    CannotPullContainerError … or ResourceInitializationError: unable to pull secrets or registry auth: … AccessDeniedException: … is not authorized to perform: ecr:…
    ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log stream: AccessDeniedException: … is not authorized to perform: logs:CreateLogStream
    ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log group: AccessDeniedException: … is not authorized to perform: logs:CreateLogGroup
    ResourceInitializationError: failed to download env files: … operation error S3: HeadObject, … StatusCode: 403 … Forbidden
Why: nothing allows \`execution\` \`ecr:GetAuthorizationToken\` on \`*\`; nothing allows \`execution\` \`logs:CreateLogStream\`; nothing allows \`execution\` \`logs:CreateLogGroup\`; and so on for the others.
Change: give the role AWS's policy for it:
    const executionPolicy = new aws.iam.RolePolicyAttachment("execution-policy", {
      role: execution.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    });
and let the service wait for it, with \`{ dependsOn: [executionPolicy] }\`.
Change also: give the permission to the role:
    const executionPermissions = new aws.iam.RolePolicy("execution-permissions", {
      role: execution.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "logs:CreateLogGroup", Resource: [/* ARN of the log group, with :* at its end */] },
          { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::files/web.env"] },
        ],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [executionPermissions] }\`.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "shop", "finding": "image-not-permitted/app", "reason": "…" },
      { "resource": "shop", "finding": "log-stream-not-permitted/app", "reason": "…" },
      { "resource": "shop", "finding": "log-group-not-permitted/app", "reason": "…" },
      { "resource": "shop", "finding": "environment-file-not-permitted/app", "reason": "…" },
    ]
Finding: image-not-permitted/app, log-stream-not-permitted/app, log-group-not-permitted/app, environment-file-not-permitted/app`,
  "a role with a boundary": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not create the log stream of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log stream: AccessDeniedException: … is not authorized to perform: logs:CreateLogStream
Why: the permissions boundary of \`execution\` does not let it call \`logs:CreateLogStream\`, whatever its policies allow.
Change: allow it in the boundary, or give the role another one.
To accept it: "exemptions": [{ "resource": "shop", "finding": "log-stream-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: log-stream-not-permitted/app`,
  "a role that lists AWS's policies, in China": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not create the log stream of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log stream: AccessDeniedException: … is not authorized to perform: logs:CreateLogStream
Why: nothing allows \`execution\` \`logs:CreateLogStream\`.
Change: give the role AWS's policy for it:
add an entry to its \`managedPolicyArns\`, which takes off every policy that is attached otherwise:
    "arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
To accept it: "exemptions": [{ "resource": "shop", "finding": "log-stream-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: log-stream-not-permitted/app`,
  "a policy on the group without its streams": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not create the log stream of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log stream: AccessDeniedException: … is not authorized to perform: logs:CreateLogStream
Why: statement 1 of \`execution\` names the log group without \`:*\` at its end, and IAM compares the ARN of the log stream.
Change: correct statement 1 of \`execution\`, so that it allows:
    { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [pulumi.interpolate\`\${shopLogs.arn}:*\`] }
To accept it: "exemptions": [{ "resource": "shop", "finding": "log-stream-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: log-stream-not-permitted/app`,
  "a role that lists its policies": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not read the environment files of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    ResourceInitializationError: failed to download env files: … operation error S3: HeadObject, … StatusCode: 403 … Forbidden
Why: nothing allows \`execution\` \`s3:GetObject\`.
Change: give the permission to the role:
one more entry in its \`inlinePolicies\`, beside which no other policy stays:
    { name: "execution-permissions", policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::files/web.env"] }],
    }) },
To accept it: "exemptions": [{ "resource": "shop", "finding": "environment-file-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: environment-file-not-permitted/app`,
  "an image that only an edge tells of": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not pull an image from \`images\`.
What fails: ECS does this with the execution role, not with that of the application:
    CannotPullContainerError … or ResourceInitializationError: unable to pull secrets or registry auth: … AccessDeniedException: … is not authorized to perform: ecr:…
Why: nothing allows \`execution\` \`ecr:GetAuthorizationToken\` on \`*\`.
Not all values are known in this preview; what is not is presumed from the edges between the resources and from their names.
If a policy is made inside of \`apply\`, it is not in this preview: make it outside, with the Output as an argument.
Change: give the role AWS's policy for it:
    const executionPolicy = new aws.iam.RolePolicyAttachment("execution-policy", {
      role: execution.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    });
and let the service wait for it, with \`{ dependsOn: [executionPolicy] }\`.
To accept it: "exemptions": [{ "resource": "shop", "finding": "image-not-permitted/images", "reason": "…" }] in the configuration of this policy.
Finding: image-not-permitted/images (presumed)`,
  "no execution role": `
Tasks of task definition \`shop\` cannot start: it takes an execution role to pull the image of \`app\`, create the log stream of \`app\` and read the environment files of \`app\`, and there is none.
What fails: ECS does this with the execution role, and AWS refuses the task definition, or each task stops:
    ClientException: Fargate requires task definition to have execution role ARN to support ECR images.
    ClientException: Fargate requires task definition to have execution role ARN to support log driver awslogs.
    environment file resource: unable to find execution role credentials
Change: give \`shop\` an \`executionRoleArn\`, the \`arn\` of a role that ECS may assume, with what it needs:
    const shopExecution = new aws.iam.Role("shop-execution", {
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
      managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
    });
    const shopExecutionPermissions = new aws.iam.RolePolicy("shop-execution-permissions", {
      role: shopExecution.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::files/web.env"] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [shopExecutionPermissions] }\`.
To accept it: "exemptions": [{ "resource": "shop", "finding": "execution-role-missing", "reason": "…" }] in the configuration of this policy.
Finding: execution-role-missing`,
  "no task role": `
Service \`shop\` cannot be deployed: it enables ECS Exec, and task definition \`shop\` has no task role.
What fails: sessions are opened with the task role, and AWS refuses the service:
    InvalidParameterException: The service couldn't be created because a valid taskRoleArn is not being used. …
Change: give \`shop\` a \`taskRoleArn\`, the \`arn\` of a role that may open the channels:
    const shopTask = new aws.iam.Role("shop-task", {
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
      inlinePolicies: [{ policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ssmmessages:*", Resource: "*" }],
      }) }],
    });
To accept it: "exemptions": [{ "resource": "shop", "finding": "task-role-missing", "reason": "…" }] in the configuration of this policy.
Finding: task-role-missing`,
  "a role made elsewhere that is declared": `
Tasks of task definition \`shop\` cannot start: execution role \`shared\` may not read the environment files of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    ResourceInitializationError: failed to download env files: … operation error S3: HeadObject, … StatusCode: 403 … Forbidden
Why: nothing allows \`shared\` \`s3:GetObject\`.
Change: give the permission to the role:
    const sharedPermissions = new aws.iam.RolePolicy("shared-permissions", {
      role: "shared",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::files/web.env"] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [sharedPermissions] }\`.
Or, if \`shared\` has it from where it is made, declare that in a file for \`--policy-pack-config\`:
    { "ecs-roles-let-tasks-start": { "externalRoles": [{ "role": "shared", "actions": ["s3:GetObject"], "resources": ["arn:aws:…"], "reason": "…" }] } }
To accept it: "exemptions": [{ "resource": "shop", "finding": "environment-file-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: environment-file-not-permitted/app`,
  "a document that has lost its edges": `
ecs-roles-let-tasks-start cannot tell: whether the execution role of task definition \`shop\` may read the environment files of \`app\`: \`policy\` of \`reads\` is not known before the update.
To settle it: Write the document with \`pulumi.jsonStringify\`, which keeps its edges to what it names; \`getPolicyDocument\` loses them.
Finding: permission-unclear/environment-file/app`,
  "a log group that the application may write to": `
ecs-roles-let-tasks-start cannot tell: whether the execution role of task definition \`shop\` may create a log stream in \`shop-logs\`: the task role may do the same with \`shop-logs\`, and the application may be meant to.
To settle it: Where ECS is to do it, give the permission to the execution role. Where the application does, accept the question in \`exemptions\`; it is settled once the containers are known.
Finding: permission-unclear/log-stream/shop-logs`,
  "tasks of which it is not known what they run on": `
ecs-roles-let-tasks-start cannot tell: whether the execution role of task definition \`shop\` may pull the image of \`app\` and create the log stream of \`app\`: whether tasks of \`shop\` run on Fargate is not known before the update, and elsewhere the role of the container instance may do it.
To settle it: What rests on new resources is judged again during the update and in the next preview.
Finding: permission-unclear/image/app, permission-unclear/log-stream/app`,
  "an execution role that is one of several": `
ecs-roles-let-tasks-start cannot tell: whether the execution role of task definition \`shop\` may create the log stream of \`app\`: the execution role is one of 2 roles on which \`executionRoleArn\` of \`shop\` depends.
To settle it: Give the role as an output of its own resource.
Finding: permission-unclear/log-stream/app`,
  "a group that the stack makes and the tasks are to create": `
ecs-roles-let-tasks-start cannot tell: whether the execution role of task definition \`shop\` may create the log group of \`app\`: this stack makes the log group \`shop-logs\`, and AWS does not say whether ECS then asks for it.
To settle it: Leave out \`awslogs-create-group\`, and let the service wait for the log group; or allow the role \`logs:CreateLogGroup\`.
Finding: permission-unclear/log-group/app`,
  "volumes that are not known": `
ecs-roles-let-tasks-start cannot tell: whether the task role of task definition \`shop\` may mount volume \`data\`: \`volumes\` of \`shop\` is not known before the update.
To settle it: What rests on new resources is judged again during the update and in the next preview.
Finding: permission-unclear/mount/data`,
  "a volume of which it is not known whether it is mounted with IAM": `
ecs-roles-let-tasks-start cannot tell: whether the task role of task definition \`shop\` may mount volume \`files\`: whether volume \`files\` is mounted with IAM is not known before the update.
To settle it: What rests on new resources is judged again during the update and in the next preview.
Finding: permission-unclear/mount/files`,
  "a policy of a file system that is not known": `
ecs-roles-let-tasks-start cannot tell: whether the task role of task definition \`shop\` may mount volume \`files\`: whether \`data\` has a policy, without which everybody may mount it, is not known before the update.
To settle it: What rests on new resources is judged again during the update and in the next preview.
Finding: permission-unclear/mount/files`,
  "a volume that nobody may mount": `
Tasks of task definition \`shop\` cannot start: task role \`app\` may not mount volume \`files\`.
What fails: this is done with the task role, not with that of ECS:
    ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … mount.nfs4: access denied by server while mounting
Why: nothing allows \`app\` \`elasticfilesystem:ClientMount\` on \`data\`.
Change: give the permission to the role:
    const appPermissions = new aws.iam.RolePolicy("app-permissions", {
      role: app.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "elasticfilesystem:ClientMount", Resource: [data.arn] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [appPermissions] }\`.
To accept it: "exemptions": [{ "resource": "shop", "finding": "mount-not-permitted/files", "reason": "…" }] in the configuration of this policy.
Finding: mount-not-permitted/files`,
  "a service of which it is not known whether it enables ECS Exec": `
ecs-roles-let-tasks-work cannot tell: whether the task role of service \`shop\` may open the channels of ECS Exec for \`shop\`: whether \`shop\` enables ECS Exec is not known before the update.
To settle it: What rests on new resources is judged again during the update and in the next preview.
Finding: working-permission-unclear/exec`,
  "a destination of FireLens": `
Tasks of task definition \`shop\` lack a permission: task role \`app\` may not send the log of \`app\`.
What fails: this is done with the task role, not with that of ECS:
    AccessDeniedException in the log of the router, and the log of the container is lost
Why: nothing allows \`app\` \`s3:PutObject\`.
Change: give the permission to the role:
    const appPermissions = new aws.iam.RolePolicy("app-permissions", {
      role: app.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: [/* ARN of the files of the bucket */] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [appPermissions] }\`.
To accept it: "exemptions": [{ "resource": "shop", "finding": "log-destination-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: log-destination-not-permitted/app`,
  "a destination of FireLens without a task role": `
Tasks of task definition \`shop\` lack a permission: it takes a task role to send the log of \`app\`, and there is none.
What fails: the router of FireLens has no credentials of its own on Fargate:
    AccessDeniedException in the log of the router, and the log of the container is lost
Change: give \`shop\` a \`taskRoleArn\`, the \`arn\` of a role that may write there:
    const shopTask = new aws.iam.Role("shop-task", {
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
      inlinePolicies: [{ policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "kinesis:PutRecords", Resource: [events.arn] }],
      }) }],
    });
To accept it: "exemptions": [{ "resource": "shop", "finding": "log-destination-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: log-destination-not-permitted/app`,
  "a repository and a token named apart": `
Tasks of task definition \`shop\` cannot start: execution role \`execution\` may not pull the image of \`app\`.
What fails: ECS does this with the execution role, not with that of the application:
    CannotPullContainerError … or ResourceInitializationError: unable to pull secrets or registry auth: … AccessDeniedException: … is not authorized to perform: ecr:…
Why: statement 1 of \`execution\` names ARNs, and this is asked for without one, which only \`*\` allows.
Change: correct statement 1 of \`execution\`, so that it allows:
    { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: ["*"] },
    { Effect: "Allow", Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource: [images.arn] },
To accept it: "exemptions": [{ "resource": "shop", "finding": "image-not-permitted/app", "reason": "…" }] in the configuration of this policy.
Finding: image-not-permitted/app`,
  "the proxy's log of a service": `
Tasks of service \`shop\` cannot start: execution role \`execution\` may not create the log stream of Service Connect's proxy.
What fails: ECS does this with the execution role, not with that of the application:
    ResourceInitializationError: failed to validate logger args: … failed to create Cloudwatch log stream: AccessDeniedException: … is not authorized to perform: logs:CreateLogStream
Why: nothing allows \`execution\` \`logs:CreateLogStream\`.
Change: give the role AWS's policy for it:
    const executionPolicy = new aws.iam.RolePolicyAttachment("execution-policy", {
      role: execution.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    });
and let the service wait for it, with \`{ dependsOn: [executionPolicy] }\`.
To accept it: "exemptions": [{ "resource": "shop", "finding": "log-stream-not-permitted/service-connect", "reason": "…" }] in the configuration of this policy.
Finding: log-stream-not-permitted/service-connect`,
  "a schedule whose role may nothing": `
What schedule \`nightly\` should run never starts: its role \`runner\` may not run task definition \`report\`, nor pass on role \`execution\`.
What fails: EventBridge does this with the role of the schedule or target, and tells nobody:
    AccessDeniedException: … is not authorized to perform: ecs:RunTask
    AccessDeniedException: … is not authorized to perform: iam:PassRole
Why: nothing allows \`runner\` \`ecs:RunTask\` on \`report\`; nothing allows \`runner\` \`iam:PassRole\` on \`execution\`.
Change: give the permission to the role:
    const runnerPermissions = new aws.iam.RolePolicy("runner-permissions", {
      role: runner.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "ecs:RunTask", Resource: [report.arn] },
          { Effect: "Allow", Action: "iam:PassRole", Resource: [execution.arn], Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } },
        ],
      }),
    });
and let what starts the task wait for it, with \`{ dependsOn: [runnerPermissions] }\`.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "nightly", "finding": "run-task-not-permitted", "reason": "…" },
      { "resource": "nightly", "finding": "pass-role-not-permitted/execution", "reason": "…" },
    ]
Finding: run-task-not-permitted, pass-role-not-permitted/execution`,
  "the target of a rule without subnets": `
What event target \`nightly\` should run never starts: it names no subnets, and task definition \`report\` has network mode \`awsvpc\`.
What fails: ECS refuses to run the task, and EventBridge tells nobody:
    InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.
Change: add this to \`ecsTarget\`:
    networkConfiguration: { subnets: [/* ids of the subnets */], securityGroups: [/* ids of the groups */] },
To accept it: "exemptions": [{ "resource": "nightly", "finding": "task-network-missing", "reason": "…" }] in the configuration of this policy.
Finding: task-network-missing`,
  "a schedule's role that another service may assume": `
What schedule \`nightly\` should run never starts: the trust policy of role \`runner\` does not let \`scheduler.amazonaws.com\` assume it.
What fails: EventBridge assumes the role when it is to run the task. The target of a rule fails and tells nobody; a schedule AWS refuses:
    ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.
Why: no statement of the \`assumeRolePolicy\` of role \`runner\` allows \`sts:AssumeRole\` to \`scheduler.amazonaws.com\`.
Change: give the \`assumeRolePolicy\` of \`runner\` this statement:
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "scheduler.amazonaws.com" } }
To accept it: "exemptions": [{ "resource": "runner", "finding": "schedule-role-not-assumable", "reason": "…" }] in the configuration of this policy.
Finding: schedule-role-not-assumable`,
};

describe("what policies say of roles", () => {
  for (const [what, { policy, program, moment, config }] of Object.entries(programs)) {
    it(`of ${what}`, async () => {
      const stack = new Stack();
      program(stack);
      assert.equal(`\n${await messageOf(policy, stack, config, moment)}`, messages[what]);
    });
  }

  it("is written down for each program, and for no other", () => {
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(programs).sort());
  });
});
