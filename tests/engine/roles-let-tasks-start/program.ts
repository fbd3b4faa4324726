import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, Group, role, service, variant } from "../programs";

const isCured = variant === "cured";
const managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const fargate = { requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "256", memory: "512" };
const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const logs = (group: pulumi.Input<string>, more: object = {}) => ({
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

function definition(
  name: string,
  args: Partial<aws.ecs.TaskDefinitionArgs>,
  container: object,
  parent?: pulumi.Resource,
) {
  return new aws.ecs.TaskDefinition(
    name,
    {
      family: name,
      ...fargate,
      containerDefinitions: pulumi.jsonStringify([
        { name: "app", image: "public.ecr.aws/docker/library/nginx:1.27", ...container },
      ]),
      ...args,
    },
    { parent },
  );
}

/** A policy of a role's own. */
function grants(name: string, of: aws.iam.Role, policy: pulumi.Input<object>, parent?: pulumi.Resource) {
  return new aws.iam.RolePolicy(name, { role: of.name, policy: pulumi.jsonStringify(policy) }, { parent });
}

// A new group, whose ARN is not known yet: the policy names the group and not its streams.
const group = new aws.cloudwatch.LogGroup("group", { name: "/ecs/shop" });
const stream = role("stream");
grants(
  "stream",
  stream,
  allow(
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    isCured ? pulumi.interpolate`${group.arn}:*` : group.arn,
  ),
);
definition("stream", { executionRoleArn: stream.arn }, logs(group.name));

// AWS's policy does not let it create groups.
const creator = role("creator", { managedPolicyArns: [managed] });
if (isCured) grants("creator", creator, allow("logs:CreateLogGroup", "*"));
definition(
  "creator",
  { executionRoleArn: creator.arn },
  logs("/ecs/creator", { "awslogs-create-group": "true" }),
);

// An image of a new repository: only an edge tells of it in the first preview.
const repository = new aws.ecr.Repository("images");
new Group("group", (parent) => {
  const puller = role("puller", {}, { parent });
  grants("puller-logs", puller, allow("logs:*", "*"), parent);
  if (isCured) grants("puller", puller, allow("ecr:*", "*"), parent);
  definition(
    "puller",
    { executionRoleArn: puller.arn },
    { image: pulumi.interpolate`${repository.repositoryUrl}:1` },
    parent,
  );
});

// One by its name, with the token on the repository, which is asked for on `*`.
const token = role("token");
grants(
  "token",
  token,
  allow("ecr:*", isCured ? "*" : "arn:aws:ecr:eu-central-1:123456789012:repository/shop"),
);
definition("token", { executionRoleArn: token.arn }, { image: `${registry}/shop:1` });

// A file of environment variables, read by the wrong role.
const [starter, app] = [role("starter", { managedPolicyArns: [managed] }), role("app")];
grants("file", isCured ? starter : app, allow("s3:GetObject", "arn:aws:s3:::shop-files/*"));
definition(
  "file",
  { executionRoleArn: starter.arn, taskRoleArn: app.arn },
  { environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop-files/web.env" }] },
);

// A file system whose policy lets nobody in by itself.
const data = new aws.efs.FileSystem("data", { encrypted: true });
new aws.efs.FileSystemPolicy("data", {
  fileSystemId: data.id,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  }),
});
const [mounter, helper] = [role("mounter"), role("helper", { managedPolicyArns: [managed] })];
grants("mounter", isCured ? mounter : helper, allow("elasticfilesystem:ClientMount", data.arn));
definition(
  "mounter",
  {
    executionRoleArn: helper.arn,
    taskRoleArn: mounter.arn,
    volumes: [
      {
        name: "data",
        efsVolumeConfiguration: {
          fileSystemId: data.id,
          transitEncryption: "ENABLED",
          authorizationConfig: { iam: "ENABLED" },
        },
      },
    ],
  },
  {},
);

// No execution role at all.
definition("without", isCured ? { executionRoleArn: starter.arn } : {}, logs("/ecs/without"));

// What the container instance's role may do.
definition(
  "instance",
  { executionRoleArn: token.arn, requiresCompatibilities: ["EC2"] },
  logs("/ecs/instance"),
);

// Sessions in a task whose role may not open them, and in one without a role.
const sessions = role("sessions");
if (isCured) grants("sessions", sessions, allow("ssmmessages:*", "*"));
service("sessions", {
  taskDefinition: definition("sessions", { taskRoleArn: sessions.arn }, {}).arn,
  launchType: "FARGATE",
  enableExecuteCommand: true,
});
service("roleless", {
  taskDefinition: definition("roleless", isCured ? { taskRoleArn: sessions.arn } : {}, {}).arn,
  launchType: "FARGATE",
  enableExecuteCommand: true,
});
