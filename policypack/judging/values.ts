/** Puts values together that are read piece by piece, whichever form they come in. */
import type { Property } from "../stack/properties";

/** A list or an object that is not read yet. */
export abstract class Container {
  abstract readonly isList: boolean;

  /** What is in it, in order; the names of a list's members do not matter. */
  abstract members(): Iterable<readonly [name: string, member: Property | Container]>;

  /** What it means when all of it is read. */
  meaning(value: Property): Property {
    return value;
  }
}

/** A value with all that is in it. Values may nest deeper than calls can: containers stand in a list. */
export function putTogether(value: Property | Container): Property {
  if (!(value instanceof Container)) return value;
  const top = new Opened(value);
  const opened = [top];
  // The list grows while it is gone through: each container comes after the one that it is in.
  for (const each of opened) {
    for (const [name, member] of each.container.members()) {
      const inside = member instanceof Container ? new Opened(member) : member;
      if (inside instanceof Opened) opened.push(inside);
      each.members.push([name, inside]);
    }
  }
  for (const each of opened.reverse()) each.putTogether();
  return top.value;
}

/** A container whose members are read; those that are containers themselves may not be put together yet. */
class Opened {
  value: Property;
  readonly members: (readonly [name: string, member: Property | Opened])[] = [];

  constructor(readonly container: Container) {}

  putTogether(): void {
    const members = this.members.map(
      ([name, member]) => [name, member instanceof Opened ? member.value : member] as const,
    );
    const value = this.container.isList ? members.map(([, member]) => member) : Object.fromEntries(members);
    this.value = this.container.meaning(value);
  }
}
