/** Secrets of containers at random. */
import type * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { type Key, type MadeSecret, madeParameters, madeSecrets, type Surroundings } from "./surroundings";
import { known } from "./values";

/** A secret that a container takes, or a registry needs. */
export interface SecretDraft {
  readonly kind: SecretKind;
  readonly text: pulumi.Input<string>;
  readonly service: "ssm" | "secretsmanager";
  /** The resource that makes it, if the program does. */
  readonly made: MadeSecret | undefined;
  readonly key: Key | undefined;
}

export const secretKinds = [
  "name with a path",
  "plain name",
  "ARN of a parameter",
  "name of a made parameter",
  "ARN of a made parameter",
  "ARN of a secret",
  "part of a secret",
  "ARN of a made secret",
  "part of a made secret",
] as const;
export type SecretKind = (typeof secretKinds)[number];

const selectors = [
  ":password::",
  "::AWSPREVIOUS:",
  ":user:AWSCURRENT:",
  ":::01234567-89ab-cdef-0123-456789abcdef",
];

/** Of any kind. */
export function secretDrafts(surroundings: Surroundings): fc.Arbitrary<SecretDraft> {
  const { region } = surroundings;
  const parameterArn = `arn:aws:ssm:${region}:123456789012:parameter`;
  const literal = (kind: SecretKind, service: SecretDraft["service"], texts: fc.Arbitrary<string>) =>
    known(texts).map((text): SecretDraft => ({ kind, text, service, made: undefined, key: undefined }));
  const made = (
    kind: SecretKind,
    names: readonly MadeSecret[],
    texts: (name: MadeSecret) => fc.Arbitrary<pulumi.Input<string>>,
  ) =>
    fc
      .constantFrom(...names)
      .chain((name) =>
        texts(name).map((text): SecretDraft => ({ kind, text, made: name, ...madeSecrets[name] })),
      );
  const ofKind: Record<SecretKind, fc.Arbitrary<SecretDraft>> = {
    "name with a path": literal(
      "name with a path",
      "ssm",
      fc.constantFrom("/shop/DATABASE_URL", "/shop/orders/TOKEN", "/a.b/c-d/E_F"),
    ),
    "plain name": literal("plain name", "ssm", fc.constantFrom("shop-token", "SHOP.TOKEN")),
    "ARN of a parameter": literal(
      "ARN of a parameter",
      "ssm",
      fc.constantFrom(`${parameterArn}/shop/API_KEY`, `${parameterArn}/plain`),
    ),
    "name of a made parameter": fc.constantFrom(...madeParameters).map(
      (name): SecretDraft => ({
        kind: "name of a made parameter",
        text: surroundings.nameOf(name),
        made: name,
        ...madeSecrets[name],
      }),
    ),
    "ARN of a made parameter": made("ARN of a made parameter", madeParameters, (name) =>
      fc.constant(surroundings.arnOf(name)),
    ),
    "ARN of a secret": registrySecret(region),
    "part of a secret": literal(
      "part of a secret",
      "secretsmanager",
      fc.constantFrom(...selectors).map((part) => `${literalSecret(region)}${part}`),
    ),
    "ARN of a made secret": made("ARN of a made secret", storedSecrets, (name) =>
      fc.constant(surroundings.arnOf(name)),
    ),
    "part of a made secret": made("part of a made secret", storedSecrets, (name) =>
      fc.constantFrom(...selectors).map((part) => surroundings.arnOf(name, part)),
    ),
  };
  return fc.oneof(...secretKinds.map((kind) => ofKind[kind]));
}

/** Credentials of a registry. */
export function registryDrafts(surroundings: Surroundings): fc.Arbitrary<SecretDraft> {
  return fc.oneof(
    registrySecret(surroundings.region),
    fc.constant<SecretDraft>({
      kind: "ARN of a made secret",
      text: surroundings.arnOf("registry"),
      made: "registry",
      ...madeSecrets.registry,
    }),
  );
}

const storedSecrets = ["database", "api-key", "signing"] as const;

function literalSecret(region: string): string {
  return `arn:aws:secretsmanager:${region}:123456789012:secret:shop/API_KEY-a1B2c3`;
}

function registrySecret(region: string): fc.Arbitrary<SecretDraft> {
  return known(fc.constantFrom(literalSecret(region))).map((text) => ({
    kind: "ARN of a secret",
    text,
    service: "secretsmanager",
    made: undefined,
    key: undefined,
  }));
}
