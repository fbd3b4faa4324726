/** What task definitions and services need their roles to be allowed, wherever they say so. */
import type { Access } from "../access/access";
import type { Call } from "../access/calls";
import { type Container, fieldOf, nameOrPlace } from "../ecs/containers";
import { launchOf } from "../ecs/launch";
import { placeOfTasks } from "../ecs/places";
import type { Service } from "../ecs/services";
import { containerArgs, taskComponentOf } from "../ecs/task-components";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { Answer } from "../iam/answers";
import type { Graph } from "../stack/graph";
import type { Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { expressServiceType } from "../stack/types";
import { interpret, knownOr, object, read, sourceOf, text } from "../stack/values";
import { needsOfExec } from "./exec";
import { needsOfEnvironmentFiles, needsOfObjectBehind, needsOfRouterFile } from "./files";
import { needsOfImage, needsOfRepositoryBehind } from "./images";
import { needsOfDestination } from "./log-destinations";
import { needsOfGroupBehind, needsOfLog } from "./logs";
import { needsOfVolumes } from "./mounts";
import { type Need, proxy } from "./needs";
import { Parts, type Setting } from "./setting";
import { Targets } from "./targets";

/** What says what tasks need: a task definition, or a service with the one that it runs. */
export interface Needy {
  readonly resource: Resource;
  readonly definition: TaskDefinition;
  readonly setting: Setting;
  readonly needs: readonly Need[];
  /** Parts that have another form than they must. */
  readonly faults: readonly string[];
}

export class TaskNeeds {
  private readonly targets: Targets;
  private found: readonly Needy[] | undefined;
  private byResource: ReadonlyMap<Resource, readonly Need[]> | undefined;

  constructor(
    private readonly graph: Graph,
    private readonly access: Access,
    private readonly definitions: readonly TaskDefinition[],
    private readonly services: readonly Service[],
  ) {
    this.targets = new Targets(graph);
  }

  /** All task definitions and services of the stack, found once for all policies. */
  get all(): readonly Needy[] {
    this.found ??= [
      ...this.definitions.map((definition) => this.ofDefinition(definition)),
      ...this.services.flatMap((service) => this.ofService(service)),
    ];
    return this.found;
  }

  /** What the tasks of a service need, whether their definition or the service says so. */
  ofTasks({ resource, taskDefinition }: Service): readonly Need[] {
    this.byResource ??= new Map(this.all.map((needy) => [needy.resource, needy.needs]));
    const ofDefinition = taskDefinition ? this.byResource.get(taskDefinition.resource) : undefined;
    return [...(ofDefinition ?? []), ...(this.byResource.get(resource) ?? [])];
  }

  private setting(subject: Resource, definition: TaskDefinition, property: string): Setting {
    return {
      subject,
      property,
      source: sourceOf(subject, property),
      place: placeOfTasks(subject, definition),
      launch: launchOf(definition, this.services),
      targets: this.targets,
    };
  }

  private ofDefinition(definition: TaskDefinition): Needy {
    const { resource, containersProperty, containers } = definition;
    const setting = this.setting(resource, definition, containersProperty);
    const parts = new Parts(setting);
    const volumes = this.setting(resource, definition, "volumes");
    const partsOfVolumes = new Parts(volumes);
    const needs =
      resource.type === expressServiceType
        ? ofExpressService(setting, parts)
        : containers.kind === "known"
          ? containers.value.flatMap((container) => ofContainer(setting, parts, container))
          : containers.kind === "unknown" && containers.source.kind === "resources"
            ? this.ofEdges(setting, containers.source.urns)
            : [];
    const mounts = needsOfVolumes(volumes, partsOfVolumes, (call) => this.hasOwnPolicy(call));
    return {
      resource,
      definition,
      setting,
      needs: [...needs, ...mounts],
      faults: [...parts.faults, ...partsOfVolumes.faults],
    };
  }

  private hasOwnPolicy({ resource, arn }: Call): Answer {
    return this.access.resourcePolicies.exists({ resource, arn });
  }

  /** What containers need whose text is not known: what they have edges to, and what a component's arguments say. */
  private ofEdges(setting: Setting, urns: readonly string[]): Need[] {
    const { targets, launch } = setting;
    const files = targets.objectsBehind(urns).flatMap((file) => needsOfObjectBehind(targets, file));
    if (launch.onFargate === "no") return files;
    const component = taskComponentOf(this.graph, setting.subject);
    const told = component ? [...(containerArgs(component) ?? [])] : [];
    return [
      ...told.flatMap(([name, { image }]) =>
        typeof image === "string" ? needsOfImage(setting, image, name) : [],
      ),
      ...targets.repositoriesBehind(urns).flatMap(needsOfRepositoryBehind),
      ...targets.logGroupsBehind(urns).flatMap(needsOfGroupBehind),
      ...files,
    ];
  }

  private ofService(service: Service): Needy[] {
    const { resource, taskDefinition: definition, leftOut } = service;
    if (definition === undefined || leftOut) return [];
    const setting = this.setting(resource, definition, "serviceConnectConfiguration");
    const parts = new Parts(setting);
    const configuration = knownOr(read(resource, "inputs", [setting.property], object), undefined);
    const log = configuration && parts.shared(configuration.logConfiguration, object);
    return [
      {
        resource,
        definition,
        setting,
        needs: [...(log ? needsOfLog(setting, log, proxy, undefined) : []), ...needsOfExec(setting)],
        faults: parts.faults,
      },
    ];
  }
}

function ofContainer(setting: Setting, parts: Parts, { name, properties }: Container): Need[] {
  const { launch } = setting;
  const image = parts.known(fieldOf(properties, "image"), text, `image of container ${name}`);
  const log = parts.shared(fieldOf(properties, "logConfiguration"), object);
  return [
    ...(image === undefined || launch.onFargate === "no" ? [] : needsOfImage(setting, image, name)),
    ...(log
      ? [...needsOfLog(setting, log, name, nameOf(properties)), ...needsOfDestination(setting, log, name)]
      : []),
    ...needsOfEnvironmentFiles(setting, parts, properties, name),
    ...needsOfRouterFile(setting, parts, properties, name),
  ];
}

function nameOf(properties: Properties): string | undefined {
  const name = fieldOf(properties, "name");
  return typeof name === "string" && nameOrPlace(properties, 0) === name ? name : undefined;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayContainer.html */
function ofExpressService(setting: Setting, parts: Parts): Need[] {
  const { subject, property, source, targets } = setting;
  const container = parts.shared(subject.inputs[property], object);
  if (!container) return [];
  const image = interpret(container.image, text, source);
  if (image.kind === "known") return needsOfImage(setting, image.value, "primary");
  const urns = image.kind === "unknown" && image.source.kind === "resources" ? image.source.urns : [];
  return targets.repositoriesBehind(urns).flatMap(needsOfRepositoryBehind);
}
