import assert from "node:assert/strict";
import { type Caller, decideOfResource } from "../../../../policypack/iam/principals";
import { type Asked, read, requestOf } from "./requests";

const account = "123456789012";
const existing: Caller = { name: "execution", arn: `arn:aws:iam::${account}:role/shop/execution`, account };
/** A role that is not made yet. */
const predicted: Caller = { name: "execution", arn: undefined, account };
const nowhere: Caller = { ...predicted, account: undefined };

const decrypt: Asked = {
  action: "kms:Decrypt",
  resources: "arn:aws:kms:eu-central-1:?*:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  scope: "all",
  known: { "kms:viaservice": "ssm.?*.amazonaws.com" },
};

const statement = (Effect: string, Principal: unknown, more: object = {}) => ({
  Effect,
  Action: "kms:*",
  Resource: "*",
  Principal,
  ...more,
});

function decisionOf(statements: unknown, caller: Caller) {
  const { allows, allowsAnyone, denies, delegates } = decideOfResource(
    read({ Version: "2012-10-17", Statement: statements }),
    requestOf(decrypt),
    caller,
  );
  return [allows === "no" ? allowsAnyone : allows, denies, delegates];
}

const root = `arn:aws:iam::${account}:root`;
const roleAt = (path: string, inAccount = account) => `arn:aws:iam::${inAccount}:role/${path}`;
const sessionOf = (role: string) => `arn:aws:sts::${account}:assumed-role/${role}/4f7a`;
const unsure = ["cannot tell", "cannot tell", "no"] as const;

/** What an Allow and a Deny for a principal say to a role: whether they allow, whether they deny, whether they delegate. */
const rows = [
  // Roles
  ["the role by its ARN", existing, roleAt("shop/execution"), ["yes", "yes", "no"]],
  ["the role among others", existing, [roleAt("web"), roleAt("shop/execution")], ["yes", "yes", "no"]],
  ["another role", existing, roleAt("shop/web"), ["no", "no", "no"]],
  ["a namesake in another path", existing, roleAt("execution"), ["no", "no", "no"]],
  ["a namesake in another account", existing, roleAt("shop/execution", "999999999999"), ["no", "no", "no"]],
  ["the name of a role to come", predicted, roleAt("execution"), ["yes", "yes", "no"]],
  ["the name of a role to come, in a path", predicted, roleAt("shop/execution"), ["yes", "yes", "no"]],
  ["another name than that of a role to come", predicted, roleAt("shop/execution-2"), ["no", "no", "no"]],
  ["its name as the path of another", predicted, roleAt("execution/web"), ["no", "no", "no"]],
  ["a namesake of it in another account", predicted, roleAt("execution", "999999999999"), ["no", "no", "no"]],
  ["its name, where its account is not known", nowhere, roleAt("execution"), ["yes", "yes", "no"]],
  // Accounts
  ["the root of the account", existing, root, ["no", "yes", "yes"]],
  ["the number of the account", existing, account, ["no", "yes", "yes"]],
  ["the root of another account", existing, root.replace(account, "999999999999"), ["no", "no", "no"]],
  ["the number of another account", existing, "999999999999", ["no", "no", "no"]],
  ["an account, where that of the role is not known", nowhere, root, ["no", "cannot tell", "yes"]],
  [
    "its name and an account, where its own is not known",
    nowhere,
    [roleAt("execution"), root],
    ["yes", "yes", "yes"],
  ],
  ["an account and the role", existing, [root, roleAt("shop/execution")], ["yes", "yes", "yes"]],
  // Others
  ["everybody", existing, "*", ["yes", "yes", "no"]],
  ["a user", existing, `arn:aws:iam::${account}:user/execution`, ["no", "no", "no"]],
  ["a unique id", existing, "AROAEXAMPLEEXAMPLE", unsure],
  [
    "a unique id beside the account",
    existing,
    ["AROAEXAMPLEEXAMPLE", account],
    ["cannot tell", "yes", "yes"],
  ],
  [
    "a unique id beside the role",
    existing,
    ["AROAEXAMPLEEXAMPLE", roleAt("shop/execution")],
    ["yes", "yes", "no"],
  ],
  ["a session of the role", existing, sessionOf("execution"), unsure],
  ["a session of another role", existing, sessionOf("web"), ["no", "no", "no"]],
] as const;

