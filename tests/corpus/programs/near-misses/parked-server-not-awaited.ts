/** The client waits for the server that it calls; another one is parked with no tasks and called by nobody. */
import { elsewhere, service, taskDefinition } from "../../parts";

const server = (name: string, desiredCount: number) => {
  const task = taskDefinition(name, [
    { portMappings: [{ name: "grpc", containerPort: 50051, appProtocol: "grpc" }] },
  ]);
  return service(name, {
    taskDefinition: task.arn,
    desiredCount,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: elsewhere.namespace,
      services: [{ portName: "grpc", discoveryName: name, clientAlias: [{ dnsName: name, port: 50051 }] }],
    },
  });
};
const search = server("search", 2);
server("search-next", 0);
const web = taskDefinition("web", [{ environment: [{ name: "SEARCH_ADDR", value: "search:50051" }] }]);
service(
  "web",
  { taskDefinition: web.arn, serviceConnectConfiguration: { enabled: true, namespace: elsewhere.namespace } },
  { dependsOn: [search] },
);
