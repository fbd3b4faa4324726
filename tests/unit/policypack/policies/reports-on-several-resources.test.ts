/** Reports on several resources of which one cause is told once. */
import assert from "node:assert/strict";
import { allow, assertFinds, containers, document, parameterArn } from "../../../support/cases";
import {
  type Diagnostic,
  type JsonObject,
  judge,
  type PackConfig,
  readsSecrets,
  ssmGrant,
  undetermined,
} from "../../../support/pack";
import { type Input, jsonText, type Moment, Stack, urn } from "../../../support/stack";

const reason = "accepted until the migration";
const exempting = (...resources: JsonObject[]) => ({
  exemptions: resources.map((entry) => ({ ...entry, reason })),
});
const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const unreadable = (name: string, ...ids: string[]) =>
  `mandatory ${readsSecrets} ${(ids.length > 0 ? ids : ["app/secret_0"]).map((id) => `secret-unreadable/${id}`).join(",")} ${definition(name)}`;

interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  /** Each once, however many resources it names. */
  readonly reports: readonly string[];
  /** But for the line that says what was judged. */
  readonly printed: readonly string[];
}

async function judged(
  program: (stack: Stack) => void,
  config: PackConfig = {},
  moment: Moment = "update preview",
): Promise<Judged> {
  const stack = new Stack();
  program(stack);
  const { diagnostics, printed } = await judge(stack.seen(moment), { [ssmGrant]: "disabled", ...config });
  return {
    diagnostics,
    reports: [...new Set(diagnostics.map(({ message }) => message))],
    printed: printed.filter((line) => !line.startsWith("ecs-guardrails judged")),
  };
}

/** Task definitions of one execution role, by name, each with what it takes. */
function sharing(stack: Stack, taken: Readonly<Record<string, readonly Input[]>>, onExecution?: Input): void {
  const execution = stack.role("execution", { name: "shop-execution" });
  if (onExecution !== undefined)
    stack.rolePolicy("execution-reads", { role: execution.name, policy: jsonText(onExecution) });
  for (const [name, secrets] of Object.entries(taken))
    stack.taskDefinition(name, {
      executionRoleArn: execution.arn,
      containerDefinitions: jsonText(containers(secrets)),
    });
}

/** Three that share an execution role that may read nothing. */
function three(stack: Stack): void {
  const [url, token] = [stack.parameter("database-url").arn, stack.secret("token").arn];
  sharing(stack, { web: [url], api: [token, url], jobs: [parameterArn] });
}

const whatFails = (...actions: string[]) =>
  [
    "What fails: ECS fetches secrets with the execution role before the containers start, and each task stops:",
    "    ResourceInitializationError: unable to pull secrets or registry auth: …",
    ...actions.map((action) => `    AccessDeniedException: … is not authorized to perform: ${action}`),
  ].join("\n");

