import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const port =
  new pulumi.Config().get("variant") === "changed"
    ? { name: "http2", appProtocol: "http2" }
    : { name: "http" };
const users = taskDefinition("users", [{ portMappings: [{ containerPort: 8080, ...port }] }]);
service("users", {
  taskDefinition: users.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [
      {
        portName: port.name,
        discoveryName: `users-${port.name}`,
        clientAlias: [{ dnsName: "users", port: 80 }],
      },
    ],
  },
});
