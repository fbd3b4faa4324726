/** Programs with one message each about what roles may do, for messages-about-roles.test.ts. */
import { allow } from "../../../support/cases";
import {
  type PackConfig,
  rolesLetTasksStart,
  rolesLetTasksWork,
  rolesTrustEcs,
  scheduledTasksMayRun,
  undetermined,
} from "../../../support/pack";
import {
  account,
  type Input,
  type Inputs,
  interpolate,
  jsonText,
  losingEdges,
  type Moment,
  Output,
  type Stack,
} from "../../../support/stack";

interface Told {
  readonly policy: string;
  readonly program: (stack: Stack) => void;
  readonly moment?: Moment;
  readonly config?: PackConfig;
}

const registry = `${account}.dkr.ecr.eu-central-1.amazonaws.com`;

const logs = (group: Input, more: { readonly [key: string]: Input } = {}) => ({
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": group,
      "awslogs-region": "eu-central-1",
      "awslogs-stream-prefix": "shop",
      ...more,
    },
  },
});

/** A task definition on Fargate, whose execution role has these arguments. */
function task(
  stack: Stack,
  container: { readonly [key: string]: Input },
  role: Inputs | undefined,
  name = "shop",
) {
  const execution = role && stack.role("execution", role);
  return stack.taskDefinition(name, {
    requiresCompatibilities: ["FARGATE"],
    ...(execution && { executionRoleArn: execution.arn }),
    containerDefinitions: jsonText([{ name: "app", image: "nginx", ...container }]),
  });
}

const logGroup = (stack: Stack) => stack.logGroup("shop-logs", { name: "/ecs/shop" });

const repository = (stack: Stack) => stack.repository("images", { name: "shop" });

const fileSystem = (stack: Stack) => stack.fileSystem("data");

/** A policy that lets nobody mount by itself. */
const guard = (stack: Stack, fileSystemId: Input) =>
  void stack.custom("aws:efs/fileSystemPolicy:FileSystemPolicy", "guards", {
    fileSystemId,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "elasticfilesystem:ClientRootAccess" }],
    }),
  });

const volume = (stack: Stack, fileSystemId: Input, iam: Input) =>
  void stack.taskDefinition("shop", {
    taskRoleArn: stack.role("app").arn,
    volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId, authorizationConfig: { iam } } }],
  });

const inline = (policy: Input) => ({ inlinePolicies: [{ name: "own", policy: JSON.stringify(policy) }] });
const file = { environmentFiles: [{ type: "s3", value: "arn:aws:s3:::files/web.env" }] };

function schedule(stack: Stack, runner: Inputs, of: "rule" | "schedule" = "schedule") {
  const execution = stack.role("execution");
  const definition = stack.taskDefinition("report", {
    networkMode: "awsvpc",
    executionRoleArn: execution.arn,
    taskRoleArn: execution.arn,
  });
  const roleArn = stack.role("runner", runner).arn;
  const cluster = stack.cluster("main").arn;
  const subnets = { networkConfiguration: { subnets: ["subnet-1"] } };
  if (of === "rule")
    stack.custom("aws:cloudwatch/eventTarget:EventTarget", "nightly", {
      arn: cluster,
      roleArn,
      ecsTarget: { taskDefinitionArn: definition.arn },
    });
  else
    stack.custom("aws:scheduler/schedule:Schedule", "nightly", {
      target: { arn: cluster, roleArn, ecsParameters: { taskDefinitionArn: definition.arn, ...subnets } },
    });
}

const trust = (service: string) => ({
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  }),
});

