/**
 * No value of a property is printed: a mark is planted in every property of every type that programs of the tests
 * have, and looked for in all that is told of them. `npm run faults` plants in every program, `npm test` in each
 * place in one.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { scanSource } from "../../cli/scanning/scan-source";
import { isJsonObject, type Json } from "../../cli/states/values";
import { judgeState } from "../../policypack/judging";
import { neededInputs, neededOutputs } from "../../policypack/judging/needed";
import { resourceRules } from "../../policypack/rules";
import { captureNames, readCapture } from "../support/captures";
import { Folder } from "../support/command";
import { type JsonObject, judge, type PackConfig, type SeenResource, today } from "../support/pack";
import { holdsMark, mark, type Planting, plantings, type Spot } from "../support/plantings";
import { type Program, programsOfTests } from "../support/programs-of-tests";
import { seenInState } from "../support/seen-in-state";
import { shown, whyShown } from "../support/shown-values";
import { readOnTaskRole, resource, stateOf } from "../support/states";

const everywhere = process.env.FAULTS === "all";

/** More than this many resources are made for speed, of few kinds. */
const mostResources = 150;

/** Marks objects that stand for something else (sdk/go/common/resource/sig in github.com/pulumi/pulumi). */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const reference = "5cf8f73096256a8f31e491e813e4eb8e";

describe("a mark in a value", function () {
  this.timeout(everywhere ? "60m" : "5m");

  let found: Found[];

  before("planting marks", async () => {
    const captured = captureNames().map((name) => ({
      name,
      resources: readCapture(name).resources,
      config: {},
    }));
    const programs = [...captured, ...(await programsOfTests())].filter(
      ({ resources }) => resources.length <= mostResources,
    );
    found = everywhere ? programs.flatMap(foundIn) : oncePerPlace(programs);
  });

  it("is nowhere in what is told of a stack, unless it is in a name that is meant to be shown", () => {
    assert.ok(
      found.some(({ planting }) => whyShown(planting.spots) !== undefined),
      "no mark is in a name that is shown: were any planted?",
    );
    const unwanted = found.filter(({ planting }) => whyShown(planting.spots) === undefined);
    assert.deepEqual(
      [...new Set(unwanted.map(describeFound))],
      [],
      "values of these properties are printed: they must not be, or belong into tests/support/shown-values.ts",
    );
  });

  if (everywhere)
    it("is shown in each place that is meant to be shown", () => {
      const seen = new Set(found.map(({ planting: { spots } }) => whyShown(spots)));
      const listed = shown.flatMap(({ where }) => where);
      assert.deepEqual(
        listed.filter((place) => !seen.has(place.toLowerCase())),
        [],
      );
    });
});

describe("a mark in a state", function () {
  this.timeout("5m");

  /** All that a policy reads of values which are not meant to be shown, and secrets that are plain. */
  const marked = stateOf(readOnTaskRole({ marker: `${mark}-in-a-variable` }).map(withSecrets));

  let folder: Folder;

  beforeEach(() => {
    folder = new Folder({ "states/shop.json": marked });
  });

  afterEach(() => folder.remove());

  it("is in no form of output", async () => {
    const forms = ["json", "sarif", "junit", "markdown", "html", "baseline"].map((form) => `out/${form}`);
    const all = [
      "--verbose",
      "--annotations",
      ...forms.flatMap((file) => [`--${file.replace("out/", "")}`, file]),
    ];
    const scanned = await folder.run(["scan", "states", ...all]);
    assert.equal(scanned.code, 1, scanned.stdout + scanned.stderr);
    const graphs = ["svg", "mermaid"].map((form) => `out/${form}`);
    const drawn = await folder.run([
      ...["graph", "states/shop.json"],
      ...graphs.flatMap((file) => [`--${file.replace("out/", "")}`, file]),
    ]);
    assert.equal(drawn.code, 0, drawn.stderr);
    const texts = [scanned, drawn].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    for (const text of [...texts, ...[...forms, ...graphs].map((file) => folder.read(file))])
      assert.ok(!holdsMark(text), text);
  });

  it("is in no error about a state that is broken", async () => {
    const whole = JSON.stringify(marked);
    const at = whole.indexOf(mark);
    assert.ok(at > 0);
    const broken = {
      "broken off in it": whole.slice(0, at + mark.length),
      "no JSON behind it": `${whole.slice(0, at + mark.length)}" ${whole.slice(at + mark.length)}`,
      "no state": JSON.stringify({ version: 3, [mark]: mark }),
      "another version": JSON.stringify({ ...marked, version: mark }),
      "no list": JSON.stringify({ version: 3, deployment: { resources: mark } }),
      "no resource": JSON.stringify({ version: 3, deployment: { resources: [mark] } }),
      "no URN": JSON.stringify(stateOf([resource("aws:ecs/service:Service", "web", { urn: mark })])),
      "a secret in no form": JSON.stringify(
        stateOf([roleWith({ [signature]: secret, plaintext: `"${mark}`, value: mark })]),
      ),
      "a secret in two": JSON.stringify(
        stateOf([roleWith({ [signature]: secret, plaintext: `"${mark}"`, ciphertext: mark })]),
      ),
      "a reference to nothing": JSON.stringify(stateOf([roleWith({ [signature]: reference, id: mark })])),
    };
    for (const [name, text] of Object.entries(broken)) {
      const outcome = await scanSource({
        source: { kind: "file", path: writtenAs(folder, `${name}.json`, text) },
        settings: {},
      });
      assert.ok("failure" in outcome, `${name}: ${JSON.stringify(outcome)}`);
      assert.ok(!holdsMark(outcome.failure.reason), `${name}: ${outcome.failure.reason}`);
    }
  });
});

