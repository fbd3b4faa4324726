/** `ecs-guardrails` with the real CLI: stacks of a backend, previews, and what they show. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Report } from "../../cli/report/report";
import { root, type Stack, type Workspace } from "../../offline/workspace";
import { command, type Ran } from "../support/command";
import { newProject, writeProgram } from "../support/project";
import { clientsAfterServers, ssmGrant } from "../support/scenario";
import { together } from "../support/together";

const misplaced = "incident-ssm-on-task-role";
const early = "incident-client-before-server";

/** Runs the command where the CLI of the workspace is the one on the PATH. */
function run(
  stack: Stack,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  cwd = root,
): Promise<Ran> {
  const path = [dirname(stack.pulumi), stack.environment.PATH].join(delimiter);
  return command(args, { cwd, environment: { ...stack.environment, PATH: path, ...environment } });
}

/** Arguments of `pulumi preview`, for a stack of the workspace. */
function previewArguments({ name, configFile }: Stack): string[] {
  return ["--", "--stack", name, "--config-file", configFile, "--non-interactive", "--suppress-progress"];
}

async function open(workspace: Workspace, stack: string, beside?: Stack): Promise<Stack> {
  const config = readFileSync(join(root, "stacks", `Pulumi.${stack}.yaml`), "utf8");
  return workspace.newStack({ project: root, stack, config, ...(beside && { beside }) });
}

async function deployed(workspace: Workspace, stack: string, beside?: Stack): Promise<Stack> {
  const opened = await open(workspace, stack, beside);
  const { code, output } = await opened.operate("up", ["--yes", "--skip-preview"]);
  assert.equal(code, 0, output);
  return opened;
}

function reportIn({ stdout }: Ran): Report {
  return JSON.parse(stdout);
}

function found({ stacks }: Report): string[] {
  return stacks.flatMap(({ findings }) =>
    findings.map(({ policy, level, places: [{ ids }] }) => `${level} ${policy} ${ids.join()}`),
  );
}

