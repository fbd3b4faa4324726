/**
 * Tasks mount a file system by one of its mount targets
 * (https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html).
 */
import type { Service } from "../ecs/services";
import { firstTaskRows, serviceRows } from "../needs/prerequisite-rows";
import { Called } from "../stack/called";
import { type Graph, meant } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Resource } from "../stack/resources";
import { accessPointType, fileSystemType, mountTargetType } from "../stack/types";
import { existsAlready, list, read, text } from "../stack/values";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

/** File systems of a stack, with their mount targets. */
export class MountTargets {
  private readonly fileSystems: Called;
  private readonly targets = new Map<Resource, Resource[]>();
  private isOpen = false;

  constructor(private readonly graph: Graph) {
    this.fileSystems = new Called(graph, { [fileSystemType]: ["id", "arn"] });
    for (const target of graph.ofType(mountTargetType)) {
      const fileSystem = this.fileSystemOf(target);
      if (fileSystem) addTo(this.targets, fileSystem, target);
      else this.isOpen ||= read(target, "inputs", ["fileSystemId"], text).kind === "unknown";
    }
  }

  /** The mount targets of a file system; undefined where there are none to be seen, and may be some. */
  of(fileSystem: Resource): readonly Resource[] | undefined {
    const found = this.targets.get(fileSystem) ?? [];
    return found.length === 0 && this.isOpen ? undefined : found;
  }

  /** The file systems that the tasks of a service mount, and that AWS does not have yet. */
  mountedBy({ taskDefinition }: Service): Resource[] {
    if (!taskDefinition) return [];
    const { resource } = taskDefinition;
    const property = "volumes";
    const edges = resource.propertyDependencies.get(property) ?? [];
    // Whatever of these two the property has an edge to, it names.
    const behind = this.graph.behindOfType(edges, fileSystemType);
    const isOpen = behind.some(({ packaged }) => packaged) && meant(behind, 1) === undefined;
    const points = this.graph.behindOfType(edges, accessPointType).map((point) => point.resource);
    // The id of one that is new is known to nobody: there are edges, or there is nothing.
    const found = new Set([
      ...(isOpen ? [] : behind.map((fileSystem) => fileSystem.resource)),
      ...points.flatMap((point) => this.fileSystemOf(point) ?? []),
    ]);
    return [...found].filter((fileSystem) => !existsAlready(fileSystem));
  }

  private fileSystemOf(holder: Resource): Resource | undefined {
    const property = "fileSystemId";
    return this.fileSystems.meant(holder, property, read(holder, "inputs", [property], text))?.resource;
  }
}

/** Finds new file systems without a mount target: whether the service is new does not matter. */
export function missingMountTargets(mountTargets: MountTargets, inTime: InTime): Reader {
  const row = serviceRows.mountTarget;
  return (service) =>
    mountTargets.mountedBy(service).flatMap((subject): Unmet[] => {
      if (mountTargets.of(subject)?.length !== 0 || inTime.othersReach(subject)) return [];
      const text = `the subnets of \`${service.resource.name}\` are not known before the update, and a mount target that is made for each of them inside of \`apply\` is not in this preview`;
      return [
        {
          service,
          row,
          kind: row.lacking.kind,
          subject,
          unawaited: [],
          certainty: "presumed",
          ...(hasSubnets(service) ? {} : { doubt: { cause: "new", text } }),
        },
      ];
    });
}

/** Finds mount targets that are made while the first tasks start. */
export function lateMountTargets(mountTargets: MountTargets, inTime: InTime): Reader {
  const row = firstTaskRows.mountTarget;
  return (service) =>
    mountTargets
      .mountedBy(service)
      .flatMap((subject) =>
        inTime.late(row, service, subject, mountTargets.of(subject) ?? [], service.taskDefinitionCertainty),
      );
}

/** Whether the program knows how many subnets there are: only then can it make something for each outside of `apply`. */
function hasSubnets({ resource }: Service): boolean {
  return read(resource, "inputs", ["networkConfiguration", "subnets"], list).kind === "known";
}
