/** An application from the components: chains of calls, secrets of every kind, and whatever else they can be told. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ServiceConnectApplication } from "ecs-guardrails-components";
import { secretArn, variant } from "../programs";

const image = "public.ecr.aws/docker/library/node:22-alpine";

const key = new aws.kms.Key("orders", {});
const token = new aws.ssm.Parameter("token", {
  name: "/shop/orders/TOKEN",
  type: "SecureString",
  value: pulumi.secret("secret of the parameter"),
  keyId: key.arn,
});
const database = new aws.secretsmanager.Secret("database", {
  name: "shop/orders/database",
  kmsKeyId: key.arn,
});
const files = new aws.efs.FileSystem("files", { encrypted: true });
const point = new aws.efs.AccessPoint("files", { fileSystemId: files.id });
const target = new aws.efs.MountTarget("files", { fileSystemId: files.id, subnetId: "subnet-1" });

new ServiceConnectApplication(
  "shop",
  {
    namespaceName: "shop.local",
    vpcId: "vpc-1",
    subnets: ["subnet-1"],
    services: {
      storefront: { image, port: 3000, appProtocol: "http", calls: ["users", "orders"] },
      orders: {
        image,
        port: 8080,
        calls: ["users"],
        secrets: {
          DATABASE_URL: "/shop/orders/DATABASE_URL",
          TOKEN: token.name,
          PASSWORD: pulumi.interpolate`${database.arn}:password::`,
        },
        secretsKeyArns: [key.arn],
      },
      users: {
        image,
        port: 8080,
        dnsName: "users-api.shop.local",
        executionRoleName: "ecsTaskExecutionRole",
        secrets: {
          DATABASE_URL: "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/users/DATABASE_URL",
          KEY: "users-key",
          API_KEY: secretArn,
          API_USER: `${secretArn}:user::`,
        },
        taskRoleStatements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop-files/*"] }],
      },
      mailer: {
        image,
        cpu: 512,
        memory: 2048,
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", base: 1 },
          { capacityProvider: "FARGATE_SPOT" },
        ],
        cpuArchitecture: "ARM64",
        ephemeralStorageInGiB: 30,
        enableExecuteCommand: true,
        environment: { LICENCE: pulumi.secret("secret of the environment") },
        taskRoleStatements: [{ actions: ["ses:Send*"], resources: ["*"] }],
        healthCheck: { command: ["CMD-SHELL", "test -f /tmp/ready"] },
        repositoryCredentials: secretArn,
        autoscaling: { minCapacity: 1, maxCapacity: 4 },
        volumes: {
          files: { efs: { fileSystemId: files.id, accessPointId: point.id } },
          scratch: {},
        },
        mountPoints: [
          { volume: "files", containerPath: "/files" },
          { volume: "scratch", containerPath: "/scratch" },
        ],
        sidecars: {
          agent: {
            image,
            essential: false,
            readonlyRootFilesystem: true,
            secrets: { API_KEY: "/shop/agent/API_KEY" },
            mountPoints: [{ volume: "scratch", containerPath: "/scratch", readOnly: true }],
            dependsOnContainers: { app: "HEALTHY" },
          },
        },
      },
      ...(variant === "extended" ? { prices: { image, port: 8080, dnsName: "prices.shop.local" } } : {}),
    },
    tags: { team: "shop" },
  },
  { dependsOn: [target] },
);

const legacy = new aws.servicediscovery.HttpNamespace("legacy", { name: "legacy.local" });
const audit = new aws.ec2.SecurityGroup("audit", { vpcId: "vpc-1" });

new ServiceConnectApplication("office", {
  namespaceArn: legacy.arn,
  clusterArn: "arn:aws:ecs:eu-central-1:123456789012:cluster/office",
  vpcId: "vpc-1",
  subnets: ["subnet-1"],
  services: {
    desk: { image, calls: ["reports", "audit"] },
    reports: { image, port: 8080, calls: ["audit"] },
  },
  externalServices: { audit: { dnsName: "audit.legacy.local", port: 9000, securityGroupId: audit.id } },
});
