/** By its name, but by the name of the resource: the services come after the namespace. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop-prod" });
const task = taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("api", {
  taskDefinition: task.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.name,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});
