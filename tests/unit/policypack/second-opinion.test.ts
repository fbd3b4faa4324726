/**
 * The pack beside evaluators that are plain and slow: documents, patterns and waits at random, judged by both.
 * `SECOND_OPINION_CASES` is the number of cases of each comparison.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { matches } from "../../../policypack/iam/globs";
import type { Resource } from "../../../policypack/stack/resources";
import { Edges, Order, Waits } from "../../../policypack/stack/waiting";
import { containers, parameterArn } from "../../support/cases";
import { judge } from "../../support/pack";
import { type CaseOfDocuments, compare, hasShortArn } from "../../support/plain/compared";
import { permits } from "../../support/plain/documents";
import { fits } from "../../support/plain/globs";
import { printedDocuments } from "../../support/plain/printed";
import { createdAfter, type PlainResource } from "../../support/plain/waits";
import { readsSecrets, undetermined } from "../../support/policy-names";
import { graph, resource } from "../../support/resources";
import { moments, Stack } from "../../support/stack";
import {
  accounts,
  anyDocuments,
  type DocumentJson,
  keys,
  known,
  literalArns,
  placed,
  regions,
  type StatementJson,
} from "./iam/random-policies";

const repository = join(__dirname, "../../..");
const cases = Number(process.env.SECOND_OPINION_CASES ?? 0);
const numberOf = (byDefault: number) => cases || byDefault;

/** What keys may hold of which it is not known, and names of parameters: enough to tell the random documents apart. */
const values = ["a", "eu", "true", "arn:aws:x:eu:1:a"];
const parameters = ["a", "b", "c", "ab", "ba", "abb", "a/a", "a/b", "a/c", "a/cb"];

/** The pattern's place is fixed: what an open one means is a question of its own. */
const patterns = placed(
  fc.constantFrom(...regions),
  fc.constantFrom(...accounts),
  fc.constantFrom("?*", "a?*", "?*b", "a/?*"),
);

/** No value that is open in part: the pack takes a Region that is left open to be the one that a grant names. */
const wholeKeys = known.map((keys) =>
  Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== "?*")),
);

const asked: fc.Arbitrary<CaseOfDocuments> = fc.record({
  documents: anyDocuments,
  action: fc.constantFrom("ssm:Get", "ssm:Put"),
  resources: fc.oneof(literalArns, patterns),
  known: wholeKeys,
});

/** All requests that a case may mean. */
function requestsOf({ resources }: CaseOfDocuments) {
  const beginning = resources.slice(0, resources.indexOf("/") + 1);
  const described = parameters.map((name) => beginning + name).filter((arn) => fits(resources, arn));
  return {
    arns: /[*?]/.test(resources) ? described : [resources],
    keys: keys.map((key) => key.toLowerCase()),
    values,
  };
}

function assertAlike(made: CaseOfDocuments, plain = permits, plainFrom?: string) {
  const compared = compare(made, requestsOf(made), plain);
  if (compared.difference) {
    const places = plainFrom === undefined ? {} : { plain: plainFrom };
    throw new Error(printedDocuments(made, compared.difference, places));
  }
  return compared;
}

