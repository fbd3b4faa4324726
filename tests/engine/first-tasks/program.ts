/** What first tasks need, each for a service of its own that waits for it in the variant `cured`. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, Group, parameterArn, readFiles, role, service, taskDefinition, variant } from "../programs";

const isCured = variant === "cured";
const whenCured = (...awaited: pulumi.Resource[]) => ({ dependsOn: isCured ? awaited : [] });

class Image extends pulumi.CustomResource {
  declare readonly ref: pulumi.Output<string>;

  constructor(name: string, tags: pulumi.Input<string>[]) {
    super("docker-build:index:Image", name, { tags, ref: undefined }, { version: "1.0.0" });
  }
}

// An execution role that has in itself what all of them need.
const execution = role("execution", {
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
  inlinePolicies: [
    { policy: JSON.stringify(allow(["ssm:GetParameters", "secretsmanager:GetSecretValue"], "*")) },
  ],
});
const runs = (
  name: string,
  args: Partial<Parameters<typeof taskDefinition>[1]>,
  more: Partial<aws.ecs.ServiceArgs> = {},
  options: pulumi.CustomResourceOptions = {},
) => {
  const tasks = taskDefinition(`${name}-tasks`, { executionRole: execution.arn, secrets: [], ...args });
  return service(name, { taskDefinition: tasks.arn, ...more }, options);
};

// Policies of both roles: one attached by itself, one in a component.
const own = role("own");
const reads = new aws.iam.RolePolicy("reads", {
  role: own.name,
  policy: JSON.stringify(allow("ssm:GetParameters", `${parameterArn}*`)),
});
const app = role("app");

const rights = new Group("rights", (parent) => {
  new aws.iam.RolePolicy("works", { role: app.name, policy: JSON.stringify(readFiles) }, { parent });
});
runs(
  "with-policies",
  { executionRole: own.arn, taskRole: app.arn, secrets: [parameterArn] },
  { deploymentCircuitBreaker: { enable: true, rollback: true } },
  whenCured(reads, rights),
);

// The value of a secret.
const secret = new aws.secretsmanager.Secret("token");
const value = new aws.secretsmanager.SecretVersion("token", { secretId: secret.id, secretString: "…" });
runs("with-secret", { secrets: [secret.arn] }, { waitForSteadyState: true }, whenCured(value));

// A parameter by its name.
const parameter = new aws.ssm.Parameter("url", { name: "/shop/url", type: "SecureString", value: "…" });
runs("with-parameter", { secrets: ["/shop/url"] }, {}, whenCured(parameter));

// A log group by its name.
const logs = new aws.cloudwatch.LogGroup("logs", { name: "/ecs/shop" });
const logConfiguration = {
  logDriver: "awslogs",
  options: {
    "awslogs-group": "/ecs/shop",
    "awslogs-region": "eu-central-1",
    "awslogs-stream-prefix": "shop",
  },
};
runs("with-logs", { container: { logConfiguration } }, {}, whenCured(logs));

// Mount targets of a file system, which another one has not.
const mounts = (name: string, fileSystemId: pulumi.Input<string>) =>
  new aws.ecs.TaskDefinition(`${name}-tasks`, {
    family: name,
    containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", memory: 128 }]),
    volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId } }],
  });
const files = new aws.efs.FileSystem("files");
const targets = ["subnet-1", "subnet-2"].map(
  (subnetId) => new aws.efs.MountTarget(subnetId, { fileSystemId: files.id, subnetId }),
);
service("with-files", { taskDefinition: mounts("files", files.id).arn }, whenCured(...targets));
const bare = new aws.efs.FileSystem("bare");
const bareTargets = isCured
  ? [new aws.efs.MountTarget("bare", { fileSystemId: bare.id, subnetId: "subnet-1" })]
  : [];
const bareTasks = mounts("bare", bare.id);
service("with-bare", { taskDefinition: bareTasks.arn }, { dependsOn: bareTargets });
// Mount targets for subnets that are not known are made, or not, where no preview sees it.
const queue = new aws.sqs.Queue("queue");
service(
  "with-bare-somewhere",
  {
    taskDefinition: bareTasks.arn,
    networkConfiguration: { subnets: queue.arn.apply(() => ["subnet-1"]) },
  },
  { dependsOn: bareTargets },
);

// Images that the stack builds, and a repository that it does not fill.
const built = new aws.ecr.Repository("built");
const image = new Image("built", [pulumi.interpolate`${built.repositoryUrl}:latest`]);
const tag = pulumi.interpolate`${built.repositoryUrl}:latest`;
runs("with-image", { container: { image: tag } }, {}, whenCured(image));
runs("with-image-by-output", { container: { image: image.ref } });
const empty = new aws.ecr.Repository("empty");
runs(
  "without-image",
  { container: { image: pulumi.interpolate`${empty.repositoryUrl}:latest` } },
  { desiredCount: isCured ? 0 : 1 },
);

// What its own policy names waits for it: no line could turn that round.
const talkative = role("talkative");
const talks = runs("talkative", { taskRole: talkative.arn });
new aws.iam.RolePolicy("talks", {
  role: talkative.name,
  policy: pulumi.jsonStringify(allow("ecs:UpdateService", talks.arn)),
});
