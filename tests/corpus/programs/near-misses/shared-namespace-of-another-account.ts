import { region, service, taskDefinition } from "../../parts";

const users = taskDefinition("users", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("users", {
  taskDefinition: users.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: `arn:aws:servicediscovery:${region}:210987654321:namespace/ns-0123456789abcdef`,
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
