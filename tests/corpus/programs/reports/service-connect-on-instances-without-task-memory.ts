import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const users = taskDefinition(
  "users",
  [
    {
      name: "users",
      memoryReservation: 256,
      portMappings: [{ name: "http", containerPort: 8080, hostPort: 0 }],
    },
  ],
  {
    requiresCompatibilities: ["EC2"],
    networkMode: "bridge",
    cpu: undefined,
    memory: undefined,
    executionRoleArn: executionRole("users").arn,
  },
);
service("users", {
  taskDefinition: users.arn,
  launchType: "EC2",
  networkConfiguration: undefined,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
