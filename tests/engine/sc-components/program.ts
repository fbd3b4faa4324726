/** Server and client each inside components; the variant `cured` makes one component wait for the other. */
import * as aws from "@pulumi/aws";
import { client, Group, server, service, variant } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const backend = new Group("backend", (parent) => {
  service("users", { serviceConnectConfiguration: server("users.shop.local", namespace.arn) }, { parent });
});
new Group(
  "frontend",
  (parent) => {
    service("storefront", { serviceConnectConfiguration: client(namespace.arn) }, { parent });
  },
  variant === "cured" ? { dependsOn: [backend] } : {},
);
