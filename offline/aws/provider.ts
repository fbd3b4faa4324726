import { createHash, randomBytes } from "node:crypto";
import type { NamingRequest } from "./autoname";
import { creationTime, record } from "./calls";
import { check } from "./check";
import { DEFAULT_REGION, readConfiguration } from "./configuration";
import type { Difference } from "./diff";
import { deletesBeforeReplace, diff } from "./diff";
import { existing } from "./existing";
import type { InvokeFailure } from "./invokes";
import { invoke } from "./invokes";
import { plan } from "./plan";
import type { Properties } from "./properties";
import type { Found } from "./read";
import { ownId, readById } from "./read";
import { realize, realizeUpdate } from "./realize";
import type { ResourceType } from "./table";
import { resourceType } from "./table";

/** The stand-in provider, free of the wire format. One process serves one provider resource of the program. */
export class Provider {
  private configuration = readConfiguration({});
  /** Revisions of task definition families as far as this process has seen them: a replacement gets the next one. */
  private readonly revisions = new Map<string, number>();

  checkConfig(news: Properties): Properties {
    return { ...news, region: news.region ?? DEFAULT_REGION };
  }

  configure(inputs: Properties): void {
    this.configuration = readConfiguration(inputs);
  }

  invoke(
    token: string,
    args: Properties,
  ): { result: Properties } | { failures: InvokeFailure[] } | undefined {
    return invoke(token, args, this.configuration);
  }

  check(
    urn: string,
    olds: Properties,
    news: Properties,
    naming: Pick<NamingRequest, "seed" | "proposal">,
  ): { inputs: Properties; failures: string[] } {
    const type = resourceType(typeOf(urn));
    const request = { ...naming, type, urn, logicalName: nameOf(urn), olds, news };
    return check({ ...request, configuration: this.configuration });
  }

  diff(
    urn: string,
    oldInputs: Properties,
    oldOutputs: Properties,
    news: Properties,
  ): { differences: Difference[]; deleteBeforeReplace: boolean } {
    this.see(oldOutputs);
    const type = resourceType(typeOf(urn));
    const differences = diff({ type, oldInputs, oldOutputs, news, configuration: this.configuration });
    return { differences, deleteBeforeReplace: deletesBeforeReplace(type, news) };
  }

  previewCreate(urn: string, inputs: Properties): Properties {
    return plan(resourceType(typeOf(urn)), inputs, this.configuration);
  }

  async create(urn: string, inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    record("create", urn);
    await creationTime();
    const type = resourceType(typeOf(urn));
    const outputs = realize(type, plan(type, inputs, this.configuration), this.subject(urn));
    this.see(outputs);
    record("created", urn);
    const id = String(outputs.id);
    if (type.idAttribute === false) {
      delete outputs.id;
    }
    return { id, outputs };
  }

  previewUpdate(urn: string, oldInputs: Properties, oldOutputs: Properties, news: Properties): Properties {
    return plan(resourceType(typeOf(urn)), news, this.configuration, oldOutputs);
  }

  update(urn: string, oldInputs: Properties, oldOutputs: Properties, news: Properties): Properties {
    record("update", urn);
    const type = resourceType(typeOf(urn));
    return realizeUpdate(type, plan(type, news, this.configuration, oldOutputs), oldOutputs);
  }

  delete(urn: string): void {
    record("delete", urn);
  }

  /** A refresh finds the state as it was; only an import or a read by id comes without state. */
  read(urn: string, id: string, inputs: Properties, state: Properties): Found {
    this.see(state);
    if (Object.keys(state).some((name) => name !== "id")) {
      return { id, inputs, outputs: state };
    }
    const type = resourceType(typeOf(urn));
    const subject = { ...this.subject(urn), draw: drawFrom(id), madeAt: new Date(0) };
    const found = readById(type, id, subject);
    const set = existing(id);
    if (set === undefined) {
      return found;
    }
    const complete = this.check(
      urn,
      found.inputs,
      { ...found.inputs, ...set },
      { seed: new Uint8Array() },
    ).inputs;
    const made = realize(type, plan(type, complete, this.configuration), subject);
    const outputs: Properties = { ...made, ...ownId(id, made) };
    return { id: String(outputs.id), inputs: complete, outputs };
  }

  /** Which properties of a type are secret whatever the program says. */
  isSecret(urn: string): (path: string[]) => boolean {
    const type = resourceType(typeOf(urn));
    return (path) => secretIn(type, path);
  }

  private subject(urn: string) {
    return {
      token: typeOf(urn),
      logicalName: nameOf(urn),
      configuration: this.configuration,
      lastRevision: (family: string) => this.revisions.get(family) ?? 0,
      draw: randomBytes,
      madeAt: new Date(),
    };
  }

  private see(state: Properties): void {
    if (typeof state.family === "string" && typeof state.revision === "number") {
      const seen = this.revisions.get(state.family) ?? 0;
      this.revisions.set(state.family, Math.max(seen, state.revision));
    }
  }
}

/** The same bytes for the same id, so that reading twice finds no difference. */
function drawFrom(id: string): (bytes: number) => Buffer {
  return (bytes) => createHash("sha256").update(id).digest().subarray(0, bytes);
}

function secretIn(type: ResourceType, path: string[]): boolean {
  let attributes = type.attributes;
  for (const name of path.slice(0, -1)) {
    attributes = attributes[name]?.attributes ?? {};
  }
  return attributes[path.at(-1) ?? ""]?.secret === true;
}

/** `aws:ecs/service:Service` of `urn:pulumi:stack::project::component$aws:ecs/service:Service::name`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** A name may itself hold the separator. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
