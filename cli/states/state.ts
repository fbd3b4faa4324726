/** Reads exported states, and those in the files of a backend; a large one is never held as a whole. */
import { createGunzip } from "node:zlib";
import { JSONParser } from "@streamparser/json";
import { isLookedAt, type SeenResource, type StateResource } from "ecs-guardrails-policies/judging";
import {
  isJsonObject,
  type Json,
  type JsonObject,
  MalformedState,
  propertiesOf,
  unreadProperties,
} from "./values";

export interface State {
  readonly project: string;
  readonly stack: string;
  /** In their order, without those that are about to be deleted. */
  readonly resources: readonly StateResource[];
}

/** Where resources stand in what `pulumi stack export` writes, and in a file of a backend. */
const resourcesIn = ["$.deployment.resources.*", "$.checkpoint.latest.resources.*"];

/** Versions of the form of states that are known (sdk/go/common/apitype in github.com/pulumi/pulumi). */
const knownVersions: readonly unknown[] = [3, 4];

/** In bytes: what is not larger is parsed at once, which takes a fifth of the time. */
const mostAtOnce = 16 * 1024 * 1024;

/**
 * Reads a state.
 * @param chunks JSON, perhaps compressed by gzip
 * @throws {MalformedState} completing "this state …", without a value of the state
 */
export async function readState(chunks: AsyncIterable<Buffer>, atOnce = mostAtOnce): Promise<State> {
  const reader = new StateReader();
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of unzipped(chunks)) {
    size += chunk.length;
    held.push(chunk);
    if (size <= atOnce) continue;
    for (const part of held) reader.take(part);
    held = [];
  }
  if (size === 0) throw new MalformedState("is empty");
  if (size <= atOnce) reader.takeWhole(Buffer.concat(held));
  return reader.end();
}

async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = async function* () {
    yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  };
  const isZipped = first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (!isZipped) return yield* all();
  const gunzip = createGunzip();
  const fed = (async () => {
    for await (const chunk of all()) if (!gunzip.write(chunk)) await drained(gunzip);
    gunzip.end();
  })().catch((error: unknown) => void gunzip.destroy(error as Error));
  try {
    yield* gunzip;
  } catch {
    throw new MalformedState("is compressed, and broken");
  }
  await fed;
}

function drained(stream: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once("drain", resolve);
    stream.once("close", () => reject(new Error("closed")));
  });
}

class StateReader {
  private parser: JSONParser | undefined;
  private readonly resources: Kept[] = [];
  private readonly urns = new Map<string, string>();
  private readonly providers = new Map<string, Provider>();
  private version: unknown;
  private isState = false;

  private newParser(): JSONParser {
    const parser = new JSONParser({
      // What is above the resources is not asked for: whatever is asked for is kept as a whole.
      paths: ["$.version", ...resourcesIn],
      keepStack: false,
    });
    parser.onValue = ({ value, key, stack }) => {
      if (stack.length > 1) {
        if (typeof key !== "number") throw new MalformedState(noList);
        this.isState = true;
        this.resource(value as Json);
      } else this.version = value;
    };
    return parser;
  }

  /** A piece of a state, after those before it. */
  take(chunk: Buffer): void {
    this.parser ??= this.newParser();
    try {
      this.parser.write(chunk);
    } catch (error) {
      throw error instanceof MalformedState ? error : new MalformedState(notJson);
    }
  }

  /** All of a state, in place of its pieces. */
  takeWhole(text: Buffer): void {
    let whole: Json;
    try {
      whole = JSON.parse(text.toString("utf8"));
    } catch {
      // The parser's own message would quote the state.
      throw new MalformedState(notJson);
    }
    if (!isJsonObject(whole)) return;
    const { version, deployment, checkpoint } = whole;
    this.version = version;
    this.isState = deployment !== undefined || checkpoint !== undefined;
    const latest = isJsonObject(checkpoint) ? checkpoint.latest : undefined;
    for (const holder of [deployment, latest]) {
      const resources = isJsonObject(holder) ? holder.resources : undefined;
      if (Array.isArray(resources)) for (const each of resources) this.resource(each);
      else if (resources !== undefined && resources !== null) throw new MalformedState(noList);
    }
  }

