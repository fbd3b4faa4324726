/** Clients that are deployed; then a server joins them, in the variants from `joined` on. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { client, server, service, taskDefinition, variant } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const orders = service("orders", { serviceConnectConfiguration: server("orders.shop.local", namespace.arn) });
const users =
  variant === "joined"
    ? service("users", { serviceConnectConfiguration: server("users.shop.local", namespace.arn) })
    : undefined;
const callees = users ? [orders, users] : [orders];

function revisionFor(name: string, callee: string): pulumi.Output<string> {
  const environment = [{ name: "CALLEE", value: callee }];
  const portMappings = [{ name, containerPort: 8080 }];
  return taskDefinition(name, { secrets: [], container: { environment, portMappings } }).arn;
}

// Servers themselves, of which one has known the new one's name before it was there.
function serverOf(name: string, definition: pulumi.Input<string>): aws.ecs.Service {
  const serviceConnectConfiguration = server(`${name}.shop.local`, namespace.arn);
  return service(name, { taskDefinition: definition, serviceConnectConfiguration }, { dependsOn: callees });
}
const silent = serverOf("silent-server", revisionFor("silent-server", "http://orders.shop.local"));
const calling = serverOf("calling-server", revisionFor("calling-server", "http://users.shop.local"));

function clientOf(name: string, args: Partial<aws.ecs.ServiceArgs> = {}, ignoreChanges?: string[]): void {
  const dependsOn = [...callees, silent, calling];
  const serviceConnectConfiguration = client(namespace.arn);
  service(name, { serviceConnectConfiguration, ...args }, { dependsOn, ignoreChanges });
}

// Nothing gives them a new deployment.
clientOf("waiting");
clientOf("unforced", { triggers: { users: users?.id ?? "" } });
clientOf("scaled", { desiredCount: users ? 4 : 2, tags: { users: users?.id ?? "" } });
clientOf("ignoring", { taskDefinition: revisionFor("ignoring", users ? "users.shop.local" : "") }, [
  "taskDefinition",
]);
// These get one.
clientOf("triggered", { forceNewDeployment: true, triggers: { users: users?.id ?? "" } });
clientOf("revised", { taskDefinition: revisionFor("revised", users ? "users.shop.local" : "") });
clientOf("replaced", { launchType: users ? "EC2" : "FARGATE" });
// Whether anything about them is another than before does not show.
clientOf("forced", { forceNewDeployment: true });
clientOf("numbered", { forceNewDeployment: true, triggers: { deployment: users ? "2" : "1" } });
// By their containers they call one server only, which in one case is the new one.
clientOf("old-caller", { taskDefinition: revisionFor("old-caller", "http://orders.shop.local") });
clientOf("new-caller", { taskDefinition: revisionFor("new-caller", "http://users.shop.local") });
