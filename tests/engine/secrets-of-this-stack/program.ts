/** Secrets that the stack makes, by every property that names them, in every place where ECS takes them. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, client, roles, service, taskDefinition } from "../programs";

const url = new aws.ssm.Parameter("url", { name: "/shop/url", type: "SecureString", value: "postgres://" });
const token = new aws.ssm.Parameter("token", { type: "SecureString", value: "t0ken" });
const key = new aws.secretsmanager.Secret("key", { namePrefix: "shop-" });
const login = new aws.secretsmanager.Secret("login", { name: "shop/login" });
const version = new aws.secretsmanager.SecretVersion("login", { secretId: login.id, secretString: "{}" });

const { task, execution, reader } = roles("shop");
const reads = new aws.iam.RolePolicy("reads", {
  role: reader.name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ssm:GetParameters", Resource: [url.arn, token.arn] },
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [key.arn, version.arn] },
    ],
  },
});

// ECS looks up the share of a volume with the same role.
const shares = new aws.iam.RolePolicy("shares", {
  role: execution.name,
  policy: JSON.stringify(allow("fsx:DescribeFileSystems", "*")),
});

/** One task definition for each, so that each edge is alone. */
function takes(name: string, valueFrom: pulumi.Input<string>) {
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn, secrets: [valueFrom] });
}
takes("arn", url.arn);
takes("name", url.name);
takes("plain-name", token.name);
takes("secret-arn", key.arn);
takes("secret-id", key.id);
takes("json-key", pulumi.interpolate`${key.arn}:api::`);
takes("version-arn", version.arn);

const shop = taskDefinition("shop", {
  taskRole: task.arn,
  executionRole: execution.arn,
  secrets: [],
  container: {
    repositoryCredentials: { credentialsParameter: login.arn },
    logConfiguration: {
      logDriver: "splunk",
      secretOptions: [{ name: "splunk-token", valueFrom: token.arn }],
    },
  },
});
service(
  "shop",
  {
    taskDefinition: shop.arn,
    serviceConnectConfiguration: {
      ...client("shop.local"),
      logConfiguration: {
        logDriver: "splunk",
        secretOptions: [{ name: "splunk-token", valueFrom: token.arn }],
      },
    },
  },
  { dependsOn: [reads, shares, version] },
);
new aws.ecs.TaskDefinition("desk", {
  family: "desk",
  taskRoleArn: task.arn,
  executionRoleArn: execution.arn,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "app",
      image: "desk",
      memory: 512,
      credentialSpecs: [pulumi.interpolate`credentialspec:${url.arn}`],
    },
  ]),
  volumes: [
    {
      name: "share",
      fsxWindowsFileServerVolumeConfiguration: {
        fileSystemId: "fs-1",
        rootDirectory: "share",
        authorizationConfig: { credentialsParameter: login.arn, domain: "corp.example.com" },
      },
    },
  ],
});
