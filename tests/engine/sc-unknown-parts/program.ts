/** What a service is, how large, or where, comes from outputs that the first preview does not know. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { client, server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const queue = new aws.sqs.Queue("queue");
const users = service("users", { serviceConnectConfiguration: server("users.shop.local", namespace.arn) });

// Its list of services is an output: it may be a client or a server.
service("perhaps", {
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: queue.arn.apply((arn) => (arn ? [] : [])),
  },
});
// How many tasks it runs is an output: it may be none.
service("counted", {
  serviceConnectConfiguration: client(namespace.arn),
  desiredCount: queue.arn.apply((arn) => (arn ? 1 : 0)),
});
// Its namespace is an output of something that is none.
service("somewhere", { serviceConnectConfiguration: client(pulumi.interpolate`${queue.id}`) });
// The same, and it waits for every server there is.
service(
  "somewhere-patient",
  { serviceConnectConfiguration: client(pulumi.interpolate`${queue.id}`) },
  { dependsOn: [users] },
);
