/** The command as npm gives it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Report } from "../../cli/report/report";
import { root } from "../../offline/workspace";
import { readOnTaskRole, stateOf } from "../support/states";
import { filesIn, pack, projectWith } from "../support/tarballs";
import { together } from "../support/together";

const run = promisify(execFile);

describe("the package of the command", () => {
  together(
    new Map([
      [
        "scans and previews where it is installed",
        async (workspace) => {
          const folder = join(workspace.folder, "command");
          const tarballs = [await pack("policypack", workspace.folder), await pack("cli", workspace.folder)];
          await projectWith(folder, tarballs, { "shop.json": JSON.stringify(stateOf(readOnTaskRole())) });
          const installed = join(folder, "node_modules/ecs-guardrails");
          const files = filesIn(installed);
          assert.deepEqual(
            files.filter((file) => !/^bin\/.*\.js$/.test(file)),
            ["LICENSE", "README.md", "package.json", "report/report.schema.json"],
          );
          const command = join(folder, "node_modules/.bin/ecs-guardrails");
          const { stdout: version } = await run(command, ["--version"]);
          const { version: own } = JSON.parse(readFileSync(join(root, "cli/package.json"), "utf8"));
          assert.equal(version, `${own}\n`);
          // Without a CLI, and outside of any repository.
          const scanned = await run(command, ["scan", "shop.json", "--json", "-"], { cwd: folder }).catch(
            (error: { code: number; stdout: string }) => error,
          );
          assert.ok("code" in scanned && scanned.code === 1);
          const { stacks }: Report = JSON.parse(scanned.stdout);
          assert.equal(stacks[0]?.findings.length, 2);

          const name = "job-sync-hub";
          const config = readFileSync(join(root, "stacks", `Pulumi.${name}.yaml`), "utf8");
          const stack = await workspace.newStack({ project: root, stack: name, config });
          const page = join(folder, "report.html");
          const path = [dirname(stack.pulumi), stack.environment.PATH].join(delimiter);
          const { stdout } = await run(
            command,
            [
              "preview",
              "--html",
              page,
              "--",
              "--stack",
              name,
              "--config-file",
              stack.configFile,
              "--non-interactive",
            ],
            { cwd: root, env: { ...stack.environment, PATH: path } },
          );
          assert.match(
            stdout,
            /^ecs-guardrails judged 37 resources: |^ +ecs-guardrails judged 37 resources: /m,
          );
          assert.match(stdout, /^1 stack judged: nothing is found\.$/m);
          assert.ok(existsSync(page));
        },
      ],
    ]),
  );
});
