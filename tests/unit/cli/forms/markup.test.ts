import assert from "node:assert/strict";
import { lineHtml, lineMarkdown, link, messageMarkdown, nameHtml } from "../../../../cli/forms/markup";

describe("a message in Markdown", () => {
  it("keeps names in backquotes and fences code", () => {
    const message = [
      "`web` waits for `api`.",
      "Change:",
      "    const a = {",
      "",
      "      b: 1,",
      "    };",
      "To accept it: x",
    ].join("\n");
    assert.equal(
      messageMarkdown(message),
      "`web` waits for `api`.\n\nChange:\n\n```\nconst a = {\n\n  b: 1,\n};\n```\n\nTo accept it: x",
    );
  });

  it("fences code with more backquotes than it holds", () => {
    assert.equal(messageMarkdown("    ```ts\n    a````b"), "`````\n```ts\na````b\n`````");
  });
});

describe("a line in Markdown", () => {
  for (const [line, expected] of [
    ["<b>& &amp;", "&#60;b&#62;&#38; &#38;amp;"],
    ["*a* **b** _c_ snake_case ~~d~~", "\\*a\\* \\*\\*b\\*\\* &#95;c&#95; snake_case \\~\\~d\\~\\~"],
    ["[a](b) ![c](d) | e", "\\[a\\](b) !\\[c\\](d) \\| e"],
    ["@octocat and @team/x", "@&#8203;octocat and @&#8203;team/x"],
    ["closes #1 and !2", "closes #&#8203;1 and !&#8203;2"],
    ["see https://a.example and WWW.a.example", "see https&#58;//a.example and WWW&#46;a.example"],
    ["me@a.example", "me@&#8203;a.example"],
    ["$x$", "&#36;x&#36;"],
    ["a ` b", "a \\` b"],
    ["# no heading", "\\# no heading"],
    ["- no item", "\\- no item"],
    ["--- ", "\\--- "],
    ["===", "\\==="],
    ["1. no item", "1\\. no item"],
    ["12) no item", "12\\) no item"],
    ["-x is a flag, 1.5 a number", "-x is a flag, 1.5 a number"],
    ["a\u0000\u001b[31mb", "a\uFFFD\uFFFD\\[31mb"],
  ] as const) {
    it(`is text: ${JSON.stringify(line)}`, () => {
      assert.equal(lineMarkdown(line), expected);
    });
  }

  it("leaves names as they are", () => {
    assert.equal(lineMarkdown("`<a>` and `@b|c`"), "`<a>` and `@b|c`");
  });
});

describe("HTML in Markdown", () => {
  it("holds no markup of names", () => {
    assert.equal(
      nameHtml("</code><b> a|b `c` [d](e) \\ &"),
      "<code>&#60;/code&#62;&#60;b&#62; a&#124;b &#96;c&#96; &#91;d&#93;(e) &#92; &#38;</code>",
    );
  });

  it("is one line", () => {
    assert.equal(nameHtml("a\r\n\n  b\u2028c\u0000d"), "<code>a   b c d</code>");
  });

  it("has names of a line as code and parts mentions", () => {
    assert.equal(lineHtml("`a@b` for @c & <d>"), "<code>a&#64;b</code> for @&#8203;c &#38; &#60;d&#62;");
  });
});

describe("a link", () => {
  it("ends where it should", () => {
    assert.equal(link("`a`", "https://a.example/b c)d<e>"), "[`a`](https://a.example/b%20c%29d%3Ce%3E)");
  });

  it("is only text for an address that is none of the web", () => {
    assert.equal(link("a", "javascript:alert(1)"), "a");
  });
});
