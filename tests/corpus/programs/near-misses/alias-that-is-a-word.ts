/** `api` is the name of a server, and what two other servers call the part that they play. */
import { elsewhere, service, taskDefinition } from "../../parts";

const names = ["api", "admin", "worker"];
for (const name of names) {
  const task = taskDefinition(name, [
    {
      portMappings: [{ name: "http", containerPort: 8080 }],
      environment: [
        { name: "SERVICE_ROLE", value: name === "api" ? "main" : "api" },
        { name: "LOG_LEVEL", value: "info" },
      ],
    },
  ]);
  service(name, {
    taskDefinition: task.arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: elsewhere.namespace,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 8080 }] }],
    },
  });
}
