/** The server waits for its client: the edge that is missing would close a cycle. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const storefront = service("storefront", { serviceConnectConfiguration: client(namespace.arn) });
service(
  "users",
  { serviceConnectConfiguration: server("users.shop.local", namespace.arn) },
  { dependsOn: [storefront] },
);
