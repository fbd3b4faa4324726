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

/** What stands for values that are not known, of each kind (github.com/pulumi/pulumi, sdk/go/common/resource/plugin). */
export const unknowns: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
