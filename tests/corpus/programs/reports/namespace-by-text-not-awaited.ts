import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

new aws.servicediscovery.HttpNamespace("example", { name: "example" });
const users = taskDefinition("users", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("users", {
  taskDefinition: users.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: "example",
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 8080 }] }],
  },
});
