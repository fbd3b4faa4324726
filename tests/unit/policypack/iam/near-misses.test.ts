import assert from "node:assert/strict";
import { nearMiss } from "../../../../policypack/iam/near-misses";
import { numbered } from "./requests";

const chosen = "\uE000".repeat(6);
const asked = {
  "a parameter": ["ssm:GetParameters", "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/url"],
  "a hyphenated parameter": [
    "ssm:GetParameters",
    "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/db-passwd",
  ],
  "a secret": [
    "secretsmanager:GetSecretValue",
    `arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-${chosen}`,
  ],
  "a new secret": [
    "secretsmanager:GetSecretValue",
    `arn:aws:secretsmanager:eu-central-1:?*:secret:shop-${chosen}`,
  ],
  "a key": ["kms:Decrypt", "arn:aws:kms:eu-central-1:123456789012:key/1234abcd"],
  "an object": ["s3:GetObject", "arn:aws:s3:::files/app.env"],
} as const;

const otherArns = "allows it on other ARNs only";
const otherAction = (action: string, needed: string) =>
  `allows \`${action}\`, and ECS calls \`${needed}\` only`;
const singular = otherAction("ssm:GetParameter", "ssm:GetParameters");
const describing = otherAction("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue");
const slashes = "names an ARN with two slashes after `parameter`, which no parameter has";
const noSlash = "names an ARN without a slash after `parameter`, which no parameter has";
const alias = "names the ARN of an alias, and IAM compares that of the key";
const part = "names a part of the secret, and IAM compares the ARN without it";
const suffix =
  "names the secret without the hyphen and the six characters that AWS adds (`-??????` stands for them)";
const place = "names another Region or account";
const nowhere = "leaves Region and account empty, where `*` would stand for any";
const noArn = "names something that is no ARN";
const conditionOn = (keys: string) => `allows it under a condition${keys} that does not hold`;
const severalConditions = "allows it under conditions, of which one does not hold";
const condition = conditionOn(" on `aws:SecureTransport`");

const parameter = (name: string, place = "eu-central-1:123456789012") => `arn:aws:ssm:${place}:${name}`;
const secret = (name: string, place = "eu-central-1:123456789012") =>
  `arn:aws:secretsmanager:${place}:secret:${name}`;

const statement = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const textOfOutput = "Calling [toJSON] on an [Output<T>] is not supported.";
const impossible = { Condition: { Null: { "aws:SecureTransport": "true" } } };

