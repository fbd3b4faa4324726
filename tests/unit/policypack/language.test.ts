/** The language of the code in messages: what configuration says, or what the program shows. */
import assert from "node:assert/strict";
import { containers, messageOf, readParameters } from "../../support/cases";
import { judge, type PackConfig, ssmGrant } from "../../support/pack";
import { jsonText, Stack } from "../../support/stack";

const first = "ecs-outputs-are-not-text";

/** The read is on the task role; its execution role has none. */
function incident(): Stack {
  const stack = new Stack();
  const [task, execution] = [stack.role("task"), stack.role("execution")];
  stack.rolePolicy("reads", { role: task.name, policy: jsonText(readParameters) });
  stack.taskDefinition("shop", {
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    containerDefinitions: jsonText(containers()),
  });
  return stack;
}

const inTypescript = /^ {4}const shopSecretReads = new aws\.iam\.RolePolicy\(/m;
const inPython = /^ {4}shop_secret_reads = aws\.iam\.RolePolicy\(/m;
const inGo = /^ {4}shopSecretReads, err := iam\.NewRolePolicy\(ctx, /m;

async function assertCode(code: RegExp, config: PackConfig, stack = incident()): Promise<void> {
  assert.match(await messageOf(ssmGrant, stack, config), code);
}

describe("the language of the code in messages", () => {
  it("is TypeScript where nothing says another", () => assertCode(inTypescript, {}));

  it("is that of the policy", () => assertCode(inPython, { [ssmGrant]: { language: "python" } }));

  it("is that of the policy that is asked first, where the policy names none", () =>
    assertCode(inGo, { [first]: { language: "go" } }));

  it("is that of the policy, where the first names another", () =>
    assertCode(inPython, { [first]: { language: "go" }, [ssmGrant]: { language: "python" } }));

  it("is not that of the last policy", () =>
    assertCode(inTypescript, { "ecs-guardrails-undetermined": { language: "go" } }));

  it("is that of the program, where a resource shows it", async () => {
    const stack = incident();
    stack.custom("pulumi-python:dynamic/my_module:Migration", "migration", {});
    await assertCode(inPython, {}, stack);
    await assertCode(inGo, { [first]: { language: "go" } }, stack);
  });

  it("is a mistake where there is none of that name", async () => {
    const { diagnostics } = await judge(incident().seen("update preview"), {
      [ssmGrant]: { language: "rust" },
    });
    const mistake = diagnostics.find(({ ids }) => ids.includes("config/language"));
    assert.match(
      mistake?.message ?? "",
      /"language" must be one of auto, typescript, python, go, csharp, java, yaml\./,
    );
    assert.match(diagnostics.find(({ ids }) => ids.includes("task-role-only"))?.message ?? "", inTypescript);
  });
});
