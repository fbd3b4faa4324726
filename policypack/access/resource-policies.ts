/**
 * What the own policies of secrets, keys, buckets, repositories and file systems, and grants of keys, come to together with a role's own
 * policies, denials and boundary
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
import { propertyName } from "../code/words";
import type { Answer } from "../iam/answers";
import type { Request } from "../iam/decisions";
import { type Caller, decideOfResource } from "../iam/principals";
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import { UNKNOWN } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { bucketTypes, fileSystemType, keyType, repositoryType, secretType } from "../stack/types";
import { byOutputs, list, policyDocument, read, sourceUrns, text } from "../stack/values";
import type { ExternalRole } from "../verdicts/config-entries";
import type { Reason } from "../verdicts/reasons";
import { type Attached, attachedDocument } from "./attached";
import { documentsOn } from "./documents";
import type { Grants } from "./grants";
import { constraintsHold } from "./key-grants";
import { type Boundary, boundaryOn, type Denial, denialOn } from "./limits";
import { type Permission, permission, type Question, requestOf } from "./permissions";
import type { Role } from "./roles";

const grantType = "aws:kms/grant:Grant";

/** A kind of resource that gives a policy to another one. */
interface Separate {
  /** The property that names the other one. */
  readonly property: string;
  readonly targets: readonly string[];
  /** Whether a statement may leave out its resource, which is that other one. */
  readonly needsNoResource?: true;
}

/** By type. */
const separate: Readonly<Record<string, Separate>> = {
  "aws:secretsmanager/secretPolicy:SecretPolicy": { property: "secretArn", targets: [secretType] },
  "aws:kms/keyPolicy:KeyPolicy": { property: "keyId", targets: [keyType] },
  "aws:s3/bucketPolicy:BucketPolicy": { property: "bucket", targets: bucketTypes },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    property: "repository",
    targets: [repositoryType],
    needsNoResource: true,
  },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": {
    property: "fileSystemId",
    targets: [fileSystemType],
    needsNoResource: true,
  },
};

/** What such a property may hold. */
const identities = ["arn", "id", "keyId", "bucket", "name"];

/** What is asked for: a resource of this stack, or whatever has the ARN. */
export interface Asked {
  readonly resource: Resource | undefined;
  readonly arn: string;
}

/** A role that asks, and all that is known of what it may do. */
export interface Asker {
  readonly grants: Grants;
  readonly role: Role;
  readonly declared: readonly ExternalRole[];
}

/** What the policies of a resource, and grants of a key, say to a role. */
interface OwnSide {
  /** Whether they name the role, whose boundary then limits what they give. */
  readonly allowsRole: Answer;
  /** Whether they let anyone, under conditions that the role meets; a boundary that is silent limits nothing. */
  readonly allowsAnyone: Answer;
  readonly denies: Answer;
  readonly deniedBy: Resource | undefined;
  /** Whether they leave it to the policies of roles. */
  readonly delegates: Answer;
  /** Whether there are any. */
  readonly exists: boolean;
  /** Why something of it is open. */
  readonly reasons: readonly Reason[];
}

export class ResourcePolicies {
  private readonly attached = new Map<Resource, Resource[]>();
  /** Those that name what they are for by an ARN, an id or a name that no resource of this stack has. */
  private readonly elsewhere = new Map<string, Resource[]>();
  /** Those of which it is not known what they are for. */
  private readonly unsettled: Resource[] = [];
  private readonly keyGrants = new Map<Resource, Resource[]>();

  constructor(private readonly graph: Graph) {
    for (const [type, { property, targets }] of Object.entries(separate)) {
      const called = byOutputs(graph.ofType(...targets), identities);
      for (const resource of graph.ofType(type)) {
        const found = this.targetsOf(resource, property, called, targets);
        for (const target of found) addTo(this.attached, target, resource);
        const name = read(resource, "inputs", [property], text);
        if (found.length === 0 && name.kind === "known") addTo(this.elsewhere, name.value, resource);
        if (found.length === 0 && name.kind === "unknown") this.unsettled.push(resource);
      }
    }
    const keys = byOutputs(graph.ofType(keyType), identities);
    for (const grant of graph.ofType(grantType)) {
      const found = this.targetsOf(grant, "keyId", keys, [keyType]);
      for (const key of found) addTo(this.keyGrants, key, grant);
      const name = read(grant, "inputs", ["keyId"], text);
      if (found.length === 0 && name.kind === "unknown") this.unsettled.push(grant);
    }
  }

