/**
 * Small cases of what policies allow, as data: what is asked, the documents, and which statement decides.
 * Written from AWS's description of how policies are evaluated
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import {
  allow,
  allowElsewhere,
  allowOtherActions,
  anyParameter,
  bucket,
  type CaseGroup,
  databaseUrl,
  deny,
  denyElsewhere,
  denyOtherActions,
  everything,
  other,
  parameters,
  policy,
  shop,
} from "./cases";
import { arnCases } from "./decisions-on-arns.cases";
import { incompleteArnCases } from "./decisions-on-incomplete-arns.cases";
import { conditionCases } from "./decisions-under-conditions.cases";

const actions: CaseGroup = {
  about: "actions",
  asked: anyParameter,
  cases: [
    { it: "nothing allows nothing", documents: [policy()], answer: "no" },
    { it: "all actions but none give nothing", documents: [policy(allowOtherActions([]))], answer: "no" },
    { it: "all resources but none give nothing", documents: [policy(allowElsewhere([]))], answer: "no" },
    {
      it: "all actions but none are denied",
      documents: [policy(everything, denyOtherActions([]))],
      answer: "no",
      deniedBy: [1, 2],
    },
    { it: "no document allows nothing", documents: [], answer: "no" },
    { it: "the action itself", documents: [policy(allow("ssm:GetParameters"))], answer: "yes", by: [1, 1] },
    { it: "the singular is another action", documents: [policy(allow("ssm:GetParameter"))], answer: "no" },
    {
      it: "the reads by path are another action",
      documents: [policy(allow("ssm:GetParametersByPath"))],
      answer: "no",
    },
    { it: "a star at the end", documents: [policy(allow("ssm:GetParameter*"))], answer: "yes", by: [1, 1] },
    { it: "a question mark", documents: [policy(allow("ssm:GetParameter?"))], answer: "yes", by: [1, 1] },
    { it: "a question mark for nothing", documents: [policy(allow("ssm:GetParameters?"))], answer: "no" },
    { it: "a star in the middle", documents: [policy(allow("ssm:*Parameters"))], answer: "yes", by: [1, 1] },
    {
      it: "stars for nothing",
      documents: [policy(allow("ssm:*Get*Parameters*"))],
      answer: "yes",
      by: [1, 1],
    },
    { it: "a star alone", documents: [policy(allow("*"))], answer: "yes", by: [1, 1] },
    {
      it: "a star for the service",
      documents: [policy(allow("*:GetParameters"))],
      answer: "yes",
      by: [1, 1],
    },
    { it: "no service", documents: [policy(allow("GetParameters"))], answer: "no" },
    { it: "a service whose name begins alike", documents: [policy(allow("ssmmessages:*"))], answer: "no" },
    {
      it: "actions without case",
      documents: [policy(allow("SSM:gETpARAMETERS"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "one of several actions",
      documents: [policy(allow(["s3:*", "ssm:Get*"]))],
      answer: "yes",
      by: [1, 1],
    },
    { it: "an empty list of actions", documents: [policy(allow([]))], answer: "no" },
    {
      it: "all but other actions",
      documents: [policy(allowOtherActions("iam:*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "all but this and other actions",
      documents: [policy(allowOtherActions(["iam:*", "ssm:GetParameters"]))],
      answer: "no",
    },
    {
      it: "all but this action, in other case",
      documents: [policy(allowOtherActions("SSM:*"))],
      answer: "no",
    },
    {
      it: "all but the singular",
      documents: [policy(allowOtherActions("ssm:GetParameter"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "what looks like a variable in an action",
      asked: { known: { "aws:principaltag/verb": "GetParameters" } },
      documents: [policy(allow("ssm:${aws:PrincipalTag/verb}"))],
      answer: "no",
    },
  ],
};

const someResources: CaseGroup = {
  about: "resources, of which one is enough",
  asked: anyParameter,
  cases: [
    {
      it: "a pattern of parameters",
      documents: [policy(allow("ssm:*", parameters))],
      answer: "yes",
      by: [1, 1],
    },
    { it: "parameters of one path", documents: [policy(allow("ssm:*", shop))], answer: "yes", by: [1, 1] },
    { it: "one parameter", documents: [policy(allow("ssm:*", databaseUrl))], answer: "yes", by: [1, 1] },
    {
      it: "another partition",
      documents: [policy(allow("ssm:*", "arn:aws-cn:ssm:*:*:parameter/*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "all of Systems Manager",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a star for Region and account, of which AWS says two things",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:parameter/*"))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "a pattern without a slash",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "no slash, no parameter",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter"))],
      answer: "no",
    },
    {
      it: "no name, no parameter",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter/"))],
      answer: "no",
    },
    {
      it: "no account, no parameter of a customer",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*::parameter/shop/*"))],
      answer: "no",
    },
    {
      it: "no Region, no parameter",
      documents: [policy(allow("ssm:*", "arn:aws:ssm::123456789012:parameter/shop/*"))],
      answer: "no",
    },
    {
      it: "another resource of Systems Manager",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:document/*"))],
      answer: "no",
    },
    {
      it: "resources with case",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:Parameter/*"))],
      answer: "no",
    },
    { it: "another service's resources", documents: [policy(allow("ssm:*", bucket))], answer: "no" },
    {
      it: "one of several resources",
      documents: [policy(allow("ssm:*", [bucket, shop]))],
      answer: "yes",
      by: [1, 1],
    },
    { it: "an empty list of resources", documents: [policy(allow("ssm:*", []))], answer: "no" },
    {
      it: "only what does not count",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter/aws/service/*"))],
      answer: "no",
    },
    {
      it: "only what does not count, by a star for Region and account",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:parameter/aws/*"))],
      answer: "no",
    },
    {
      it: "what does not count, and more",
      documents: [policy(allow("ssm:*", ["arn:aws:ssm:*:*:parameter/aws/*", shop]))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a name that only begins like what does not count",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*:*:parameter/aws-shop"))],
      answer: "yes",
      by: [1, 1],
    },
    { it: "all but other resources", documents: [policy(allowElsewhere(bucket))], answer: "yes", by: [1, 1] },
    { it: "all but some parameters", documents: [policy(allowElsewhere(other))], answer: "yes", by: [1, 1] },
    { it: "all but all resources", documents: [policy(allowElsewhere("*"))], answer: "no" },
    {
      it: "all but the parameters",
      documents: [policy(allowElsewhere("arn:*:ssm:*:*:parameter/*"))],
      answer: "no",
    },
    {
      it: "all but the parameters of AWS's commercial partition",
      documents: [policy(allowElsewhere(parameters))],
      answer: "no",
    },
    {
      it: "all but what an unknown variable says",
      documents: [policy(allowElsewhere("arn:*:ssm:*:*:parameter/${aws:PrincipalTag/app}"))],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "all but a path that an unknown variable names",
      documents: [policy(allowElsewhere("arn:*:ssm:*:*:parameter/shop/${aws:PrincipalTag/app}"))],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

const someDenials: CaseGroup = {
  about: "denials, where one resource is enough",
  asked: anyParameter,
  cases: [
    { it: "of all", documents: [policy(everything, deny("*"))], answer: "no", deniedBy: [1, 2] },
    {
      it: "that comes first",
      documents: [policy(deny("ssm:*"), everything)],
      answer: "no",
      deniedBy: [1, 1],
    },
    { it: "of what nothing allows", documents: [policy(deny("ssm:*"))], answer: "no" },
    {
      it: "of the same pattern",
      documents: [policy(allow("ssm:*", shop), deny("ssm:*", shop))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of all parameters",
      documents: [policy(everything, deny("ssm:*", parameters))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of parameters in every partition",
      documents: [policy(everything, deny("ssm:*", "arn:*:ssm:*:*:parameter/*"))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of the parameters of another partition",
      documents: [policy(everything, deny("ssm:*", "arn:aws-cn:ssm:*:*:parameter/*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all parameters, where all of Systems Manager is allowed",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*"), deny("ssm:*", parameters))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of all parameters, where one Region is allowed",
      documents: [
        policy(allow("ssm:*", "arn:aws:ssm:eu-central-1:123456789012:*"), deny("ssm:*", parameters)),
      ],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of a path in full, where a star for Region and account allows it",
      documents: [
        policy(
          allow("ssm:*", "arn:aws:ssm:*:parameter/shop/*"),
          deny("ssm:*", "arn:aws:ssm:*:*:parameter/shop/*"),
        ),
      ],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of other parameters",
      documents: [policy(allow("ssm:*", shop), deny("ssm:*", other))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of a part",
      documents: [policy(allow("ssm:*", parameters), deny("ssm:*", other))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of a part of everything",
      documents: [policy(everything, deny("ssm:*", other))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all parameters in one Region, which may be the one in question",
      documents: [policy(everything, deny("ssm:*", "arn:aws:ssm:us-east-1:*:parameter/*"))],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "of one of two patterns",
      documents: [policy(allow("ssm:*", [shop, other]), deny("ssm:*", shop))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of both patterns, by a denial each",
      documents: [policy(allow("ssm:*", [shop, other]), deny("ssm:*", shop), deny("ssm:*", other))],
      answer: "no",
      deniedBy: [1, 3],
    },
    {
      it: "that takes one of two statements",
      documents: [policy(allow("ssm:*", shop), allow("ssm:*", other), deny("ssm:*", shop))],
      answer: "yes",
      by: [1, 2],
    },
    {
      it: "of another action",
      documents: [policy(everything, deny("ssm:GetParameter"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but other actions",
      documents: [policy(everything, denyOtherActions("s3:*"))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of all but this action",
      documents: [policy(everything, denyOtherActions("ssm:Get*"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but other resources",
      documents: [policy(allow("ssm:*", shop), denyElsewhere(other))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of all but no resource",
      documents: [policy(everything, denyElsewhere([]))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "of all but these resources",
      documents: [policy(allow("ssm:*", shop), denyElsewhere(shop))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but these and others",
      documents: [policy(allow("ssm:*", shop), denyElsewhere([bucket, parameters]))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but a part of these",
      documents: [policy(allow("ssm:*", parameters), denyElsewhere(shop))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but the parameters, where everything is allowed",
      documents: [policy(everything, denyElsewhere(parameters))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but the parameters, where all of Systems Manager is allowed",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:*"), denyElsewhere(parameters))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "of all but what an unknown variable says",
      documents: [
        policy(allow("ssm:*", shop), denyElsewhere("arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}/*")),
      ],
      answer: "cannot tell",
      by: [1, 1],
      deniedBy: [1, 2],
    },
    {
      it: "of all but what an unknown variable says, and these",
      documents: [
        policy(
          allow("ssm:*", shop),
          denyElsewhere(["arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}/*", shop]),
        ),
      ],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

const severalDocuments: CaseGroup = {
  about: "several statements and documents",
  asked: anyParameter,
  cases: [
    {
      it: "a second statement",
      documents: [policy(allow("s3:*"), allow("ssm:*"))],
      answer: "yes",
      by: [1, 2],
    },
    {
      it: "the first of two that allow",
      documents: [policy(allow("ssm:*"), everything)],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "action and resource of two statements",
      documents: [policy(allow("ssm:*", bucket), allow("s3:*", shop))],
      answer: "no",
    },
    {
      it: "a second document",
      documents: [policy(allow("s3:*")), policy(allow("s3:*"), allow("ssm:*"))],
      answer: "yes",
      by: [2, 2],
    },
    {
      it: "a denial in another document",
      documents: [policy(allow("ssm:*")), policy(deny("ssm:*"))],
      answer: "no",
      deniedBy: [2, 1],
    },
    {
      it: "a denial in an earlier document",
      documents: [policy(allow("s3:*"), deny("ssm:*")), policy(allow("ssm:*"))],
      answer: "no",
      deniedBy: [1, 2],
    },
    {
      it: "the first of two denials",
      documents: [policy(everything), policy(deny("ssm:*")), policy(deny("*"))],
      answer: "no",
      deniedBy: [2, 1],
    },
    {
      it: "a denial of what another document allows, and not of what this one does",
      documents: [policy(allow("ssm:*", shop), deny("ssm:*", other)), policy(allow("ssm:*", other))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "a certain document after one with a condition",
      documents: [
        policy(allow("ssm:*", "*", { StringEquals: { "aws:SourceVpce": "vpce-1" } })),
        policy(allow("ssm:*")),
      ],
      answer: "yes",
      by: [2, 1],
    },
    {
      it: "a condition in one document, and a denial in another",
      documents: [
        policy(allow("ssm:*", "*", { StringEquals: { "aws:SourceVpce": "vpce-1" } })),
        policy(deny("ssm:*")),
      ],
      answer: "no",
      deniedBy: [2, 1],
    },
    {
      it: "what is open, before what is denied",
      documents: [
        policy(
          allow("ssm:*", shop, { StringEquals: { "aws:SourceVpce": "vpce-1" } }),
          allow("ssm:*", other),
          deny("ssm:*", other),
        ),
      ],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "one pattern of a statement that is open, before another that is denied",
      documents: [
        policy(
          allow("ssm:*", ["arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/app}/*", other]),
          deny("ssm:*", other),
        ),
      ],
      answer: "cannot tell",
      by: [1, 1],
    },
    {
      it: "what is denied, before what is allowed on something else",
      documents: [policy(allow("ssm:*", shop), allow("ssm:*", bucket), deny("ssm:*", shop))],
      answer: "no",
      deniedBy: [1, 3],
    },
    {
      it: "a document of one statement without a list",
      documents: [{ Version: "2012-10-17", Statement: allow("ssm:GetParameters", shop) }],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "lists of one text",
      documents: [policy(allow(["ssm:GetParameters"], [shop]), deny(["ssm:GetParameters"], [other]))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "exclusions as texts, in documents without lists",
      documents: [
        { Version: "2012-10-17", Statement: allowElsewhere(other) },
        { Version: "2012-10-17", Statement: denyOtherActions("ssm:*") },
        { Version: "2012-10-17", Statement: denyElsewhere("arn:aws:ssm:*") },
      ],
      answer: "yes",
      by: [1, 1],
    },
  ],
};

export const caseGroups: readonly CaseGroup[] = [
  actions,
  someResources,
  someDenials,
  severalDocuments,
  ...arnCases,
  ...incompleteArnCases,
  ...conditionCases,
];
