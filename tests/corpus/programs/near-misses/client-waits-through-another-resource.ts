import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const api = service("api", {
  taskDefinition: taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn,
  waitForSteadyState: true,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", discoveryName: "api", clientAlias: [{ dnsName: "api", port: 80 }] }],
  },
});
// What is written once the servers run, and what all clients wait for.
const settled = new aws.ssm.Parameter(
  "settled",
  { name: "/shop/settled", type: "String", value: "yes" },
  { dependsOn: [api] },
);
service(
  "web",
  {
    taskDefinition: taskDefinition("web", [{ environment: [{ name: "API", value: "http://api" }] }]).arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [settled] },
);
