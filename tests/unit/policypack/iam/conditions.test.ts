import assert from "node:assert/strict";
import type { Answer } from "../../../../policypack/iam/answers";
import { hold, resolveVariables } from "../../../../policypack/iam/conditions";
import type { Statement } from "../../../../policypack/iam/documents";
import { processorTimeOf } from "../../../support/processor-time";
import { contextOf, type KnownKeys, present, read } from "./requests";

const known: KnownKeys = {
  "aws:resourcetag/app": "shop",
  "aws:resourcetag/none": null,
  "aws:principalarn": "arn:aws:iam::123456789012:role/shop",
  "aws:securetransport": "true",
  "aws:tokenissuetime": present,
  "aws:requestedregion": "?*",
  "kms:viaservice": "ssm.?*.amazonaws.com",
  "kms:encryptioncontext:parameter_arn": "arn:aws:ssm:?*:123456789012:parameter/shop/url",
  "kms:encryptioncontext:secretarn": "arn:aws:secretsmanager:eu-central-1:?*:secret:shop-\uE000\uE000",
};

function statementWith(Condition: unknown, more: object = {}): Statement {
  const [statement] = read({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition, ...more },
  }).statements;
  assert.ok(statement);
  return statement;
}

function answerTo(Condition: unknown, more: object = {}): Answer {
  return hold(statementWith(Condition, more), contextOf(known));
}

/** Each operator with a value that fits the key, and one that does not. */
const operators = [
  ["StringEquals", "aws:ResourceTag/app", "shop", "Shop", "is"],
  ["StringNotEquals", "aws:ResourceTag/app", "shop", "Shop", "is not"],
  ["StringEqualsIgnoreCase", "aws:ResourceTag/app", "SHOP", "sho", "is"],
  ["StringNotEqualsIgnoreCase", "aws:ResourceTag/app", "SHOP", "sho", "is not"],
  ["StringLike", "aws:ResourceTag/app", "s?o*", "S?o*", "is"],
  ["StringNotLike", "aws:ResourceTag/app", "s?o*", "S?o*", "is not"],
  ["ArnEquals", "aws:PrincipalArn", "arn:*:iam::*:role/shop", "arn:*:iam::*:role/Shop", "is"],
  ["ArnLike", "aws:PrincipalArn", "arn:*:iam::*:role/s?op", "arn:*:iam::*:role/S?op", "is"],
  ["ArnNotEquals", "aws:PrincipalArn", "arn:*:iam::*:role/shop", "arn:*:iam::*:role/Shop", "is not"],
  ["ArnNotLike", "aws:PrincipalArn", "arn:*:iam::*:role/s?op", "arn:*:iam::*:role/S?op", "is not"],
  ["Bool", "aws:SecureTransport", "true", "false", "is"],
] as const;

