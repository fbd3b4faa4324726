/** What the arguments of a component that makes a task definition tell of secrets, and of policies of its task role. */
import { containerArgs, taskComponentOf } from "../ecs/task-components";
import type { Graph } from "../stack/graph";
import { isObject, UNKNOWN } from "../stack/properties";
import type { Resource } from "../stack/resources";
import type { Source } from "../stack/values";
import { SecretUseReader, type SecretUses } from "./secret-uses";

/**
 * The secrets of a task definition whose containers are not known; undefined where no component tells them.
 * @param source where the containers come from
 */
export function secretsOfComponent(
  graph: Graph,
  definition: Resource,
  source: Source,
): SecretUses | undefined {
  const component = taskComponentOf(graph, definition);
  const containers = component && containerArgs(component);
  if (component === undefined || containers === undefined) return undefined;
  const property = "containerDefinitions";
  const reader = new SecretUseReader(definition, property, source);
  for (const [name, args] of containers) {
    const secrets = args.secrets ?? {};
    if (!isObject(secrets)) return undefined;
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
  const component = taskComponentOf(graph, policy);
  const isOfTaskRole = taskRolePolicies.some((suffix) => policy.name === `${component?.name}-${suffix}`);
  if (component === undefined || !isOfTaskRole) return false;
  // What is known is judged: a transform may have changed it.
  if (document === "unknown") return true;
  const { taskRoleMayReadParameters } = component.inputs;
  return taskRoleMayReadParameters === true || taskRoleMayReadParameters === UNKNOWN;
}

/** What the names of these policies have after that of the component. */
const taskRolePolicies = ["application", "volumes"];
