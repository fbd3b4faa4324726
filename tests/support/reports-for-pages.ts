/** Reports as scans and previews make them, for the tests of the page and of drawings. */
import type {
  Finding,
  Picture,
  Policy,
  Report,
  Secret,
  Service,
  Stack,
  Step,
  Task,
} from "../../cli/report/report";

const clients = "ecs-service-connect-clients-after-servers";
const secrets = "ecs-execution-role-reads-secrets";
const grants = "ecs-ssm-grant-on-execution-role";

function policy(name: string, displayName: string, level: Policy["level"], description: string): Policy {
  return {
    name,
    displayName,
    description,
    level,
    severity: level === "mandatory" ? "high" : "low",
    remediation: "Give the read to the execution role.\n\nLet the service wait for it, with `dependsOn`.",
    tags: ["ecs"],
    url: `https://example.com/docs/policies/${name}.md`,
  };
}

export const policies: readonly Policy[] = [
  policy(grants, "Grant on the execution role", "mandatory", "Reads of `ssm` belong to the execution role."),
  policy(
    secrets,
    "Execution role reads secrets",
    "mandatory",
    "ECS fetches secrets with the execution role.",
  ),
  policy(clients, "Clients after servers", "mandatory", "Clients wait for the servers of their namespace."),
  policy("ecs-tasks-reach-aws", "Tasks reach AWS", "advisory", "Tasks have a way to the endpoints of AWS."),
  policy("ecs-guardrails-undetermined", "Undetermined", "advisory", "Lists what could not be told."),
];

/** A report of these stacks, made by a scan. */
export function reportOf(stacks: readonly Stack[], rest: Partial<Report> = {}): Report {
  return {
    version: 1,
    tool: { name: "ecs-guardrails", version: "0.1.0" },
    command: "scan",
    time: "2026-03-01T09:30:12.345Z",
    policies,
    stacks,
    failures: [],
    ...rest,
  };
}

/** A stack of that name without findings and services, changed as the test needs it. */
export function stackOf(name: string, rest: Partial<Stack> = {}): Stack {
  return {
    source: name,
    project: "shop",
    stack: name,
    resources: 12,
    partial: false,
    findings: [],
    notes: [],
    picture: { services: [], tasks: [] },
    ...rest,
  };
}

export function urnOf(name: string, type = "aws:ecs/service:Service"): string {
  return `urn:pulumi:production::shop::${type}::${name}`;
}

export function serviceOf(
  name: string,
  wave = 0,
  waitsFor: readonly string[] = [],
  part: Service["part"] = "client-server",
): Service {
  return { urn: urnOf(name), name, part, wave, waitsFor: waitsFor.map((awaited) => urnOf(awaited)) };
}

/** A finding that a client does not wait for these servers. */
export function missingOrder(
  client: string,
  servers: readonly string[],
  rest: Partial<Finding> = {},
): Finding {
  const ids = servers.map((server) => `client-without-server/${server.toLowerCase()}`);
  const named = servers.map((server) => `\`${server}\``).join(" and ");
  return {
    policy: clients,
    reportedBy: clients,
    level: "mandatory",
    kind: "finding",
    certainty: "proven",
    places: [{ urn: urnOf(client), ids }],
    message: [
      `Client-only service \`${client}\` does not wait for client-server ${named} in namespace \`service-connect.me\`: tasks that are deployed before it never learn the name, and their calls fail.`,
      `What fails: calls to ${named} end with "could not resolve host" until \`${client}\` is deployed again; ECS shows both services as steady.`,
      `Why: ECS fixes the names that a task can resolve when its service is deployed, and nothing in this program makes \`${client}\` come second.`,
      `Change: make \`${client}\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options:`,
      "    { dependsOn: [userService] }",
      `To accept it: "exemptions": [{ "resource": "${client}", "finding": "${ids[0]}", "reason": "…" }] in the configuration of this policy.`,
      `Finding: ${ids.join(", ")}`,
    ].join("\n"),
    why: [
      ...servers.map(
        (server): Step => ({
          urn: urnOf(server),
          text: `\`${server}\` offers a name in namespace \`service-connect.me\``,
          unawaited: true,
        }),
      ),
      { urn: urnOf(client), text: `\`${client}\` learns names only when it is deployed` },
      { text: "its calls end with `could not resolve host`" },
    ],
    ...rest,
  };
}

