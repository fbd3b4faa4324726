/** Where task definitions and services name secrets that ECS fetches before containers start. */
import { propertyName } from "../code/words";
import { fieldOf, nameOrPlace } from "../ecs/containers";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, list, object, type Reader, type Source, text, type Value } from "../stack/values";
import type { Reason } from "../verdicts/reasons";

/** What the secret is for; the forms that a reference may have depend on it. */
export type Purpose = "variable" | "log option" | "registry" | "volume" | "credential spec";

/** One reference to a secret. */
export interface SecretUse {
  /** The container's name, or what stands for it where the reference is in none. */
  readonly holder: string;
  /** The variable, option or volume that gets the secret. */
  readonly name: string;
  readonly purpose: Purpose;
  readonly valueFrom: Value<string>;
}

/** What a resource says about secrets. */
export interface SecretUses {
  readonly uses: readonly SecretUse[];
  /** Where unknown properties come from that may hold more of them. */
  readonly open: readonly { readonly property: string; readonly source: Source }[];
  /** Parts that have another form than they must. */
  readonly faults: readonly Reason[];
}

/** Collects the references of one resource; the forms are those of the ECS API. */
export class SecretUseReader implements SecretUses {
  readonly uses: SecretUse[] = [];
  readonly open: { property: string; source: Source }[] = [];
  readonly faults: Reason[] = [];

  constructor(
    private readonly resource: Resource,
    private readonly property: string,
    private readonly source: Source,
  ) {}

  /**
   * One entry of container definitions, or the container of an Express service
   * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html).
   */
  container(container: Properties, label: string): void {
    const field = (name: string) => fieldOf(container, name);
    this.named(field("secrets"), label, "variable", `secrets of container ${label}`);
    const log = this.part(field("logConfiguration"), object, `logConfiguration of container ${label}`);
    if (log) this.logOptions(log, label, `container ${label}`);
    const what = `repositoryCredentials of container ${label}`;
    const registry = this.part(field("repositoryCredentials"), object, what);
    if (registry) {
      const credentials = fieldOf(registry, "credentialsParameter");
      this.use(credentials, { holder: label, name: "repository-credentials", purpose: "registry" }, what);
    }
    this.credentialSpecs(field("credentialSpecs"), label);
  }

  /** `secretOptions` of a container's log configuration, or of Service Connect's. */
  logOptions(log: Properties, holder: string, where: string): void {
    this.named(fieldOf(log, "secretOptions"), holder, "log option", `secretOptions of ${where}`);
  }

  /** Volumes of FSx for Windows File Server, which are mounted with a user's credentials. */
  volumes(volumes: readonly Property[]): void {
    for (const [index, entry] of volumes.entries()) {
      const volume = this.part(entry, object, `entry ${index + 1} of volumes`);
      if (!volume) continue;
      const label = nameOrPlace(volume, index);
      const what = `${propertyName("fsxWindowsFileServerVolumeConfiguration")} of volume ${label}`;
      const share = this.part(volume.fsxWindowsFileServerVolumeConfiguration, object, what);
      const authorization = share && this.part(share.authorizationConfig, object, what);
      if (!authorization) continue;
      const use = { holder: "volumes", name: label, purpose: "volume" } as const;
      this.use(authorization.credentialsParameter, use, what);
    }
  }

  /** Reads a part, and keeps what is wrong with it or not known. */
  part<T>(property: Property, reader: Reader<T>, what: string): T | undefined {
    const value = interpret(property, reader, this.source);
    switch (value.kind) {
      case "known":
        return value.value;
      case "unknown":
        this.open.push({ property: this.property, source: value.source });
        return undefined;
      case "malformed":
        this.fault(`${what} is not ${value.expected}`);
        return undefined;
      case "absent":
        return undefined;
    }
  }

  fault(text: string): void {
    this.faults.push({
      cause: "malformed",
      text: `in \`${propertyName(this.property)}\` of \`${this.resource.name}\`, ${text}`,
    });
  }

  private named(property: Property, holder: string, purpose: Purpose, what: string): void {
    for (const [index, entry] of (this.part(property, list, what) ?? []).entries()) {
      const member = this.part(entry, object, `entry ${index + 1} of ${what}`);
      if (!member) continue;
      const name = nameOrPlace(member, index);
      this.use(fieldOf(member, "valueFrom"), { holder, name, purpose }, `${name} in ${what}`);
    }
  }

  /** `credentialspec:` and `credentialspecdomainless:` before an ARN; before a file's name there is no secret. */
  private credentialSpecs(property: Property, holder: string): void {
    const what = `credentialSpecs of container ${holder}`;
    for (const [index, entry] of (this.part(property, list, what) ?? []).entries()) {
      const spec = this.part(entry, text, `entry ${index + 1} of ${what}`);
      const [, arn] = /^credentialspec(?:domainless)?:(arn:.*)$/s.exec(spec ?? "") ?? [];
      if (arn === undefined) continue;
      const name = index === 0 ? "credential-spec" : `credential-spec-${index + 1}`;
      this.use(arn, { holder, name, purpose: "credential spec" }, what);
    }
  }

  private use(property: Property, use: Omit<SecretUse, "valueFrom">, what: string): void {
    const valueFrom = interpret(property, text, this.source);
    if (valueFrom.kind === "absent") this.fault(`${what} names no secret`);
    else if (valueFrom.kind === "malformed") this.fault(`what ${what} names is not ${valueFrom.expected}`);
    else this.uses.push({ ...use, valueFrom });
  }
}
