/** The alias as the team writes its product's name. */
import { elsewhere, service, taskDefinition } from "../../parts";

const task = taskDefinition("orders", [{ portMappings: [{ name: "orders-api", containerPort: 8080 }] }]);
service("orders", {
  taskDefinition: task.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "orders-api", clientAlias: [{ dnsName: "OrdersAPI", port: 8080 }] }],
  },
});
