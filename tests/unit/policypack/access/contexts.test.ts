import assert from "node:assert/strict";
import { contextOf } from "../../../../policypack/access/contexts";
import { decide } from "../../../../policypack/iam/decisions";
import { allow, deny, everything, policy } from "../iam/cases";
import { numbered } from "../iam/requests";

const arns = {
  "a parameter": "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/url",
  "a secret": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf",
  "a key": "arn:aws:kms:eu-central-1:123456789012:key/1234abcd",
  "an object": "arn:aws:s3:::files/app.env",
} as const;

function contextFor(arn: string) {
  const action = `${arn.split(":")[2]}:AnyCall`;
  return contextOf({ action, role: undefined, arn, tagged: undefined, own: new Map() });
}

const absent = { kind: "absent" };
const present = { kind: "present" };
const no = { kind: "is", value: "false" };

describe("the context of a role's request", () => {
  for (const [what, arn] of Object.entries(arns)) {
    describe(`for ${what}`, () => {
      for (const [key, value] of [
        ["aws:username", absent],
        ["aws:federatedprovider", absent],
        ["aws:referer", absent],
        ["aws:multifactorauthage", absent],
        ["aws:principalservicename", absent],
        ["aws:principalservicenameslist", absent],
        ["aws:sourceaccount", absent],
        ["aws:sourcearn", absent],
        ["aws:sourceorgid", absent],
        ["aws:sourceorgpaths", absent],
        ["aws:tagkeys", absent],
        ["aws:requesttag/team", absent],
        ["aws:principalisawsservice", no],
        ["aws:tokenissuetime", present],
        ["aws:currenttime", present],
        ["aws:userid", present],
        ["aws:securetransport", { kind: "is", value: "true" }],
        ["aws:sourceip", undefined],
        ["aws:sourcevpce", undefined],
        ["aws:principalorgid", undefined],
        ["aws:multifactorauthpresent", undefined],
        ["constructor", undefined],
      ] as const) {
        it(`has of ${key} what AWS fixes`, () => {
          assert.deepEqual(contextFor(arn).get(key), value);
        });
      }
    });
  }

  for (const [what, isDirect] of [
    ["a parameter", true],
    ["an object", true],
    ["a secret", false],
    ["a key", false],
  ] as const) {
    it(`is ${isDirect ? "" : "perhaps not "}of a direct call for ${what}`, () => {
      const context = contextFor(arns[what]);
      assert.deepEqual(context.get("aws:viaawsservice"), isDirect ? no : undefined);
      for (const key of ["aws:calledvia", "aws:calledviafirst", "aws:calledvialast"])
        assert.deepEqual(context.get(key), isDirect ? absent : undefined);
    });
  }

  for (const [name, statement, answer] of [
    ["a path with a user's name", allow("*", "arn:aws:ssm:*:*:parameter/${aws:username}/*"), "no"],
    [
      "a path with a user's name or the shop's",
      allow("*", "arn:aws:ssm:*:*:parameter/${aws:username, 'shop'}/*"),
      "yes",
    ],
    ["services only", allow("*", "*", { Bool: { "aws:PrincipalIsAWSService": "true" } }), "no"],
    ["temporary credentials only", allow("*", "*", { Null: { "aws:TokenIssueTime": "false" } }), "yes"],
    [
      "recent tokens only",
      allow("*", "*", { DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01" } }),
      "cannot tell",
    ],
    ["recent logins only", allow("*", "*", { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }), "no"],
    [
      "recent logins or none",
      allow("*", "*", { NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }),
      "yes",
    ],
    [
      "calls on behalf of an account",
      allow("*", "*", { StringEquals: { "aws:SourceAccount": "123456789012" } }),
      "no",
    ],
    [
      "tags of the request, all of some",
      allow("*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }),
      "yes",
    ],
  ] as const) {
    it(`settles an Allow of ${name}: ${answer}`, () => {
      const request = {
        action: "ssm:GetParameters",
        resources: arns["a parameter"],
        scope: "all",
        except: [],
        context: contextFor(arns["a parameter"]),
      } as const;
      assert.equal(decide(numbered([policy(statement)]), request).answer, answer);
      const opposite = { yes: "no", no: "yes", "cannot tell": "cannot tell" } as const;
      const { Resource, Condition } = statement;
      const denied = numbered([policy(everything, deny("*", Resource, Condition))]);
      assert.equal(decide(denied, request).answer, opposite[answer]);
    });
  }
});