  /** What the own policy of a secret, bucket, repository or file system makes of a permission; it need not exist. */
  ofResource(asked: Asked, asker: Asker, question: Question, identity: Permission): Permission {
    const own = this.sideOf(asked, asker, question);
    return combine(asker, question, identity, { ...own, delegates: "yes" });
  }

  /** What a key's policy and grants make of one; every key has a policy, by default one that delegates. */
  ofKey(asked: Asked, asker: Asker, question: Question, identity: Permission): Permission {
    const own = this.sideOf(asked, asker, question);
    const found = combine(asker, question, identity, own);
    const isSilent = found.answer === "no" && !found.taken && own.delegates === "no";
    return isSilent && asked.resource
      ? permission("no", { taken: { kind: "key policy", of: asked.resource } })
      : found;
  }

  /** What is allowed across accounts, where both sides must: the role's, and the secret's or key's own. */
  acrossAccounts(asked: Asked, asker: Asker, question: Question, identity: Permission): Permission {
    if (identity.answer !== "yes") return identity;
    const own = this.sideOf(asked, asker, question);
    if (own.denies === "yes" && own.deniedBy)
      return permission("no", { taken: { kind: "resource policy", of: own.deniedBy } });
    const allows = or(own.allowsRole, own.allowsAnyone, own.exists ? own.delegates : "no");
    if (allows === "yes" && own.denies === "no") return identity;
    const name = asked.resource?.name;
    const what = name === undefined ? "what is asked for" : `\`${name}\``;
    const reason = `${what} is in another account than \`${asker.role.label}\`, and its own policy does not plainly allow the read`;
    return permission("cannot tell", { reasons: [{ cause: "other account", text: reason }] });
  }

  private sideOf(asked: Asked, asker: Asker, question: Question): OwnSide {
    const { role } = asker;
    const request = requestOf(question, role);
    const sides = this.policiesOf(asked).map(({ holder, policy }): OwnSide => {
      if (policy.kind !== "document") {
        const names = policy.kind === "unknown" && role.resource && policy.edges.includes(role.resource);
        return {
          ...nothing,
          allowsRole: names ? "yes" : "cannot tell",
          allowsAnyone: "cannot tell",
          delegates: "yes",
          exists: true,
          reasons: [policy.reason],
        };
      }
      const { allows, allowsAnyone, denies, delegates } = decideOfResource(
        policy.document,
        request,
        callerOf(role),
      );
      const about = asked.resource?.name ?? holder.name;
      const text = `the policy of \`${about}\` does not plainly say what \`${role.label}\` may do`;
      const isOpen = [allows, allowsAnyone, denies, delegates].includes("cannot tell");
      return {
        allowsRole: allows,
        allowsAnyone,
        denies,
        deniedBy: asked.resource ?? holder,
        delegates,
        exists: true,
        reasons: isOpen ? [{ cause: "condition", text }] : [],
      };
    });
    const grants = (asked.resource && this.keyGrants.get(asked.resource)) ?? [];
    const granted = grants.map((grant): OwnSide => {
      const allowsRole = this.grantsTo(role, grant, question);
      const text = `what grant \`${grant.name}\` allows is not settled for \`${role.label}\``;
      const reasons: Reason[] = allowsRole === "cannot tell" ? [{ cause: "condition", text }] : [];
      return { ...nothing, allowsRole, exists: true, reasons };
    });
    const all = [...sides, ...granted, ...this.perhapsFor(asked, role, request, question)];
    return {
      allowsRole: or(...all.map(({ allowsRole }) => allowsRole)),
      allowsAnyone: or(...all.map(({ allowsAnyone }) => allowsAnyone)),
      denies: or(...all.map(({ denies }) => denies)),
      deniedBy: all.find(({ denies }) => denies === "yes")?.deniedBy,
      // Without a policy of its own a key has the default one, which delegates.
      delegates: sides.length === 0 ? "yes" : or(...sides.map(({ delegates }) => delegates)),
      exists: all.length > 0,
      reasons: all.flatMap(({ reasons }) => reasons),
    };
  }

