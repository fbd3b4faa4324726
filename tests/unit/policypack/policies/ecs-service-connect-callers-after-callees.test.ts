import { type Case, testCases } from "../../../support/cases";
import { callersAfterCallees, servicesAfterPrerequisites, undetermined } from "../../../support/pack";
import {
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  type Options,
  type Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service";
const found = (caller: string, ...callees: string[]) =>
  `advisory ${callersAfterCallees} ${callees.map((name) => `caller-without-callee/${name}`).join(",")} ${service}::${caller}`;

interface Around {
  readonly stack: Stack;
  readonly namespace: Handle;
  /** Makes a client-server service whose container says this, by default in the namespace of the stack. */
  readonly server: (name: string, container?: { readonly [key: string]: Input }, edit?: Edit) => Handle;
}

interface Edit {
  readonly namespace?: Input;
  readonly service?: Inputs;
  readonly options?: Options;
}

/** A program of client-server services, each with the alias `<name>.shop.local`. */
const services = (make: (around: Around) => void) => (stack: Stack) => {
  const namespace = stack.namespace("shop");
  make({
    stack,
    namespace,
    server: (name, container = {}, edit = {}) => {
      const definition = stack.taskDefinition(`${name}-task`, {
        containerDefinitions: jsonText([
          { name: "app", portMappings: [{ name, containerPort: 8080 }], ...container },
        ]),
      });
      return stack.service(
        name,
        {
          taskDefinition: definition.arn,
          serviceConnectConfiguration: {
            enabled: true,
            namespace: edit.namespace ?? namespace.arn,
            services: [{ portName: name, clientAlias: [{ dnsName: `${name}.shop.local`, port: 8080 }] }],
          },
          ...edit.service,
        },
        edit.options,
      );
    },
  });
};

/** The port of its alias is known only once something else exists. */
function serverOnItsPort({ stack, namespace, server }: Around): Handle {
  const port = stack.custom("test:index:Port", "port", {}, {}, { computed: { id: "port", number: 8080 } });
  const clientAlias = [{ dnsName: payments, port: port.output("number") }];
  const services = [{ portName: "payments", clientAlias }];
  const serviceConnectConfiguration = { enabled: true, namespace: namespace.arn, services };
  return server("payments", {}, { service: { serviceConnectConfiguration } });
}

const calls = (value: string) => ({ environment: [{ name: "UPSTREAM", value }] });
const payments = "payments.shop.local";

describe("ecs-service-connect-callers-after-callees", () => {
  describe("what is a call", () => {
    const mentioned = (it: string, container: { readonly [key: string]: Input }, finds = true): Case => ({
      it,
      program: services(({ server }) => {
        server("payments");
        server("orders", container);
      }),
      finds: finds ? [found("orders", "payments")] : [],
    });
    testCases([
      mentioned("a bare host name", calls(payments)),
      mentioned("a URL", calls(`http://${payments}:8080/v1`)),
      mentioned("a host and a port", calls(`${payments}:8080`)),
      mentioned("a host in capitals", calls(payments.toUpperCase())),
      mentioned("one of several", calls(`${payments},users.shop.local`)),
      mentioned("an argument", { command: ["serve", `--payments=${payments}`] }),
      mentioned("an entry point", { entryPoint: ["sh", "-c", `curl ${payments}`] }),
      mentioned("a health check", { healthCheck: { command: ["CMD-SHELL", `nc -z ${payments} 8080`] } }),
      mentioned("not a part of another name", calls(`old-${payments}`), false),
      mentioned("not the name of a domain above", calls("shop.local"), false),
      mentioned("a host of a URL with a user", calls(`amqp://guest:guest@${payments}:8080/`)),
      mentioned("one of a list of brokers", calls(`kafka.example.com:9092,${payments}:8080`)),
      mentioned("not a path", calls(`https://api.example.com/${payments}`), false),
      mentioned("not a part of a path", calls(`/ecs/${payments}/logs`), false),
      mentioned("not a key in a bucket", calls(`s3://data/${payments}/in`), false),
      mentioned("not a part of an ARN", calls(`arn:aws:sqs:eu-central-1:123456789012:${payments}`), false),
      mentioned("not the same host on another port", calls(`http://${payments}:9090`), false),
      {
        it: "presumably one on a port where that of the service is not known",
        program: services((around) => {
          serverOnItsPort(around);
          around.server("orders", calls(`http://${payments}:8080`));
        }),
        finds: [found("orders", "payments")],
        findsAtFirst: [`${found("orders", "payments")} presumed`],
      },
      {
        it: "certainly one on any port, whichever port the service has",
        program: services((around) => {
          serverOnItsPort(around);
          around.server("orders", calls(payments));
        }),
        finds: [found("orders", "payments")],
      },
      mentioned("not an image", { image: payments }, false),
      mentioned("not its own name", calls("http://orders.shop.local"), false),
      {
        it: "not what is in containers that are not known",
        program: services(({ stack, server }) => {
          server("payments");
          server("orders", {
            environment: [
              { name: "UPSTREAM", value: payments },
              { name: "VERSION", value: stack.custom("test:index:Build", "build", {}).id },
            ],
          });
        }),
        findsAtFirst: [],
        finds: [found("orders", "payments")],
      },
      {
        it: "the name that ECS makes where there is no alias",
        program: services(({ server, namespace }) => {
          server(
            "payments",
            {},
            {
              service: {
                serviceConnectConfiguration: {
                  enabled: true,
                  namespace: namespace.arn,
                  services: [{ portName: "payments", clientAlias: [{ port: 80 }] }],
                },
              },
            },
          );
          server("orders", calls(payments));
        }),
        finds: [found("orders", "payments")],
      },
    ]);
  });

  describe("who waits for whom", () => {
    testCases([
      {
        it: "passes a caller that waits",
        program: services(({ server }) => {
          const callee = server("payments");
          server("orders", calls(payments), { options: { dependsOn: [callee] } });
        }),
      },
      {
        it: "passes a caller that waits through another service",
        program: services(({ server }) => {
          const callee = server("payments");
          const between = server("ledger", {}, { options: { dependsOn: [callee] } });
          server("orders", calls(payments), { options: { dependsOn: [between] } });
        }),
      },
      {
        it: "finds each link of a chain",
        program: services(({ server }) => {
          server("ledger");
          server("payments", calls("ledger.shop.local"));
          server("orders", calls(payments));
        }),
        finds: [found("orders", "payments"), found("payments", "ledger")],
      },
      {
        it: "finds all callees of one caller at once",
        program: services(({ server }) => {
          server("ledger");
          server("payments");
          server("orders", calls(`${payments} ledger.shop.local`));
        }),
        finds: [found("orders", "ledger", "payments")],
        says: [
          /\{ dependsOn: \[ledger, payments\] \}/,
          /^Service `orders` names `ledger` and `payments` in its containers and does not wait for them: tasks that are deployed before them never learn the names, and their calls fail\.\n/,
        ],
      },
      {
        it: "tells both of two that call each other",
        program: services(({ server }) => {
          server("payments", calls("orders.shop.local"));
          server("orders", calls(payments));
        }),
        finds: [found("orders", "payments"), found("payments", "orders")],
        says: [
          /`payments` and `orders` call each other: only one of them can wait for the other\. The one that comes first needs a second deployment/,
        ],
      },
      {
        it: "offers no cycle to the one that the other waits for",
        program: services(({ server }) => {
          const first = server("payments", calls("orders.shop.local"));
          server("orders", calls(payments), { options: { dependsOn: [first] } });
        }),
        finds: [found("payments", "orders")],
        says: [
          /^(?![\s\S]*dependsOn: \[)[\s\S]*`orders` waits for `payments`: an edge in the other direction would be a cycle/,
        ],
      },
      {
        it: "says that a caller that exists needs a new deployment",
        program: services(({ server }) => {
          server("payments", {}, { namespace: "shop.local" });
          server("orders", calls(payments), { namespace: "shop.local", options: { exists: true } });
        }),
        findsAtFirst: [
          found("orders", "payments"),
          `mandatory ${servicesAfterPrerequisites} namespace-not-awaited/shop aws:ecs/service:Service::payments`,
        ],
        finds: [found("orders", "payments")],
        says: [
          /`orders` is deployed already.*\n {4}forceNewDeployment: true,\n {4}triggers: \{ payments: payments\.id \},/,
        ],
      },
    ]);
  });

  describe("which services it concerns", () => {
    testCases([
      {
        it: "not those of another namespace",
        program: services(({ stack, server }) => {
          server("payments", {}, { namespace: stack.namespace("other").arn });
          server("orders", calls(payments));
        }),
      },
      {
        it: "presumably those of a namespace that cannot be told apart",
        program: services(({ server }) => {
          server("payments", {}, { namespace: "elsewhere" });
          server("orders", calls(payments), {
            namespace: "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1",
          });
        }),
        finds: [`${found("orders", "payments")} presumed`],
      },
      {
        it: "not client-only ones, which another policy judges",
        program: services(({ stack, namespace, server }) => {
          const callee = server("payments");
          stack.service(
            "storefront",
            {
              taskDefinition: stack.taskDefinition("storefront-task", {
                containerDefinitions: JSON.stringify([{ name: "app", ...calls(payments) }]),
              }).arn,
              serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
            },
            { dependsOn: [callee] },
          );
        }),
      },
      {
        it: "not one that this operation leaves out",
        program: services(({ server }) => {
          server("payments");
          server("orders", calls(payments), { options: { leftOut: true } });
        }),
      },
      {
        it: "not one that may be a client only",
        program: services(({ stack, namespace, server }) => {
          server("payments");
          server("orders", calls(payments), {
            service: {
              serviceConnectConfiguration: {
                enabled: true,
                namespace: namespace.arn,
                services: stack
                  .custom(
                    "test:index:Ports",
                    "ports",
                    {},
                    {},
                    { computed: { id: "x", of: [{ portName: "orders" }] } },
                  )
                  .output("of"),
              },
            },
          });
        }),
        findsAtFirst: [`advisory ${undetermined} part-unknown ${service}::orders`],
        finds: [found("orders", "payments")],
      },
    ]);
  });
});
