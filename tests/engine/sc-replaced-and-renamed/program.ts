/** A server that is replaced, renamed, moved or removed, beside a client that waits and one that does not. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { client, server, service, variant } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const configuration = { serviceConnectConfiguration: server("users.shop.local", namespace.arn) };

function users(): aws.ecs.Service[] {
  switch (variant) {
    case "removed":
      return [];
    case "replaced":
      return [service("users", { ...configuration, launchType: "EC2" })];
    case "renamed":
      return [service("accounts", configuration, { aliases: [{ name: "users" }] })];
    case "moved":
      return [moved()];
    default:
      return [service("users", configuration)];
  }
}

/** Into a component. */
function moved(): aws.ecs.Service {
  const parent = new pulumi.ComponentResource("test:index:Group", "backend");
  return service("users", configuration, {
    parent,
    aliases: [{ parent: pulumi.rootStackResource }],
  });
}

const dependsOn = users();
const serviceConnectConfiguration = client(namespace.arn);
service("waiting", { serviceConnectConfiguration }, { dependsOn });
service("hasty", { serviceConnectConfiguration });
