/** What the policies about Service Connect say, word for word. */
import assert from "node:assert/strict";
import { messageOf } from "../../../support/cases";
import {
  callersAfterCallees,
  clientsAfterServers,
  clientsRedeploy,
  endpointsAreValid,
} from "../../../support/pack";
import { type Input, type Inputs, Stack } from "../../../support/stack";

type Service = { readonly [key: string]: Input };

const endpoint = (name: string): Service[] => [
  { portName: name, clientAlias: [{ dnsName: `${name}.shop.local`, port: 80 }] },
];
const connected = (services?: readonly Service[]): Inputs => ({
  serviceConnectConfiguration: { enabled: true, namespace: "shop.local", ...(services && { services }) },
});
const calling = (host: string) =>
  JSON.stringify([
    { name: "app", portMappings: [{ name: "orders" }, { name: "payments" }], command: [host] },
  ]);

describe("what ecs-service-connect-clients-after-servers says", () => {
  it("of a client and a server", async () => {
    const stack = new Stack();
    stack.service("users", connected(endpoint("users")));
    stack.service("storefront", connected());
    assert.equal(
      await messageOf(clientsAfterServers, stack, {}, "first preview"),
      `Client-only service \`storefront\` does not wait for client-server service \`users\` in a namespace made elsewhere: tasks that are deployed before it never learn the name, and their calls fail.
What fails: calls to \`users\` end with "could not resolve host" until \`storefront\` is deployed again; ECS shows both services as steady.
Why: ECS fixes the names that a task can resolve when its service is deployed, and nothing in this program makes \`storefront\` come second.
Change: make \`storefront\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options:
    { dependsOn: [users] }
Also set \`waitForSteadyState: true\` on \`users\`: the wait then lasts until its tasks run. Without it the wait ends as soon as AWS has the service: its name is there by then, but the first calls may find no task behind it.
To accept it: "exemptions": [{ "resource": "storefront", "finding": "client-without-server/users", "reason": "…" }] in the configuration of this policy.
Finding: client-without-server/users`,
    );
  });

  it("of a client that exists beside a server inside a component", async () => {
    const stack = new Stack();
    stack.service("users", connected(endpoint("users")), { parent: stack.component("back-end") });
    stack.service("storefront", connected());
    const said = await messageOf(clientsAfterServers, stack, { [clientsAfterServers]: { clients: "all" } });
    assert.match(said, /\n {4}\{ dependsOn: \[backEnd\] \}\n/);
    assert.match(said, /\n {4}forceNewDeployment: true,\n {4}triggers: \{ users: "a new value" \},\n/);
  });
});

describe("what ecs-service-connect-callers-after-callees says", () => {
  it("of two that call each other", async () => {
    const stack = new Stack();
    const task = (name: string, host: string) =>
      stack.taskDefinition(`${name}-task`, { containerDefinitions: calling(host) }).arn;
    const payments = stack.service("payments", {
      taskDefinition: task("payments", "orders.shop.local"),
      ...connected(endpoint("payments")),
    });
    stack.service(
      "orders",
      { taskDefinition: task("orders", "payments.shop.local"), ...connected(endpoint("orders")) },
      { dependsOn: [payments] },
    );
    assert.equal(
      await messageOf(callersAfterCallees, stack),
      `Service \`payments\` names \`orders\` in its containers and does not wait for it: tasks that are deployed before it never learn the name, and their calls fail.
What fails: calls to \`orders\` end with "could not resolve host" until \`payments\` is deployed again; ECS shows both as steady.
\`orders\` waits for \`payments\`: an edge in the other direction would be a cycle. Either remove what makes it wait, or deploy \`payments\` a second time once \`orders\` exists: in an update after this one, with a value in \`triggers\` that is new then:
    forceNewDeployment: true,
    triggers: { deployment: "2" },
This preview cannot see whether that was done: accept the finding in \`exemptions\` when it was.
To accept it: "exemptions": [{ "resource": "payments", "finding": "caller-without-callee/orders", "reason": "…" }] in the configuration of this policy.
Finding: caller-without-callee/orders`,
    );
  });
});

describe("what ecs-service-connect-clients-redeploy says", () => {
  it("of a client beside a new server", async () => {
    const stack = new Stack();
    const users = stack.service("users", connected(endpoint("users")));
    stack.service("storefront", connected(), { exists: true, dependsOn: [users] });
    assert.equal(
      await messageOf(clientsRedeploy, stack, {}, "first preview"),
      `Service \`storefront\` cannot reach \`users\`, new in a namespace made elsewhere: its tasks know only the names of its last deployment, and nothing in this preview is seen to deploy it again.
What fails: tasks that replace the present ones know no other names either. If it calls \`users\`, that fails with "could not resolve host"; \`dependsOn\` changes nothing for a service that exists.
Change: give it a new deployment after the new service, with these arguments:
    forceNewDeployment: true,
    triggers: { users: users.id },
Where it does not call what is new, set "servers": "referenced" for this policy.
To accept it: "exemptions": [{ "resource": "storefront", "finding": "new-server/users", "reason": "…" }] in the configuration of this policy.
Finding: new-server/users`,
    );
  });
});

describe("what ecs-service-connect-endpoints-are-valid says", () => {
  const message = (services: readonly Service[], containers = "[]") => {
    const stack = new Stack();
    stack.service("users", {
      taskDefinition: stack.taskDefinition("users-task", { containerDefinitions: containers }).arn,
      ...connected(services),
    });
    return messageOf(endpointsAreValid, stack);
  };

  it("of a port name", async () => {
    assert.equal(
      await message(endpoint("http"), JSON.stringify([{ name: "app", portMappings: [{ name: "web" }] }])),
      `Entry 1 of \`services\` of \`users\` has a \`portName\` that no port mapping of task definition \`users-task\` has for its \`name\`: AWS refuses the service.
What fails: AWS refuses the service: InvalidParameterException: portName(…) does not refer to any named PortMapping in the container definitions
Change: give the port mapping in \`users-task\` that \`name\`, or write its name in \`portName\`.
To accept it: "exemptions": [{ "resource": "users", "finding": "port-name/1", "reason": "…" }] in the configuration of this policy.
Finding: port-name/1`,
    );
  });

  it("nothing that a program says", async () => {
    const secret = "correct-horse-battery";
    const said = await message([
      { portName: `-${secret}`, clientAlias: [{ dnsName: `-${secret}`, port: 80 }] },
    ]).catch((error: Error) => error.message);
    assert.ok(said.includes("What fails"));
    assert.ok(!said.includes(secret));
  });
});
