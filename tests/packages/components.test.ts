import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";
import { runScenario } from "../support/scenario";
import { cloneInto, npm, pack, projectWith, unpack } from "../support/tarballs";
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
            "ecs-guardrails-components:index:FargateService",
            "ecs-guardrails-components:index:ServiceConnectApplication",
          ]);
        },
      ],
      [
        "serve the README's program in YAML, added with `pulumi package add`",
        async (workspace) => {
          await workspace.addYaml((message) => console.log(message));
          const folder = join(workspace.folder, "yaml");
          mkdirSync(folder);
          writeFileSync(join(folder, "package.json"), "{}");
          writeFileSync(join(folder, "Pulumi.yaml"), project + program("yaml", /^runtime: yaml/m));
          await npm(["install", await pack("components", folder)], folder);
          const added = await workspace.run(["package", "add", "./node_modules/ecs-guardrails-components"], {
            cwd: folder,
          });
          assert.equal(added.code, 0, added.output);
          await runScenario(workspace, folder, "yaml", [
            { run: "preview" },
            { run: "up" },
            { run: "preview", unchanged: true },
          ]);
        },
      ],
      [
        "serve a newcomer who has both packages from npm",
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
          await runScenario(workspace, folder, "newcomer", [
            { run: "preview", packFolder: join(folder, "node_modules/ecs-guardrails-policies") },
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
  const programs = readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gmu"));
  const found = [...programs].map(([, code = ""]) => code).find((code) => pattern.test(code));
  assert.ok(found, `components/README.md has no program in ${language} with ${pattern}`);
  return found;
}
