import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("yelb", { name: "yelb" });
const definition = (name: string, port: number, callee?: string) =>
  taskDefinition(name, [
    {
      name,
      command: callee === undefined ? [] : ["serve", `--backend=${callee}`],
      portMappings: [{ name, containerPort: port }],
    },
  ]).arn;
const serve = (portName: string, port: number) => ({
  enabled: true,
  namespace: namespace.arn,
  services: [{ portName, clientAlias: [{ dnsName: portName, port }] }],
});

const db = service("db", {
  taskDefinition: definition("db", 5432),
  serviceConnectConfiguration: serve("db", 5432),
});
const ui = service("ui", {
  taskDefinition: definition("ui", 80, "http://appserver:4567"),
  serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
});
service(
  "appserver",
  {
    taskDefinition: definition("appserver", 4567, "db:5432"),
    serviceConnectConfiguration: serve("appserver", 4567),
  },
  { dependsOn: [db, ui] },
);