const grantOnTaskRole: Finding = {
  policy: grants,
  reportedBy: grants,
  level: "mandatory",
  kind: "finding",
  certainty: "proven",
  places: [
    { urn: urnOf("notification-ses-policy", "aws:iam/rolePolicy:RolePolicy"), ids: ["task-role-only"] },
  ],
  message: [
    "Tasks of `notification` cannot start with a secret from Parameter Store: ECS fetches it with execution role `ecsTaskExecutionRole`, which is made elsewhere and gets no such read here, and this stack gives the read to task role `notification-task-role`.",
    "What fails: a task with a secret in Parameter Store stops before its containers start:",
    "    ResourceInitializationError: unable to pull secrets or registry auth: …",
    "    AccessDeniedException: … is not authorized to perform: ssm:GetParameters",
    "Why: statement 2 of `notification-ses-policy` gives the read to the task role, which only the running application uses.",
    "Change: give the read to the execution role, and take it from the task role unless the application needs it:",
    '    const notificationSecretReads = new aws.iam.RolePolicy("notification-secret-reads", {',
    '      role: "ecsTaskExecutionRole",',
    "      policy: JSON.stringify({",
    '        Version: "2012-10-17",',
    '        Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: ["arn:aws:ssm:eu-central-1:123456789012:parameter/9900/SENDER_ADDRESS", "arn:aws:ssm:eu-central-1:123456789012:parameter/JobSyncHub/DATABASE_URL"] }],',
    "      }),",
    "    });",
    "and let the service wait for it, with `{ dependsOn: [notificationSecretReads] }`.",
    'To accept it: "exemptions": [{ "resource": "notification-ses-policy", "finding": "task-role-only", "reason": "…" }] in the configuration of this policy.',
    "Finding: task-role-only",
  ].join("\n"),
  why: [
    {
      urn: urnOf("notification-ses-policy", "aws:iam/rolePolicy:RolePolicy"),
      text: "statement 2 of `notification-ses-policy` allows `ssm:GetParameters`",
    },
    {
      urn: urnOf("notification-task-role", "aws:iam/role:Role"),
      text: "`notification-task-role` gets it, which is the task role",
    },
    { text: "`ecsTaskExecutionRole` fetches the secrets, and gets no such read in this stack" },
  ],
};

const secretUnclear: Finding = {
  policy: secrets,
  reportedBy: "ecs-guardrails-undetermined",
  level: "advisory",
  kind: "question",
  certainty: "undetermined",
  places: [
    {
      urn: urnOf("notification", "aws:ecs/taskDefinition:TaskDefinition"),
      ids: ["secret-unclear/notification/database_url", "secret-unclear/notification/sender_address"],
    },
  ],
  message: [
    "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `notification/DATABASE_URL` and `notification/SENDER_ADDRESS` for task definition `notification`: `ecsTaskExecutionRole` is made elsewhere, and what it may do there is not declared.",
    "To settle it: Declare in `externalRoles`, in the configuration of both policies about secrets, what the role may do, or give it the read by a policy of this stack.",
    "Finding: secret-unclear/notification/database_url, secret-unclear/notification/sender_address",
  ].join("\n"),
  why: [],
};

