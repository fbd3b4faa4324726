/** Cases of what policies allow, and the statements and ARNs that many of them share. */

import type { Answer } from "../../../../policypack/iam/answers";
import type { Asked } from "./requests";

export type PolicyStatement = Readonly<Record<string, unknown>>;

/** A document and a statement of it, both counted from 1. */
type Place = readonly [document: number, statement: number];

export interface DecisionCase {
  readonly it: string;
  /** What is asked, where it differs from what the group asks. */
  readonly asked?: Partial<Asked>;
  readonly documents: readonly unknown[];
  readonly answer: Answer;
  /** The statement that allows, or that leaves the answer open; none where nothing allows. */
  readonly by?: Place;
  /** The denial that takes away, or may take away, what a statement allows. */
  readonly deniedBy?: Place;
}

export interface CaseGroup {
  readonly about: string;
  readonly asked: Asked;
  readonly cases: readonly DecisionCase[];
}

export const policy = (...Statement: PolicyStatement[]) => ({ Version: "2012-10-17", Statement });
export const ofVersion = (Version: string | undefined, ...Statement: PolicyStatement[]) => ({
  Version,
  Statement,
});
export const allow = (
  Action: unknown,
  Resource: unknown = "*",
  Condition: unknown = undefined,
): PolicyStatement => ({
  Effect: "Allow",
  Action,
  Resource,
  Condition,
});
export const deny = (
  Action: unknown,
  Resource: unknown = "*",
  Condition: unknown = undefined,
): PolicyStatement => ({
  ...allow(Action, Resource, Condition),
  Effect: "Deny",
});
export const allowOtherActions = (NotAction: unknown): PolicyStatement => ({
  Effect: "Allow",
  NotAction,
  Resource: "*",
});
export const denyOtherActions = (NotAction: unknown): PolicyStatement => ({
  Effect: "Deny",
  NotAction,
  Resource: "*",
});
export const allowElsewhere = (NotResource: unknown): PolicyStatement => ({
  Effect: "Allow",
  Action: "*",
  NotResource,
});
export const denyElsewhere = (NotResource: unknown): PolicyStatement => ({
  Effect: "Deny",
  Action: "*",
  NotResource,
});
export const everything = allow("*");

export const parameters = "arn:aws:ssm:*:*:parameter/*";
export const shop = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/*";
export const other = "arn:aws:ssm:eu-central-1:123456789012:parameter/other/*";
export const databaseUrl = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/DATABASE_URL";
export const bucket = "arn:aws:s3:::files/*";
export const inRegion = (region: string, arn = shop) => arn.replace("eu-central-1", region);
export const inAccount = (account: string, arn = shop) => arn.replace("123456789012", account);

/** Any parameter but those that AWS publishes. */
export const anyParameter: Asked = {
  action: "ssm:GetParameters",
  resources: "arn:*:ssm:?*:?*:parameter/?*",
  scope: "some",
  except: ["arn:*:ssm:*:*:parameter/aws/*"],
};

export const oneParameter: Asked = { action: "ssm:GetParameters", resources: databaseUrl, scope: "all" };

/** Characters that AWS chooses when it makes something. */
export const chosen = (count: number) => "\uE000".repeat(count);
export const secret = (name: string, place = "eu-central-1:123456789012") =>
  `arn:aws:secretsmanager:${place}:secret:${name}`;
export const newSecret: Asked = {
  action: "secretsmanager:GetSecretValue",
  resources: secret(`shop-db-${chosen(6)}`),
  scope: "all",
};
