import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingsOf } from "../../offline/findings";
import { type Outcome, policyPack, root, type Stack, type Workspace } from "../../offline/workspace";
import { clientsAfterServers, ssmGrant, undetermined } from "../support/scenario";
import { together } from "../support/together";

/** The second incident: one mandatory finding. */
const incident = "incident-client-before-server";

const enforced = { PULUMI_OPTION_POLICY_PACK: policyPack };

describe("enforcement without a flag, on a backend without policies", () => {
  together(
    new Map([
      [
        "PULUMI_OPTION_POLICY_PACK rejects, at the level that PULUMI_OPTION_POLICY_PACK_CONFIG gives",
        async (workspace) => {
          const stack = await stackOf(workspace);
          const rejected = await stack.operate("preview", [], enforced);
          assert.deepEqual(levels(rejected), ["mandatory"], rejected.output);
          assert.notEqual(rejected.code, 0);
          const config = join(stack.folder, "pack.json");
          writeFileSync(config, JSON.stringify({ [clientsAfterServers]: "advisory" }));
          const advised = await stack.operate("preview", [], {
            ...enforced,
            PULUMI_OPTION_POLICY_PACK_CONFIG: config,
          });
          assert.deepEqual(levels(advised), ["advisory"], advised.output);
          assert.equal(advised.code, 0);
          const own = await stack.operate("preview", ["--policy-pack-config", config], {
            ...enforced,
            PULUMI_OPTION_POLICY_PACK_CONFIG: config,
          });
          assert.notEqual(own.code, 0);
          assert.match(own.output, /number of "--policy-pack-config" flags must match/);
        },
      ],
      [
        "a pack that is given with a flag comes beside it, and an empty flag takes nothing away",
        async (workspace) => {
          const stack = await stackOf(workspace);
          for (const pack of ["", packOfNothing(stack.folder)]) {
            const outcome = await stack.operate("preview", ["--policy-pack", pack], enforced);
            assert.deepEqual(levels(outcome), ["mandatory"], outcome.output);
            assert.notEqual(outcome.code, 0);
          }
        },
      ],
      [
        "an update without a preview fails only after it has made the resources",
        async (workspace) => {
          const stack = await stackOf(workspace, "incident-ssm-on-task-role");
          const updated = await stack.operate("up", ["--yes", "--skip-preview"], enforced);
          assert.notEqual(updated.code, 0);
          assert.ok(levels(updated).includes("mandatory"), updated.output);
          const { stdout } = await stack.run(["stack", "export", "--stack", stack.name]);
          assert.match(stdout, /aws:ecs\/taskDefinition:TaskDefinition::notification/);
        },
      ],
      [
        "`all` in the configuration lifts the advisory policies, too, unless they have a level there",
        async (workspace) => {
          const stack = await stackOf(workspace, "incident-ssm-on-task-role");
          const config = join(stack.folder, "pack.json");
          const judge = async (levels: object) => {
            writeFileSync(config, JSON.stringify({ [ssmGrant]: "disabled", ...levels }));
            const environment = { ...enforced, PULUMI_OPTION_POLICY_PACK_CONFIG: config };
            return stack.operate("preview", [], environment);
          };
          const own = await judge({});
          assert.deepEqual(levels(own), ["advisory"], own.output);
          const lifted = await judge({ all: "mandatory" });
          assert.deepEqual(levels(lifted), ["mandatory"], lifted.output);
          assert.notEqual(lifted.code, 0);
          const kept = await judge({ all: "mandatory", [undetermined]: "advisory" });
          assert.deepEqual(levels(kept), ["advisory"], kept.output);
        },
      ],
    ]),
  );
});

async function stackOf(workspace: Workspace, stack = incident): Promise<Stack> {
  return workspace.newStack({
    project: root,
    stack,
    config: "config:\n  aws:region: eu-central-1\n",
  });
}

/** The levels at which the run reported anything. */
function levels({ events }: Outcome): string[] {
  return [...new Set(findingsOf(events).map(({ level }) => level))];
}

/** A pack that has no policies. */
function packOfNothing(folder: string): string {
  const pack = join(folder, "another-pack");
  mkdirSync(pack);
  symlinkSync(join(root, "node_modules"), join(pack, "node_modules"));
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "another-pack", version: "1.0.0" }));
  writeFileSync(
    join(pack, "index.js"),
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("another-pack", { policies: [] });\n',
  );
  return pack;
}
