import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const name = "mcp-gateway.local";
const namespace = new aws.servicediscovery.HttpNamespace("gateway", { name });
const executionRoleArn = executionRole("gateway").arn;

const auth = service("auth-server", {
  taskDefinition: taskDefinition(
    "auth-server",
    [{ name: "auth", portMappings: [{ name: "auth-server", containerPort: 8888 }] }],
    { executionRoleArn },
  ).arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "auth-server", clientAlias: [{ dnsName: "auth-server", port: 8888 }] }],
  },
});
const environment = [{ name: "AUTH_SERVER_URL", value: `http://auth-server.${name}:8888` }];
service(
  "registry",
  {
    taskDefinition: taskDefinition("registry", [{ name: "registry", environment }], { executionRoleArn }).arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [auth] },
);
