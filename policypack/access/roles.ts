/** Which role a property means, wherever the role is made. */
import { propertyName } from "../code/words";
import { type Graph, meant } from "../stack/graph";
import type { Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { roleType } from "../stack/types";
import { interpret, knownOr, list, read, type Source, sourceOf, text, type Value } from "../stack/values";
import type { Cause, Reason } from "../verdicts/reasons";

/** A role of this stack, or an external one that is known by its ARN or name. */
export interface Role {
  /** The role's resource; undefined for an external role. */
  readonly resource: Resource | undefined;
  /** The name in AWS, or the logical name where AWS's is not known yet. */
  readonly name: string;
  /** How messages call it: by its logical name, which stands in the program, else by its name in AWS. */
  readonly label: string;
  /** The ARN, where it is known. */
  readonly arn: string | undefined;
  /** The ARN, where `*` and `?` stand for what is not known of it. */
  readonly arnPattern: string;
  readonly account: string | undefined;
  /** The provider with whose credentials a plain name was, or would be, looked up. */
  readonly provider: string | undefined;
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
      readonly reason: Reason;
      /** The roles that it can be; undefined when it may be any. */
      readonly candidates: readonly Role[] | undefined;
    };

/** The properties that name a role or list roles. */
const roleProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/taskDefinition:TaskDefinition": ["taskRoleArn", "executionRoleArn"],
  "aws:ecs/expressGatewayService:ExpressGatewayService": [
    "taskRoleArn",
    "executionRoleArn",
    "infrastructureRoleArn",
  ],
  "aws:cloudwatch/eventTarget:EventTarget": ["roleArn"],
  "aws:iam/rolePolicy:RolePolicy": ["role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role"],
  "aws:iam/policyAttachment:PolicyAttachment": ["roles"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["roleName"],
};

/** The roles of a stack, and those made elsewhere that its properties name. */
export class Roles {
  private readonly ofStack = new Map<string, Role>();
  private readonly byName = new Map<string, Role[]>();

  constructor(private readonly graph: Graph) {
    for (const resource of graph.ofType(roleType)) {
      const { role, nameIsKnown } = roleOf(resource);
      this.ofStack.set(resource.urn, role);
      if (nameIsKnown) this.index(role);
    }
    // ARNs before names: a plain name then finds the role whose ARN is known, in whatever order they come.
    const texts = graph.resources.flatMap((resource) =>
      roleTexts(resource).map((named) => ({ resource, named })),
    );
    for (const { resource, named } of texts) if (named.arn) this.meet(named, resource);
    for (const { resource, named } of texts) if (!named.arn) this.meet(named, resource);
  }

  /** All of them. */
  get all(): Role[] {
    return [...new Set([...this.ofStack.values(), ...[...this.byName.values()].flat()])];
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

  /** Resolves a part of a property that holds a role's ARN. */
  resolveIn(resource: Resource, property: string, part: Property): RoleReference {
    return this.resolveValue(resource, property, interpret(part, text, sourceOf(resource, property)));
  }

  /** Resolves a property that lists roles. */
  resolveAll(resource: Resource, property: string): RoleReference[] {
    const members = read(resource, "inputs", [property], list);
    if (members.kind === "absent") return [];
    if (members.kind !== "known") return [this.resolve(resource, property)];
    const source = sourceOf(resource, property);
    const values = members.value.map((member: Property) => interpret(member, text, source));
    const known = values.filter((value) => value.kind !== "unknown");
    const resolved = known.map((value) => this.resolveValue(resource, property, value));
    const unknown = values.length - known.length;
    if (unknown === 0) return resolved;
    // As many roles among the edges as members are open: each member is one of them.
    const roles = this.rolesBehind(source).filter(
      ({ role }) => !resolved.some((other) => isRole(other, role)),
    );
    const named = meant(roles, unknown);
    return named
      ? [...resolved, ...named.map(({ role, packaged }) => reference(role, packaged))]
      : [...resolved, this.behind(source, property, resource, roles)];
  }

  private resolveValue(resource: Resource, property: string, value: Value<string>): RoleReference {
    switch (value.kind) {
      case "absent":
        return { kind: "none" };
      case "malformed":
        return undetermined(
          "malformed",
          `is not known: \`${propertyName(property)}\` of \`${resource.name}\` is not ${value.expected}`,
          [],
        );
      case "unknown":
        return this.behind(value.source, property, resource);
      case "known":
        return this.named(value.value, resource, property);
    }
  }

  /** @param roles those of this stack that it can be */
  private behind(
    source: Source,
    property: string,
    resource: Resource,
    roles = this.rolesBehind(source),
  ): RoleReference {
    const what = `\`${propertyName(property)}\` of \`${resource.name}\``;
    if (source.kind === "elsewhere") {
      return undetermined(
        "elsewhere",
        `is not known before the update: ${what} comes from outside this stack's resources`,
        undefined,
      );
    }
    const [only] = meant(roles, 1) ?? [];
    if (only) return reference(only.role, only.packaged);
    return roles.length > 0
      ? undetermined(
          "several",
          `is one of ${roles.length} roles on which ${what} depends`,
          roles.map(({ role }) => role),
        )
      : undetermined(
          "new",
          `is not known before the update: ${what} depends on no ${roles.length < this.rolesBehind(source).length ? "other " : ""}role of this stack`,
          undefined,
        );
  }

  private rolesBehind(source: Source): { role: Role; packaged: boolean }[] {
    if (source.kind === "elsewhere") return [];
    return this.graph.behind(source.urns).flatMap(({ resource, packaged }) => {
      const role = this.ofStack.get(resource.urn);
      return role ? [{ role, packaged }] : [];
    });
  }

  /** The role with this ARN or name, as the resource that names it means it. */
  private named(arnOrName: string, resource: Resource, property: string): RoleReference {
    const named = parseRole(arnOrName);
    if (!named) {
      return undetermined(
        "malformed",
        `is not known: \`${propertyName(property)}\` of \`${resource.name}\` is no role ARN or role name`,
        [],
      );
    }
    // The value was taken from a role of this stack, whichever namesakes there are elsewhere.
    const source = this.rolesBehind(sourceOf(resource, property)).filter(({ role }) => fits(role, named));
    const [taken, another] = source;
    if (taken && !another) return reference(taken.role, false);
    const namesakes = this.meet(named, resource);
    const [first, second] = namesakes;
    return first && !second
      ? reference(first, false)
      : undetermined(
          "several",
          `is one of ${namesakes.length} roles named \`${named.name}\`, in accounts that cannot be told apart`,
          namesakes,
        );
  }

  /** The roles that a known ARN or name can mean: those of its account, else of its provider, else any. */
  private meet(named: RoleName, resource: Resource): Role[] {
    const namesakes = (this.byName.get(named.name) ?? []).filter((role) => fits(role, named));
    const sameAccount = namesakes.filter(({ account }) => account !== undefined && account === named.account);
    if (sameAccount.length > 0) return sameAccount;
    const sameProvider = namesakes.filter(({ provider }) => provider === resource.provider);
    if (sameProvider.length > 0) return sameProvider;
    if (namesakes.length > 0) return namesakes;
    const arnPattern = named.arn ?? `arn:*:iam::${anyAccount}:role/*${named.name}`;
    const role: Role = {
      resource: undefined,
      provider: resource.provider,
      arnPattern,
      label: named.name,
      ...named,
    };
    this.index(role);
    return [role];
  }

  private index(role: Role): void {
    const namesakes = this.byName.get(role.name);
    if (namesakes) namesakes.push(role);
    else this.byName.set(role.name, [role]);
  }
}

/** Tells roles apart, those that are made elsewhere by their ARNs or, with a plain name, by who looks it up. */
export function roleKey({ resource, arn, name, provider }: Role): string {
  return resource?.urn ?? arn ?? `${provider} ${name}`;
}

/** Whether two references mean one role; undefined where that cannot be told. */
export function sameRole(one: RoleReference, other: RoleReference): boolean | undefined {
  if (one.kind === "role" && other.kind === "role") return one.role === other.role;
  if (one.kind === "none" || other.kind === "none") return false;
  return undefined;
}

/** Whether a reference that is not settled can mean this role. */
export function mayMean(unsettled: RoleReference, role: Role): boolean {
  if (unsettled.kind !== "undetermined") return false;
  return unsettled.candidates === undefined || unsettled.candidates.includes(role);
}

function roleOf(resource: Resource): { role: Role; nameIsKnown: boolean } {
  const arn = read(resource, "outputs", ["arn"], text);
  const parsed = arn.kind === "known" ? parseRole(arn.value) : undefined;
  const name = parsed?.name ?? knownOr(read(resource, "outputs", ["name"], text), undefined);
  return {
    role: {
      resource,
      name: name ?? resource.name,
      label: resource.name,
      arn: parsed?.arn,
      arnPattern: parsed?.arn ?? `arn:*:iam::${anyAccount}:role${pathOf(resource)}${name ?? "?*"}`,
      account: parsed?.account,
      provider: resource.provider,
    },
    nameIsKnown: name !== undefined,
  };
}

/** Stands for an account that is not known. */
const anyAccount = "?*";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, friendly names and paths */
function pathOf(role: Resource): string {
  const path = read(role, "inputs", ["path"], text);
  return path.kind === "absent" ? "/" : knownOr(path, "/*");
}

/** The names and ARNs of roles that a resource's properties hold. */
function roleTexts(resource: Resource): RoleName[] {
  const properties = Object.hasOwn(roleProperties, resource.type)
    ? (roleProperties[resource.type] ?? [])
    : [];
  return properties.flatMap((property) => {
    const value = resource.inputs[property];
    const members: readonly Property[] = Array.isArray(value) ? value : [value];
    return members.flatMap((member) => (typeof member === "string" ? (parseRole(member) ?? []) : []));
  });
}

interface RoleName {
  readonly name: string;
  readonly arn: string | undefined;
  readonly account: string | undefined;
}

function fits(role: Role, named: RoleName): boolean {
  if (role.name !== named.name) return false;
  return role.account === undefined || named.account === undefined || role.account === named.account;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, names and paths. */
const roleArn = /^arn:[\w-]+:iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/;
const roleName = /^[\w+=,.@-]{1,64}$/;

function parseRole(arnOrName: string): RoleName | undefined {
  const [arn, account, name] = roleArn.exec(arnOrName) ?? [];
  if (arn !== undefined && name !== undefined) return { name, arn, account };
  return roleName.test(arnOrName) ? { name: arnOrName, arn: undefined, account: undefined } : undefined;
}

function reference(role: Role, packaged: boolean): RoleReference {
  return { kind: "role", role, certainty: packaged ? "presumed" : "proven" };
}

function isRole(candidate: RoleReference, role: Role): boolean {
  return candidate.kind === "role" && candidate.role === role;
}

function undetermined(cause: Cause, text: string, candidates: readonly Role[] | undefined): RoleReference {
  return { kind: "undetermined", reason: { cause, text }, candidates };
}
