import assert from "node:assert/strict";
import { type Answer, decideSome, type Request } from "../../../../policypack/iam/decisions";
import { DocumentError, readDocument } from "../../../../policypack/iam/documents";

type Statement = Readonly<Record<string, unknown>>;

const parameters = "arn:aws:ssm:*:*:parameter/*";
const shop = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/*";
const other = "arn:aws:ssm:eu-central-1:123456789012:parameter/other/*";
const bucket = "arn:aws:s3:::files/*";

/** Any parameter but those that AWS publishes: what the policies of this pack ask. */
const anyParameter: Request = {
  action: "ssm:GetParameters",
  resources: "arn:*:ssm:*:*:parameter/*",
  except: ["arn:*:ssm:*:*:parameter/aws/*"],
};
/** One parameter. */
const oneParameter: Request = {
  action: "ssm:GetParameters",
  resources: "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/DATABASE_URL",
  except: [],
};

const allow = (Action: unknown, Resource: unknown, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown, more: Statement = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
const allowOthers = (NotAction: unknown, Resource: unknown = "*"): Statement => ({
  Effect: "Allow",
  NotAction,
  Resource,
});
const allowElsewhere = (NotResource: unknown): Statement => ({
  Effect: "Allow",
  Action: "ssm:*",
  NotResource,
});
const denyElsewhere = (NotResource: unknown): Statement => ({ Effect: "Deny", Action: "ssm:*", NotResource });
const restricted = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };

interface Row {
  readonly it: string;
  readonly statements: readonly Statement[];
  readonly request?: Request;
  readonly answer: Answer;
  /** The statement that decides, counted from 1; none where nothing allows. */
  readonly by?: number;
}

