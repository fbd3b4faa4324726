/** Stacks that are judged without an engine: what is drawn of them, and how findings come about. */
import assert from "node:assert/strict";
import { type JudgedStack, judgeState, type RawSettings } from "ecs-guardrails-policies/judging";
import { readState } from "../../../cli/states/state";
import { isJsonObject, type Json } from "../../../cli/states/values";
import {
  bytes,
  clientBeforeServer,
  readOnTaskRole,
  resource,
  stackUrn,
  stateOf,
  urnOf,
} from "../../support/states";

const serviceType = "aws:ecs/service:Service";

async function judged(resources: readonly Json[], settings: RawSettings = {}): Promise<JudgedStack> {
  const state = await readState(bytes(stateOf(resources)));
  return judgeState(state.resources, settings, () => new Date("2026-06-15T12:00:00Z"));
}

/** A service outside of Service Connect that comes after others. */
function service(name: string, ...after: readonly string[]): Json {
  return resource(serviceType, name, {
    inputs: { name },
    outputs: { id: name, name },
    dependencies: after.map((other) => urnOf(serviceType, other)),
  });
}

describe("the picture of a stack", () => {
  async function drawn(resources: readonly Json[]) {
    const { picture } = await judged(resources);
    return picture.services.map(({ name, part, wave, waitsFor }) => [
      name,
      part,
      wave,
      waitsFor.map((urn) => urn.split("::").at(-1)),
    ]);
  }

  it("has services in waves, each with those that it waits for itself", async () => {
    // `web` waits for `users` by way of `orders`, too.
    const services = [
      service("web", "orders", "users"),
      service("orders", "users"),
      service("users"),
      service("mail", "users"),
      service("alone"),
    ];
    assert.deepEqual(await drawn(services), [
      ["alone", "none", 0, []],
      ["users", "none", 0, []],
      ["mail", "none", 1, ["users"]],
      ["orders", "none", 1, ["users"]],
      ["web", "none", 2, ["orders"]],
    ]);
  });

  it("follows waits that lead over other resources", async () => {
    const queue = resource("aws:sqs/queue:Queue", "jobs", { dependencies: [urnOf(serviceType, "users")] });
    const web = resource(serviceType, "web", {
      inputs: { name: "web" },
      outputs: { id: "web" },
      propertyDependencies: { tags: [urnOf("aws:sqs/queue:Queue", "jobs")] },
    });
    assert.deepEqual(await drawn([service("users"), queue, web]), [
      ["users", "none", 0, []],
      ["web", "none", 1, ["users"]],
    ]);
  });

  it("tells parts in Service Connect", async () => {
    assert.deepEqual(await drawn(clientBeforeServer()), [
      ["api", "client-only", 0, []],
      ["users", "client-server", 0, []],
    ]);
  });

  it("ends where edges lead in a circle, which no engine makes", async () => {
    const services = await drawn([service("one", "two"), service("two", "one")]);
    assert.deepEqual(services.map(([name]) => name).sort(), ["one", "two"]);
  });

  it("tells of each secret what both roles may do, and by what", async () => {
    const { picture } = await judged(readOnTaskRole());
    assert.deepEqual(picture.tasks, [
      {
        urn: urnOf("aws:ecs/taskDefinition:TaskDefinition", "app"),
        name: "app",
        secrets: [
          {
            label: "`app/PASSWORD`",
            roles: [
              {
                role: "execution",
                name: "execution",
                mayRead: "no",
                decidedBy: "nothing allows `execution` `ssm:GetParameters`",
              },
              {
                role: "task",
                name: "task",
                mayRead: "yes",
                decidedBy: "statement 1 of `reads` allows `ssm:GetParameters`",
              },
            ],
          },
        ],
      },
    ]);
  });

  it("goes by what configuration declares of roles made elsewhere", async () => {
    const made = urnOf("aws:iam/role:Role", "execution");
    const resources = readOnTaskRole().filter((one) => !isJsonObject(one) || one.urn !== made);
    const answer = async (settings: RawSettings) => {
      const { picture } = await judged(resources, settings);
      const [{ mayRead, decidedBy } = { mayRead: undefined, decidedBy: undefined }] =
        picture.tasks[0]?.secrets[0]?.roles ?? [];
      return [mayRead, decidedBy];
    };
    const externalRoles = [
      { role: "execution", actions: ["ssm:GetParameters"], resources: ["*"], reason: "platform stack" },
    ];
    assert.equal((await answer({}))[0], "cannot tell");
    assert.deepEqual(await answer({ "ecs-execution-role-reads-secrets": { externalRoles } }), [
      "yes",
      "an entry of `externalRoles` allows `ssm:GetParameters`",
    ]);
  });
});