describe("ecs-guardrails on the real CLI", () => {
  together(
    new Map([
      [
        "scan judges all stacks of a backend, and needs no passphrase",
        async (workspace) => {
          const one = await deployed(workspace, misplaced);
          await deployed(workspace, early, one);
          const elsewhere = mkdtempSync(join(workspace.folder, "elsewhere-"));
          const withoutPassphrase = { PULUMI_CONFIG_PASSPHRASE: undefined };
          const ran = await run(one, ["scan", "--json", "-"], withoutPassphrase, elsewhere);
          assert.equal(ran.code, 1, ran.stderr);
          const report = reportIn(ran);
          assert.deepEqual(report.failures, []);
          assert.deepEqual(
            report.stacks.map(({ source }) => source).sort(),
            [early, misplaced].map((stack) => `organization/ecs-guardrails/${stack}`),
          );
          assert.deepEqual(found(report).sort(), [
            "advisory ecs-execution-role-reads-secrets secret-unclear/notification/database_url,secret-unclear/notification/sender_address",
            `advisory ${clientsAfterServers} order-unseen/user-service`,
            `mandatory ${ssmGrant} task-role-only`,
          ]);
          const some = await run(one, ["scan", "--stack", early, "--stack", "nobody"], {}, root);
          assert.equal(some.code, 3);
          assert.match(some.stdout, /^not judged {2}nobody: `pulumi stack export --stack nobody` failed: /m);
          assert.match(some.stdout, /^1 stack judged, 1 finding: 1 undetermined\.$/m);
        },
      ],
      [
        "scan decrypts secrets where it is asked to, and prints none",
        async (workspace) => {
          const marker = "pl4nted-m4rker";
          const project = newProject(workspace, "secret-containers");
          writeProgram(project, secretContainers);
          const stack = await workspace.newStack({
            project,
            stack: "dev",
            config: `config:\n  aws:region: eu-central-1\n  scenarios:marker: ${marker}\n`,
          });
          const { code, output } = await stack.operate("up", ["--yes", "--skip-preview"]);
          assert.equal(code, 0, output);
          const forms = ["--sarif", "--junit", "--markdown", "--html"];
          const files = forms.map((form) => join(stack.folder, form));
          const written = forms.flatMap((form, index) => [form, files[index] ?? ""]);
          for (const [decrypt, ids] of [
            [[], ["secrets-unclear"]],
            [["--decrypt"], ["secret-unreadable/app/password"]],
          ] as const) {
            const ran = await run(stack, ["scan", ...decrypt, "--json", "-", ...written]);
            const own = reportIn(ran).stacks.flatMap(({ findings }) =>
              findings.filter(({ policy }) => policy === "ecs-execution-role-reads-secrets"),
            );
            assert.deepEqual(
              own.flatMap(({ places }) => places.flatMap((place) => place.ids)),
              ids,
            );
            for (const text of [ran.stdout, ran.stderr, ...files.map((file) => readFileSync(file, "utf8"))])
              assert.ok(!text.includes(marker), text);
          }
        },
      ],
      [
        "preview gives what rejects it in other forms, and draws the missing wait",
        async (workspace) => {
          const stack = await open(workspace, early);
          const ran = await run(stack, ["preview", "--json", "-", ...previewArguments(stack)]);
          assert.equal(ran.code, 1, ran.stderr);
          // The CLI's own output makes room.
          assert.match(ran.stderr, /Previewing update/);
          const report = reportIn(ran);
          assert.deepEqual(found(report), [
            `mandatory ${clientsAfterServers} client-without-server/user-service`,
          ]);
          const [judged] = report.stacks;
          assert.ok(judged);
          assert.equal(judged.projectFile, "Pulumi.yaml");
          assert.equal(judged.resources, 15);
          assert.match(judged.notes.join("\n"), /^ecs-guardrails judged 15 resources: /m);
          const service = (name: string) =>
            `urn:pulumi:${early}::ecs-guardrails::aws:ecs/service:Service::${name}`;
          assert.deepEqual(
            judged.findings.flatMap(({ why }) =>
              why.filter(({ unawaited }) => unawaited).map(({ urn }) => urn),
            ),
            [service("user-service")],
          );
          assert.deepEqual(
            judged.picture.services.map(({ urn, wave, part }) => [urn, wave, part]),
            [
              [service("api-gateway"), 0, "client-only"],
              [service("user-service"), 0, "client-server"],
            ],
          );
          const graph = await run(stack, ["graph", "--preview", ...previewArguments(stack)]);
          assert.equal(graph.code, 0, graph.stderr);
          assert.match(graph.stdout, /api-gateway \(client-only\)\n {5}does not wait for user-service$/m);
        },
      ],
      [
        "preview passes where the pack finds nothing, and shows who reads which secret",
        async (workspace) => {
          const stack = await open(workspace, "job-sync-hub");
          const file = join(stack.folder, "report.json");
          const ran = await run(stack, ["preview", "--json", file, ...previewArguments(stack)]);
          assert.equal(ran.code, 0, ran.stdout + ran.stderr);
          assert.match(ran.stdout, /^1 stack judged: nothing is found\.$/m);
          const { stacks }: Report = JSON.parse(readFileSync(file, "utf8"));
          const answers = stacks.flatMap(({ picture }) =>
            picture.tasks.flatMap(({ secrets }) => secrets.flatMap(({ roles }) => roles)),
          );
          assert.ok(answers.length > 0);
          assert.deepEqual(
            new Set(answers.filter(({ role }) => role === "execution").map(({ mayRead }) => mayRead)),
            new Set(["yes"]),
          );
        },
      ],
      [
        "preview goes by the configuration, also by that of the CLI's variables",
        async (workspace) => {
          const stack = await open(workspace, early);
          const config = join(stack.folder, "pack.json");
          writeFileSync(config, JSON.stringify({ [clientsAfterServers]: "advisory" }));
          const advised = [`advisory ${clientsAfterServers} client-without-server/user-service`];
          for (const [args, environment] of [
            [["--config", config], {}],
            [
              [],
              {
                PULUMI_OPTION_POLICY_PACK: join(root, "policypack"),
                PULUMI_OPTION_POLICY_PACK_CONFIG: config,
              },
            ],
          ] as const) {
            const ran = await run(
              stack,
              ["preview", ...args, "--json", "-", ...previewArguments(stack)],
              environment,
            );
            assert.equal(ran.code, 0, ran.stderr);
            assert.deepEqual(found(reportIn(ran)), advised);
          }
          writeFileSync(
            config,
            JSON.stringify({
              [clientsAfterServers]: { exemptions: [{ resource: "api-gateway", reason: "known" }] },
            }),
          );
          const ran = await run(stack, [
            "preview",
            "--config",
            config,
            "--json",
            "-",
            ...previewArguments(stack),
          ]);
          assert.equal(ran.code, 0, ran.stderr);
          const [finding] = reportIn(ran).stacks.flatMap(({ findings }) => findings);
          assert.deepEqual(finding?.exemption, { reason: "known" });
        },
      ],
      [
        "preview says by its exit code that the pack did not run, or that something else failed",
        async (workspace) => {
          const project = newProject(workspace, "failing");
          const stack = await workspace.newStack({
            project,
            stack: "dev",
            config: "config:\n  aws:region: eu-central-1\n",
          });
          const inProject = (args: readonly string[]) =>
            run(stack, ["preview", ...args, ...previewArguments(stack)], {}, project);

          writeProgram(project, 'throw new Error("on purpose");\n');
          const failed = await inProject([]);
          assert.equal(failed.code, 3, failed.stdout);
          assert.match(failed.stdout, /^not judged {2}preview: The pack /m);

          writeProgram(project, 'import * as aws from "@pulumi/aws";\nnew aws.sqs.Queue("jobs");\n');
          const other = await inProject(["--policy-pack", packThat(stack, "says nothing")]);
          assert.equal(other.code, 3, other.stdout);
          assert.match(other.stdout, /names a pack without these policies/);

          const rejected = await run(
            stack,
            ["preview", ...previewArguments(stack), "--policy-pack", packThat(stack, "rejects")],
            {},
            project,
          );
          assert.equal(rejected.code, 4, rejected.stdout);
          assert.match(rejected.stdout, /^1 stack judged: nothing is found\.$/m);
        },
      ],
      [
        "preview says by its exit code that a policy failed, and left out those after it",
        async (workspace) => {
          const stack = await open(workspace, misplaced);
          const folder = mkdtempSync(join(stack.folder, "failing-"));
          writePack(
            folder,
            `const { guardrails } = require("ecs-guardrails-policies/guardrails");
const policies = guardrails({ all: "advisory" });
const validateStack = () => {
  throw new Error("on purpose");
};
new PolicyPack("acme", {
  policies: policies.map((one) => (one.name === "ecs-tasks-reach-aws" ? { ...one, validateStack } : one)),
});
`,
          );
          const ran = await run(stack, ["preview", "--policy-pack", folder, ...previewArguments(stack)]);
          assert.equal(ran.code, 3, ran.stdout + ran.stderr);
          assert.match(ran.stdout, /^not judged {2}preview: The pack did not judge to its end: /m);
        },
      ],
      [
        "preview takes a pack of one's own with these policies",
        async (workspace) => {
          const stack = await open(workspace, early);
          const folder = mkdtempSync(join(stack.folder, "own-"));
          writePack(
            folder,
            'const { guardrails } = require("ecs-guardrails-policies/guardrails");\nnew PolicyPack("acme", { policies: guardrails() });\n',
          );
          const ran = await run(stack, [
            "preview",
            "--policy-pack",
            folder,
            "--json",
            "-",
            ...previewArguments(stack),
          ]);
          assert.equal(ran.code, 1, ran.stderr);
          assert.deepEqual(found(reportIn(ran)), [
            `mandatory ${clientsAfterServers} client-without-server/user-service`,
          ]);
        },
      ],
      [
        "graph draws a deployed stack",
        async (workspace) => {
          const stack = await deployed(workspace, "incident-client-before-server-fixed");
          const svg = join(stack.folder, "graph.svg");
          const ran = await run(stack, ["graph", "--stack", stack.name, "--svg", svg, "--mermaid", "-"]);
          assert.equal(ran.code, 0, ran.stderr);
          assert.match(ran.stdout, /^flowchart LR$/m);
          assert.match(readFileSync(svg, "utf8"), /<svg .*user-service/s);
        },
      ],
    ]),
  );
});

