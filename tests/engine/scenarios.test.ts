import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Workspace } from "../../offline/workspace";
import { runScenario, type Scenario } from "../support/scenario";

/** The CLI, the program and the provider each keep a processor busy for a part of the time. */
const atATime = 2;

/** `SCENARIO=ssm` runs those whose names hold it. */
const wanted = process.env.SCENARIO ?? "";

const names = readdirSync(__dirname).filter(
  (name) => name.includes(wanted) && existsSync(join(__dirname, name, "scenario.ts")),
);
const scenarios = names.map((name) => ({
  name,
  scenario: require(join(__dirname, name, "scenario")).scenario as Scenario,
}));

describe("on the real CLI", () => {
  let workspace: Workspace | undefined;
  const outcomes = new Map<string, Promise<void>>();

  before("finding the CLI", async function () {
    this.timeout("30m");
    const opened = await Workspace.open((message) => console.log(message));
    workspace = opened;
    const waiting = [...scenarios];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const settle = settlers.get(next.name);
        await runScenario(opened, next.name, next.scenario).then(settle?.resolve, settle?.reject);
      }
    };
    const settlers = new Map<string, { resolve: () => void; reject: (reason: unknown) => void }>();
    for (const { name } of scenarios) {
      const outcome = new Promise<void>((resolve, reject) => settlers.set(name, { resolve, reject }));
      // Its failure is told by the test that waits for it, which may begin later.
      outcome.catch(() => undefined);
      outcomes.set(name, outcome);
    }
    for (let worker = 0; worker < atATime; worker++) void work();
  });

  after(() => workspace?.close());

  for (const { name, scenario } of scenarios) {
    it(`${name}: ${scenario.proves}`, async function () {
      this.timeout("15m");
      await outcomes.get(name);
    });
  }
});
