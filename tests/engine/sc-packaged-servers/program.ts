/** Servers inside components of a package, one with a namespace of its own, and clients in the program. */
import * as aws from "@pulumi/aws";
import { client, Group, PackagedService, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const users = new PackagedService("Server", "users", { namespace: namespace.arn });
const market = new PackagedService("Server", "market", {});

// They wait for the component, or for what it returns.
const serviceConnectConfiguration = client(namespace.arn);
service("waiting", { serviceConnectConfiguration }, { dependsOn: [users] });
service("told", { serviceConnectConfiguration, tags: { callee: users.serviceName } });
// Whoever takes the namespace from the component waits for all that is inside.
service("buyer", { serviceConnectConfiguration: client(market.namespaceArn) });

// They do not.
service("hasty", { serviceConnectConfiguration });
new Group("frontend", (parent) => void service("inside", { serviceConnectConfiguration }, { parent }), {
  dependsOn: [market],
});
service("by-name", { serviceConnectConfiguration: client("market.local") });
