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
  conditional: false,
};

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
      "a condition",
      { Statement: { ...statement, Condition: { Bool: { "aws:SecureTransport": "true" } } } },
      [{ ...asRead, conditional: true }],
    ],
    ["an empty condition as none", { Statement: { ...statement, Condition: {} } }, [asRead]],
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

  // What must be in no fault: content may be secret.
  const content = "hunter2";
  const one = (changed: object) => ({ Statement: [statement, { ...statement, ...changed }] });
  const effect = "has a statement 2 whose `Effect` is neither Allow nor Deny";
  const action =
    "has a statement 2 without one of `Action` and `NotAction` that is a text or a list of texts";
  const resource =
    "has a statement 2 without one of `Resource` and `NotResource` that is a text or a list of texts";
  const condition = "has a statement 2 whose `Condition` is not an object";
  for (const [name, document, fault] of [
    ["a text", content, "is not a JSON object"],
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
  ] as const) {
    it(`says what is wrong with ${name}, and nothing of its content`, () => {
      const read = readDocument(document);
      assert.ok(read instanceof DocumentError);
      assert.equal(read.fault, fault);
      assert.ok(!read.fault.includes(content));
    });
  }
});
