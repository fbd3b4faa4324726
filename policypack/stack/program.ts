/** How things of a stack are likely called in its program, for code that a message offers. */
import { mostNames } from "../verdicts/findings";
import type { Graph, Resource } from "./resources";
import type { Role } from "../access/roles";
import { list, read } from "./values";

/** A variable for a resource with this logical name. */
export function variableName(logicalName: string): string {
  const words = logicalName.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 0);
  const camel = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join("");
  if (reserved.has(camel)) return `${camel}Resource`;
  return /^[a-z]/.test(camel) ? camel : `_${camel}`;
}

/** Words of the language that name no variable, and those that a program needs. */
const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield aws pulumi"
  ).split(" "),
);

/** One statement that allows an action on ARNs, each as the program would write it. */
export function allowCode(action: string, arns: readonly string[]): string {
  return `{ Effect: "Allow", Action: "${action}", Resource: [${arns.join(", ")}] }`;
}

/**
 * Lines of code that give the reads of `subject` to a role, and let a service wait for it. Inside of a role that
 * lists its inline policies no other would stay.
 */
export function secretReadsCode(
  subject: string,
  { code: role, listsPolicies }: RoleCode,
  statements: readonly string[],
): string[] {
  const [only, ...more] = statements;
  const name = `${subject}-secret-reads`;
  const variable = variableName(name);
  // Only outputs need Pulumi's function.
  const stringify = statements.every((statement) => /Resource: \[(?:"[^"]*"(?:, )?)*\]/.test(statement))
    ? "JSON.stringify"
    : "pulumi.jsonStringify";
  const listed =
    more.length === 0
      ? [`  Statement: [${only ?? ""}],`]
      : ["  Statement: [", ...statements.map((statement) => `    ${statement},`), "  ],"];
  const document = [`policy: ${stringify}({`, `  Version: "2012-10-17",`, ...listed, "}),"];
  const lines = (indent: string) => document.map((line) => `${indent}${line}`);
  if (listsPolicies)
    return [
      "one more entry in its `inlinePolicies`, beside which no other policy stays:",
      `    { name: "${name}", ${document[0]}`,
      ...document.slice(1, -1).map((line) => `    ${line}`),
      "    }) },",
    ];
  return [
    `    const ${variable} = new aws.iam.RolePolicy("${name}", {`,
    `      role: ${role},`,
    ...lines("      "),
    "    });",
    `and let the service wait for it, with \`{ dependsOn: [${variable}] }\`.`,
  ];
}

/** How a program names a role. */
export interface RoleCode {
  readonly code: string;
  /** Whether it has `inlinePolicies`, which takes away all that are not in the list. */
  readonly listsPolicies: boolean;
}

/** By its resource, or as a text where it is made elsewhere. */
export function roleCode({ resource, name }: Role): RoleCode {
  if (!resource) return { code: JSON.stringify(name), listsPolicies: false };
  const own = read(resource, "inputs", ["inlinePolicies"], list);
  return {
    code: `${variableName(resource.name)}.name`,
    listsPolicies: own.kind === "known" && own.value.length > 0,
  };
}

/** A role that the program has yet to make. */
export const newRoleCode: RoleCode = { code: "executionRole.name", listsPolicies: false };

/** What makes a resource wait for others, after the word "make". */
export function waitCode(
  graph: Graph,
  waiting: Resource,
  awaited: readonly Resource[],
  canAwait: (component: Resource) => boolean,
): string[] {
  const named = awaited
    .slice(0, mostNames)
    .map((resource) => reachable(graph, waiting, resource, canAwait).name);
  const variables = [...new Set(named)].map(variableName).join(", ");
  const more = awaited.length > mostNames ? `, /* and ${awaited.length - mostNames} more */` : "";
  // A component cannot wait for what is inside it.
  const component = graph
    .ancestors(waiting)
    .find((one) => isComponent(one) && !awaited.some((other) => graph.ancestors(other).includes(one)));
  const orAround = component ? `, or of component \`${component.name}\` around it` : "";
  return [
    `\`${waiting.name}\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options${orAround}:`,
    `    { dependsOn: [${variables}${more}] }`,
  ];
}

/** What a program can name: the outermost component around a resource that is not around the other one. */
function reachable(
  graph: Graph,
  from: Resource,
  resource: Resource,
  canAwait: (component: Resource) => boolean = () => true,
): Resource {
  const around = new Set(graph.ancestors(from).map(({ urn }) => urn));
  const ancestors = graph.ancestors(resource);
  // Who waits for a component does not wait for the children of a custom resource inside it.
  const custom = ancestors.findIndex(({ provider }) => provider !== undefined);
  const components = ancestors
    .slice(0, custom < 0 ? undefined : custom)
    .filter((one) => isComponent(one) && !around.has(one.urn) && canAwait(one));
  return components.at(-1) ?? resource;
}

function isComponent({ provider, type }: Resource): boolean {
  return provider === undefined && type !== "pulumi:pulumi:Stack";
}

/**
 * What gives a service a new deployment once another one exists: the provider makes one whenever a trigger
 * changes (https://www.pulumi.com/registry/packages/aws/api-docs/ecs/service/).
 */
export function redeployCode(graph: Graph, service: Resource, after: readonly Resource[]): string[] {
  const triggers = after.slice(0, mostNames).map((resource) => {
    const variable = variableName(resource.name);
    // What is inside a component has no variable where the service is.
    return reachable(graph, service, resource) === resource
      ? `${variable}: ${variable}.id`
      : `${variable}: "a new value"`;
  });
  return ["    forceNewDeployment: true,", `    triggers: { ${triggers.join(", ")} },`];
}
