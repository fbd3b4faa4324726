/** The stack's second Region, and the namespace of its first. */
import * as pulumi from "@pulumi/pulumi";
import { account, service, taskDefinition } from "../../parts";

const namespace =
  new pulumi.Config().get("namespace") ??
  `arn:aws:servicediscovery:eu-west-1:${account}:namespace/ns-0a1b2c3d4e5f6071`;
const task = taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("api", {
  taskDefinition: task.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});
