import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("example", { name: "example" });
const definition = (name: string) =>
  taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn;
const serve = (name: string) => [
  { portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 80 }] },
];

const users = service(
  "users",
  {
    taskDefinition: definition("users"),
    serviceConnectConfiguration: { enabled: true, namespace: "example", services: serve("users") },
  },
  { dependsOn: [namespace] },
);
service(
  "orders",
  {
    taskDefinition: definition("orders"),
    serviceConnectConfiguration: { enabled: true, namespace: "example", services: serve("orders") },
  },
  { dependsOn: [users] },
);