  /** What those policies and grants may allow of which it is not known what they are for. */
  private perhapsFor(asked: Asked, role: Role, request: Request, question: Question): OwnSide[] {
    return this.unsettled.flatMap((holder) => {
      const { targets, property } = separate[holder.type] ?? { targets: [keyType], property: "keyId" };
      const policy = this.policyIn(holder);
      const isGrant = holder.type === grantType;
      if (isGrant && this.grantsTo(role, holder, question) === "no") return [];
      if (!targets.some((type) => mayBe(asked, type)) || policy?.kind === "malformed") return [];
      if (policy?.kind === "document") {
        const { allows, allowsAnyone } = decideOfResource(policy.document, request, callerOf(role));
        if (allows === "no" && allowsAnyone === "no") return [];
      }
      const text = `\`${holder.name}\` may allow it: its \`${propertyName(property)}\` is not known before the update`;
      return [
        {
          ...nothing,
          allowsRole: "cannot tell",
          allowsAnyone: isGrant ? "no" : "cannot tell",
          reasons: [{ cause: "new", text }],
        },
      ];
    });
  }

  /** Whether a grant of a key lets a role make a call with that key. */
  private grantsTo(role: Role, grant: Resource, question: Question): Answer {
    return and(isFor(this.graph, grant, role), constraintsHold(grant, question));
  }

  /** Whether the stack has a policy for what is asked for: of some it may not be known what they are for. */
  exists(asked: Asked): Answer {
    if (this.policiesOf(asked).length > 0) return "yes";
    const { type } = asked.resource ?? {};
    const isOpen = this.unsettled.some((policy) => separate[policy.type]?.targets.some((t) => t === type));
    return isOpen ? "cannot tell" : "no";
  }

  /** Policies for resources of some types that are none, each with the resource that holds it. */
  malformed(...targets: readonly string[]): { readonly holder: Resource; readonly reason: Reason }[] {
    const types = Object.entries(separate).flatMap(([type, { targets: own }]) =>
      own.some((target) => targets.includes(target)) ? [type] : [],
    );
    return this.graph.ofType(...targets, ...types).flatMap((holder) => {
      const policy = this.policyIn(holder);
      return policy?.kind === "malformed" ? [{ holder, reason: policy.reason }] : [];
    });
  }

  private policiesOf({ resource, arn }: Asked): { readonly holder: Resource; readonly policy: Attached }[] {
    const own = resource ? [resource, ...(this.attached.get(resource) ?? [])] : [];
    const literal = namesIn(arn).flatMap((name) => this.elsewhere.get(name) ?? []);
    const ofBucket = bucketIn(arn);
    const buckets =
      ofBucket === undefined
        ? []
        : [...this.attached].flatMap(([bucket, policies]) => (isCalled(bucket, ofBucket) ? policies : []));
    return [...new Set([...own, ...literal, ...buckets])].flatMap((holder) => {
      const policy = this.policyIn(holder);
      return policy ? [{ holder, policy }] : [];
    });
  }

  private policyIn(holder: Resource): Attached | undefined {
    const policy = read(holder, "inputs", ["policy"], policyDocument);
    const isOfHolder = separate[holder.type]?.needsNoResource === true;
    return policy.kind === "absent"
      ? undefined
      : attachedDocument(this.graph, holder, policy, "policy", isOfHolder ? "its holder" : "what it names");
  }

  /** What a property names: by its text where that is known, else whatever its edges lead to. */
  private targetsOf(
    resource: Resource,
    property: string,
    called: ReadonlyMap<string, Resource>,
    types: readonly string[],
  ): Resource[] {
    const named = read(resource, "inputs", [property], text);
    if (named.kind === "known") {
      const target = called.get(named.value);
      return target ? [target] : [];
    }
    return this.graph.behindOfType(sourceUrns(named), ...types).map((found) => found.resource);
  }
}

const nothing: OwnSide = {
  allowsRole: "no",
  allowsAnyone: "no",
  denies: "no",
  deniedBy: undefined,
  delegates: "no",
  exists: false,
  reasons: [],
};