/** Its containers are secret as a whole, because one of their values is. */
const secretContainers = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const marker = pulumi.secret(new pulumi.Config().require("marker"));
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const role = new aws.iam.Role("execution", { assumeRolePolicy: trust });
new aws.ecs.TaskDefinition("app", {
  family: "app",
  executionRoleArn: role.arn,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "app",
      image: "public.ecr.aws/docker/library/nginx:1",
      memory: 128,
      environment: [{ name: "GREETING", value: marker }],
      secrets: [{ name: "PASSWORD", valueFrom: "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/password" }],
    },
  ]),
});
`;

function packThat(stack: Stack, does: "says nothing" | "rejects"): string {
  const folder = mkdtempSync(join(stack.folder, "pack-"));
  const validate = does === "rejects" ? 'report("No.")' : "undefined";
  writePack(
    folder,
    `new PolicyPack("other", {
  policies: [
    {
      name: "other",
      description: "Another policy.",
      enforcementLevel: "mandatory",
      validateStack: (_, report) => ${validate},
    },
  ],
});
`,
  );
  return folder;
}

function writePack(folder: string, source: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "pack", version: "1.0.0", main: "index.js" }),
  );
  writeFileSync(join(folder, "index.js"), `const { PolicyPack } = require("@pulumi/policy");\n${source}`);
}
