/** Each kind of edge between a client and its server, by the ways in which a server is made. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { client, Group, PackagedService, server, service } from "../programs";

// Servers are late: what does not wait for them begins long before, even inside packages, which take a while to start.
let late = new aws.sqs.Queue("late");
for (const turn of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
  late = new aws.sqs.Queue(`late-${turn}`, {}, { dependsOn: [late] });
}

function clientsOf({ arn }: aws.servicediscovery.HttpNamespace) {
  return (name: string, options: pulumi.ResourceOptions, tags: Record<string, pulumi.Input<string>> = {}) =>
    service(name, { serviceConnectConfiguration: client(arn), tags }, options);
}

function inComponents(name: string, levels: number, make: (parent: Group) => void, options = {}): Group {
  const inside = (parent: Group) =>
    levels > 1 ? void inComponents(`${name}-${levels}`, levels - 1, make, { parent }) : make(parent);
  return new Group(name, inside, options);
}

// A server of the program itself.
const plain = new aws.servicediscovery.HttpNamespace("plain", { name: "plain.local" });
const plainClient = clientsOf(plain);
const users = service(
  "users",
  { serviceConnectConfiguration: server("users.plain.local", plain.arn) },
  { dependsOn: [late] },
);
plainClient("depends-on", { dependsOn: [users] });
plainClient("depends-on-output", { dependsOn: pulumi.output([users]) });
plainClient("property", {}, { callee: users.name });
plainClient("secret-property", {}, { callee: pulumi.secret(users.urn) });
plainClient("text-property", {}, { callees: pulumi.jsonStringify([users.id]) });
const queue = new aws.sqs.Queue("queue", { tags: { callee: users.name } });
const parameter = new aws.ssm.Parameter("parameter", { type: "String", value: "on" }, { dependsOn: [queue] });
plainClient("chain", {}, { parameter: parameter.arn });
new Group("around", (parent) => void plainClient("in-component", { parent }), { dependsOn: [users] });
inComponents("deep", 3, (parent) => void plainClient("deep-in-components", { parent }), {
  dependsOn: [users],
});
new Group("transformed", (parent) => void plainClient("transformed", { parent }), {
  transformations: [
    ({ props, opts }) => ({ props, opts: pulumi.mergeOptions(opts, { dependsOn: [users] }) }),
  ],
});
plainClient("child", { parent: users });
inComponents("below", 2, (parent) => void plainClient("below-server", { parent }), { parent: users });
const after = new aws.Provider("after", { region: "eu-central-1" }, { dependsOn: [users] });
plainClient("provider", { provider: after });
new Group("provided", (parent) => void plainClient("provider-of-component", { parent }), {
  providers: [after],
});
new PackagedService("Client", "package-depends-on", { namespace: plain.arn }, { dependsOn: [users] });
new PackagedService("Client", "package-input", { namespace: plain.arn, callee: users.id });
new PackagedService("Client", "package-unused-input", { namespace: plain.arn, unused: users.id });

// One inside components of the program.
const nested = new aws.servicediscovery.HttpNamespace("nested", { name: "nested.local" });
const nestedClient = clientsOf(nested);
let orders: aws.ecs.Service | undefined;
const backend = inComponents("backend", 3, (parent) => {
  const serviceConnectConfiguration = server("orders.nested.local", nested.arn);
  orders = service("orders", { serviceConnectConfiguration }, { parent, dependsOn: [late] });
});
nestedClient("component", { dependsOn: [backend] });
inComponents("frontend", 3, (parent) => void nestedClient("component-of-component", { parent }), {
  dependsOn: backend,
});
nestedClient("property-from-component", {}, { callee: orders?.arn ?? "" });
const signal = new Group("signal", (parent) => {
  new aws.sqs.Queue("signal", {}, { parent, dependsOn: [backend] });
});
nestedClient("component-that-waits", { dependsOn: [signal] });
new PackagedService("Client", "package-component", { namespace: nested.arn }, { dependsOn: [backend] });

// One inside a component of a package, itself in one of the program.
const packed = new aws.servicediscovery.HttpNamespace("packed", { name: "packed.local" });
const packedClient = clientsOf(packed);
let prices: PackagedService | undefined;
const market = new Group("market", (parent) => {
  prices = new PackagedService("Server", "prices", { namespace: packed.arn }, { parent, dependsOn: [late] });
});
const pricesPackage = prices ?? [];
packedClient("package", { dependsOn: pricesPackage });
packedClient("package-output", {}, { callee: prices?.serviceName ?? "" });
packedClient("component-around-package", { dependsOn: [market] });
new Group("buyers", (parent) => void packedClient("component-package", { parent }), {
  dependsOn: pricesPackage,
});
const ready = new aws.sqs.Queue("ready", {}, { dependsOn: pricesPackage });
packedClient("chain-package", { dependsOn: [ready] });
packedClient("child-of-package", { parent: ready });
new PackagedService("Client", "package-package", { namespace: packed.arn }, { dependsOn: pricesPackage });
