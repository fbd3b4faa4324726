import assert from "node:assert/strict";
import type { Location, Result } from "sarif";
import { sarif } from "../../../../cli/forms/sarif";
import type { Report } from "../../../../cli/report/report";
import {
  complete,
  empty,
  finding,
  hostile,
  incidents,
  many,
  report,
  stack,
  urnOf,
} from "../../../support/reports";
import { sarifValidator } from "../../../support/sarif/log-schema";
import { fingerprintsOf, only, runOf, withFindings } from "../../../support/sarif/read-back";

const urn = urnOf("shop", "aws:ecs/service:Service", "web");

function allLocations({ locations = [], relatedLocations = [], codeFlows = [] }: Result): Location[] {
  const steps = codeFlows.flatMap(({ threadFlows }) => threadFlows.flatMap((flow) => flow.locations));
  return [...locations, ...relatedLocations, ...steps.flatMap(({ location }) => location ?? [])];
}

const samples = { incidents: incidents(), empty: empty(), hostile: hostile(), complete, large: many(300) };

describe("SARIF", () => {
  for (const [what, sample] of Object.entries(samples)) {
    describe(`of a report: ${what}`, () => {
      const run = runOf(sample);
      const results = run.results ?? [];

      it("is as its schema demands", () => {
        const valid = sarifValidator();
        valid(JSON.parse(sarif(sample)));
        assert.deepEqual(valid.errors ?? [], []);
      });

      it("gives a level to failures only", () => {
        const pairs = results.map(({ kind, level }) => `${kind} ${level}`);
        const allowed = ["fail error", "fail warning", "fail note", "open none"];
        assert.deepEqual(
          pairs.filter((pair) => !allowed.includes(pair)),
          [],
        );
      });

      it("refers to rules by their place", () => {
        const ids = run.tool.driver.rules?.map(({ id }) => id) ?? [];
        for (const { ruleId, ruleIndex } of results) {
          assert.equal(ruleIndex, ids.includes(ruleId ?? "") ? ids.indexOf(ruleId ?? "") : undefined);
        }
      });

      it("places everything in the repository", () => {
        for (const { physicalLocation } of results.flatMap(allLocations)) {
          assert.match(
            physicalLocation?.artifactLocation?.uri ?? "",
            /^(?:[\w!'()*.~-]|%[0-9A-F]{2})(?:[\w!'()*.~/-]|%[0-9A-F]{2})*$/,
          );
          assert.doesNotMatch(physicalLocation?.artifactLocation?.uri ?? "", /(?:^|\/)\.\.?(?:\/|$)/);
          assert.equal(physicalLocation?.artifactLocation?.uriBaseId, "%SRCROOT%");
          assert.deepEqual(physicalLocation?.region, { startLine: 1 });
        }
      });

      it("tells results apart by fingerprints of its own", () => {
        for (const { partialFingerprints = {} } of results) {
          assert.deepEqual(Object.keys(partialFingerprints), ["ecsGuardrails/v1"]);
          assert.match(partialFingerprints["ecsGuardrails/v1"] ?? "", /^[0-9a-f]{64}$/);
        }
        const all = fingerprintsOf(sample);
        assert.equal(new Set(all).size, all.length);
      });

      it("numbers related locations within their result", () => {
        for (const { relatedLocations = [] } of results) {
          assert.deepEqual(
            relatedLocations.map(({ id }) => id),
            relatedLocations.map((_, index) => index + 1),
          );
        }
      });
    });
  }

  it("holds no half of a character", () => {
    assert.doesNotMatch(sarif(hostile()), /\\ud[89a-f]/i);
    assert.match(sarif(hostile()), /lone \uFFFD and \uFFFD end/);
  });

  it("keeps an escaped backslash before what looks like half of a character", () => {
    const text = "C:\\ud800";
    assert.equal(only(withFindings(finding(urn, { message: text }))).message.text, text);
  });
});

