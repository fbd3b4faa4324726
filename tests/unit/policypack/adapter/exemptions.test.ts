import assert from "node:assert/strict";
import { allow, assertFinds, containers, readParameters } from "../../../support/cases";
import {
  clientsAfterServers,
  type JsonObject,
  judge,
  outputsAreNotText,
  type PackConfig,
  readsSecrets,
  ssmGrant,
  today,
  undetermined,
} from "../../../support/pack";
import { jsonText, type Moment, Stack } from "../../../support/stack";

const grant = "aws:iam/rolePolicy:RolePolicy::reads";
const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const ssmViolation = `mandatory ${ssmGrant} task-role-only ${grant}`;
const unreadable = `mandatory ${readsSecrets} secret-unreadable/app/secret_0 ${definition}`;
const reason = "accepted until the migration";

/** The first incident. */
function incident(stack: Stack): void {
  const task = stack.role("task");
  stack.rolePolicy("reads", { role: task.name, policy: jsonText(readParameters) });
  stack.taskDefinition("shop", {
    taskRoleArn: task.arn,
    executionRoleArn: stack.role("execution").arn,
    containerDefinitions: jsonText(containers()),
  });
}

async function judged(
  program: (stack: Stack) => void,
  config: PackConfig,
  moment: Moment = "update preview",
) {
  const stack = new Stack();
  program(stack);
  const { diagnostics, printed } = await judge(stack.seen(moment), config);
  return { diagnostics, printed: printed.filter((line) => !line.startsWith("ecs-guardrails judged")) };
}

const exempting = (...exemptions: JsonObject[]): JsonObject => ({ exemptions });

