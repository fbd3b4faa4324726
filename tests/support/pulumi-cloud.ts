/**
 * A stand-in for the part of Pulumi Cloud that policy packs are published to and that gives them to previews, as
 * the CLI uses it (requests and bodies: github.com/pulumi/pulumi/sdk/v3/go/common/apitype, policy.go). It takes
 * what the CLI sends and nothing else: each request that it does not know or that has a fault is refused and
 * remembered. Its stacks are all there, and none was ever deployed.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** What the CLI tells of a pack when it publishes one. */
export interface PackMetadata {
  readonly name: string;
  readonly displayName: string;
  readonly versionTag: string;
  readonly policies: readonly PolicyMetadata[];
  readonly [more: string]: unknown;
}

export interface PolicyMetadata {
  readonly name: string;
  readonly configSchema: { readonly type: string; readonly properties: Readonly<Record<string, unknown>> };
  readonly [more: string]: unknown;
}

/** A version of a pack in an organisation. */
export interface PublishedPack {
  readonly metadata: PackMetadata;
  readonly tarball: Buffer;
}

interface Version {
  readonly metadata: PackMetadata;
  readonly storagePath: string;
  tarball?: Buffer;
  complete: boolean;
}

/** A pack in a policy group. */
export interface EnabledPack {
  readonly name: string;
  readonly versionTag: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A status and, where there is one, what is sent: as JSON, or a tarball as it is. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly tarball?: Buffer;
}

interface Route {
  /** Method and path; a part that begins with `:` stands for any, and is a parameter. */
  readonly request: string;
  /** Whether it is a part of an update, which has a token of its own. */
  readonly underLease?: true;
  answer(parameters: readonly string[], request: Request): Answer;
}

/** Why a request is refused. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What the storage for tarballs wants to be sent with an upload, as storage behind signed addresses does. */
const requiredHeaders = { "x-amz-server-side-encryption": "AES256" };

