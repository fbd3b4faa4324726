/** The container is called http; its port has no name. */
import * as aws from "@pulumi/aws";
import { elsewhere, image, service } from "../../parts";

const ledger = new aws.ecs.TaskDefinition("ledger", {
  family: "ledger",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "512",
  memory: "1024",
  containerDefinitions: JSON.stringify([
    { name: "http", image, portMappings: [{ containerPort: 8080, appProtocol: "http" }] },
  ]),
});
service("ledger", {
  taskDefinition: ledger.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "ledger", port: 8080 }] }],
  },
});
