import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const users = taskDefinition("users", [
  { name: "users", portMappings: [{ containerPort: 9000 }] },
  { name: "proxy", portMappings: [{ name: "http", containerPort: 8080, appProtocol: "http" }] },
]);
service("users", {
  taskDefinition: users.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", discoveryName: "users", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
