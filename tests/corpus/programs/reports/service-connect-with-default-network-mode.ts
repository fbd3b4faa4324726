import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("yelb", { name: "yelb" });
const definition = taskDefinition(
  "yelb-db",
  [{ name: "yelb-db", portMappings: [{ name: "postgres", containerPort: 5432, hostPort: 0 }] }],
  {
    requiresCompatibilities: ["EC2"],
    networkMode: undefined,
    cpu: undefined,
    memory: "512",
    executionRoleArn: executionRole("yelb").arn,
  },
);
service("yelb-db", {
  taskDefinition: definition.arn,
  launchType: "EC2",
  networkConfiguration: undefined,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "postgres", clientAlias: [{ dnsName: "yelb-db", port: 5432 }] }],
  },
});
