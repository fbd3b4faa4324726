/**
 * Cases of ARNs of fewer than six segments, which AWS completes with stars
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
 */
import {
  allow,
  allowElsewhere,
  anyParameter,
  type CaseGroup,
  type DecisionCase,
  deny,
  denyElsewhere,
  everything,
  newSecret,
  oneParameter,
  policy,
  secret,
} from "./cases";
import type { Asked } from "./requests";

/** What one ARN makes of a request, in each of the places where it may stand. */
function everywhere(
  it: string,
  arn: string,
  reading: "reaches it" | "misses it" | "cannot tell",
  asked: Partial<Asked> = {},
): DecisionCase[] {
  const [reaches, misses] = [reading === "reaches it", reading === "misses it"];
  const given = { answer: "yes", by: [1, 1] } as const;
  const open = { answer: "cannot tell", by: [1, 1] } as const;
  const denied = { answer: "no", deniedBy: [1, 2] } as const;
  const none = { answer: "no" } as const;
  return [
    {
      it: `Resource of Allow, ${it}`,
      documents: [policy(allow("*", arn))],
      ...(reaches ? given : misses ? none : open),
    },
    {
      it: `NotResource of Allow, ${it}`,
      documents: [policy(allowElsewhere(arn))],
      ...(reaches ? none : misses ? given : open),
    },
    {
      it: `Resource of Deny, ${it}`,
      documents: [policy(everything, deny("*", arn))],
      ...(reaches ? denied : misses ? given : { ...open, deniedBy: [1, 2] as const }),
    },
    {
      it: `NotResource of Deny, ${it}`,
      documents: [policy(everything, denyElsewhere(arn))],
      ...(reaches ? given : misses ? denied : { ...open, deniedBy: [1, 2] as const }),
    },
  ].map((made) => ({ ...made, asked }));
}

const ofSecret: CaseGroup = {
  about: "incomplete ARNs, where a secret is asked for",
  asked: newSecret,
  cases: [
    ...everywhere("the service", "arn:aws:secretsmanager", "reaches it"),
    ...everywhere("a star for the Region", "arn:aws:secretsmanager:*", "reaches it"),
    ...everywhere("stars for Region and account", "arn:aws:secretsmanager:*:*", "reaches it"),
    ...everywhere("the Region", "arn:aws:secretsmanager:eu-central-1", "reaches it"),
    ...everywhere("a pattern of Regions", "arn:aws:secretsmanager:eu-*", "reaches it"),
    ...everywhere("the Region, and a star", "arn:aws:secretsmanager:eu-central-1:*", "reaches it"),
    ...everywhere("a question mark", "arn:aws:secretsmanager:eu-central-?", "reaches it"),
    ...everywhere("the account", "arn:aws:secretsmanager:eu-central-1:123456789012", "reaches it"),
    ...everywhere("the account in any Region", "arn:aws:secretsmanager:*:123456789012", "cannot tell"),
    ...everywhere("the partition", "arn:aws", "reaches it"),
    ...everywhere("any service", "arn:aws:*", "reaches it"),
    ...everywhere("another service", "arn:aws:ssm", "misses it"),
    ...everywhere("another Region", "arn:aws:secretsmanager:us-east-1", "misses it"),
    ...everywhere("another account", "arn:aws:secretsmanager:eu-central-1:999999999999", "misses it"),
    ...everywhere("another partition", "arn:aws-cn:secretsmanager", "misses it"),
    ...everywhere(
      "a resource in the place of the account",
      "arn:aws:secretsmanager:eu-central-1:secret",
      "misses it",
    ),
    ...everywhere("the service, of a secret in any place", "arn:aws:secretsmanager", "reaches it", {
      resources: secret("shop-db-\uE000", "?*:?*"),
    }),
  ],
};

const ofParameter: CaseGroup = {
  about: "incomplete ARNs, where a parameter is asked for",
  asked: oneParameter,
  cases: [
    ...everywhere("the service", "arn:aws:ssm", "reaches it"),
    ...everywhere("the account", "arn:aws:ssm:eu-central-1:123456789012", "reaches it"),
    ...everywhere("a star inside", "arn:aws:ssm:*:parameter/shop/*", "cannot tell"),
    ...everywhere("a star inside, and another name", "arn:aws:ssm:*:parameter/other/*", "misses it"),
    ...everywhere("no account", "arn:aws:ssm:eu-central-1:parameter/shop/DATABASE_URL", "misses it"),
    ...everywhere("neither Region nor account", "arn:aws:ssm:parameter/shop/DATABASE_URL", "misses it"),
    ...everywhere("no account, where it is open", "arn:aws:ssm:eu-central-1:parameter/shop/a", "misses it", {
      resources: "arn:aws:ssm:?*:?*:parameter/shop/a",
    }),
    ...everywhere("no Region, where it is open", "arn:aws:ssm:parameter/shop/a", "misses it", {
      resources: "arn:aws:ssm:?*:?*:parameter/shop/a",
    }),
    {
      it: "a denial of a star inside beside one of the service",
      documents: [policy(everything, deny("*", ["arn:aws:ssm:*:parameter/shop/*", "arn:aws:ssm"]))],
      answer: "no",
      deniedBy: [1, 2],
    },
  ],
};

const ofAnyParameter: CaseGroup = {
  about: "incomplete ARNs, where one resource is enough",
  asked: anyParameter,
  cases: [
    ...everywhere("the service", "arn:aws:ssm", "reaches it"),
    {
      it: "one account",
      documents: [policy(allow("ssm:*", "arn:aws:ssm:eu-central-1:123456789012"))],
      answer: "yes",
      by: [1, 1],
    },
    {
      it: "another service",
      documents: [policy(allow("ssm:*", "arn:aws:s3"))],
      answer: "no",
    },
    {
      it: "a denial of the service, where one account is allowed",
      documents: [
        policy(allow("ssm:*", "arn:aws:ssm:eu-central-1:123456789012"), deny("ssm:*", "arn:aws:ssm")),
      ],
      answer: "no",
      deniedBy: [1, 2],
    },
  ],
};

export const incompleteArnCases: readonly CaseGroup[] = [ofSecret, ofParameter, ofAnyParameter];
