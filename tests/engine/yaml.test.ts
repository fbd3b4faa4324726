/** Programs in YAML: what messages offer for them is pasted in, and they pass. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Document, parse, parseDocument } from "yaml";
import { type Finding, nameIn, type Report } from "../../cli/report/report";
import { findingsOf } from "../../offline/findings";
import { policyPack, readEvents, type Stack } from "../../offline/workspace";
import { command } from "../support/command";
import { clientsAfterServers, ssmGrant } from "../support/policy-names";
import { together } from "../support/together";

/** In YAML, as messages offer it, and no word about its being a guess. */
const inYaml = /^ {4}options:\n {6}dependsOn:$/m;
const guess = /^The code is /m;

const program = readFileSync(join(__dirname, "yaml/Pulumi.yaml"), "utf8");

describe("programs in YAML on the real CLI", () => {
  together(
    new Map([
      [
        "pass once they have what messages offer, in YAML because the project is",
        async (workspace) => {
          await workspace.addYaml((message) => console.log(message));
          const project = join(workspace.folder, "yaml-incidents");
          mkdirSync(project);
          writeFileSync(join(project, "Pulumi.yaml"), program);
          const config = "config:\n  aws:region: eu-central-1\n";
          const stack = await workspace.newStack({ project, stack: "dev", config });

          const findings = await previewedFromElsewhere(
            stack,
            mkdtempSync(join(workspace.folder, "elsewhere-")),
          );
          const policies = findings.map(({ policy }) => policy);
          for (const policy of [ssmGrant, clientsAfterServers])
            assert.ok(policies.includes(policy), `${policies}`);
          for (const { message } of findings) assert.doesNotMatch(message, guess);

          writeFileSync(join(project, "Pulumi.yaml"), pasted(program, findings));
          const { code, output, events } = await stack.operate("preview", ["--policy-pack", policyPack]);
          assert.equal(code, 0, output);
          assert.deepEqual(findingsOf(events), [], output);
        },
      ],
      [
        "are not taken for those of another project of the same name, in whose folder the shell is",
        async (workspace) => {
          await workspace.addYaml((message) => console.log(message));
          const project = join(workspace.folder, "yaml-of-two");
          mkdirSync(project);
          writeFileSync(join(project, "Pulumi.yaml"), program);
          const another = mkdtempSync(join(workspace.folder, "python-of-two-"));
          writeFileSync(join(another, "Pulumi.yaml"), program.replace("runtime: yaml", "runtime: python"));
          const config = "config:\n  aws:region: eu-central-1\n";
          const stack = await workspace.newStack({ project, stack: "dev", config });
          const place = ["--cwd", project, "--stack", stack.name, "--config-file", stack.configFile];
          const log = join(another, "events.jsonl");
          const args = ["preview", ...place, "--policy-pack", policyPack, "--event-log", log];
          const { output } = await workspace.run(args, { cwd: another, environment: stack.environment });
          const texts = findingsOf(readEvents(readFileSync(log, "utf8"))).map(({ message }) => message);
          // What cannot be seen on this system is said to be a guess.
          if (process.platform === "linux")
            assert.ok(
              texts.some((text) => inYaml.test(text)) && !texts.some((text) => guess.test(text)),
              output,
            );
          else
            assert.ok(
              texts.some((text) => guess.test(text)),
              output,
            );
        },
      ],
    ]),
  );
});

/** What `ecs-guardrails preview` finds when it is told the folder of the project. */
async function previewedFromElsewhere(stack: Stack, cwd: string): Promise<readonly Finding[]> {
  const path = [dirname(stack.pulumi), stack.environment.PATH].join(delimiter);
  const place = ["--cwd", stack.project, "--stack", stack.name, "--config-file", stack.configFile];
  const { stdout, stderr } = await command(["preview", "--json", "-", "--", ...place, "--non-interactive"], {
    cwd,
    environment: { ...stack.environment, PATH: path },
  });
  const { stacks, failures }: Report = JSON.parse(stdout);
  assert.deepEqual(failures, [], stderr);
  return stacks.flatMap((one) => one.findings);
}

/** Where a message says that a property is to be set, and where it has others wait for what it offers. */
const set = /Also set `(.+?)` on `(.+?)`/;
const waiting = /let the service wait for it, with `(.+?)`/;

/** A program with all that messages offer for it. */
function pasted(text: string, findings: readonly Finding[]): string {
  const changed = parseDocument(text);
  for (const { message, places } of findings) {
    const [, , change = ""] = /^(.*)^Change: (.*)/ms.exec(message) ?? [];
    const block = change.split("\n").filter((line) => line.startsWith("    "));
    const [, property = "", of = ""] = set.exec(change) ?? [];
    paste(changed, parse(block.join("\n").replace(/^ {4}/gm, "")), [nameIn(places[0].urn)]);
    if (property) paste(changed, parse(property), [of]);
    paste(changed, parse(waiting.exec(change)?.[1] ?? "{}"), ["api-gateway", "user-service"]);
  }
  return changed.toString();
}

/** Options are added to those that a resource has, resources to the others; the rest are properties. */
function paste(
  program: Document,
  offered: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  for (const [key, value] of Object.entries(offered)) {
    if (isObject(value) && "type" in value) {
      program.setIn(["resources", key], program.createNode(value));
      continue;
    }
    for (const name of names) {
      if (key !== "options") program.setIn(["resources", name, "properties", key], value);
      else if (isObject(value)) wait(program, name, value.dependsOn);
    }
  }
}

function wait(program: Document, name: string, more: unknown): void {
  assert.ok(Array.isArray(more));
  const place = ["resources", name, "options", "dependsOn"];
  const { resources } = program.toJS();
  const before: unknown[] = resources[name].options?.dependsOn ?? [];
  program.setIn(place, program.createNode([...new Set([...before, ...more])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
