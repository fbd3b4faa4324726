/** How things of a stack are likely called in its program, for code that a message offers. */
import { mostNames } from "./findings";
import type { Graph, Resource } from "./resources";
import type { Role } from "./roles";

/** A variable for a resource with this logical name. */
export function variableName(logicalName: string): string {
  const words = logicalName.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 0);
  const camel = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join("");
  return /^[a-z]/.test(camel) ? camel : `_${camel}`;
}

/** One statement that allows an action on ARNs, each as the program would write it. */
export function allowCode(action: string, arns: readonly string[]): string {
  return `{ Effect: "Allow", Action: "${action}", Resource: [${arns.join(", ")}] }`;
}

/** Lines of code that give statements to a role, and let a service wait for it. */
export function secretReadsCode(role: string, statements: readonly string[]): string[] {
  const [only, ...more] = statements;
  const listed =
    more.length === 0
      ? [`        Statement: [${only ?? ""}],`]
      : ["        Statement: [", ...statements.map((statement) => `          ${statement},`), "        ],"];
  return [
    `    const secretReads = new aws.iam.RolePolicy("secret-reads", {`,
    `      role: ${role},`,
    "      policy: pulumi.jsonStringify({",
    `        Version: "2012-10-17",`,
    ...listed,
    "      }),",
    "    });",
    "and let the service wait for it, with `{ dependsOn: [secretReads] }`.",
  ];
}

/** How a program names a role: by its resource, or as a text where it is made elsewhere. */
export function roleCode({ resource, name }: Role): string {
  return resource ? `${variableName(resource.name)}.name` : JSON.stringify(name);
}

/** What makes a resource wait for others, after the word "make". */
export function waitCode(graph: Graph, waiting: Resource, awaited: readonly Resource[]): string[] {
  const named = awaited.slice(0, mostNames).map((resource) => reachable(graph, waiting, resource).name);
  const variables = [...new Set(named)].map(variableName).join(", ");
  const more = awaited.length > mostNames ? `, /* and ${awaited.length - mostNames} more */` : "";
  const component = graph.ancestors(waiting).find(isComponent);
  const orAround = component ? `, or of component \`${component.name}\` around it` : "";
  return [
    `\`${waiting.name}\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options${orAround}:`,
    `    { dependsOn: [${variables}${more}] }`,
  ];
}

/** What a program can name: the outermost component around a resource that is not around the other one. */
function reachable(graph: Graph, from: Resource, resource: Resource): Resource {
  const around = new Set(graph.ancestors(from).map(({ urn }) => urn));
  const components = graph.ancestors(resource).filter((one) => isComponent(one) && !around.has(one.urn));
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
      : `${variable}: /* a new value */`;
  });
  return ["    forceNewDeployment: true,", `    triggers: { ${triggers.join(", ")} },`];
}
