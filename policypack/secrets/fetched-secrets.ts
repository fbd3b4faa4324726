/** The secrets that ECS fetches for a task definition, with what it takes to read each, and the references that it cannot read. */
import { propertyName } from "../code/words";
import { placeOfTasks } from "../ecs/places";
import type { Service } from "../ecs/services";
import type { TaskDefinition } from "../ecs/task-definitions";
import { labelOf } from "../stack/labels";
import { type ArnPlace, placeOfResource } from "../stack/places";
import type { Resource } from "../stack/resources";
import { read, sourceUrns, text } from "../stack/values";
import { type Need, needsOfReference, needsOfSecret, secretMeant } from "./secret-needs";
import { type Reference, readReference } from "./secret-references";
import type { SecretUse, SecretUses } from "./secret-uses";
import type { Secrets } from "./secrets";
import { isTypeUnknown, type StackSecret } from "./stack-secrets";
import { secretsOfServiceConnect } from "./task-secrets";

interface Named {
  /** Parts of a finding id. */
  readonly id: readonly string[];
  /** How messages call it. */
  readonly label: string;
}

export interface FetchedSecret extends Named {
  /** The calls that ECS makes for it; none where an unknown reference has no edge to a secret. */
  readonly needs: readonly Need[];
  /** By a known reference, by the only edge of an unknown one, or by some edge of the containers. */
  readonly known: "by name" | "by its edge" | "by some edge";
  /** Whether an edge to the resource may well be for another property of it. */
  readonly weak: boolean;
  /** Whether it lies in another Region than the task, which for Secrets Manager AWS does not explain. */
  readonly inOtherRegion: boolean;
}

/** A reference that ECS cannot read, or of which that is not known. */
export interface FaultyReference extends Named {
  readonly kind: "malformed" | "unclear" | "another account" | "key missing";
  /** Completes "it …"; holds nothing of the reference. */
  readonly fault: string;
  readonly cure: string;
}

export interface FetchedSecrets {
  readonly fetched: readonly FetchedSecret[];
  readonly faulty: readonly FaultyReference[];
}

/** What was read of the uses of a definition, which several policies ask for. */
const readBefore = new WeakMap<SecretUses, FetchedSecrets>();

/** Reads what a task definition, or a service with this one, says about secrets: uses that only it has. */
export function fetchedSecrets(
  secrets: Secrets,
  resource: Resource,
  uses: SecretUses,
  definition: TaskDefinition | undefined,
): FetchedSecrets {
  const known = readBefore.get(uses) ?? readSecrets(secrets, resource, uses, definition);
  readBefore.set(uses, known);
  return known;
}

function readSecrets(
  secrets: Secrets,
  resource: Resource,
  { uses, open }: SecretUses,
  definition: TaskDefinition | undefined,
): FetchedSecrets {
  const edges = [...resource.propertyDependencies.values()].flat();
  const reader = new Reader(secrets, placeOfTasks(resource, definition), edges);
  for (const use of uses) {
    if (use.valueFrom.kind === "known") reader.known(use, use.valueFrom.value);
    else reader.unknown(use);
  }
  for (const { source } of open) if (source.kind === "resources") reader.behind(source.urns);
  return reader;
}

/** What ECS fetches for the tasks of a service, whether their definition or the service names it. */
export function fetchedFor(
  { resource, taskDefinition }: Service,
  secrets: Secrets,
): readonly FetchedSecret[] {
  if (!taskDefinition) return [];
  const taken = secrets.taken.of(taskDefinition);
  return [
    ...fetchedSecrets(secrets, taskDefinition.resource, taken, taskDefinition).fetched,
    ...fetchedSecrets(secrets, resource, secretsOfServiceConnect(resource), taskDefinition).fetched,
  ];
}

class Reader implements FetchedSecrets {
  readonly fetched: FetchedSecret[] = [];
  readonly faulty: FaultyReference[] = [];
  private readonly met = new Set<StackSecret>();

  constructor(
    private readonly secrets: Secrets,
    private readonly task: ArnPlace,
    /** What the resource that names the secrets depends on. */
    private readonly edges: readonly string[],
  ) {}

  known(use: SecretUse, valueFrom: string): void {
    const reference = readReference(valueFrom, use.purpose);
    const holder = this.secretWithValue(valueFrom, reference);
    if (holder) {
      const isSettled = !isTypeUnknown(holder);
      this.faulty.push({
        ...named(use),
        kind: isSettled ? "malformed" : "unclear",
        fault: `${isSettled ? "is the secret" : "may be a secret"} that \`${holder.name}\` holds, and not its ARN`,
        cure: `Give the \`${propertyName("arn")}\` of the parameter or secret: ECS fetches the value itself.`,
      });
      return;
    }
    if (reference.kind === "fault" || reference.kind === "unclear") {
      const kind = reference.kind === "fault" ? "malformed" : "unclear";
      this.faulty.push({ ...named(use), kind, fault: reference.fault, cure: reference.cure });
      return;
    }
    const misnamed = this.misnamed(reference);
    if (misnamed) {
      this.faulty.push({ ...named(use), kind: "malformed", ...misnamed });
      return;
    }
    const place = reference.kind === "object" ? undefined : reference.place;
    if (reference.kind === "parameter" && place && differ(place.account, this.task.account)) {
      this.faulty.push({
        ...named(use),
        kind: "another account",
        fault: "is a parameter of another account",
        cure: "Keep the parameter in the account of the task, or keep the secret in Secrets Manager, whose secrets another account can read.",
      });
      return;
    }
    const lacksKey = this.lacksKey(reference);
    if (lacksKey) {
      this.faulty.push({ ...named(use), ...lacksKey });
      return;
    }
    const inOtherRegion =
      reference.kind === "secret" && place !== undefined && differ(place.region, this.task.region);
    const needs = needsOfReference(this.secrets, reference, this.task);
    this.fetched.push({ ...named(use), needs, known: "by name", weak: false, inOtherRegion });
  }

