/** Every place where ECS fetches a secret for a task, and every form of a reference; all are made elsewhere. */
import * as aws from "@pulumi/aws";
import { allow, client, roles, service } from "../programs";

const arn = (rest: string) => `arn:aws:${rest.replace(":", ":eu-central-1:123456789012:")}`;
const parameter = (name: string) => arn(`ssm:parameter/${name}`);
const secret = (name: string) => arn(`secretsmanager:secret:${name}-a1B2c3`);

const { task, execution, reader } = roles("shop");
const reads = new aws.iam.RolePolicy("reads", {
  role: reader.name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "ssm:GetParameters",
        Resource: [parameter("shop/*"), parameter("TOKEN"), parameter("aws/reference/secretsmanager/shop/*")],
      },
      {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: [secret("shop/keys"), arn("secretsmanager:secret:shop/referenced-??????"), secret("login")],
      },
    ],
  },
});

// ECS looks up the share of a volume with the same role.
const shares = new aws.iam.RolePolicy("shares", {
  role: execution.name,
  policy: JSON.stringify(allow("fsx:DescribeFileSystems", "*")),
});

const tasks = { taskRoleArn: task.arn, executionRoleArn: execution.arn };
const shop = new aws.ecs.TaskDefinition("shop", {
  ...tasks,
  family: "shop",
  containerDefinitions: JSON.stringify([
    {
      name: "app",
      image: "registry.example.com/shop",
      memory: 512,
      secrets: [
        { name: "PARAMETER", valueFrom: parameter("shop/DATABASE_URL") },
        { name: "NAME", valueFrom: "/shop/DATABASE_URL" },
        { name: "PLAIN_NAME", valueFrom: "TOKEN" },
        { name: "REFERENCE", valueFrom: "/aws/reference/secretsmanager/shop/referenced" },
        { name: "SECRET", valueFrom: secret("shop/keys") },
        { name: "KEY", valueFrom: `${secret("shop/keys")}:api::` },
        { name: "VERSION", valueFrom: `${secret("shop/keys")}:api:AWSPREVIOUS:` },
      ],
      repositoryCredentials: { credentialsParameter: secret("login") },
      logConfiguration: {
        logDriver: "splunk",
        secretOptions: [{ name: "splunk-token", valueFrom: "/shop/SPLUNK" }],
      },
    },
  ]),
});

new aws.ecs.TaskDefinition("desk", {
  ...tasks,
  family: "desk",
  containerDefinitions: JSON.stringify([
    {
      name: "app",
      image: "desk",
      memory: 512,
      credentialSpecs: [`credentialspec:${parameter("shop/gmsa")}`],
    },
  ]),
  volumes: [
    {
      name: "share",
      fsxWindowsFileServerVolumeConfiguration: {
        fileSystemId: "fs-1",
        rootDirectory: "share",
        authorizationConfig: { credentialsParameter: secret("login"), domain: "corp.example.com" },
      },
    },
  ],
});

service(
  "shop",
  {
    taskDefinition: shop.arn,
    serviceConnectConfiguration: {
      ...client("shop.local"),
      logConfiguration: {
        logDriver: "splunk",
        secretOptions: [{ name: "splunk-token", valueFrom: parameter("shop/SPLUNK") }],
      },
    },
  },
  { dependsOn: [reads, shares] },
);
