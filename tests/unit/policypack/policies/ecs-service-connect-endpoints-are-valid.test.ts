import { type Case, testCases } from "../../../support/cases";
import { clientsAfterServers, endpointsAreValid, undetermined } from "../../../support/pack";
import { type Input, type Inputs, jsonText, losingEdges, type Stack } from "../../../support/stack";

const service = "aws:ecs/service:Service";
const listed = (id: string, name = "users") => `advisory ${undetermined} ${id} ${service}::${name}`;
/** What AWS documents, and nobody was seen to meet. */
const advised =
  /^(?:alias-taken|discovery-name\/|external-launch-type|namespace-region|network-mode|windows)/;
const invalid = (ids: string, name = "users") =>
  advised.test(ids) ? listed(ids, name) : `mandatory ${endpointsAreValid} ${ids} ${service}::${name}`;
const presumed = (finding: string) => `${finding} presumed`;

const alias = { dnsName: "users.shop.local", port: 8080 };
const entry = { portName: "http", clientAlias: [alias] };
const mapping = { name: "http", containerPort: 8080 };

const targetGroupArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/users/1";
const balanced = { targetGroupArn, containerName: "app", containerPort: 8080 };

/** What a case changes in a client-server service that is right. */
interface Edit {
  readonly services?: Input;
  readonly namespace?: (stack: Stack) => Input | undefined;
  readonly containers?: Input;
  readonly definition?: Inputs;
  readonly service?: (stack: Stack) => Inputs;
  readonly also?: (stack: Stack, namespace: Input) => void;
}

function base(edit: Edit = {}): (stack: Stack) => void {
  return (stack) => {
    const shop = stack.namespace("shop").arn;
    const namespace = edit.namespace ? edit.namespace(stack) : shop;
    const definition = stack.taskDefinition("users", {
      containerDefinitions: jsonText(edit.containers ?? [{ name: "app", portMappings: [mapping] }]),
      networkMode: "awsvpc",
      ...edit.definition,
    });
    stack.service("users", {
      taskDefinition: definition.arn,
      serviceConnectConfiguration: {
        enabled: true,
        ...(namespace !== undefined && { namespace }),
        services: edit.services ?? [entry],
      },
      ...edit.service?.(stack),
    });
    edit.also?.(stack, shop);
  };
}

const found = (it: string, id: string, edit: Edit, more: Partial<Case> = {}): Case => ({
  it,
  program: base(edit),
  finds: [invalid(id)],
  ...more,
});
const passes = (it: string, edit: Edit = {}, more: Partial<Case> = {}): Case => ({
  it,
  program: base(edit),
  ...more,
});

/** Another service with one endpoint of its own. */
const other =
  (services: Input, namespace?: Input) =>
  (stack: Stack, shop: Input): void =>
    void stack.service("orders", {
      serviceConnectConfiguration: { enabled: true, namespace: namespace ?? shop, services },
    });

