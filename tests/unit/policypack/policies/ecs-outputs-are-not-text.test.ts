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
      says: [/`name` of `thing` holds the text of an Output/, /pulumi\.interpolate/, /pulumi\.jsonStringify/],
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

  it("prints nothing of what is around the text", async () => {
    const stack = new Stack();
    stack.custom(parameterType, "thing", { value: `hunter2 ${textOfOutput}` });
    const { diagnostics } = await judge(stack.seen("update preview"));
    assert.equal(diagnostics.length, 1);
    assert.doesNotMatch(diagnostics[0]?.message ?? "", /hunter2/);
  });
});
