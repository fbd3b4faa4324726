import assert from "node:assert/strict";
import { markup } from "../../../../cli/drawing/markup";
import { cut } from "../../../../cli/drawing/names";
import { svg } from "../../../../cli/drawing/svg";
import { hostile, market, serviceOf, stackOf } from "../../../support/reports-for-pages";

describe("a drawing as a file", () => {
  it("names itself and says in words what is missing", () => {
    const text = svg(market());
    assert.match(
      text,
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /,
    );
    assert.match(text, /<title id="title">Services of market\/production in waves<\/title>/);
    const [, description] = /<desc id="description">(.*?)<\/desc>/.exec(text) ?? [];
    assert.equal(
      description,
      "10 services in 4 waves, the first on the left. back-office does not wait for identity. back-office does not wait for ledger. Whether storefront waits for search-indexer-of-all-products-and-categories is not seen.",
    );
  });

  it("has a colour for light and one for dark, and needs nothing from elsewhere", () => {
    const text = svg(market());
    assert.match(text, /@media \(prefers-color-scheme: dark\)/);
    assert.deepEqual(text.match(/\b\w+:\/\/[^\s"'<]+/g), ["http://www.w3.org/2000/svg"]);
    assert.doesNotMatch(text, /@import|<script|<image|\bhref=|url\((?!#)/);
  });

  it("cuts a long name, and has it whole in the title", () => {
    const text = svg(market());
    assert.match(text, />search-indexer-of-all…</);
    assert.match(text, /<title>search-indexer-of-all-products-and-categories, part unclear<\/title>/);
  });

  it("tells parts apart by words", () => {
    const parts = ["client-only", "client-server", "unclear", "none"] as const;
    const services = parts.map((part) => serviceOf(part, 0, [], part));
    const text = svg(stackOf("production", { picture: { services, tasks: [] } }));
    assert.deepEqual(
      [...text.matchAll(/class="part"[^>]*>([^<]*)</g)].map(([, words]) => words),
      ["client-only", "client-server", "part unclear", "no Service Connect"],
    );
  });

  it("marks a missing line with a cross, and one that is not seen with a question mark", () => {
    const text = svg(market());
    const marks = (kind: string) =>
      [
        ...text.matchAll(new RegExp(`<g class="edge ${kind}" data-from="\\d+" data-to="\\d+">.*?</g>`, "g")),
      ].map(([edge]) => /class="mark".*?(?:>\?<|\/>)/.exec(edge)?.[0]?.slice(-2));
    assert.deepEqual(marks("missing"), ["/>", "/>"]);
    assert.deepEqual(marks("unseen"), ["?<"]);
    assert.deepEqual(new Set(marks("awaited")), new Set([undefined]));
  });

  it("opens and closes its elements in order, whatever the names", () => {
    for (const stack of hostile().stacks) assertNested(svg(stack));
  });
});

describe("text in markup", () => {
  it("is escaped, and markup in it is not", () => {
    assert.equal(
      markup`<a b="${`<'"&>`}">${markup`<i>${1}</i>`}${["<", ">"]}</a>`.text,
      '<a b="&lt;&#39;&quot;&amp;&gt;"><i>1</i>&lt;&gt;</a>',
    );
  });

  it("has no characters that XML forbids or that turn what follows", () => {
    assert.equal(
      markup`${"\u0000\u001b\u007f\u0085\ufffe\ud800\u202e\u2066\u2028\u2029"}`.text,
      "␀␛␡\ufffd\ufffd\ufffd\ufffd\ufffd␤␤",
    );
    assert.equal(markup`${"tab\tand\nline, 😀"}`.text, "tab\tand\nline, 😀");
  });
});

describe("names in a drawing", () => {
  it("are whole as long as they fit", () => {
    assert.equal(cut("abcdef", 6), "abcdef");
    assert.equal(cut("abcdefg", 6), "abcde…");
  });

  it("count wide letters twice, and no marks", () => {
    assert.equal(cut("注文サービス", 12), "注文サービス");
    assert.equal(cut("注文サービス", 8), "注文サ…");
    assert.equal(cut("e\u0301e\u0301", 2), "e\u0301e\u0301");
    assert.equal(cut("😀😀😀", 5), "😀😀…");
  });
});

function assertNested(text: string): void {
  const open: string[] = [];
  for (const [, end, name = "", empty] of text.matchAll(/<(\/?)([a-z]+)(?:\s[\w:-]+="[^"<]*")*(\/?)>/g)) {
    if (end) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assert.deepEqual(open, []);
  // What is left without elements has no beginning of one, and of entities only whole ones.
  const rest = text.replaceAll(/<\?xml.*?\?>|<\/?[a-z]+(?:\s[\w:-]+="[^"<]*")*\/?>/g, "");
  assert.doesNotMatch(rest, /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/);
}
