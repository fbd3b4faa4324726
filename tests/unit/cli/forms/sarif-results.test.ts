import assert from "node:assert/strict";
import { sarif } from "../../../../cli/forms/sarif";
import { finding, incidents, report, stack, urnOf } from "../../../support/reports";
import { fingerprintsOf, only, resultsOf, withFindings } from "../../../support/sarif/read-back";

const urn = urnOf("shop", "aws:ecs/service:Service", "web");

describe("results of SARIF", () => {
  it("come with the most urgent first", () => {
    assert.deepEqual(
      resultsOf(incidents()).map(({ ruleId, kind, level, properties }) => [
        ruleId,
        kind,
        level,
        properties?.standing,
      ]),
      [
        ["ecs-ssm-grant-on-execution-role", "fail", "error", "rejected"],
        ["ecs-service-connect-clients-after-servers", "fail", "error", "rejected"],
        ["ecs-service-connect-clients-after-servers", "fail", "error", "presumed"],
        ["ecs-service-connect-clients-after-servers", "fail", "note", "advised"],
        ["ecs-execution-role-reads-secrets", "open", "none", "undetermined"],
        ["ecs-execution-role-reads-secrets", "fail", "error", "exempted"],
      ],
    );
  });

  it("are warnings where a policy only advises, and notes where that is presumed", () => {
    const advisory = { level: "advisory" } as const;
    assert.equal(only(withFindings(finding(urn, advisory))).level, "warning");
    assert.equal(only(withFindings(finding(urn, { ...advisory, certainty: "presumed" }))).level, "note");
  });

  it("have a plain message and one with markup", () => {
    const message = "`web` waits:\n    { dependsOn: [api] }\nTo accept it: x";
    assert.deepEqual(only(withFindings(finding(urn, { message }))).message, {
      text: "'web' waits:\n    { dependsOn: [api] }\nTo accept it: x",
      markdown: "`web` waits:\n\n```\n{ dependsOn: [api] }\n```\n\nTo accept it: x",
    });
  });

  it("escape what only looks like a link", () => {
    const message = "call handlers[0](event) or \\](x)";
    assert.equal(
      only(withFindings(finding(urn, { message }))).message.text,
      "call handlers[0\\](event) or \\\\\\](x)",
    );
  });

  it("name resource, type and project file", () => {
    const [result] = resultsOf(incidents());
    assert.deepEqual(result?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "services/notification%20service/Pulumi.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name: "notification-ses-policy",
            fullyQualifiedName:
              "urn:pulumi:prod::notifications::aws:iam/rolePolicy:RolePolicy::notification-ses-policy",
            kind: "resource",
            properties: { type: "aws:iam/rolePolicy:RolePolicy" },
          },
        ],
      },
    ]);
  });

  it("have a path of stack and resource where the project file is not known, and none of the machine", () => {
    const judged = stack("shop", { source: "/home/someone/exports/shop.json", findings: [finding(urn)] });
    const text = sarif(report({ stacks: [judged] }));
    assert.match(text, /"uri":"pulumi-stacks\/shop\/prod\/web"/);
    assert.doesNotMatch(text, /someone/);
  });

  it("tell further places and the resources of the why", () => {
    const result = resultsOf(incidents())[1];
    assert.deepEqual(
      result?.relatedLocations?.map(({ id, logicalLocations, message }) => [
        id,
        logicalLocations?.[0]?.name,
        message?.text,
      ]),
      [
        [1, "order-service", "Also found here: client-without-server/user-service"],
        [2, "user-service", "'user-service' offers the name"],
      ],
    );
  });

  it("tell the why step by step, missing waits above all", () => {
    const steps = resultsOf(incidents())
      .slice(0, 2)
      .map(({ codeFlows }) =>
        codeFlows?.[0]?.threadFlows[0]?.locations.map(({ executionOrder, importance, location }) => [
          executionOrder,
          importance,
          location?.logicalLocations?.[0]?.name,
          location?.message?.text,
        ]),
      );
    assert.deepEqual(steps, [
      [
        [
          1,
          "important",
          "notification-ses-policy",
          "statement 2 of 'notification-ses-policy' gives the read to the task role",
        ],
        [2, "important", undefined, "'ecsTaskExecutionRole' is made elsewhere and gets no such read here"],
        [3, "important", "notification", "'notification' takes 'DATABASE_URL' from Parameter Store"],
      ],
      [
        [1, "essential", "user-service", "'user-service' offers the name"],
        [2, "important", "api-gateway", "'api-gateway' learns only names that are there"],
      ],
    ]);
  });

  it("are suppressed by exemptions, with reason and last day", () => {
    const suppressions = resultsOf(incidents()).map((result) => result.suppressions);
    assert.deepEqual(suppressions, [
      ...Array(5).fill(undefined),
      [
        {
          kind: "external",
          status: "accepted",
          justification: "Granted by the platform team (until 2026-06-30)",
        },
      ],
    ]);
  });

  it("leave out the standings that they are told to", () => {
    const left = resultsOf(incidents(), { leaveOut: ["exempted", "undetermined"] });
    assert.deepEqual(
      left.map(({ properties }) => properties?.standing),
      ["rejected", "rejected", "presumed", "advised"],
    );
  });
});

describe("fingerprints", () => {
  const [one] = fingerprintsOf(withFindings(finding(urn, { places: [{ urn, ids: ["b/2", "a/1"] }] })));

  it("do not depend on anything but policy, resource and first id", () => {
    const again = finding(urn, {
      places: [
        { urn, ids: ["a/1", "b/2", "c/3"] },
        { urn: `${urn}-2`, ids: ["a/1"] },
      ],
      message: "Other words.",
      certainty: "presumed",
      exemption: { reason: "Known" },
    });
    assert.deepEqual(fingerprintsOf(withFindings(again)), [one]);
  });

  for (const [what, other] of Object.entries({
    policy: finding(urn, { policy: "ecs-other", places: [{ urn, ids: ["a/1"] }] }),
    resource: finding(urn, { places: [{ urn: `${urn}-2`, ids: ["a/1"] }] }),
    "first id": finding(urn, { places: [{ urn, ids: ["b/2"] }] }),
  })) {
    it(`tell findings of another ${what} apart`, () => {
      assert.notDeepEqual(fingerprintsOf(withFindings(other)), [one]);
    });
  }

  it("drop a finding that is told twice", () => {
    assert.equal(fingerprintsOf(withFindings(finding(urn), finding(urn))).length, 1);
  });

  it("number those of one stack in two exports", () => {
    const exports = ["a.json", "b.json"].map((source) => stack("shop", { source, findings: [finding(urn)] }));
    const [first, second, ...others] = fingerprintsOf(report({ stacks: exports }));
    assert.deepEqual([first], fingerprintsOf(withFindings(finding(urn))));
    assert.notEqual(second, first);
    assert.deepEqual(others, []);
  });
});