describe("conditions", () => {
  for (const [operator, key, fitting, other, sense] of operators) {
    const [fits, differs] = sense === "is" ? (["yes", "no"] as const) : (["no", "yes"] as const);
    describe(operator, () => {
      it("compares a value that is known", () => {
        assert.equal(answerTo({ [operator]: { [key]: fitting } }), fits);
        assert.equal(answerTo({ [operator]: { [key]: other } }), differs);
        assert.equal(answerTo({ [operator]: { [key]: [other, fitting] } }), fits);
        assert.equal(answerTo({ [operator]: { [key]: [] } }), differs);
      });

      it("cannot be told of a key that is not known", () => {
        assert.equal(answerTo({ [operator]: { "aws:SourceVpce": fitting } }), "cannot tell");
        assert.equal(answerTo({ [`${operator}IfExists`]: { "aws:SourceVpce": fitting } }), "cannot tell");
      });

      it("is no match of a key that is absent, unless it says so", () => {
        const absent = { "aws:ResourceTag/none": fitting };
        assert.equal(answerTo({ [operator]: absent }), differs);
        assert.equal(answerTo({ [`${operator}IfExists`]: absent }), "yes");
        assert.equal(answerTo({ [`ForAllValues:${operator}`]: absent }), "yes");
        assert.equal(answerTo({ [`ForAnyValue:${operator}`]: absent }), "no");
        assert.equal(answerTo({ [`ForAllValues:${operator}IfExists`]: absent }), "yes");
        assert.equal(answerTo({ [`ForAnyValue:${operator}IfExists`]: absent }), "cannot tell");
      });

      it("compares the one value of a key, whatever is said of sets and existence", () => {
        for (const form of [
          `${operator}IfExists`,
          `ForAnyValue:${operator}`,
          `ForAllValues:${operator}IfExists`,
        ]) {
          assert.equal(answerTo({ [form]: { [key]: fitting } }), fits, form);
          assert.equal(answerTo({ [form]: { [key]: other } }), differs, form);
        }
      });
    });
  }

  /** Operators whose values are not compared, and whether they ask that none fits. */
  const uncompared = [
    ["NumericEquals", "is"],
    ["NumericNotEquals", "is not"],
    ["NumericLessThan", "is"],
    ["NumericLessThanEquals", "is"],
    ["NumericGreaterThan", "is"],
    ["NumericGreaterThanEquals", "is"],
    ["DateEquals", "is"],
    ["DateNotEquals", "is not"],
    ["DateLessThan", "is"],
    ["DateLessThanEquals", "is"],
    ["DateGreaterThan", "is"],
    ["DateGreaterThanEquals", "is"],
    ["BinaryEquals", "is"],
    ["IpAddress", "is"],
    ["NotIpAddress", "is not"],
  ] as const;
  for (const [operator, sense] of uncompared) {
    describe(operator, () => {
      it("is settled of a key that is absent", () => {
        const absent = { "aws:ResourceTag/none": "1" };
        assert.equal(answerTo({ [operator]: absent }), sense === "is" ? "no" : "yes");
        assert.equal(answerTo({ [`${operator}IfExists`]: absent }), "yes");
        assert.equal(answerTo({ [`ForAllValues:${operator}`]: absent }), "yes");
        assert.equal(answerTo({ [`ForAnyValue:${operator}`]: absent }), "no");
        assert.equal(answerTo({ [`ForAnyValue:${operator}IfExists`]: absent }), "cannot tell");
      });

      it("cannot be told of any other key", () => {
        for (const key of ["aws:ResourceTag/app", "aws:TokenIssueTime", "aws:SourceIp"]) {
          for (const form of [operator, `${operator}IfExists`, `ForAllValues:${operator}`])
            assert.equal(answerTo({ [form]: { [key]: "1" } }), "cannot tell");
        }
      });
    });
  }

  describe("Null", () => {
    for (const [key, isTrue, isFalse] of [
      ["aws:ResourceTag/none", "yes", "no"],
      ["aws:ResourceTag/app", "no", "yes"],
      ["aws:TokenIssueTime", "no", "yes"],
      ["aws:SourceVpce", "cannot tell", "cannot tell"],
    ] as const) {
      it(`of ${key}: ${isTrue}`, () => {
        assert.equal(answerTo({ Null: { [key]: "true" } }), isTrue);
        assert.equal(answerTo({ Null: { [key]: "false" } }), isFalse);
      });

      it(`of ${key} for any value never holds, for all values always`, () => {
        for (const value of ["true", "false"]) {
          assert.equal(answerTo({ "ForAnyValue:Null": { [key]: value } }), "no");
          assert.equal(answerTo({ "ForAllValues:Null": { [key]: value } }), "yes");
        }
      });
    }
  });

  it("compare nothing with a key that is there with an unknown value", () => {
    for (const operator of ["StringEquals", "StringNotLike", "ArnLike", "Bool", "StringEqualsIfExists"])
      assert.equal(answerTo({ [operator]: { "aws:TokenIssueTime": "*" } }), "cannot tell", operator);
  });

  const places = [
    ["StringEquals", "kms:ViaService", "ssm.eu-west-1.amazonaws.com", "yes", "cannot tell"],
    ["StringEquals", "kms:ViaService", "ec2.eu-west-1.amazonaws.com", "no", "no"],
    ["StringEquals", "kms:ViaService", "ssm.*.amazonaws.com", "no", "no"],
    ["StringEquals", "kms:ViaService", "ssm.?*.amazonaws.com", "no", "no"],
    ["StringEquals", "aws:RequestedRegion", "eu-west-1", "yes", "cannot tell"],
    ["StringEqualsIgnoreCase", "kms:ViaService", "SSM.eu-west-1.AmazonAWS.com", "yes", "cannot tell"],
    ["StringNotEquals", "kms:ViaService", "ssm.eu-west-1.amazonaws.com", "cannot tell", "cannot tell"],
    ["StringNotEquals", "kms:ViaService", "ec2.eu-west-1.amazonaws.com", "yes", "yes"],
    ["StringNotEquals", "kms:ViaService", "ssm.*.amazonaws.com", "yes", "yes"],
    ["StringLike", "kms:ViaService", "ssm.*.amazonaws.com", "yes", "yes"],
    ["StringLike", "kms:ViaService", "ssm.eu-*.amazonaws.com", "yes", "cannot tell"],
    ["StringLike", "kms:ViaService", "s3.*.amazonaws.com", "no", "no"],
    ["StringLike", "kms:ViaService", "${aws:username}.eu-*.amazonaws.com", "cannot tell", "cannot tell"],
    ["StringLike", "kms:ViaService", "${aws:username}.*.amazonaws.de", "no", "no"],
    ["StringNotLike", "kms:ViaService", "ssm.*.amazonaws.com", "no", "no"],
    ["StringNotLike", "kms:ViaService", "ssm.eu-*.amazonaws.com", "cannot tell", "cannot tell"],
    ["StringNotLike", "kms:ViaService", "s3.*.amazonaws.com", "yes", "yes"],
    [
      "StringEquals",
      "kms:EncryptionContext:PARAMETER_ARN",
      "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/url",
      "yes",
      "cannot tell",
    ],
    ["ArnLike", "kms:EncryptionContext:PARAMETER_ARN", "arn:*:ssm:*:*:parameter/shop/*", "yes", "yes"],
    [
      "ArnLike",
      "kms:EncryptionContext:PARAMETER_ARN",
      "arn:aws:ssm:eu-*:*:parameter/*",
      "yes",
      "cannot tell",
    ],
    ["ArnLike", "kms:EncryptionContext:PARAMETER_ARN", "arn:aws:ssm:*:9*:parameter/*", "no", "no"],
    [
      "ArnNotLike",
      "kms:EncryptionContext:PARAMETER_ARN",
      "arn:aws:ssm:eu-*:*:parameter/*",
      "cannot tell",
      "cannot tell",
    ],
    [
      "ArnEquals",
      "kms:EncryptionContext:SecretARN",
      "arn:aws:secretsmanager:*:*:secret:shop-??",
      "yes",
      "yes",
    ],
    ["ArnEquals", "kms:EncryptionContext:SecretARN", "arn:aws:secretsmanager:*:*:secret:shop-Ab", "no", "no"],
    ["Null", "kms:ViaService", "true", "no", "no"],
    ["Null", "kms:ViaService", "false", "yes", "yes"],
  ] as const;
  for (const [operator, key, value, forAllow, forDeny] of places) {
    it(`${operator} ${value}, where a place is open: ${forAllow} for an Allow, ${forDeny} for a Deny`, () => {
      assert.equal(answerTo({ [operator]: { [key]: value } }), forAllow);
      assert.equal(answerTo({ [operator]: { [key]: value } }, { Effect: "Deny" }), forDeny);
    });
  }

  it("take one value that fits certainly for one that fits in some place only", () => {
    const values = ["ssm.eu-west-1.amazonaws.com", "ssm.*.amazonaws.com"];
    assert.equal(answerTo({ StringLike: { "kms:ViaService": values } }, { Effect: "Deny" }), "yes");
    assert.equal(answerTo({ StringNotLike: { "kms:ViaService": values } }), "no");
  });

  for (const [name, condition, answer] of [
    ["hold where there are none", {}, "yes"],
    [
      "need all operators",
      { Bool: { "aws:SecureTransport": "true" }, Null: { "aws:SourceVpce": "true" } },
      "cannot tell",
    ],
    [
      "need all keys",
      {
        StringEquals: {
          "aws:ResourceTag/app": "shop",
          "aws:SourceVpce": "vpce-1",
          "aws:ResourceTag/none": "a",
        },
      },
      "no",
    ],
    ["take keys in any case", { StringEquals: { "AWS:resourceTAG/App": "shop" } }, "yes"],
    ["take Null of no value for neither", { Null: { "aws:ResourceTag/app": [] } }, "no"],
    ["take Null in any case", { Null: { "aws:ResourceTag/none": "TRUE" } }, "yes"],
    ["take Null of both values for either", { Null: { "aws:ResourceTag/none": ["false", "true"] } }, "yes"],
    ["do not know numbers", { NumericEquals: { "aws:ResourceTag/app": 1 } }, "cannot tell"],
    ["do not know Null with IfExists", { NullIfExists: { "aws:ResourceTag/none": "true" } }, "cannot tell"],
    [
      "do not know operators in other case",
      { stringequals: { "aws:ResourceTag/app": "shop" } },
      "cannot tell",
    ],
    [
      "do not know other set operators",
      { "ForSome:StringEquals": { "aws:ResourceTag/app": "shop" } },
      "cannot tell",
    ],
    ["do not know an empty operator", { "": { "aws:ResourceTag/app": "shop" } }, "cannot tell"],
    ["do not know IfExists alone", { IfExists: { "aws:ResourceTag/app": "shop" } }, "cannot tell"],
  ] as const) {
    it(`${name}: ${answer}`, () => {
      assert.equal(answerTo(condition), answer);
    });
  }

  it("take a variable for plain text in the older version", () => {
    const condition = { StringEquals: { "aws:ResourceTag/app": "${aws:ResourceTag/app}" } };
    assert.equal(answerTo(condition), "yes");
    const statement = { ...statementWith(condition), hasVariables: false };
    assert.equal(hold(statement, contextOf(known)), "no");
  });
});

