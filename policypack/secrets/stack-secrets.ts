/** The parameters and secrets that a stack makes, under the ARNs that they have or will have. */
import { chosenByAws } from "../iam/globs";
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import { type ArnPlace, mayLieIn, placeOfResource } from "../stack/places";
import { type Property, UNKNOWN } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { parameterType, secretType } from "../stack/types";
import { interpret, knownOr, list, object, read, sourceUrns, text, truth, type Value } from "../stack/values";

const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";
const databaseTypes: Readonly<Record<string, string>> = {
  "aws:rds/cluster:Cluster": "cluster",
  "aws:rds/instance:Instance": "db",
};

/** AWS puts a hyphen and six characters after the name of a secret. */
export const secretSuffix = `-${chosenByAws.repeat(6)}`;
/** The provider puts a number of 26 digits after a prefix. */
const afterPrefix = chosenByAws.repeat(26);

/** A secret that a resource of this stack makes. */
export interface StackSecret {
  /** `database`: made and kept by RDS for the user of a cluster or instance. */
  readonly kind: "parameter" | "secret" | "database";
  readonly resource: Resource;
  /** A pattern of its ARN: what is not known before the update is open in it. */
  readonly arn: string;
  readonly arnIsKnown: boolean;
  /** The resource and what else an edge to the secret may lead to. */
  readonly resources: readonly Resource[];
}

/** A secret behind an edge. */
export interface SecretBehind {
  readonly secret: StackSecret;
  /** Whether the edge names a packaged component around it. */
  readonly packaged: boolean;
}

export class StackSecrets {
  private readonly byResource = new Map<Resource, StackSecret>();
  private readonly byArn = new Map<string, StackSecret>();
  private readonly parametersByName = new Map<string, StackSecret[]>();
  private readonly secretsByName = new Map<string, StackSecret[]>();
  /** By the secret's own resource. */
  private readonly versions = new Map<Resource, Resource[]>();
  private readonly rotated = new Set<Resource>();
  /** Those whose name is not known. */
  private readonly unnamed: StackSecret[] = [];
  /** Texts that are secret themselves, with the resource that holds each. */
  private readonly values = new Map<string, Resource>();

  constructor(private readonly graph: Graph) {
    for (const resource of graph.ofType(parameterType, secretType, ...Object.keys(databaseTypes))) {
      const secret = secretOf(resource);
      if (!secret) continue;
      this.byResource.set(resource, secret);
      if (secret.arnIsKnown) this.byArn.set(secret.arn, secret);
      const name = nameOfParameter(resource);
      if (name === undefined) this.unnamed.push(secret);
      if (name !== undefined && secret.kind === "parameter") addTo(this.parametersByName, name, secret);
    }
    for (const version of graph.ofType(versionType)) this.addVersion(version);
    for (const rotation of graph.ofType(rotationType)) {
      const secret = this.secretNamedBy(rotation, "secretId");
      if (secret) this.rotated.add(secret.resource);
    }
    for (const resource of graph.ofType(secretType)) {
      const secret = this.byResource.get(resource);
      const name = knownOr(read(resource, "outputs", ["name"], text), undefined);
      if (secret && name !== undefined) addTo(this.secretsByName, name, secret);
    }
    for (const [type, properties] of Object.entries(secretValues)) {
      for (const resource of graph.ofType(type)) {
        for (const property of properties) {
          const value = read(resource, "inputs", [property], text);
          if (value.kind === "known" && isSecretValue(resource)) this.values.set(value.value, resource);
        }
      }
    }
  }

  /** The secrets that a value with these edges can mean. */
  behind(urns: readonly string[]): SecretBehind[] {
    const found = new Map<StackSecret, SecretBehind>();
    for (const { resource, packaged } of this.graph.behind(urns)) {
      const secret = this.byResource.get(resource);
      if (secret && (!packaged || !found.has(secret))) found.set(secret, { secret, packaged });
    }
    return [...found.values()];
  }

  /** The secret with this ARN, as far as ARNs are known. */
  at(arn: string): StackSecret | undefined {
    return this.byArn.get(arn);
  }

  /** The only parameter or secret of this name in a place. */
  named(kind: "parameter" | "secret", name: string, place: ArnPlace): StackSecret | undefined {
    const [first, second] = this.namesakes(kind, name).filter(({ arn }) => mayLieIn(arn, place));
    return second ? undefined : first;
  }

  /** All of this name, wherever they are. */
  namesakes(kind: "parameter" | "secret", name: string): readonly StackSecret[] {
    return (kind === "parameter" ? this.parametersByName : this.secretsByName).get(name) ?? [];
  }

  /** Whether a name in a place may be that of one whose name is not known. */
  mayBeNamed(kind: "parameter" | "secret", place: ArnPlace): boolean {
    return this.unnamed.some((secret) => secret.kind === kind && mayLieIn(secret.arn, place));
  }

  /** What gives a secret of this stack its value: of a parameter it is in the parameter itself. */
  versionsOf(secret: Resource): readonly Resource[] {
    return (this.versions.get(secret) ?? []).filter((version) => {
      const stages = read(version, "inputs", ["versionStages"], list);
      return stages.kind !== "known" || stages.value.some((stage) => stage === "AWSCURRENT");
    });
  }

