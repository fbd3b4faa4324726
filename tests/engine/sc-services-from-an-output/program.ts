/** Parts of a Service Connect configuration come from outputs that the first preview does not know. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const { arn } = namespace;
const queue = new aws.sqs.Queue("queue");

// The list as a whole, or all there is: perhaps a server, perhaps a client.
const { services } = server("users.shop.local");
service("users", {
  serviceConnectConfiguration: { ...client(arn), services: queue.arn.apply(() => services) },
});
service("orders", {
  serviceConnectConfiguration: queue.arn.apply(() => ({
    ...client("shop.local"),
    services: [{ portName: "orders", clientAlias: [{ dnsName: "orders.shop.local", port: 8080 }] }],
  })),
});
service("off", {
  serviceConnectConfiguration: { ...client(arn), enabled: queue.arn.apply((text) => text === "") },
});
// Only what is in the list: a server for certain.
const portName = queue.name.apply(() => "prices");
service("prices", {
  serviceConnectConfiguration: {
    ...client(arn),
    services: [
      { portName, clientAlias: [{ dnsName: queue.arn.apply(() => "prices.shop.local"), port: 8080 }] },
    ],
  },
});

service("storefront", { serviceConnectConfiguration: client(arn) });
