import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleOf } from "../corpus/sample";
import { falseAlarmsOf, missesOf, scoreOf, silentOf } from "../corpus/score";
import { percent, tablesOf } from "../corpus/tables";
import { type Failure, origins, type Program, readPrograms, truthOf } from "../corpus/truth";
import { differences, type Said, type Verdicts } from "../corpus/verdicts";
import { clientsAfterServers, readsSecrets, ssmGrant } from "../support/policy-names";

const web = "aws:ecs/service:Service::web";
const grant = "aws:iam/rolePolicy:RolePolicy::grant";

function failure(edit: Partial<Failure> = {}): Failure {
  return {
    what: "Tasks stop.",
    error: "AccessDeniedException",
    evidence: "https://docs.aws.amazon.com/",
    policies: [ssmGrant],
    on: [grant],
    moments: ["first", "later"],
    ...edit,
  };
}

function program(id: string, ...fails: Failure[]): Program {
  const origin = origins.find((one) => id.startsWith(one)) ?? "working";
  return { id, origin, says: "A program.", fails };
}

function said(edit: Partial<Said> = {}): Said {
  return {
    policy: ssmGrant,
    kind: "task-role-only",
    resource: grant,
    level: "mandatory",
    presumed: false,
    ...edit,
  };
}

const both = (...all: Said[]): Verdicts => ({ first: all, later: all });

describe("the score of a corpus", () => {
  it("counts a failure that is said twice once, and both findings as true", () => {
    const verdicts = { a: both(said(), said({ kind: "other" })) };
    assert.deepEqual(scoreOf([program("a", failure())], verdicts, { moment: "first" }), {
      precision: { part: 2, whole: 2 },
      recall: { part: 1, whole: 1 },
    });
  });

  it("takes a finding of another policy or on another resource for a false alarm", () => {
    const programs = [program("a", failure())];
    for (const edit of [{ policy: readsSecrets }, { resource: web }]) {
      const verdicts = { a: both(said(edit)) };
      assert.deepEqual(scoreOf(programs, verdicts, { moment: "later" }), {
        precision: { part: 0, whole: 1 },
        recall: { part: 0, whole: 1 },
      });
      assert.equal(falseAlarmsOf(programs, verdicts, "later").length, 1);
      assert.equal(missesOf(programs, verdicts, "later").length, 1);
    }
  });

  it("takes a finding of another id for a false alarm, where a failure names its ids", () => {
    const programs = [program("a", failure({ findings: ["task-role-only"] }))];
    const verdicts = { a: both(said(), said({ kind: "other" })) };
    assert.deepEqual(scoreOf(programs, verdicts, { moment: "first" }), {
      precision: { part: 1, whole: 2 },
      recall: { part: 1, whole: 1 },
    });
  });

  it("looks only at failures that are to come", () => {
    const programs = [program("a", failure({ moments: ["first"] }))];
    const verdicts = { a: both(said()) };
    assert.deepEqual(missesOf(programs, verdicts, "first"), []);
    assert.deepEqual(scoreOf(programs, verdicts, { moment: "later" }), {
      precision: { part: 0, whole: 1 },
      recall: { part: 0, whole: 0 },
    });
  });

  it("misses what no policy claims, in no policy's row", () => {
    const programs = [program("a", failure({ policies: [] }))];
    const recall = (policy?: string) =>
      scoreOf(programs, { a: both(said()) }, { moment: "first", ...(policy && { policy }) }).recall;
    assert.deepEqual(recall(), { part: 0, whole: 1 });
    assert.deepEqual(recall(ssmGrant), { part: 0, whole: 0 });
  });

  it("counts a failure of two policies in the row of each, said by either", () => {
    const programs = [program("a", failure({ policies: [ssmGrant, readsSecrets] }))];
    const score = (policy: string) => scoreOf(programs, { a: both(said()) }, { moment: "first", policy });
    assert.deepEqual(score(ssmGrant).recall, { part: 1, whole: 1 });
    assert.deepEqual(score(readsSecrets), {
      precision: { part: 0, whole: 0 },
      recall: { part: 1, whole: 1 },
    });
  });

  it("looks at what rejects alone, and at one origin alone", () => {
    const programs = [program("reports/a", failure()), program("working/b")];
    const verdicts = { "reports/a": both(said({ level: "advisory" })), "working/b": both(said()) };
    assert.deepEqual(scoreOf(programs, verdicts, { moment: "first", mandatoryOnly: true }), {
      precision: { part: 0, whole: 1 },
      recall: { part: 0, whole: 1 },
    });
    assert.deepEqual(scoreOf(programs, verdicts, { moment: "first", origin: "reports" }), {
      precision: { part: 1, whole: 1 },
      recall: { part: 1, whole: 1 },
    });
    assert.deepEqual(silentOf(programs, verdicts), { part: 0, whole: 1 });
    assert.deepEqual(silentOf(programs, { "working/b": both() }), { part: 1, whole: 1 });
  });

  it("rounds down, so that 100 % means all", () => {
    assert.deepEqual(
      [
        { part: 9999, whole: 10_000 },
        { part: 3, whole: 3 },
        { part: 2, whole: 3 },
        { part: 0, whole: 0 },
      ].map(percent),
      ["99.9 %", "100.0 %", "66.6 %", "—"],
    );
  });

  it("lists what is missed and what is false, once for both previews", () => {
    const programs = [program("reports/a", failure({ policies: [clientsAfterServers], on: [web] }))];
    const text = tablesOf(programs, { "reports/a": { first: [said()], later: [] } });
    const link = "\\[reports/a\\]\\(../tests/corpus/programs/reports/a.ts\\)";
    assert.match(text, new RegExp(`^- ${link}: Tasks stop[.] \\(${clientsAfterServers}\\)$`, "m"));
    assert.match(text, new RegExp(`^- ${link}: ${ssmGrant} task-role-only on .*, first preview only$`, "m"));
  });
});

