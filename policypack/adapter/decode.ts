/** Turns what the SDK hands to a policy into plain values. */
import { type Properties, type Property, UNKNOWN } from "../stack/properties";

/** The properties with these names, or all where none are named. */
export function decodeProperties(props: unknown, names?: readonly string[]): Properties {
  if (typeof props !== "object" || props === null) return {};
  const decoded: Record<string, Property> = {};
  for (const name of names ?? Object.keys(props)) {
    const value = decodeMember(props, name);
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

/** A list or an object whose members are read, and which is not put together yet. */
class Container {
  decoded: Property;
  readonly members: (readonly [name: string, member: Property | Container])[] = [];

  constructor(readonly value: object) {}

  names(): string[] {
    return Array.isArray(this.value)
      ? Array.from({ length: this.value.length }, (_, index) => String(index))
      : Object.keys(this.value);
  }

  putTogether(): void {
    const members = this.members.map(
      ([name, member]) => [name, member instanceof Container ? member.decoded : member] as const,
    );
    this.decoded = Array.isArray(this.value)
      ? members.map(([, member]) => member)
      : Object.fromEntries(members);
  }
}

/** One member with all that is in it. Values may nest deeper than calls can: containers stand in a list. */
function decodeMember(container: object, key: string): Property {
  const top = readMember(container, key);
  if (!(top instanceof Container)) return top;
  const containers = [top];
  // The list grows while it is gone through: each container comes after the one that it is in.
  for (const each of containers) {
    for (const name of each.names()) {
      const member = readMember(each.value, name);
      each.members.push([name, member]);
      if (member instanceof Container) containers.push(member);
    }
  }
  for (const each of containers.reverse()) each.putTogether();
  return top.decoded;
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
      return member === null ? null : new Container(member);
    default:
      return undefined;
  }
}
