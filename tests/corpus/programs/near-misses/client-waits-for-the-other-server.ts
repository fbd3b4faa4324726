/** Both servers are awaited by somebody; the client names the one for which it does not wait. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const [users, orders] = ["users", "orders"].map((name) => {
  const task = taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
  return service(name, {
    taskDefinition: task.arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 8080 }] }],
    },
  });
});
const client = { enabled: true, namespace: namespace.arn };
const web = taskDefinition("web", [
  { environment: [{ name: "ORDERS_URL", value: "http://orders:8080/v1" }] },
]);
service(
  "web",
  { taskDefinition: web.arn, serviceConnectConfiguration: client },
  { dependsOn: users ? [users] : [] },
);
const mails = taskDefinition("mails", [
  { environment: [{ name: "ORDERS_URL", value: "http://orders:8080/v1" }] },
]);
service(
  "mails",
  { taskDefinition: mails.arn, serviceConnectConfiguration: client },
  { dependsOn: orders ? [orders] : [] },
);
