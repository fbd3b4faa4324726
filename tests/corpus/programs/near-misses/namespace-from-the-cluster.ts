/** The services name no namespace: it is the default of their cluster. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const cluster = new aws.ecs.Cluster("shop", { serviceConnectDefaults: { namespace: namespace.arn } });
const ordersTask = taskDefinition("orders", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
const orders = service("orders", {
  cluster: cluster.arn,
  taskDefinition: ordersTask.arn,
  serviceConnectConfiguration: {
    enabled: true,
    services: [{ portName: "http", clientAlias: [{ dnsName: "orders", port: 8080 }] }],
  },
});
const webTask = taskDefinition("web", [{ environment: [{ name: "ORDERS", value: "http://orders:8080" }] }]);
service(
  "web",
  { cluster: cluster.arn, taskDefinition: webTask.arn, serviceConnectConfiguration: { enabled: true } },
  { dependsOn: orders },
);
