import assert from "node:assert/strict";
import { markdown } from "../../../../cli/forms/markdown";
import {
  empty,
  finding,
  hostile,
  hostileTexts,
  incidents,
  many,
  report,
  stack,
  urnOf,
} from "../../../support/reports";

const head = "| stack | policy | rejected | presumed | advised | undetermined | exempted |";

/** What is no code: neither fenced nor in backquotes. */
function outsideCode(text: string): string {
  return text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, "").replace(/(?<!\\)`[^`\n]+`/g, "");
}

describe("Markdown", () => {
  const text = markdown(incidents());

  it("says all in one line", () => {
    assert.equal(
      text.split("\n")[2],
      "**3 stacks judged, 2 rejected. 1 could not be judged.** Findings: 2 rejected, 1 presumed, 1 advised, 1 undetermined, 1 exempted.",
    );
  });

  it("has a table by stack and policy", () => {
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    assert.deepEqual(rows, [
      head,
      "| --- | --- | --: | --: | --: | --: | --: |",
      "| <code>notifications/prod</code> | <code>ecs-execution-role-reads-secrets</code> |  |  |  | 1 |  |",
      "| <code>notifications/prod</code> | <code>ecs-ssm-grant-on-execution-role</code> | 1 |  |  |  |  |",
      "| <code>shop/prod</code> (a part) | <code>ecs-execution-role-reads-secrets</code> |  |  |  |  | 1 |",
      "| <code>shop/prod</code> (a part) | <code>ecs-service-connect-clients-after-servers</code> | 1 | 1 | 1 |  |  |",
    ]);
  });

  it("tells findings with the most urgent first, and those that are exempted only by number", () => {
    assert.deepEqual(
      [...text.matchAll(/^<details><summary><b>(\w+)<\/b> in <code>([^<]*)/gm)].map(([, ...told]) => told),
      [
        ["rejected", "notifications/prod"],
        ["rejected", "shop/prod"],
        ["presumed", "shop/prod"],
        ["advised", "shop/prod"],
        ["undetermined", "notifications/prod"],
      ],
    );
  });

  it("tells a finding by its first line, and the rest once it is opened", () => {
    assert.ok(
      text.includes(`<details><summary><b>rejected</b> in <code>shop/prod</code>: Client-only service <code>api-gateway</code> does not wait for client-server service <code>user-service</code>: their calls fail.</summary>

Change: make \`api-gateway\` wait:

\`\`\`
{ dependsOn: [userService] }
\`\`\`

Finding: client-without-server/user-service

Policy: [\`ecs-service-connect-clients-after-servers\`](https://example.com/policies/ecs-service-connect-clients-after-servers.md)

</details>
`),
    );
  });

  it("tells what was not judged, and exemptions that cover nothing", () => {
    assert.ok(
      text.endsWith(`### Not judged

- <code>exports/broken.json</code>: The file ends in the middle of \`resources\`. Export it again.

### Exemptions that cover nothing

- <code>ecs-ssm-grant-on-execution-role</code>, resource <code>old-policy</code>, project <code>shop</code>, stack <code>prod</code>, finding <code>task-role-only</code>: Removed next week

<sub>ecs-guardrails 0.1.0, scan, 2026-03-01T12:00:00.000Z</sub>
`),
    );
  });

  it("has no more than it needs where nothing is found", () => {
    const footer = "<sub>ecs-guardrails 0.1.0, scan, 2026-03-01T12:00:00.000Z</sub>\n";
    assert.equal(
      markdown(report({ stacks: [stack("shop")] })),
      `## ecs-guardrails\n\n**1 stack judged, 0 rejected.** Nothing was found.\n\n${footer}`,
    );
    assert.equal(markdown(empty()), `## ecs-guardrails\n\n**0 stacks judged, 0 rejected.**\n\n${footer}`);
  });
});

describe("hostile texts in Markdown", () => {
  const text = markdown(hostile());
  const outside = outsideCode(text);

  it("start no HTML", () => {
    const tags = new Set([...outside.matchAll(/<[^>]*>/g)].map(([tag]) => tag));
    assert.deepEqual([...tags].sort(), [
      "</b>",
      "</code>",
      "</details>",
      "</sub>",
      "</summary>",
      "<b>",
      "<code>",
      "<details>",
      "<sub>",
      "<summary>",
    ]);
    assert.equal(outside.match(/<details>/g)?.length, hostileTexts.length);
    assert.equal(outside.match(/<\/details>/g)?.length, hostileTexts.length);
  });

  it("make no cells", () => {
    const rows = text.split("\n").filter((line) => line.startsWith("| <code>"));
    assert.deepEqual(
      rows.map((row) => row.match(/\|/g)?.length),
      [8, 8],
    );
  });

  it("mention nobody", () => {
    assert.doesNotMatch(outside.replace(/<code>.*?<\/code>/g, ""), /(?<!&)[@#!]\w/);
    assert.match(outside, /@&#8203;octocat\/team #&#8203;1/);
  });

  it("link to nothing", () => {
    const links = [...outside.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, address]) => address);
    assert.deepEqual(new Set(links), new Set(["https://example.com/policies/ecs-hostile.md"]));
    assert.doesNotMatch(outside.replaceAll("https://example.com/", ""), /:\/\/|www\./i);
  });
});

describe("the limit of Markdown", () => {
  const large = many(3000);

  for (const limit of [4000, 65_536, 1_000_000]) {
    it(`is kept: ${limit}`, () => {
      const text = markdown(large, { limit });
      assert.ok(Buffer.byteLength(text) <= limit, `${Buffer.byteLength(text)}`);
      const shown = text.match(/^<details>/gm)?.length ?? 0;
      assert.ok(shown > 0);
      const left = 2400 - shown;
      assert.equal(text.includes(`${left} findings are left out here, for want of room.`), left > 0);
    });
  }

  it("leaves out the least urgent", () => {
    const text = markdown(large, { limit: 65_536 });
    assert.deepEqual(new Set(text.match(/(?<=<summary><b>)\w+/g)), new Set(["rejected"]));
  });

  it("leaves room for findings beside many failures and rows", () => {
    const stacks = Array.from({ length: 500 }, (_, index) =>
      stack(`project-${index}`, { findings: [finding(urnOf("shop", "aws:ecs/service:Service", "web"))] }),
    );
    const failures = Array.from({ length: 500 }, (_, index) => ({
      source: `${index}.json`,
      reason: "Broken.",
    }));
    const text = markdown(report({ stacks, failures }), { limit: 20_000 });
    assert.ok(Buffer.byteLength(text) <= 20_000);
    for (const kind of ["rows", "stacks", "findings"]) {
      const left = Number(new RegExp(`^(\\d+) ${kind} are left out here`, "m").exec(text)?.[1]);
      assert.ok(left > 0 && left < 500, `${left} ${kind}`);
    }
    assert.ok((text.match(/^<details>/gm)?.join("").length ?? 0) > 0);
  });

  it("counts bytes, not characters", () => {
    const message = "é".repeat(3000);
    const findings = [finding(urnOf("shop", "aws:ecs/service:Service", "web"), { message })];
    const text = markdown(report({ stacks: [stack("shop", { findings })] }), { limit: 5000 });
    assert.match(text, /^1 finding is left out here, for want of room\.$/m);
  });
});