describe("a difference of verdicts", () => {
  it("names what is said no more, and what is new", () => {
    assert.deepEqual(differences(both(said()), both(said())), []);
    assert.deepEqual(
      differences({ first: [said()], later: [] }, { first: [said({ presumed: true })], later: [] }),
      [
        `- first: ${ssmGrant} task-role-only on ${grant} (mandatory)`,
        `+ first: ${ssmGrant} task-role-only on ${grant} (mandatory, presumed)`,
      ],
    );
    assert.deepEqual(differences(undefined, both()), ["+ it has no stored verdicts"]);
  });
});

describe("a truth", () => {
  const written = {
    says: "A program.",
    source: "https://github.com/owner/repository/issues/1",
    fails: [
      {
        what: "Tasks stop.",
        error: "AccessDeniedException",
        evidence: "https://github.com/owner/repository/issues/1",
        policy: ssmGrant,
        on: [grant],
      },
    ],
  };
  const [fails] = written.fails;
  const read = (value: unknown, origin: Program["origin"] = "reports") =>
    truthOf(value, { where: "reports/a.json", origin });

  it("is read with what it leaves out", () => {
    assert.deepEqual(read(written).fails, [
      failure({ evidence: "https://github.com/owner/repository/issues/1" }),
    ]);
    assert.deepEqual(read({ says: "It works." }, "working"), { says: "It works.", fails: [] });
    assert.deepEqual(
      read({ ...written, fails: [{ ...fails, policy: null, on: [] }] }).fails[0]?.policies,
      [],
    );
  });

  const mistakes: [string, unknown, Program["origin"], RegExp][] = [
    ["is no object", [], "reports", /^reports\/a[.]json is no object$/],
    ["lacks its sentence", { ...written, says: " " }, "reports", /^reports\/a[.]json, says: must be a text$/],
    ["lacks its report", { ...written, source: undefined }, "reports", /a[.]json, source: must be a text$/],
    ["has an address that is none", { ...written, source: "issue 1" }, "reports", /source: must be an https/],
    ["has a key that is none", { ...written, sources: [] }, "reports", /a[.]json, sources: no such key/],
    [
      "names a policy that is none",
      { ...written, fails: [{ ...fails, policy: "ecs-nothing" }] },
      "reports",
      /a[.]json, fails\[0\], policy: there is no "ecs-nothing"$/,
    ],
    [
      "names a resource by its name alone",
      { ...written, fails: [{ ...fails, on: ["grant"] }] },
      "reports",
      /fails\[0\], on\[0\]: "grant" is not/,
    ],
    [
      "names a finding by a sentence",
      { ...written, fails: [{ ...fails, findings: ["Tasks stop."] }] },
      "reports",
      /fails\[0\], findings\[0\]: "Tasks stop[.]" is no id of a finding$/,
    ],
    [
      "tells no resource for a policy",
      { ...written, fails: [{ ...fails, on: [] }] },
      "reports",
      /fails\[0\], on: /,
    ],
    [
      "knows another moment",
      { ...written, fails: [{ ...fails, moments: ["second"] }] },
      "reports",
      /fails\[0\], moments\[0\]: "second" is none of first, later$/,
    ],
    ["fails where it ought to work", written, "working", /a[.]json, fails: a working program/],
    ["works where it is an incident", { ...written, fails: [] }, "incidents", /a[.]json, fails: an incident/],
  ];
  for (const [what, value, origin, message] of mistakes)
    it(`is refused where it ${what}`, () => assert.throws(() => read(value, origin), { message }));

  it("stands beside its program", () => {
    const folder = mkdtempSync(join(tmpdir(), "corpus-"));
    try {
      mkdirSync(join(folder, "working"));
      writeFileSync(join(folder, "working/web.ts"), "");
      assert.throws(() => readPrograms(folder), /^Error: working\/web[.]json is missing/);
      writeFileSync(join(folder, "working/web.json"), "{");
      assert.throws(() => readPrograms(folder), /^Error: working\/web[.]json is no JSON/);
      writeFileSync(join(folder, "working/web.json"), '{ "says": "It works." }');
      assert.deepEqual(readPrograms(folder), [
        { id: "working/web", origin: "working", says: "It works.", fails: [] },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("a sample of the corpus", () => {
  const programs = [
    program("working/a"),
    program("working/b"),
    program("reports/c", failure()),
    program("reports/d", failure({ policies: [clientsAfterServers] })),
  ];
  const sample = (seed: string, size = 3) => sampleOf(programs, {}, { size, seed }).map(({ id }) => id);

  it("has every origin and policy before it has one twice", () => {
    for (const seed of ["", "1", "2", "3"])
      assert.deepEqual(
        sample(seed)
          .filter((id) => !id.startsWith("working"))
          .sort(),
        ["reports/c", "reports/d"],
      );
  });

  it("is the same for the same seed, and at most all", () => {
    assert.deepEqual(sample("1"), sample("1"));
    assert.notDeepEqual(
      [0, 1, 2, 3, 4, 5].map((seed) => sample(`${seed}`, 4)[3]),
      new Array(6).fill("working/a"),
    );
    assert.equal(sample("", 9).length, 4);
  });
});
