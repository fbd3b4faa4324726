/**
 * What the arguments of a `FargateService` (npm package ecs-guardrails-components) tell of the resources that it
 * makes, where a preview does not: texts that are one JSON document are unknown as a whole.
 */
import type { Graph } from "../stack/graph";
import { isObject, UNKNOWN } from "../stack/properties";
import type { Resource } from "../stack/resources";
import type { Source } from "../stack/values";
import { SecretUseReader, type SecretUses } from "./secret-uses";

export const fargateServiceType = "ecs-guardrails-components:index:FargateService";

/** The container to which the arguments of the component itself belong. */
const mainContainer = "app";

/** The component that makes a resource. Some SDKs do not send its arguments: then there is none. */
function fargateServiceOf(graph: Graph, { parent }: Resource): Resource | undefined {
  const component = parent === undefined ? undefined : graph.get(parent);
  return component?.type === fargateServiceType && component.inputs.image !== undefined
    ? component
    : undefined;
}

/**
 * The secrets of a task definition whose containers are not known; undefined where no component tells them.
 * @param source where the containers come from
 */
export function secretsOfFargateService(
  graph: Graph,
  definition: Resource,
  source: Source,
): SecretUses | undefined {
  const component = fargateServiceOf(graph, definition);
  const sidecars = component?.inputs.sidecars ?? {};
  if (component === undefined || !isObject(sidecars)) return undefined;
  const property = "containerDefinitions";
  const reader = new SecretUseReader(definition, property, source);
  for (const [name, args] of Object.entries({ [mainContainer]: component.inputs, ...sidecars })) {
    const secrets = isObject(args) ? (args.secrets ?? {}) : undefined;
    if (!isObject(args) || !isObject(secrets)) return undefined;
    const { repositoryCredentials } = args;
    // The document that grants them is then not known either, and grants what is named here.
    if ([...Object.values(secrets), repositoryCredentials].includes(UNKNOWN))
      return { uses: [], open: [{ property, source: sourceOfSecrets(component, source) }], faults: [] };
    reader.container(
      {
        secrets: Object.entries(secrets).map(([variable, valueFrom]) => ({ name: variable, valueFrom })),
        ...(typeof repositoryCredentials === "string" && {
          repositoryCredentials: { credentialsParameter: repositoryCredentials },
        }),
      },
      name,
    );
  }
  return reader;
}

/** Nearer than what the containers depend on, which are images and environment variables as well. */
function sourceOfSecrets({ propertyDependencies }: Resource, otherwise: Source): Source {
  const urns = ["secrets", "repositoryCredentials", "sidecars"].flatMap(
    (property) => propertyDependencies.get(property) ?? [],
  );
  return urns.length > 0 ? { kind: "resources", urns } : otherwise;
}

/**
 * Whether a policy that the component attaches to its task role is no mistake, whatever it reads in Parameter Store.
 * The component refuses such reads, at the latest when they are known, unless the program says that the application
 * itself reads.
 */
export function isVouchedFor(graph: Graph, policy: Resource, document: "known" | "unknown"): boolean {
  const component = fargateServiceOf(graph, policy);
  const isOfTaskRole = taskRolePolicies.some((suffix) => policy.name === `${component?.name}-${suffix}`);
  if (component === undefined || !isOfTaskRole) return false;
  // What is known is judged: a transform may have changed it.
  return document === "unknown" || component.inputs.taskRoleMayReadParameters === true;
}

/** What the names of these policies have after that of the component. */
const taskRolePolicies = ["application", "volumes"];