describe("task definitions that share an execution role which may not read", () => {
  it("are one report", async () => {
    const { diagnostics, reports } = await judged(three);
    assertFinds(diagnostics, [
      unreadable("api", "app/secret_0", "app/secret_1"),
      unreadable("jobs"),
      unreadable("web"),
    ]);
    assert.deepEqual(reports, [
      `Tasks of task definitions \`api\`, \`jobs\` and \`web\` cannot start: ECS fetches their secrets with execution role \`execution\`, which may not read them.
${whatFails("secretsmanager:GetSecretValue", "ssm:GetParameters")}
Why: nothing allows \`execution\` \`secretsmanager:GetSecretValue\` on the secret; nothing allows \`execution\` \`ssm:GetParameters\` on the parameter.
Change: give the read to the execution role:
    const executionSecretReads = new aws.iam.RolePolicy("execution-secret-reads", {
      role: execution.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [token.arn] },
          { Effect: "Allow", Action: "ssm:GetParameters", Resource: [databaseUrl.arn, "${parameterArn}"] },
        ],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [executionSecretReads] }\`.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "api", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
      { "resource": "api", "finding": "secret-unreadable/app/secret_1", "reason": "…" },
      { "resource": "jobs", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
      { "resource": "web", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
    ]
Finding: secret-unreadable/app/secret_0, secret-unreadable/app/secret_1
Finding: secret-unreadable/app/secret_0 on ${urn(definition("jobs"))}
Finding: secret-unreadable/app/secret_0 on ${urn(definition("web"))}`,
    ]);
  });

  it("are one report of those that no exemption covers", async () => {
    const { diagnostics, reports, printed } = await judged(three, {
      [readsSecrets]: exempting({ resource: "api" }),
    });
    assertFinds(diagnostics, [unreadable("jobs"), unreadable("web")]);
    assert.deepEqual(reports, [
      `Tasks of task definitions \`jobs\` and \`web\` cannot start: ECS fetches their secrets with execution role \`execution\`, which may not read them.
${whatFails("ssm:GetParameters")}
Why: nothing allows \`execution\` \`ssm:GetParameters\` on the parameter.
Change: give the read to the execution role:
    const executionSecretReads = new aws.iam.RolePolicy("execution-secret-reads", {
      role: execution.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: ["${parameterArn}", databaseUrl.arn] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [executionSecretReads] }\`.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "jobs", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
      { "resource": "web", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
    ]
Finding: secret-unreadable/app/secret_0
Finding: secret-unreadable/app/secret_0 on ${urn(definition("web"))}`,
    ]);
    assert.deepEqual(printed, [
      `${readsSecrets}: secret-unreadable/app/secret_0 on \`api\` is exempt: ${reason}`,
      `${readsSecrets}: secret-unreadable/app/secret_1 on \`api\` is exempt: ${reason}`,
    ]);
  });

  it("are a report as of one where exemptions leave one", async () => {
    const { diagnostics, reports } = await judged(three, {
      [readsSecrets]: exempting(
        { resource: "jobs" },
        { resource: "web" },
        { resource: "api", finding: "secret-unreadable/app/secret_1" },
      ),
    });
    assertFinds(diagnostics, [unreadable("api", "app/secret_0")]);
    assert.deepEqual(reports, [
      `Tasks of task definition \`api\` cannot start: ECS fetches \`app/SECRET_0\` with execution role \`execution\`, which may not read it.
${whatFails("secretsmanager:GetSecretValue")}
Why: nothing allows \`execution\` \`secretsmanager:GetSecretValue\` on the secret.
Change: give the read to the execution role:
    const apiSecretReads = new aws.iam.RolePolicy("api-secret-reads", {
      role: execution.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [token.arn] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [apiSecretReads] }\`.
To accept it: "exemptions": [{ "resource": "api", "finding": "secret-unreadable/app/secret_0", "reason": "…" }] in the configuration of this policy.
Finding: secret-unreadable/app/secret_0`,
    ]);
  });

  it("are none where exemptions cover all", async () => {
    const { diagnostics } = await judged(three, { [readsSecrets]: exempting({ resource: "*" }) });
    assertFinds(diagnostics, []);
  });

  it("are told with the exemption that has expired, once", async () => {
    const { diagnostics, reports } = await judged(three, {
      [readsSecrets]: exempting({ resource: "*", expires: "2026-06-14" }),
    });
    assertFinds(diagnostics, [
      unreadable("api", "app/secret_0", "app/secret_1"),
      unreadable("jobs"),
      unreadable("web"),
    ]);
    assert.equal(reports.length, 1);
    assert.deepEqual(reports[0]?.match(/^An exemption .*$/gm), [
      `An exemption from this expired on 2026-06-14: ${reason}`,
    ]);
  });

  it("are one report of what is presumed and one of what is known, while values are not", async () => {
    const { diagnostics, reports } = await judged(three, {}, "first preview");
    assertFinds(diagnostics, [
      `${unreadable("api", "token", "database-url")} presumed`,
      `${unreadable("web", "database-url")} presumed`,
      unreadable("jobs"),
    ]);
    const [presumed, proven, ...more] = reports.map((report) => report.split("\n"));
    assert.deepEqual(more, []);
    assert.equal(
      presumed?.[0],
      "Tasks of task definitions `api` and `web` cannot start: ECS fetches their secrets with execution role `execution`, which may not read them.",
    );
    assert.deepEqual(presumed?.slice(-2), [
      "Finding: secret-unreadable/token, secret-unreadable/database-url (presumed)",
      `Finding: secret-unreadable/database-url on ${urn(definition("web"))} (presumed)`,
    ]);
    assert.equal(
      proven?.[0],
      "Tasks of task definition `jobs` cannot start: ECS fetches `app/SECRET_0` with execution role `execution`, which may not read it.",
    );
    assert.deepEqual(proven?.slice(-1), ["Finding: secret-unreadable/app/secret_0"]);
  });

  it("are one entry of the list where what is presumed is only listed", async () => {
    const { diagnostics, reports } = await judged(
      three,
      { [readsSecrets]: { presumed: "list" }, [undetermined]: exempting({ resource: "api" }) },
      "first preview",
    );
    assertFinds(diagnostics, [
      unreadable("jobs"),
      `advisory ${undetermined} secret-unreadable/database-url ${definition("web")} presumed`,
    ]);
    assert.match(
      reports[1] ?? "",
      /^ecs-execution-role-reads-secrets presumes: tasks of task definition `web` cannot start: ECS fetches parameter `database-url` with execution role `execution`, which may not read it\.\n/,
    );
  });

  it("tell of all task roles that have the permission", async () => {
    const { diagnostics, reports } = await judged((stack) => {
      const execution = stack.role("execution");
      for (const name of ["web", "api"]) {
        const task = stack.role(`${name}-task`);
        stack.rolePolicy(`${name}-reads`, {
          role: task.name,
          policy: jsonText(allow("ssm:GetParameters", "*")),
        });
        stack.taskDefinition(name, {
          taskRoleArn: task.arn,
          executionRoleArn: execution.arn,
          containerDefinitions: jsonText(containers()),
        });
      }
    });
    assertFinds(diagnostics, [unreadable("api"), unreadable("web")]);
    assert.match(
      reports[0] ?? "",
      /, which may not read them; the permission is on task roles `api-task` and `web-task`\.\n/,
    );
    assert.match(
      reports[0] ?? "",
      /^Why: nothing allows `execution` `ssm:GetParameters` on the parameter; statement 1 of `api-reads` gives it to `api-task`, which only the running application uses; statement 1 of `web-reads` gives it to `web-task`, which only the running application uses\.$/m,
    );
  });
});

