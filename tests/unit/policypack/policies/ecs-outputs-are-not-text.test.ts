import assert from "node:assert/strict";
import { type Case, testCases } from "../../../support/cases";
import { judge, outputsAreNotText } from "../../../support/pack";
import { type Input, Stack } from "../../../support/stack";

/** What the SDK puts into a string instead of an Output, in two of its versions. */
const textOfOutput = `Calling [toString] on an [Output<T>] is not supported.

To get the value of an Output<T> as an Output<string> consider either:
1: o.apply(v => \`prefix\${v}suffix\`)
2: pulumi.interpolate \`prefix\${v}suffix\``;
const jsonOfOutput =
  "Calling [toJSON] on an [Output<T>] is not supported. To get the value of an Output as a JSON …";

const finding = (property: string, resource: string) =>
  `mandatory ${outputsAreNotText} output-text/${property} ${resource}`;
const holding = (it: string, type: string, property: string, value: Input): Case => ({
  it,
  program: (stack) => void stack.custom(type, "thing", { [property]: value }),
  finds: [finding(property.toLowerCase(), `${type}::thing`)],
});
const passing = (it: string, type: string, property: string, value: Input): Case => ({
  ...holding(it, type, property, value),
  finds: [],
});
const parameterType = "aws:ssm/parameter:Parameter";

