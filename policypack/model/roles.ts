/** Which role a property means, wherever the role is made. */
import type { Graph, Resource } from "./resources";
import { interpret, knownOr, type Property, read, type Source, sourceOf, text, type Value } from "./values";

export const roleType = "aws:iam/role:Role";

/** A role of this stack, or an external one that is known by its ARN or name. */
export interface Role {
  /** The role's resource; undefined for an external role. */
  readonly resource: Resource | undefined;
  /** The name in AWS, or the logical name where AWS's is not known yet. */
  readonly name: string;
  /** The ARN, where it is known. */
  readonly arn: string | undefined;
  readonly account: string | undefined;
}

/** What a property that should name a role says. */
export type RoleReference =
  | { readonly kind: "none" }
  | {
      readonly kind: "role";
      readonly role: Role;
      /** Presumed when the way to the role leads through a packaged component. */
      readonly certainty: "proven" | "presumed";
    }
  | {
      readonly kind: "undetermined";
      /** Completes "its role …". */
      readonly reason: string;
      /** The roles that it can be; undefined when it may be any. */
      readonly candidates: readonly Role[] | undefined;
    };

/** The roles of a stack; an external role enters when a property first names it. */
export class Roles {
  private readonly ofStack = new Map<string, Role>();
  private readonly byName = new Map<string, Role[]>();

  constructor(private readonly graph: Graph) {
    for (const resource of graph.ofType(roleType)) {
      const { role, nameIsKnown } = roleOf(resource);
      this.ofStack.set(resource.urn, role);
      if (nameIsKnown) this.index(role);
    }
  }

  /** The role that a Role resource makes. */
  ofStackAt(resource: Resource): RoleReference {
    const role = this.ofStack.get(resource.urn);
    return role ? { kind: "role", role, certainty: "proven" } : { kind: "none" };
  }

  /** Resolves a property that holds a role's ARN or name. */
  resolve(resource: Resource, property: string): RoleReference {
    return this.resolveValue(resource, property, read(resource, "inputs", [property], text));
  }

  /** Resolves one member of a property that lists roles. */
  resolveMember(resource: Resource, property: string, member: Property): RoleReference {
    return this.resolveValue(resource, property, interpret(member, text, sourceOf(resource, property)));
  }

  private resolveValue(resource: Resource, property: string, value: Value<string>): RoleReference {
    switch (value.kind) {
      case "absent":
        return { kind: "none" };
      case "malformed":
        return undetermined(
          `is not known: \`${property}\` of \`${resource.name}\` is not ${value.expected}`,
          [],
        );
      case "unknown":
        return this.behind(value.source, property, resource);
      case "known": {
        const role = this.named(value.value);
        return role
          ? { kind: "role", role, certainty: "proven" }
          : undetermined(
              `is not known: \`${property}\` of \`${resource.name}\` is no role ARN or role name`,
              [],
            );
      }
    }
  }

  private behind(source: Source, property: string, resource: Resource): RoleReference {
    if (source.kind === "elsewhere") {
      return undetermined(
        `is not known before the update: \`${property}\` of \`${resource.name}\` comes from outside this stack's resources`,
        undefined,
      );
    }
    const roles = this.graph.behind(source.urns).flatMap(({ resource: found, packaged }) => {
      const role = this.ofStack.get(found.urn);
      return role ? [{ role, packaged }] : [];
    });
    const [first, second] = roles;
    if (first && !second) {
      return { kind: "role", role: first.role, certainty: first.packaged ? "presumed" : "proven" };
    }
    return first
      ? undetermined(
          `is one of ${roles.length} roles: \`${property}\` of \`${resource.name}\` depends on several`,
          roles.map(({ role }) => role),
        )
      : undetermined(
          `is not known before the update: \`${property}\` of \`${resource.name}\` depends on no role of this stack`,
          undefined,
        );
  }

  /** The role with this ARN or name; undefined when the text is neither. */
  private named(arnOrName: string): Role | undefined {
    const parsed = parseRole(arnOrName);
    if (!parsed) return undefined;
    const found = (this.byName.get(parsed.name) ?? []).find(
      ({ account }) => account === undefined || parsed.account === undefined || account === parsed.account,
    );
    if (found) return found;
    const role: Role = { resource: undefined, ...parsed };
    this.index(role);
    return role;
  }

  private index(role: Role): void {
    const namesakes = this.byName.get(role.name);
    if (namesakes) namesakes.push(role);
    else this.byName.set(role.name, [role]);
  }
}

/** Whether two references mean one role; undefined where that cannot be told. */
export function sameRole(one: RoleReference, other: RoleReference): boolean | undefined {
  if (one.kind === "role" && other.kind === "role") return one.role === other.role;
  if (one.kind === "none" || other.kind === "none") return false;
  return undefined;
}

/** Whether a reference that is not settled can mean this role. */
export function mayMean(reference: RoleReference, role: Role): boolean {
  if (reference.kind !== "undetermined") return false;
  return reference.candidates === undefined || reference.candidates.includes(role);
}

function roleOf(resource: Resource): { role: Role; nameIsKnown: boolean } {
  const arn = read(resource, "outputs", ["arn"], text);
  const parsed = arn.kind === "known" ? parseRole(arn.value) : undefined;
  const name = parsed?.name ?? knownOr(read(resource, "outputs", ["name"], text), undefined);
  return {
    role: { resource, name: name ?? resource.name, arn: parsed?.arn, account: parsed?.account },
    nameIsKnown: name !== undefined,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, names and paths. */
const roleArn = /^arn:[\w-]+:iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/;
const roleName = /^[\w+=,.@-]{1,64}$/;

function parseRole(
  arnOrName: string,
): { name: string; arn: string | undefined; account: string | undefined } | undefined {
  const [arn, account, name] = roleArn.exec(arnOrName) ?? [];
  if (arn !== undefined && name !== undefined) return { name, arn, account };
  return roleName.test(arnOrName) ? { name: arnOrName, arn: undefined, account: undefined } : undefined;
}

function undetermined(reason: string, candidates: readonly Role[] | undefined): RoleReference {
  return { kind: "undetermined", reason, candidates };
}