/** The state of a stack that was never deployed. */
const emptyState = {
  version: 3,
  deployment: { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" } },
};

const packKeys = ["name", "displayName", "policies", "versionTag"];
const morePackKeys = ["description", "readme", "provider", "tags", "repository", "runtime", "metadata"];
const policyKeys = ["name", "displayName", "description", "enforcementLevel", "message"];
const morePolicyKeys = ["configSchema", "severity", "framework", "tags", "remediationSteps", "url"];

export class PulumiCloud {
  readonly token = `pul-${randomUUID()}`;
  /** Requests that were refused, each with the reason. */
  readonly refused: string[] = [];
  private readonly lease = randomUUID();
  private readonly versions = new Map<string, Version>();
  private readonly groups = new Map<string, EnabledPack[]>();
  private readonly routes: readonly Route[] = [
    { request: "GET /api/user", answer: () => this.user() },
    {
      request: "GET /api/user/organizations/default",
      answer: () => ok({ GitHubLogin: this.organisations[0] }),
    },
    {
      request: "GET /api/capabilities",
      answer: () => ok({ capabilities: [{ capability: "stack-policy-packs", version: 1 }] }),
    },
    {
      request: "POST /api/orgs/:organisation/policypacks",
      answer: ([organisation = ""], { body }) => this.create(organisation, readJson(body)),
    },
    {
      request: "POST /api/orgs/:organisation/policypacks/:pack/versions/:tag/complete",
      answer: ([organisation = "", pack = "", tag = ""], { body }) =>
        this.complete(this.version(organisation, pack, tag), body),
    },
    {
      request: "GET /api/orgs/:organisation/policypacks/:pack/versions/:tag/schema",
      answer: ([organisation = "", pack = "", tag = ""]) =>
        ok({ configSchema: schemasOf(this.published(organisation, pack, tag).metadata) }),
    },
    {
      request: "PATCH /api/orgs/:organisation/policygroups/:group",
      answer: ([organisation = "", group = ""], { body }) => this.enable(organisation, group, readJson(body)),
    },
    {
      request: "GET /api/stacks/:organisation/:project/:stack",
      answer: ([orgName, projectName, stackName]) => ok({ orgName, projectName, stackName, version: 0 }),
    },
    {
      request: "GET /api/stacks/:organisation/:project/:stack/policypacks",
      answer: ([organisation = ""]) => ok({ requiredPolicies: this.required(organisation) }),
    },
    { request: "GET /api/stacks/:organisation/:project/:stack/export", answer: () => ok(emptyState) },
    {
      request: "POST /api/stacks/:organisation/:project/:stack/encrypt",
      answer: (_, { body }) =>
        ok({ ciphertext: readText(readObject(readJson(body), ["plaintext"], []).plaintext) }),
    },
    {
      request: "POST /api/stacks/:organisation/:project/:stack/preview",
      answer: ([organisation = ""]) =>
        ok({ updateID: randomUUID(), requiredPolicies: this.required(organisation) }),
    },
    {
      // Previews begin and end under this path, too.
      request: "POST /api/stacks/:organisation/:project/:stack/update/:id",
      answer: () => ok({ version: 0, token: this.lease, tokenExpiration: 0 }),
    },
    {
      // A preview on a busy machine lasts long enough to ask for it.
      request: "POST /api/stacks/:organisation/:project/:stack/update/:id/renew_lease",
      underLease: true,
      answer: () => ok({ token: this.lease, tokenExpiration: 0 }),
    },
    {
      request: "POST /api/stacks/:organisation/:project/:stack/update/:id/events/batch",
      underLease: true,
      answer: () => ({ status: 204 }),
    },
    {
      request: "POST /api/stacks/:organisation/:project/:stack/update/:id/complete",
      underLease: true,
      answer: () => ({ status: 204 }),
    },
  ];

  private constructor(
    private readonly server: Server,
    /** The organisations that the token's user belongs to; the first one is the default. */
    private readonly organisations: readonly string[],
  ) {}

  static async open(organisations: readonly string[]): Promise<PulumiCloud> {
    const server = createServer();
    const cloud = new PulumiCloud(server, organisations);
    server.on("request", (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const { method = "", url = "", headers } = incoming;
        const answer = cloud.answer(method, url, { headers, body: Buffer.concat(chunks) });
        const type = answer.tarball ? "application/gzip" : "application/json";
        outgoing.writeHead(answer.status, { "content-type": type });
        outgoing.end(answer.tarball ?? (answer.body && JSON.stringify(answer.body)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A version that was uploaded and declared complete. */
  published(organisation: string, pack: string, tag: string): PublishedPack {
    const { metadata, tarball, complete } = this.version(organisation, pack, tag);
    if (!tarball || !complete) throw new Refusal(404, `version ${tag} of ${pack} is not complete`);
    return { metadata, tarball };
  }

  /** The packs that are enabled in a policy group. */
  enabled(organisation: string, group: string): readonly EnabledPack[] {
    return this.groups.get(`${organisation}/${group}`) ?? [];
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private answer(method: string, url: string, request: Request): Answer {
    try {
      const stored = [...this.versions.values()].find(({ storagePath }) => storagePath === url);
      if (stored && method === "PUT") return this.upload(stored, request);
      if (stored && method === "GET") return this.download(stored, request);
      for (const route of this.routes) {
        const parameters = parametersIn(`${method} ${url}`, route.request);
        if (!parameters) continue;
        this.authorize(
          request.headers,
          route.underLease ? `update-token ${this.lease}` : `token ${this.token}`,
        );
        return route.answer(parameters, request);
      }
      throw new Refusal(404, "there is no such request");
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 400;
      const message = error instanceof Error ? error.message : String(error);
      this.refused.push(`${method} ${url}: ${message}`);
      return { status, body: { code: status, message } };
    }
  }

  private authorize({ authorization, accept = "" }: IncomingHttpHeaders, wanted: string): void {
    if (authorization !== wanted) throw new Refusal(401, "the token is not the user's");
    assert.match(accept, /^application\/vnd\.pulumi\+\d+$/);
  }

  private user(): Answer {
    const organizations = this.organisations.map((name) => ({ githubLogin: name, name }));
    return ok({ id: "1", githubLogin: "administrator", name: "Administrator", organizations });
  }

  private create(organisation: string, body: unknown): Answer {
    if (!this.organisations.includes(organisation)) throw new Refusal(404, "there is no such organisation");
    const metadata = readMetadata(body);
    const key = `${organisation}/${metadata.name}/${metadata.versionTag}`;
    if (this.versions.has(key)) throw new Refusal(409, `${key} was published already`);
    const storagePath = `/storage/${randomUUID()}?signature=${randomUUID()}`;
    this.versions.set(key, { metadata, storagePath, complete: false });
    return ok({ version: this.versions.size, uploadURI: `${this.url}${storagePath}`, requiredHeaders });
  }

  private upload(version: Version, { headers, body }: Request): Answer {
    for (const [name, value] of Object.entries(requiredHeaders)) assert.equal(headers[name], value);
    hidesToken(headers);
    assert.equal(version.tarball, undefined, "it was uploaded already");
    gunzipSync(body);
    version.tarball = body;
    return { status: 200 };
  }

  private download({ tarball, complete }: Version, { headers }: Request): Answer {
    hidesToken(headers);
    assert.ok(tarball && complete);
    return { status: 200, tarball };
  }

  private complete(version: Version, body: Buffer): Answer {
    assert.equal(body.length, 0);
    assert.ok(version.tarball && !version.complete);
    version.complete = true;
    return { status: 204 };
  }

  private enable(organisation: string, group: string, body: unknown): Answer {
    const { addPolicyPack } = readObject(body, ["addPolicyPack"], []);
    const { name, versionTag, config } = readObject(addPolicyPack, ["name", "versionTag"], ["config"]);
    const pack = { name: readText(name), versionTag: readText(versionTag) };
    this.published(organisation, pack.name, pack.versionTag);
    const options = config === undefined ? {} : { config: readMap(config) };
    const others = this.enabled(organisation, group).filter((enabled) => enabled.name !== pack.name);
    this.groups.set(`${organisation}/${group}`, [...others, { ...pack, ...options }]);
    return { status: 204 };
  }

  /** What a stack of the organisation must be judged by: in this stand-in each group holds for all stacks. */
  private required(organisation: string): unknown[] {
    const groups = [...this.groups].filter(([group]) => group.startsWith(`${organisation}/`));
    return groups.flatMap(([, packs]) =>
      packs.map(({ name, versionTag, config }) => {
        const { metadata, storagePath } = this.version(organisation, name, versionTag);
        const { displayName } = metadata;
        return {
          name,
          displayName,
          version: 1,
          versionTag,
          packLocation: `${this.url}${storagePath}`,
          config,
        };
      }),
    );
  }

  private version(organisation: string, pack: string, tag: string): Version {
    const version = this.versions.get(`${organisation}/${pack}/${tag}`);
    if (!version) throw new Refusal(404, `${organisation} has no version ${tag} of ${pack}`);
    return version;
  }
}

/** The parameters of a request that has the form of a pattern; undefined of another one. */
function parametersIn(request: string, pattern: string): string[] | undefined {
  const [parts, wanted] = [request.split("/"), pattern.split("/")];
  const isParameter = wanted.map((part) => part.startsWith(":"));
  const fits =
    parts.length === wanted.length && parts.every((part, n) => isParameter[n] || part === wanted[n]);
  return fits ? parts.filter((_, n) => isParameter[n]) : undefined;
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** Addresses of the storage are signed: the token is not for it to see. */
function hidesToken({ authorization }: IncomingHttpHeaders): void {
  assert.equal(authorization, undefined);
}

function schemasOf({ policies }: PackMetadata): Record<string, unknown> {
  return Object.fromEntries(policies.map(({ name, configSchema }) => [name, configSchema]));
}

function readJson(body: Buffer): unknown {
  return JSON.parse(body.toString("utf8"));
}

function readMetadata(body: unknown): PackMetadata {
  const pack = readObject(body, packKeys, morePackKeys);
  assert.match(readText(pack.name), /^[a-z][a-z0-9-]*$/);
  assert.match(readText(pack.versionTag), /^[a-zA-Z0-9._-]{1,100}$/);
  assert.ok(Array.isArray(pack.policies) && pack.policies.length > 0, "a pack has policies");
  for (const policy of pack.policies) {
    const { name, enforcementLevel, configSchema } = readObject(policy, policyKeys, morePolicyKeys);
    assert.match(readText(name), /^[a-z][a-z0-9-]*$/);
    assert.match(readText(enforcementLevel), /^(advisory|mandatory|remediate|disabled)$/);
    const { type, properties } = readObject(configSchema, ["type", "properties"], ["required"]);
    assert.equal(type, "object");
    readMap(properties);
  }
  return pack as unknown as PackMetadata;
}

/** The object, with all the keys that it must have and none that it must not have. */
function readObject(
  value: unknown,
  keys: readonly string[],
  moreKeys: readonly string[],
): Readonly<Record<string, unknown>> {
  const map = readMap(value);
  for (const key of keys) assert.ok(Object.hasOwn(map, key), `${key} is missing`);
  for (const key of Object.keys(map)) assert.ok([...keys, ...moreKeys].includes(key), `${key} is not known`);
  return map;
}

function readMap(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), "an object is expected");
  return value as Readonly<Record<string, unknown>>;
}

function readText(value: unknown): string {
  assert.ok(typeof value === "string", "a text is expected");
  return value;
}
