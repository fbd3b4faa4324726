import assert from "node:assert/strict";
import { junit } from "../../../../cli/forms/junit";
import type { Finding } from "../../../../cli/report/report";
import { empty, finding, hostile, incidents, report, stack, urnOf } from "../../../support/reports";

const urn = urnOf("shop", "aws:ecs/service:Service", "web");

function ofFindings(...findings: Finding[]): string {
  return junit(report({ stacks: [stack("shop", { findings })] }));
}

/** The tags that begin with it, in their order. */
function tags(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}[ />][^>]*`, "g"))].map(([tag]) => tag);
}

/** A test case as it is written, without the indentation of the first line. */
function caseOf(xml: string, suite: string, policy: string): string {
  const start = `<testcase classname="${suite}" name="${policy}"`;
  const [, rest = ""] = xml.split(start);
  return start + (/^\/>|^>[\s\S]*?<\/testcase>/.exec(rest)?.[0] ?? "");
}

/** Whether all its tags are closed in their order, and text holds no character that ends it. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  const token = /<\?xml [^?]*\?>|<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|[^<>]+/gy;
  let end = 0;
  for (const [all, close, name = "", attributes = "", selfClosed] of xml.matchAll(token)) {
    end += all.length;
    if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(name === "" ? all : attributes)) return false;
    if (name === "" || selfClosed === "/") continue;
    if (close !== "/") open.push(name);
    else if (open.pop() !== name) return false;
  }
  return end === xml.length && open.length === 0;
}

describe("JUnit", () => {
  const xml = junit(incidents());

  it("counts test cases in all, and by suite", () => {
    assert.deepEqual(
      [...tags(xml, "testsuites"), ...tags(xml, "testsuite")],
      [
        '<testsuites name="ecs-guardrails" tests="16" failures="2" errors="1" skipped="3"',
        '<testsuite name="notifications/prod" tests="5" failures="1" errors="0" skipped="1" timestamp="2026-03-01T12:00:00"',
        '<testsuite name="shop/prod" tests="5" failures="1" errors="0" skipped="1" timestamp="2026-03-01T12:00:00"',
        '<testsuite name="website/prod" tests="5" failures="0" errors="0" skipped="1" timestamp="2026-03-01T12:00:00"',
        '<testsuite name="exports/broken.json" tests="1" failures="0" errors="1" skipped="0" timestamp="2026-03-01T12:00:00"',
      ],
    );
    assert.deepEqual(
      ["testcase", "failure", "error", "skipped"].map((name) => tags(xml, name).length),
      [16, 2, 1, 3],
    );
  });

  it("fails a policy with findings that reject, all of them in one failure", () => {
    assert.equal(
      caseOf(xml, "shop/prod", "ecs-service-connect-clients-after-servers"),
      `<testcase classname="shop/prod" name="ecs-service-connect-clients-after-servers">
      <failure message="Client-only service \`api-gateway\` does not wait for client-server service \`user-service\`: their calls fail. (and 1 more)" type="high">rejected: aws:ecs/service:Service api-gateway
Client-only service \`api-gateway\` does not wait for client-server service \`user-service\`: their calls fail.
Change: make \`api-gateway\` wait:
    { dependsOn: [userService] }
Finding: client-without-server/user-service

presumed: aws:ecs/service:Service order-service
Client-only service \`order-service\` may not wait for \`user-service\`.</failure>
      <system-out>advised: aws:ecs/service:Service user-service
\`user-service\` should wait for its steady state.</system-out>
    </testcase>`,
    );
  });

  it("passes a policy with none, and one whose findings are exempted", () => {
    assert.equal(
      caseOf(xml, "shop/prod", "ecs-ssm-grant-on-execution-role"),
      '<testcase classname="shop/prod" name="ecs-ssm-grant-on-execution-role"/>',
    );
    assert.equal(
      caseOf(xml, "shop/prod", "ecs-execution-role-reads-secrets"),
      `<testcase classname="shop/prod" name="ecs-execution-role-reads-secrets">
      <system-out>exempted: aws:ecs/service:Service order-service
ECS cannot read \`orders/KEY\`.
Exempted until 2026-06-30: Granted by the platform team</system-out>
    </testcase>`,
    );
  });

  it("skips a policy that is disabled", () => {
    assert.equal(
      caseOf(xml, "website/prod", "ecs-services-are-accepted"),
      `<testcase classname="website/prod" name="ecs-services-are-accepted">
      <skipped message="The policy is disabled."/>
    </testcase>`,
    );
  });

  it("has an error for a stack that could not be judged", () => {
    const reason = "The file ends in the middle of `resources`. Export it again.";
    assert.equal(
      caseOf(xml, "exports/broken.json", "can be judged"),
      `<testcase classname="exports/broken.json" name="can be judged">
      <error message="${reason}" type="unjudged">${reason}</error>
    </testcase>`,
    );
  });

  it("tells stacks of one name apart by their sources", () => {
    const stacks = ["a.json", "b.json"].map((source) => stack("shop", { source }));
    assert.deepEqual(
      tags(junit(report({ stacks, policies: [] })), "testsuite").map(
        (tag) => /name="([^"]*)"/.exec(tag)?.[1],
      ),
      ["shop/prod (a.json)", "shop/prod (b.json)"],
    );
  });

  it("has a case for a policy that the report does not list", () => {
    const other = ofFindings(finding(urn, { policy: "ecs-other" }));
    assert.match(
      caseOf(other, "shop/prod", "ecs-other"),
      /<failure message="Tasks of `web` cannot start." type="mandatory">/,
    );
  });

  it("is a document without suites for a report without stacks", () => {
    assert.equal(
      junit(empty()),
      '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="ecs-guardrails" tests="0" failures="0" errors="0" skipped="0"/>\n',
    );
  });

  for (const [what, sample] of Object.entries({
    incidents: incidents(),
    hostile: hostile(),
    empty: empty(),
  })) {
    it(`is well-formed for a report: ${what}`, () => {
      assert.equal(isWellFormed(junit(sample)), true);
    });
  }

  it("escapes what would be markup, in text and attributes", () => {
    const message = `<a b="c" d='e'> & ]]>`;
    const escaped = "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt; &amp; ]]&gt;";
    assert.match(
      ofFindings(finding(urn, { message })),
      new RegExp(
        `<failure message="${escaped}" type="high">rejected: aws:ecs/service:Service web\n${escaped}</failure>`,
      ),
    );
  });

  it("has U+FFFD for what XML cannot hold", () => {
    const message = "a\u0000b\u001bc\ufffed\uffffe\ud800f\udc00g\u{1f600}h\ti";
    const held = "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\u{1f600}h";
    const written = ofFindings(finding(urn, { message }));
    assert.ok(written.includes(`message="${held} i"`));
    assert.ok(written.includes(`\n${held}\ti</failure>`));
  });

  it("ends lines as XML does", () => {
    assert.match(
      ofFindings(finding(urn, { message: "one\r\ntwo\rthree" })),
      /web\none\ntwo\nthree<\/failure>/,
    );
  });
});
