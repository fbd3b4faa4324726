/** Clients that call one of two servers, and wait for none, for that one, or for the other. */
import * as aws from "@pulumi/aws";
import { client, server, service, taskDefinition } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const offered = (name: string) =>
  service(name, { serviceConnectConfiguration: server(`${name}.shop.local`, namespace.arn) });
const users = offered("users");
const orders = offered("orders");
const calling = taskDefinition("calling", {
  secrets: [],
  container: { environment: [{ name: "USERS", value: "http://users.shop.local:8080" }] },
}).arn;

const waits = { hasty: [], exact: [users], mistaken: [orders] };
for (const [name, dependsOn] of Object.entries(waits)) {
  const args = { taskDefinition: calling, serviceConnectConfiguration: client(namespace.arn) };
  service(name, args, { dependsOn });
}
