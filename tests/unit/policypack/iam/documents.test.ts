import assert from "node:assert/strict";
import { DocumentError, readDocument } from "../../../../policypack/iam/documents";

const statement = { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" };
const asRead = {
  number: 1,
  effect: "Allow",
  actions: ["ssm:GetParameters"],
  actionsInverted: false,
  resources: ["*"],
  resourcesInverted: false,
  conditions: [],
  principal: undefined,
  hasVariables: false,
};
const conditional = (Condition: unknown) => ({ Statement: { ...statement, Condition } });
const withPrincipal = (Principal: unknown) => ({ Statement: { ...statement, Principal } });
const role = "arn:aws:iam::123456789012:role/web";

describe("reading a policy document", () => {
  for (const [name, document, statements] of [
    ["one statement", { Statement: statement }, [asRead]],
    ["a list of statements", { Statement: [statement] }, [asRead]],
    ["no statements", { Version: "2012-10-17", Statement: [] }, []],
    [
      "lists of actions and resources",
      { Statement: { ...statement, Action: ["a:B", "c:D"], Resource: ["x", "y"] } },
      [{ ...asRead, actions: ["a:B", "c:D"], resources: ["x", "y"] }],
    ],
    [
      "what is excluded, as text",
      { Statement: { Effect: "Deny", NotAction: "a:B", NotResource: "x" } },
      [
        {
          ...asRead,
          effect: "Deny",
          actions: ["a:B"],
          actionsInverted: true,
          resources: ["x"],
          resourcesInverted: true,
        },
      ],
    ],
    [
      "what is excluded, as lists",
      { Statement: { Effect: "Allow", NotAction: ["a:B"], NotResource: ["x"] } },
      [{ ...asRead, actions: ["a:B"], actionsInverted: true, resources: ["x"], resourcesInverted: true }],
    ],
    [
      "the version that has variables",
      { Version: "2012-10-17", Statement: [statement, statement] },
      [
        { ...asRead, hasVariables: true },
        { ...asRead, number: 2, hasVariables: true },
      ],
    ],
    ["the version that has none", { Version: "2008-10-17", Statement: statement }, [asRead]],
    [
      "a version that does not exist as one without variables",
      { Version: "2012", Statement: statement },
      [asRead],
    ],
    [
      "a condition",
      conditional({ StringLike: { "aws:RequestedRegion": "eu-*" } }),
      [{ ...asRead, conditions: [{ operator: "StringLike", key: "aws:RequestedRegion", values: ["eu-*"] }] }],
    ],
    [
      "conditions of several operators and keys, in their order",
      conditional({ StringEquals: { a: ["x", "y"], b: [] }, Null: { A: "true" } }),
      [
        {
          ...asRead,
          conditions: [
            { operator: "StringEquals", key: "a", values: ["x", "y"] },
            { operator: "StringEquals", key: "b", values: [] },
            { operator: "Null", key: "A", values: ["true"] },
          ],
        },
      ],
    ],
    [
      "numbers and truth values in conditions",
      conditional({ Bool: { a: false }, NumericEquals: { b: [1, 2.5] } }),
      [
        {
          ...asRead,
          conditions: [
            { operator: "Bool", key: "a", values: ["false"] },
            { operator: "NumericEquals", key: "b", values: ["1", "2.5"] },
          ],
        },
      ],
    ],
    ["an empty condition as none", conditional({}), [asRead]],
    ["an operator without keys as none", conditional({ StringEquals: {} }), [asRead]],
    [
      "everybody as principal",
      withPrincipal("*"),
      [{ ...asRead, principal: { kind: "aws", names: ["*"], services: ["*"] } }],
    ],
    [
      "a principal",
      withPrincipal({ AWS: role }),
      [{ ...asRead, principal: { kind: "aws", names: [role], services: [] } }],
    ],
    [
      "several principals, and services",
      withPrincipal({ AWS: [role, "123456789012"], Service: "ecs-tasks.amazonaws.com" }),
      [
        {
          ...asRead,
          principal: { kind: "aws", names: [role, "123456789012"], services: ["ecs-tasks.amazonaws.com"] },
        },
      ],
    ],
    [
      "services only",
      withPrincipal({ Service: ["ecs-tasks.amazonaws.com"] }),
      [{ ...asRead, principal: { kind: "aws", names: [], services: ["ecs-tasks.amazonaws.com"] } }],
    ],
    [
      "excluded principals",
      { Statement: { ...statement, NotPrincipal: { AWS: role } } },
      [{ ...asRead, principal: { kind: "others", names: [role], services: [] } }],
    ],
    [
      "statements with their places",
      { Statement: [statement, { ...statement, Sid: "Second" }] },
      [asRead, { ...asRead, number: 2 }],
    ],
  ] as const) {
    it(`takes ${name}`, () => {
      assert.deepEqual(readDocument(document), { statements });
    });
  }

  it("takes the text of a document for the document", () => {
    assert.deepEqual(readDocument(JSON.stringify({ Statement: [statement] })), { statements: [asRead] });
  });

  // What must be in no fault: content may be secret.
  const content = "hunter2";
  const one = (changed: object) => ({ Statement: [statement, { ...statement, ...changed }] });
  const effect = "has a statement 2 whose `Effect` is neither Allow nor Deny";
  const action =
    "has a statement 2 without one of `Action` and `NotAction` that is a text or a list of texts";
  const resource =
    "has a statement 2 without one of `Resource` and `NotResource` that is a text or a list of texts";
  const condition = "has a statement 2 whose `Condition` is not an object of operators, keys and values";
  const principal = "has a statement 2 whose `Principal` is neither `*` nor an object of texts";
  for (const [name, document, fault] of [
    ["a text", content, "is not a JSON document"],
    ["a text of a text", JSON.stringify(content), "is not a JSON object"],
    ["a text of null", "null", "is not a JSON object"],
    ["half a text", '{"Statement":[', "is not a JSON document"],
    [
      "a text with two statements of one name",
      `{"Statement":[],"Statement":["${content}"]}`,
      "has an object with the same name twice",
    ],
    [
      "a text with one operator twice",
      `{"Statement":[{"Condition":{"Null":{},"Null":{"${content}":"true"}}}]}`,
      "has an object with the same name twice",
    ],
    ["a number", 7, "is not a JSON object"],
    ["null", null, "is not a JSON object"],
    ["nothing", undefined, "is not a JSON object"],
    ["a list", [statement], "is not a JSON object"],
    ["a document in lower case", { statement: [statement] }, "has no `Statement`"],
    ["a statement that is a text", { Statement: content }, "has a statement 1 that is not an object"],
    ["a statement that is null", { Statement: [null] }, "has a statement 1 that is not an object"],
    [
      "a statement that is a list",
      { Statement: [statement, [content]] },
      "has a statement 2 that is not an object",
    ],
    ["another effect", one({ Effect: content }), effect],
    ["an effect in lower case", one({ Effect: "allow" }), effect],
    ["no effect", one({ Effect: undefined }), effect],
    ["no action", one({ Action: undefined }), action],
    ["action and its opposite", one({ NotAction: content }), action],
    ["an action that is an object", one({ Action: { [content]: content } }), action],
    ["an action that is null", one({ Action: null }), action],
    ["an action that holds a number", one({ Action: [content, 7] }), action],
    ["no resource", one({ Resource: undefined }), resource],
    ["resource and its opposite", one({ NotResource: content }), resource],
    ["a resource that is a number", one({ Resource: 7 }), resource],
    ["a resource that holds a list", one({ Resource: [[content]] }), resource],
    ["a condition that is a text", one({ Condition: content }), condition],
    ["a condition that is null", one({ Condition: null }), condition],
    ["a condition that is a list", one({ Condition: [content] }), condition],
    ["a condition without keys", one({ Condition: { StringEquals: content } }), condition],
    ["a condition whose keys are a list", one({ Condition: { StringEquals: [content] } }), condition],
    ["a condition on null", one({ Condition: { StringEquals: { [content]: null } } }), condition],
    ["a condition on an object", one({ Condition: { StringEquals: { a: { [content]: 1 } } } }), condition],
    ["a condition on a list in a list", one({ Condition: { StringEquals: { a: [[content]] } } }), condition],
    ["a principal that is a text", one({ Principal: content }), principal],
    ["a principal that is null", one({ Principal: null }), principal],
    ["a principal that is a list", one({ Principal: ["*", content] }), principal],
    ["a principal of a number", one({ Principal: { AWS: [content, 123456789012] } }), principal],
  ] as const) {
    it(`says what is wrong with ${name}, and nothing of its content`, () => {
      const read = readDocument(document);
      assert.ok(read instanceof DocumentError);
      assert.equal(read.fault, fault);
      assert.ok(!read.fault.includes(content));
    });
  }
});