describe("what the policy of a resource says to a role", () => {
  for (const [name, caller, AWS, [allows, denies, delegates]] of rows) {
    it(`by ${name}`, () => {
      assert.deepEqual(decisionOf(statement("Allow", { AWS }), caller), [allows, "no", delegates]);
      assert.deepEqual(decisionOf(statement("Deny", { AWS }), caller), ["no", denies, "no"]);
    });
  }

  for (const [name, principal, answers] of [
    ["by a star without an object", "*", ["yes", "yes", "no"]],
    ["nothing by services only", { Service: ["ecs-tasks.amazonaws.com"] }, ["no", "no", "no"]],
    ["nothing by federated users only", { Federated: "cognito-identity.amazonaws.com" }, ["no", "no", "no"]],
    ["nothing by an empty list", { AWS: [] }, ["no", "no", "no"]],
    ["nothing without a principal", undefined, ["no", "no", "no"]],
    ["by a service beside the account", { Service: "ssm.amazonaws.com", AWS: account }, ["no", "yes", "yes"]],
  ] as const) {
    it(name, () => {
      const [allows, denies, delegates] = answers;
      assert.deepEqual(decisionOf(statement("Allow", principal), existing), [allows, "no", delegates]);
      assert.deepEqual(decisionOf(statement("Deny", principal), existing), ["no", denies, "no"]);
    });
  }

  it("cannot be told from those that it excludes", () => {
    const others = { NotPrincipal: { AWS: roleAt("web") } };
    assert.deepEqual(decisionOf(statement("Allow", undefined, others), existing), [
      "cannot tell",
      "no",
      "cannot tell",
    ]);
    assert.deepEqual(decisionOf(statement("Deny", undefined, others), existing), ["no", "yes", "no"]);
  });

  for (const [name, AWS] of [
    ["it", roleAt("shop/execution")],
    ["its account", root],
    ["a session of it", sessionOf("execution")],
    ["a unique id", "AROAEXAMPLEEXAMPLE"],
  ] as const) {
    it(`cannot be told from a denial that spares ${name}`, () => {
      const denial = statement("Deny", undefined, { NotPrincipal: { AWS } });
      assert.deepEqual(decisionOf(denial, existing), ["no", "cannot tell", "no"]);
    });
  }

  it("tells what it gives to anyone from what it gives to the role", () => {
    const given = (AWS: string) => {
      const document = read({ Version: "2012-10-17", Statement: statement("Allow", { AWS }) });
      const { allows, allowsAnyone } = decideOfResource(document, requestOf(decrypt), existing);
      return [allows, allowsAnyone];
    };
    assert.deepEqual(given("*"), ["no", "yes"]);
    assert.deepEqual(given(roleAt("shop/execution")), ["yes", "no"]);
  });

  it("is nothing where there are no statements", () => {
    assert.deepEqual(decisionOf([], existing), ["no", "no", "no"]);
  });

  it("is what any of its statements says", () => {
    const statements = [
      statement("Allow", { AWS: "AROAEXAMPLEEXAMPLE" }),
      statement("Allow", { AWS: roleAt("shop/execution") }),
      statement("Deny", { AWS: "AROAEXAMPLEEXAMPLE" }),
      statement("Allow", { AWS: root }),
      statement("Deny", "*", { Action: "kms:Encrypt" }),
    ];
    assert.deepEqual(decisionOf(statements, existing), ["yes", "cannot tell", "yes"]);
    assert.deepEqual(decisionOf(statements.toReversed(), existing), ["yes", "cannot tell", "yes"]);
  });

  const viaService = (value: string) => ({ Condition: { StringEquals: { "kms:ViaService": value } } });
  for (const [name, more, allowed, denied] of [
    ["of another action", { Action: "kms:Encrypt" }, "no", "no"],
    ["of all but this action", { Action: undefined, NotAction: "kms:Decrypt" }, "no", "no"],
    ["of another resource", { Resource: "arn:aws:kms:*:*:alias/*" }, "no", "no"],
    [
      "of all but other resources",
      { Resource: undefined, NotResource: "arn:aws:kms:*:*:alias/*" },
      "yes",
      "yes",
    ],
    ["under a condition that holds", { Condition: { Null: { "kms:ViaService": "false" } } }, "yes", "yes"],
    ["under a condition that does not hold", viaService("ec2.eu-west-1.amazonaws.com"), "no", "no"],
    [
      "under a condition that holds in some Region",
      viaService("ssm.eu-west-1.amazonaws.com"),
      "yes",
      "cannot tell",
    ],
    [
      "under a condition that is not known",
      { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } },
      "cannot tell",
      "cannot tell",
    ],
  ] as const) {
    it(`counts a statement ${name} to that degree`, () => {
      const { name: _, ...role } = existing;
      const everybody = decisionOf(
        [statement("Allow", "*", more), statement("Deny", { AWS: role.arn }, more)],
        existing,
      );
      assert.deepEqual(everybody, [allowed, denied, "no"]);
      assert.deepEqual(decisionOf(statement("Allow", { AWS: root }, more), existing), ["no", "no", allowed]);
    });
  }

  it("stays open where both the principal and the condition are", () => {
    const unknown = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
    assert.deepEqual(decisionOf(statement("Allow", { AWS: "AROAEXAMPLEEXAMPLE" }, unknown), existing), [
      "cannot tell",
      "no",
      "no",
    ]);
  });
});
