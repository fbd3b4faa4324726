/** Service Connect without a client-only service, and services without Service Connect. */
import * as aws from "@pulumi/aws";
import { server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const cluster = new aws.ecs.Cluster("shop", { serviceConnectDefaults: { namespace: namespace.arn } });
service("users", { cluster: cluster.arn, serviceConnectConfiguration: server("users.shop.local") });
service("orders", { cluster: cluster.arn, serviceConnectConfiguration: server("orders.shop.local") });
service("worker", { cluster: cluster.arn });
service("off", { cluster: cluster.arn, serviceConnectConfiguration: { enabled: false } });
