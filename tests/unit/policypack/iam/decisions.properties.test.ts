import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Answer } from "../../../../policypack/iam/answers";
import { decide, speaksOf } from "../../../../policypack/iam/decisions";
import { DocumentError, readDocument } from "../../../../policypack/iam/documents";
import { permits, type ShortArns } from "../../../support/plain/documents";
import { fits } from "../../../support/plain/globs";
import {
  accounts,
  anyCondition,
  anyDocuments,
  anyPattern,
  anyRequest,
  type DocumentJson,
  documentsOf,
  known,
  literalArns,
  oddPatterns,
  placed,
  regions,
  type StatementJson,
  statements,
  type Texts,
  wholePatterns,
} from "./random-policies";
import { type Asked, numbered, present, requestOf } from "./requests";

const runs = { numRuns: 500 };
/** From what is certainly not allowed to what certainly is. */
const rank: Readonly<Record<Answer, number>> = { no: 0, "cannot tell": 1, yes: 2 };

function answerTo(documents: readonly unknown[], asked: Asked): Answer {
  return decide(numbered(documents), requestOf(asked)).answer;
}

/** Puts a statement into one of the documents, or into one of its own. */
function withStatement(
  documents: readonly DocumentJson[],
  added: StatementJson,
  place: number,
): DocumentJson[] {
  if (place >= documents.length) return [...documents, { Version: "2012-10-17", Statement: [added] }];
  return documents.map((document, index) =>
    index === place ? { ...document, Statement: [added, ...document.Statement] } : document,
  );
}

const place = fc.nat(3);
const denial = statements(anyPattern, anyCondition, fc.constant("Deny"));
const grant = statements(anyPattern, anyCondition, fc.constant("Allow"));