describe("rules of SARIF", () => {
  it("tell what a policy demands", () => {
    const { rules = [], ...driver } = runOf(incidents()).tool.driver;
    assert.deepEqual(driver, {
      name: "ecs-guardrails",
      version: "0.1.0",
      semanticVersion: "0.1.0",
      informationUri: "https://www.npmjs.com/package/ecs-guardrails",
    });
    const url = "https://example.com/policies/ecs-ssm-grant-on-execution-role.md";
    const title = "Parameter Store reads belong to the execution role";
    assert.deepEqual(rules[0], {
      id: "ecs-ssm-grant-on-execution-role",
      name: "EcsSsmGrantOnExecutionRole",
      shortDescription: { text: title },
      fullDescription: { text: `${title}: tasks do not start otherwise.` },
      help: {
        text: `${title}: tasks do not start otherwise.\n\nGive 'ssm:GetParameters' to the execution role.\n\n${url}`,
        markdown: `${title}: tasks do not start otherwise.\n\nGive \`ssm:GetParameters\` to the execution role.\n\n[\`ecs-ssm-grant-on-execution-role\`](${url})`,
      },
      helpUri: url,
      defaultConfiguration: { level: "error" },
      properties: { tags: ["ecs", "iam"], precision: "high", "problem.severity": "error" },
    });
  });

  it("follow the levels and severities of this run", () => {
    const { rules = [] } = runOf(incidents()).tool.driver;
    assert.deepEqual(
      rules.slice(2).map((rule) => [rule.defaultConfiguration, rule.properties?.["problem.severity"]]),
      [
        [{ level: "error" }, "error"],
        [{ enabled: false, level: "note" }, "warning"],
        [{ level: "warning" }, "recommendation"],
      ],
    );
  });

  it("stay within what code scanning takes of tags and descriptions", () => {
    const [policy] = complete.policies;
    assert.ok(policy !== undefined);
    const long = {
      ...policy,
      description: "x".repeat(2000),
      tags: Array.from({ length: 30 }, (_, tag) => `t${tag}`),
    };
    const [rule] = runOf(report({ policies: [long] })).tool.driver.rules ?? [];
    assert.equal(rule?.fullDescription?.text, `${"x".repeat(1023)}…`);
    assert.equal(rule?.properties?.tags?.length, 10);
  });
});

describe("the category of SARIF", () => {
  const ofOne = [stack("shop")];
  const cases: [string, Report, string][] = [
    ["a preview", report({ command: "preview", stacks: ofOne }), "ecs-guardrails/preview/shop/prod/"],
    ["a scan of one stack", report({ stacks: ofOne }), "ecs-guardrails/scan/shop/prod/"],
    ["a scan of several", report({ stacks: [...ofOne, stack("website")] }), "ecs-guardrails/scan/all/"],
    [
      "a scan of one that cannot be judged",
      report({ failures: [{ source: "/tmp/x.json", reason: "" }] }),
      "ecs-guardrails/scan/tmp/x.json/",
    ],
    ["a scan of nothing", report(), "ecs-guardrails/scan/all/"],
  ];
  for (const [what, of, id] of cases) {
    it(`is that of ${what}`, () => {
      assert.equal(runOf(of).automationDetails?.id, id);
    });
  }

  it("is what the caller says", () => {
    assert.equal(runOf(report(), { category: "nightly" }).automationDetails?.id, "nightly/");
  });
});

describe("the invocation of SARIF", () => {
  it("tells what could not be judged, what only in part, and exemptions that cover nothing", () => {
    assert.deepEqual(runOf(incidents()).invocations, [
      {
        executionSuccessful: false,
        endTimeUtc: "2026-03-01T12:00:00.000Z",
        toolExecutionNotifications: [
          {
            level: "error",
            message: {
              text: "exports/broken.json: The file ends in the middle of 'resources'. Export it again.",
            },
          },
          { level: "note", message: { text: "shop/prod was judged without a part of its program." } },
        ],
        toolConfigurationNotifications: [
          {
            level: "warning",
            message: {
              text: "An exemption of ecs-ssm-grant-on-execution-role covers nothing: that of resource 'old-policy' and finding 'task-role-only' (Removed next week).",
            },
          },
        ],
      },
    ]);
  });

  it("is successful without failures, and has no time that is none", () => {
    assert.deepEqual(runOf(report({ time: "yesterday" })).invocations, [{ executionSuccessful: true }]);
  });
});
