import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const users = taskDefinition("users", [{ portMappings: [{ containerPort: 8080 }] }]);
service("users", {
  taskDefinition: users.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ port: 8080 }] }],
  },
});
