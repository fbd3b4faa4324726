import { createHash } from "node:crypto";
import { goJson, parseJson } from "./go-json";
import type { Properties, Value } from "./properties";
import { isProperties } from "./properties";

/** `aws:iam/getPolicyDocument`: the document as the Terraform data source writes it. */
export function policyDocument(args: Properties): Properties {
  const sources = documents(args.sourcePolicyDocuments);
  const overrides = documents(args.overridePolicyDocuments);
  const own = list(args.statements).filter(isProperties).map(statement);
  const statements = merge([...sources.flatMap(statementsOf), ...own], overrides.flatMap(statementsOf));
  const inherited = [...sources].reverse().find((source) => typeof source.Id === "string");
  const id = args.policyId ?? inherited?.Id;
  const document: Properties = { Version: args.version ?? "2012-10-17" };
  if (id !== undefined) {
    document.Id = id;
  }
  document.Statement = statements;
  const json = goJson(document, 2);
  return {
    ...args,
    id: createHash("sha256").update(json).digest("hex").slice(0, 10),
    json,
    minifiedJson: goJson(document),
  };
}

function statement(source: Properties): Properties {
  const rendered: Properties = {};
  const add = (name: string, value: Value | undefined) => {
    if (
      value !== undefined &&
      value !== null &&
      value !== "" &&
      !(Array.isArray(value) && value.length === 0)
    ) {
      rendered[name] = value;
    }
  };
  add("Sid", source.sid);
  add("Effect", source.effect ?? "Allow");
  add("Action", oneOrMore(source.actions));
  add("NotAction", oneOrMore(source.notActions));
  add("Resource", oneOrMore(source.resources));
  add("NotResource", oneOrMore(source.notResources));
  add("Principal", principals(source.principals));
  add("NotPrincipal", principals(source.notPrincipals));
  add("Condition", conditions(source.conditions));
  return rendered;
}

/** A single element is written as text; more come in reverse alphabetical order. */
function oneOrMore(values: Value | undefined): Value | undefined {
  const texts = list(values)
    .filter((value) => typeof value === "string")
    // The data source writes &{aws:username} for a policy variable, because ${ } is Terraform's own.
    .map((text) => text.replaceAll("&{", "${"));
  return texts.length === 1 ? texts[0] : [...new Set(texts)].sort().reverse();
}

function principals(values: Value | undefined): Value | undefined {
  const identifiers = new Map<string, Value[]>();
  for (const principal of list(values).filter(isProperties)) {
    const type = String(principal.type);
    identifiers.set(type, [...(identifiers.get(type) ?? []), ...list(principal.identifiers)]);
  }
  if (identifiers.size === 0) {
    return undefined;
  }
  const everyone = identifiers.get("*");
  if (identifiers.size === 1 && everyone?.length === 1 && everyone[0] === "*") {
    return "*";
  }
  const types = [...identifiers].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(types.map(([type, ids]) => [type, oneOrMore(ids) ?? []]));
}

function conditions(values: Value | undefined): Value | undefined {
  const tests: Record<string, Properties> = {};
  for (const condition of list(values).filter(isProperties)) {
    const variables = tests[String(condition.test)] ?? {};
    variables[String(condition.variable)] = oneOrMore(condition.values) ?? [];
    tests[String(condition.test)] = variables;
  }
  return Object.keys(tests).length === 0 ? undefined : tests;
}

/** A statement takes the place of an earlier one with the same Sid only if it comes from an overriding document. */
function merge(statements: Value[], overrides: Value[]): Value[] {
  const merged = [...statements];
  for (const override of overrides) {
    const index = merged.findIndex(
      (candidate) => sidOf(candidate) !== "" && sidOf(candidate) === sidOf(override),
    );
    merged.splice(index === -1 ? merged.length : index, index === -1 ? 0 : 1, override);
  }
  return merged;
}

function sidOf(value: Value): string {
  return isProperties(value) && typeof value.Sid === "string" ? value.Sid : "";
}

function documents(values: Value | undefined): Properties[] {
  return list(values)
    .map((text) => (typeof text === "string" ? parseJson(text) : undefined))
    .filter(isProperties);
}

function statementsOf(document: Properties): Value[] {
  return Array.isArray(document.Statement)
    ? document.Statement
    : document.Statement
      ? [document.Statement]
      : [];
}

function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}
