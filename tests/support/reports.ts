/** Reports as a scan or a preview makes them. */
import type { Finding, Policy, Report, Stack } from "../../cli/report/report";

const undetermined = "ecs-guardrails-undetermined";

function policy(name: string, displayName: string, rest: Partial<Policy> = {}): Policy {
  return {
    name,
    displayName,
    description: `${displayName}: tasks do not start otherwise.`,
    level: "mandatory",
    severity: "high",
    remediation: "Give `ssm:GetParameters` to the execution role.",
    tags: ["ecs", "iam"],
    url: `https://example.com/policies/${name}.md`,
    ...rest,
  };
}

const policies: readonly Policy[] = [
  policy("ecs-ssm-grant-on-execution-role", "Parameter Store reads belong to the execution role"),
  policy("ecs-execution-role-reads-secrets", "Execution roles read the secrets of their tasks"),
  policy("ecs-service-connect-clients-after-servers", "Clients wait for servers"),
  policy("ecs-services-are-accepted", "ECS accepts the services", { level: "disabled", severity: "medium" }),
  policy(undetermined, "What cannot be told", { level: "advisory", severity: "low" }),
];

export function urnOf(stack: string, type: string, name: string): string {
  return `urn:pulumi:prod::${stack}::${type}::${name}`;
}

export function finding(urn: string, rest: Partial<Finding> = {}): Finding {
  return {
    policy: "ecs-ssm-grant-on-execution-role",
    reportedBy: "ecs-ssm-grant-on-execution-role",
    level: "mandatory",
    kind: "finding",
    certainty: "proven",
    places: [{ urn, ids: ["task-role-only"] }],
    message: "Tasks of `web` cannot start.",
    why: [],
    ...rest,
  };
}

export function stack(project: string, rest: Partial<Stack> = {}): Stack {
  return {
    source: `organization/${project}/prod`,
    project,
    stack: "prod",
    resources: 8,
    partial: false,
    findings: [],
    notes: [],
    picture: { services: [], tasks: [] },
    ...rest,
  };
}

export function report(rest: Partial<Report> = {}): Report {
  return {
    version: 1,
    tool: { name: "ecs-guardrails", version: "0.1.0" },
    command: "scan",
    time: "2026-03-01T12:00:00.000Z",
    policies,
    stacks: [],
    failures: [],
    ...rest,
  };
}

const rolePolicy = urnOf("notifications", "aws:iam/rolePolicy:RolePolicy", "notification-ses-policy");
const taskDefinition = urnOf("notifications", "aws:ecs/taskDefinition:TaskDefinition", "notification");
const gateway = urnOf("shop", "app:index:Api$aws:ecs/service:Service", "api-gateway");
const users = urnOf("shop", "app:index:Api$aws:ecs/service:Service", "user-service");
const orders = urnOf("shop", "app:index:Api$aws:ecs/service:Service", "order-service");

const misplacedRead = finding(rolePolicy, {
  message: `Tasks of \`notification\` cannot start with a secret from Parameter Store: this stack gives the read to task role \`notification-task-role\`.
What fails: a task with a secret in Parameter Store stops before its containers start:
    ResourceInitializationError: unable to pull secrets or registry auth: …
    AccessDeniedException: … is not authorized to perform: ssm:GetParameters
Why: statement 2 of \`notification-ses-policy\` gives the read to the task role.
Change: give the read to the execution role:
    const reads = new aws.iam.RolePolicy("notification-secret-reads", {
      role: "ecsTaskExecutionRole",
    });
and let the service wait for it, with \`{ dependsOn: [reads] }\`.
To accept it: "exemptions": [{ "resource": "notification-ses-policy", "finding": "task-role-only", "reason": "…" }] in the configuration of this policy.
Finding: task-role-only`,
  why: [
    { urn: rolePolicy, text: "statement 2 of `notification-ses-policy` gives the read to the task role" },
    { text: "`ecsTaskExecutionRole` is made elsewhere and gets no such read here" },
    { urn: taskDefinition, text: "`notification` takes `DATABASE_URL` from Parameter Store" },
  ],
});

const openQuestion = finding(taskDefinition, {
  policy: "ecs-execution-role-reads-secrets",
  reportedBy: undetermined,
  level: "advisory",
  kind: "question",
  certainty: "undetermined",
  places: [{ urn: taskDefinition, ids: ["secret-unclear/notification/database_url"] }],
  message: `ecs-execution-role-reads-secrets cannot tell: whether ECS can read \`notification/DATABASE_URL\`.
To settle it: declare in \`externalRoles\` what the role may do.
Finding: secret-unclear/notification/database_url`,
});

const clientFirst = finding(gateway, {
  policy: "ecs-service-connect-clients-after-servers",
  reportedBy: "ecs-service-connect-clients-after-servers",
  places: [
    { urn: gateway, ids: ["client-without-server/user-service"] },
    { urn: orders, ids: ["client-without-server/user-service"] },
  ],
  message: `Client-only service \`api-gateway\` does not wait for client-server service \`user-service\`: their calls fail.
Change: make \`api-gateway\` wait:
    { dependsOn: [userService] }
Finding: client-without-server/user-service`,
  why: [
    { urn: users, text: "`user-service` offers the name", unawaited: true },
    { urn: gateway, text: "`api-gateway` learns only names that are there" },
  ],
});

const advice = finding(users, {
  policy: "ecs-service-connect-clients-after-servers",
  reportedBy: undetermined,
  level: "advisory",
  kind: "advice",
  places: [{ urn: users, ids: ["no-steady-state"] }],
  message: "`user-service` should wait for its steady state.",
});