/** A resource of the state with an output and an input more that are secret, the one encrypted, the other plain. */
function withSecrets(each: Json): Json {
  if (!isJsonObject(each)) return each;
  const { inputs, outputs } = each;
  const own = {
    description: { [signature]: secret, ciphertext: `${mark}-encrypted` },
    tags: { [signature]: secret, plaintext: JSON.stringify({ team: mark, [mark]: "shop" }) },
  };
  return {
    ...each,
    inputs: { ...(isJsonObject(inputs) ? inputs : {}), ...own },
    outputs: { ...(isJsonObject(outputs) ? outputs : {}), ...own },
  };
}

function roleWith(assumeRolePolicy: Json): Json {
  return resource("aws:iam/role:Role", "role", { inputs: { name: "role", assumeRolePolicy } });
}

function writtenAs(folder: Folder, name: string, text: string): string {
  folder.write(name, text);
  return join(folder.path, name);
}

describe("a mark in what the engine sends", () => {
  it("is in nothing that the pack reports, prints or writes down", async () => {
    for (const name of ["ssm-in-components-first", "services-accepted-first"]) {
      const resources = plantings(readCapture(name).resources, isRead)[0]?.resources() ?? [];
      assert.ok(holdsMark(JSON.stringify(resources)));
      const { diagnostics, printed } = await judge(resources.map(secretly));
      assert.ok(diagnostics.length > 0);
      assert.ok(!holdsMark(JSON.stringify([diagnostics, printed])));
    }
  });
});

/** With marked values as the engine sends secrets. */
function secretly(seen: SeenResource): SeenResource {
  const inSecret = (properties: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [
        name,
        holdsMark(JSON.stringify(value)) ? { [signature]: secret, value } : value,
      ]),
    );
  return { ...seen, inputs: seen.inputs && inSecret(seen.inputs), outputs: inSecret(seen.outputs) };
}

interface Found {
  readonly program: Program;
  readonly planting: Planting;
}

function describeFound({ program, planting: { spots, way } }: Found): string {
  return `${spots.map(placeOf).join(", ")}: ${way}, in "${program.name}"`;
}

function foundIn(program: Program): Found[] {
  return plantings(program.resources, isRead).flatMap((planting) => resultOf(program, planting));
}

/**
 * Plants in each place in each way in one of the small programs that have it, not always in the first; where only large
 * ones do, in one way.
 */
function oncePerPlace(programs: readonly Program[]): Found[] {
  const small = chancesIn(programs.filter(isSmall), ({ way, spots: [spot] }) => `${way} ${placeOf(spot)}`);
  const large = chancesIn(
    programs.filter((program) => !isSmall(program)),
    ({ spots: [spot] }) => placeOf(spot),
  );
  for (const [chance] of small.values()) large.delete(placeOf(chance?.planting.spots[0]));
  return [...small.values(), ...large.values()].flatMap((all, index) => {
    const chosen = all[(index * 7919) % all.length];
    return chosen ? resultOf(chosen.program, chosen.planting) : [];
  });
}

function isSmall({ resources }: Program): boolean {
  return resources.length <= 8;
}

function placeOf(spot: Spot | undefined): string {
  return `${spot?.type} ${spot?.path}`;
}

/** All plantings in programs, by what is alike. */
function chancesIn(
  programs: readonly Program[],
  alike: (planting: Planting) => string,
): Map<string, Found[]> {
  const chances = new Map<string, Found[]>();
  for (const program of programs) {
    for (const planting of plantings(program.resources, isRead)) {
      const others = chances.get(alike(planting));
      if (others) others.push({ program, planting });
      else chances.set(alike(planting), [{ program, planting }]);
    }
  }
  return chances;
}

function resultOf(program: Program, planting: Planting): Found[] {
  const { urn: _, ...told } = judgeState(
    seenInState(planting.resources()),
    settingsOf(program.config),
    clock,
  );
  return holdsMark(JSON.stringify(told)) ? [{ program, planting }] : [];
}

function isRead(type: string, property: string): boolean {
  return (
    neededInputs(type).includes(property) ||
    neededOutputs(type).includes(property) ||
    resourceRules.some(({ types }) => types.includes(type))
  );
}

const clock = () => new Date(`${today}T23:59:59Z`);

function settingsOf(config: PackConfig): Readonly<Record<string, unknown>> {
  return config;
}