function secretOf(label: string): Secret {
  return {
    label,
    roles: [
      {
        role: "execution",
        name: "ecsTaskExecutionRole",
        mayRead: "cannot tell",
        decidedBy: "the role is made elsewhere, and what it may do there is not declared",
      },
      {
        role: "task",
        name: "notification-task-role",
        mayRead: "yes",
        decidedBy: "statement 2 of `notification-ses-policy` allows `ssm:GetParameters`",
      },
    ],
  };
}

const notificationTask: Task = {
  urn: urnOf("notification", "aws:ecs/taskDefinition:TaskDefinition"),
  name: "notification",
  secrets: [secretOf("notification/DATABASE_URL"), secretOf("notification/SENDER_ADDRESS")],
};

/** Both incidents, what else a stack can have, and a stack without anything. */
export function incidents(): Report {
  const secretOnTaskRole = stackOf("incident-ssm-on-task-role", {
    project: "job-sync-hub",
    source: "exports/incident-ssm-on-task-role.json",
    findings: [grantOnTaskRole, secretUnclear],
    notes: ["ecs-guardrails judged 8 resources: 1 task definition, 0 Service Connect services."],
    picture: { services: [serviceOf("notification", 0, [], "none")], tasks: [notificationTask] },
  });
  const clientBeforeServer = stackOf("incident-client-before-server", {
    project: "job-sync-hub",
    source: "exports/incident-client-before-server.json",
    projectFile: "services/gateway/Pulumi.yaml",
    findings: [missingOrder("api-gateway", ["user-service"])],
    picture: {
      services: [serviceOf("user-service"), serviceOf("api-gateway", 0, [], "client-only")],
      tasks: [],
    },
  });
  return reportOf([secretOnTaskRole, clientBeforeServer, market(), stackOf("empty")], {
    failures: [
      {
        source: "exports/broken.json",
        reason:
          "It is no exported stack: `deployment` is missing.\nExport it again with `pulumi stack export`.",
      },
    ],
    unusedExemptions: [
      { policy: secrets, resource: "billing-*", reason: "moved to another stack", expires: "2026-01-31" },
    ],
  });
}

/** A stack of many layers with findings of all standings. */
export function market(): Stack {
  const services = [
    serviceOf("identity"),
    serviceOf("ledger"),
    serviceOf("catalogue"),
    serviceOf("batch-import", 0, [], "none"),
    serviceOf("pricing", 1, ["catalogue", "ledger"]),
    serviceOf("orders", 1, ["ledger"]),
    serviceOf("search-indexer-of-all-products-and-categories", 1, ["catalogue"], "unclear"),
    serviceOf("checkout", 2, ["orders", "pricing"]),
    serviceOf("storefront", 3, ["checkout", "identity"], "client-only"),
    serviceOf("back-office", 2, ["orders"], "client-only"),
  ];
  return stackOf("production", {
    project: "market",
    partial: true,
    resources: 214,
    findings: [
      missingOrder("back-office", ["identity", "ledger"], { certainty: "presumed" }),
      missingOrder("storefront", ["search-indexer-of-all-products-and-categories"], {
        kind: "question",
        certainty: "undetermined",
        level: "advisory",
        reportedBy: "ecs-guardrails-undetermined",
      }),
      missingOrder("checkout", ["batch-import"], {
        exemption: { reason: "Checkout asks for it again until it answers", expires: "2026-09-30" },
      }),
      {
        policy: "ecs-tasks-reach-aws",
        reportedBy: "ecs-guardrails-undetermined",
        level: "advisory",
        kind: "advice",
        certainty: "proven",
        places: [{ urn: urnOf("ledger"), ids: ["no-endpoint"] }],
        message: "Tasks of `ledger` reach AWS through one NAT gateway in another zone.",
        why: [],
      },
    ],
    picture: {
      services,
      tasks: [
        {
          urn: urnOf("ledger", "aws:ecs/taskDefinition:TaskDefinition"),
          name: "ledger",
          secrets: [
            {
              label: "ledger/DATABASE_URL",
              roles: [
                {
                  role: "execution",
                  name: "ledger-execution",
                  mayRead: "no",
                  decidedBy: "no statement of `ledger-execution` allows `ssm:GetParameters`",
                },
              ],
            },
          ],
        },
      ],
    },
  });
}

