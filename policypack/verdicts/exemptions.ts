/** Findings that configuration exempts, each with a reason. */
import { Beginnings } from "../iam/beginnings";
import { matches } from "../iam/globs";
import { datePattern, type PropertySchema, type RawConfig, wellFormed } from "./config";
import type { Exemption } from "./config-entries";
import type { Place } from "./findings";
import { groupBy } from "./groups";
import { mostNames } from "./wording";

export const exemptionsSchema: PropertySchema = {
  type: "array",
  title: "Exemptions",
  description: "Findings of this policy that are accepted, each with its reason.",
  default: [],
  items: {
    type: "object",
    title: "Exemption",
    description: "Findings on one resource, or on all resources that a pattern matches.",
    properties: {
      resource: {
        type: "string",
        title: "Resource",
        description: "URN or logical name of the resource; `*` and `?` are wildcards.",
        minLength: 1,
      },
      project: {
        type: "string",
        title: "Project",
        description: "Name of the project; `*` and `?` are wildcards. Any where it is not set.",
        minLength: 1,
      },
      stack: {
        type: "string",
        title: "Stack",
        description: "Name of the stack; `*` and `?` are wildcards. Any where it is not set.",
        minLength: 1,
      },
      finding: {
        type: "string",
        title: "Finding",
        description:
          "Id of the finding, as the message gives it; `*` and `?` are wildcards. All of this policy where it is not set.",
        minLength: 1,
      },
      reason: {
        type: "string",
        title: "Reason",
        description: "Why it is accepted; it is printed with every run.",
        minLength: 1,
      },
      expires: {
        type: "string",
        title: "Expires",
        description: "The last day on which it holds, as YYYY-MM-DD, in UTC. Never where it is not set.",
        pattern: datePattern,
      },
    },
    required: ["resource", "reason"],
    additionalProperties: false,
  },
};

/** A finding that an exemption covers. */
export interface Accepted {
  readonly id: string;
  readonly by: Exemption;
}

/** What exemptions leave of some findings. */
export interface Remainder {
  /** The ids that none covers. */
  readonly ids: readonly string[];
  readonly accepted: readonly Accepted[];
  /** Sentences about exemptions that would cover some, and hold no longer. */
  readonly expired: readonly string[];
}

/** The exemptions of one policy in one run. */
export class Exemptions {
  private readonly entries: readonly Exemption[];
  /** By what names their resources; there may be thousands. */
  private readonly byResource: ReadonlyMap<string, readonly Exemption[]>;
  /** What names resources with wildcards. */
  private readonly patterns: Beginnings;
  private readonly matched = new Set<Exemption>();
  private readonly used: string[] = [];

  /** @param today the day of the run, as `YYYY-MM-DD`, in UTC */
  constructor(
    config: RawConfig,
    private readonly today: string,
  ) {
    this.entries = wellFormed<Exemption>(config.exemptions, exemptionsSchema);
    const groups = groupBy(this.entries, ({ resource }) => resource);
    this.byResource = new Map(groups.map((entries) => [entries[0].resource, entries]));
    this.patterns = new Beginnings([...this.byResource.keys()].filter((resource) => /[*?]/.test(resource)));
  }

  /** Takes out the findings on a resource that are exempt. */
  apply({ urn, ids, formerly }: Place): Remainder {
    const { name, project, stack } = partsOf(urn);
    const here = this.about([urn, name]).filter(
      (entry) => matches(entry.project ?? "*", project) && matches(entry.stack ?? "*", stack),
    );
    const left: string[] = [];
    const accepted: Accepted[] = [];
    const expired = new Set<string>();
    for (const id of ids) {
      const names = [id, ...(formerly?.get(id) ?? [])];
      const covering = here.filter(({ finding = "*" }) => names.some((name) => matches(finding, name)));
      for (const entry of covering) this.matched.add(entry);
      const valid = covering.find(({ expires }) => expires === undefined || expires >= this.today);
      if (valid) {
        const until = valid.expires === undefined ? "" : ` (until ${valid.expires})`;
        accepted.push({ id, by: valid });
        this.used.push(`${id} on \`${name}\` is exempt${until}: ${valid.reason}`);
        continue;
      }
      left.push(id);
      for (const { expires, reason } of covering)
        expired.add(`An exemption from this expired on ${expires}: ${reason}`);
    }
    return { ids: left, accepted, expired: [...expired] };
  }

  /** Entries for a resource that goes by any of these names, in their order. */
  private about(names: readonly string[]): Exemption[] {
    const patterns = names.flatMap((name) =>
      this.patterns.like(name).filter((pattern) => matches(pattern, name)),
    );
    const fitting = new Set([...names, ...patterns].flatMap((name) => this.byResource.get(name) ?? []));
    return fitting.size > 1 ? this.entries.filter((entry) => fitting.has(entry)) : [...fitting];
  }

  /** The entries that have covered something, whether they hold or have expired. */
  covering(): readonly Exemption[] {
    return [...this.matched];
  }

  private idle(stackUrn: string): Exemption[] {
    const { project, stack } = partsOf(stackUrn);
    return this.entries.filter(
      (entry) =>
        !this.matched.has(entry) &&
        matches(entry.project ?? "*", project) &&
        matches(entry.stack ?? "*", stack) &&
        !namesAnotherStack(entry.resource, stackUrn),
    );
  }

  /** What was exempt, and which entries have covered nothing in this project and stack. */
  notes(stackUrn: string): string[] {
    const idle = this.idle(stackUrn);
    const more = idle.length - mostNames;
    return [
      ...this.used,
      ...idle.slice(0, mostNames).map(({ resource, finding }) => {
        const what = finding === undefined ? "nothing" : `no ${finding}`;
        return `the exemption for ${JSON.stringify(resource)} covers ${what} here`;
      }),
      ...(more > 0 ? [`${more} more exemptions cover nothing here`] : []),
    ];
  }
}

/** Whether a pattern of resources is a URN of another stack, as in a baseline of many. */
function namesAnotherStack(resource: string, stackUrn: string): boolean {
  const own = partsOf(stackUrn);
  const { project, stack } = partsOf(resource);
  // A wildcard may stand for more than one part.
  const isCertain = stack !== "" && !/[*?]/.test(`${stack}${project}`);
  return isCertain && (stack !== own.stack || project !== own.project);
}

/** The logical name in a URN. */
export function nameIn(urn: string): string {
  return partsOf(urn).name;
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold `::`. */
function partsOf(urn: string): { name: string; project: string; stack: string } {
  const [, stack = "", project = "", name = ""] = /^urn:pulumi:(.*?)::(.*?)::.*?::(.*)$/s.exec(urn) ?? [];
  return { name, project, stack };
}
