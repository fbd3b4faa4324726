/** The id of the namespace, which Cloud Map's own resources take, and Service Connect does not. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop-prod" });
const task = taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("api", {
  taskDefinition: task.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.id,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});