describe("how a finding comes about", () => {
  async function why(resources: readonly Json[], policy: string, settings: RawSettings = {}) {
    const { reports } = await judged(resources, settings);
    return reports
      .filter((report) => report.policy === policy)
      .flatMap((report) =>
        report.why.map(({ urn, text, unawaited }) => [
          urn?.split("::").at(-1),
          text,
          ...(unawaited ? ["unawaited"] : []),
        ]),
      );
  }

  it("is told from the grant on the task role to the execution role", async () => {
    assert.deepEqual(await why(readOnTaskRole(), "ecs-ssm-grant-on-execution-role"), [
      ["reads", "statement 1 of `reads` gives the read to the task role"],
      ["app", "task role of `app`: `task`"],
      ["execution", "nothing gives it to execution role `execution`"],
    ]);
  });

  it("is told from the secret to the role that may not read it", async () => {
    assert.deepEqual(await why(readOnTaskRole(), "ecs-execution-role-reads-secrets"), [
      ["app", "`app/PASSWORD` of task definition `app` is fetched with `ssm:GetParameters`"],
      ["execution", "nothing allows `execution` `ssm:GetParameters`"],
    ]);
  });

  it("is told from the client to the server for which it does not wait", async () => {
    const policy = "ecs-service-connect-clients-after-servers";
    const steps = [
      ["api", "`api` is a client only: its tasks know the names that there are when it is deployed"],
      ["users", "nothing makes it wait for `users`", "unawaited"],
    ];
    // As a question, of what exists already, and as a finding.
    assert.deepEqual(await why(clientBeforeServer(), policy), steps);
    assert.deepEqual(await why(clientBeforeServer(), policy, { [policy]: { clients: "all" } }), steps);
  });
});

describe("what is judged without an engine", () => {
  it("has its level from the settings, and what is exempt with its reason", async () => {
    const exemptions = [{ resource: "reads", reason: "known", expires: "2026-12-31" }];
    const { reports, covering } = await judged(readOnTaskRole(), {
      all: "advisory",
      "ecs-ssm-grant-on-execution-role": { enforcementLevel: "mandatory", exemptions },
      "ecs-task-definitions-are-accepted": "disabled",
    });
    assert.deepEqual(
      reports.map(({ policy, level, places: [{ ids }], exemption }) => [policy, level, ids, exemption]),
      [
        [
          "ecs-ssm-grant-on-execution-role",
          "mandatory",
          ["task-role-only"],
          { reason: "known", expires: "2026-12-31" },
        ],
        ["ecs-execution-role-reads-secrets", "advisory", ["secret-unreadable/app/password"], undefined],
      ],
    );
    assert.deepEqual(covering.get("ecs-ssm-grant-on-execution-role"), exemptions);
  });

  it("says what the pack would print", async () => {
    const { notes, urn, partial } = await judged(readOnTaskRole());
    assert.deepEqual(notes, [
      "ecs-guardrails judged 6 resources: 1 task definition, 0 Service Connect services.",
    ]);
    assert.deepEqual([urn, partial], [stackUrn, false]);
  });

  it("is nothing where all policies are disabled", async () => {
    const { reports, notes, picture } = await judged(readOnTaskRole(), { all: "disabled" });
    assert.deepEqual(
      { reports, notes, picture },
      { reports: [], notes: [], picture: { services: [], tasks: [] } },
    );
  });
});
