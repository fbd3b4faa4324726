import { createHash, randomBytes } from "node:crypto";
import type { Recorded } from "./account";
import { isNamed, list, lookUp, write } from "./account";
import type { NamingRequest } from "./autoname";
import { creationTime, record } from "./calls";
import { check } from "./check";
import { DEFAULT_REGION, readConfiguration } from "./configuration";
import type { ResourceType } from "./declarations";
import type { Difference } from "./diff";
import { deletesBeforeReplace, diff } from "./diff";
import type { InvokeFailure } from "./invokes";
import { invoke } from "./invokes";
import { plan } from "./plan";
import type { Properties, Value } from "./properties";
import { containsUnknown, equal } from "./properties";
import type { Found } from "./read";
import { ownId, readById } from "./read";
import { realize, realizeUpdate } from "./realize";
import { asAwsTells, recordedRole, takeAway } from "./role-policies";
import { resourceType } from "./table";

/** The stand-in provider, free of the wire format. One of it serves one provider resource of the program. */
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
    const place = this.place(args);
    const complete = (recorded: Recorded) => this.complete(urnOf(recorded), recorded.id, recorded).outputs;
    return invoke(token, args, this.configuration, {
      lookUp: (type, id) => {
        const recorded = lookUp(type, id, place);
        return recorded === undefined || recorded === null ? recorded : complete(recorded);
      },
      search: (type, fits) => {
        const recorded = list(type, place).findLast(fits);
        return recorded === undefined ? undefined : complete(recorded);
      },
    });
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
    await creationTime(typeOf(urn), urn);
    const type = resourceType(typeOf(urn));
    const outputs = realize(type, plan(type, inputs, this.configuration), this.subject(urn));
    this.see(outputs);
    record("created", urn);
    const id = String(outputs.id);
    if (type.idAttribute === false) {
      delete outputs.id;
    }
    this.note(type, id, inputs, outputs, {});
    return { id, outputs };
  }

  previewUpdate(urn: string, oldOutputs: Properties, news: Properties): Properties {
    return plan(resourceType(typeOf(urn)), news, this.configuration, oldOutputs);
  }

  update(urn: string, id: string, oldOutputs: Properties, news: Properties): Properties {
    record("update", urn);
    const type = resourceType(typeOf(urn));
    const outputs = realizeUpdate(type, plan(type, news, this.configuration, oldOutputs), oldOutputs);
    this.note(type, id, news, outputs, oldOutputs);
    return isNamed() ? asAwsTells(type.token, id, outputs, this.configuration) : outputs;
  }

  delete(urn: string, id: string, state: Properties): void {
    record("delete", urn);
    write(typeOf(urn), idInAccount(typeOf(urn), id, state), null, this.place(state));
  }

  /** What AWS has of a resource; the id is empty if it has none. */
  read(urn: string, id: string, inputs: Properties, state: Properties): Found {
    this.see(state);
    return Object.keys(state).some((name) => name !== "id")
      ? this.refresh(urn, id, inputs, state)
      : this.readById(urn, id);
  }

  /** Of a resource that the account says nothing of, a refresh finds the state as it was. */
  private refresh(urn: string, id: string, inputs: Properties, state: Properties): Found {
    const token = typeOf(urn);
    if (!isNamed()) {
      return { id, inputs, outputs: state };
    }
    const recorded = lookUp(token, idInAccount(token, id, state), this.place(state));
    if (recorded === null) {
      return NOTHING;
    }
    const told = recorded === undefined ? {} : this.asPlanned(urn, recorded, state);
    const outputs = asAwsTells(token, id, { ...state, ...told }, this.configuration);
    const changed = Object.keys(inputs).filter(
      (name) => name in outputs && !equal(outputs[name], state[name]),
    );
    const found: Properties = Object.fromEntries(changed.map((name) => [name, outputs[name] ?? null]));
    return { id, inputs: { ...inputs, ...found }, outputs };
  }

  /** An import, or a program that reads a resource by its id, comes without state. */
  private readById(urn: string, id: string): Found {
    const token = typeOf(urn);
    const found = readById(resourceType(token), id, this.subjectById(urn, id));
    // What an ARN identifies may be named by its name, too.
    const recorded =
      lookUp(token, id, this.place(found.outputs)) ?? lookUp(token, found.id, this.place(found.outputs));
    if (recorded === null) {
      return NOTHING;
    }
    return recorded === undefined ? found : this.complete(urn, id, recorded);
  }

  /** The record in the provider's form: a test may have written a document in another, which is no difference. */
  private asPlanned(urn: string, { properties }: Recorded, state: Properties): Properties {
    const type = resourceType(typeOf(urn));
    const { inputs } = this.check(urn, {}, settable(type, properties), { seed: new Uint8Array() });
    const planned = plan(type, inputs, this.configuration, state);
    const told = Object.entries(properties).map(([name, value]): [string, Value] => {
      const isPlanned = name in inputs && !containsUnknown(planned[name]);
      return [name, isPlanned ? (planned[name] ?? null) : value];
    });
    return Object.fromEntries(told);
  }

  /** A resource of the account, of which a test may have told no more than some inputs. */
  private complete(urn: string, id: string, { properties }: Recorded): Found {
    const type = resourceType(typeOf(urn));
    const subject = this.subjectById(urn, id);
    const found = readById(type, id, subject);
    const set = settable(type, properties);
    const { inputs } = this.check(urn, found.inputs, { ...found.inputs, ...set }, { seed: new Uint8Array() });
    const made = realize(type, plan(type, inputs, this.configuration), subject);
    const computed = Object.fromEntries(
      Object.entries(properties).filter(([name]) => isComputed(type, name)),
    );
    const outputs = { ...made, ...ownId(id, made), ...computed };
    return {
      id: String(outputs.id),
      inputs,
      outputs: asAwsTells(type.token, id, outputs, this.configuration),
    };
  }

  /** Tells the account what was made or changed. */
  private note(
    type: ResourceType,
    id: string,
    inputs: Properties,
    outputs: Properties,
    old: Properties,
  ): void {
    if (!isNamed()) {
      return;
    }
    takeAway(type.token, inputs, old, this.configuration);
    const isRole = type.token === "aws:iam/role:Role";
    const properties = isRole ? recordedRole(id, inputs, outputs, this.configuration) : outputs;
    write(type.token, idInAccount(type.token, id, outputs), properties, this.place(outputs));
  }

  private place(properties: Properties): { account: string; region: string } {
    const { account, region } = this.configuration;
    return { account, region: typeof properties.region === "string" ? properties.region : region };
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

  private subjectById(urn: string, id: string) {
    return { ...this.subject(urn), draw: drawFrom(id), madeAt: new Date(0) };
  }

  private see(state: Properties): void {
    if (typeof state.family === "string" && typeof state.revision === "number") {
      const seen = this.revisions.get(state.family) ?? 0;
      this.revisions.set(state.family, Math.max(seen, state.revision));
    }
  }
}

const NOTHING: Found = { id: "", inputs: {}, outputs: {} };

/** The id of a task definition is its family, which all its revisions share. */
function idInAccount(token: string, id: string, state: Properties): string {
  return token === "aws:ecs/taskDefinition:TaskDefinition" && typeof state.arn === "string" ? state.arn : id;
}

/** Of the properties of a resource those that a program could have set. */
function settable(type: ResourceType, properties: Properties): Properties {
  const told = Object.entries(properties);
  return Object.fromEntries(told.filter(([name, value]) => !isComputed(type, name) && value !== null));
}

function isComputed(type: ResourceType, name: string): boolean {
  return name === "id" || type.attributes[name]?.class === "computed";
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

/** For a resource of the account, which no program may have. */
function urnOf({ type, id }: Recorded): string {
  return `urn:pulumi:account::account::${type}::${id}`;
}

/** A name may itself hold the separator. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
