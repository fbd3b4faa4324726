/** The language of the code in messages: what configuration says, or what the program shows. */
import assert from "node:assert/strict";
import type { Language } from "../../../policypack/code/languages";
import type { LanguageOfProject } from "../../../policypack/judging/language";
import { containers, messageOf, readParameters } from "../../support/cases";
import { judge, Pack, type PackConfig, ssmGrant } from "../../support/pack";
import { jsonText, losingEdges, Stack } from "../../support/stack";

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

const inAnyRolePolicy = /^ {4}const \w+ = new aws\.iam\.RolePolicy\(/m;
const guess =
  /^The code is TypeScript by default: the option `language` of ecs-outputs-are-not-text sets another/m;

const unknown: LanguageOfProject = () => undefined;
const known =
  (language: Language): LanguageOfProject =>
  () => ({ language, isCertain: true });
const likely =
  (language: Language): LanguageOfProject =>
  () => ({ language, isCertain: false });
const likelyPython =
  /^The code is Python as far as can be seen: the option `language` of ecs-outputs-are-not-text sets another/m;

/** All messages about the incident. */
async function offered(
  ofProject: LanguageOfProject,
  config: PackConfig = {},
  stack = incident(),
  runtime?: string,
) {
  const tags: Record<string, string> = runtime === undefined ? {} : { "pulumi:runtime": runtime };
  const { diagnostics } = await new Pack(ofProject, tags).judge(stack.seen("update preview"), config);
  return diagnostics.map(({ message }) => message).join("\n");
}

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
    assert.match(await offered(unknown, {}, stack), inPython);
    assert.match(await offered(unknown, { [first]: { language: "go" } }, stack), inGo);
  });

  it("is not that of a component, which may come from another program", async () => {
    const stack = incident();
    const parent = stack.component("migrations", { type: "python:index:Migrations" });
    stack.custom("pulumi-python:dynamic/my_module:Migration", "migration", {}, { parent });
    assert.match(await offered(unknown, {}, stack), inTypescript);
  });

  it("is that of the project", async () => {
    assert.match(await offered(known("python")), inPython);
    assert.match(await offered(known("python"), { [first]: { language: "go" } }), inGo);
  });

  it("is that of the project, too, where the policy that is asked first is disabled", async () => {
    const ofShop: LanguageOfProject = (project) =>
      project === "shop" ? { language: "python", isCertain: true } : undefined;
    assert.match(await offered(ofShop, { [first]: "disabled" }), inPython);
    const text = await offered(unknown, { [first]: { enforcementLevel: "disabled", language: "python" } });
    assert.match(
      text,
      /^The code is TypeScript by default: the option `language` of each policy sets another; /m,
    );
    assert.doesNotMatch(text, guess);
  });

  it("is that of the runtime that the engine tells", async () => {
    const text = await offered(unknown, {}, incident(), "python");
    assert.match(text, inPython);
    assert.doesNotMatch(text, /^The code is/m);
    assert.match(await offered(unknown, {}, incident(), "hcl"), guess);
  });

  it("is told to be a guess where a runtime has several languages", async () => {
    assert.match(
      await offered(unknown, {}, incident(), "dotnet"),
      /^The code is C# as far as can be seen: /m,
    );
  });

  it("is told to be a guess where the project's file may be another's", async () => {
    const text = await offered(likely("python"));
    assert.match(text, inPython);
    assert.match(text, likelyPython);
    assert.doesNotMatch(await offered(likely("python"), { [first]: { language: "go" } }), /^The code is/m);
  });

  it("is told to be a guess in a question, too, where no finding has said it", async () => {
    const stack = new Stack();
    const role = stack.custom("test:index:Names", "names", {}).id;
    stack.taskDefinition("shop", {
      executionRoleArn: losingEdges(role),
      containerDefinitions: jsonText(containers()),
    });
    const asked = async (ofProject: LanguageOfProject) => {
      const { diagnostics } = await new Pack(ofProject, {}).judge(stack.seen("first preview"), {});
      return diagnostics.map(({ message }) => message).join("\n");
    };
    assert.match(await asked(likely("python")), /`execution_role_arn`/);
    assert.match(await asked(likely("python")), likelyPython);
    assert.doesNotMatch(await asked(known("python")), /^The code is/m);
    assert.doesNotMatch(await asked(unknown), /^The code is/m);
  });

  it("is certain where two agree, and a guess where they do not", async () => {
    assert.doesNotMatch(await offered(likely("python"), {}, incident(), "python"), /^The code is/m);
    const torn = await offered(likely("go"), {}, incident(), "python");
    assert.match(torn, inPython);
    assert.match(torn, likelyPython);
    const stack = incident();
    stack.custom("pulumi-python:dynamic/my_module:Migration", "migration", {});
    assert.match(await offered(unknown, {}, stack, "nodejs"), likelyPython);
    assert.doesNotMatch(await offered(known("python"), {}, stack, "nodejs"), /^The code is/m);
  });

  it("is told to be a guess where it is one, once for a stack", async () => {
    const stack = incident();
    const execution = stack.role("other");
    stack.taskDefinition("office", {
      executionRoleArn: execution.arn,
      containerDefinitions: jsonText(containers()),
    });
    const { diagnostics } = await new Pack(unknown).judge(stack.seen("update preview"));
    const texts = diagnostics.map(({ message }) => message);
    assert.ok(texts.filter((text) => inAnyRolePolicy.test(text)).length > 1, texts.join("\n"));
    const [said = "", ...more] = texts.filter((text) => guess.test(text));
    assert.match(said, inTypescript);
    assert.deepEqual(more, []);
  });

  it("is not told where it is known, or where nothing is offered", async () => {
    const shown = incident();
    shown.custom("pulumi-nodejs:dynamic:Resource", "migration", {});
    assert.doesNotMatch(await offered(unknown, {}, shown), guess);
    assert.doesNotMatch(await offered(known("typescript")), guess);
    assert.doesNotMatch(await offered(unknown, { [first]: { language: "typescript" } }), guess);
    const broken = new Stack();
    broken.taskDefinition("shop", { containerDefinitions: "[]" });
    const { diagnostics } = await new Pack(unknown).judge(broken.seen("update preview"));
    assert.ok(diagnostics.length > 0);
    for (const { message } of diagnostics) assert.doesNotMatch(message, guess);
  });

  it("tells what is to stand above only where that matters", async () => {
    const stack = new Stack();
    const namespace = stack.namespace("shop").arn;
    const service = (name: string, more = {}) =>
      stack.service(name, {
        taskDefinition: stack.taskDefinition(`${name}-task`, {
          containerDefinitions: jsonText([{ name: "app", portMappings: [{ name, containerPort: 8080 }] }]),
        }).arn,
        serviceConnectConfiguration: { enabled: true, namespace, ...more },
      });
    service("api", { services: [{ portName: "api", clientAlias: [{ dnsName: "api", port: 8080 }] }] });
    service("web");
    const textIn = async (language: Language) => {
      const { diagnostics } = await judge(stack.seen("first preview"), { [first]: { language } });
      return diagnostics.map(({ message }) => message).join("\n");
    };
    assert.match(
      await textIn("go"),
      /wait\. Declare what it waits for above it, and add that to the `DependsOn` of/,
    );
    assert.match(await textIn("yaml"), /wait\. Add what it waits for to the `dependsOn` of/);
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