const hostileNames = [
  "</script><img src=x onerror=alert(1)>",
  "\"quoted' & <b>bold</b>",
  "null\u0000bell\u0007escape\u001b[31m",
  "line\u2028separator\u2029paragraph",
  "\u202egnihtyna\u2066\u2067",
  "]]> --> <!-- %% `backquote`",
  "lone\ud800surrogate",
  "注文サービス注文サービス注文サービス注文サービス",
  "1. first\n- second | end; click s0",
  "a".repeat(300),
] as const;

/** Names that would run, break or turn the page, wherever a report has text from outside. */
export function hostile(): Report {
  const [script = ""] = hostileNames;
  const services = hostileNames.map((name, index) =>
    serviceOf(name, index === 0 ? 0 : 1, index === 0 ? [] : [script]),
  );
  const stacks = hostileNames.map((name, index) =>
    stackOf(name, {
      source: name,
      project: name,
      projectFile: name,
      notes: [name],
      findings: [missingOrder(name, [script], { exemption: { reason: name } }), missingOrder(name, [script])],
      picture: {
        services: index === 0 ? services : [],
        tasks: [
          {
            urn: urnOf(name),
            name,
            secrets: [{ label: name, roles: [{ role: "execution", name, mayRead: "no", decidedBy: name }] }],
          },
        ],
      },
    }),
  );
  return reportOf(stacks, {
    failures: [{ source: script, reason: script }],
    unusedExemptions: [
      { policy: script, resource: script, reason: script, project: script, finding: script },
    ],
    policies: [...policies, { ...policy(script, script, "disabled", script), url: "javascript:alert(1)" }],
  });
}

/** One stack of that many services in ten waves, each of which waits for up to four of the wave before. */
export function layeredPicture(count: number, secretsOfEach = 0): Picture {
  const name = (index: number) => `service-${String(index).padStart(4, "0")}`;
  const size = Math.ceil(count / 10);
  const services = Array.from({ length: count }, (_, index) => {
    const wave = Math.floor(index / size);
    const first = (wave - 1) * size;
    const awaited = wave === 0 ? [] : [0, 7, 31].map((step) => name(first + ((index + step) % size)));
    return serviceOf(
      name(index),
      wave,
      [...new Set(awaited)],
      index % 3 === 0 ? "client-only" : "client-server",
    );
  });
  const tasks = services.map(({ name: service }) => ({
    urn: urnOf(service, "aws:ecs/taskDefinition:TaskDefinition"),
    name: service,
    secrets: Array.from({ length: secretsOfEach }, (_, index) => secretOf(`${service}/SECRET_${index}`)),
  }));
  return { services, tasks };
}

/** A stack of 1,000 services, nearly 3,000 edges, 2,000 secrets and 60 findings. */
export function thousandServices(): Report {
  const picture = layeredPicture(1000, 2);
  const findings = Array.from({ length: 60 }, (_, index) =>
    missingOrder(`service-${String(index * 15 + 100).padStart(4, "0")}`, [
      `service-${String(index).padStart(4, "0")}`,
    ]),
  );
  return reportOf([stackOf("production", { resources: 9000, picture, findings })]);
}

/** 300 stacks of ten services and four findings each. */
export function threeHundredStacks(): Report {
  const stacks = Array.from({ length: 300 }, (_, index) =>
    stackOf(`production-${index}`, {
      resources: 200,
      source: `exports/production-${index}.json`,
      findings: index % 4 === 0 ? [] : [grantOnTaskRole, secretUnclear, ...market().findings.slice(0, 2)],
      picture: { services: market().picture.services, tasks: [notificationTask] },
    }),
  );
  return reportOf(stacks);
}
