import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../../offline/workspace";
import { copyOfTests } from "../support/project";
import { runScenario, type Scenario, stepsOf } from "../support/scenario";
import { together } from "../support/together";

/** `SCENARIO=ssm` runs those whose names hold it. */
const wanted = process.env.SCENARIO ?? "";

const names = readdirSync(__dirname).filter(
  (name) => name.includes(wanted) && existsSync(join(__dirname, name, "scenario.ts")),
);

let copy: string | undefined;

/** One copy serves all scenarios. */
function projectIn(workspace: Workspace): string {
  copy ??= copyOfTests(workspace, "engine", "support");
  return join(copy, "engine");
}

describe("scenarios on the real CLI", () => {
  together(
    new Map(
      names.map((name) => {
        const { scenario } = require(join(__dirname, name, "scenario")) as { scenario: Scenario };
        return [
          `${name}: ${scenario.proves}`,
          (workspace) => runScenario(workspace, projectIn(workspace), name, stepsOf(scenario)),
        ];
      }),
    ),
  );
});
