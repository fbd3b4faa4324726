/** Service Connect in programs that people have reported. Above each stand the reports of which it tells. */
import { type Case, testCases } from "../../../support/cases";
import {
  callersAfterCallees,
  clientsAfterServers,
  endpointsAreValid,
  servicesAfterPrerequisites,
  undetermined,
} from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  type Options,
  type Stack,
} from "../../../support/stack";

/** Service Connect of a service that offers nothing. */
function client(namespace: Input) {
  return { enabled: true, namespace };
}

/** Service Connect of a service that offers one port under its own name. */
function server(namespace: Input, name: string, port: number) {
  return { ...client(namespace), services: [{ portName: name, clientAlias: [{ dnsName: name, port }] }] };
}

interface More {
  readonly container?: { readonly [key: string]: Input };
  readonly inputs?: Inputs;
  readonly options?: Options;
}

/** A service with its task definition, whose one container has a port under the name of the service. */
function deploy(stack: Stack, name: string, serviceConnectConfiguration: Input, more: More = {}): Handle {
  const task = stack.taskDefinition(
    name,
    {
      networkMode: "awsvpc",
      containerDefinitions: jsonText([
        {
          name,
          image: "public.ecr.aws/docker/library/nginx:1.27",
          portMappings: [{ name, containerPort: 8080 }],
          ...more.container,
        },
      ]),
    },
    more.options?.parent && { parent: more.options.parent },
  );
  return stack.service(
    name,
    { taskDefinition: task.arn, serviceConnectConfiguration, ...more.inputs },
    more.options,
  );
}

const calls = (url: string) => ({ environment: [{ name: "UPSTREAM", value: url }] });

const service = "aws:ecs/service:Service";
const advised = (id: string, name: string) => `advisory ${undetermined} ${id} ${service}::${name}`;
const invalid = (id: string, name: string) => `mandatory ${endpointsAreValid} ${id} ${service}::${name}`;

/** A client that does not wait: once AWS has all services, nothing tells in which order they were made. */
function doesNotWait(name: string, ...servers: string[]): Required<Pick<Case, "finds" | "findsAtFirst">> {
  const ids = (stem: string) => servers.map((other) => `${stem}/${other}`).join(",");
  return {
    findsAtFirst: [`mandatory ${clientsAfterServers} ${ids("client-without-server")} ${service}::${name}`],
    finds: [`advisory ${undetermined} ${ids("order-unseen")} ${service}::${name}`],
  };
}

/** A server for whose port the container has this mapping only. */
const unnamed = (it: string, mapping: Input): Case => ({
  it,
  program: (stack) => {
    const container = { portMappings: [mapping] };
    deploy(stack, "users", server(stack.namespace("shop").arn, "users", 8080), { container });
  },
  finds: [invalid("port-name/1", "users")],
});

/** yelb: a page that calls an application that calls a database. */
function chain(stack: Stack, waits: boolean): void {
  const namespace = stack.namespace("shop").arn;
  const after = (other: Handle): Options => (waits ? { dependsOn: [other] } : {});
  const db = deploy(stack, "db", server(namespace, "db", 80));
  const app = deploy(stack, "app", server(namespace, "app", 80), {
    container: calls("http://db:80"),
    options: after(db),
  });
  deploy(stack, "ui", client(namespace), { container: calls("http://app:80"), options: after(app) });
}

/** A proxy of two servers, whose names its command writes into a file. */
function proxy(stack: Stack, namespace: Input, ...waitsFor: Handle[]): void {
  const script = String.raw`printf ':80 {\n reverse_proxy /api/* http://api:8000\n reverse_proxy http://ui:3000\n}' > /tmp/c
exec caddy run --config /tmp/c`;
  deploy(stack, "web", client(namespace), {
    container: { command: ["/bin/sh", "-c", script] },
    options: { dependsOn: waitsFor },
  });
}

const uiAlone = doesNotWait("ui", "app", "db");
const appBeforeDb = `advisory ${callersAfterCallees} caller-without-callee/db ${service}::app`;

