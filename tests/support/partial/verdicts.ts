/** What the pack answers about a stack, as plain values: judged without the SDK, which would take most of the time. */
import { configured } from "../../../policypack/judging/configured";
import { judges } from "../../../policypack/judging/judges";
import type { SeenProperties, SeenResource as ShownResource } from "../../../policypack/judging/seen";
import type { Report } from "../../../policypack/judging/told";
import { resourceRules, rules } from "../../../policypack/rules";
import { type Properties, type Property, UNKNOWN } from "../../../policypack/stack/properties";
import { type Json, type JsonObject, type PackConfig, type SeenResource, today, unknown } from "../pack";

/** One answer of a policy about one resource. */
export interface Verdict {
  readonly policy: string;
  readonly urn: string;
  readonly id: string;
  /** The id's first part: which kind of findings or questions it is. */
  readonly kind: string;
  readonly certainty: "proven" | "presumed" | "open";
}

/** The policies without their words, which would take as long again. */
const silent = rules.map((rule) => ({
  ...rule,
  evaluate: (...given: Parameters<typeof rule.evaluate>) => {
    const { findings, undetermined } = rule.evaluate(...given);
    return {
      findings: findings.map((finding) => ({ ...finding, message: () => "" })),
      undetermined: undetermined.map((question) => ({ ...question, reason: () => "" })),
    };
  },
}));

/** All findings and questions, in a certain order. */
export function verdictsOn(resources: readonly SeenResource[], config: PackConfig = {}): Verdict[] {
  const { ofResources, ofStacks } = judges(silent, resourceRules, () => new Date(`${today}T23:59:59Z`));
  const reports: Report[] = [];
  for (const judge of ofResources) {
    const { level, options } = configured(judge, config);
    if (level === "disabled") continue;
    for (const { urn, type, name, inputs } of resources) {
      if (inputs === undefined) continue;
      const subject = { urn, type, name, inputs: () => shownProperties(inputs) };
      reports.push(...judge.judge(subject, () => options).reports);
    }
  }
  const shown = resources.map(shownResource);
  for (const judge of ofStacks) {
    const { level, options } = configured(judge, config);
    if (level !== "disabled") reports.push(...judge.judge(() => shown, options).reports);
  }
  return reports.flatMap(verdictsIn).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** What an id names, in lower case: containers, variables and the like. */
export function namesIn({ id }: Pick<Verdict, "id">): string[] {
  return id.split("/").slice(1);
}

/** Whether it stands in an id for a name that is not known. */
export function isNumber(name: string): boolean {
  return /^number-\d+$/.test(name);
}

/** What tells a verdict from others of the same stack. */
export function keyOf({ policy, urn, id, certainty }: Verdict): string {
  return `${policy} ${id} ${urn} ${certainty}`;
}

function verdictsIn({ policy, kind, certainty, places }: Report): Verdict[] {
  return places.flatMap(({ urn, ids }) =>
    ids.map((id) => ({
      policy,
      urn,
      id,
      kind: id.split("/", 1)[0] ?? id,
      certainty: kind === "question" || certainty === "undetermined" ? "open" : certainty,
    })),
  );
}

function shownResource(seen: SeenResource): ShownResource {
  const { urn, type, name, parent, provider, outputs, ignoreChanges = [], dependencies } = seen;
  return {
    urn,
    type,
    name,
    parent,
    provider: provider && { urn: provider.urn, properties: shownProperties(provider.props) },
    properties: shownProperties(outputs),
    ignoreChanges,
    dependencies,
    propertyDependencies: new Map(Object.entries(seen.propertyDependencies)),
  };
}

function shownProperties(properties: JsonObject): SeenProperties {
  return {
    isEmpty: Object.keys(properties).length === 0,
    read: (names = Object.keys(properties)) => decoded(properties, names),
  };
}

function decoded(properties: JsonObject, names: readonly string[]): Properties {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return value === undefined ? [] : [[name, withUnknowns(value)]];
    }),
  );
}

function withUnknowns(value: Json): Property {
  if (value === unknown) return UNKNOWN;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(withUnknowns);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withUnknowns(member)]));
}
