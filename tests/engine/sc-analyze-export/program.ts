/** What is deployed, of which some values are secrets: an exported state does not tell them. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { client, server, service, taskDefinition } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const users = service("users", { serviceConnectConfiguration: server("users.shop.local", namespace.arn) });

const calling = (name: string, value: pulumi.Input<string>) =>
  taskDefinition(name, { secrets: [], container: { environment: [{ name: "USERS", value }] } }).arn;

const serviceConnectConfiguration = client(namespace.arn);
service("hasty", {
  taskDefinition: calling("hasty", "http://users.shop.local:8080"),
  serviceConnectConfiguration,
});
service("hasty-idle", { taskDefinition: calling("hasty-idle", "nobody"), serviceConnectConfiguration });
service("waiting", { serviceConnectConfiguration }, { dependsOn: [users] });
// Its containers hold a secret, and so does all of their text.
service("hasty-secret", {
  taskDefinition: calling("hasty-secret", pulumi.secret("http://users.shop.local:8080")),
  serviceConnectConfiguration,
});
// Its namespace is one.
service("hasty-in-secret", {
  taskDefinition: calling("hasty-in-secret", "nobody"),
  serviceConnectConfiguration: client(pulumi.secret(namespace.arn)),
});
