/** What tasks write to, pull from and mount, where this stack makes it. */
import { chosenByAws } from "../iam/globs";
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import { placeOfResource, regionOf } from "../stack/places";
import type { Resource } from "../stack/resources";
import {
  accessPointType,
  bucketTypes,
  clusterType,
  fileSystemType,
  logGroupType,
  objectTypes,
  repositoryType,
} from "../stack/types";
import { knownOr, read, text, type Value } from "../stack/values";

/** Resources of other providers that put an image into a repository, and give its address. */
export const imageTypes = /^(?:docker|docker-build|dockerbuild|awsx):/;

const cacheRuleType = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
const streamTypes = [
  "aws:kinesis/stream:Stream",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
];
const registryPolicyType = "aws:ecr/registryPolicy:RegistryPolicy";

/** Of the pull-through caches of a stack, with what the names of their repositories begin. */
export function cachePrefixes(graph: Graph): Value<string>[] {
  return graph.ofType(cacheRuleType).map((rule) => read(rule, "inputs", ["ecrRepositoryPrefix"], text));
}

export class Targets {
  private readonly logGroups: Called;
  private readonly repositories: Called;
  private readonly fileSystems: Called;
  private readonly buckets: Called;
  private readonly streams: Called;
  private readonly clusters: Called;

  constructor(private readonly graph: Graph) {
    this.logGroups = new Called(graph, { [logGroupType]: ["name", "arn"] });
    this.repositories = new Called(graph, { [repositoryType]: ["repositoryUrl", "name"] });
    this.fileSystems = new Called(graph, { [fileSystemType]: ["id", "arn"] });
    this.streams = new Called(graph, Object.fromEntries(streamTypes.map((type) => [type, ["name"]])));
    this.clusters = new Called(graph, { [clusterType]: ["arn", "name"] });
    this.buckets = new Called(graph, Object.fromEntries(bucketTypes.map((type) => [type, ["bucket", "id"]])));
  }

  /** The log group of a name that stands in a property of a resource. */
  logGroup(holder: Resource, property: string, name: string): Resource | undefined {
    return this.logGroups.only(holder, property, name);
  }

  /** The repository of an image: by the image's address without its tag or, while AWS has not given it, by its name. */
  repository(holder: Resource, property: string, url: string, name: string): Resource | undefined {
    const known = this.repositories.only(holder, property, url);
    const named = known ? undefined : this.repositories.only(holder, property, name);
    const isNew = named && read(named, "outputs", ["repositoryUrl"], text).kind === "unknown";
    const region = named && regionOf(named);
    const isHere = region === undefined || url.includes(`.${region}.`);
    return isNew && isHere ? named : known;
  }

  fileSystem(holder: Resource, property: string, id: string): Resource | undefined {
    return this.fileSystems.only(holder, property, id);
  }

  bucket(holder: Resource, property: string, name: string): Resource | undefined {
    return this.buckets.only(holder, property, name);
  }

  /** The stream, or delivery stream, of a name. */
  stream(holder: Resource, property: string, name: string): Resource | undefined {
    return this.streams.only(holder, property, name);
  }

  /** The cluster of a service. */
  clusterOf(service: Resource): Resource | undefined {
    const property = "cluster";
    return this.clusters.meant(service, property, read(service, "inputs", [property], text))?.resource;
  }

  accessPointsBehind(urns: readonly string[]): Resource[] {
    return this.graph.behindOfType(urns, accessPointType).map(({ resource }) => resource);
  }

  bucketsBehind(urns: readonly string[]): Resource[] {
    return this.graph.behindOfType(urns, ...bucketTypes).map(({ resource }) => resource);
  }

  /** Whether a pull-through cache of this stack keeps repositories of such a name, and no registry policy speaks of it. */
  isCached(name: string): boolean {
    if (this.graph.ofType(registryPolicyType).length > 0) return false;
    return cachePrefixes(this.graph).some(
      (prefix) => prefix.kind === "known" && name.startsWith(`${prefix.value}/`),
    );
  }

  /** Log groups behind edges. */
  logGroupsBehind(urns: readonly string[]): Resource[] {
    return this.graph.behindOfType(urns, logGroupType).map(({ resource }) => resource);
  }

  fileSystemsBehind(urns: readonly string[]): Resource[] {
    return this.graph.behindOfType(urns, fileSystemType).map(({ resource }) => resource);
  }

  /** Repositories behind edges, and behind the images that are built and pushed to them. */
  repositoriesBehind(urns: readonly string[]): Resource[] {
    const found = new Set<Resource>();
    const seen = new Set<string>();
    const pending = [...urns];
    for (let urn = pending.pop(); urn !== undefined; urn = pending.pop()) {
      if (seen.has(urn)) continue;
      seen.add(urn);
      for (const { resource } of this.graph.behind([urn])) {
        if (resource.type === repositoryType) found.add(resource);
        else if (imageTypes.test(resource.type)) pending.push(...edgesOf(resource));
      }
      const component = this.graph.get(urn);
      if (component && imageTypes.test(component.type)) pending.push(...edgesOf(component));
    }
    return [...found];
  }

  /** Files in S3 behind edges. */
  objectsBehind(urns: readonly string[]): Resource[] {
    return this.graph.behindOfType(urns, ...objectTypes).map(({ resource }) => resource);
  }
}

function edgesOf({ dependencies, propertyDependencies }: Resource): string[] {
  return [...dependencies, ...[...propertyDependencies.values()].flat()];
}

/** The ARN that a resource has or will have: what is not known of it is open. */
export function arnOf(resource: Resource): { readonly arn: string; readonly isKnown: boolean } {
  const arn = read(resource, "outputs", ["arn"], text);
  if (arn.kind === "known") return { arn: arn.value.replace(/:\*$/, ""), isKnown: true };
  const { partition, region } = placeOfResource(resource);
  const name = knownOr(read(resource, "outputs", ["name"], text), "?*");
  const rest: Readonly<Record<string, string>> = {
    [logGroupType]: `logs:${region}:?*:log-group:${name}`,
    [repositoryType]: `ecr:${region}:?*:repository/${name}`,
    [fileSystemType]: `elasticfilesystem:${region}:?*:file-system/fs-${chosenByAws.repeat(17)}`,
  };
  return { arn: `arn:${partition}:${rest[resource.type] ?? "?*"}`, isKnown: false };
}