const rows: readonly Row[] = [
  // Actions
  { it: "nothing allows nothing", statements: [], answer: "no" },
  { it: "the action itself", statements: [allow("ssm:GetParameters", "*")], answer: "yes", by: 1 },
  { it: "the singular is another action", statements: [allow("ssm:GetParameter", "*")], answer: "no" },
  {
    it: "the reads by path are another action",
    statements: [allow("ssm:GetParametersByPath", "*")],
    answer: "no",
  },
  { it: "a star at the end", statements: [allow("ssm:GetParameter*", "*")], answer: "yes", by: 1 },
  { it: "a question mark", statements: [allow("ssm:GetParameter?", "*")], answer: "yes", by: 1 },
  { it: "a star in the middle", statements: [allow("ssm:*Parameters", "*")], answer: "yes", by: 1 },
  { it: "a star alone", statements: [allow("*", "*")], answer: "yes", by: 1 },
  { it: "a star for the service", statements: [allow("*:GetParameters", "*")], answer: "yes", by: 1 },
  { it: "a service whose name begins alike", statements: [allow("ssmmessages:*", "*")], answer: "no" },
  { it: "actions without case", statements: [allow("SSM:gETpARAMETERS", "*")], answer: "yes", by: 1 },
  { it: "one of several actions", statements: [allow(["s3:*", "ssm:Get*"], "*")], answer: "yes", by: 1 },
  { it: "an empty list of actions", statements: [allow([], "*")], answer: "no" },
  { it: "all but other actions", statements: [allowOthers("iam:*")], answer: "yes", by: 1 },
  { it: "all but this action", statements: [allowOthers(["iam:*", "ssm:GetParameters"])], answer: "no" },
  { it: "all but this action, in another case", statements: [allowOthers("SSM:*")], answer: "no" },
  // Resources
  { it: "a pattern of parameters", statements: [allow("ssm:*", parameters)], answer: "yes", by: 1 },
  { it: "parameters of one path", statements: [allow("ssm:*", shop)], answer: "yes", by: 1 },
  {
    it: "another partition",
    statements: [allow("ssm:*", "arn:aws-cn:ssm:*:*:parameter/*")],
    answer: "yes",
    by: 1,
  },
  { it: "all of Systems Manager", statements: [allow("ssm:*", "arn:aws:ssm:*")], answer: "yes", by: 1 },
  {
    it: "a star for several parts",
    statements: [allow("ssm:*", "arn:aws:ssm:*:parameter/*")],
    answer: "yes",
    by: 1,
  },
  {
    it: "a pattern without a slash",
    statements: [allow("ssm:*", "arn:aws:ssm:*:*:parameter*")],
    answer: "yes",
    by: 1,
  },
  { it: "no slash, no parameter", statements: [allow("ssm:*", "arn:aws:ssm:*:*:parameter")], answer: "no" },
  {
    it: "another resource of Systems Manager",
    statements: [allow("ssm:*", "arn:aws:ssm:*:*:document/*")],
    answer: "no",
  },
  { it: "resources with case", statements: [allow("ssm:*", "arn:aws:ssm:*:*:Parameter/*")], answer: "no" },
  { it: "another service's resources", statements: [allow("ssm:*", bucket)], answer: "no" },
  { it: "one of several resources", statements: [allow("ssm:*", [bucket, shop])], answer: "yes", by: 1 },
  {
    it: "only what does not count",
    statements: [allow("ssm:*", "arn:aws:ssm:*::parameter/aws/*")],
    answer: "no",
  },
  {
    it: "what does not count, and more",
    statements: [allow("ssm:*", ["arn:aws:ssm:*::parameter/aws/*", shop])],
    answer: "yes",
    by: 1,
  },
  {
    it: "a name that only begins like what does not count",
    statements: [allow("ssm:*", "arn:aws:ssm:*:*:parameter/aws-shop")],
    answer: "yes",
    by: 1,
  },
  {
    it: "the one parameter",
    request: oneParameter,
    statements: [allow("ssm:*", oneParameter.resources)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a pattern around the one parameter",
    request: oneParameter,
    statements: [allow("ssm:*", shop)],
    answer: "yes",
    by: 1,
  },
  {
    it: "another path than the one parameter's",
    request: oneParameter,
    statements: [allow("ssm:*", other)],
    answer: "no",
  },
  {
    it: "another Region than the one parameter's",
    request: oneParameter,
    statements: [allow("ssm:*", shop.replace("eu-central-1", "us-east-1"))],
    answer: "no",
  },
  {
    it: "another account than the one parameter's",
    request: oneParameter,
    statements: [allow("ssm:*", shop.replace("123456789012", "999999999999"))],
    answer: "no",
  },
  {
    it: "a doubled slash",
    request: oneParameter,
    statements: [allow("ssm:*", shop.replace("/shop", "//shop"))],
    answer: "no",
  },
  { it: "all but other resources", statements: [allowElsewhere(bucket)], answer: "yes", by: 1 },
  { it: "all but some parameters", statements: [allowElsewhere(other)], answer: "yes", by: 1 },
  { it: "all but all resources", statements: [allowElsewhere("*")], answer: "no" },
  { it: "all but the parameters", statements: [allowElsewhere("arn:*:ssm:*:*:parameter/*")], answer: "no" },
  {
    it: "all but the parameters of AWS's commercial partition",
    statements: [allowElsewhere(parameters)],
    answer: "no",
  },
  {
    it: "all but the one parameter",
    request: oneParameter,
    statements: [allowElsewhere(shop)],
    answer: "no",
  },
  // Statements
  { it: "a second statement", statements: [allow("s3:*", "*"), allow("ssm:*", "*")], answer: "yes", by: 2 },
  {
    it: "the first of two that allow",
    statements: [allow("ssm:*", "*"), allow("*", "*")],
    answer: "yes",
    by: 1,
  },
  {
    it: "action and resource of two statements",
    statements: [allow("ssm:*", bucket), allow("s3:*", shop)],
    answer: "no",
  },
  // Denials
  { it: "a denial of all", statements: [allow("*", "*"), deny("*", "*")], answer: "no" },
  { it: "a denial that comes first", statements: [deny("ssm:*", "*"), allow("*", "*")], answer: "no" },
  {
    it: "a denial of the same pattern",
    statements: [allow("ssm:*", shop), deny("ssm:*", shop)],
    answer: "no",
  },
  {
    it: "a denial of all parameters",
    statements: [allow("*", "*"), deny("ssm:*", parameters)],
    answer: "no",
  },
  {
    it: "a denial of parameters in every partition",
    statements: [allow("*", "*"), deny("ssm:*", "arn:*:ssm:*:*:parameter/*")],
    answer: "no",
  },
  {
    it: "a denial of all parameters, where all of Systems Manager is allowed",
    statements: [allow("ssm:*", "arn:aws:ssm:*"), deny("ssm:*", parameters)],
    answer: "no",
  },
  {
    it: "a denial of all parameters, where one Region is allowed",
    statements: [allow("ssm:*", "arn:aws:ssm:eu-central-1:123456789012:*"), deny("ssm:*", parameters)],
    answer: "no",
  },
  {
    it: "a denial of other parameters",
    statements: [allow("ssm:*", shop), deny("ssm:*", other)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of a part",
    statements: [allow("ssm:*", parameters), deny("ssm:*", other)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of a part of everything",
    statements: [allow("*", "*"), deny("ssm:*", other)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of the part that is asked for",
    request: oneParameter,
    statements: [allow("ssm:*", parameters), deny("ssm:*", shop)],
    answer: "no",
  },
  {
    it: "a denial of one of two patterns",
    statements: [allow("ssm:*", [shop, other]), deny("ssm:*", shop)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial that takes one of two statements",
    statements: [allow("ssm:*", shop), allow("ssm:*", other), deny("ssm:*", shop)],
    answer: "yes",
    by: 2,
  },
  {
    it: "a denial of another action",
    statements: [allow("ssm:*", "*"), deny("ssm:GetParameter", "*")],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of all but other actions",
    statements: [allow("ssm:*", "*"), { Effect: "Deny", NotAction: "s3:*", Resource: "*" }],
    answer: "no",
  },
  {
    it: "a denial of all but this action",
    statements: [allow("ssm:*", "*"), { Effect: "Deny", NotAction: "ssm:Get*", Resource: "*" }],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of all but other resources",
    statements: [allow("ssm:*", shop), denyElsewhere(other)],
    answer: "no",
  },
  {
    it: "a denial of all but these resources",
    statements: [allow("ssm:*", shop), denyElsewhere(shop)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of all but these and others",
    statements: [allow("ssm:*", shop), denyElsewhere([bucket, parameters])],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of all but a part of these",
    statements: [allow("ssm:*", parameters), denyElsewhere(shop)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of all but the parameters, where everything is allowed",
    statements: [allow("*", "*"), denyElsewhere(parameters)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a denial of all but the parameters, where all of Systems Manager is allowed",
    statements: [allow("ssm:*", "arn:aws:ssm:*"), denyElsewhere(parameters)],
    answer: "yes",
    by: 1,
  },
  // What cannot be evaluated
  { it: "a condition", statements: [allow("ssm:*", "*", restricted)], answer: "cannot tell", by: 1 },
  { it: "an empty condition", statements: [allow("ssm:*", "*", { Condition: {} })], answer: "yes", by: 1 },
  {
    it: "a condition beside a free statement",
    statements: [allow("ssm:*", "*", restricted), allow("ssm:*", shop)],
    answer: "yes",
    by: 2,
  },
  { it: "a condition on another action", statements: [allow("s3:*", "*", restricted)], answer: "no" },
  {
    it: "a condition on a denial",
    statements: [allow("ssm:*", "*"), deny("ssm:*", "*", restricted)],
    answer: "cannot tell",
    by: 1,
  },
  {
    it: "a condition on a denial of a part",
    statements: [allow("ssm:*", "*"), deny("ssm:*", other, restricted)],
    answer: "yes",
    by: 1,
  },
  {
    it: "a condition on one denial, none on another",
    statements: [allow("ssm:*", "*"), deny("*", "*", restricted), deny("ssm:*", "*")],
    answer: "no",
  },
  {
    it: "a variable",
    statements: [allow("ssm:*", "arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}/*")],
    answer: "cannot tell",
    by: 1,
  },
  {
    it: "a variable beside a free pattern",
    statements: [allow("ssm:*", ["arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}", shop])],
    answer: "yes",
    by: 1,
  },
  {
    it: "a variable where it cannot matter",
    statements: [allow("ssm:*", "arn:aws:s3:::${aws:PrincipalTag/app}")],
    answer: "no",
  },
  {
    it: "a variable in a denial",
    statements: [allow("ssm:*", shop), deny("ssm:*", "arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}/*")],
    answer: "cannot tell",
    by: 1,
  },
  {
    it: "an escaped dollar sign is no variable",
    statements: [allow("ssm:*", "arn:aws:ssm:*:*:parameter/${$}/*")],
    answer: "yes",
    by: 1,
  },
  {
    it: "an escaped star in a denial is a character",
    statements: [allow("ssm:*", shop), deny("ssm:*", "arn:aws:ssm:*:*:parameter/${*}")],
    answer: "yes",
    by: 1,
  },
];

describe("deciding what documents allow", () => {
  for (const { it: name, statements, request = anyParameter, answer, by } of rows) {
    it(`${name}: ${answer}`, () => {
      const document = readDocument({ Statement: statements });
      assert.ok(!(document instanceof DocumentError));
      const decision = decideSome([{ origin: "the document", document }], request);
      assert.deepEqual(
        { answer: decision.answer, by: decision.by?.statement.number, origin: decision.by?.origin },
        { answer, by, origin: by === undefined ? undefined : "the document" },
      );
    });
  }

  const read = (...statements: Statement[]) => {
    const document = readDocument({ Statement: statements });
    assert.ok(!(document instanceof DocumentError));
    return document;
  };

  it("names the document that allows", () => {
    const decision = decideSome(
      [
        { origin: "first", document: read(allow("s3:*", "*")) },
        { origin: "second", document: read(allow("ssm:*", "*")) },
      ],
      anyParameter,
    );
    assert.equal(decision.by?.origin, "second");
  });

  it("counts a denial of another document", () => {
    const documents = [allow("ssm:*", "*"), deny("ssm:*", "*")].map((statement, origin) => ({
      origin,
      document: read(statement),
    }));
    assert.equal(decideSome(documents, anyParameter).answer, "no");
  });

  it("counts denials of all documents where only some are asked what they allow", () => {
    const asked = [{ origin: 1, document: read(allow("ssm:*", "*")) }];
    const denying = { origin: 2, document: read(deny("ssm:*", "*")) };
    assert.equal(decideSome(asked, anyParameter, [...asked, denying]).answer, "no");
  });

  it("counts no grant of documents that are not asked", () => {
    const granting = { origin: 2, document: read(allow("ssm:*", "*")) };
    assert.equal(decideSome([], anyParameter, [granting]).answer, "no");
  });
});
