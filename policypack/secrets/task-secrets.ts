/** The secrets that task definitions take, wherever they name them. */
import { propertyName } from "../code/words";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { expressServiceType, parameterType } from "../stack/types";
import { knownOr, list, object, read, sourceOf } from "../stack/values";
import { SecretUseReader, type SecretUses } from "./secret-uses";
import { secretsOfComponent } from "./task-components";

/** What a task definition says about secrets. */
export interface TakenSecrets extends SecretUses {
  readonly definition: TaskDefinition;
  /** Parameters of this stack that the containers name, as far as edges tell. */
  readonly parameters: readonly Resource[];
}

export class TaskSecrets {
  private readonly byDefinition = new Map<TaskDefinition, TakenSecrets>();

  constructor(private readonly graph: Graph) {}

  of(definition: TaskDefinition): TakenSecrets {
    const known = this.byDefinition.get(definition);
    if (known) return known;
    const { resource, containersProperty } = definition;
    const edges = resource.propertyDependencies.get(containersProperty) ?? [];
    const taken: TakenSecrets = {
      definition,
      parameters: this.graph.behindOfType(edges, parameterType).map((found) => found.resource),
      ...(resource.type === expressServiceType
        ? ofExpressService(resource)
        : this.ofTaskDefinition(definition)),
    };
    this.byDefinition.set(definition, taken);
    return taken;
  }

  private ofTaskDefinition({ resource, containers, containersProperty }: TaskDefinition): SecretUses {
    const volumes = new SecretUseReader(resource, "volumes", sourceOf(resource, "volumes"));
    const listed = volumes.part(resource.inputs.volumes, list, "the property");
    if (listed) volumes.volumes(listed);
    const stated =
      containers.kind === "unknown" ? secretsOfComponent(this.graph, resource, containers.source) : undefined;
    if (stated) return together(stated, volumes);
    const reader = new SecretUseReader(resource, containersProperty, sourceOf(resource, containersProperty));
    if (containers.kind === "unknown")
      reader.open.push({ property: containersProperty, source: containers.source });
    if (containers.kind === "malformed") {
      const text = `\`${propertyName(containersProperty)}\` of \`${resource.name}\` is not ${containers.expected}`;
      reader.faults.push({ cause: "malformed", text });
    }
    if (containers.kind === "known") {
      for (const { name, properties } of containers.value) reader.container(properties, name);
    }
    return together(reader, volumes);
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayContainer.html */
function ofExpressService(resource: Resource): SecretUses {
  const property = "primaryContainer";
  const reader = new SecretUseReader(resource, property, sourceOf(resource, property));
  const container = reader.part(resource.inputs[property], object, "the property");
  if (container) reader.container(container, "primary");
  return reader;
}

/**
 * What the log configuration of Service Connect's proxy says about secrets
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html).
 */
export function secretsOfServiceConnect(service: Resource): SecretUses {
  const property = "serviceConnectConfiguration";
  const reader = new SecretUseReader(service, property, sourceOf(service, property));
  const configuration = knownOr(read(service, "inputs", [property], object), undefined);
  const log = configuration && reader.part(configuration.logConfiguration, object, "logConfiguration");
  if (log) reader.logOptions(log, "service-connect", "logConfiguration");
  return reader;
}

function together(one: SecretUses, other: SecretUses): SecretUses {
  return {
    uses: [...one.uses, ...other.uses],
    open: [...one.open, ...other.open],
    faults: [...one.faults, ...other.faults],
  };
}
