/** Names that more than one entry of `services` has in one namespace. */
import { propertyName } from "../code/words";
import { addTo } from "../stack/lists";
import type { Check, Fault } from "../verdicts/faults";
import type { FindingKind } from "../verdicts/kinds";
import { joined, named } from "../verdicts/wording";
import { type Entry, refusal } from "./entries";
import { namespaceKey, sameNamespace } from "./namespaces";

export class TakenNames {
  private readonly discoveryNames = new Names(({ endpoint: { discoveryName } }) =>
    discoveryName.kind === "known" ? [discoveryName.value] : [],
  );
  private readonly aliases = new Names(({ endpoint: { aliases } }) =>
    // What ECS calls an entry without a `dnsName` AWS does not say plainly enough to reject a program for it.
    aliases.flatMap(({ dnsName, port }) =>
      dnsName.kind !== "known" || port === undefined ? [] : [`${dnsName.value.toLowerCase()} ${port}`],
    ),
  );

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      this.discoveryNames.add(entry);
      this.aliases.add(entry);
    }
  }

  /** The same name and port, or the same name in Cloud Map, in one namespace. */
  get checks(): Check<Entry>[] {
    return [
      {
        kind: takenKinds.discoveryName,
        fails: `${refusal("SC service is already used by …")} That is the one that comes second.`,
        find: (entry) =>
          taken(
            entry,
            this.discoveryNames.others(entry, true),
            `name in Cloud Map (\`${propertyName("discoveryName")}\`, else \`${propertyName("portName")}\`)`,
            "discoveryName",
          ),
      },
      {
        kind: takenKinds.alias,
        fails: "AWS refuses the service that comes second: a name and port stand for one endpoint.",
        find: (entry) => taken(entry, this.aliases.others(entry, true), "alias and port", "dnsName"),
      },
    ];
  }

  /** Entries of the same name of which it cannot be told whether they are in the same namespace. */
  perhaps(entry: Entry): Entry[] {
    // Only where a namespace is not known: two clusters made elsewhere, say, commonly have one each.
    const isOpen = (other: Entry) =>
      [entry, other].some(({ service }) => service.namespace.kind === "undetermined");
    return [
      ...new Set([...this.discoveryNames.others(entry, undefined), ...this.aliases.others(entry, undefined)]),
    ].filter(isOpen);
  }
}

export const takenKinds = {
  alias: {
    id: "alias-taken/<entry>",
    meaning: "another entry in the namespace has the same alias and port",
    evidence: "documented",
    sources: ["https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html"],
  },
  discoveryName: {
    id: "discovery-name-taken/<entry>",
    meaning: "another entry in the namespace has the same name in Cloud Map",
    evidence: "reported",
    sources: ["https://github.com/aws/copilot-cli/issues/4337"],
  },
} as const satisfies Record<string, FindingKind>;

/** How messages call the services of other entries with a name of this one. */
export function holders({ service }: Entry, others: readonly Entry[]): string {
  const own = others.some((other) => other.service === service);
  const foreign = others.filter((other) => other.service !== service);
  const names = [...new Set(foreign.map((other) => other.service.resource.name))].sort();
  return joined([
    ...(own ? ["another entry"] : []),
    ...(names.length > 0 ? [`an entry of ${named(names)}`] : []),
  ]);
}

function taken(entry: Entry, others: readonly Entry[], what: string, property: string): readonly Fault[] {
  if (others.length === 0) return [];
  return [
    {
      parts: [entry.place],
      text: `has the same ${what} as ${holders(entry, others)}, in one namespace: AWS refuses the one that comes second`,
      change: [`give each entry a \`${propertyName(property)}\` of its own.`],
      certainty: certaintyOf(entry),
    },
  ];
}

function certaintyOf({ service: { namespace } }: Entry): "proven" | "presumed" {
  return namespace.kind === "stack" ? namespace.certainty : "proven";
}

/** Entries by names of one kind and the namespaces in which they have them. */
class Names {
  private readonly byName = new Map<string, Map<string, Entry[]>>();

  constructor(private readonly namesOf: (entry: Entry) => readonly string[]) {}

  add(entry: Entry): void {
    const key = namespaceKey(entry.service.namespace);
    for (const name of new Set(this.namesOf(entry))) {
      const byNamespace = this.byName.get(name) ?? new Map<string, Entry[]>();
      this.byName.set(name, byNamespace);
      addTo(byNamespace, key, entry);
    }
  }

  /** Other entries of the same name whose namespace is the same, or may be where `isSame` is undefined. */
  others(entry: Entry, isSame: true | undefined): Entry[] {
    const { namespace } = entry.service;
    const found = new Set<Entry>();
    for (const name of this.namesOf(entry)) {
      for (const entries of this.byName.get(name)?.values() ?? []) {
        const [first] = entries;
        const areSame = first && sameNamespace(namespace, first.service.namespace);
        for (const other of entries) {
          const isOwn = other.service === entry.service;
          if (other !== entry && (isOwn || areSame) === isSame) found.add(other);
        }
      }
    }
    return [...found];
  }
}
