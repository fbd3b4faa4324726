/** Tasks that come to an end, and workers, from the components. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  FargateService,
  OneOffTask,
  QueueWorker,
  ScheduledTask,
  ServiceConnectApplication,
} from "ecs-guardrails-components";
import { secretArn, variant } from "../programs";

const cluster = new aws.ecs.Cluster("shop");
const providers = new aws.ecs.ClusterCapacityProviders("shop", {
  clusterName: cluster.name,
  capacityProviders: ["FARGATE", "FARGATE_SPOT"],
});
const group = new aws.ec2.SecurityGroup("shop", {
  vpcId: "vpc-1",
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const common = {
  cluster: cluster.arn,
  image: "shop:1",
  subnets: ["subnet-1"],
  securityGroups: [group.id],
  tags: { team: "shop" },
};
const key = new aws.kms.Key("shop");
const token = new aws.ssm.Parameter("token", {
  name: "/shop/TOKEN",
  type: "SecureString",
  value: pulumi.secret("secret of the parameter"),
  keyId: key.arn,
});

const migration = new OneOffTask("migration", {
  ...common,
  command: variant === "extended" ? ["migrate", "further"] : ["migrate"],
  secrets: { DATABASE_URL: "/shop/DATABASE_URL", PASSWORD: `${secretArn}:password::` },
  runOn: { schema: pulumi.secret("secret of the schema") },
  timeoutInMinutes: 15,
});
new FargateService("shop", common, { dependsOn: [migration] });

new ServiceConnectApplication("office", {
  namespaceName: "office.local",
  clusterArn: cluster.arn,
  vpcId: "vpc-1",
  subnets: ["subnet-1"],
  services: {
    desk: { image: "desk:1", calls: ["reports"], migration: { command: ["migrate"] } },
    reports: {
      image: "reports:1",
      port: 8080,
      secrets: { URL: "/office/URL", TOKEN: token.name },
      secretsKeyArns: [key.arn],
      environment: { STAGE: "test" },
      migration: {
        command: ["migrate"],
        environment: { DEPTH: "2" },
        secrets: { ADMIN_URL: "/office/ADMIN_URL" },
        cpu: 512,
      },
    },
  },
});

new ScheduledTask("nightly", {
  ...common,
  schedule: "cron(0 3 * * ? *)",
  timezone: "Europe/Berlin",
  secrets: { TOKEN: token.name },
  secretsKeyArns: [key.arn],
});
new ScheduledTask(
  "hourly",
  {
    ...common,
    schedule: "rate(1 hour)",
    flexibleWindowInMinutes: 10,
    taskCount: 2,
    executionRoleName: "ecsTaskExecutionRole",
    deadLetterQueueArn: "arn:aws:sqs:eu-central-1:123456789012:failed",
    capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT" }],
    enableExecuteCommand: true,
    enabled: false,
  },
  { dependsOn: [providers] },
);

new QueueWorker("thumbnails", {
  ...common,
  secrets: { TOKEN: token.name },
  secretsKeyArns: [key.arn],
  taskRoleStatements: [{ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::shop-files/*"] }],
  environment: { SIZE: "large" },
});
new QueueWorker("orders", { ...common, fifo: true, minCapacity: 1, maxCapacity: 4, messagesPerTask: 100 });
new QueueWorker("legacy", {
  ...common,
  queueArn: "arn:aws:sqs:eu-central-1:123456789012:legacy",
  queueUrlVariable: "LEGACY_QUEUE",
  cpuArchitecture: "ARM64",
});
