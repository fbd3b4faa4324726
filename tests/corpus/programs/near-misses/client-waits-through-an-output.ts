/** No dependsOn: the client's environment holds an output of the server, and waits for it by that. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const ordersTask = taskDefinition("orders", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
const orders = service("orders", {
  name: "orders",
  taskDefinition: ordersTask.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [
      { portName: "http", discoveryName: "orders", clientAlias: [{ dnsName: "orders", port: 8080 }] },
    ],
  },
});
const webTask = taskDefinition("web", [
  { environment: [{ name: "ORDERS_URL", value: pulumi.interpolate`http://${orders.name}:8080` }] },
]);
service("web", {
  taskDefinition: webTask.arn,
  serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
});
