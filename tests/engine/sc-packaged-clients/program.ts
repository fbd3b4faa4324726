/** Clients inside components of a package, and servers in the program and in a package. */
import * as aws from "@pulumi/aws";
import { PackagedService, server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const args = { namespace: namespace.arn };
const users = service("users", { serviceConnectConfiguration: server("users.shop.local", namespace.arn) });
const prices = new PackagedService("Server", "prices", args, { dependsOn: [users] });

// They wait: each for the later of the two servers.
new PackagedService("Client", "waiting", args, { dependsOn: [prices] });
new PackagedService("Client", "told", { ...args, callee: prices.serviceName });
new PackagedService("Client", "told-in-vain", { ...args, unused: prices.serviceName });

// They wait for none, or for the first one only.
new PackagedService("Client", "hasty", args);
new PackagedService("Client", "half", args, { dependsOn: [users] });