describe("exemptions in the configuration", () => {
  it("silence a finding of their policy and are printed with their reason", async () => {
    const { diagnostics, printed } = await judged(incident, {
      [ssmGrant]: exempting({ resource: "reads", reason }),
    });
    assertFinds(diagnostics, [unreadable]);
    assert.deepEqual(printed, [`${ssmGrant}: task-role-only on \`reads\` is exempt: ${reason}`]);
  });

  it("silence one of several findings, and the message is about the others", async () => {
    const two = (stack: Stack) => {
      incident(stack);
      stack.taskDefinition("two", {
        executionRoleArn: stack.role("plain").arn,
        containerDefinitions: jsonText(containers(["/shop/one", "/shop/two"])),
      });
    };
    const { diagnostics } = await judged(two, {
      [ssmGrant]: "disabled",
      [readsSecrets]: exempting(
        { resource: "shop", reason },
        { resource: "two", finding: "secret-unreadable/app/secret_0", reason },
      ),
    });
    assertFinds(diagnostics, [
      "mandatory ecs-execution-role-reads-secrets secret-unreadable/app/secret_1 aws:ecs/taskDefinition:TaskDefinition::two",
    ]);
    assert.match(diagnostics[0]?.message ?? "", /`app\/SECRET_1`/);
    assert.doesNotMatch(diagnostics[0]?.message ?? "", /SECRET_0/);
  });

  it("silence what their policy leaves undetermined", async () => {
    const open = (stack: Stack) => {
      const execution = stack.role("execution");
      stack.rolePolicy("reads", {
        role: execution.name,
        policy: jsonText(
          allow("ssm:*", "*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
        ),
      });
      stack.taskDefinition("shop", {
        executionRoleArn: execution.arn,
        containerDefinitions: jsonText(containers()),
      });
    };
    const listed = `advisory ${undetermined} secret-unclear/app/secret_0 ${definition}`;
    assertFinds((await judged(open, {})).diagnostics, [listed]);
    for (const policy of [readsSecrets, undetermined]) {
      const exempt = exempting({ resource: "shop", finding: "secret-unclear/*", reason });
      const { diagnostics, printed } = await judged(open, { [policy]: exempt });
      assertFinds(diagnostics, [], policy);
      assert.deepEqual(printed, [`${policy}: secret-unclear/app/secret_0 on \`shop\` is exempt: ${reason}`]);
    }
  });

  it("silence a presumed violation that is only listed", async () => {
    const presumed = (stack: Stack) => {
      const parameter = stack.parameter("database-url");
      stack.taskDefinition("shop", {
        executionRoleArn: stack.role("execution").arn,
        containerDefinitions: jsonText(containers([parameter.arn])),
      });
    };
    const stack = new Stack();
    presumed(stack);
    const config = { presumed: "list", ...exempting({ resource: "shop", reason }) };
    const { diagnostics } = await judge(stack.seen("first preview"), { [readsSecrets]: config });
    assertFinds(diagnostics, []);
  });

  const presumedThenProven = (stack: Stack) => {
    const parameter = stack.parameter("database-url");
    stack.taskDefinition("shop", {
      executionRoleArn: stack.role("execution").arn,
      containerDefinitions: jsonText(containers([parameter.arn])),
    });
  };

  it("of a presumed finding hold after the deployment, when it has another id", async () => {
    const exempt = {
      [readsSecrets]: exempting({ resource: "shop", finding: "secret-unreadable/database-url", reason }),
    };
    for (const [moment, id] of [
      ["first preview", "secret-unreadable/database-url"],
      ["update preview", "secret-unreadable/app/secret_0"],
    ] as const) {
      const { diagnostics, printed } = await judged(presumedThenProven, exempt, moment);
      assertFinds(diagnostics, [], moment);
      assert.deepEqual(printed, [`${readsSecrets}: ${id} on \`shop\` is exempt: ${reason}`]);
    }
  });

  it("of a presumed finding are about its secret and no other", async () => {
    const { diagnostics, printed } = await judged(presumedThenProven, {
      [readsSecrets]: exempting({ resource: "shop", finding: "secret-unreadable/database", reason }),
    });
    assertFinds(diagnostics, [unreadable]);
    assert.deepEqual(printed, [
      `${readsSecrets}: the exemption for "shop" covers no secret-unreadable/database here`,
    ]);
  });

  it("of a presumed finding about a key hold after the deployment, and for the key alone", async () => {
    const encrypted = (stack: Stack) => {
      const parameter = stack.parameter("database-url", { keyId: stack.key("shop-key").arn });
      const execution = stack.role("execution");
      stack.rolePolicy("reads", { role: execution.name, policy: jsonText(allow("ssm:GetParameters", "*")) });
      stack.taskDefinition("shop", {
        executionRoleArn: execution.arn,
        containerDefinitions: jsonText(containers([parameter.arn])),
      });
    };
    const exempt = (finding: string) => ({
      [readsSecrets]: exempting({ resource: "shop", finding, reason }),
    });
    const key = await judged(encrypted, exempt("secret-undecryptable/database-url"));
    assertFinds(key.diagnostics, []);
    assert.deepEqual(key.printed, [
      `${readsSecrets}: secret-undecryptable/app/secret_0 on \`shop\` is exempt: ${reason}`,
    ]);
    const secret = await judged(encrypted, exempt("secret-unreadable/database-url"));
    assertFinds(secret.diagnostics, [unreadable.replace("unreadable/", "undecryptable/")]);
  });

  it("silence the text of an Output, found resource by resource", async () => {
    const text = "Calling [toString] on an [Output<T>] is not supported.";
    const program = (stack: Stack) => void stack.taskDefinition("shop", { tags: { owner: text } });
    const { diagnostics, printed } = await judged(program, {
      [outputsAreNotText]: exempting({ resource: "shop", reason }, { resource: "shpo", reason }),
    });
    assertFinds(diagnostics, []);
    assert.deepEqual(printed, [
      `${outputsAreNotText}: output-text/tags on \`shop\` is exempt: ${reason}`,
      `${outputsAreNotText}: the exemption for "shpo" covers nothing here`,
    ]);
  });

  it("hold to the end of their last day, in UTC", async () => {
    const { diagnostics } = await judged(incident, {
      [ssmGrant]: exempting({ resource: "reads", reason, expires: today }),
      [readsSecrets]: "disabled",
    });
    assertFinds(diagnostics, []);
  });

  it("are findings again afterwards, and say so", async () => {
    const { diagnostics, printed } = await judged(incident, {
      [ssmGrant]: exempting({ resource: "reads", reason, expires: "2026-06-14" }),
      [readsSecrets]: "disabled",
    });
    assertFinds(diagnostics, [ssmViolation]);
    assert.match(diagnostics[0]?.message ?? "", /^An exemption from this expired on 2026-06-14: accepted/m);
    assert.deepEqual(printed, []);
  });

  it("never become findings themselves, whatever the level", async () => {
    const { diagnostics } = await judged(incident, {
      [ssmGrant]: { enforcementLevel: "mandatory", ...exempting({ resource: "reads", reason }) },
      [readsSecrets]: { enforcementLevel: "mandatory", ...exempting({ resource: "*", reason }) },
      [clientsAfterServers]: { enforcementLevel: "mandatory", ...exempting({ resource: "*", reason }) },
      [undetermined]: "mandatory",
    });
    assertFinds(diagnostics, []);
  });

  for (const policy of [outputsAreNotText, ssmGrant, readsSecrets, clientsAfterServers, undetermined]) {
    it(`of ${policy} are findings where they are mistaken`, async () => {
      const { diagnostics } = await judged(() => undefined, {
        [policy]: exempting({ resource: "reads", reason, expires: "2025-13-45" }),
      });
      const level = policy === undetermined ? "advisory" : "mandatory";
      assertFinds(diagnostics, [
        `${level} ${policy} config/exemptions.0.expires pulumi:pulumi:Stack::shop-dev`,
      ]);
    });
  }
});

describe("declarations of roles made elsewhere", () => {
  const role = { role: "shared", actions: ["ssm:GetParameters"], resources: ["*"], reason };

  it("are mentioned where only one of two policies has them", async () => {
    const { printed } = await judged(() => undefined, { [ssmGrant]: { externalRoles: [role] } });
    assert.deepEqual(printed, [
      `externalRoles: "shared" is declared in ${ssmGrant}, and not in ${readsSecrets}`,
    ]);
  });

  it("are not mentioned where both have them", async () => {
    const { printed } = await judged(() => undefined, {
      [ssmGrant]: { externalRoles: [role] },
      [readsSecrets]: { externalRoles: [role] },
    });
    assert.deepEqual(printed, []);
  });
});
