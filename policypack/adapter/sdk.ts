/** Turns what the SDK hands to a policy into plain values. */
import type { PolicyResource } from "@pulumi/policy";
import type { SeenProperties, SeenResource } from "../judging/seen";
import { Container, putTogether } from "../judging/values";
import { type Properties, type Property, UNKNOWN } from "../stack/properties";

/** The resources of a stack. */
export function resourcesOfSdk(resources: readonly PolicyResource[]): SeenResource[] {
  return resources.map(({ urn, type, name, parent, provider, props, opts, ...edges }) => ({
    urn,
    type,
    name,
    parent: parent?.urn,
    provider: provider && { urn: provider.urn, properties: propertiesOfSdk(provider.props) },
    properties: propertiesOfSdk(props),
    ignoreChanges: opts.ignoreChanges,
    dependencies: edges.dependencies.map((dependency) => dependency.urn),
    propertyDependencies: new Map(
      Object.entries(edges.propertyDependencies).map(([property, from]) => [
        property,
        from.map((dependency) => dependency.urn),
      ]),
    ),
  }));
}

/** The properties of a resource; none where there are none, as in calls that are made by hand. */
export function propertiesOfSdk(properties: object | undefined): SeenProperties {
  const props = properties ?? {};
  return {
    isEmpty: Object.keys(props).length === 0,
    read: (names = Object.keys(props)) => decodeProperties(props, names),
  };
}

function decodeProperties(props: object, names: readonly string[]): Properties {
  const decoded = names.map((name) => [name, putTogether(readMember(props, name))] as const);
  return Object.fromEntries(decoded.filter(([, value]) => value !== undefined));
}

/** A list or an object of the SDK. */
class SdkContainer extends Container {
  readonly isList: boolean;

  constructor(private readonly value: object) {
    super();
    this.isList = Array.isArray(value);
  }

  members(): (readonly [name: string, member: Property | Container])[] {
    const names = Array.isArray(this.value) ? [...this.value.keys()].map(String) : Object.keys(this.value);
    return names.map((name) => [name, readMember(this.value, name)]);
  }
}

/** Reading an unknown throws, and is the only way in which the SDK tells of one. */
function readMember(container: object, key: string): Property | Container {
  let member: unknown;
  try {
    member = Reflect.get(container, key);
  } catch {
    return UNKNOWN;
  }
  switch (typeof member) {
    case "string":
    case "number":
    case "boolean":
      return member;
    case "object":
      return member === null ? null : new SdkContainer(member);
    default:
      return undefined;
  }
}
