import assert from "node:assert/strict";
import { type Decisive, decide, namesAction, speaksOf } from "../../../../policypack/iam/decisions";
import { Described } from "../../../../policypack/iam/globs";
import { Patterns } from "../../../../policypack/iam/patterns";
import { processorTimeOf } from "../../../support/processor-time";
import { caseGroups } from "./decisions.cases";
import { type Asked, numbered, read, requestOf } from "./requests";

function placeOf(decisive: Decisive<number> | undefined): readonly [number, number] | undefined {
  return decisive && [decisive.origin, decisive.statement.number];
}

describe("deciding what documents allow", () => {
  for (const { about, asked, cases } of caseGroups) {
    describe(about, () => {
      for (const { it: name, asked: edit, documents, answer, by, deniedBy } of cases) {
        it(`${name}: ${answer}`, () => {
          const decision = decide(numbered(documents), requestOf({ ...asked, ...edit }));
          assert.deepEqual(
            {
              answer: decision.answer,
              by: placeOf(decision.by),
              deniedBy: placeOf(decision.deniedBy),
            },
            { answer, by, deniedBy },
          );
        });
      }
    });
  }

  const anyParameter: Asked = {
    action: "ssm:GetParameters",
    resources: "arn:*:ssm:?*:?*:parameter/?*",
    scope: "some",
  };
  const statement = (Effect: string, more: object = {}) => ({
    Statement: { Effect, Action: "ssm:*", Resource: "*", ...more },
  });

  it("counts denials of all documents where only some are asked what they allow", () => {
    const [asked, denying] = [
      numbered([statement("Allow")]),
      numbered([{ Statement: [] }, statement("Deny")]),
    ];
    const decision = decide(asked, requestOf(anyParameter), [...asked, ...denying]);
    assert.equal(decision.answer, "no");
    assert.deepEqual(placeOf(decision.deniedBy), [2, 1]);
  });

  it("counts no grant of documents that are not asked", () => {
    const decision = decide([], requestOf(anyParameter), numbered([statement("Allow")]));
    assert.deepEqual(decision, { answer: "no" });
  });

  it("gives the documents back as they were", () => {
    const documents = numbered([statement("Allow")]);
    const { by } = decide(documents, requestOf(anyParameter));
    assert.equal(by?.statement, documents[0]?.document.statements[0]);
  });

  it("takes milliseconds for a policy as long as AWS takes them, whatever its patterns are made of", () => {
    const name = "a".repeat(1000);
    const parameter = `arn:aws:ssm:eu-central-1:123456789012:parameter/${name}`;
    for (const [patterns, pieces, length] of [
      [1, 5000, 1],
      [1, 10, 1000],
      [10, 10, 100],
      [100, 1, 100],
    ] as const) {
      const piece = `*${"a".repeat(length)}`;
      const Resource = Array.from(
        { length: patterns },
        () => `arn:aws:ssm:*:*:parameter/${piece.repeat(pieces)}b`,
      );
      const documents = numbered([statement("Allow"), statement("Deny", { Resource })]);
      for (const resources of [parameter, anyParameter.resources]) {
        const request = requestOf({ ...anyParameter, resources });
        const times = Array.from({ length: 5 }, () =>
          processorTimeOf(() => assert.equal(decide(documents, request).answer, "yes")),
        );
        // The fastest of them: what else the machine does slows its processors, too.
        assert.ok(Math.min(...times) < 150, `${patterns} of ${pieces} pieces: ${times}`);
      }
    }
  });

  it("compares many denied patterns with many allowed ones in a moment", () => {
    const count = 1000;
    const arns = (name: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => `arn:aws:ssm:*:*:parameter/${name(at)}`);
    const requests = [
      [anyParameter, "no"],
      [
        { ...anyParameter, resources: "arn:aws:ssm:eu-central-1:123456789012:parameter/a7/b", scope: "all" },
        "no",
      ],
    ] as const;
    const allowed = arns((at) => `a${at}/*`);
    const denied = [...arns((at) => `b${at}/*`), ...arns((at) => `a${at}/*`)];
    const inOne = [statement("Allow", { Resource: allowed }), statement("Deny", { Resource: denied })];
    const inMany = [
      ...allowed.map((Resource) => statement("Allow", { Resource })),
      ...denied.map((Resource) => statement("Deny", { Resource })),
    ];
    for (const documents of [numbered(inOne), numbered(inMany)]) {
      for (const [asked, answer] of requests) {
        const act = () => assert.equal(decide(documents, requestOf(asked)).answer, answer);
        const times = Array.from({ length: 3 }, () => processorTimeOf(act));
        assert.ok(Math.min(...times) < 1000, `${times}`);
      }
    }
  });

  it("reads what denied patterns begin with once for each allowed one", () => {
    let steps = 0;
    const stepsFor = (count: number) => {
      const denied = Array.from(
        { length: count },
        (_, at) => [`arn:aws:ssm:*:*:parameter/${at}/*`, at] as const,
      );
      const after = Described.prototype.after;
      steps = 0;
      Described.prototype.after = function (places, symbol) {
        steps++;
        return after.call(this, places, symbol);
      };
      try {
        assert.deepEqual(new Patterns(denied).intersecting("arn:*:ssm:?*:?*:parameter/7/*"), [7]);
      } finally {
        Described.prototype.after = after;
      }
      return steps;
    };
    const few = stepsFor(10);
    assert.ok(few < 100, `${few} steps for ten patterns`);
    // Each of the others is left at the first symbol in which it differs.
    assert.ok(stepsFor(5000) < few + 3 * 10 * 5, `${steps} steps for 5,000 patterns`);
  });

  describe("of one statement", () => {
    const parameter: Asked = {
      action: "ssm:GetParameters",
      resources: "arn:aws:ssm:?*:123456789012:parameter/shop/?*",
      scope: "all",
      known: { "aws:requestedregion": "?*" },
    };
    const inRegion = { Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } };
    for (const [name, more, allows, denies] of [
      ["of another action", { Action: "s3:*" }, "no", "no"],
      ["of another resource", { Resource: "arn:aws:ssm:*:*:parameter/other/*" }, "no", "no"],
      ["of everything", {}, "yes", "yes"],
      ["of a part", { Resource: "arn:aws:ssm:*:*:parameter/shop/a*" }, "cannot tell", "cannot tell"],
      ["in one Region", { Resource: "arn:aws:ssm:us-east-1:*:parameter/*" }, "yes", "cannot tell"],
      ["under a condition on the Region", inRegion, "yes", "cannot tell"],
      ["of all but other resources", { Resource: undefined, NotResource: "arn:aws:s3:::*" }, "yes", "yes"],
      [
        "under a condition that does not hold",
        { Condition: { Null: { "aws:RequestedRegion": "true" } } },
        "no",
        "no",
      ],
    ] as const) {
      for (const [effect, answer] of [
        ["Allow", allows],
        ["Deny", denies],
      ] as const) {
        it(`${effect} ${name}: ${answer}`, () => {
          const [only] = read(statement(effect, more)).statements;
          assert.ok(only);
          assert.equal(speaksOf(only, requestOf(parameter)), answer);
        });
      }
    }
  });

  it("knows the action of a statement, whatever its effect and resources", () => {
    const [only] = read(statement("Deny", { Action: undefined, NotAction: "s3:*", Resource: [] })).statements;
    assert.ok(only);
    assert.equal(namesAction(only, "ssm:GetParameters"), true);
    assert.equal(namesAction(only, "S3:GetObject"), false);
  });
});
