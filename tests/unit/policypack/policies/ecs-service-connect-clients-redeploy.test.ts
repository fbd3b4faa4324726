import { type Case, testCases } from "../../../support/cases";
import { clientsRedeploy, undetermined } from "../../../support/pack";
import {
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  losingEdges,
  Output,
  type Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service";
const left = (client = "web", ...servers: string[]) =>
  `advisory ${clientsRedeploy} ${(servers.length > 0 ? servers : ["api"]).map((name) => `new-server/${name}`).join(",")} ${service}::${client}`;
const listed = (id: string) => `advisory ${undetermined} ${id} ${service}::web`;

/** What a case changes: a client that exists and waits for a server that is new. */
interface Edit {
  readonly client?: (around: { stack: Stack; server: Handle }) => Inputs;
  readonly containers?: Input;
  readonly clientExists?: boolean;
  readonly serverExists?: boolean;
  readonly waits?: boolean;
  readonly namespaceOfClient?: (stack: Stack) => Input;
  readonly port?: Input;
}

function grown({ clientExists = true, serverExists, waits = true, ...edit }: Edit = {}) {
  return (stack: Stack): void => {
    const namespace = stack.namespace("shop", {}, { exists: true });
    const server = stack.service(
      "api",
      {
        serviceConnectConfiguration: {
          enabled: true,
          namespace: namespace.arn,
          services: [
            { portName: "api", clientAlias: [{ dnsName: "api.shop.local", port: edit.port ?? 80 }] },
          ],
        },
      },
      { exists: serverExists === true },
    );
    const definition = stack.taskDefinition(
      "web-task",
      { networkMode: "awsvpc", containerDefinitions: jsonText(edit.containers ?? [{ name: "app" }]) },
      { exists: true },
    );
    stack.service(
      "web",
      {
        taskDefinition: definition.arn,
        serviceConnectConfiguration: {
          enabled: true,
          namespace: edit.namespaceOfClient?.(stack) ?? namespace.arn,
        },
        ...edit.client?.({ stack, server }),
      },
      { exists: clientExists, dependsOn: waits ? [server] : [] },
    );
  };
}

/** While all is new to the preview that adds the server; once it is there nothing tells of it. */
const found = (it: string, edit: Edit = {}, more: Partial<Case> = {}): Case => ({
  it,
  program: grown(edit),
  findsAtFirst: [left()],
  ...more,
});
const passes = (it: string, edit: Edit, more: Partial<Case> = {}): Case => ({
  it,
  program: grown(edit),
  ...more,
});

describe("ecs-service-connect-clients-redeploy", () => {
  describe("what leaves a client behind", () => {
    testCases([
      found("a new server, although the client waits for it"),
      passes("nothing, where the client is new, too", { clientExists: false }),
      passes("nothing, where the server exists", { serverExists: true }),
      passes(
        "nothing, in another namespace",
        {
          namespaceOfClient: (stack) => stack.namespace("other", {}, { exists: true }).arn,
        },
        {
          findsAtFirst: [listed("no-server")],
          finds: [listed("no-server")],
        },
      ),
      {
        it: "each of several new servers",
        program: (stack) => {
          grown()(stack);
          stack.service("users", {
            serviceConnectConfiguration: {
              enabled: true,
              namespace: "shop.local",
              services: [{ portName: "users", clientAlias: [{ port: 80 }] }],
            },
          });
        },
        findsAtFirst: [left("web", "api", "users")],
      },
    ]);
  });

  describe("what deploys it again", () => {
    const revision = ({ stack }: { stack: Stack }) => ({
      taskDefinition: stack.taskDefinition("next", {}).arn,
    });
    testCases([
      passes("a new revision of its task definition", { client: revision }),
      passes("a trigger made from the server", {
        client: ({ server }) => ({ forceNewDeployment: true, triggers: { api: server.id } }),
      }),
      found("not a trigger without `forceNewDeployment`", {
        client: ({ server }) => ({ triggers: { api: server.id } }),
      }),
      found("not `forceNewDeployment` that is false", {
        client: ({ server }) => ({ forceNewDeployment: false, triggers: { api: server.id } }),
      }),
      passes(
        "perhaps `forceNewDeployment` alone, which deploys it whenever anything about it changes",
        { client: () => ({ forceNewDeployment: true }) },
        { findsAtFirst: [listed("new-server/api")], finds: [] },
      ),
      passes(
        "perhaps triggers that are known",
        {
          client: () => ({ forceNewDeployment: true, triggers: { version: "2" } }),
        },
        {
          findsAtFirst: [listed("new-server/api")],
          says: [],
        },
      ),
      passes("security groups that are new", {
        client: ({ stack }) => ({
          networkConfiguration: {
            subnets: ["subnet-1"],
            securityGroups: [stack.custom("aws:ec2/securityGroup:SecurityGroup", "group", {}).id],
          },
        }),
      }),
      passes("a target group that is new", {
        client: ({ stack }) => ({
          loadBalancers: [
            { targetGroupArn: losingEdges(stack.custom("aws:lb/targetGroup:TargetGroup", "t", {}).id) },
          ],
        }),
      }),
      found("not a tag", {
        client: ({ stack }) => ({ tags: { owner: stack.custom("test:index:Owner", "owner", {}).id } }),
      }),
    ]);
  });

  describe("with `servers: referenced`", () => {
    const referenced = { [clientsRedeploy]: { servers: "referenced" } };
    const naming = (value: string) => [{ name: "app", environment: [{ name: "API", value }] }];
    const names = naming("http://api.shop.local");
    const namesPort = naming("http://api.shop.local:80");
    const drawnPort = new Output(80, ["urn:pulumi:dev::shop::test:index:Draw::drawn"]);
    testCases(
      [
        found("finds a client whose containers name the server", { containers: names }),
        passes("passes one whose containers do not", {}),
        found(
          "presumes one whose containers name a port, while the server's is not known",
          { containers: namesPort, port: drawnPort },
          { findsAtFirst: [`${left()} presumed`] },
        ),
      ],
      referenced,
    );
    testCases([
      found("finds with `servers: all` a client, whichever port its containers name", {
        containers: namesPort,
        port: drawnPort,
      }),
    ]);
  });

  describe("services with endpoints of their own", () => {
    const asServer = (namespace: Input) => ({
      serviceConnectConfiguration: {
        enabled: true,
        namespace,
        services: [{ portName: "web", clientAlias: [{ port: 80 }] }],
      },
    });
    const ports = [{ name: "web", containerPort: 80 }];
    testCases([
      passes("are no clients of what they do not name", {
        containers: [{ name: "app", portMappings: ports }],
        client: () => asServer("shop.local"),
      }),
      found("are clients of what they name", {
        containers: [{ name: "app", portMappings: ports, command: ["--api", "api.shop.local"] }],
        client: () => asServer("shop.local"),
      }),
    ]);
  });
});
