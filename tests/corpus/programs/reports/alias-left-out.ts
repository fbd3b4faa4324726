import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("app", { name: "app" });
const container = { name: "backend", portMappings: [{ name: "backend", containerPort: 9000 }] };
const definition = taskDefinition("backend", [container], { executionRoleArn: executionRole("backend").arn });
service("backend", {
  taskDefinition: definition.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "backend", discoveryName: "backend" }],
  },
});