const rows = [
  // Actions
  ["the singular", "a parameter", statement("ssm:GetParameter"), singular],
  ["the singular, in other case", "a parameter", statement("SSM:getparameter"), singular],
  [
    "reads by path",
    "a parameter",
    statement("ssm:GetParametersByPath"),
    otherAction("ssm:GetParametersByPath", "ssm:GetParameters"),
  ],
  ["a description", "a secret", statement("secretsmanager:Describe*"), describing],
  [
    "a batch",
    "a secret",
    statement("secretsmanager:BatchGetSecretValue"),
    otherAction("secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"),
  ],
  ["an action that nobody takes for it", "a parameter", statement("ssm:PutParameter"), undefined],
  ["another action on a key", "a key", statement("kms:Encrypt"), undefined],
  // Parameters
  ["two slashes", "a parameter", statement("ssm:*", parameter("parameter//shop/url")), slashes],
  ["two slashes and a star", "a parameter", statement("ssm:*", parameter("parameter//*", "*:*")), slashes],
  ["no slash", "a parameter", statement("ssm:*", parameter("parametershop/url")), noSlash],
  ["a document", "a parameter", statement("ssm:*", parameter("document/shop")), otherArns],
  [
    "a document of a like name",
    "a parameter",
    statement("ssm:*", parameter("document/parameters")),
    otherArns,
  ],
  ["log groups", "a parameter", statement("*", "arn:aws:logs:*:*:log-group:shop:*"), otherArns],
  ["another name", "a parameter", statement("ssm:*", parameter("parameter/other/*")), otherArns],
  [
    "another name, which goes on by a hyphen and six characters",
    "a hyphenated parameter",
    statement("ssm:*", parameter("parameter/shop/db")),
    otherArns,
  ],
  ["another Region", "a parameter", statement("ssm:*", parameter("parameter/shop/*", "us-east-1:*")), place],
  [
    "another account",
    "a parameter",
    statement("ssm:*", parameter("parameter/shop/*", "*:999999999999")),
    place,
  ],
  [
    "another Region and name",
    "a parameter",
    statement("ssm:*", parameter("parameter/a", "us-east-1:*")),
    otherArns,
  ],
  // Secrets
  ["no suffix", "a secret", statement("*", secret("shop")), suffix],
  ["no suffix in any place", "a secret", statement("*", secret("sh?p", "*:*")), suffix],
  ["no suffix, where the account is open", "a new secret", statement("*", secret("shop")), suffix],
  ["no suffix in another Region", "a new secret", statement("*", secret("shop", "us-east-1:*")), otherArns],
  ["a key of the secret", "a secret", statement("*", secret("shop-??????:password")), part],
  ["a part of the secret", "a secret", statement("*", secret("shop-??????:password::")), part],
  ["the suffix of another secret", "a secret", statement("*", secret("shop-AbCdEf")), otherArns],
  [
    "another Region for the secret",
    "a new secret",
    statement("*", secret("shop-??????", "us-east-1:*")),
    place,
  ],
  // Keys
  ["an alias", "a key", statement("kms:*", "arn:aws:kms:*:*:alias/shop"), alias],
  ["another key", "a key", statement("kms:*", "arn:aws:kms:*:*:key/5678*"), otherArns],
  // Conditions
  ["a condition", "a parameter", statement("ssm:*", parameter("parameter/shop/*"), impossible), condition],
  [
    "a condition on one of several ARNs",
    "a parameter",
    statement("ssm:*", [parameter("parameter/a"), parameter("parameter/shop/*")], impossible),
    condition,
  ],
  [
    "a condition, where the account is open",
    "a new secret",
    statement("*", secret("shop-*"), impossible),
    condition,
  ],
  [
    "a condition on another ARN",
    "a parameter",
    statement("ssm:*", parameter("parameter/a"), impossible),
    otherArns,
  ],
  [
    "conditions on two keys, one of them twice",
    "a parameter",
    statement("ssm:*", "*", {
      Condition: {
        Null: { "aws:SecureTransport": "true", "ssm:resourceTag/stage": "true" },
        Bool: { "aws:SecureTransport": "false" },
      },
    }),
    severalConditions,
  ],
  [
    "a condition on what looks like no key",
    "a parameter",
    statement("ssm:*", "*", { Condition: { Null: { "aws:SecureTransport": "true", "hunter2 `": "false" } } }),
    severalConditions,
  ],
  [
    "a condition on what looks like no key alone",
    "a parameter",
    statement("ssm:*", "*", { Condition: { StringEquals: { "aws:ResourceTag/hunter2 `": [] } } }),
    conditionOn(""),
  ],
  // What is no ARN, and no place
  ["a name", "a parameter", statement("ssm:*", "/shop/url"), noArn],
  ["the text of an Output", "a secret", statement("secretsmanager:*", textOfOutput), noArn],
  ["a name with a pattern", "an object", statement("s3:*", "files/*"), noArn],
  ["no place", "a parameter", statement("ssm:*", parameter("parameter/shop/*", ":")), nowhere],
  [
    "no place, of another parameter",
    "a parameter",
    statement("ssm:*", parameter("parameter/a", ":")),
    nowhere,
  ],
  ["no place", "a secret", statement("*", secret("shop-??????", ":")), nowhere],
  ["no place", "a key", statement("kms:*", "arn:aws:kms:::key/1234abcd"), nowhere],
  ["no Region", "a parameter", statement("ssm:*", parameter("parameter/shop/*", ":123456789012")), place],
  ["no account", "a parameter", statement("ssm:*", parameter("parameter/shop/*", "eu-central-1:")), place],
  [
    "no place and two slashes",
    "a parameter",
    statement("ssm:*", parameter("parameter//shop/*", ":")),
    slashes,
  ],
  // No near misses
  ["what is allowed", "a parameter", statement("ssm:*", parameter("parameter/shop/*")), undefined],
  [
    "what is allowed in the account that is open",
    "a new secret",
    statement("*", secret("shop-*")),
    undefined,
  ],
  ["a denial", "a parameter", { ...statement("ssm:GetParameter"), Effect: "Deny" }, undefined],
  [
    "all but some resources",
    "a parameter",
    { Effect: "Allow", Action: "ssm:*", NotResource: parameter("parameter/*") },
    undefined,
  ],
  [
    "all but other resources, under a condition",
    "a parameter",
    { Effect: "Allow", Action: "ssm:*", NotResource: parameter("parameter/other/*"), ...impossible },
    undefined,
  ],
  ["all but the action", "a key", { Effect: "Allow", NotAction: "kms:Decrypt", Resource: "*" }, undefined],
  ["another object", "an object", statement("s3:*", ["arn:aws:s3:::other/*"]), otherArns],
  [
    "several patterns, one of which is nearer",
    "a parameter",
    statement("ssm:*", [parameter("parameter/a"), parameter("parameter//b")]),
    slashes,
  ],
] as const;

describe("statements that come near to allowing", () => {
  for (const [name, what, allowing, fault] of rows) {
    it(`${what}: ${name}`, () => {
      const [action, arn] = asked[what];
      assert.equal(nearMiss(numbered([{ Statement: allowing }]), action, arn)?.fault, fault);
    });
  }

  it("are none where there are no documents", () => {
    assert.equal(nearMiss([], ...asked["a parameter"]), undefined);
  });

  it("are named with their document", () => {
    const documents = numbered([
      { Statement: statement("s3:*") },
      { Statement: [statement("ssm:GetParameter")] },
    ]);
    assert.deepEqual(nearMiss(documents, ...asked["a parameter"]), {
      origin: 2,
      statement: documents[1]?.document.statements[0],
      fault: singular,
      isForOthers: false,
    });
  });

  it("are led by one of which more can be said than that it names other ARNs", () => {
    const documents = numbered([
      { Statement: [statement("ssm:*", parameter("parameter/other")), statement("ssm:GetParameter")] },
      { Statement: [statement("ssm:*", parameter("parameter//shop"))] },
    ]);
    const found = nearMiss(documents, ...asked["a parameter"]);
    assert.deepEqual([found?.origin, found?.statement.number, found?.fault], [1, 2, singular]);
  });

  it("hold nothing of the documents but what the action is", () => {
    const documents = numbered([{ Statement: statement("ssm:*", parameter("parameter/hunter2")) }]);
    assert.equal(nearMiss(documents, ...asked["a parameter"])?.fault.includes("hunter2"), false);
  });
});
