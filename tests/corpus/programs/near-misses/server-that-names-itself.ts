/** A server tells others its own address, and the database has the name of a namespace. */
import { elsewhere, service, taskDefinition } from "../../parts";

const port = 8080;
const orders = taskDefinition("orders", [
  {
    portMappings: [{ name: "http", containerPort: port }],
    environment: [
      { name: "SELF_URL", value: `http://orders:${port}` },
      {
        name: "DATABASE_URL",
        value: "postgres://orders@orders.cluster-c0ffee.eu-central-1.rds.amazonaws.com:5432/orders",
      },
    ],
  },
]);
service("orders", {
  taskDefinition: orders.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", discoveryName: "orders", clientAlias: [{ dnsName: "orders", port }] }],
  },
});
