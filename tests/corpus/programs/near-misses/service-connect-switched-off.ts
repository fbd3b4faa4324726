/** Service Connect is there for later: the client has it off, and reaches the server by Cloud Map's DNS. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("shop", {
  name: "shop.local",
  vpc: elsewhere.vpc,
});
const registry = new aws.servicediscovery.Service("orders", {
  name: "orders",
  dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type: "A", ttl: 10 }] },
});
const orders = taskDefinition("orders", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("orders", {
  taskDefinition: orders.arn,
  serviceRegistries: { registryArn: registry.arn },
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "orders", port: 8080 }] }],
  },
});
const web = taskDefinition("web", [
  { environment: [{ name: "ORDERS", value: "http://orders.shop.local:8080" }] },
]);
service("web", {
  taskDefinition: web.arn,
  serviceConnectConfiguration: { enabled: false, namespace: elsewhere.namespace },
});