describe("a second opinion on documents", () => {
  it("never contradicts a certain answer, whatever stands in the request", () => {
    const number = numberOf(500);
    const met = { yes: 0, no: 0, "cannot tell": 0 };
    fc.assert(
      fc.property(asked, (made) => {
        met[assertAlike(made).pack]++;
      }),
      { numRuns: number },
    );
    for (const [answer, times] of Object.entries(met))
      assert.ok(times > number / 50, `${answer}: ${times} of ${number}`);
  });

  it("is what the pack says of one request without operators for numbers, dates and addresses", () => {
    let open = 0;
    const everything = fc.record({ ...keysOfDocuments() });
    fc.assert(
      fc.property(asked, everything, literalArns, (made, keys, resources) => {
        const whole = { ...made, resources, known: keys };
        const { pack, unsaid, isClear } = assertAlike(whole);
        // Two readings of a short ARN, and what AWS does not say, may leave it open.
        if (pack !== "cannot tell" || unsaid > 0 || !isClear) return;
        if (/Date|Numeric|IpAddress/.test(JSON.stringify(whole.documents))) return;
        if (hasShortArn(whole)) return;
        open++;
        assert.fail(`left open: ${JSON.stringify(whole)}`);
      }),
      { numRuns: numberOf(1500) },
    );
    assert.equal(open, 0);
  });

  it("prints a program that shows where they disagree", function () {
    this.timeout("1m");
    const folder = mkdtempSync(join(tmpdir(), "second-opinion-"));
    try {
      const planted = join(folder, "planted");
      writeFileSync(`${planted}.ts`, withoutDenials);
      const grant: StatementJson = { Effect: "Allow", Action: "*", Resource: "*" };
      const denial: StatementJson = { Effect: "Deny", Action: "ssm:G*", Resource: "*" };
      const made: CaseOfDocuments = {
        documents: [{ Statement: [grant, denial] }],
        action: "ssm:Get",
        resources: "arn:aws:ssm:eu:1:parameter/a",
        known: {},
      };
      const blind: typeof permits = (documents, ...more) =>
        permits(
          documents.map((each) => ({
            ...each,
            Statement: each.Statement.filter(({ Effect }) => Effect === "Allow"),
          })),
          ...more,
        );
      assertAlike(made);
      const difference = compare(made, requestsOf(made), blind).difference;
      assert.ok(difference);
      const run = (plain?: string) => {
        const program = join(folder, plain === undefined ? "right.ts" : "wrong.ts");
        writeFileSync(program, printedDocuments(made, difference, plain === undefined ? {} : { plain }));
        const { status, stdout, stderr } = spawnSync(
          process.execPath,
          ["--require", require.resolve("ts-node/register/transpile-only"), program],
          { cwd: repository, encoding: "utf8" },
        );
        return { status, printed: stdout + stderr };
      };
      const wrong = run(planted);
      assert.equal(wrong.status, 1, wrong.printed);
      assert.match(wrong.printed, /pack: 'no', isAllowed: true[\s\S]*the two disagree/);
      const right = run();
      assert.equal(right.status, 0, right.printed);
      assert.match(right.printed, /pack: 'no', isAllowed: false/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** An evaluator that does not see denials. */
const withoutDenials = `import { permits as plain } from ${JSON.stringify(join(repository, "tests/support/plain/documents"))};
export const permits: typeof plain = (documents, ...more) =>
  plain(
    documents.map((each) => ({ ...each, Statement: each.Statement.filter(({ Effect }) => Effect === "Allow") })),
    ...more,
  );
`;

function keysOfDocuments() {
  const value = fc.option(fc.constantFrom(...values), { nil: null });
  return { "aws:principaltag/app": value, "aws:requestedregion": value, "aws:username": value };
}

describe("a second opinion on who reads a secret", () => {
  const arn = parameterArn;
  const resource = fc.constantFrom(
    ...[arn, `${arn}*`, arn.slice(0, -1), arn.replace("eu-central-1", "*"), arn.replace("shop", "?hop")],
    ...[
      "*",
      arn.replace("shop/", "shop*"),
      arn.replace("DATABASE", "database"),
      "arn:aws:ssm:*:*:parameter/shop",
    ],
  );
  const action = fc.constantFrom(
    ...["ssm:GetParameters", "ssm:GetParameter", "ssm:Get*", "SSM:getparameters", "ssm:*", "*"],
    ...["ssm:GetParameter?", "ssm:PutParameter", "secretsmanager:GetSecretValue"],
  );
  const listed = (texts: fc.Arbitrary<string>) => fc.array(texts, { minLength: 1, maxLength: 2 });
  const pair = (plain: string, inverted: string, texts: fc.Arbitrary<string>) =>
    fc.tuple(fc.nat(5), listed(texts)).map(([which, list]) => ({ [which === 0 ? inverted : plain]: list }));
  const statement = (effects: readonly StatementJson["Effect"][]) =>
    fc
      .tuple(
        fc.constantFrom(...effects),
        pair("Action", "NotAction", action),
        pair("Resource", "NotResource", resource),
      )
      .map(([Effect, actions, resources]): StatementJson => ({ Effect, ...actions, ...resources }));
  const documentOf = (...effects: StatementJson["Effect"][]): fc.Arbitrary<DocumentJson> =>
    fc.record({
      Version: fc.constant("2012-10-17"),
      Statement: fc.array(statement(effects), { minLength: 1, maxLength: 2 }),
    });

  it("is the whole pack's, with policies, denials and a boundary", async function () {
    const number = numberOf(150);
    this.timeout(60_000 + 100 * number);
    const met = { reads: 0, "does not": 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(documentOf("Allow", "Allow", "Allow", "Deny"), { maxLength: 3 }),
        fc.option(documentOf("Allow", "Allow", "Deny"), { freq: 1, nil: undefined }),
        async (policies, boundary) => {
          const request = { action: "ssm:GetParameters", arn, keys: {} };
          const reads = permits(policies, request, { short: "completed", ...(boundary && { boundary }) });
          met[reads ? "reads" : "does not"]++;
          const stack = new Stack();
          const limit = boundary && stack.policy("limit", JSON.stringify(boundary));
          const role = stack.role("execution", limit ? { permissionsBoundary: limit.arn } : {});
          for (const [index, policy] of policies.entries())
            stack.rolePolicy(`policy-${index}`, { role: role.name, policy: JSON.stringify(policy) });
          stack.taskDefinition("task", {
            executionRoleArn: role.arn,
            containerDefinitions: JSON.stringify(containers([arn])),
          });
          for (const moment of moments) {
            const { diagnostics } = await judge(stack.seen(moment), {});
            // A boundary whose ARN is not known yet is known by its edge.
            const rejecting = diagnostics.filter(({ policy }) => policy === readsSecrets);
            assert.equal(
              rejecting.length === 0,
              reads,
              `${moment}: ${JSON.stringify({ policies, boundary }, undefined, 2)}`,
            );
            assert.deepEqual(
              diagnostics.filter(({ policy }) => policy === undetermined),
              [],
            );
          }
        },
      ),
      { numRuns: number },
    );
    for (const [what, times] of Object.entries(met)) assert.ok(times > number / 10, `${what}: ${times}`);
  });
});

describe("a second opinion on patterns", () => {
  const texts = fc
    .array(fc.constantFrom("a", "b", "/", ":", "*", "?", ".", "\n", "$", "\\", "é", "["), { maxLength: 9 })
    .map((symbols) => symbols.join(""));
  const near = texts.chain((pattern) =>
    fc.tuple(
      fc.constant(pattern),
      fc.oneof(
        texts,
        fc
          .array(fc.constantFrom("", "a", "b", "/", "ab"), { minLength: 9, maxLength: 9 })
          .map((parts) => pattern.replace(/[*?]/g, (_, at: number) => parts[at] ?? "a")),
      ),
    ),
  );

  it("is a regular expression's", () => {
    const number = numberOf(5000);
    let matched = 0;
    fc.assert(
      fc.property(near, ([pattern, text]) => {
        const expected = fits(pattern, text);
        if (expected) matched++;
        assert.equal(
          matches(pattern, text),
          expected,
          `${JSON.stringify(pattern)} on ${JSON.stringify(text)}`,
        );
      }),
      { numRuns: number },
    );
    assert.ok(matched > number / 5, `${matched} of ${number} match`);
  });
});

describe("a second opinion on waits", () => {
  /** Each names others by numbers: by edges, as its parent, and as its provider. */
  const recipes = fc.array(
    fc.record({
      kind: fc.constantFrom<PlainResource["kind"]>("custom", "custom", "custom", "component", "provider"),
      parent: fc.option(fc.nat(11), { freq: 1 }),
      provider: fc.nat(30),
      dependencies: fc.array(fc.nat(11), { maxLength: 2 }),
      properties: fc.array(fc.nat(11), { maxLength: 2 }),
    }),
    { minLength: 2, maxLength: 12, size: "max" },
  );

  it("is the pack's, in one pass over all and one by one", () => {
    let compared = 0;
    let waiting = 0;
    const number = numberOf(1500);
    fc.assert(
      fc.property(recipes, (recipe) => {
        const urns = recipe.map(
          ({ kind }, index) => `${kind === "provider" ? "pulumi:providers:aws::" : ""}${index}`,
        );
        const named = (number: number, own: number) => urns.slice(0, own)[number % Math.max(own, 1)];
        const made = recipe.map((each, own) => {
          const dependencies = each.dependencies.flatMap((number) => named(number, own) ?? []);
          const properties = each.properties.flatMap((number) => named(number, own) ?? []);
          const parent = each.parent === null ? undefined : named(each.parent, own);
          const providers = urns.slice(0, own).filter((_, index) => recipe[index]?.kind === "provider");
          const provider = providers[each.provider % Math.max(providers.length, 1)] ?? "default";
          return { kind: each.kind, urn: urns[own] ?? "", dependencies, properties, parent, provider };
        });
        const plain = createdAfter(
          made.map(({ dependencies, properties, provider, ...rest }) => ({
            ...rest,
            provider: rest.kind === "custom" ? provider : undefined,
            edges: [...dependencies, ...properties],
          })),
        );
        const stack = graph(
          ...made.map(
            ({ urn, kind, dependencies, properties, parent, provider }): Resource =>
              resource(urn, {
                type: kind === "provider" ? "pulumi:providers:aws" : "test:index:Thing",
                dependencies,
                propertyDependencies: new Map([["any", properties]]),
                parent,
                provider: kind === "custom" ? provider : undefined,
              }),
          ),
        );
        const customs = stack.resources.filter(({ provider }) => provider !== undefined);
        // Two that wait for each other no engine ever creates.
        if (customs.some(({ urn }) => plain.has(`${urn} after ${urn}`))) return;
        const edges = new Edges(stack);
        const [order, waits] = [new Order(edges, customs), new Waits(stack, edges)];
        for (const one of customs) {
          for (const other of customs) {
            if (one === other) continue;
            const expected = plain.has(`${one.urn} after ${other.urn}`);
            compared++;
            if (expected) waiting++;
            const shown = `${one.urn} after ${other.urn}: ${expected} expected of\n${JSON.stringify(made, undefined, 2)}`;
            assert.equal(order.waits(one, other), expected, shown);
            assert.equal(waits.for(one, other), expected, shown);
          }
        }
      }),
      { numRuns: number },
    );
    assert.ok(waiting > number && compared > 2 * waiting, `${waiting} of ${compared} wait`);
  });
});
