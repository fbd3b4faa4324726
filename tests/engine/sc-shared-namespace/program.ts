/** A namespace that another account shares: it goes by its ARN, for the own account's names are others. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const shared = "arn:aws:servicediscovery:eu-central-1:210987654321:namespace/ns-0123456789abcdef";
const own = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });

const users = service("users", { serviceConnectConfiguration: server("users.shared", shared) });
service("hasty", { serviceConnectConfiguration: client(shared) });
service("waiting", { serviceConnectConfiguration: client(shared) }, { dependsOn: [users] });

// The server of the own namespace is none of theirs, and the other way around.
const orders = service("orders", { serviceConnectConfiguration: server("orders.shop.local", own.arn) });
service("own", { serviceConnectConfiguration: client(own.arn) }, { dependsOn: [orders] });

// A name of this account, which may or may not be that of a namespace with that ARN.
service("by-name", { serviceConnectConfiguration: client("shared") });
service("by-name-waiting", { serviceConnectConfiguration: client("shared") }, { dependsOn: [users] });
