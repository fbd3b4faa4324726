/** What looks like an edge between a client and its server, and makes nothing wait. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { client, Group, server, service, taskDefinition } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const definition = taskDefinition("users", {
  secrets: [],
  container: { portMappings: [{ name: "users", containerPort: 8080 }] },
});
const early = new aws.sqs.Queue("early");
const users = service(
  "users",
  {
    name: "users",
    taskDefinition: definition.arn,
    serviceConnectConfiguration: server("users.shop.local", namespace.arn),
  },
  { dependsOn: [early] },
);
const clientOf = (name: string, options: pulumi.CustomResourceOptions, args: object = {}) =>
  service(name, { serviceConnectConfiguration: client(namespace.arn), ...args }, options);

// It comes after the server in the program, is deleted with it, or was once called like it.
clientOf("written-below", {});
clientOf("deleted-with", { deletedWith: users });
clientOf("once-called", { aliases: [{ name: "before-users" }] });
// It waits for what the server waits for, or for what waits for the server's definition.
clientOf("same-callee", { dependsOn: [early, definition, namespace] });
clientOf("of-definition", {}, { tags: { callee: definition.arn } });
const audit = new aws.sqs.Queue("audit", { tags: { definition: definition.arn } }, { dependsOn: [early] });
clientOf("beside", { dependsOn: [audit] });
// It names the server by a text.
clientOf("by-text", {}, { tags: { callee: "users", urn: "aws:ecs/service:Service::users" } });
clientOf(
  "environment",
  {},
  {
    taskDefinition: taskDefinition("environment", {
      secrets: [],
      container: { environment: [{ name: "USERS", value: "http://users.shop.local:8080" }] },
    }).arn,
  },
);
// They are in one component, or what waits is beside the client in it.
new Group("shared", (parent) => {
  clientOf("in-one-component", { parent });
  service(
    "orders",
    { serviceConnectConfiguration: server("orders.local", "orders.local") },
    { parent, dependsOn: [users] },
  );
});
// It waits for a component with nothing in it, whatever that waits for.
clientOf("for-nothing", { dependsOn: [new Group("nothing", () => undefined, { dependsOn: [users] })] });
// It waits for a component in which the server is a child of something else, which then stands for it.
const above = new Group("above", (parent) => {
  const queue = new aws.sqs.Queue("above", {}, { parent });
  const serviceConnectConfiguration = server("invoices.billing.local", "billing.local");
  service("invoices", { serviceConnectConfiguration }, { parent: queue });
});
service("for-above", { serviceConnectConfiguration: client("billing.local") }, { dependsOn: [above] });
// The server waits for the component around the client's neighbour.
const neighbour = new Group("neighbour", (parent) => void new aws.sqs.Queue("neighbour", {}, { parent }));
service(
  "desk",
  { serviceConnectConfiguration: server("desk.local", "desk.local") },
  { dependsOn: [neighbour, users] },
);
clientOf("in-neighbour", { parent: neighbour });
