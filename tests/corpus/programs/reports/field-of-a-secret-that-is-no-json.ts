import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("password", { name: "valheimServerPass" });
const value = new aws.secretsmanager.SecretVersion("password", {
  secretId: secret.id,
  secretString: '\'{"VALHEIM_SERVER_PASS":"correct horse battery staple"}\'',
});
const execution = executionRole("valheim");
const read = new aws.iam.RolePolicy("valheim", {
  role: execution.id,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const name = "VALHEIM_SERVER_PASS";
const definition = taskDefinition(
  "valheim",
  [
    {
      image: "lloesche/valheim-server",
      portMappings: [2456, 2457, 2458].map((containerPort) => ({ containerPort, protocol: "udp" })),
      secrets: [{ name, valueFrom: pulumi.interpolate`${secret.arn}:${name}::` }],
    },
  ],
  { executionRoleArn: execution.arn, cpu: "2048", memory: "4096" },
);
service("valheim", { taskDefinition: definition.arn }, { dependsOn: [value, read] });
