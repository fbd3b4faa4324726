/** Prints stacks as programs, for somebody who wants to run again what a test has met. */
import { type Json, type SeenResource, unknown } from "./pack";
import { stackType } from "./stack";

/**
 * The program, made with `tests/support/stack.ts`, of which `stack.seen("update preview")` shows these resources: the
 * value of each property as it is, with the edges that it has. Other names of project and stack become `shop` and `dev`.
 */
export function printedStack(resources: readonly SeenResource[]): string {
  const made = inOrder(resources.filter(({ type }) => !isMadeByItself(type)));
  const names = new Map(made.map(({ urn }, index) => [urn, `r${index}`]));
  const providers = new Map<string, string>();
  const lines = ["const stack = new Stack();"];
  for (const resource of made) {
    const { provider } = resource;
    if (provider && !providers.has(provider.urn)) {
      const name = `p${providers.size}`;
      providers.set(provider.urn, name);
      lines.push(`const ${name} = stack.provider(${text(provider.name)}, ${text(provider.props)});`);
    }
    lines.push(`const ${names.get(resource.urn)} = ${printedResource(resource, names, providers)};`);
  }
  return lines.join("\n");
}

/** The imports of such a program, from a folder of tests. */
export const importsOfPrinted = [
  'import { unknown } from "./tests/support/pack";',
  'import { Output, Stack } from "./tests/support/stack";',
].join("\n");

function isMadeByItself(type: string): boolean {
  return type === stackType || type.startsWith("pulumi:providers:");
}

function printedResource(
  resource: SeenResource,
  names: ReadonlyMap<string, string>,
  providers: ReadonlyMap<string, string>,
): string {
  const { type, name, inputs, outputs, parent, provider, dependencies, ignoreChanges } = resource;
  const ofProperties = Object.values(resource.propertyDependencies).flat();
  const awaited = dependencies.filter((urn) => !ofProperties.includes(urn));
  const isEmpty = Object.keys(outputs).length === 0;
  const options = [
    ...(names.has(parent ?? "") ? [`parent: ${names.get(parent ?? "")}`] : []),
    ...(provider ? [`provider: ${providers.get(provider.urn)}`] : []),
    ...(awaited.length > 0
      ? [`dependsOn: [${awaited.flatMap((urn) => names.get(urn) ?? []).join(", ")}]`]
      : []),
    ...(ignoreChanges && ignoreChanges.length > 0 ? [`ignoreChanges: ${text(ignoreChanges)}`] : []),
    ...(provider && inputs === undefined ? ["notInProgram: true"] : []),
    ...(provider && isEmpty ? ["leftOut: true"] : []),
  ];
  // What is left out of an operation has edges, and nothing else is shown of its inputs.
  const unseen = isEmpty ? Object.keys(resource.propertyDependencies).map((name) => [name, unknown]) : [];
  const given = Object.entries<Json>({ ...Object.fromEntries(unseen), ...inputs }).map(
    ([property, value]) => {
      const edges = resource.propertyDependencies[property];
      return `${JSON.stringify(property)}: ${edges ? output(value, edges, names) : text(value)}`;
    },
  );
  const properties = `{ ${given.join(", ")} }`;
  if (!provider) {
    const more = [`type: ${text(type)}`, "packaged: true", `inputs: ${properties}`, ...options];
    return `stack.component(${text(name)}, { ${more.join(", ")} })`;
  }
  return `stack.custom(${text(type)}, ${text(name)}, ${properties}, { ${options.join(", ")} }, { computed: ${text(outputs)} })`;
}

function output(value: Json, edges: readonly string[], names: ReadonlyMap<string, string>): string {
  const urns = edges.flatMap((urn) => (names.has(urn) ? [`${names.get(urn)}.urn`] : []));
  return `new Output(${text(value)}, [${urns.join(", ")}])`;
}

function text(value: Json): string {
  return JSON.stringify(value).replaceAll(JSON.stringify(unknown), "unknown");
}

/** Each resource after those that it names. */
function inOrder(resources: readonly SeenResource[]): SeenResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ordered = new Set<SeenResource>();
  const visit = (resource: SeenResource, path: readonly SeenResource[]): void => {
    if (ordered.has(resource) || path.includes(resource)) return;
    const { parent, dependencies, propertyDependencies } = resource;
    for (const urn of [parent ?? "", ...dependencies, ...Object.values(propertyDependencies).flat()]) {
      const other = byUrn.get(urn);
      if (other) visit(other, [...path, resource]);
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource, []);
  return [...ordered];
}
