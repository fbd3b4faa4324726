import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("inner", { name: "inner" });
const executionRoleArn = executionRole("mesh").arn;
const api = service("api", {
  taskDefinition: taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }], {
    executionRoleArn,
  }).arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});

const environment = [{ name: "API_URL", value: "http://api:8080" }];
const web = taskDefinition("web", [{ environment, portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn,
});
service("web", { taskDefinition: web.arn }, { dependsOn: [api] });