describe("variables", () => {
  const exactly = (pattern: string) => ({ pattern, exact: true });
  const atMost = (pattern: string) => ({ pattern, exact: false });
  const context = contextOf({
    "aws:principaltag/app": "shop",
    "aws:principaltag/none": null,
    "aws:principaltag/two words": "both",
    "aws:requestedregion": "?*",
    "aws:tokenissuetime": present,
  });
  for (const [text, resolved] of [
    ["parameter/*", exactly("parameter/*")],
    ["$aws:PrincipalTag/app", exactly("$aws:PrincipalTag/app")],
    ["a/${aws:PrincipalTag/app}/*", exactly("a/shop/*")],
    ["${AWS:PRINCIPALTAG/APP}", exactly("shop")],
    ["${ aws:PrincipalTag/app }", atMost("*")],
    ["${ aws:PrincipalTag/none}", atMost("*")],
    ["${aws:PrincipalTag/none }", atMost("*")],
    ["${aws:PrincipalTag/\t}", atMost("*")],
    ["${aws:PrincipalTag/two words}", exactly("both")],
    ["${aws:PrincipalTag/${aws:PrincipalTag/app}}", atMost("*}")],
    ["${aws:TokenIssueTime}", atMost("*")],
    ["${aws:TokenIssueTime, 'never'}", atMost("*")],
    ["${aws:PrincipalTag/app}${aws:PrincipalTag/app}", exactly("shopshop")],
    ["a/${aws:username}/b", atMost("a/*/b")],
    ["${aws:PrincipalTag/app}/${aws:username}", atMost("shop/*")],
    ["a/${aws:RequestedRegion}", atMost("a/*")],
    ["a/${}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none}", undefined],
    ["${aws:username}/${aws:PrincipalTag/none}", undefined],
    ["a/${aws:PrincipalTag/none, 'all'}", exactly("a/all")],
    ["a/${aws:PrincipalTag/none,'all'}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none , 'all'}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none, 'all' }", atMost("a/*")],
    ["a/${aws:PrincipalTag/none,  'all'}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none, 'it's'}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none,}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none, 'one, two'}", exactly("a/one, two")],
    ["a/${aws:PrincipalTag/none, ''}", exactly("a/")],
    ["a/${aws:PrincipalTag/none, 'a*'}", atMost("a/*")],
    ["a/${aws:PrincipalTag/app, 'all'}", exactly("a/shop")],
    ["a/${aws:username, 'all'}", atMost("a/*")],
    ["a/${aws:PrincipalTag/none, all}", atMost("a/*")],
    ["a/${$}", exactly("a/$")],
    ["a/${$}{aws:PrincipalTag/app}", exactly("a/${aws:PrincipalTag/app}")],
    ["a/${*}/${?}", exactly("a/\uE001/\uE002")],
    ["a/${aws:PrincipalTag/app", exactly("a/${aws:PrincipalTag/app")],
  ] as const) {
    it(`make ${resolved ? JSON.stringify(resolved) : "nothing"} of ${text}`, () => {
      assert.deepEqual(resolveVariables(text, context, true), resolved);
    });
  }

  it("are plain text in the older version", () => {
    for (const text of ["a/${aws:PrincipalTag/app}", "a/${aws:PrincipalTag/none}", "a/${*}"]) {
      assert.deepEqual(resolveVariables(text, context, false), exactly(text));
    }
  });

  /** As long as IAM takes policies, and ten times that. */
  const [quota, longer] = [10_240, 102_400];
  for (const [name, makes] of [
    ["spaces", (length: number) => `\${${" ".repeat(length)}`],
    ["spaces in braces", (length: number) => `\${${" ".repeat(length)}}`],
    ["spaces before a comma", (length: number) => `\${a${" ".repeat(length)},${" ".repeat(length)}'b}`],
    ["quotes", (length: number) => `\${a, ${"'".repeat(length)}}`],
    ["beginnings", (length: number) => "${".repeat(length / 2)],
    ["variables", (length: number) => "${a}".repeat(length / 4)],
    ["dollar signs", (length: number) => "$".repeat(length)],
  ] as const) {
    it(`take time in proportion to their ${name}`, () => {
      const take = (length: number) => processorTimeOf(() => resolveVariables(makes(length), context, true));
      take(quota);
      assert.ok(take(quota) < 50, "at the quota");
      assert.ok(take(longer) < 500, "at ten times the quota");
    });
  }
});
