import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const appProtocol = new pulumi.Config().get("variant") === "changed" ? { appProtocol: "http2" } : {};
const users = taskDefinition("users", [
  { portMappings: [{ name: "http", containerPort: 8080, ...appProtocol }] },
]);
service("users", {
  taskDefinition: users.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
