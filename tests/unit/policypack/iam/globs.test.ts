import assert from "node:assert/strict";
import { covers, intersects, matches } from "../../../../policypack/iam/globs";

/** All texts of these characters, up to a length. */
function textsOf(characters: string, length: number): string[] {
  const texts = [""];
  for (let from = 0, round = 0; round < length; round++) {
    const to = texts.length;
    for (; from < to; from++) for (const character of characters) texts.push(`${texts[from]}${character}`);
  }
  return texts;
}

/** A pattern as a regular expression, which shares nothing with the code under test. */
function expression(pattern: string, anyCharacter: string): RegExp {
  const symbols: Record<string, string> = { "*": `${anyCharacter}*`, "?": anyCharacter };
  return new RegExp(`^${[...pattern].map((symbol) => symbols[symbol] ?? symbol).join("")}$`);
}

const patterns = textsOf("a:*?", 4);
/**
 * Long enough for every answer: two patterns of four symbols with a star each demand at most six
 * characters. `b` stands for whatever no pattern names.
 */
const texts = textsOf("ab:", 6);
const matchedBy = (anyCharacter: string) =>
  new Map(
    patterns.map((pattern) => {
      const test = expression(pattern, anyCharacter);
      return [pattern, new Set(texts.flatMap((text, index) => (test.test(text) ? [index] : [])))];
    }),
  );

/** Fails with the pairs for which the answers differ, if there are any. */
function assertNone(wrong: readonly string[]): void {
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} wrong answers`);
}

function wrongPairs(isWrong: (one: string, other: string) => boolean): string[] {
  return patterns.flatMap((one) =>
    patterns.flatMap((other) => (isWrong(one, other) ? [`${one}  ${other}`] : [])),
  );
}

describe("patterns of IAM", () => {
  let anyText: Map<string, Set<number>>;
  let withoutColon: Map<string, Set<number>>;
  before(() => {
    anyText = matchedBy(".");
    withoutColon = matchedBy("[^:]");
  });
  const textsFor = (of: Map<string, Set<number>>, pattern: string) => of.get(pattern) ?? new Set<number>();

  it("match exactly the texts that they describe", () => {
    assertNone(
      patterns.flatMap((pattern) =>
        texts.flatMap((text, index) =>
          matches(pattern, text) === textsFor(anyText, pattern).has(index) ? [] : [`${pattern}  ${text}`],
        ),
      ),
    );
  });

  it("intersect exactly where a text without colons in the second one's wildcards matches both", () => {
    assertNone(
      wrongPairs((pattern, arns) => {
        const matched = textsFor(anyText, pattern);
        const both = [...textsFor(withoutColon, arns)].some((text) => matched.has(text));
        return intersects(pattern, arns) !== both;
      }),
    );
  });

  it("cover another pattern never where a text of that one does not match", () => {
    assertNone(
      wrongPairs((outer, inner) => {
        const matched = textsFor(anyText, outer);
        return covers(outer, inner) && ![...textsFor(anyText, inner)].every((text) => matched.has(text));
      }),
    );
  });

  it("cover every pattern that they cover, where they have no question mark", () => {
    assertNone(
      wrongPairs((outer, inner) => {
        if (outer.includes("?")) return false;
        const matched = textsFor(anyText, outer);
        return !covers(outer, inner) && [...textsFor(anyText, inner)].every((text) => matched.has(text));
      }),
    );
  });

  it("cover themselves", () => {
    assertNone(patterns.filter((pattern) => !covers(pattern, pattern)));
  });

  it("know case", () => {
    assert.equal(matches("A*", "ab"), false);
    assert.equal(intersects("A*", "a*"), false);
    assert.equal(covers("A*", "a*"), false);
  });

  it("take characters of regular expressions for themselves", () => {
    assert.equal(matches("a.c", "abc"), false);
    assert.equal(matches("(a+)[b]$", "(a+)[b]$"), true);
  });

  const many = "*".repeat(1000);
  const apart = "*a".repeat(1000);
  for (const [name, act, answer] of [
    ["match with a thousand stars", () => matches(`${many}b`, "a".repeat(10_000)), false],
    ["match with a thousand stars apart", () => matches(`${apart}b`, "a".repeat(10_000)), false],
    ["intersect with a thousand stars", () => intersects(`${many}b`, `${many}b`), true],
    ["intersect with a thousand stars apart", () => intersects(`${apart}b`, `${apart}c`), false],
    ["cover with a thousand stars", () => covers(`${many}b`, `${many}b`), true],
    ["cover with a thousand stars apart", () => covers(`${apart}b`, `${apart}c`), false],
  ] as const) {
    it(`${name} in less than a second`, () => {
      const start = performance.now();
      assert.equal(act(), answer);
      assert.ok(performance.now() - start < 1000);
    });
  }
});