const presumed = finding(orders, {
  policy: "ecs-service-connect-clients-after-servers",
  reportedBy: "ecs-service-connect-clients-after-servers",
  certainty: "presumed",
  places: [{ urn: orders, ids: ["client-without-server/presumed"] }],
  message: "Client-only service `order-service` may not wait for `user-service`.",
});

const accepted = finding(orders, {
  policy: "ecs-execution-role-reads-secrets",
  reportedBy: "ecs-execution-role-reads-secrets",
  places: [{ urn: orders, ids: ["secret-unreadable/orders/key"] }],
  message: "ECS cannot read `orders/KEY`.",
  exemption: { reason: "Granted by the platform team", expires: "2026-06-30" },
});

const unused = {
  policy: "ecs-ssm-grant-on-execution-role",
  resource: "old-policy",
  project: "shop",
  stack: "prod",
  finding: "task-role-only",
  reason: "Removed next week",
  expires: "2026-06-30",
};
const broken = {
  source: "exports/broken.json",
  reason: "The file ends in the middle of `resources`. Export it again.",
};

/** The two incidents, with findings of every standing and a state that cannot be read. */
export function incidents(): Report {
  return report({
    stacks: [
      stack("notifications", {
        projectFile: "services/notification service/Pulumi.yaml",
        findings: [openQuestion, misplacedRead],
      }),
      stack("shop", { findings: [accepted, advice, presumed, clientFirst], partial: true }),
      stack("website"),
    ],
    failures: [
      {
        source: "exports/broken.json",
        reason: "The file ends in the middle of `resources`. Export it again.",
      },
    ],
    unusedExemptions: [unused],
  });
}

/** Nothing to judge. */
export function empty(): Report {
  return report({ policies: [] });
}

/** Texts that try to be markup, to end what they stand in, or that have no form in XML or UTF-8. */
export const hostileTexts = [
  `<script>alert("1")</script> & <img src='x' onerror=alert(1)>`,
  "a | b \\| c",
  "``` @octocat/team #1 [click](https://evil.example/)",
  "]]> --> </details></code></pre>",
  "control \u0000\u0007\u001b[31m \ufffe lone \ud800 and \udc00 end",
  "https://evil.example/ www.evil.example me@evil.example",
] as const;

export function hostile(): Report {
  const all = hostileTexts.join(" ");
  const urn = urnOf("shop", "aws:ecs/service:Service", all);
  return report({
    time: "not a time",
    policies: [
      ...policies,
      policy("ecs-hostile", all, { description: all, remediation: "Nothing.", tags: [all] }),
    ],
    stacks: [
      stack(all, {
        stack: "../..",
        projectFile: `../${all}/Pulumi.yaml`,
        findings: [
          ...hostileTexts.map((text, index) =>
            finding(urn, {
              policy: "ecs-hostile",
              places: [{ urn, ids: [`hostile/${index}`] }],
              message: `${text} in \`${text.replaceAll("`", "")}\`\n${text}\n    ${text}`,
              why: [{ urn, text }],
            }),
          ),
          finding(urn, { policy: all, exemption: { reason: all } }),
        ],
      }),
    ],
    failures: [{ source: all, reason: all }],
    unusedExemptions: [{ policy: all, resource: all, reason: all }],
  });
}

/** As many findings, a fifth of them of each standing, the least urgent first. */
export function many(count: number): Report {
  const kinds: readonly Finding[] = [accepted, openQuestion, advice, presumed, misplacedRead];
  const findings = kinds.flatMap((kind) =>
    Array.from({ length: Math.ceil(count / kinds.length) }, (_, index) => numbered(kind, index)),
  );
  return report({ stacks: [stack("large", { findings: findings.slice(0, count) })] });
}

function numbered(kind: Finding, index: number): Finding {
  const urn = urnOf("large", "aws:ecs/service:Service", `service-${index}`);
  return { ...kind, places: [{ ...kind.places[0], urn }], message: `Number ${index}: ${kind.message}` };
}

/** With all that may be left out: the type demands it. */
type Complete<T> = { [Key in keyof T]-?: Complete<T[Key]> };

export const complete: Complete<Report> = {
  version: 1,
  tool: { name: "ecs-guardrails", version: "0.1.0" },
  command: "preview",
  time: "2026-03-01T12:00:00.000Z",
  policies,
  stacks: [
    {
      source: "organization/shop/prod",
      project: "shop",
      stack: "prod",
      projectFile: "shop/Pulumi.yaml",
      resources: 3,
      partial: false,
      findings: [
        {
          policy: "ecs-ssm-grant-on-execution-role",
          reportedBy: undetermined,
          level: "advisory",
          kind: "advice",
          certainty: "presumed",
          places: [{ urn: gateway, ids: ["client-without-server/user-service"] }],
          message: "`api-gateway` does not wait for `user-service`.",
          why: [{ urn: users, text: "`user-service` comes later", unawaited: true }],
          exemption: { reason: "Known", expires: "2026-06-30" },
        },
      ],
      notes: ["ecs-guardrails judged 3 resources."],
      picture: {
        services: [{ urn: gateway, name: "api-gateway", part: "client-only", wave: 0, waitsFor: [users] }],
        tasks: [
          {
            urn: taskDefinition,
            name: "notification",
            secrets: [
              {
                label: "notification/DATABASE_URL",
                roles: [
                  { role: "execution", name: "executor", mayRead: "no", decidedBy: "no statement allows it" },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  failures: [broken],
  unusedExemptions: [unused],
};