describe("task definitions without an execution role", () => {
  it("are a report each, for each needs a role of its own", async () => {
    const { diagnostics, reports } = await judged((stack) => {
      for (const name of ["web", "api"])
        stack.taskDefinition(name, { containerDefinitions: jsonText(containers()) });
    });
    assertFinds(diagnostics, [unreadable("api"), unreadable("web")]);
    assert.deepEqual(
      reports.map((report) => report.split("\n", 1)[0]),
      ["api", "web"].map(
        (name) =>
          `Tasks of task definition \`${name}\` cannot start: ECS fetches \`app/SECRET_0\` with an execution role, and there is none.`,
      ),
    );
  });
});

describe("secrets that a statement nearly allows", () => {
  const singular = { Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" };
  const correction = `Change: correct statement 1 of \`execution-reads\`, so that it allows:
    { Effect: "Allow", Action: "ssm:GetParameters", Resource: ["${parameterArn}"] }
`;

  it("are told with the statement to correct, and others with a policy", async () => {
    const { diagnostics, reports } = await judged((stack) =>
      sharing(
        stack,
        { shop: [parameterArn, stack.secret("token").arn] },
        document(singular, { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }),
      ),
    );
    assertFinds(diagnostics, [unreadable("shop", "app/secret_0", "app/secret_1")]);
    assert.deepEqual(reports, [
      `Tasks of task definition \`shop\` cannot start: ECS fetches \`app/SECRET_0\` and \`app/SECRET_1\` with execution role \`execution\`, which may not read them.
${whatFails("ssm:GetParameters", "secretsmanager:GetSecretValue")}
Why: statement 1 of \`execution-reads\` allows \`ssm:GetParameter\`, and ECS calls \`ssm:GetParameters\` only; nothing allows \`execution\` \`secretsmanager:GetSecretValue\` on the secret.
${correction}Change also: give the read to the execution role:
    const shopSecretReads = new aws.iam.RolePolicy("shop-secret-reads", {
      role: execution.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [token.arn] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [shopSecretReads] }\`.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "shop", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
      { "resource": "shop", "finding": "secret-unreadable/app/secret_1", "reason": "…" },
    ]
Finding: secret-unreadable/app/secret_0, secret-unreadable/app/secret_1`,
    ]);
  });

  it("are told with the statement alone where no other is refused", async () => {
    const { reports } = await judged((stack) => sharing(stack, { shop: [parameterArn] }, document(singular)));
    assert.equal(reports.length, 1);
    assert.ok(reports[0]?.includes(correction));
    assert.doesNotMatch(reports[0] ?? "", /RolePolicy/);
  });

  it("are told with a policy where the statement is for other parameters", async () => {
    const { reports } = await judged((stack) => {
      const execution = stack.role("execution");
      const policyArn = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy";
      stack.attachment("usual", { role: execution.name, policyArn });
      stack.taskDefinition("shop", {
        executionRoleArn: execution.arn,
        containerDefinitions: jsonText(containers()),
      });
    });
    assert.equal(reports.length, 1);
    assert.match(
      reports[0] ?? "",
      /^Why: nothing allows `execution` `ssm:GetParameters` on the parameter\.$/m,
    );
    assert.match(reports[0] ?? "", /^Change: give the read to the execution role:\n {4}const /m);
    assert.doesNotMatch(reports[0] ?? "", /^Change: correct /m);
  });
});

describe("questions that one thing would settle", () => {
  const condition = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
  const open = (stack: Stack) =>
    sharing(
      stack,
      { web: [parameterArn], api: [parameterArn, "/shop/two"], jobs: [parameterArn] },
      allow("ssm:GetParameters", "*", condition),
    );
  const because =
    "statement 1 of `execution-reads` may allow it to `execution`, under a condition, a variable or an ARN that this preview does not settle.";
  const settle =
    "To settle it: Leave out conditions and variables of which a preview cannot know what the request will hold, name a key by its ARN, and write all six fields of an ARN; or accept the question in `exemptions`.";
  const unclear = (name: string, ...secrets: string[]) =>
    `advisory ${undetermined} ${secrets.map((secret) => `secret-unclear/app/${secret}`).join(",")} ${definition(name)}`;

  it("are one entry of the list", async () => {
    const { diagnostics, reports } = await judged(open);
    assertFinds(diagnostics, [
      unclear("api", "secret_0", "secret_1"),
      unclear("jobs", "secret_0"),
      unclear("web", "secret_0"),
    ]);
    assert.deepEqual(reports, [
      [
        `ecs-execution-role-reads-secrets cannot tell: whether ECS can read \`app/SECRET_0\` and \`app/SECRET_1\` for task definition \`api\`: ${because}`,
        `Whether ECS can read \`app/SECRET_0\` for task definition \`jobs\`: ${because}`,
        `Whether ECS can read \`app/SECRET_0\` for task definition \`web\`: ${because}`,
        settle,
        "Finding: secret-unclear/app/secret_0, secret-unclear/app/secret_1",
        `Finding: secret-unclear/app/secret_0 on ${urn(definition("jobs"))}`,
        `Finding: secret-unclear/app/secret_0 on ${urn(definition("web"))}`,
      ].join("\n"),
    ]);
  });

  it("are one entry of those that exemptions of neither policy cover", async () => {
    const { diagnostics, reports, printed } = await judged(open, {
      [readsSecrets]: exempting({ resource: "web" }),
      [undetermined]: exempting({ resource: "api", finding: "secret-unclear/app/secret_0" }),
    });
    assertFinds(diagnostics, [unclear("api", "secret_1"), unclear("jobs", "secret_0")]);
    assert.deepEqual(reports, [
      [
        `ecs-execution-role-reads-secrets cannot tell: whether ECS can read \`app/SECRET_1\` for task definition \`api\`: ${because}`,
        `Whether ECS can read \`app/SECRET_0\` for task definition \`jobs\`: ${because}`,
        settle,
        "Finding: secret-unclear/app/secret_1",
        `Finding: secret-unclear/app/secret_0 on ${urn(definition("jobs"))}`,
      ].join("\n"),
    ]);
    assert.deepEqual(printed, [
      `${readsSecrets}: secret-unclear/app/secret_0 on \`web\` is exempt: ${reason}`,
      `${undetermined}: secret-unclear/app/secret_0 on \`api\` is exempt: ${reason}`,
    ]);
  });

  it("are entries of their own where something else would settle them", async () => {
    const { diagnostics, reports } = await judged((stack) => {
      open(stack);
      stack.taskDefinition("elsewhere", {
        executionRoleArn: "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
        containerDefinitions: jsonText(containers()),
      });
    });
    assertFinds(diagnostics, [
      unclear("api", "secret_0", "secret_1"),
      unclear("elsewhere", "secret_0"),
      unclear("jobs", "secret_0"),
      unclear("web", "secret_0"),
    ]);
    assert.equal(reports.length, 2);
    assert.deepEqual(reports[1]?.split("\n").slice(0, 1), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app/SECRET_0` for task definition `elsewhere`: `ecsTaskExecutionRole` is made elsewhere, and what it may do there is not declared.",
    ]);
    assert.match(reports[1] ?? "", /\nFinding: secret-unclear\/app\/secret_0$/);
  });
});