export const programs: Readonly<Record<string, Told>> = {
  "a role that lacks everything": {
    policy: rolesLetTasksStart,
    program: (stack) =>
      void task(
        stack,
        { image: `${registry}/shop:1`, ...logs("/ecs/shop", { "awslogs-create-group": "true" }), ...file },
        {},
      ),
  },
  "a role with a boundary": {
    policy: rolesLetTasksStart,
    program: (stack) =>
      void task(stack, logs("/ecs/shop"), {
        permissionsBoundary: "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
        managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
      }),
  },
  "a role that lists AWS's policies, in China": {
    policy: rolesLetTasksStart,
    program: (stack) => {
      const provider = stack.provider("china", { region: "cn-north-1" });
      const role = stack.role(
        "execution",
        { managedPolicyArns: ["arn:aws-cn:iam::aws:policy/AmazonSSMReadOnlyAccess"] },
        { provider, outputs: { arn: `arn:aws-cn:iam::${account}:role/execution-0a1b2c3` } },
      );
      stack.taskDefinition(
        "shop",
        {
          requiresCompatibilities: ["FARGATE"],
          executionRoleArn: role.arn,
          containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...logs("/ecs/shop") }]),
        },
        { provider },
      );
    },
  },
  "a policy on the group without its streams": {
    policy: rolesLetTasksStart,
    program: (stack) =>
      void task(
        stack,
        logs(logGroup(stack).name),
        inline(allow("logs:*", `arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop`)),
      ),
  },
  "a role that lists its policies": {
    policy: rolesLetTasksStart,
    program: (stack) => void task(stack, file, inline(allow("sqs:*", "*"))),
  },
  "an image that only an edge tells of": {
    policy: rolesLetTasksStart,
    moment: "first preview",
    program: (stack) =>
      void task(
        stack,
        { image: interpolate`${repository(stack).output("repositoryUrl")}:1` },
        inline(allow("logs:*", "*")),
      ),
  },
  "no execution role": {
    policy: rolesLetTasksStart,
    program: (stack) =>
      void task(stack, { image: `${registry}/shop:1`, ...logs("/ecs/shop"), ...file }, undefined),
  },
  "no task role": {
    policy: rolesLetTasksStart,
    program: (stack) => {
      const shop = task(stack, {}, undefined);
      stack.service("shop", { taskDefinition: shop.arn, launchType: "FARGATE", enableExecuteCommand: true });
    },
  },
  "a role made elsewhere that is declared": {
    policy: rolesLetTasksStart,
    config: {
      [rolesLetTasksStart]: {
        externalRoles: [{ role: "shared", actions: ["ecr:*"], resources: ["*"], reason: "by the platform" }],
      },
    },
    program: (stack) =>
      void stack.taskDefinition("shop", {
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn: `arn:aws:iam::${account}:role/shared`,
        containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...file }]),
      }),
  },
  "a document that has lost its edges": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const execution = stack.role("execution");
      stack.rolePolicy("reads", {
        role: execution.name,
        policy: losingEdges(jsonText(allow("s3:GetObject", logGroup(stack).arn))),
      });
      stack.taskDefinition("shop", {
        executionRoleArn: execution.arn,
        containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...file }]),
      });
    },
  },
  "a log group that the application may write to": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const [execution, app] = [stack.role("execution"), stack.role("app", inline(allow("logs:*", "*")))];
      const environment = [{ name: "R", value: logGroup(stack).arn }];
      stack.taskDefinition("shop", {
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn: execution.arn,
        taskRoleArn: app.arn,
        containerDefinitions: jsonText([{ name: "app", image: "nginx", environment }]),
      });
    },
  },
  "tasks of which it is not known what they run on": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const execution = stack.role("execution");
      stack.taskDefinition("shop", {
        requiresCompatibilities: losingEdges(new Output(["FARGATE"], [])),
        executionRoleArn: execution.arn,
        containerDefinitions: JSON.stringify([
          { name: "app", image: `${registry}/shop:1`, ...logs("/ecs/shop") },
        ]),
      });
    },
  },
  "an execution role that is one of several": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const [one, other] = [stack.role("one"), stack.role("other")];
      stack.taskDefinition("shop", {
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn: new Output(`arn:aws:iam::${account}:role/one-0a1b2c3`, [
          ...one.arn.from,
          ...other.arn.from,
        ]),
        containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...logs("/ecs/shop") }]),
      });
    },
  },
  "a group that the stack makes and the tasks are to create": {
    policy: undetermined,
    program: (stack) =>
      void task(stack, logs(logGroup(stack).name, { "awslogs-create-group": "true" }), {
        managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
      }),
  },
  "volumes that are not known": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const data = fileSystem(stack);
      guard(stack, data.id);
      stack.taskDefinition("shop", {
        taskRoleArn: stack.role("app").arn,
        volumes: new Output([], data.id.from),
      });
    },
  },
  "a volume of which it is not known whether it is mounted with IAM": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const data = fileSystem(stack);
      guard(stack, data.id);
      volume(stack, data.id, losingEdges(new Output("ENABLED", [])));
    },
  },
  "a policy of a file system that is not known": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const data = fileSystem(stack);
      guard(stack, losingEdges(data.id));
      volume(stack, data.id, "ENABLED");
    },
  },
  "a volume that nobody may mount": {
    policy: rolesLetTasksStart,
    program: (stack) => {
      const data = fileSystem(stack);
      guard(stack, data.id);
      volume(stack, data.id, "ENABLED");
    },
  },
  "a service of which it is not known whether it enables ECS Exec": {
    policy: undetermined,
    moment: "first preview",
    program: (stack) => {
      const shop = stack.taskDefinition("shop", {
        taskRoleArn: stack.role("app").arn,
      });
      stack.service("shop", {
        taskDefinition: shop.arn,
        enableExecuteCommand: losingEdges(new Output(true, [])),
      });
    },
  },
  "a destination of FireLens": {
    policy: rolesLetTasksWork,
    program: (stack) =>
      void stack.taskDefinition("shop", {
        taskRoleArn: stack.role("app").arn,
        containerDefinitions: JSON.stringify([
          {
            name: "app",
            image: "nginx",
            logConfiguration: { logDriver: "awsfirelens", options: { Name: "s3", bucket: "logs" } },
          },
        ]),
      }),
  },
  "a destination of FireLens without a task role": {
    policy: rolesLetTasksWork,
    program: (stack) => {
      const stream = stack.custom("aws:kinesis/stream:Stream", "events", { name: "events" });
      stack.taskDefinition("shop", {
        requiresCompatibilities: ["FARGATE"],
        containerDefinitions: jsonText([
          {
            name: "app",
            image: "nginx",
            logConfiguration: {
              logDriver: "awsfirelens",
              options: { Name: "kinesis_streams", stream: stream.name },
            },
          },
        ]),
      });
    },
  },
  "a repository and a token named apart": {
    policy: rolesLetTasksStart,
    program: (stack) =>
      void task(
        stack,
        { image: interpolate`${repository(stack).output("repositoryUrl")}:1` },
        inline(allow("ecr:*", `arn:aws:ecr:eu-central-1:${account}:repository/other`)),
      ),
  },
  "the proxy's log of a service": {
    policy: rolesLetTasksStart,
    program: (stack) => {
      const shop = task(stack, {}, {});
      stack.service("shop", {
        taskDefinition: shop.arn,
        launchType: "FARGATE",
        serviceConnectConfiguration: { enabled: false, ...logs("/ecs/proxy") },
      });
    },
  },
  "a schedule whose role may nothing": {
    policy: scheduledTasksMayRun,
    program: (stack) => schedule(stack, {}),
  },
  "the target of a rule without subnets": {
    policy: scheduledTasksMayRun,
    program: (stack) => schedule(stack, inline(allow(["ecs:RunTask", "iam:PassRole"], "*")), "rule"),
  },
  "a schedule's role that another service may assume": {
    policy: rolesTrustEcs,
    program: (stack) =>
      schedule(stack, {
        ...inline(allow(["ecs:RunTask", "iam:PassRole"], "*")),
        ...trust("events.amazonaws.com"),
      }),
  },
};
