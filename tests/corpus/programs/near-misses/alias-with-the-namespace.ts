/** Aliases with dots, which say the namespace; the client uses them. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("prod", { name: "prod.shop.internal" });
const alias = "orders.prod.shop.internal";
const ordersTask = taskDefinition("orders", [
  { portMappings: [{ name: "orders_http", containerPort: 8080 }] },
]);
const orders = service("orders", {
  taskDefinition: ordersTask.arn,
  waitForSteadyState: true,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "orders_http", clientAlias: [{ dnsName: alias, port: 80 }] }],
  },
});
const webTask = taskDefinition("web", [{ environment: [{ name: "ORDERS", value: `http://${alias}` }] }]);
service(
  "web",
  { taskDefinition: webTask.arn, serviceConnectConfiguration: { enabled: true, namespace: namespace.arn } },
  { dependsOn: [orders] },
);