  /** A JSON key that the secret does not hold, as far as this stack tells what it holds. */
  private lacksKey(reference: Reference): Omit<FaultyReference, keyof Named> | undefined {
    const { key, stage, version } = reference.kind === "secret" ? reference.selector : {};
    if (key === undefined || stage !== undefined || version !== undefined) return undefined;
    const secret = secretMeant(this.secrets.made, reference, this.task);
    const lacks = secret && this.secrets.made.lacksKey(secret, key);
    if (lacks === undefined) return undefined;
    const where = `secret \`${secret?.resource.name}\``;
    return lacks === "yes"
      ? {
          kind: "key missing",
          fault: `names a JSON key that ${where} does not hold`,
          cure: `Put the key into the \`${propertyName("secretString")}\` of the version of ${where}, or write the one that it has.`,
        }
      : {
          kind: "unclear",
          fault: `names a JSON key that the version of ${where} in this program does not hold`,
          cure: `Put the key into its \`${propertyName("secretString")}\`; where its value is kept outside of the program, name it in \`${propertyName("ignoreChanges")}\`.`,
        };
  }

  /** The resource whose secret value stands in the place of its name; an ARN is meant as one, whoever holds it. */
  private secretWithValue(valueFrom: string, reference: Reference): Resource | undefined {
    const isArn = reference.kind !== "fault" && valueFrom.startsWith("arn:");
    if (isArn || secretMeant(this.secrets.made, reference, this.task)) return undefined;
    return this.secrets.made.holderOfValue(valueFrom);
  }

  /** A plain name which an edge shows to be that of something else than a parameter in the Region of the task. */
  private misnamed(reference: Reference): Pick<FaultyReference, "fault" | "cure"> | undefined {
    if (reference.kind !== "parameter" || reference.place) return undefined;
    const { made } = this.secrets;
    const { name } = reference;
    const parameters = made.namesakes("parameter", name);
    const taken = (found: readonly StackSecret[]) =>
      found.find(({ resource }) => this.edges.includes(resource.urn));
    const secret = parameters.length === 0 ? taken(made.namesakes("secret", name)) : undefined;
    if (secret) {
      return {
        fault: `is the name of the secret \`${secret.resource.name}\`, which ECS takes for that of a parameter`,
        cure: `Give the \`${propertyName("arn")}\` of the secret.`,
      };
    }
    const inTaskRegion = ({ resource }: StackSecret) =>
      !differ(placeOfResource(resource).region, this.task.region);
    const elsewhere = parameters.some(inTaskRegion) ? undefined : taken(parameters);
    return (
      elsewhere && {
        fault: `is the name of the parameter \`${elsewhere.resource.name}\`, which is in another Region, and ECS looks a plain name up in its own`,
        cure: `Give the \`${propertyName("arn")}\` of the parameter, and allow the read of it.`,
      }
    );
  }

  unknown(use: SecretUse): void {
    const urns = sourceUrns(use.valueFrom);
    const [first, second] = this.secrets.made.behind(urns);
    if (first && second) this.behind(urns);
    else {
      const needs = first ? needsOfSecret(this.secrets, first.secret) : [];
      this.fetched.push({ ...named(use), needs, known: "by its edge", weak: false, inOtherRegion: false });
    }
  }

  behind(urns: readonly string[]): void {
    for (const { secret, packaged } of this.secrets.made.behind(urns)) {
      if (this.met.has(secret)) continue;
      this.met.add(secret);
      const { name } = secret.resource;
      this.fetched.push({
        id: [name],
        label: labelOf(secret.resource),
        needs: needsOfSecret(this.secrets, secret),
        known: "by some edge",
        weak: packaged || isRead(secret),
        inOtherRegion: false,
      });
    }
  }
}

/**
 * Whether a program commonly takes something else from it than its name or ARN: the endpoint of a database, or
 * what a plain parameter publishes.
 */
function isRead({ kind, resource }: StackSecret): boolean {
  if (kind === "database") return true;
  const type = kind === "parameter" ? read(resource, "inputs", ["type"], text) : undefined;
  return type?.kind === "known" && type.value !== "SecureString";
}

function named({ holder, name }: SecretUse): Named {
  return { id: [holder, name], label: `\`${holder}/${name}\`` };
}

/** Whether two parts of ARNs are known to differ; an empty one says nothing. */
function differ(one: string, other: string): boolean {
  const says = (part: string) => part !== "" && !/[*?]/.test(part);
  return says(one) && says(other) && one !== other;
}