describe("what people report of Service Connect", () => {
  testCases([
    // TracecatHQ/tracecat#2864
    {
      it: "finds a client that waits for other servers than the one that it calls",
      program: (stack) => {
        const namespace = stack.namespace("shop").arn;
        const api = deploy(stack, "api", server(namespace, "api", 8000));
        deploy(stack, "model-proxy", server(namespace, "model-proxy", 4000));
        deploy(stack, "executor", client(namespace), {
          container: calls("http://model-proxy:4000"),
          options: { dependsOn: [api] },
        });
      },
      ...doesNotWait("executor", "model-proxy"),
    },
    // TracecatHQ/tracecat
    {
      it: "finds a proxy that waits for one of the hosts that its command writes into a file",
      program: (stack) => {
        const namespace = stack.namespace("shop").arn;
        const api = deploy(stack, "api", server(namespace, "api", 8000));
        deploy(stack, "ui", server(namespace, "ui", 3000));
        proxy(stack, namespace, api);
      },
      ...doesNotWait("web", "ui"),
    },
    // mreferre/yelb#86
    {
      it: "finds a chain of three services of which none waits",
      program: (stack) => chain(stack, false),
      findsAtFirst: [...uiAlone.findsAtFirst, appBeforeDb],
      finds: [...uiAlone.finds, appBeforeDb],
    },
    { it: "passes the chain where each waits for the next", program: (stack) => chain(stack, true) },
    // pulumi/pulumi-aws#2968, cloudposse/terraform-aws-ecs-container-definition#162, anomalyco/ion#1250
    unnamed("finds a port whose mapping has no name", { containerPort: 8080 }),
    unnamed("finds a port whose mapping has another name", { containerPort: 8080, name: "http" }),
    // pulumi/pulumi-awsx#1168
    {
      it: "finds it in the task definition that a component makes",
      program: (stack) => {
        const parent = stack.component("users", { packaged: true, type: "awsx:ecs:FargateService" });
        deploy(stack, "users", server(stack.namespace("shop").arn, "users", 8080), {
          container: { portMappings: [{ containerPort: 8080 }] },
          options: { parent },
        });
      },
      finds: [`mandatory ${endpointsAreValid} port-name/1 awsx:ecs:FargateService$${service}::users`],
    },
    // aws/amazon-ecs-service-connect-agent#74, pipe-cd/pipecd#4900, aws/containers-roadmap#1993
    ...["CODE_DEPLOY", "EXTERNAL"].map((type) => ({
      it: `finds Service Connect beside the deployment controller ${type}`,
      program: (stack: Stack) => {
        const targetGroupArn = `arn:aws:elasticloadbalancing:eu-central-1:${account}:targetgroup/users/1`;
        deploy(stack, "users", server(stack.namespace("shop").arn, "users", 8080), {
          inputs: {
            deploymentController: { type },
            // Those of task sets are their own.
            ...(type === "EXTERNAL"
              ? { taskDefinition: undefined }
              : { loadBalancers: [{ targetGroupArn, containerName: "users", containerPort: 8080 }] }),
          },
        });
      },
      finds: [invalid("deployment-controller", "users")],
    })),
    // terraform-aws-modules/terraform-aws-ecs#116, kayac/ecspresso#744
    {
      it: "finds a namespace by its name before it is there",
      program: (stack) => {
        stack.namespace("shop", { name: "example" });
        deploy(stack, "users", server("example", "users", 8080));
      },
      findsAtFirst: [`mandatory ${servicesAfterPrerequisites} namespace-not-awaited/shop ${service}::users`],
    },
    // aws/aws-cdk#36812
    {
      it: "finds the ARN of a namespace in another Region",
      program: (stack) => {
        const namespace = `arn:aws:servicediscovery:eu-west-1:${account}:namespace/ns-abcdefghijklmnop`;
        deploy(stack, "web", server(namespace, "web", 80));
      },
      finds: [advised("namespace-region", "web")],
    },
    {
      it: "finds a client with the ARN of a namespace in another Region, and lists nothing beside",
      program: (stack) => {
        const namespace = `arn:aws:servicediscovery:eu-west-1:${account}:namespace/ns-abcdefghijklmnop`;
        deploy(stack, "web", client(namespace));
      },
      finds: [advised("namespace-region", "web")],
    },
  ]);

  describe("what is right, or AWS alone can tell", () => {
    testCases([
      // hashicorp/terraform-provider-aws#29556: the provider itself refuses it
      {
        it: "says nothing of a cluster's default namespace by its name",
        program: (stack) => {
          stack.namespace("shop", { name: "shop" });
          const cluster = stack.cluster("shop", { serviceConnectDefaults: { namespace: "shop" } });
          const { services } = server("shop", "web", 80);
          deploy(stack, "web", { enabled: true, services }, { inputs: { cluster: cluster.arn } });
        },
      },
      // aws/containers-roadmap#2378: what the port had before is not in a preview
      {
        it: "says nothing of a port with a protocol",
        program: (stack) => {
          deploy(stack, "users", server(stack.namespace("shop").arn, "users", 8080), {
            container: { portMappings: [{ name: "users", containerPort: 8080, appProtocol: "http2" }] },
          });
        },
      },
      // cloudposse/terraform-aws-ecs-web-app#282 and #283
      {
        it: "lists a client whose servers are in another stack",
        program: (stack) => {
          const place = `eu-central-1:${account}`;
          const namespace = fromElsewhere(`arn:aws:servicediscovery:${place}:namespace/ns-abcdefghijklmnop`);
          const cluster = fromElsewhere(`arn:aws:ecs:${place}:cluster/shared`);
          deploy(stack, "web", client(namespace), { inputs: { cluster } });
        },
        finds: [`advisory ${undetermined} no-server ${service}::web`],
        says: [/To settle it: If the servers are deployed by another stack, name .* in "external"/],
      },
      // TracecatHQ/tracecat
      {
        it: "passes a client that waits for a sleep after its server",
        program: (stack) => {
          const namespace = stack.namespace("shop").arn;
          const api = deploy(stack, "api", server(namespace, "api", 8000));
          const sleep = stack.custom(
            "time:index/sleep:Sleep",
            "settled",
            { createDuration: "60s" },
            { dependsOn: [api] },
          );
          deploy(stack, "web", client(namespace), {
            container: calls("http://api:8000"),
            options: { dependsOn: [sleep] },
          });
        },
      },
      {
        it: "passes a client that waits for a service which waits for its server",
        program: (stack) => {
          const namespace = stack.namespace("shop").arn;
          const api = deploy(stack, "api", server(namespace, "api", 8000));
          const ui = deploy(stack, "ui", server(namespace, "ui", 3000), { options: { dependsOn: [api] } });
          deploy(stack, "web", client(namespace), {
            container: calls("http://api:8000"),
            options: { dependsOn: [ui] },
          });
        },
      },
      {
        it: "passes a proxy that waits for each host that its command writes into a file",
        program: (stack) => {
          const namespace = stack.namespace("shop").arn;
          const api = deploy(stack, "api", server(namespace, "api", 8000));
          const ui = deploy(stack, "ui", server(namespace, "ui", 3000));
          proxy(stack, namespace, api, ui);
        },
      },
    ]);
  });
});
