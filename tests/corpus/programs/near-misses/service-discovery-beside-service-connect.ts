import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("shop", {
  name: "shop.local",
  vpc: elsewhere.vpc,
});
const registry = new aws.servicediscovery.Service("users", {
  name: "users",
  dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type: "A", ttl: 10 }] },
});
const users = taskDefinition("users", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("users", {
  taskDefinition: users.arn,
  serviceRegistries: { registryArn: registry.arn },
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [
      { portName: "http", discoveryName: "users-sc", clientAlias: [{ dnsName: "users", port: 8080 }] },
    ],
  },
});
