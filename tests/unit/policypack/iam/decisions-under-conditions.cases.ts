/**
 * Cases of variables and conditions
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
 */

import type { Answer } from "../../../../policypack/iam/answers";
import {
  allow,
  allowElsewhere,
  anyParameter,
  type CaseGroup,
  chosen,
  type DecisionCase,
  databaseUrl,
  deny,
  denyElsewhere,
  everything,
  ofVersion,
  oneParameter,
  other,
  type PolicyStatement,
  policy,
  secret,
  shop,
} from "./cases";
import type { Asked, KnownKeys } from "./requests";

const shopTag = { "aws:principaltag/app": "shop" };
const withoutTag = { "aws:principaltag/app": null };
const tagged = "arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}/*";

const variables: CaseGroup = {
  about: "variables in resources",
  asked: oneParameter,
  cases: [
    {
      it: "of the value that fits",
      asked: { known: shopTag },
      documents: [policy(allow("ssm:*", tagged))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of another value",
      asked: { known: { "aws:principaltag/app": "other" } },
      documents: [policy(allow("ssm:*", tagged))],
      answer: "no",
    },
    {
      it: "in other case",
      asked: { known: shopTag },
      documents: [policy(allow("ssm:*", tagged.replace("aws:PrincipalTag/app", "AWS:principaltag/App")))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of an unknown value",
      documents: [policy(allow("ssm:*", tagged))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "of an unknown value, where what is around it does not fit",
      documents: [policy(allow("ssm:*", `${tagged}/password`))],
      answer: "no",
    },
    {
      it: "of an unknown value, beside a pattern that fits",
      documents: [policy(allow("ssm:*", [tagged, shop]))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of a value that is open",
      asked: { known: { "aws:requestedregion": "?*" } },
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter/${aws:RequestedRegion}/*"))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "of which one is known and does not fit",
      asked: { known: shopTag },
      documents: [
        policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}/${aws:PrincipalTag/app}")),
      ],
      answer: "no",
    },
    {
      it: "without a value match nothing",
      asked: { known: withoutTag },
      documents: [policy(allow("ssm:*", tagged))],
      answer: "no",
    },
    {
      it: "without a value deny nothing",
      asked: { known: withoutTag },
      documents: [policy(everything, deny("ssm:*", tagged))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "without a value are excluded from nothing",
      asked: { known: withoutTag },
      documents: [policy(allowElsewhere(tagged))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "without a value save nothing from a denial",
      asked: { known: withoutTag },
      documents: [policy(everything, denyElsewhere(tagged))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "with a default in the place of no value",
      asked: { known: withoutTag },
      documents: [policy(allow("ssm:*", tagged.replace("/app}", "/app, 'shop'}")))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "with a default that does not fit",
      asked: { known: withoutTag },
      documents: [policy(allow("ssm:*", tagged.replace("/app}", "/app, 'other'}")))],
      answer: "no",
    },
    {
      it: "with a default that is not needed",
      asked: { known: shopTag },
      documents: [policy(allow("ssm:*", tagged.replace("/app}", "/app, 'other'}")))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "with a default and an unknown value",
      documents: [policy(allow("ssm:*", tagged.replace("/app}", "/app, 'shop'}")))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "in a denial, of the value that fits",
      asked: { known: shopTag },
      documents: [policy(everything, deny("ssm:*", tagged))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "in a denial, of an unknown value",
      documents: [policy(everything, deny("ssm:*", tagged))],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "in a denial of all but the value that fits",
      asked: { known: shopTag },
      documents: [policy(everything, denyElsewhere(tagged))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "in a denial of all but an unknown value",
      documents: [policy(everything, denyElsewhere(tagged))],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "in all but an unknown value",
      documents: [policy(allowElsewhere(tagged))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "of an unknown value, where any parameter is enough",
      asked: anyParameter,
      documents: [policy(allow("ssm:*", tagged))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "of an unknown value, denied where any parameter is enough",
      asked: anyParameter,
      documents: [policy(everything, deny("ssm:*", tagged))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of an unknown value, where it cannot matter",
      asked: anyParameter,
      documents: [policy(allow("ssm:*", "arn:aws:s3:::${aws:PrincipalTag/app}"))],
      answer: "no",
    },
    ...[undefined, "2008-10-17"].flatMap((version): DecisionCase[] => {
      const document = version === undefined ? "a document without a version" : "the older version";
      return [
        {
          it: `are plain text in ${document}`,
          asked: { known: shopTag },
          documents: [ofVersion(version, allow("ssm:*", tagged))],
          answer: "no",
        },
        {
          it: `that are plain text in ${document} deny nothing`,
          asked: { known: shopTag },
          documents: [policy(everything), ofVersion(version, deny("ssm:*", tagged))],
          answer: "yes",
          by: [1, 1],
        },
      ];
    }),
    {
      it: "are no matter to wildcards in the older version",
      documents: [ofVersion("2008-10-17", allow("ssm:Get*", shop))],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

const object: Asked = { action: "s3:GetObject", resources: "arn:aws:s3:::files/$shop/app.env", scope: "all" };

const escapes: CaseGroup = {
  about: "escaped characters",
  asked: object,
  cases: [
    {
      it: "a dollar sign is itself",
      documents: [policy(allow("s3:*", "arn:aws:s3:::files/${$}shop/*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a dollar sign is nothing else",
      asked: { resources: "arn:aws:s3:::files/shop/app.env" },
      documents: [policy(allow("s3:*", "arn:aws:s3:::files/${$}shop/*"))],
      answer: "no",
    },
    {
      it: "a dollar sign before braces makes no variable",
      asked: { resources: "arn:aws:s3:::files/${aws:PrincipalTag/app}/app.env", known: shopTag },
      documents: [policy(allow("s3:*", "arn:aws:s3:::files/${$}{aws:PrincipalTag/app}/*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a star is no wildcard",
      documents: [policy(allow("s3:*", "arn:aws:s3:::files/${*}"))],
      answer: "no",
    },
    {
      it: "a star is no wildcard for one character",
      documents: [policy(allow("s3:*", "arn:aws:s3:::files/${*}shop/app.env"))],
      answer: "no",
    },
    {
      it: "a question mark is no wildcard",
      documents: [policy(allow("s3:*", "arn:aws:s3:::files/${?}shop/app.env"))],
      answer: "no",
    },
    {
      it: "a question mark in a denial is no wildcard",
      documents: [policy(everything, deny("s3:*", "arn:aws:s3:::files/${?}shop/app.env"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a star in a denial of all but it is no wildcard",
      documents: [policy(everything, denyElsewhere("arn:aws:s3:::files/${*}shop/app.env"))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "a star beside wildcards",
      documents: [policy(allow("s3:*", ["arn:aws:s3:::${*}/*", "arn:aws:s3:::*/app.env"]))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a star in the older version is a wildcard among braces",
      asked: { resources: "arn:aws:s3:::files/${shop}" },
      documents: [ofVersion("2008-10-17", allow("s3:*", "arn:aws:s3:::files/${*}"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a dollar sign where any parameter is enough",
      asked: anyParameter,
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter/${$}/*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a star in a denial where any parameter is enough",
      asked: anyParameter,
      documents: [policy(allow("ssm:*", shop), deny("ssm:*", "arn:aws:ssm:*:*:parameter/${*}"))],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

const role = "arn:aws:iam::123456789012:role/shop/execution";
const known: KnownKeys = {
  "aws:securetransport": "true",
  "aws:requestedregion": "eu-central-1",
  "aws:principalarn": role,
  "aws:principalaccount": "123456789012",
  "aws:principaltag/app": "shop",
  "aws:principaltag/team": null,
  "aws:resourcetag/app": "shop",
  "aws:resourcetag/stage": "Production",
  "aws:resourcetag/team": null,
};

/** Rows of one statement that allows everything under a condition. */
function under(
  rows: readonly (readonly [it: string, condition: PolicyStatement, answer: Answer])[],
): DecisionCase[] {
  return rows.map(([it, condition, answer]) => ({
    it,
    documents: [policy(allow("*", "*", condition))],
    answer,
    ...(answer !== "no" && { by: [1, 1] }),
  }));
}

const conditions: CaseGroup = {
  about: "conditions",
  asked: { ...oneParameter, known },
  cases: [
    ...under([
      ["of none", {}, "yes"],
      ["of an operator without keys", { StringEquals: {} }, "yes"],
      ["of a key that is not known", { StringEquals: { "aws:SourceVpce": "vpce-1" } }, "cannot tell"],
      ["StringEquals of the value", { StringEquals: { "aws:RequestedRegion": "eu-central-1" } }, "yes"],
      ["StringEquals of another value", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, "no"],
      [
        "StringEquals of one of several values",
        { StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-central-1"] } },
        "yes",
      ],
      ["StringEquals of no values", { StringEquals: { "aws:RequestedRegion": [] } }, "no"],
      ["StringEquals in other case", { StringEquals: { "aws:ResourceTag/stage": "production" } }, "no"],
      ["StringEquals of a star", { StringEquals: { "aws:RequestedRegion": "*" } }, "no"],
      ["StringEquals of a number", { StringEquals: { "aws:PrincipalAccount": 123456789012 } }, "yes"],
      ["StringEquals of an absent key", { StringEquals: { "aws:ResourceTag/team": "shop" } }, "no"],
      ["a key in other case", { StringEquals: { "AWS:REQUESTEDREGION": "eu-central-1" } }, "yes"],
      ["a tag in other case", { StringEquals: { "aws:resourceTag/APP": "shop" } }, "yes"],
      ["StringNotEquals of the value", { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } }, "no"],
      [
        "StringNotEquals of another value",
        { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } },
        "yes",
      ],
      [
        "StringNotEquals of several values, with the value among them",
        { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-central-1"] } },
        "no",
      ],
      ["StringNotEquals of an absent key", { StringNotEquals: { "aws:ResourceTag/team": "shop" } }, "yes"],
      [
        "StringEqualsIgnoreCase in other case",
        { StringEqualsIgnoreCase: { "aws:ResourceTag/stage": "PRODUCTION" } },
        "yes",
      ],
      [
        "StringEqualsIgnoreCase of another value",
        { StringEqualsIgnoreCase: { "aws:ResourceTag/stage": "staging" } },
        "no",
      ],
      [
        "StringNotEqualsIgnoreCase in other case",
        { StringNotEqualsIgnoreCase: { "aws:ResourceTag/stage": "PRODUCTION" } },
        "no",
      ],
      [
        "StringNotEqualsIgnoreCase of another value",
        { StringNotEqualsIgnoreCase: { "aws:ResourceTag/stage": "staging" } },
        "yes",
      ],
      ["StringLike of a pattern", { StringLike: { "aws:RequestedRegion": "eu-*-?" } }, "yes"],
      ["StringLike of another pattern", { StringLike: { "aws:RequestedRegion": "eu-*-??" } }, "no"],
      ["StringLike in other case", { StringLike: { "aws:ResourceTag/stage": "prod*" } }, "no"],
      ["StringLike of an escaped star", { StringLike: { "aws:RequestedRegion": "eu-${*}" } }, "no"],
      ["StringLike of an absent key, by a star", { StringLike: { "aws:ResourceTag/team": "*" } }, "no"],
      ["StringNotLike of a pattern", { StringNotLike: { "aws:RequestedRegion": "eu-*" } }, "no"],
      ["StringNotLike of another pattern", { StringNotLike: { "aws:RequestedRegion": "us-*" } }, "yes"],
      [
        "StringNotLike of an absent key, by a star",
        { StringNotLike: { "aws:ResourceTag/team": "*" } },
        "yes",
      ],
      ["ArnEquals of the ARN", { ArnEquals: { "aws:PrincipalArn": role } }, "yes"],
      ["ArnEquals of a pattern", { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/shop/*" } }, "yes"],
      [
        "ArnLike of another pattern",
        { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/other/*" } },
        "no",
      ],
      [
        "ArnLike of a star that would have to cross a colon",
        { ArnLike: { "aws:PrincipalArn": "arn:*:123456789012:role:*:execution" } },
        "no",
      ],
      [
        "ArnLike of too few segments, where a star would cross a colon",
        { ArnLike: { "aws:PrincipalArn": "arn:aws:iam:*:role/shop/execution" } },
        "cannot tell",
      ],
      [
        "ArnLike of too few segments that match in no way",
        { ArnLike: { "aws:PrincipalArn": "arn:aws:iam:*:role/other" } },
        "no",
      ],
      ["ArnNotEquals of the ARN", { ArnNotEquals: { "aws:PrincipalArn": role } }, "no"],
      ["ArnNotEquals of another", { ArnNotEquals: { "aws:PrincipalArn": `${role}-2` } }, "yes"],
      ["ArnNotLike of a pattern", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }, "no"],
      [
        "ArnNotLike of another pattern",
        { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } },
        "yes",
      ],
      ["Bool of the value", { Bool: { "aws:SecureTransport": "true" } }, "yes"],
      ["Bool of the value without quotes", { Bool: { "aws:SecureTransport": true } }, "yes"],
      ["Bool in other case", { Bool: { "aws:SecureTransport": "True" } }, "yes"],
      ["Bool of the opposite", { Bool: { "aws:SecureTransport": "false" } }, "no"],
      ["Bool of an absent key", { Bool: { "aws:ResourceTag/team": "false" } }, "no"],
      ["Null of a key that is there", { Null: { "aws:ResourceTag/app": "true" } }, "no"],
      ["not Null of a key that is there", { Null: { "aws:ResourceTag/app": false } }, "yes"],
      ["Null of an absent key", { Null: { "aws:ResourceTag/team": "true" } }, "yes"],
      ["not Null of an absent key", { Null: { "aws:ResourceTag/team": "false" } }, "no"],
      ["Null of a key that is not known", { Null: { "aws:SourceVpce": "true" } }, "cannot tell"],
      ["IfExists of the value", { StringEqualsIfExists: { "aws:ResourceTag/app": "shop" } }, "yes"],
      ["IfExists of another value", { StringEqualsIfExists: { "aws:ResourceTag/app": "other" } }, "no"],
      ["IfExists of an absent key", { StringEqualsIfExists: { "aws:ResourceTag/team": "shop" } }, "yes"],
      ["Bool IfExists of an absent key", { BoolIfExists: { "aws:ResourceTag/team": "true" } }, "yes"],
      [
        "a negated IfExists of an absent key",
        { StringNotEqualsIfExists: { "aws:ResourceTag/team": "shop" } },
        "yes",
      ],
      [
        "IfExists of a key that is not known",
        { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } },
        "cannot tell",
      ],
      ["ForAnyValue of the value", { "ForAnyValue:StringEquals": { "aws:ResourceTag/app": "shop" } }, "yes"],
      ["ForAnyValue of another value", { "ForAnyValue:StringLike": { "aws:ResourceTag/app": "o*" } }, "no"],
      ["ForAnyValue of an absent key", { "ForAnyValue:StringEquals": { "aws:ResourceTag/team": "a" } }, "no"],
      [
        "a negated ForAnyValue of an absent key",
        { "ForAnyValue:StringNotEquals": { "aws:ResourceTag/team": "a" } },
        "no",
      ],
      [
        "ForAnyValue with IfExists of an absent key, of which AWS says two things",
        { "ForAnyValue:StringEqualsIfExists": { "aws:ResourceTag/team": "a" } },
        "cannot tell",
      ],
      [
        "ForAnyValue of a key that is not known",
        { "ForAnyValue:StringEquals": { "aws:CalledVia": "ssm.amazonaws.com" } },
        "cannot tell",
      ],
      [
        "ForAllValues of the value",
        { "ForAllValues:StringEquals": { "aws:ResourceTag/app": "shop" } },
        "yes",
      ],
      [
        "ForAllValues of another value",
        { "ForAllValues:StringEquals": { "aws:ResourceTag/app": "a" } },
        "no",
      ],
      [
        "ForAllValues of an absent key",
        { "ForAllValues:StringEquals": { "aws:ResourceTag/team": "a" } },
        "yes",
      ],
      ["numbers", { NumericLessThan: { "aws:PrincipalAccount": "200000000000" } }, "cannot tell"],
      ["dates", { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }, "cannot tell"],
      ["addresses", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "cannot tell"],
      ["negated addresses", { NotIpAddress: { "aws:RequestedRegion": "10.0.0.0/8" } }, "cannot tell"],
      ["bytes", { BinaryEquals: { "aws:RequestedRegion": "ZXUtY2VudHJhbC0x" } }, "cannot tell"],
      ["an operator that does not exist", { StringContains: { "aws:RequestedRegion": "eu" } }, "cannot tell"],
      [
        "an operator that every object inherits",
        { constructor: { "aws:RequestedRegion": "eu-central-1" } },
        "cannot tell",
      ],
      [
        "of two operators, one of which does not hold",
        {
          StringEquals: { "aws:RequestedRegion": "eu-central-1" },
          Bool: { "aws:SecureTransport": "false" },
        },
        "no",
      ],
      [
        "of two keys, one of which is not known",
        { StringEquals: { "aws:RequestedRegion": "eu-central-1", "aws:SourceVpce": "vpce-1" } },
        "cannot tell",
      ],
      [
        "of two keys, one of which is not known and the other does not hold",
        { StringEquals: { "aws:SourceVpce": "vpce-1", "aws:RequestedRegion": "us-east-1" } },
        "no",
      ],
      [
        "a variable of the same value",
        { StringEquals: { "aws:ResourceTag/app": "${aws:PrincipalTag/app}" } },
        "yes",
      ],
      [
        "a variable of another value",
        { StringEquals: { "aws:ResourceTag/stage": "${aws:PrincipalTag/app}" } },
        "no",
      ],
      [
        "a variable of another value, negated",
        { StringNotEquals: { "aws:ResourceTag/stage": "${aws:PrincipalTag/app}" } },
        "yes",
      ],
      [
        "a variable of an unknown value",
        { StringEquals: { "aws:ResourceTag/app": "${aws:username}" } },
        "cannot tell",
      ],
      [
        "a variable of an unknown value, negated",
        { StringNotLike: { "aws:ResourceTag/app": "${aws:username}*" } },
        "cannot tell",
      ],
      [
        "a variable of an unknown value, in a text that cannot fit",
        { StringEquals: { "aws:ResourceTag/app": "team-${aws:username}" } },
        "no",
      ],
      [
        "a variable without a value",
        { StringLike: { "aws:ResourceTag/app": "${aws:PrincipalTag/team}*" } },
        "no",
      ],
      [
        "a variable without a value, negated",
        { StringNotLike: { "aws:ResourceTag/app": "${aws:PrincipalTag/team}*" } },
        "yes",
      ],
      [
        "a variable without a value and with a default",
        { StringLike: { "aws:ResourceTag/app": "${aws:PrincipalTag/team, 'sh'}*" } },
        "yes",
      ],
    ]),
    {
      it: "a variable in a condition of the older version",
      documents: [
        ofVersion(
          "2008-10-17",
          allow("*", "*", { StringEquals: { "aws:ResourceTag/app": "${aws:PrincipalTag/app}" } }),
        ),
      ],
      answer: "no",
    },
    {
      it: "on another action",
      documents: [policy(allow("s3:*", "*", { StringEquals: { "aws:SourceVpce": "vpce-1" } }))],
      answer: "no",
    },
    {
      it: "that does not hold, beside a statement without one",
      documents: [
        policy(allow("*", "*", { Bool: { "aws:SecureTransport": "false" } }), allow("ssm:*", shop)),
      ],
      answer: "yes",
      by: [1, 2],
    },
  ],
};

const conditionalDenials: CaseGroup = {
  about: "conditions of denials",
  asked: { ...oneParameter, known },
  cases: [
    {
      it: "of requests without TLS",
      documents: [policy(everything, deny("*", "*", { Bool: { "aws:SecureTransport": "false" } }))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of requests without TLS, where that is not known",
      asked: { known: {} },
      documents: [policy(everything, deny("*", "*", { Bool: { "aws:SecureTransport": "false" } }))],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "that hold",
      documents: [
        policy(everything, deny("*", "*", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } })),
      ],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of roles that are not listed",
      documents: [policy(everything, deny("*", "*", { ArnNotLike: { "aws:PrincipalArn": [`${role}*`] } }))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of what has no tag",
      documents: [policy(everything, deny("*", "*", { Null: { "aws:ResourceTag/team": "true" } }))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of what has another tag or none",
      documents: [
        policy(everything, deny("*", "*", { StringNotEqualsIfExists: { "aws:ResourceTag/team": "shop" } })),
      ],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of keys that are not known",
      documents: [policy(everything, deny("*", "*", { StringEquals: { "aws:SourceVpce": "vpce-1" } }))],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "of keys that are not known, on other resources",
      documents: [policy(everything, deny("*", other, { StringEquals: { "aws:SourceVpce": "vpce-1" } }))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of keys that are not known, beside a denial without a condition",
      documents: [
        policy(
          everything,
          deny("*", "*", { StringEquals: { "aws:SourceVpce": "vpce-1" } }),
          deny("ssm:*", shop),
        ),
      ],
      answer: "no",
      deniedBy: [1, 3],
    },
    {
      it: "that hold, in another document than a condition that is not known",
      documents: [
        policy(allow("*", "*", { StringEquals: { "aws:SourceVpce": "vpce-1" } })),
        policy(deny("*", "*", { Bool: { "aws:SecureTransport": "true" } })),
      ],
      answer: "no",
      deniedBy: [2, 1],
    },
    {
      it: "on a part, where any parameter is enough",
      asked: anyParameter,
      documents: [policy(everything, deny("*", other, { StringEquals: { "aws:SourceVpce": "vpce-1" } }))],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

const via = (service: string, region: string) => ({ "kms:ViaService": `${service}.${region}.amazonaws.com` });
const openKey = "arn:aws:kms:?*:?*:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const openKeys: CaseGroup = {
  about: "conditions on a Region that is open",
  asked: {
    action: "kms:Decrypt",
    resources: openKey,
    scope: "all",
    known: {
      "aws:requestedregion": "?*",
      "kms:viaservice": "ssm.?*.amazonaws.com",
      "kms:encryptioncontext:parameter_arn": "arn:aws:ssm:?*:?*:parameter/shop/DATABASE_URL",
      "kms:encryptioncontext:secretarn": secret(`shop-db-${chosen(6)}`, "?*:?*"),
    },
  },
  cases: [
    ...under([
      ["by the service in some Region", { StringEquals: via("ssm", "eu-central-1") }, "yes"],
      ["by another service", { StringEquals: via("secretsmanager", "eu-central-1") }, "no"],
      ["by the service in any Region", { StringLike: via("ssm", "*") }, "yes"],
      ["by the service in some Regions", { StringLike: via("ssm", "eu-*") }, "yes"],
      ["by any service", { StringLike: { "kms:ViaService": "*" } }, "yes"],
      ["by another service in any Region", { StringLike: via("secretsmanager", "*") }, "no"],
      ["by a star where no pattern may stand", { StringEquals: via("ssm", "*") }, "no"],
      ["not by the service in some Region", { StringNotEquals: via("ssm", "eu-central-1") }, "cannot tell"],
      ["not by the service in any Region", { StringNotLike: via("ssm", "*") }, "no"],
      ["not by another service", { StringNotEquals: via("secretsmanager", "eu-central-1") }, "yes"],
      [
        "by one of two services",
        {
          StringEquals: {
            "kms:ViaService": ["ec2.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com"],
          },
        },
        "yes",
      ],
      ["in some Region", { StringEqualsIgnoreCase: { "aws:RequestedRegion": "EU-central-1" } }, "yes"],
      [
        "in some Region or in one that is not known",
        { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "${aws:PrincipalTag/region}"] } },
        "yes",
      ],
      [
        "in a Region that is not known or in some",
        { StringEquals: { "aws:RequestedRegion": ["${aws:PrincipalTag/region}", "eu-central-1"] } },
        "yes",
      ],
      [
        "for the parameter, in some place",
        { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": databaseUrl } },
        "yes",
      ],
      [
        "for another parameter",
        { StringEquals: { "kms:EncryptionContext:PARAMETER_ARN": `${databaseUrl}_2` } },
        "no",
      ],
      [
        "for parameters of a path, in some place",
        { ArnLike: { "kms:EncryptionContext:PARAMETER_ARN": shop } },
        "yes",
      ],
      ["for parameters of another path", { ArnLike: { "kms:EncryptionContext:PARAMETER_ARN": other } }, "no"],
      [
        "for secrets, by a star that would have to cross a colon",
        { ArnLike: { "kms:EncryptionContext:SecretARN": "arn:aws:secretsmanager:*:secret:shop-*" } },
        "no",
      ],
      [
        "for secrets, by a star that crosses a colon",
        { StringLike: { "kms:EncryptionContext:SecretARN": "arn:aws:secretsmanager:*:secret:shop-*" } },
        "yes",
      ],
    ]),
    {
      it: "a denial by the service in some Region",
      documents: [policy(everything, deny("kms:*", "*", { StringEquals: via("ssm", "us-east-1") }))],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "a denial by the service in any Region",
      documents: [policy(everything, deny("kms:*", "*", { StringLike: via("ssm", "*") }))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "a denial by another service",
      documents: [policy(everything, deny("kms:*", "*", { StringLike: via("ec2", "*") }))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a denial in all but some Regions",
      documents: [
        policy(everything, deny("*", "*", { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } })),
      ],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "a denial of all but the service",
      documents: [policy(everything, deny("kms:*", "*", { StringNotLike: via("ssm", "*") }))],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

export const conditionCases: readonly CaseGroup[] = [
  variables,
  escapes,
  conditions,
  conditionalDenials,
  openKeys,
];