describe("what documents allow", () => {
  it("is never more for a denial that is added", () => {
    fc.assert(
      fc.property(anyDocuments, denial, place, anyRequest, (documents, added, place, asked) => {
        const before = answerTo(documents, asked);
        const after = answerTo(withStatement(documents, added, place), asked);
        assert.ok(rank[after] <= rank[before], `${before} became ${after}`);
      }),
      runs,
    );
  });

  it("is never less for a grant that is added", () => {
    fc.assert(
      fc.property(anyDocuments, grant, place, anyRequest, (documents, added, place, asked) => {
        const before = answerTo(documents, asked);
        const after = answerTo(withStatement(documents, added, place), asked);
        assert.ok(rank[after] >= rank[before], `${before} became ${after}`);
      }),
      runs,
    );
  });

  it("is the same in whatever order documents and statements stand", () => {
    const shuffled = anyDocuments.chain((documents) =>
      fc.record({
        documents: fc.constant(documents),
        order: fc.shuffledSubarray([...documents.keys()], { minLength: documents.length }),
        reversed: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(shuffled, anyRequest, ({ documents, order, reversed }, asked) => {
        const reordered = order.flatMap((index) => {
          const document = documents[index];
          if (!document) return [];
          return { ...document, Statement: reversed ? document.Statement.toReversed() : document.Statement };
        });
        assert.equal(reordered.length, documents.length);
        assert.equal(answerTo(reordered, asked), answerTo(documents, asked));
      }),
      runs,
    );
  });

  it("is the same for a text and for a list of it", () => {
    const unlisted = (texts: Texts): Texts => (texts.length === 1 ? (texts[0] ?? texts) : texts);
    const withTexts = (made: StatementJson): StatementJson => ({
      ...made,
      ...(made.Action && { Action: unlisted(made.Action) }),
      ...(made.NotAction && { NotAction: unlisted(made.NotAction) }),
      ...(made.Resource && { Resource: unlisted(made.Resource) }),
      ...(made.NotResource && { NotResource: unlisted(made.NotResource) }),
      ...(made.Condition && { Condition: mapped(made.Condition, (keys) => mapped(keys, unlisted)) }),
    });
    fc.assert(
      fc.property(anyDocuments, anyRequest, (documents, asked) => {
        const edited = documents.map((document) => {
          const [first, ...others] = document.Statement.map(withTexts);
          return { ...document, Statement: others.length === 0 ? first : [first, ...others] };
        });
        assert.equal(answerTo(edited, asked), answerTo(documents, asked));
      }),
      runs,
    );
  });

  it("is the same in whatever case actions are written", () => {
    const upper = (texts: Texts) => [texts].flat().map((text) => text.toUpperCase());
    fc.assert(
      fc.property(anyDocuments, anyRequest, (documents, asked) => {
        const shouted = documents.map((document) => ({
          ...document,
          Statement: document.Statement.map(({ Action, NotAction, ...statement }) => ({
            ...statement,
            ...(Action && { Action: upper(Action) }),
            ...(NotAction && { NotAction: upper(NotAction) }),
          })),
        }));
        const answer = answerTo(documents, asked);
        assert.equal(answerTo(shouted, asked), answer);
        assert.equal(answerTo(documents, { ...asked, action: asked.action.toLowerCase() }), answer);
      }),
      runs,
    );
  });

  it("stays what it is, once it is certain, whatever else becomes known of the request", () => {
    fc.assert(
      fc.property(anyDocuments, anyRequest, known, (documents, asked, learnt) => {
        const before = answerTo(documents, asked);
        const after = answerTo(documents, { ...asked, known: { ...learnt, ...asked.known } });
        if (before !== "cannot tell") assert.equal(after, before);
      }),
      { numRuns: 5000 },
    );
  });

  it("becomes no other certain answer once a value is not known any more", () => {
    fc.assert(
      fc.property(anyDocuments, anyRequest, known, fc.nat(), (documents, asked, more, index) => {
        const all = { ...more, ...asked.known };
        const keys = Object.keys(all);
        const forgotten = keys[index % Math.max(keys.length, 1)] ?? "";
        const before = answerTo(documents, { ...asked, known: all });
        const others = Object.entries(all).filter(([key]) => key !== forgotten);
        const without = answerTo(documents, { ...asked, known: Object.fromEntries(others) });
        assert.ok(without === "cannot tell" || without === before, `${before} became ${without}`);
        if (all[forgotten] === null || all[forgotten] === undefined) return;
        // The request has the key, at least.
        const inPart = answerTo(documents, { ...asked, known: { ...all, [forgotten]: present } });
        assert.ok(inPart === "cannot tell" || inPart === before, `${before} became ${inPart}`);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("whatever is given as a document", () => {
  const names = fc.constantFrom(
    ...["Version", "Statement", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"],
    ...[
      "Principal",
      "NotPrincipal",
      "AWS",
      "StringEquals",
      "Null",
      "aws:username",
      "__proto__",
      "constructor",
    ],
  );
  const leaves = fc.oneof(
    fc.constantFrom(
      "Allow",
      "Deny",
      "2012-10-17",
      "*",
      "ssm:*",
      "arn:aws:ssm",
      "${",
      "${a",
      "${a, '",
      "true",
    ),
    fc.constantFrom(null, undefined, Number.NaN, Symbol("s"), 1n, () => 1),
    fc.anything(),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium" },
      leaves,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(names, tie("tree"), { maxKeys: 6 }),
    ),
  }));
  const statement = fc.record(
    {
      Effect: fc.oneof(fc.constantFrom("Allow", "Deny"), tree),
      Action: fc.oneof(fc.constantFrom("*", "ssm:*"), tree),
      NotAction: tree,
      Resource: fc.oneof(anyPattern, fc.string(), tree),
      Condition: fc.oneof(
        anyCondition,
        fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.string())),
        tree,
      ),
      Principal: tree,
    },
    { requiredKeys: ["Effect", "Action", "Resource"] },
  );
  const almost = fc.record({
    Version: fc.constantFrom("2012-10-17", undefined),
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 })),
  });
  const asText = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part));
  const given = fc.oneof(tree, almost, almost.map(asText), fc.json(), fc.string());

  it("it is a document that decides, or it is told what is wrong with it", () => {
    let decided = 0;
    fc.assert(
      fc.property(fc.array(given, { maxLength: 3 }), anyRequest, (documents, asked) => {
        const all = documents.flatMap((json, origin) => {
          const document = readDocument(json);
          if (!(document instanceof DocumentError)) return { origin, document };
          assert.match(document.fault, /^(is|has) /);
          return [];
        });
        const request = requestOf(asked);
        assert.ok(decide(all, request).answer in rank);
        for (const { document } of all) {
          decided++;
          for (const each of document.statements) assert.ok(speaksOf(each, request) in rank);
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(decided > 50, `${decided} documents`);
  });
});

function mapped<From, To>(object: Readonly<Record<string, From>>, change: (value: From) => To) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** What the plain evaluator makes of one ARN, whichever reading of incomplete ARNs is right. */
function plainly(documents: readonly DocumentJson[], action: string, arn: string): Answer {
  const read = (short: ShortArns) => permits(documents, { action, arn, keys: {} }, { short });
  const [one, other] = [read("completed"), read("as written")];
  if (one !== other) return "cannot tell";
  return one ? "yes" : "no";
}

/** Whether AWS says two things of an ARN in it: it is incomplete, and has wildcards. */
function hasTwoReadings({ Statement }: DocumentJson): boolean {
  return Statement.some(({ Resource = [], NotResource = [] }) =>
    [Resource, NotResource]
      .flat(2)
      .some((arn) => arn.startsWith("arn:") && arn.split(":").length < 6 && /[*?]/.test(arn)),
  );
}

describe("what documents without conditions and variables allow", () => {
  const plain = fc.constant(undefined);
  const plainDocuments = documentsOf(statements(fc.oneof(wholePatterns, oddPatterns), plain));
  const manyRuns = { numRuns: 2000 };
  const action = "ssm:Get";
  /** All ARNs that a pattern describes, of places and names that are enough to tell patterns apart. */
  const described = (pattern: string) =>
    [...regions, "ap"].flatMap((region) =>
      [...accounts, "3"].flatMap((account) =>
        ["a", "b", "c", "ab", "ba", "abb", "cab", "a/a", "a/b", "a/c", "a/cb", "a-c"]
          .map((name) => `arn:aws:ssm:${region}:${account}:parameter/${name}`)
          .filter((arn) => fits(pattern, arn)),
      ),
    );
  const allowed = (documents: readonly DocumentJson[], pattern: string) =>
    described(pattern).filter((arn) => plainly(documents, action, arn) === "yes");
  const scope = fc.constantFrom("some" as const, "all" as const);
  const requestsFor = (names: fc.Arbitrary<string>) =>
    fc.record({
      action: fc.constant(action),
      scope,
      resources: placed(fc.constantFrom("eu", "?*"), fc.constantFrom("1", "?*"), names),
    });

  it("is for one ARN what the plain evaluator says", () => {
    fc.assert(
      fc.property(plainDocuments, literalArns, (documents, resources) => {
        const answer = answerTo(documents, { action, resources, scope: "all" });
        const expected = plainly(documents, action, resources);
        // Two readings of an ARN that come to the same are not always seen to do so.
        if (answer === "cannot tell" && documents.some(hasTwoReadings)) return;
        assert.equal(answer, expected);
      }),
      manyRuns,
    );
  });

  it("is for a pattern of names what the plain evaluator says for each name, where it is certain", () => {
    const requests = placed(
      fc.constantFrom(...regions),
      fc.constantFrom(...accounts),
      fc.constantFrom("?*", "a?*", "?*b", "a/?*"),
    );
    fc.assert(
      fc.property(plainDocuments, requests, (documents, resources) => {
        const answer = answerTo(documents, { action, resources, scope: "all" });
        if (answer === "cannot tell") return;
        assert.deepEqual(allowed(documents, resources), answer === "yes" ? described(resources) : []);
      }),
      manyRuns,
    );
  });

  it("is no ARN where it is certainly none", () => {
    fc.assert(
      fc.property(
        plainDocuments,
        requestsFor(fc.constantFrom("a", "?*", "a?*", "?*b")),
        (documents, asked) => {
          const answer = answerTo(documents, asked);
          if (answer === "no") assert.deepEqual(allowed(documents, asked.resources), []);
        },
      ),
      manyRuns,
    );
  });

  it("is some ARN where it certainly is one, as far as one denial goes", () => {
    const patterns = fc.oneof(
      placed(
        fc.constantFrom("eu", "*", "e*"),
        fc.constantFrom("1", "*"),
        fc.constantFrom("a", "*", "a/*", "*b"),
      ),
      fc.constantFrom("*", "arn:aws:ssm:*", "arn:aws:ssm:*:parameter/a*"),
    );
    const oneOf = (Effect: "Allow" | "Deny") =>
      patterns.map((Resource): StatementJson => ({ Effect, Action: "*", Resource }));
    const denials = fc.oneof(
      oneOf("Deny"),
      statements(patterns, plain, fc.constant("Deny")).filter(({ NotResource }) => NotResource !== undefined),
    );
    const documents = fc
      .tuple(fc.array(oneOf("Allow"), { minLength: 1, maxLength: 3 }), denials)
      .map(([grants, denial]): DocumentJson[] => [{ Statement: [...grants, denial] }]);
    fc.assert(
      fc.property(documents, requestsFor(fc.constantFrom("a", "?*")), (documents, asked) => {
        const answer = answerTo(documents, asked);
        if (answer === "yes") assert.notDeepEqual(allowed(documents, asked.resources), []);
      }),
      manyRuns,
    );
  });
});
