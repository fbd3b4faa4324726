import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { page } from "../../../../cli/page/page";
import type { Report } from "../../../../cli/report/report";
import {
  hostile,
  incidents,
  market,
  missingOrder,
  reportOf,
  stackOf,
  threeHundredStacks,
} from "../../../support/reports-for-pages";

const small = page(incidents());

describe("the page of a report", () => {
  it("is the same for the same report", () => {
    assert.equal(page(incidents()), small);
  });

  it("asks for nothing: addresses are of links alone", () => {
    for (const report of [incidents(), hostile(), reportOf([])]) {
      const text = page(report).replaceAll(
        /<a href="https:\/\/example\.com\/docs\/policies\/[\w-]+\.md">/g,
        "",
      );
      assert.doesNotMatch(
        withoutText(text),
        /\w+:\/\/(?!www\.w3\.org\/2000\/svg)|\ssrc|@import|url\((?!#)|<link|<base|<iframe|<object/,
      );
    }
  });

  it("allows its own script and style and nothing else", () => {
    const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(small) ?? [];
    const hashOf = (element: string) => {
      const [, text = ""] = new RegExp(`<${element}>(.*)</${element}>`, "s").exec(small) ?? [];
      return `sha256-${createHash("sha256").update(text).digest("base64")}`;
    };
    assert.equal(
      policy.replaceAll("&#39;", "'"),
      `default-src 'none'; script-src '${hashOf("script")}'; style-src '${hashOf("style")}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it("has no attribute that such a policy forbids", () => {
    assert.doesNotMatch(withoutText(page(hostile())), /\s(?:style|on\w+)=/);
  });

  it("has each id once, and no link to one that is not there", () => {
    for (const report of [incidents(), hostile(), threeHundredStacks()]) {
      const text = page(report);
      const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id);
      assert.equal(new Set(ids).size, ids.length);
      const targets = [...text.matchAll(/\shref="#([^"]*)"/g)].map(([, target = ""]) => target);
      assert.deepEqual(targets.filter((target) => !ids.includes(target)).slice(0, 3), []);
    }
  });

  it("names findings the same wherever else they stand", () => {
    const finding = missingOrder("gateway", ["users"]);
    const idIn = (report: Report) =>
      /<article class="finding rejected" id="(finding-[0-9a-f]{12})"/.exec(page(report))?.[1];
    const alone = idIn(reportOf([stackOf("production", { findings: [finding] })]));
    const among = idIn(
      reportOf([
        market(),
        stackOf("production", { source: "elsewhere.json", findings: [...market().findings, finding] }),
      ]),
    );
    assert.notEqual(alone, undefined);
    assert.equal(among, alone);
  });

  it("has headings in order", () => {
    const levels = [...small.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    assert.equal(levels[0], 1);
    const leaps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
    assert.deepEqual(leaps, []);
  });

  it("keeps 300 stacks in some megabytes", () => {
    assert.ok(page(threeHundredStacks()).length < 8_000_000);
  });
});

describe("the header of the page", () => {
  const statementOf = (report: Report) => /<p class="statement[^>]*>([^<]*)</.exec(page(report))?.[1];
  const rejected = stackOf("one", { findings: [missingOrder("gateway", ["users"])] });

  it("tells how many stacks would be rejected", () => {
    assert.equal(statementOf(incidents()), "3 of 4 stacks would be rejected.");
    assert.equal(statementOf(reportOf([stackOf("one")])), "No stack would be rejected.");
  });

  it("tells of a preview whether it is rejected", () => {
    assert.equal(statementOf(reportOf([rejected], { command: "preview" })), "This preview is rejected.");
    assert.equal(
      statementOf(reportOf([stackOf("one")], { command: "preview" })),
      "This preview is not rejected.",
    );
  });

  it("counts nothing as rejected that is exempted or advisory", () => {
    const findings = [
      missingOrder("gateway", ["users"], { exemption: { reason: "known" } }),
      missingOrder("gateway", ["orders"], { level: "advisory" }),
    ];
    assert.equal(statementOf(reportOf([stackOf("one", { findings })])), "No stack would be rejected.");
  });

  it("tells when and what was judged, and what could not be", () => {
    const text = page(incidents());
    assert.match(text, /Scan · <time datetime="2026-03-01T09:30:12.345Z">2026-03-01 09:30 UTC<\/time>/);
    assert.match(text, /Judged: 4 stacks, 250 resources\./);
    assert.match(text, /1 source could not be judged\./);
    assert.match(
      page(reportOf([rejected])),
      /Judged: <bdi>shop\/one<\/bdi> from <bdi>one<\/bdi>, 12 resources\./,
    );
  });
});

describe("a finding in the page", () => {
  const findingOf = (rest: Parameters<typeof missingOrder>[2]) => {
    const stack = stackOf("one", { findings: [missingOrder("gateway", ["users"], rest)] });
    return /<article.*?<\/article>/s.exec(page(reportOf([stack])))?.[0] ?? "";
  };

  it("has the first line as its heading, and code as it is written", () => {
    const message = "`a` fails:\nChange: this:\n    if (a < b) {\n      c();\n    }\n`d` too.";
    const text = findingOf({ message });
    assert.match(text, /<h5><code>a<\/code> fails: /);
    assert.match(
      text,
      /<p><b>Change:<\/b> this:<\/p><pre tabindex="0"><code>if \(a &lt; b\) {\n {2}c\(\);\n}<\/code><\/pre><p><code>d<\/code> too\.<\/p>/,
    );
  });

  it("leaves out the line of ids only where they all stand beside it", () => {
    assert.doesNotMatch(findingOf({}), /Finding:/);
    assert.match(findingOf({}), /<code class="id">client-without-server\/users<\/code>/);
    assert.match(findingOf({ message: "One.\nFinding: another" }), /<b>Finding:<\/b> another/);
  });

  it("shows its exemption with reason and last day", () => {
    assert.match(
      findingOf({ exemption: { reason: "<known>", expires: "2026-09-30" } }),
      /<b>Exempted:<\/b> <bdi>&lt;known&gt;<\/bdi> \(last day <time>2026-09-30<\/time>\)/,
    );
    assert.match(findingOf({ exemption: { reason: "known" } }), /\(no last day\)/);
  });

  it("lists its causes in order, and tells which are not awaited", () => {
    const list = /<ol>(.*?)<\/ol>/.exec(findingOf({}))?.[1] ?? "";
    assert.deepEqual(
      list.split("</li>").map((item) => item.replaceAll(/<[^>]*>/g, "")),
      [
        "users offers a name in namespace service-connect.me not awaited",
        "gateway learns names only when it is deployed",
        "its calls end with could not resolve host",
        "",
      ],
    );
  });

  it("says how it counts", () => {
    const marks = (rest: Parameters<typeof missingOrder>[2]) =>
      /<p class="marks">(.*?)<\/p>/.exec(findingOf(rest))?.[1]?.replaceAll(/<[^>]*>/g, "");
    assert.equal(marks({}), "rejected mandatory · proven");
    assert.equal(marks({ certainty: "presumed" }), "presumed mandatory · presumed · rejects the stack");
    assert.equal(marks({ kind: "mistake" }), "rejected mandatory · mistake of the configuration");
    assert.equal(
      marks({ kind: "question", level: "advisory", reportedBy: "ecs-guardrails-undetermined" }),
      "undetermined advisory · reported by ecs-guardrails-undetermined",
    );
  });
});

describe("what the page shows of a stack", () => {
  it("has secrets with the answers of both roles and what decides", () => {
    const rows = [...small.matchAll(/<tr>.*?<\/tr>/g)].map(([row]) =>
      row.replaceAll(/<[^>]*>/g, "|").replaceAll(/\|+/g, "|"),
    );
    assert.deepEqual(
      rows.filter((row) => row.includes("ledger/DATABASE_URL")),
      [
        "|ledger| |aws:ecs/taskDefinition:TaskDefinition|ledger/DATABASE_URL|✕| no| |ledger-execution|no statement of |ledger-execution| allows |ssm:GetParameters|no other role|",
      ],
    );
    assert.match(
      rows.find((row) => row.includes("notification/DATABASE_URL")) ?? "",
      /\?\| cannot tell\| \|ecsTaskExecutionRole\|the role is made elsewhere.*\|✓\| yes\| \|notification-task-role\|statement 2 of/,
    );
  });

  it("has notes, its file, and that it was judged in part", () => {
    assert.match(
      small,
      /<li>ecs-guardrails judged 8 resources: 1 task definition, 0 Service Connect services\.<\/li>/,
    );
    assert.match(small, /<code>services\/gateway\/Pulumi\.yaml<\/code>/);
    assert.equal(small.match(/judged in part:/g)?.length, 1);
  });

  it("has unused exemptions at the end", () => {
    const [, section = ""] = /<section id="unused-exemptions".*?<tbody>(.*?)<\/tbody>/s.exec(small) ?? [];
    assert.equal(
      section.replaceAll(/<[^>]*>/g, "|").replaceAll(/\|+/g, "|"),
      "|ecs-execution-role-reads-secrets|billing-*|all|everywhere|moved to another stack|2026-01-31|",
    );
  });

  it("has every policy in its summary, those that find something in its table, with links only to the web", () => {
    const report = hostile();
    const text = page(report);
    const [, summary = ""] = /<section id="summary".*?>(.*?)<\/section>/s.exec(text) ?? [];
    const [table = "", silent = ""] = summary.split('<p class="silent">');
    const finding = new Set(report.stacks.flatMap(({ findings }) => findings.map(({ policy }) => policy)));
    assert.equal(table.match(/<th scope="row">/g)?.length, finding.size);
    assert.equal(silent.match(/<code>/g)?.length, report.policies.length - finding.size);
    assert.doesNotMatch(text, /href="javascript/);
  });
});

/** Without script, style and text, so that elements and attributes are left, these with values that are escaped. */
function withoutText(text: string): string {
  const elements = text.replaceAll(/<(script|style)>.*?<\/\1>/gs, "").match(/<[^>]*>/g) ?? [];
  return elements.map((element) => element.replaceAll(/="[^"]*&[^"]*"/g, "")).join("\n");
}
