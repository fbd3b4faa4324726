import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";
import { codeBlocks } from "../support/documents";
import { runScenario } from "../support/scenario";
import { cloneInto, pack, projectWith, unpack } from "../support/tarballs";
import { together } from "../support/together";

const readme = readFileSync(join(root, "components/README.md"), "utf8");

/** What Pulumi.yaml holds of a project of the tests, besides what the README says. */
const project = "name: scenarios\n";

describe("the components as a package of npm and a plugin package of Pulumi", () => {
  together(
    new Map([
      [
        "have one schema, in a clone and in the tarball",
        async (workspace) => {
          const clone = join(workspace.folder, "clone");
          await cloneInto(clone);
          const unpacked = await unpack(await pack("components", workspace.folder));
          const schema = await schemaOf(workspace, join(clone, "components"));
          assert.deepEqual(await schemaOf(workspace, unpacked), schema);
          assert.deepEqual(Object.keys(schema.resources).sort(), [
            "ecs-guardrails-components:index:EcsNetwork",
            "ecs-guardrails-components:index:FargateService",
            "ecs-guardrails-components:index:OneOffTask",
            "ecs-guardrails-components:index:QueueWorker",
            "ecs-guardrails-components:index:ScheduledTask",
            "ecs-guardrails-components:index:ServiceConnectApplication",
          ]);
        },
      ],
      [
        "serve a newcomer who has both packages from npm, and with `pulumi package add` a program in YAML",
        async (workspace) => {
          const folder = join(workspace.folder, "newcomer");
          const tarballs = [
            await pack("components", workspace.folder),
            await pack("policypack", workspace.folder),
          ];
          const files = {
            "Pulumi.yaml": `${project}runtime: nodejs\n`,
            "index.ts": program("ts", /new ServiceConnectApplication/),
          };
          await projectWith(folder, [...tarballs, "@pulumi/aws", "@pulumi/pulumi"], files);
          const packFolder = join(folder, "node_modules/ecs-guardrails-policies");
          await runScenario(workspace, folder, "newcomer", [{ run: "preview", packFolder }]);

          const yaml = join(workspace.folder, "yaml");
          mkdirSync(yaml);
          writeFileSync(join(yaml, "Pulumi.yaml"), project + program("yaml", /^runtime: yaml/m));
          await workspace.addYaml((message) => console.log(message));
          const components = "../newcomer/node_modules/ecs-guardrails-components";
          const added = await workspace.run(["package", "add", components], { cwd: yaml });
          assert.equal(added.code, 0, added.output);
          await runScenario(workspace, yaml, "yaml", [
            { run: "preview", packFolder },
            { run: "up" },
            { run: "preview", packFolder, unchanged: true },
          ]);
        },
      ],
    ]),
  );
});

async function schemaOf(workspace: Workspace, folder: string) {
  const { code, output, stdout } = await workspace.run(["package", "get-schema", folder], {
    cwd: workspace.folder,
  });
  assert.equal(code, 0, output);
  return JSON.parse(stdout);
}

/** The README's first program in a language that holds the pattern. */
function program(language: string, pattern: RegExp): string {
  const found = codeBlocks(readme, language).find((code) => pattern.test(code));
  assert.ok(found, `components/README.md has no program in ${language} with ${pattern}`);
  return found;
}
