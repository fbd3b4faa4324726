import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runScenario, type Scenario } from "../support/scenario";
import { together } from "../support/together";

/** `SCENARIO=ssm` runs those whose names hold it. */
const wanted = process.env.SCENARIO ?? "";

const names = readdirSync(__dirname).filter(
  (name) => name.includes(wanted) && existsSync(join(__dirname, name, "scenario.ts")),
);

describe("scenarios on the real CLI", () => {
  together(
    new Map(
      names.map((name) => {
        const { scenario } = require(join(__dirname, name, "scenario")) as { scenario: Scenario };
        return [
          `${name}: ${scenario.proves}`,
          (workspace) => runScenario(workspace, __dirname, name, scenario.steps),
        ];
      }),
    ),
  );
});