describe("ecs-outputs-are-not-text", () => {
  testCases([
    holding("finds it in a text", parameterType, "name", textOfOutput),
    holding("finds it within a text", parameterType, "name", `/shop/${textOfOutput}/url`),
    holding("finds what JSON makes of it", "aws:iam/policy:Policy", "description", jsonOfOutput),
    holding(
      "finds it in a document",
      "aws:iam/policy:Policy",
      "policy",
      JSON.stringify({ Resource: textOfOutput }),
    ),
    holding("finds it in an object", parameterType, "tags", { owner: textOfOutput }),
    holding("finds it in a name of a member", parameterType, "tags", { [textOfOutput]: "x" }),
    holding("finds it in a list", "aws:ecs/service:Service", "loadBalancers", [
      { targetGroupArn: textOfOutput },
    ]),
    holding("finds it in a role's ARN", "aws:ecs/taskDefinition:TaskDefinition", "taskRoleArn", textOfOutput),
    holding(
      "finds it in a property that no other policy reads",
      "aws:ecs/capacityProvider:CapacityProvider",
      "name",
      textOfOutput,
    ),
    holding("finds it in any property of a role", "aws:iam/role:Role", "assumeRolePolicy", textOfOutput),
    passing("passes other types", "aws:s3/bucket:Bucket", "bucket", textOfOutput),
    passing(
      "passes a parameter of another service",
      "aws:rds/parameterGroup:ParameterGroup",
      "name",
      textOfOutput,
    ),
    passing(
      "passes the words alone",
      parameterType,
      "description",
      "Calling toString on an Output is not supported",
    ),
    passing("passes a number", parameterType, "tier", 7),
    passing("passes null", parameterType, "description", null),
    {
      it: "makes one finding for each property",
      program: (stack) =>
        void stack.custom(parameterType, "thing", {
          name: textOfOutput,
          value: [textOfOutput, textOfOutput],
          type: "String",
        }),
      finds: [finding("name", `${parameterType}::thing`), finding("value", `${parameterType}::thing`)],
      says: [
        /^`name` of parameter `thing` holds the text of an Output: AWS gets an explanation from Pulumi in place of the value\.\n/,
        /pulumi\.interpolate/,
        /pulumi\.jsonStringify/,
      ],
    },
    {
      it: "finds what is beside an unknown",
      program: (stack) => {
        const role = stack.role("task");
        stack.custom(parameterType, "thing", {
          tags: { role: role.arn, owner: textOfOutput },
          value: role.arn,
        });
      },
      finds: [finding("tags", `${parameterType}::thing`)],
    },
    {
      it: "finds at another level where configuration wants that",
      program: (stack) => void stack.custom(parameterType, "thing", { name: textOfOutput }),
      config: { [outputsAreNotText]: "advisory" },
      finds: [finding("name", `${parameterType}::thing`).replace("mandatory", "advisory")],
    },
    {
      it: "finds nothing where it is disabled",
      program: (stack) => void stack.custom(parameterType, "thing", { name: textOfOutput }),
      config: { [outputsAreNotText]: "disabled" },
    },
  ]);

  const placeIn = async (property: string, value: Input, type = parameterType) => {
    const stack = new Stack();
    stack.custom(type, "thing", { [property]: value });
    const { diagnostics } = await judge(stack.seen("update preview"));
    const [first = ""] = (diagnostics[0]?.message ?? "").split("\n");
    const said =
      /^`(\w+)` of (?:task definition |parameter )?`thing` holds the text of an Output(.*): AWS gets an explanation from Pulumi in place of the value\.$/;
    assert.match(first, said);
    assert.equal(said.exec(first)?.[1], property);
    return said.exec(first)?.[2];
  };
  const environment = (value: Input) => [
    { name: "sidecar", environment: [{ name: "STAGE", value: "hunter2" }] },
    {
      name: "app",
      environment: [
        { name: "STAGE", value: "hunter2" },
        { name: "DATABASE_URL", value },
      ],
    },
  ];
  const definitionType = "aws:ecs/taskDefinition:TaskDefinition";

  for (const [it_, property, value, place, type] of [
    ["nowhere in particular for a text", "name", textOfOutput, ""],
    ["nowhere in particular in a text", "name", `/shop/${textOfOutput}`, ""],
    ["by a key", "tags", { stage: "hunter2", owner: textOfOutput }, " at `owner`"],
    ["by its number in a list", "value", ["hunter2", textOfOutput], " at `2`"],
    ["of several the first", "value", [{ team: { tag: textOfOutput } }, textOfOutput], " at `1/team/tag`"],
    [
      "by the names of container and variable",
      "containerDefinitions",
      JSON.stringify(environment(textOfOutput)),
      " at `app/environment/DATABASE_URL/value`",
      definitionType,
    ],
    [
      "by the numbers of members without names",
      "containerDefinitions",
      JSON.stringify([{ image: "hunter2" }, { image: textOfOutput }]),
      " at `2/image`",
      definitionType,
    ],
    [
      "by the numbers of members whose names may be values",
      "containerDefinitions",
      JSON.stringify([{ name: "hunter2 hunter3", image: textOfOutput }]),
      " at `1/image`",
      definitionType,
    ],
    [
      "without keys that may be values",
      "containerDefinitions",
      JSON.stringify([{ name: "app", dockerLabels: { "hunter2 hunter3": textOfOutput } }]),
      " at `app/dockerLabels/…`",
      definitionType,
    ],
    [
      "in a document",
      "policy",
      JSON.stringify({ Statement: [{ Action: "ssm:*" }, { Resource: ["hunter2", textOfOutput] }] }),
      " at `Statement/2/Resource/2`",
      "aws:iam/policy:Policy",
    ],
    [
      "nowhere in a text that is no JSON",
      "policy",
      `{ "Resource": ${textOfOutput} `,
      "",
      "aws:iam/policy:Policy",
    ],
  ] as const) {
    it(`tells the place: ${it_}`, async () => assert.equal(await placeIn(property, value, type), place));
  }

  it("prints no value beside the place", async () => {
    const stack = new Stack();
    const containerDefinitions = JSON.stringify(environment(`hunter2 ${textOfOutput}`));
    stack.taskDefinition("thing", { containerDefinitions });
    const { diagnostics } = await judge(stack.seen("update preview"));
    assert.equal(diagnostics.length, 1);
    assert.doesNotMatch(diagnostics[0]?.message ?? "", /hunter/);
  });

  it("prints nothing of what is around the text", async () => {
    const stack = new Stack();
    stack.custom(parameterType, "thing", { value: `hunter2 ${textOfOutput}` });
    const { diagnostics } = await judge(stack.seen("update preview"));
    assert.equal(diagnostics.length, 1);
    assert.doesNotMatch(diagnostics[0]?.message ?? "", /hunter2/);
  });
});
