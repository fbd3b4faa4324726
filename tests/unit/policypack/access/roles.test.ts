import assert from "node:assert/strict";
import { mayMean, type RoleReference, Roles, sameRole } from "../../../../policypack/access/roles";
import { type Property, UNKNOWN } from "../../../../policypack/stack/properties";
import type { Resource } from "../../../../policypack/stack/resources";
import { roleType } from "../../../../policypack/stack/types";
import { component, edges, graph, resource } from "../../../support/resources";

const arnOf = (name: string, account = "123456789012") => `arn:aws:iam::${account}:role/${name}`;
const existing = (name: string, edit: Partial<Resource> = {}) =>
  resource(name, { type: roleType, outputs: { name: `${name}-1`, arn: arnOf(`${name}-1`) }, ...edit });
/** A role that AWS does not have yet: Pulumi has chosen its name, AWS will make its ARN. */
const planned = (name: string, edit: Partial<Resource> = {}) =>
  resource(name, { type: roleType, outputs: { name: `${name}-1`, arn: UNKNOWN }, ...edit });

/** What a property with this value, and these edges, means among roles. */
function resolve(value: Property, around: readonly Resource[], from?: readonly string[]): RoleReference {
  const user = resource("user", { inputs: { role: value }, ...(from && edges({ role: from })) });
  return new Roles(graph(...around, user)).resolve(user, "role");
}

/** The role's resource, or its name where it is external; and how certain it is. */
function told(reference: RoleReference): string {
  if (reference.kind !== "role") return reference.kind;
  return `${reference.certainty} ${reference.role.resource?.urn ?? `external ${reference.role.name}`}`;
}

describe("a property that names a role", () => {
  const both = [existing("task"), planned("execution")];
  const packaged = [component("group"), planned("inner", { parent: "group" })];
  for (const [name, value, around, from, meaning] of [
    ["by its ARN", arnOf("task-1"), both, undefined, "proven task"],
    ["by its name", "task-1", both, undefined, "proven task"],
    ["by its name before it has an ARN", "execution-1", both, undefined, "proven execution"],
    ["by the ARN that it will have", arnOf("execution-1"), both, undefined, "proven execution"],
    ["by an ARN with a path", arnOf("platform/eu/task-1"), both, undefined, "proven task"],
    [
      "by an ARN in another partition",
      "arn:aws-cn:iam::123456789012:role/task-1",
      both,
      undefined,
      "proven task",
    ],
    [
      "by an ARN in another account",
      arnOf("task-1", "999999999999"),
      both,
      undefined,
      "proven external task-1",
    ],
    ["not by its logical name", "task", both, undefined, "proven external task"],
    ["in another case", "TASK-1", both, undefined, "proven external TASK-1"],
    ["that no resource has, by its ARN", arnOf("elsewhere"), both, undefined, "proven external elsewhere"],
    ["that no resource has, by its name", "elsewhere", both, undefined, "proven external elsewhere"],
    ["by an edge", UNKNOWN, both, ["execution"], "proven execution"],
    ["by an edge beside others", UNKNOWN, [...both, resource("x")], ["x", "execution"], "proven execution"],
    ["by one of two edges", UNKNOWN, both, ["task", "execution"], "undetermined"],
    ["by an edge to no role", UNKNOWN, [...both, resource("x")], ["x"], "undetermined"],
    ["by nothing", UNKNOWN, both, undefined, "undetermined"],
    ["by an edge to nothing", UNKNOWN, both, [], "undetermined"],
    ["by a packaged component with one role", UNKNOWN, packaged, ["group"], "presumed inner"],
    [
      "by a packaged component with two roles",
      UNKNOWN,
      [...packaged, planned("second", { parent: "group" })],
      ["group"],
      "undetermined",
    ],
    [
      "by a packaged component without roles",
      UNKNOWN,
      [component("group"), ...both],
      ["group"],
      "undetermined",
    ],
    ["by an empty text", "", both, undefined, "none"],
    ["by null", null, both, undefined, "none"],
    ["not at all", undefined, both, undefined, "none"],
    ["by a number", 7, both, undefined, "undetermined"],
    ["by the ARN of something else", "arn:aws:s3:::bucket", both, undefined, "undetermined"],
    [
      "by an ARN with an account that is none",
      "arn:aws:iam::1234:role/task-1",
      both,
      undefined,
      "undetermined",
    ],
    ["by a text with spaces", "the task role", both, undefined, "undetermined"],
    ["by the text that stands for a secret", "[secret]", both, ["task"], "undetermined"],
  ] as const) {
    it(`${name}: ${meaning}`, () => assert.equal(told(resolve(value, around, from)), meaning));
  }

  it("says nothing of a value that is no role", () => {
    const reference = resolve("hunter2 is no role", both);
    assert.ok(reference.kind === "undetermined");
    assert.doesNotMatch(reference.reason.text, /hunter2/);
  });

  it("can be any role where it comes from elsewhere", () => {
    const reference = resolve(UNKNOWN, both);
    assert.ok(reference.kind === "undetermined");
    assert.equal(reference.candidates, undefined);
  });

  it("can be one of those behind its edges, and no other", () => {
    const around = [existing("one"), existing("two"), existing("three")];
    const user = resource("user", { inputs: { role: UNKNOWN }, ...edges({ role: ["one", "two"] }) });
    const roles = new Roles(graph(...around, user));
    const reference = roles.resolve(user, "role");
    const may = around.map((made) => {
      const own = roles.ofStackAt(made);
      return own.kind === "role" && mayMean(reference, own.role);
    });
    assert.deepEqual(may, [true, true, false]);
  });

  it("can be no role where it is no role's name", () => {
    const reference = resolve("the task role", both);
    assert.ok(reference.kind === "undetermined");
    assert.deepEqual(reference.candidates, []);
  });
});

