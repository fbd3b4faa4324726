/** Policies and requests at random, of few texts, so that they often meet. */
import * as fc from "fast-check";
import type {
  PlainDocument as DocumentJson,
  PlainStatement as StatementJson,
  Texts,
} from "../../../support/plain/documents";
import { type Asked, type KnownKeys, present } from "./requests";

export type { DocumentJson, StatementJson, Texts };

const actionPatterns = fc.constantFrom("ssm:Get", "ssm:G*", "ssm:?et", "SSM:get", "*", "*", "ssm:Put");
export const regions = ["eu", "us"];
export const accounts = ["1", "2"];
const names = ["a", "b", "a/a", "a/b", "ab", "a-\uE000"];

export const placed = (
  region: fc.Arbitrary<string>,
  account: fc.Arbitrary<string>,
  name: fc.Arbitrary<string>,
) => fc.tuple(region, account, name).map(([r, a, n]) => `arn:aws:ssm:${r}:${a}:parameter/${n}`);
export const literalArns = placed(
  fc.constantFrom(...regions),
  fc.constantFrom(...accounts),
  fc.constantFrom(...names),
);
const namePatterns = fc.constantFrom(...names, "*", "*", "*", "a*", "?", "a/*", "*b", "?*", "*?*");
export const wholePatterns = placed(
  fc.constantFrom(...regions, "*", "*", "*", "e*"),
  fc.constantFrom(...accounts, "*", "*", "*", "?", ""),
  namePatterns,
);
export const oddPatterns = fc.oneof(
  fc.constantFrom(
    ...["*", "*/a", "arn:aws:ssm:*", "arn:aws:ssm:*:parameter/a*", "arn:aws-cn:ssm:*:*:*"],
    ...["arn:aws:ssm", "arn:aws:ssm:eu", "arn:aws:ssm:eu:1", "arn:aws:s3"],
  ),
  fc
    .array(fc.constantFrom("a", "/", ":", "*", "?", "arn:aws:ssm:eu:"), { maxLength: 5 })
    .map((p) => p.join("")),
);
const withVariable = placed(
  fc.constant("*"),
  fc.constant("*"),
  fc.constantFrom(
    "${aws:PrincipalTag/app}",
    "${aws:PrincipalTag/app}*",
    "a/${aws:PrincipalTag/app}",
    "${aws:PrincipalTag/app, 'b'}",
    "${aws:PrincipalTag/app}${*}",
  ),
);

const listed = (texts: fc.Arbitrary<string>) => fc.array(texts, { minLength: 1, maxLength: 3 });
const operators = fc
  .tuple(
    fc.constantFrom("", "", "", "ForAnyValue:", "ForAllValues:"),
    fc.constantFrom(
      ...[
        "StringEquals",
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "ArnLike",
        "ArnNotLike",
      ],
      ...["StringEqualsIgnoreCase", "Bool", "Null", "Null", "DateEquals", "NumericLessThan", "NotIpAddress"],
    ),
    fc.constantFrom("", "", "IfExists"),
  )
  .map((parts) => parts.join(""));
export const keys = ["aws:PrincipalTag/app", "aws:RequestedRegion", "aws:username"];
const conditions = fc.dictionary(
  operators,
  fc.dictionary(
    fc.constantFrom(...keys),
    listed(
      fc.constantFrom(
        ...["a", "eu", "true", "false", "e*", "*", "arn:aws:x:eu:1:a"],
        ...["${aws:PrincipalTag/app}", "${aws:username, 'a'}", "${ aws:username}"],
      ),
    ),
    { minKeys: 1, maxKeys: 2 },
  ),
  { minKeys: 1, maxKeys: 2 },
);
export const known: fc.Arbitrary<KnownKeys> = fc.dictionary(
  fc.constantFrom(...keys.map((key) => key.toLowerCase())),
  fc.constantFrom("a", "eu", "?*", "arn:aws:x:eu:1:a", null, present),
);

export function statements(
  resources: fc.Arbitrary<string>,
  condition: fc.Arbitrary<StatementJson["Condition"]>,
  effect: fc.Arbitrary<StatementJson["Effect"]> = fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
): fc.Arbitrary<StatementJson> {
  return fc
    .record({
      effect,
      actions: listed(actionPatterns),
      notActions: fc.nat(9),
      resources: listed(resources),
      notResources: fc.nat(4),
      condition,
    })
    .map((made) => ({
      Effect: made.effect,
      [made.notActions === 0 ? "NotAction" : "Action"]: made.actions,
      [made.notResources === 0 ? "NotResource" : "Resource"]: made.resources,
      ...(made.condition && { Condition: made.condition }),
    }));
}

export const anyPattern = fc.oneof(wholePatterns, wholePatterns, oddPatterns, withVariable);
export const anyCondition = fc.option(conditions, { nil: undefined, freq: 2 });
export const documentsOf = (statement: fc.Arbitrary<StatementJson>): fc.Arbitrary<DocumentJson[]> =>
  fc.array(
    fc.record({
      Version: fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17"),
      Statement: fc.array(statement, { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 3, size: "max" },
  );
export const anyDocuments = documentsOf(statements(anyPattern, anyCondition));

export const anyRequest: fc.Arbitrary<Asked> = fc.record({
  action: fc.constantFrom("ssm:Get", "ssm:Put"),
  resources: fc.oneof(
    literalArns,
    placed(
      fc.constantFrom(...regions, "?*"),
      fc.constantFrom(...accounts, "?*"),
      fc.constantFrom(...names, "?*", "a?*", "?*b"),
    ),
  ),
  scope: fc.constantFrom("some", "all"),
  except: fc.constantFrom<readonly string[]>([], ["arn:*:ssm:*:*:parameter/a/*"]),
  known,
});
