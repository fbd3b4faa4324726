/** Servers that call servers, and clients after all of them, each by another kind of edge. */
import * as aws from "@pulumi/aws";
import { client, Group, server, service, taskDefinition } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const data = service("data", { serviceConnectConfiguration: server("data.shop.local", namespace.arn) });
const users = service(
  "users",
  { serviceConnectConfiguration: server("users.shop.local", namespace.arn) },
  { dependsOn: [data] },
);
service("storefront", { serviceConnectConfiguration: client(namespace.arn) }, { dependsOn: [users] });
const all = new Group("all", (parent) => {
  new aws.sqs.Queue("signal", {}, { parent, dependsOn: [users] });
});
service("desk", { serviceConnectConfiguration: client(namespace.name) }, { dependsOn: all });
const definition = taskDefinition("admin", {
  secrets: [],
  container: { environment: [{ name: "USERS", value: users.id }] },
});
service("admin", { taskDefinition: definition.arn, serviceConnectConfiguration: client(namespace.arn) });