describe("ecs-service-connect-endpoints-are-valid", () => {
  describe("port names", () => {
    testCases([
      passes("passes one that a port mapping has"),
      passes("passes one of another container", {
        containers: [{ name: "proxy" }, { name: "app", portMappings: [mapping] }],
      }),
      passes("passes keys in capitals", {
        containers: [{ Name: "app", PortMappings: [{ Name: "http", ContainerPort: 80 }] }],
      }),
      found("finds one that no port mapping has", "port-name/1", {
        containers: [{ name: "app", portMappings: [{ ...mapping, name: "web" }] }],
      }),
      found(
        "finds one where the port mapping has no name",
        "port-name/1",
        { containers: [{ name: "app", portMappings: [{ containerPort: 8080 }] }] },
        { says: [/no port mapping there has a name/] },
      ),
      found("finds one without port mappings", "port-name/1", { containers: [{ name: "app" }] }),
      found("finds one in another case", "port-name/1", {
        containers: [{ name: "app", portMappings: [{ ...mapping, name: "HTTP" }] }],
      }),
      found(
        "tells which entries it is about",
        "port-name/2,port-name/3",
        {
          services: [
            entry,
            { portName: "admin", clientAlias: [{ dnsName: "admin", port: 80 }] },
            { portName: "grpc", clientAlias: [{ dnsName: "grpc", port: 80 }] },
          ],
        },
        { says: [/^Each of entries 2 and 3 of `services` of `users` has a `portName`/m] },
      ),
      found(
        "says nothing of containers that are not known yet",
        "port-name/1",
        {
          service: (stack) => ({
            taskDefinition: stack.taskDefinition("unknown", {
              containerDefinitions: jsonText([
                { name: "app", image: stack.custom("test:index:Image", "image", {}).id },
              ]),
            }).arn,
          }),
        },
        { findsAtFirst: [] },
      ),
      passes("says nothing of a task definition made elsewhere", {
        service: () => ({ taskDefinition: "users:7" }),
        containers: [{ name: "app" }],
      }),
      passes("says nothing of port mappings that are no list", {
        containers: [{ name: "app", portMappings: "http" }],
      }),
      passes("says nothing of a port mapping that is a text", {
        containers: [{ name: "app", portMappings: ["http"] }],
      }),
      {
        it: "judges the task definition of the service's own Region",
        program: (stack) => {
          for (const [region, name] of [
            ["eu-central-1", "http"],
            ["us-east-1", "http-us"],
          ] as const) {
            const provider = stack.provider(region, { region });
            const containerDefinitions = JSON.stringify([{ name: "app", portMappings: [{ name }] }]);
            const definition = stack.taskDefinition(
              `task-${region}`,
              { family: "api", containerDefinitions },
              { provider },
            );
            stack.service(
              `api-${region}`,
              {
                taskDefinition: definition.output("family"),
                serviceConnectConfiguration: {
                  enabled: true,
                  namespace: "shop",
                  services: [{ portName: name, clientAlias: [{ port: 80 }] }],
                },
              },
              { provider },
            );
          }
        },
      },
      {
        it: "presumes a task definition behind a packaged component",
        program: (stack) => {
          const application = stack.component("application", { packaged: true });
          base({
            service: () => ({
              taskDefinition: application.passes(
                stack.taskDefinition("inside", {}, { parent: application }).arn,
              ),
            }),
          })(stack);
        },
        finds: [invalid("port-name/1")],
        findsAtFirst: [presumed(invalid("port-name/1"))],
      },
    ]);
  });

  describe("names", () => {
    const named = (it: string, dnsName: string, id?: string): Case =>
      id === undefined
        ? passes(it, { services: [{ ...entry, clientAlias: [{ ...alias, dnsName }] }] })
        : found(it, id, { services: [{ ...entry, clientAlias: [{ ...alias, dnsName }] }] });
    const discovered = (it: string, discoveryName: string, id?: string): Case =>
      id === undefined
        ? passes(it, { services: [{ ...entry, discoveryName }] })
        : found(it, id, { services: [{ ...entry, discoveryName }] });
    testCases([
      named("passes an alias of one word", "users"),
      named("passes digits, underscores and hyphens", "0_users-api.shop"),
      named("passes an alias of 127 characters", "a".repeat(127)),
      named("finds one of 128", "a".repeat(128), "alias/1"),
      named("finds capitals", "Users.shop.local", "alias/1"),
      named("finds a hyphen at the beginning", "-users", "alias/1"),
      named("finds a URL", "http://users", "alias/1"),
      named("finds a port", "users:8080", "alias/1"),
      discovered("passes a discovery name of 64 characters", "a".repeat(64)),
      discovered("finds one of 65", "a".repeat(65), "discovery-name/1"),
      discovered("finds a dot in it", "users.shop", "discovery-name/1"),
      discovered("finds capitals in it", "Users", "discovery-name/1"),
      found("finds two aliases", "aliases/1", {
        services: [{ ...entry, clientAlias: [alias, { ...alias, dnsName: "people" }] }],
      }),
      // One that AWS has already is not sent again.
      found(
        "finds an entry without an alias, of a new service",
        "alias-missing/1",
        { services: [{ portName: "http" }] },
        { finds: [], findsAtFirst: [invalid("alias-missing/1")] },
      ),
      found(
        "finds an empty list of aliases",
        "alias-missing/1",
        { services: [{ portName: "http", clientAlias: [] }] },
        { finds: [], findsAtFirst: [invalid("alias-missing/1")] },
      ),
      passes("passes an alias without a name of its own", {
        services: [{ portName: "http", clientAlias: [{ port: 8080 }] }],
      }),
      passes("passes an alias without the list around it", {
        services: [{ portName: "http", clientAlias: { port: 8080 } }],
      }),
      passes("passes an alias that is not known yet", {
        services: [entry],
        service: (stack) => ({
          serviceConnectConfiguration: {
            enabled: true,
            namespace: "shop",
            services: [
              {
                ...entry,
                clientAlias: [{ dnsName: stack.custom("test:index:Names", "names", {}).id, port: 1 }],
              },
            ],
          },
        }),
      }),
    ]);
  });

  describe("names that others have", () => {
    const both = (id: string) => [invalid(id), invalid(id, "orders")];
    testCases([
      passes("passes two services with names of their own", {
        also: other([{ portName: "orders", clientAlias: [{ dnsName: "orders", port: 8080 }] }]),
      }),
      passes("passes one alias on two ports", {
        also: other([{ portName: "orders", clientAlias: [{ ...alias, port: 9090 }] }]),
      }),
      passes(
        "finds one alias and port",
        { also: other([{ portName: "orders", clientAlias: [alias] }]) },
        {
          finds: both("alias-taken/1"),
          says: [
            /entry 1 of `services` of `users` has the same alias and port as an entry of `orders`, in one namespace: AWS refuses the one that comes second\.$/m,
          ],
        },
      ),
      passes(
        "finds one name in Cloud Map",
        {
          also: other([{ portName: "http", clientAlias: [{ dnsName: "orders", port: 80 }] }]),
        },
        { finds: both("discovery-name-taken/1") },
      ),
      passes("passes one port name with discovery names of their own", {
        also: other([
          { portName: "http", discoveryName: "orders", clientAlias: [{ dnsName: "orders", port: 80 }] },
        ]),
      }),
      passes("passes an alias that may be the default name of another entry", {
        services: [{ portName: "http", clientAlias: [{ port: 8080 }] }],
        also: other([{ portName: "orders", clientAlias: [{ dnsName: "http.shop.local", port: 8080 }] }]),
      }),
      passes("passes equal names in clusters made elsewhere", {
        namespace: () => undefined,
        also: (stack) =>
          stack.service("orders", {
            cluster: "staging",
            serviceConnectConfiguration: { enabled: true, services: [entry] },
          }),
      }),
      found(
        "finds two entries of one service",
        "alias-taken/1,alias-taken/2",
        {
          containers: [{ name: "app", portMappings: [mapping, { name: "admin", containerPort: 9 }] }],
          services: [entry, { ...entry, portName: "admin" }],
        },
        { says: [/has the same alias and port as another entry, in one namespace/] },
      ),
      passes("passes equal names in two namespaces", {
        also: (stack) => other([entry], stack.namespace("other").arn)(stack, ""),
      }),
      passes("passes equal names where one is left out of the operation", {
        also: (stack, shop) =>
          stack.service(
            "orders",
            { serviceConnectConfiguration: { enabled: true, namespace: shop, services: [entry] } },
            { leftOut: true },
          ),
      }),
      passes(
        "lists equal names in namespaces that cannot be told apart",
        {
          also: (stack) => other([entry], losingEdges(stack.namespace("other").arn))(stack, ""),
        },
        { findsAtFirst: [listed("name-unclear/1"), listed("name-unclear/1", "orders")] },
      ),
      {
        it: "presumes a namespace behind a packaged component",
        program: (stack) => {
          const platform = stack.component("platform", { packaged: true });
          const inside = stack.namespace("inside", {}, { parent: platform });
          base({
            namespace: () => platform.passes(inside.arn),
            also: other([{ portName: "orders", clientAlias: [alias] }], platform.passes(inside.arn)),
          })(stack);
        },
        finds: both("alias-taken/1"),
        findsAtFirst: both("alias-taken/1").map(presumed),
      },
    ]);
  });

  describe("modes", () => {
    const client = (edit: Edit): Edit => ({
      ...edit,
      service: (stack) => ({
        serviceConnectConfiguration: { enabled: true, namespace: "elsewhere" },
        ...edit.service?.(stack),
      }),
    });
    testCases(
      [
        found("finds the network mode `host`", "network-mode", { definition: { networkMode: "host" } }),
        found("finds the network mode `none`", "network-mode", { definition: { networkMode: "none" } }),
        passes("passes the network mode `bridge`", { definition: { networkMode: "bridge" } }),
        passes("passes the default network mode", { definition: { networkMode: undefined } }),
        found(
          "finds it for a client-only service",
          "network-mode",
          client({ definition: { networkMode: "host" } }),
        ),
        passes("passes it without Service Connect", {
          definition: { networkMode: "host" },
          service: () => ({ serviceConnectConfiguration: { enabled: false } }),
        }),
        found("finds Windows", "windows", {
          definition: { runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } },
        }),
        passes("passes Linux", { definition: { runtimePlatform: { operatingSystemFamily: "LINUX" } } }),
        found("finds ECS Anywhere", "external-launch-type", { service: () => ({ launchType: "EXTERNAL" }) }),
        passes("passes Fargate", { service: () => ({ launchType: "FARGATE" }) }),
        found("finds CodeDeploy", "deployment-controller", {
          service: () => ({ deploymentController: { type: "CODE_DEPLOY" }, loadBalancers: [balanced] }),
        }),
        found("finds another controller", "deployment-controller", {
          service: () => ({ deploymentController: { type: "EXTERNAL" }, taskDefinition: undefined }),
        }),
        passes("passes the controller `ECS`", { service: () => ({ deploymentController: { type: "ECS" } }) }),
        found(
          "finds several faults of one service",
          "windows",
          {
            definition: {
              networkMode: "host",
              runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
            },
          },
          { finds: [invalid("windows"), invalid("network-mode")] },
        ),
      ],
      { [clientsAfterServers]: "disabled" },
    );
  });

  describe("the namespace that a service gives", () => {
    const given = (namespace: string): Edit => ({ namespace: () => namespace });
    const arn = (region: string) => `arn:aws:servicediscovery:${region}:123456789012:namespace/ns-abcdefgh`;
    testCases([
      found("finds an id in the place of an ARN or name", "namespace-id", given("ns-abcdefghijklmnop")),
      passes("passes a name that begins like an id", given("ns-shop.local")),
      found("finds an ARN of another Region", "namespace-region", given(arn("us-east-1"))),
      passes("passes an ARN of its own Region", given(arn("eu-central-1"))),
    ]);
  });

  describe("a missing namespace", () => {
    const inCluster = (defaults: Inputs): Edit => ({
      namespace: () => undefined,
      service: (stack) => ({ cluster: stack.cluster("main", defaults).arn }),
    });
    testCases([
      // To a cluster that exists somebody may have given a default.
      found("finds a new cluster without a default", "namespace-missing", inCluster({}), {
        findsAtFirst: [invalid("namespace-missing")],
        finds: [],
      }),
      passes("passes a cluster with one", inCluster({ serviceConnectDefaults: { namespace: "shop" } })),
      passes("passes a cluster made elsewhere", { namespace: () => undefined }),
    ]);
  });

  describe("what is malformed", () => {
    testCases([
      passes(
        "lists an entry that is a text",
        { services: ["http"] },
        { finds: [listed("endpoint-malformed/1")] },
      ),
      passes(
        "lists a port name that is a list",
        { services: [{ ...entry, portName: ["http"] }] },
        {
          finds: [listed("endpoint-malformed/1")],
        },
      ),
      passes(
        "lists an alias that is a text",
        { services: [{ ...entry, clientAlias: ["users"] }] },
        {
          finds: [listed("endpoint-malformed/1")],
        },
      ),
      passes(
        "lists a name that is an object",
        { services: [{ ...entry, clientAlias: [{ dnsName: {}, port: 1 }] }] },
        {
          finds: [listed("endpoint-malformed/1")],
        },
      ),
      passes("passes an entry that is not known", {
        service: (stack) => ({
          serviceConnectConfiguration: {
            enabled: true,
            namespace: "shop",
            services: [
              stack
                .custom("test:index:Entries", "entries", {}, {}, { computed: { id: "x", entry } })
                .output("entry"),
            ],
          },
        }),
      }),
    ]);
  });
});
