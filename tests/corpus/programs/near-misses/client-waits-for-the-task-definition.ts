/** The client waits for the server's task definition, which is registered long before there is an endpoint. */
import { elsewhere, service, taskDefinition } from "../../parts";

const cartTask = taskDefinition("cart", [
  { portMappings: [{ name: "http", containerPort: 8080, appProtocol: "http" }] },
]);
const webTask = taskDefinition("web", [{ environment: [{ name: "CART", value: "http://cart.shop:8080" }] }]);
service("cart", {
  taskDefinition: cartTask.arn,
  waitForSteadyState: true,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "cart.shop", port: 8080 }] }],
  },
});
service(
  "web",
  {
    taskDefinition: webTask.arn,
    serviceConnectConfiguration: { enabled: true, namespace: elsewhere.namespace },
  },
  { dependsOn: [cartTask, webTask] },
);
