import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const executionRoleArn = executionRole("users").arn;
const onInstances = {
  requiresCompatibilities: ["EC2"],
  networkMode: "bridge",
  cpu: undefined,
  executionRoleArn,
};
const users = service("users", {
  taskDefinition: taskDefinition(
    "users",
    [{ name: "users", portMappings: [{ name: "http", containerPort: 8080, hostPort: 0 }] }],
    onInstances,
  ).arn,
  launchType: "EC2",
  networkConfiguration: undefined,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
service(
  "web",
  {
    taskDefinition: taskDefinition("web", [{ command: ["--users=http://users"] }], onInstances).arn,
    launchType: "EC2",
    networkConfiguration: undefined,
    serviceConnectConfiguration: { enabled: true, namespace: elsewhere.namespace },
  },
  { dependsOn: [users] },
);