/** Puts both sides together: a denial wins over whatever allows, and an open denial takes nothing that is not given. */
function combine(
  { grants, role, declared }: Asker,
  question: Question,
  identity: Permission,
  own: OwnSide,
): Permission {
  const request = requestOf(question, role);
  const denial = denialOn(role, request, documentsOn(grants, role, declared));
  const boundary = boundaryOn(grants, role, request);
  const taken = takenBy(denial, boundary, own);
  if (taken) return identity.taken ? identity : permission("no", { taken });
  const byPolicies = and(identity.answer, own.delegates);
  const byItsName = and(own.allowsRole, boundary.allows);
  const given = or(byPolicies, byItsName, own.allowsAnyone);
  if (given === "no") return identity.answer === "no" ? identity : permission("no");
  const denies = or(denial.answer, own.denies, boundary.denies);
  if (given === "yes" && denies === "no") return byPolicies === "yes" ? identity : permission("yes");
  return permission("cannot tell", {
    reasons: unlike([
      ...(byPolicies === "no" ? [] : identity.reasons),
      ...own.reasons,
      ...(byItsName === "cannot tell" || boundary.denies === "cannot tell" ? boundary.reasons : []),
      ...denial.reasons,
    ]),
    perhaps: identity.perhaps,
  });
}

function takenBy(denial: Denial, boundary: Boundary, own: OwnSide): Permission["taken"] {
  if (denial.answer === "yes" && denial.by) return { kind: "denial", by: denial.by };
  if (own.denies === "yes" && own.deniedBy) return { kind: "resource policy", of: own.deniedBy };
  return boundary.denies === "yes" ? { kind: "boundary" } : undefined;
}

function or(...answers: readonly Answer[]): Answer {
  if (answers.includes("yes")) return "yes";
  return answers.includes("cannot tell") ? "cannot tell" : "no";
}

function and(...answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.includes("cannot tell") ? "cannot tell" : "yes";
}

function unlike(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((reason) => [reason.text, reason])).values()];
}

/** What a property may call a thing with this ARN: by the ARN, or by its id or name. */
function namesIn(arn: string): string[] {
  const named =
    /^arn:[^:]*:(?:kms:[^:]*:[^:]*:key|ecr:[^:]*:[^:]*:repository|elasticfilesystem:[^:]*:[^:]*:file-system)\/([\w./-]+)$/;
  const [, id] = named.exec(arn) ?? [];
  const bucket = bucketIn(arn);
  return [arn, ...(id === undefined ? [] : [id]), ...(bucket === undefined ? [] : [bucket])];
}

/** The bucket in which an object of S3 lies. */
function bucketIn(arn: string): string | undefined {
  return /^arn:[^:]*:s3:::([^/]+)\//.exec(arn)?.[1];
}

function isCalled(bucket: Resource, name: string): boolean {
  return (
    bucketTypes.includes(bucket.type) &&
    ["bucket", "id"].some((property) => {
      const value = read(bucket, "outputs", [property], text);
      return value.kind === "known" && value.value === name;
    })
  );
}

/** Whether a grant of a key lets a role decrypt (https://docs.aws.amazon.com/kms/latest/developerguide/grants.html). */
function isFor(graph: Graph, grant: Resource, role: Role): Answer {
  const operations = read(grant, "inputs", ["operations"], list);
  const isListed = operations.kind !== "known" || operations.value.includes("Decrypt");
  const decrypts = isListed ? "yes" : operations.value.includes(UNKNOWN) ? "cannot tell" : "no";
  const grantee = read(grant, "inputs", ["granteePrincipal"], text);
  if (grantee.kind === "known" && role.arn !== undefined) return grantee.value === role.arn ? decrypts : "no";
  const edges = graph.behind(grant.propertyDependencies.get("granteePrincipal") ?? []);
  if (edges.some(({ resource }) => resource === role.resource)) return decrypts;
  const isOpen = grantee.kind === "unknown" && grantee.source.kind === "elsewhere";
  return and(decrypts, isOpen ? "cannot tell" : "no");
}

/** Whether what is asked for may be a resource of a type. */
function mayBe({ resource, arn }: Asked, type: string): boolean {
  if (resource) return resource.type === type;
  const service = type.split(":")[1]?.split("/")[0];
  const [, , named = ""] = arn.split(":");
  return named === (service === "efs" ? "elasticfilesystem" : service);
}

function callerOf({ name, arn, account }: Role): Caller {
  return { name, arn, account };
}
