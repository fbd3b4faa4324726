/** One name with two ports: HTTP for browsers, gRPC for services. */
import { elsewhere, service, taskDefinition } from "../../parts";

const task = taskDefinition("catalog", [
  {
    portMappings: [
      { name: "http", containerPort: 8080, appProtocol: "http" },
      { name: "grpc", containerPort: 9090, appProtocol: "grpc" },
    ],
  },
]);
service("catalog", {
  taskDefinition: task.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [
      { portName: "http", discoveryName: "catalog-http", clientAlias: [{ dnsName: "catalog", port: 8080 }] },
      { portName: "grpc", discoveryName: "catalog-grpc", clientAlias: [{ dnsName: "catalog", port: 9090 }] },
    ],
  },
});
