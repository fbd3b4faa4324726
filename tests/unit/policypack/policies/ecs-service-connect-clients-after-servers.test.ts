import { type Case, testCases } from "../../../support/cases";
import {
  clientsAfterServers,
  clientsRedeploy,
  endpointsAreValid,
  type Json,
  type PackConfig,
  servicesAfterPrerequisites,
  undetermined,
} from "../../../support/pack";
import {
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  losingEdges,
  type Options,
  type Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service";
const clientWithout = (servers = ["api"], client = `${service}::web`) =>
  `mandatory ${clientsAfterServers} ${servers.map((name) => `client-without-server/${name}`).join(",")} ${client}`;
const listed = (id: string, client = "web") => `advisory ${undetermined} ${id} ${service}::${client}`;

const invalid = (id: string, name: string) => `mandatory ${endpointsAreValid} ${id} ${service}::${name}`;

/** Service Connect of a client-only service. */
function client(namespace?: Input) {
  return { enabled: true, ...(namespace !== undefined && { namespace }) };
}

/** Service Connect of a client-server service. */
function server(namespace?: Input, alias: Input = [{ dnsName: "user-api.service-connect.me", port: 8080 }]) {
  return { ...client(namespace), services: [{ portName: "http", clientAlias: alias }] };
}

/** Service Connect of another one beside it, with names of its own. */
function another(name: string, namespace?: Input) {
  return { ...client(namespace), services: [{ portName: name, clientAlias: [{ dnsName: name, port: 80 }] }] };
}

interface Surroundings {
  readonly stack: Stack;
  readonly namespace: Handle;
}

/** What a case changes in the incident: a gateway that does not wait for the service that it calls. */
interface Edit {
  readonly server?: (around: Surroundings) => Inputs;
  readonly serverOptions?: Options;
  readonly client?: (around: Surroundings & { server: Handle }) => Inputs;
  readonly clientOptions?: (around: Surroundings & { server: Handle }) => Options;
  readonly also?: (around: Surroundings & { server: Handle; client: Handle }) => void;
}

function incident(edit: Edit = {}): (stack: Stack) => void {
  return (stack) => {
    const around = { stack, namespace: stack.namespace("shop") };
    const api = stack.service(
      "api",
      { serviceConnectConfiguration: server(around.namespace.arn), ...edit.server?.(around) },
      edit.serverOptions,
    );
    const beside = { ...around, server: api };
    const web = stack.service(
      "web",
      { serviceConnectConfiguration: client(around.namespace.arn), ...edit.client?.(beside) },
      edit.clientOptions?.(beside),
    );
    edit.also?.({ ...beside, client: web });
  };
}

const found = (it: string, edit: Edit = {}, more: Partial<Case> = {}): Case => ({
  it,
  program: incident(edit),
  finds: [clientWithout()],
  ...more,
});
const passes = (it: string, edit: Edit, more: Partial<Case> = {}): Case => ({
  it,
  program: incident(edit),
  ...more,
});

/** What the policy demands at most, so that a case shows what is a server, a client and a wait. */
const strict = { servers: "all", clients: "all" } as const;

function testStrictly(cases: readonly Case[]): void {
  testCases(
    cases.map((tested) => {
      const own = tested.config?.[clientsAfterServers];
      const isLevel = typeof own === "string";
      return isLevel
        ? tested
        : { ...tested, config: { ...tested.config, [clientsAfterServers]: { ...strict, ...own } } };
    }),
  );
}

/** The incident with a Service Connect configuration of one's own choice for each of the two. */
const configured = (
  onServer: (around: Surroundings) => Input,
  onClient: (around: Surroundings) => Input,
): Edit => ({
  server: (around) => ({ serviceConnectConfiguration: onServer(around) }),
  client: (around) => ({ serviceConnectConfiguration: onClient(around) }),
});

describe("ecs-service-connect-clients-after-servers", () => {
  describe("what makes a client wait", () => {
    testStrictly([
      found(
        "finds a client that waits for the namespace only",
        {},
        {
          says: [/\{ dependsOn: \[api\] \}/, /waitForSteadyState: true/, /in namespace `shop\.local`/],
        },
      ),
      passes("passes `dependsOn`", { clientOptions: ({ server }) => ({ dependsOn: [server] }) }),
      passes("passes a property made from the server", {
        client: ({ server }) => ({ triggers: { api: server.id } }),
      }),
      passes("passes a way through other resources", {
        clientOptions: ({ stack, server }) => {
          const deployed = stack.custom("command:local:Command", "smoke", {}, { dependsOn: [server] });
          const checked = stack.custom("command:local:Command", "check", { after: deployed.id });
          return { dependsOn: [checked] };
        },
      }),
      passes("passes a child of the server", { clientOptions: ({ server }) => ({ parent: server }) }),
      passes(
        "passes a component that waits with the client inside",
        {
          clientOptions: ({ stack, server }) => ({
            parent: stack.component("front", { parent: stack.component("edge", { dependsOn: [server] }) }),
          }),
        },
        {},
      ),
      {
        it: "passes `dependsOn` of a component of the program around the server",
        program: (stack) => {
          const back = stack.component("back");
          incident({
            serverOptions: { parent: stack.component("inner", { parent: back }) },
            clientOptions: () => ({ dependsOn: [back] }),
          })(stack);
        },
      },
      {
        it: "passes `dependsOn` of a packaged component around the server",
        program: (stack) => {
          const back = stack.component("back", { packaged: true });
          incident({ serverOptions: { parent: back }, clientOptions: () => ({ dependsOn: [back] }) })(stack);
        },
      },
      {
        it: "passes a property made from a packaged component around the server",
        program: (stack) => {
          const back = stack.component("back", { packaged: true });
          incident({
            serverOptions: { parent: back },
            client: ({ server }) => ({ triggers: { api: back.passes(server.id) } }),
          })(stack);
        },
      },
      {
        it: "finds a client beside the server in a component that waits for neither",
        program: (stack) => {
          const back = stack.component("back");
          incident({ serverOptions: { parent: back }, clientOptions: () => ({ parent: back }) })(stack);
        },
        finds: [clientWithout(["api"], `test:index:Group$${service}::web`)],
        says: [/^(?![\s\S]*around it)[\s\S]*dependsOn: \[api\]/],
      },
      {
        it: "finds a client that waits for another component, and names the one around the server",
        program: (stack) => {
          const back = stack.component("back-end");
          incident({
            serverOptions: { parent: back },
            clientOptions: () => ({ dependsOn: [stack.component("empty")] }),
          })(stack);
        },
        finds: [clientWithout()],
        says: [/dependsOn: \[backEnd\]/],
      },
      {
        it: "finds a client that waits for what the server waits for",
        program: (stack) => {
          const network = stack.custom("aws:ec2/vpc:Vpc", "network", {});
          incident({
            serverOptions: { dependsOn: [network] },
            clientOptions: () => ({ dependsOn: [network] }),
          })(stack);
        },
        finds: [clientWithout()],
      },
      found(
        "offers no edge that would be a cycle",
        {
          also: ({ stack, client: web, namespace }) =>
            stack.service(
              "late",
              { serviceConnectConfiguration: another("late", namespace.arn) },
              { dependsOn: [web] },
            ),
          clientOptions: ({ server: api }) => ({ dependsOn: [api] }),
        },
        {
          finds: [clientWithout(["late"])],
          says: [/`late` waits for `web`, so an edge in the other direction would be a cycle/],
        },
      ),
    ]);
  });

  describe("one finding for each client", () => {
    testStrictly([
      found(
        "names all servers that it does not wait for",
        {
          also: ({ stack, namespace }) =>
            stack.service("orders", { serviceConnectConfiguration: another("orders", namespace.arn) }),
        },
        { finds: [clientWithout(["api", "orders"])], says: [/dependsOn: \[api, orders\]/] },
      ),
      found(
        "names none that it waits for",
        {
          clientOptions: ({ server: api }) => ({ dependsOn: [api] }),
          also: ({ stack, namespace }) =>
            stack.service("orders", { serviceConnectConfiguration: another("orders", namespace.arn) }),
        },
        { finds: [clientWithout(["orders"])] },
      ),
      found(
        "is made apart of what is presumed",
        {
          client: ({ stack, namespace }) => ({
            serviceConnectConfiguration: client(namespace.arn),
            taskDefinition: stack.taskDefinition("web-task", {
              containerDefinitions: JSON.stringify([
                { name: "app", environment: [{ name: "ORDERS", value: "http://orders:80" }] },
              ]),
            }).arn,
          }),
          also: ({ stack }) =>
            stack.service("orders", { cluster: "main", serviceConnectConfiguration: another("orders") }),
        },
        {
          finds: [clientWithout(), `${clientWithout(["orders"])} presumed`],
          // No cluster made elsewhere has a namespace that is about to be made for its default.
          findsAtFirst: [clientWithout()],
        },
      ),
      found(
        "is made for each client",
        {
          also: ({ stack, namespace }) =>
            stack.service("jobs", { serviceConnectConfiguration: client(namespace.arn) }),
        },
        { finds: [clientWithout(), clientWithout(["api"], `${service}::jobs`)] },
      ),
    ]);
  });

  describe("what a service is in Service Connect", () => {
    const alone = { finds: [listed("no-server")] };
    const flag = (stack: Stack) =>
      stack.custom(
        "random:index/randomShuffle:RandomShuffle",
        "flags",
        {},
        {},
        {
          computed: {
            enabled: true,
            services: [{ portName: "web" }],
            configuration: { enabled: true },
            host: "api",
          },
        },
      );
    testStrictly([
      found("takes an empty list of services for none", {
        client: ({ namespace }) => ({
          serviceConnectConfiguration: { ...client(namespace.arn), services: [] },
        }),
      }),
      found("takes the text `true` for true", {
        client: ({ namespace }) => ({
          serviceConnectConfiguration: { enabled: "true", namespace: namespace.arn },
        }),
      }),
      passes("passes a client that is not enabled", {
        client: ({ namespace }) => ({
          serviceConnectConfiguration: { enabled: false, namespace: namespace.arn },
        }),
      }),
      passes("passes a service without Service Connect", {
        client: () => ({ serviceConnectConfiguration: undefined }),
      }),
      passes("passes two client-server services", {
        client: ({ namespace }) => ({ serviceConnectConfiguration: another("web", namespace.arn) }),
      }),
      found(
        "lists a client whose only server is not enabled",
        {
          server: ({ namespace }) => ({
            serviceConnectConfiguration: { ...server(namespace.arn), enabled: false },
          }),
        },
        alone,
      ),
      found(
        "lists a client without servers",
        { server: () => ({ serviceConnectConfiguration: undefined }) },
        alone,
      ),
      found(
        "lists a service that may not be enabled",
        {
          client: ({ stack, namespace }) => ({
            serviceConnectConfiguration: { enabled: flag(stack).output("enabled"), namespace: namespace.arn },
          }),
        },
        { findsAtFirst: [listed("part-unknown")] },
      ),
      passes(
        "lists a service that may be a client or a server",
        {
          client: ({ stack, namespace }) => ({
            serviceConnectConfiguration: {
              ...client(namespace.arn),
              services: flag(stack).output("services"),
            },
          }),
        },
        { findsAtFirst: [listed("part-unknown")] },
      ),
      passes(
        "lists a service whose configuration is not known",
        {
          client: ({ stack }) => ({ serviceConnectConfiguration: flag(stack).output("configuration") }),
        },
        {
          // Its cluster has no default namespace that this stack knows.
          finds: [listed("server-unclear/api")],
          findsAtFirst: [listed("part-unknown")],
        },
      ),
      found(
        "lists a server that may be a client",
        {
          server: ({ stack, namespace }) => ({
            serviceConnectConfiguration: {
              ...client(namespace.arn),
              services: flag(stack).output("services"),
            },
          }),
        },
        { findsAtFirst: [listed("part-unknown", "api"), listed("server-unclear/api")] },
      ),
      found("takes a service with an unknown alias for a server", {
        server: ({ stack, namespace }) => ({
          serviceConnectConfiguration: server(namespace.arn, [
            { dnsName: flag(stack).output("host"), port: 80 },
          ]),
        }),
      }),
      passes(
        "lists services that are no list",
        {
          client: ({ namespace }) => ({
            serviceConnectConfiguration: { ...client(namespace.arn), services: "http" },
          }),
        },
        { finds: [listed("part-unknown")] },
      ),
      found(
        "lists a client that runs no tasks",
        { client: () => ({ desiredCount: 0 }) },
        { finds: [listed("no-tasks")] },
      ),
      found(
        "presumes, where it is not known whether a client runs tasks",
        {
          client: ({ stack, namespace }) => ({
            serviceConnectConfiguration: client(namespace.arn),
            desiredCount: stack
              .custom("test:index:Count", "count", {}, {}, { computed: { id: "count", number: 2 } })
              .output("number"),
          }),
        },
        { findsAtFirst: [`${clientWithout()} presumed`] },
      ),
      found(
        "lists once a client that runs no tasks beside what may be a server",
        {
          client: () => ({ desiredCount: 0 }),
          server: ({ stack, namespace }) => ({
            serviceConnectConfiguration: {
              ...server(namespace.arn),
              services: flag(stack).output("services"),
            },
          }),
        },
        { finds: [listed("no-tasks")], findsAtFirst: [listed("part-unknown", "api"), listed("no-tasks")] },
      ),
      passes("passes a client that runs none and waits", {
        client: () => ({ desiredCount: 0 }),
        clientOptions: ({ server: api }) => ({ dependsOn: [api] }),
      }),
      found(
        "says that a client that exists needs a new deployment",
        {
          client: ({ namespace }) => ({ serviceConnectConfiguration: client(namespace.name) }),
          clientOptions: () => ({ exists: true }),
        },
        {
          findsAtFirst: [clientWithout(), `advisory ${clientsRedeploy} new-server/api ${service}::web`],
          says: [
            /`web` is deployed already: `dependsOn` alone changes nothing.*\n {4}forceNewDeployment: true,\n {4}triggers: \{ api: api\.id \},$/m,
          ],
        },
      ),
    ]);
  });

  describe("which services are in one namespace", () => {
    const literal = "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-elsewhere";
    const other = (stack: Stack) => stack.namespace("other");
    testStrictly([
      found(
        "the same by ARN and by name of its resource",
        configured(
          ({ namespace }) => server(namespace.arn),
          ({ namespace }) => client(namespace.name),
        ),
      ),
      found(
        "the same by ARN and by its name as text",
        configured(
          ({ namespace }) => server(namespace.arn),
          () => client("shop.local"),
        ),
        {
          findsAtFirst: [
            clientWithout(),
            `mandatory ${servicesAfterPrerequisites} namespace-not-awaited/shop aws:ecs/service:Service::web`,
          ],
        },
      ),
      found(
        "the same by equal ARNs as text",
        configured(
          () => server(literal),
          () => client(literal),
        ),
      ),
      found(
        "the same by equal names as text",
        configured(
          () => server("elsewhere"),
          () => client("elsewhere"),
        ),
      ),
      found(
        "the same out of one StackReference",
        configured(
          () => server(fromElsewhere(literal)),
          () => client(fromElsewhere(literal)),
        ),
      ),
      passes(
        "not two of the stack",
        configured(
          ({ namespace }) => server(namespace.arn),
          ({ stack }) => client(other(stack).arn),
        ),
        { finds: [listed("no-server")] },
      ),
      passes(
        "not two ARNs",
        configured(
          () => server(literal),
          () => client(`${literal}2`),
        ),
        {
          finds: [listed("no-server")],
        },
      ),
      passes(
        "not two names",
        configured(
          () => server("one"),
          () => client("two"),
        ),
        { finds: [listed("no-server")] },
      ),
      passes(
        "not an ARN as text and a namespace that this stack makes",
        configured(
          ({ namespace }) => server(namespace.arn),
          () => client(literal),
        ),
        { finds: [listed("no-server")] },
      ),
      {
        it: "presumably an ARN and a name, where the client's containers name the server",
        program: (stack) => {
          const definition = stack.taskDefinition("web-task", {
            containerDefinitions: JSON.stringify([
              {
                name: "app",
                environment: [{ name: "API", value: "http://user-api.service-connect.me:8080" }],
              },
            ]),
          });
          stack.service("api", { serviceConnectConfiguration: server(literal) });
          stack.service("web", {
            taskDefinition: definition.arn,
            serviceConnectConfiguration: client("elsewhere"),
          });
        },
        finds: [`${clientWithout()} presumed`],
      },
      passes(
        "perhaps an ARN and a name",
        configured(
          () => server(literal),
          () => client("elsewhere"),
        ),
        {
          finds: [listed("server-unclear/api")],
          says: [/whether the two are in one namespace cannot be told/],
        },
      ),
      passes(
        "perhaps one that is not known",
        configured(
          ({ namespace }) => server(namespace.arn),
          ({ namespace }) => client(losingEdges(namespace.arn)),
        ),
        { finds: [clientWithout()], findsAtFirst: [listed("namespace-unknown")] },
      ),
      passes("perhaps one that is not known, but is waited for", {
        ...configured(
          ({ namespace }) => server(namespace.arn),
          ({ namespace }) => client(losingEdges(namespace.arn)),
        ),
        clientOptions: ({ server: api }) => ({ dependsOn: [api] }),
      }),
      {
        it: "not equal names in two Regions",
        program: (stack) => {
          const provider = stack.provider("us", { region: "us-east-1" });
          stack.service("api", { serviceConnectConfiguration: server("shop") });
          stack.service("web", { serviceConnectConfiguration: client("shop") }, { provider });
        },
        finds: [listed("no-server")],
      },
      {
        it: "perhaps equal names where a provider's Region is not known",
        program: (stack) => {
          const provider = stack.provider("other", {});
          stack.service("api", { serviceConnectConfiguration: server("shop") });
          stack.service("web", { serviceConnectConfiguration: client("shop") }, { provider });
        },
        findsAtFirst: [listed("server-unclear/api")],
        // AWS has told by then in which Region the service is, and another provider may mean another account.
        finds: [listed("server-unclear/api")],
      },
      {
        it: "the one that a packaged component makes",
        program: (stack) => {
          const platform = stack.component("platform", { packaged: true });
          const namespace = stack.namespace("shop", {}, { parent: platform });
          stack.service("api", { serviceConnectConfiguration: server(platform.passes(namespace.arn)) });
          stack.service("web", { serviceConnectConfiguration: client(platform.passes(namespace.arn)) });
        },
        finds: [clientWithout()],
        findsAtFirst: [`${clientWithout()} presumed`],
      },
      {
        it: "perhaps one of two that a packaged component makes",
        program: (stack) => {
          const platform = stack.component("platform", { packaged: true });
          const namespace = stack.namespace("shop", {}, { parent: platform });
          stack.namespace("second", {}, { parent: platform });
          stack.service("api", { serviceConnectConfiguration: server(namespace.arn) });
          stack.service("web", { serviceConnectConfiguration: client(platform.passes(namespace.arn)) });
        },
        finds: [clientWithout()],
        findsAtFirst: [listed("namespace-unknown")],
      },
    ]);
  });

  describe("two environments in one stack", () => {
    const environment = (host = "http://api:80"): string =>
      JSON.stringify([{ name: "app", environment: [{ name: "API", value: host }] }]);
    const api = (namespace?: Input) => server(namespace, [{ dnsName: "api", port: 80 }]);
    const pair = (
      stack: Stack,
      name: string,
      of: { namespace?: Input; cluster?: Input; options?: Options; waits?: boolean },
    ): void => {
      const { namespace, cluster, options = {}, waits = true } = of;
      const made = stack.service(
        `api-${name}`,
        { serviceConnectConfiguration: api(namespace), cluster },
        options,
      );
      stack.service(
        `web-${name}`,
        {
          cluster,
          serviceConnectConfiguration: client(namespace),
          taskDefinition: stack.taskDefinition(`web-task-${name}`, { containerDefinitions: environment() })
            .arn,
        },
        { ...options, dependsOn: waits ? [made] : [] },
      );
    };
    testStrictly([
      {
        it: "passes clusters made elsewhere, each with a server of the same name",
        program: (stack) => {
          for (const name of ["staging", "prod"]) pair(stack, name, { cluster: name });
        },
      },
      {
        it: "passes two accounts, each with a server of the same name",
        program: (stack) => {
          for (const name of ["dev", "prod"])
            pair(stack, name, {
              namespace: "shop",
              options: { provider: stack.provider(name, { region: "eu-central-1" }) },
            });
        },
      },
      {
        it: "finds the client that does not wait for its own",
        program: (stack) => {
          pair(stack, "staging", { cluster: "staging" });
          pair(stack, "prod", { cluster: "prod", waits: false });
        },
        finds: [clientWithout(["api-prod"], `${service}::web-prod`)],
      },
      {
        it: "lists another's server where the client may call its own, whose name is not known",
        program: (stack) => {
          const name = stack.custom(
            "test:index:Name",
            "api-name",
            {},
            {},
            { computed: { id: "x", text: "api" } },
          );
          const services = [{ portName: "http", clientAlias: [{ dnsName: name.output("text"), port: 80 }] }];
          const configuration = { enabled: true, services };
          stack.service("api-prod", { cluster: "prod", serviceConnectConfiguration: configuration });
          pair(stack, "staging", { cluster: "staging" });
          stack.service("web-prod", {
            cluster: "prod",
            serviceConnectConfiguration: client(),
            taskDefinition: stack.taskDefinition("web-task-prod", { containerDefinitions: environment() })
              .arn,
          });
        },
        finds: [clientWithout(["api-prod"], `${service}::web-prod`)],
        findsAtFirst: [
          clientWithout(["api-prod"], `${service}::web-prod`),
          listed("server-unclear/api-staging", "web-prod"),
          listed("server-unclear/api-prod", "web-staging"),
        ],
      },
      {
        it: "tells two namespaces of one name apart by their edges",
        program: (stack) => {
          for (const name of ["blue", "green"]) {
            const namespace = stack.namespace(name, { name: "shop.local" });
            pair(stack, name, { namespace: namespace.name });
          }
        },
      },
      {
        it: "finds a cluster of the stack by its name from another provider",
        program: (stack) => {
          const namespace = stack.namespace("shop");
          const main = stack.cluster("main", { serviceConnectDefaults: { namespace: namespace.arn } });
          stack.service("api", { serviceConnectConfiguration: server(namespace.arn) });
          stack.service(
            "web",
            { cluster: main.name, serviceConnectConfiguration: client() },
            { provider: stack.provider("tagging", { region: "eu-central-1" }) },
          );
        },
        finds: [clientWithout()],
      },
      {
        it: "finds the cluster of the stack that is called default",
        program: (stack) => {
          const namespace = stack.namespace("shop");
          stack.cluster("main", { name: "default", serviceConnectDefaults: { namespace: namespace.arn } });
          stack.service("api", { serviceConnectConfiguration: server(namespace.arn) });
          stack.service("web", { serviceConnectConfiguration: client() });
        },
        finds: [clientWithout()],
      },
    ]);
  });

  describe("a provider that is not configured before the update", () => {
    testStrictly([
      {
        it: "hides no service",
        program: (stack) => {
          const unconfigured = { unconfigured: true };
          stack.service("api", { serviceConnectConfiguration: server("shop") }, unconfigured);
          stack.service("web", { serviceConnectConfiguration: client("shop") }, unconfigured);
        },
        finds: [clientWithout()],
      },
    ]);
  });

  describe("the advice where components hold servers and clients", () => {
    const components = (stack: Stack) => {
      const namespace = stack.namespace("shop").arn;
      for (const name of ["a", "b"]) {
        const parent = stack.component(name);
        stack.service(
          `${name}-api`,
          { serviceConnectConfiguration: another(`${name}-api`, namespace) },
          { parent },
        );
        stack.service(`${name}-worker`, { serviceConnectConfiguration: client(namespace) }, { parent });
      }
    };
    testStrictly([
      {
        it: "names the servers, for the components would wait for each other",
        program: components,
        finds: ["a", "b"].map((name) =>
          clientWithout(["a-api", "b-api"], `test:index:Group$${service}::${name}-worker`),
        ),
        says: [
          /`a-worker` wait[\s\S]*dependsOn: \[aApi, b\.bApi\] \}\nTo wait for all of component `b` would not do: let it give out service `b-api` as a property\.$/m,
        ],
      },
      {
        it: "names a server beside which something waits for the client",
        program: (stack) => {
          const namespace = stack.namespace("shop").arn;
          const back = stack.component("back");
          stack.service("api", { serviceConnectConfiguration: server(namespace) }, { parent: back });
          const web = stack.service("web", { serviceConnectConfiguration: client(namespace) });
          stack.custom("aws:sqs/queue:Queue", "queue", {}, { parent: back, dependsOn: [web] });
        },
        finds: [clientWithout()],
        says: [/dependsOn: \[back\.api\]/],
      },
      {
        it: "names a server that is the child of a custom resource in a component, which is not waited for with it",
        program: (stack) => {
          const namespace = stack.namespace("shop").arn;
          const above = stack.component("above");
          const gate = stack.custom("aws:sqs/queue:Queue", "gate", {}, { parent: above });
          stack.service("api", { serviceConnectConfiguration: server(namespace) }, { parent: gate });
          stack.service("web", { serviceConnectConfiguration: client(namespace) });
        },
        finds: [clientWithout()],
        says: [/dependsOn: \[above\.api\]/],
      },
      {
        it: "says that a value without edges may hide a wait",
        program: (stack) => {
          const namespace = stack.namespace("shop").name;
          const api = stack.service("api", { serviceConnectConfiguration: server(namespace) });
          stack.service("web", {
            serviceConnectConfiguration: client(namespace),
            triggers: { after: losingEdges(api.arn) },
          });
        },
        findsAtFirst: [`${clientWithout()} presumed`],
        finds: [],
      },
    ]);
  });

  describe("the default namespace of a cluster", () => {
    const inCluster =
      (
        defaults: (namespace: Handle) => Inputs,
        onServer: Input,
        onClient: Input,
        cluster = (made: Handle) => made.arn,
      ) =>
      (stack: Stack) => {
        const namespace = stack.namespace("shop");
        const made = stack.cluster("main", defaults(namespace));
        stack.service("api", { cluster: cluster(made), serviceConnectConfiguration: onServer });
        stack.service("web", { cluster: cluster(made), serviceConnectConfiguration: onClient });
      };
    const withDefault = (namespace: Handle) => ({ serviceConnectDefaults: { namespace: namespace.arn } });
    const outside = (onServer: Json, onClient: Json) => (stack: Stack) => {
      stack.service("api", { cluster: onServer, serviceConnectConfiguration: server() });
      stack.service("web", { cluster: onClient, serviceConnectConfiguration: client() });
    };
    testStrictly([
      {
        it: "is where both are that name none",
        program: inCluster(withDefault, server(), client()),
        finds: [clientWithout()],
      },
      {
        it: "is found by the cluster's name",
        program: inCluster(withDefault, server(), client(), (made) => made.name),
        finds: [clientWithout()],
      },
      {
        it: "is the same as the namespace itself",
        program: inCluster(withDefault, server("shop.local"), client()),
        finds: [clientWithout()],
      },
      {
        it: "is not another namespace",
        program: inCluster(withDefault, server("elsewhere"), client()),
        finds: [listed("no-server")],
      },
      {
        it: "cannot be told where the cluster has none",
        program: inCluster(() => ({}), server(), client()),
        finds: [listed("namespace-unknown")],
        findsAtFirst: [invalid("namespace-missing", "api"), invalid("namespace-missing", "web")],
        says: [/cluster `main`/],
      },
      {
        it: "is one for services of one cluster outside the stack",
        program: outside("platform", "platform"),
        finds: [clientWithout()],
      },
      {
        it: "is one for services of the cluster that AWS calls default",
        program: outside("default", null),
        finds: [clientWithout()],
      },
      {
        it: "is one for a cluster's ARN and its name",
        program: outside("arn:aws:ecs:eu-central-1:123456789012:cluster/platform", "platform"),
        finds: [clientWithout()],
      },
      {
        it: "is perhaps one for two clusters outside the stack",
        program: outside("platform", "platform-2"),
        finds: [listed("server-unclear/api")],
      },
      {
        it: "is that of the cluster in the service's own Region",
        program: (stack) => {
          for (const [place, provider] of [
            ["eu", stack.provider("eu", { region: "eu-central-1" })],
            ["us", stack.provider("us", { region: "us-east-1" })],
          ] as const) {
            const namespace = stack.namespace(`shop-${place}`, {}, { provider });
            const cluster = stack.cluster(
              `main-${place}`,
              { name: "main", serviceConnectDefaults: { namespace: namespace.arn } },
              { provider },
            );
            const configuration = place === "eu" ? server() : client();
            stack.service(
              place,
              { cluster: cluster.name, serviceConnectConfiguration: configuration },
              { provider },
            );
          }
        },
        finds: [listed("no-server", "us")],
      },
    ]);
  });

  describe("its configuration", () => {
    const servers = (choice: Json): PackConfig => ({ [clientsAfterServers]: { servers: choice } });
    const host = "user-api.service-connect.me";
    const told = (container: (stack: Stack) => { readonly [key: string]: Input }): Edit => ({
      client: ({ stack }) => ({
        taskDefinition: stack.taskDefinition("web", {
          executionRoleArn: "arn:aws:iam::123456789012:role/shared",
          containerDefinitions: jsonText([{ name: "app", ...container(stack) }]),
        }).arn,
      }),
    });
    const environment = (value: Input) => told(() => ({ environment: [{ name: "API", value }] }));
    const referenced = { config: servers("referenced") };
    const external = (...patterns: string[]) => ({
      config: { [clientsAfterServers]: { external: patterns } },
    });
    const nobody: Edit = { server: () => ({ serviceConnectConfiguration: undefined }) };
    const mistake = (key: string) =>
      `mandatory ${clientsAfterServers} config/${key} pulumi:pulumi:Stack::shop-dev`;
    testStrictly([
      found(
        "finds a server that the environment names",
        environment(`http://${host}:8080/users`),
        referenced,
      ),
      found("finds one that the environment names in capitals", environment(host.toUpperCase()), referenced),
      found(
        "finds one whose alias is in capitals",
        {
          ...environment(`http://${host}`),
          server: ({ namespace }) => ({
            serviceConnectConfiguration: server(namespace.arn, [{ dnsName: host.toUpperCase(), port: 80 }]),
          }),
        },
        { ...referenced, finds: [clientWithout(), invalid("alias/1", "api")] },
      ),
      passes(
        "lists it where a container takes variables from a file",
        told(() => ({ environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop/web.env" }] })),
        { ...referenced, finds: [listed("references-unknown/api")] },
      ),
      found(
        "finds one that the command names",
        told(() => ({ command: ["serve", `--api=${host}`] })),
        referenced,
      ),
      found(
        "finds one that the entry point names",
        told(() => ({ entryPoint: ["sh", "-c", `curl ${host}`] })),
        referenced,
      ),
      passes("passes one that is named nowhere", environment("http://payments.example.com"), referenced),
      passes("passes one whose name is part of another", environment(`http://x.${host}`), referenced),
      passes("passes one whose name begins another", environment(`http://${host}.example.com`), referenced),
      passes(
        "passes one that the image names",
        told(() => ({ image: `registry/${host}` })),
        referenced,
      ),
      passes(
        "lists one while the environment is not known",
        told((stack) => {
          const queue = stack.custom(
            "aws:sqs/queue:Queue",
            "jobs",
            {},
            {},
            { computed: { url: "https://sqs" } },
          );
          return { environment: [{ name: "QUEUE", value: queue.output("url") }] };
        }),
        { ...referenced, findsAtFirst: [listed("references-unknown/api")] },
      ),
      passes(
        "lists one whose client has a task definition of another stack",
        {
          client: () => ({ taskDefinition: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7" }),
        },
        { ...referenced, finds: [listed("references-unknown/api")] },
      ),
      found(
        "finds one by the name that ECS gives it",
        {
          ...environment("http://http.shop.local:8080"),
          server: ({ namespace }) => ({
            serviceConnectConfiguration: server(namespace.arn, [{ port: 8080 }]),
          }),
        },
        referenced,
      ),
      found(
        "finds one whose alias has no name by the one that ECS gives it",
        {
          ...environment("http://users.shop.local"),
          server: ({ namespace }) => ({
            serviceConnectConfiguration: {
              ...client(namespace.arn),
              services: [{ portName: "http", discoveryName: "users", clientAlias: [{ port: 80 }] }],
            },
          }),
        },
        referenced,
      ),
      {
        it: "finds a server named in a task definition that is named by family and revision",
        program: incident({
          client: ({ stack }) => {
            stack.taskDefinition("web", {
              containerDefinitions: JSON.stringify([
                { name: "app", environment: [{ name: "API", value: host }] },
              ]),
            });
            return { taskDefinition: "web:1" };
          },
        }),
        config: servers("referenced"),
        finds: [clientWithout()],
        // Which revision will be made is not known before.
        findsAtFirst: [`advisory ${undetermined} references-unknown/api aws:ecs/service:Service::web`],
      },
      found("finds all servers again with `all`", environment("nothing"), { config: servers("all") }),
      found(
        "reports another choice, and judges by the default",
        {},
        {
          config: servers("some"),
          finds: [clientWithout(), mistake("servers")],
        },
      ),
      found(
        "reports a misspelt option",
        {},
        {
          config: { [clientsAfterServers]: { externals: ["shop"] } },
          finds: [clientWithout(), mistake("externals")],
        },
      ),
      found("reports an empty pattern, and counts the others", nobody, {
        ...external("", "shop.local"),
        finds: [mistake("external.0")],
      }),
      passes("passes a client whose servers are deployed elsewhere", nobody, external("shop.*")),
      found("lists one whose servers other configuration names", nobody, {
        ...external("payments.*"),
        finds: [listed("no-server")],
      }),
      passes(
        "passes a client of a namespace that is known by its ARN",
        {
          ...nobody,
          client: () => ({
            serviceConnectConfiguration: client(
              "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1",
            ),
          }),
        },
        external("*:namespace/ns-1"),
      ),
      passes("passes a client of a namespace of the stack whose ARN is named", nobody, {
        ...external("*:namespace/ns-shop"),
        // At first the ARN is not known.
        findsAtFirst: [listed("no-server")],
      }),
      {
        it: "can say that a cluster's default namespace is served elsewhere",
        program: (stack) => {
          stack.service("web", { cluster: "platform", serviceConnectConfiguration: client() });
        },
        ...external("*platform*"),
      },
      {
        it: "can name the hosts that the containers call",
        program: (stack) => {
          stack.service("web", {
            taskDefinition: stack.taskDefinition("web-task", {
              containerDefinitions: JSON.stringify([
                { name: "app", environment: [{ name: "PAYMENTS", value: "http://payments.billing:8080" }] },
              ]),
            }).arn,
            serviceConnectConfiguration: client("elsewhere"),
          });
        },
        ...external("payments.billing"),
      },
      found("still finds a server of this stack in such a namespace", {}, external("shop.*")),
      found(
        "finds nothing where it is disabled",
        {},
        {
          config: { [clientsAfterServers]: "disabled" },
          finds: [],
        },
      ),
      found(
        "finds at another level where configuration wants that",
        {},
        {
          config: { [clientsAfterServers]: { enforcementLevel: "advisory" } },
          finds: [clientWithout().replace("mandatory", "advisory")],
        },
      ),
    ]);
  });

  describe("operations on a part of the stack", () => {
    testStrictly([
      found(
        "list a server that is left out",
        { serverOptions: { leftOut: true } },
        {
          finds: [listed("server-unclear/api")],
          says: [/it is left out of this operation/],
        },
      ),
      passes("do not judge a client that is left out", { clientOptions: () => ({ leftOut: true }) }),
      passes("do not judge a client that the program does not have any more", {
        clientOptions: () => ({ notInProgram: true }),
      }),
      found(
        "say that the server may only be out of sight",
        { serverOptions: { notInProgram: true } },
        {
          finds: [listed("no-server")],
          says: [
            /^ecs-service-connect-clients-after-servers cannot tell: no client-server service of what this operation deploys shares /m,
          ],
        },
      ),
    ]);
  });

  describe("what it demands unless configuration says otherwise", () => {
    const web = "aws:ecs/service:Service::web";
    const rejected = (...servers: string[]) =>
      `mandatory ${clientsAfterServers} ${servers.map((name) => `client-without-server/${name}`).join(",")} ${web}`;
    const open = (id: string, ...servers: string[]) =>
      `advisory ${undetermined} ${servers.map((name) => `${id}/${name}`).join(",")} ${web}`;
    /** A client beside the servers `api` and `users`, of which its containers name some. */
    const beside =
      ({
        names = [],
        waitsFor = [],
        exists = {},
        isKnown = true,
      }: {
        readonly names?: readonly string[];
        readonly waitsFor?: readonly string[];
        readonly exists?: Readonly<Record<string, boolean>>;
        readonly isKnown?: boolean;
      }) =>
      (stack: Stack) => {
        const options = (name: string) => ({ exists: exists[name] === true });
        const namespace = stack.namespace("shop", {}, { exists: true });
        const offered = (name: string) =>
          stack.service(name, { serviceConnectConfiguration: another(name, namespace.arn) }, options(name));
        const servers = { api: offered("api"), users: offered("users") };
        const environment = names.map((name) => ({ name: name.toUpperCase(), value: `http://${name}:80` }));
        const task = stack.taskDefinition(
          "web",
          { containerDefinitions: JSON.stringify([{ name: "web", environment }]) },
          { exists: true },
        );
        stack.service(
          "web",
          {
            serviceConnectConfiguration: client(namespace.arn),
            ...(isKnown && { taskDefinition: task.arn }),
          },
          {
            ...options("web"),
            dependsOn: Object.entries(servers).flatMap(([name, made]) =>
              waitsFor.includes(name) ? [made] : [],
            ),
          },
        );
      };
    const all = { web: true, api: true, users: true };
    testCases([
      {
        it: "rejects a client that waits for none, whatever it names, and lists it once all exist",
        program: beside({ names: ["api"] }),
        findsAtFirst: [rejected("api", "users")],
        finds: [open("order-unseen", "api", "users")],
      },
      {
        it: "passes one that waits for what it names",
        program: beside({ names: ["api"], waitsFor: ["api"] }),
      },
      {
        it: "rejects one that waits for another than it names",
        program: beside({ names: ["users"], waitsFor: ["api"] }),
        findsAtFirst: [rejected("users")],
        finds: [open("order-unseen", "users")],
      },
      {
        it: "lists the others where its containers are not known",
        program: beside({ waitsFor: ["api"], isKnown: false }),
        finds: [open("references-unknown", "users")],
      },
      {
        it: "passes one that waits for all",
        program: beside({ waitsFor: ["api", "users"], isKnown: false }),
      },
      {
        it: "rejects with `clients: all` what exists, too",
        program: beside({ names: ["api"], exists: all }),
        config: { [clientsAfterServers]: { clients: "all" } },
        finds: [rejected("api", "users")],
      },
      {
        it: "rejects an existing client before a new server that it names",
        program: beside({ names: ["users"], waitsFor: ["api"], exists: { ...all, users: false } }),
        findsAtFirst: [rejected("users"), `advisory ${clientsRedeploy} new-server/users ${web}`],
        finds: [open("order-unseen", "users")],
      },
      {
        it: "leaves a new server that an existing client does not name to the policy about redeployment",
        program: beside({ names: ["api"], waitsFor: ["api"], exists: { ...all, users: false } }),
        findsAtFirst: [`advisory ${clientsRedeploy} new-server/users ${web}`],
        finds: [],
      },
      {
        it: "lists a service that names a DNS namespace beside one that gives its ARN",
        program: (stack) => {
          const dns = stack.custom(
            "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
            "shop",
            { name: "shop.local" },
            {},
            {
              computed: {
                id: "ns-1",
                arn: "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1",
              },
            },
          );
          const api = stack.service("api", { serviceConnectConfiguration: another("api", dns.arn) });
          stack.service("web", { serviceConnectConfiguration: client("shop.local") }, { dependsOn: [api] });
        },
        finds: [`advisory ${undetermined} namespace-by-name ${web}`],
        says: [/under which ECS finds or makes another one of type HTTP/],
      },
    ]);
  });
});