describe("two properties that name a role", () => {
  /** Whether they mean one role, with these values and edges. */
  const same = (one: Property, other: Property, from: Record<string, string[]> = {}) => {
    const around = [existing("task"), planned("execution")];
    const user = resource("user", { inputs: { one, other }, ...edges(from) });
    const roles = new Roles(graph(...around, user));
    return sameRole(roles.resolve(user, "one"), roles.resolve(user, "other"));
  };
  for (const [name, answer, expected] of [
    ["ARN and name of one", () => same(arnOf("task-1"), "task-1"), true],
    ["name and edge of one", () => same("execution-1", UNKNOWN, { other: ["execution"] }), true],
    ["edges to one", () => same(UNKNOWN, UNKNOWN, { one: ["execution"], other: ["execution"] }), true],
    ["names of two", () => same("task-1", "execution-1"), false],
    ["ARN and name of one made elsewhere", () => same(arnOf("elsewhere"), "elsewhere"), true],
    ["ARNs in two accounts", () => same(arnOf("x"), arnOf("x", "999999999999")), false],
    ["a role and none", () => same("task-1", ""), false],
    ["none and none", () => same("", ""), false],
    ["a role and an unknown", () => same("task-1", UNKNOWN), undefined],
    ["two unknowns", () => same(UNKNOWN, UNKNOWN), undefined],
  ] as const) {
    it(`${name}: ${expected ?? "cannot be told"}`, () => assert.equal(answer(), expected));
  }

  it("are of two accounts where ARNs say so, and a name alone is then one of two", () => {
    const definition = (name: string, taskRoleArn: string, executionRoleArn: string) =>
      resource(name, {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        inputs: { taskRoleArn, executionRoleArn },
      });
    const first = definition("first", "shared", "other");
    const second = definition("second", arnOf("shared"), arnOf("shared", "999999999999"));
    const roles = new Roles(graph(first, second));
    const [one, other] = [roles.resolve(second, "taskRoleArn"), roles.resolve(second, "executionRoleArn")];
    assert.equal(sameRole(one, other), false);
    const named = roles.resolve(first, "taskRoleArn");
    assert.equal(named.kind, "undetermined");
    assert.ok(one.kind === "role" && other.kind === "role");
    assert.ok(mayMean(named, one.role) && mayMean(named, other.role));
  });

  it("give a role its ARN, whichever comes first", () => {
    const definition = resource("definition", {
      type: "aws:ecs/taskDefinition:TaskDefinition",
      inputs: { taskRoleArn: "shared", executionRoleArn: arnOf("shared") },
    });
    const roles = new Roles(graph(definition));
    const reference = roles.resolve(definition, "taskRoleArn");
    assert.ok(reference.kind === "role");
    assert.equal(reference.role.arn, arnOf("shared"));
  });
});