  /** The resource whose secret value a text is. */
  holderOfValue(value: string): Resource | undefined {
    return this.values.get(value);
  }

  /**
   * Whether the only version of a secret is known to hold no such JSON key; "cannot tell" where it may have been
   * replaced outside of the program since it was made. Undefined where nothing tells what the secret holds.
   */
  lacksKey({ resource }: StackSecret, key: string): "yes" | "cannot tell" | undefined {
    const [version, another] = this.versions.get(resource) ?? [];
    const isKept = version === undefined || another !== undefined || this.rotated.has(resource);
    if (isKept || version.ignoreChanges.some((property) => /^secretString\b|^\*$/.test(property)))
      return undefined;
    const value = read(version, "inputs", ["secretString"], text);
    if (value.kind !== "known" || holdsKey(value.value, key)) return undefined;
    return read(version, "outputs", ["id"], text).kind === "known" ? "cannot tell" : "yes";
  }

  /** The secret that a property of a resource names. */
  private secretNamedBy(resource: Resource, property: string): StackSecret | undefined {
    const named = read(resource, "inputs", [property], text);
    const behind = this.graph.behindOfType(
      resource.propertyDependencies.get(property) ?? sourceUrns(named),
      secretType,
    );
    const [first, second] = behind;
    const own = first && !second ? this.byResource.get(first.resource) : undefined;
    return own ?? (named.kind === "known" ? this.byArn.get(named.value) : undefined);
  }

  /** An edge to a version of a secret is one to the secret. */
  private addVersion(version: Resource): void {
    const id = read(version, "inputs", ["secretId"], text);
    const secret = this.secretNamedBy(version, "secretId");
    if (!secret) {
      if (id.kind === "known" && id.value.startsWith("arn:")) {
        const elsewhere = { kind: "secret", resource: version, arn: id.value, arnIsKnown: true } as const;
        this.byResource.set(version, { ...elsewhere, resources: [version] });
      }
      return;
    }
    addTo(this.versions, secret.resource, version);
    const widened: StackSecret = { ...secret, resources: [...secret.resources, version] };
    for (const resource of widened.resources) this.byResource.set(resource, widened);
    if (widened.arnIsKnown) this.byArn.set(widened.arn, widened);
  }
}

/** Whether a text is a JSON object with such a key. */
function holdsKey(text: string, key: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && Object.hasOwn(value, key);
  } catch {
    return false;
  }
}

/** What a plain parameter holds is no secret: it may publish the name or the ARN of one. */
function isSecretValue(resource: Resource): boolean {
  if (resource.type !== parameterType) return true;
  return knownOr(read(resource, "inputs", ["type"], text), "SecureString") === "SecureString";
}

/** Whether it is not known if a parameter is encrypted. */
export function isTypeUnknown({ type, inputs }: Resource): boolean {
  return type === parameterType && inputs.type === UNKNOWN;
}

/** Properties that hold a secret itself. */
const secretValues: Readonly<Record<string, readonly string[]>> = {
  [parameterType]: ["value", "insecureValue"],
  [versionType]: ["secretString"],
};

function secretOf(resource: Resource): StackSecret | undefined {
  const kind = kindOf(resource);
  if (!kind) return undefined;
  const known = kind === "database" ? databaseSecretArn(resource) : read(resource, "outputs", ["arn"], text);
  const arnIsKnown = known.kind === "known" && known.value.startsWith("arn:");
  const arn = arnIsKnown ? known.value : predictedArn(resource, kind);
  return { kind, resource, arn, arnIsKnown, resources: [resource] };
}

function kindOf(resource: Resource): StackSecret["kind"] | undefined {
  if (resource.type === parameterType) return "parameter";
  if (resource.type === secretType) return "secret";
  const managed = knownOr(read(resource, "inputs", ["manageMasterUserPassword"], truth), false);
  return managed ? "database" : undefined;
}

function databaseSecretArn(resource: Resource): Value<string> {
  const secrets = read(resource, "outputs", ["masterUserSecrets"], list);
  if (secrets.kind !== "known") return secrets;
  const first = interpret(secrets.value[0] as Property, object, { kind: "elsewhere" });
  return first.kind === "known" ? interpret(first.value.secretArn, text, { kind: "elsewhere" }) : first;
}

/** The ARN that AWS will give, as far as the resource's name and Region tell. */
function predictedArn(resource: Resource, kind: StackSecret["kind"]): string {
  const { partition, region } = placeOfResource(resource);
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:?*:${rest}`;
  if (kind === "parameter") return arn("ssm", `parameter/${nameOfParameter(resource) ?? "?*"}`);
  if (kind === "database")
    return arn("secretsmanager", `secret:rds!${databaseTypes[resource.type]}-?*${secretSuffix}`);
  const name = knownOr(read(resource, "outputs", ["name"], text), undefined);
  const prefix = knownOr(read(resource, "inputs", ["namePrefix"], text), undefined);
  const stem = name ?? (prefix === undefined ? "?*" : `${prefix}${afterPrefix}`);
  return arn("secretsmanager", `secret:${stem}${secretSuffix}`);
}

/** The name without a leading slash, as it stands in ARNs. */
function nameOfParameter(parameter: Resource): string | undefined {
  return knownOr(read(parameter, "outputs", ["name"], text), undefined)?.replace(/^\//, "");
}
