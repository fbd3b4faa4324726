/**
 * Tasks mount a file system by one of its mount targets
 * (https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html).
 */
import type { Service } from "../ecs/services";
import { Called } from "../stack/called";
import { type Graph, meant } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Resource } from "../stack/resources";
import { accessPointType, fileSystemType, mountTargetType } from "../stack/types";
import { read, text } from "../stack/values";

/** File systems of a stack, with their mount targets. */
export class MountTargets {
  private readonly fileSystems: Called;
  private readonly targets = new Map<Resource, Resource[]>();
  private isOpen: boolean;

  constructor(private readonly graph: Graph) {
    this.isOpen = graph.leavesOut(mountTargetType);
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

  /** The file systems of this stack that the tasks of a service mount. */
  mountedBy({ taskDefinition }: Service): Resource[] {
    if (!taskDefinition) return [];
    const { resource } = taskDefinition;
    const property = "volumes";
    const edges = resource.propertyDependencies.get(property) ?? [];
    // Whatever of these two the property has an edge to, it names.
    const behind = this.graph.behindOfType(edges, fileSystemType);
    const isOpen = behind.some(({ packaged }) => packaged) && meant(behind, 1) === undefined;
    const points = this.graph.behindOfType(edges, accessPointType).map((point) => point.resource);
    const found = new Set([
      ...(isOpen ? [] : behind.map((fileSystem) => fileSystem.resource)),
      ...points.flatMap((point) => this.fileSystemOf(point) ?? []),
    ]);
    return [...found];
  }

  private fileSystemOf(holder: Resource): Resource | undefined {
    const property = "fileSystemId";
    return this.fileSystems.meant(holder, property, read(holder, "inputs", [property], text))?.resource;
  }
}