  end(): State {
    try {
      // Some ends it finds by itself.
      if (this.parser && !this.parser.isEnded) this.parser.end();
    } catch {
      throw new MalformedState(notJson);
    }
    if (!this.isState)
      throw new MalformedState("is JSON, and neither an exported state nor one of a backend's files");
    if (!knownVersions.includes(this.version))
      throw new MalformedState(
        "has a form that is not known here: export it again with a current `pulumi stack export`",
      );
    const [first] = this.resources;
    const names = first && namesIn(first.urn);
    return {
      project: names?.project ?? "",
      stack: names?.stack ?? "",
      resources: this.resources.map((kept) => this.shown(kept)),
    };
  }

  private resource(value: Json): void {
    if (!isJsonObject(value)) throw new MalformedState("holds a resource that is no object");
    const { urn, type } = value;
    const names = typeof urn === "string" ? namesIn(urn) : undefined;
    if (typeof urn !== "string" || names === undefined)
      throw new MalformedState("holds a resource without a URN");
    if (typeof type !== "string") throw new MalformedState(`holds no type of ${urn}`);
    const inputs = objectIn(value.inputs);
    if (type.startsWith(providerTypes)) this.providers.set(urn, { urn, properties: propertiesOf(inputs) });
    if (value.delete === true) return;
    // One text for each URN, however often it is named: it is looked up often, and fast where it is the same one.
    this.urns.set(urn, urn);
    this.resources.push(keep(urn, type, names.name, inputs, value));
  }

  /** With its provider, and without edges to what the state does not hold. */
  private shown({ provider, parent, dependencies, propertyDependencies, ...resource }: Kept): StateResource {
    const known = (urns: readonly string[]) => urns.flatMap((urn) => this.urns.get(urn) ?? []);
    return {
      ...resource,
      // A reference is the provider's URN and id.
      provider: this.providers.get(provider.slice(0, provider.lastIndexOf("::"))),
      parent: this.urns.get(parent ?? ""),
      dependencies: known(dependencies),
      propertyDependencies: new Map(
        [...propertyDependencies].map(([property, urns]) => [property, known(urns)]),
      ),
    };
  }
}

const noList = "holds resources that are no list";
const notJson = "is not JSON, or not all of it";

type Provider = NonNullable<SeenResource["provider"]>;

/** A resource whose provider is not looked up yet. */
type Kept = Omit<StateResource, "provider"> & { readonly provider: string };

const providerTypes = "pulumi:providers:";

function keep(urn: string, type: string, name: string, inputs: JsonObject, value: JsonObject): Kept {
  const { parent, provider, outputs, dependencies, propertyDependencies, ignoreChanges } = value;
  const seen = isLookedAt(type) ? propertiesOf : unreadProperties;
  const edges = Object.entries(objectIn(propertyDependencies)).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return {
    urn,
    type,
    name,
    parent: typeof parent === "string" && parent !== "" ? parent : undefined,
    provider: typeof provider === "string" ? provider : "",
    inputs: seen(inputs),
    properties: seen(objectIn(outputs)),
    ignoreChanges: textsIn(ignoreChanges),
    dependencies: textsIn(dependencies),
    propertyDependencies: new Map(edges.map(([property, urns]) => [property, textsIn(urns)])),
  };
}

function objectIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function textsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === "string") : [];
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold `::`. */
function namesIn(urn: string): { stack: string; project: string; name: string } | undefined {
  const [, stack, project, name] = /^urn:pulumi:(.*?)::(.*?)::.*?::(.*)$/s.exec(urn) ?? [];
  return stack === undefined || project === undefined || name === undefined
    ? undefined
    : { stack, project, name };
}
