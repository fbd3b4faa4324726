/** `ecs-guardrails scan` on exported states, as somebody runs it. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../cli/report/report";
import { root } from "../../../offline/workspace";
import { command, Folder } from "../../support/command";
import { clientBeforeServer, readOnTaskRole, resource, stateOf, urnOf } from "../../support/states";

const onTaskRole = stateOf(readOnTaskRole());
const sound = stateOf([resource("aws:sqs/queue:Queue", "jobs")]);
const allAdvisory = { all: "advisory" };

describe("ecs-guardrails scan", function () {
  this.timeout("60s");

  let folder: Folder;

  beforeEach(() => {
    folder = new Folder({ "states/shop.json": onTaskRole, "states/jobs/queue.json": sound });
  });

  afterEach(() => folder.remove());

  async function scanned(...args: readonly string[]): Promise<Report> {
    const { stdout, stderr } = await folder.run(["scan", ...args, "--json", "-"]);
    assert.equal(stderr, "");
    return JSON.parse(stdout);
  }

  it("judges all states below a folder, and fails where something mandatory is found", async () => {
    const { code, stdout, stderr } = await folder.run(["scan", "states"]);
    assert.equal(stderr, "");
    assert.match(stdout, /^shop\/prod \(states\/shop\.json\)$/m);
    assert.match(stdout, /^rejected {2}ecs-ssm-grant-on-execution-role on reads$/m);
    assert.match(stdout, /^shop\/prod \(states\/shop\.json\) +6 +2\nand 1 stack without findings$/m);
    assert.match(stdout, /^2 stacks judged, 2 findings: 2 rejected/m);
    assert.equal(code, 1);
  });

  it("passes where nothing is found", async () => {
    const { code, stdout } = await folder.run(["scan", "states/jobs"]);
    assert.equal(stdout, "1 stack judged: nothing is found.\n");
    assert.equal(code, 0);
  });

  it("passes where nothing that is found is mandatory", async () => {
    folder.write("config.json", allAdvisory);
    const { code, stdout } = await folder.run(["scan", "states", "--config", "config.json"]);
    assert.match(stdout, /2 advised/);
    assert.equal(code, 0);
  });

  it("goes on where a state is broken, and says so by its exit code", async () => {
    folder.write("states/a.json", "{");
    folder.write("states/b.json", { version: 3 });
    const { code, stdout } = await folder.run(["scan", "states"]);
    assert.match(stdout, /^not judged {2}states\/a\.json: This state is not JSON, or not all of it\.$/m);
    assert.match(
      stdout,
      /^not judged {2}states\/b\.json: This state is JSON, and neither an exported state nor one of a backend's files\.$/m,
    );
    assert.match(stdout, /^2 stacks judged/m);
    assert.equal(code, 3);
  });

  it("takes the states of a backend of files, and not its history", async () => {
    folder.write("backend/.pulumi/stacks/shop/prod.json", {
      version: 3,
      checkpoint: { latest: onTaskRole.deployment },
    });
    folder.write("backend/.pulumi/history/shop/prod/prod-1.checkpoint.json", "{");
    for (const path of [".", "backend", "backend/.pulumi"]) {
      folder.write("backend/.pulumi/backups/shop/prod/prod-1.json", "{");
      const { stacks, failures } = await scanned(path);
      assert.deepEqual(failures, []);
      assert.ok(stacks.some(({ source }) => source === "backend/.pulumi/stacks/shop/prod.json"));
    }
  });

  it("follows links to folders, ends where they lead in a circle, and leaves alone what is no file", async () => {
    folder.write("linked/readme.txt", "");
    symlinkSync(join(folder.path, "states"), join(folder.path, "linked/states"));
    symlinkSync(join(folder.path, "linked"), join(folder.path, "linked/again"));
    symlinkSync("itself", join(folder.path, "linked/itself"));
    execFileSync("mkfifo", [join(folder.path, "linked/pipe.json")]);
    const { stacks, failures } = await scanned("linked");
    assert.deepEqual(failures, []);
    assert.deepEqual(
      stacks.map(({ source }) => source),
      ["linked/states/jobs/queue.json", "linked/states/shop.json"],
    );
  });

  it("tells what was found by its exit code, also to whom does not read it", () => {
    const main = join(root, "cli/bin/main.js");
    const read = `set -o pipefail; "${process.execPath}" "${main}" scan states --verbose --json - | head -c 10`;
    const { status, stderr } = spawnSync("bash", ["-c", read], { cwd: folder.path, encoding: "utf8" });
    assert.equal(stderr, "");
    assert.equal(status, 1);
  });

  it("draws one stack, and no first one of several", async () => {
    const { code, stderr } = await folder.run(["graph", "states"]);
    assert.match(stderr, /^error: Name one exported state, /);
    assert.equal(code, 2);
  });

  it("gives the same in one thread and in several, in the order of the files", async () => {
    for (let number = 0; number < 7; number++)
      folder.write(`many/${number}.json`, number % 2 ? sound : onTaskRole);
    const one = await scanned("many", "--parallel", "1");
    const several = await scanned("many", "--parallel", "3");
    assert.deepEqual({ ...several, time: one.time }, one);
    assert.deepEqual(
      one.stacks.map(({ source }) => source),
      [0, 1, 2, 3, 4, 5, 6].map((number) => join("many", `${number}.json`)),
    );
  });

  it("writes all forms of one run, and no value into any", async () => {
    const marker = "pl4nted-m4rker";
    folder.write("states/shop.json", stateOf([...readOnTaskRole({ marker }), ...clientBeforeServer()]));
    const files = ["json", "sarif", "junit", "markdown", "html"].map((form) => `out/${form}`);
    const { code, stdout, stderr } = await folder.run([
      ...["scan", "states", "--verbose", "--annotations"],
      ...files.flatMap((file) => [`--${file.replace("out/", "")}`, file]),
    ]);
    assert.equal(code, 1);
    assert.match(stdout, /order-unseen\/users/);
    for (const text of [stdout, stderr, ...files.map((file) => folder.read(file))])
      assert.ok(!text.includes(marker), text);
    assert.match(folder.read("out/sarif"), /"2\.1\.0"/);
    assert.match(folder.read("out/junit"), /<testsuites/);
    assert.match(folder.read("out/html"), /^<!doctype html>/i);
    assert.match(folder.read("out/markdown"), /shop\/prod/);
  });

  it("tells annotations of what rejects, for GitHub Actions", async () => {
    const { stdout } = await folder.run(["scan", "states/shop.json", "--annotations", "--quiet"]);
    assert.match(
      stdout,
      /^::error title=ecs-ssm-grant-on-execution-role%3A reads \(shop\/prod\)::Tasks of 'app' /m,
    );
    assert.doesNotMatch(stdout, /stacks? judged/);
  });

  it("uses no colours in a pipe, unless it is told to", async () => {
    const isColoured = async (environment: NodeJS.ProcessEnv) =>
      (await folder.run(["scan", "states"], environment)).stdout.includes("\u001b[");
    assert.equal(await isColoured({ FORCE_COLOR: undefined }), false);
    assert.equal(await isColoured({ FORCE_COLOR: "1", NO_COLOR: undefined }), true);
    assert.equal(await isColoured({ FORCE_COLOR: "1", NO_COLOR: "1" }), false);
  });

  it("shows nothing of a name that would move a terminal's cursor", async () => {
    const name = "web\u001b[2J\u202eservice\r";
    const broken = { serviceConnectConfiguration: { enabled: true, services: [] }, desiredCount: 1 };
    folder.write(
      "hostile.json",
      stateOf([
        resource("aws:ecs/service:Service", name, { inputs: broken, outputs: { id: "x", ...broken } }),
      ]),
    );
    const { stdout } = await folder.run(["scan", "hostile.json", "--verbose"]);
    assert.match(stdout, /web/);
    for (const mark of ["\u001b", "\u202e", "\r"]) assert.ok(!stdout.includes(mark));
  });

  it("names the project's file where it is run in the project's folder", async () => {
    folder.write(".git/config", "");
    folder.write("app/Pulumi.yaml", "name: shop # the shop\nruntime: nodejs\n");
    folder.write("other/Pulumi.yaml", "name: other\nruntime: nodejs\n");
    const fileIn = async (project: string) => {
      const args = ["scan", "../states/shop.json", "--json", "-"];
      const place = { cwd: join(folder.path, project), environment: process.env };
      const { stacks }: Report = JSON.parse((await command(args, place)).stdout);
      return stacks.map(({ projectFile }) => projectFile);
    };
    assert.deepEqual(await fileIn("app"), ["app/Pulumi.yaml"]);
    assert.deepEqual(await fileIn("other"), [undefined]);
  });

  describe("--baseline", () => {
    it("exempts all that is found today, and nothing that comes after", async () => {
      folder.write("config.json", { ...allAdvisory, "ecs-ssm-grant-on-execution-role": "mandatory" });
      const first = ["scan", "states", "--config", "config.json", "--baseline", "baseline.json"];
      assert.equal((await folder.run(first)).code, 1);
      const baseline = JSON.parse(folder.read("baseline.json"));
      const [entry] = baseline["ecs-ssm-grant-on-execution-role"].exemptions;
      const today = new Date().toISOString().slice(0, 10);
      assert.equal(baseline.all, "advisory");
      assert.equal(baseline["ecs-ssm-grant-on-execution-role"].enforcementLevel, "mandatory");
      assert.equal(entry.resource, urnOf("aws:iam/rolePolicy:RolePolicy", "reads"));
      assert.equal(entry.finding, "task-role-only");
      assert.ok(entry.reason.includes(today), entry.reason);
      assert.ok(entry.expires > today, entry.expires);

      const { code, stdout } = await folder.run(["scan", "states", "--config", "baseline.json"]);
      assert.match(stdout, /^2 stacks judged, \d+ findings: \d+ exempted\.$/m);
      assert.equal(code, 0);

      folder.write(
        "states/another.json",
        JSON.stringify(onTaskRole).replaceAll("urn:pulumi:prod", "urn:pulumi:dev"),
      );
      assert.equal((await folder.run(["scan", "states", "--config", "baseline.json"])).code, 1);
    });

    it("holds until the day that is given", async () => {
      const until = ["--baseline", "baseline.json", "--baseline-until", "2026-01-31"];
      await folder.run(["scan", "states", ...until]);
      const { code, stdout } = await folder.run(["scan", "states", "--config", "baseline.json", "--verbose"]);
      assert.match(stdout, /An exemption from this expired on 2026-01-31/);
      assert.equal(code, 1);
    });
  });

  it("lists exemptions that cover nothing in any of the stacks", async () => {
    const accept = (entry: object) => ({ reason: "known", ...entry });
    folder.write("config.json", {
      "ecs-ssm-grant-on-execution-role": {
        exemptions: [
          accept({ resource: "reads" }),
          accept({ resource: "gone", finding: "task-role-only", project: "shop" }),
        ],
      },
      "ecs-guardrails-undetermined": { exemptions: [accept({ resource: "nowhere" })] },
    });
    const { stdout } = await folder.run(["scan", "states", "--config", "config.json", "--list-unused"]);
    const [, listed = ""] =
      /^Exemptions that cover nothing in 2 stacks:\n((?: {2}.*\n)*)/m.exec(stdout) ?? [];
    assert.equal(
      listed,
      [
        '  ecs-ssm-grant-on-execution-role: resource "gone", project "shop", finding "task-role-only" (known)\n',
        '  ecs-guardrails-undetermined: resource "nowhere" (known)\n',
      ].join(""),
    );
  });

  describe("tells what to put right where", () => {
    for (const [what, args, files, message] of [
      ["there is no such file", ["nowhere.json"], {}, /^error: There is no nowhere\.json\. /],
      [
        "a folder holds no state",
        ["empty"],
        { "empty/readme.txt": "" },
        /^error: There is no state in empty: /,
      ],
      [
        "the configuration is not there",
        ["states", "-c", "none.json"],
        {},
        /^error: The configuration could not be read: .*none\.json/,
      ],
      [
        "the configuration is not JSON",
        ["states", "-c", "c"],
        { c: "{secret" },
        /^error: c is not JSON\.\n$/,
      ],
      ["the configuration is a list", ["states", "-c", "c"], { c: [] }, /^error: c must hold an object: /],
      [
        "an option has another value than it may",
        ["states", "-c", "c"],
        { c: { "ecs-ssm-grant-on-execution-role": { when: "never" }, all: "loud" } },
        /^error: c cannot be used: `ecs-ssm-grant-on-execution-role\.when` must be one of always, auto, referenced; `all` must be one of advisory, mandatory, disabled\.\n$/,
      ],
      [
        "two forms go to one place",
        ["states", "--json", "-", "--html", "-"],
        {},
        /^error: Two forms of output cannot go to one place: -\.\n$/,
      ],
      [
        "a form cannot be written",
        ["states", "--json", "states"],
        {},
        /^error: states could not be written: /,
      ],
      [
        "files and stacks are named",
        ["states", "--stack", "dev"],
        {},
        /^error: --stack choose among the stacks of a backend, and not among files\.\n$/,
      ],
      [
        "a day goes without a baseline",
        ["states", "--baseline-until", "2026-12-31"],
        {},
        /^error: --baseline-until goes with --baseline\.\n$/,
      ],
      [
        "a day is none",
        ["states", "--baseline", "b", "--baseline-until", "2026-02-30"],
        {},
        /It must be a day, as YYYY-MM-DD\./,
      ],
      ["a number is none", ["states", "--parallel", "0"], {}, /It must be a whole number from 1\./],
      [
        "a standing is none",
        ["states", "--sarif-without", "loud"],
        {},
        /It must be one of rejected, presumed, advised, undetermined, exempted\./,
      ],
      ["there is no such option", ["states", "--json5", "x"], {}, /^error: unknown option '--json5'/],
    ] as const) {
      it(what, async () => {
        for (const [name, content] of Object.entries(files)) folder.write(name, content);
        const { code, stdout, stderr } = await folder.run(["scan", ...args]);
        assert.match(stderr, message);
        assert.equal(code, 2);
        // Nothing of a file that is no configuration is quoted.
        assert.ok(!stderr.includes("secret"));
        if (what !== "a form cannot be written") assert.equal(stdout, "");
      });
    }

    it("there is no CLI to ask", async () => {
      const { code, stderr } = await folder.run(["scan"], { PATH: folder.path });
      assert.match(stderr, /^error: There is no `pulumi` on the PATH: /);
      assert.equal(code, 2);
    });
  });

  it("warns of settings for policies that there are not", async () => {
    folder.write("config.json", { "ecs-ssm-grant": "disabled", environments: ["prod"] });
    const { stderr, code } = await folder.run(["scan", "states", "--config", "config.json"]);
    assert.match(stderr, /^warning: config\.json: `ecs-ssm-grant` is no policy; there are `all`, /m);
    assert.match(stderr, /^warning: config\.json: `environments` is not looked at here\.$/m);
    assert.equal(code, 1);
  });

  it("writes nothing where it is asked for nothing", async () => {
    const { stdout } = await folder.run(["scan", "states", "--quiet"]);
    assert.equal(stdout, "");
    assert.ok(!existsSync(join(folder.path, "out")));
  });
});
