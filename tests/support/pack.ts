/**
 * Runs the policies of the pack through the SDK's own code, without a CLI: requests as the engine sends
 * them go in, the SDK decodes them and calls the policies, and its diagnostics come out.
 */
import assert from "node:assert/strict";
import { Server } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzerStackConfigureRequest,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { idsIn } from "../../offline/findings";
import { Incoming, type Protocol } from "../../policypack/adapter/incoming";
import { policies } from "../../policypack/adapter/pack";
import { looksAt } from "../../policypack/judging/judges";
import type { LanguageOfProject } from "../../policypack/judging/language";
import { resourceRules, rules } from "../../policypack/rules";
import { assertDeclared } from "./kinds";
import { serialized } from "./serialized";

export * from "./policy-names";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** What stands on the wire where the engine does not know a value (`@pulumi/policy`, proxy.js). */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as the engine shows it to a policy pack. */
export interface SeenResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  /** Components have none. */
  readonly provider?: { readonly urn: string; readonly name: string; readonly props: JsonObject };
  /** Checked inputs; undefined where the program does not have the resource any more. */
  readonly inputs: JsonObject | undefined;
  readonly outputs: JsonObject;
  readonly ignoreChanges?: readonly string[];
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

type Level = "advisory" | "mandatory" | "disabled";

/** The configuration file of a pack: a level, or options with or without one, for each policy. */
export type PackConfig = Readonly<Record<string, Level | JsonObject>>;

export interface Diagnostic {
  readonly policy: string;
  readonly level: Level;
  readonly urn: string;
  readonly ids: readonly string[];
  readonly presumed: boolean;
  readonly message: string;
}

export interface Judgement {
  readonly diagnostics: readonly Diagnostic[];
  /** What the pack printed. */
  readonly printed: readonly string[];
}

type Rpc<Request, Response> = (
  call: { readonly request: Request },
  callback: (error: unknown, response?: Response) => void,
) => unknown;

interface Handlers {
  configure: Rpc<ConfigureAnalyzerRequest, object>;
  configureStack: Rpc<AnalyzerStackConfigureRequest, object>;
}

type Policies = ReturnType<typeof policies>;
type MakeRpc<Request> = (
  pack: string,
  version: string,
  level: Level,
  policies: Policies,
) => Rpc<Request, AnalyzeResponse>;

/** The SDK declares no types for what its server exports. */
const sdk: {
  serve(pack: string, version: string, level: Level, args: { policies: Policies }): void;
  makeAnalyzeRpcFun: MakeRpc<AnalyzeRequest>;
  makeAnalyzeStackRpcFun: MakeRpc<AnalyzeStackRequest>;
} = require("@pulumi/policy/server");

/**
 * The SDK's `configure` and `configureStack`, which set the configuration of all packs of the process and the tags of
 * the stack. They are not exported but handed to a gRPC server, so a server that serves nothing takes them down.
 */
const { configure, configureStack } = takeHandlers();

function takeHandlers(): Handlers {
  let taken: Handlers | undefined;
  const { addService, bindAsync } = Server.prototype;
  Server.prototype.addService = (_definition, handlers) => {
    taken = handlers as unknown as Handlers;
  };
  Server.prototype.bindAsync = () => undefined;
  try {
    sdk.serve("no-policies", "0.0.0", "advisory", { policies: [] });
  } finally {
    Object.assign(Server.prototype, { addService, bindAsync });
  }
  assert.ok(taken, "the SDK's server did not register its handlers");
  return taken;
}

export const messages = {
  AnalyzeRequest,
  AnalyzeStackRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  Struct,
};

type Service = Protocol["service"];

/** The methods of the definition that the SDK's server is started with. */
export function newService(): Service {
  const { analyze, analyzeStack, remediate } = AnalyzerService as unknown as Service;
  return { analyze: { ...analyze }, analyzeStack: { ...analyzeStack }, remediate: { ...remediate } };
}

/** The day on which tests run the pack, whichever it is. */
export const today = "2026-06-15";

/** One that reads requests by itself, as the pack does, or one that is shown them by the SDK, as in packs of others. */
class Process {
  readonly policies: Policies;
  private readonly analyze;
  private readonly analyzeStack;

  constructor(
    private readonly service: Service | undefined,
    ofProject: LanguageOfProject,
  ) {
    const incoming = service && new Incoming();
    if (service) incoming?.takeFrom({ messages, service }, (type) => looksAt(resourceRules, type));
    this.policies = policies(rules, resourceRules, {
      clock: () => new Date(`${today}T23:59:59Z`),
      incoming,
      ofProject,
    });
    this.analyze = sdk.makeAnalyzeRpcFun("ecs-guardrails", "0.1.0", "advisory", this.policies);
    this.analyzeStack = sdk.makeAnalyzeStackRpcFun("ecs-guardrails", "0.1.0", "advisory", this.policies);
  }

  async judge(
    alone: readonly AnalyzeRequest[],
    stack: AnalyzeStackRequest,
    configuration: ConfigureAnalyzerRequest,
  ): Promise<Judgement> {
    await ask(configure, configuration);
    const responses: AnalyzeResponse[] = [];
    const printed = await capturingLog(async () => {
      for (const request of alone) responses.push(await ask(this.analyze, this.received("analyze", request)));
      responses.push(await ask(this.analyzeStack, this.received("analyzeStack", stack)));
    });
    return { diagnostics: responses.flatMap(diagnosticsOf), printed };
  }

  /** What comes of a request on its way. */
  private received<Request extends AnalyzeRequest | AnalyzeStackRequest>(
    method: "analyze" | "analyzeStack",
    request: Request,
  ): Request {
    if (!this.service) return request;
    return this.service[method].requestDeserialize(serialized(request)) as Request;
  }
}

/** A pack as one process holds it: it remembers what it has seen. */
export class Pack {
  private readonly own: Process;
  private readonly bySdk: Process;

  /**
   * @param ofProject tells the language of a project; all are in TypeScript unless it says otherwise
   * @param tags those of the stack
   */
  constructor(
    ofProject: LanguageOfProject = () => ({ language: "typescript", isCertain: true }),
    private readonly tags: Readonly<Record<string, string>> = {},
  ) {
    this.own = new Process(newService(), ofProject);
    this.bySdk = new Process(undefined, ofProject);
  }

  /** One operation of the engine: each resource of the program by itself, then the stack. */
  async judge(resources: readonly SeenResource[], config: PackConfig = {}): Promise<Judgement> {
    const { alone, stack } = requestsFor(resources);
    await ask(configureStack, this.stackConfiguration());
    const [judgement, bySdk] = [
      await this.own.judge(alone, stack, this.configuration(config)),
      await this.bySdk.judge(alone, stack, this.configuration(config)),
    ];
    assert.deepEqual(judgement, bySdk, "what the SDK shows of these requests is judged in another way");
    const { diagnostics, printed } = judgement;
    const judges = rules.some(({ name, level }) => levelOf(name, level, config) !== "disabled");
    const judged = printed.filter((line) => /^ecs-guardrails judged .*\d+ resources?: /.test(line));
    assert.equal(judged.length, judges ? 1 : 0, `the pack printed:\n${printed.join("\n")}`);
    for (const { policy, ids } of diagnostics) assertDeclared(policy, ids);
    return judgement;
  }

  private stackConfiguration(): AnalyzerStackConfigureRequest {
    const request = new AnalyzerStackConfigureRequest();
    for (const [name, value] of Object.entries(this.tags)) request.getTagsMap().set(name, value);
    return request;
  }

  /** As the CLI sends it: every policy with its level and with the defaults that its schema names. */
  private configuration(config: PackConfig): ConfigureAnalyzerRequest {
    const request = new ConfigureAnalyzerRequest();
    for (const policy of this.own.policies) {
      const given = config[policy.name];
      const { enforcementLevel: _, ...options } = typeof given === "object" ? given : {};
      const properties: Record<string, Json> = {};
      for (const [name, schema] of Object.entries(policy.configSchema?.properties ?? {})) {
        if (schema.default !== undefined) properties[name] = schema.default as Json;
      }
      const level = levelOf(policy.name, policy.enforcementLevel, config);
      request
        .getPolicyconfigMap()
        .set(
          policy.name,
          new PolicyConfig()
            .setEnforcementlevel(level === "remediate" ? EnforcementLevel.REMEDIATE : levels[level])
            .setProperties(struct({ ...properties, ...options })),
        );
    }
    return request;
  }
}

/** Judges a stack in a process of its own. */
export function judge(resources: readonly SeenResource[], config?: PackConfig): Promise<Judgement> {
  return new Pack().judge(resources, config);
}

const levels = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  disabled: EnforcementLevel.DISABLED,
};

function levelOf<Own>(policy: string, own: Own | undefined, config: PackConfig): Own | Level {
  const given = config[policy];
  const level = typeof given === "object" ? given.enforcementLevel : given;
  return level === undefined ? (own ?? "advisory") : (level as Level);
}

function ask<Request, Response>(rpc: Rpc<Request, Response>, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    rpc({ request }, (error, response) => {
      if (error || response === undefined) reject(error ?? new Error("the SDK did not answer"));
      else resolve(response);
    });
  });
}

/** The requests of one operation: each resource of the program by itself, then the stack. */
export function requestsFor(resources: readonly SeenResource[]) {
  return {
    alone: resources.flatMap((resource) =>
      resource.inputs === undefined ? [] : [analyzeRequest(resource, resource.inputs)],
    ),
    stack: new AnalyzeStackRequest().setResourcesList(resources.map(stackMember)),
  };
}

function analyzeRequest(resource: SeenResource, inputs: JsonObject): AnalyzeRequest {
  const request = new AnalyzeRequest()
    .setUrn(resource.urn)
    .setType(resource.type)
    .setName(resource.name)
    .setOptions(options(resource))
    .setProperties(struct(inputs));
  const provider = providerOf(resource);
  return provider ? request.setProvider(provider) : request;
}

function stackMember(resource: SeenResource): AnalyzerResource {
  const member = new AnalyzerResource()
    .setUrn(resource.urn)
    .setType(resource.type)
    .setName(resource.name)
    .setOptions(options(resource))
    .setProperties(struct(resource.outputs))
    .setParent(resource.parent ?? "")
    .setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const edges = new AnalyzerPropertyDependencies().setUrnsList([...urns]);
    member.getPropertydependenciesMap().set(property, edges);
  }
  const provider = providerOf(resource);
  return provider ? member.setProvider(provider) : member;
}

function options({ parent, ignoreChanges = [] }: SeenResource): AnalyzerResourceOptions {
  return new AnalyzerResourceOptions().setParent(parent ?? "").setIgnorechangesList([...ignoreChanges]);
}

function providerOf({ provider }: SeenResource): AnalyzerProviderResource | undefined {
  return (
    provider &&
    new AnalyzerProviderResource()
      .setUrn(provider.urn)
      .setType("pulumi:providers:aws")
      .setName(provider.name)
      .setProperties(struct(provider.props))
  );
}

function struct(properties: JsonObject): Struct {
  return Struct.fromJavaScript(properties as { [key: string]: JavaScriptValue });
}

/** One for each resource that a report names. */
function diagnosticsOf(response: AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().flatMap((diagnostic) => {
    const message = diagnostic.getMessage();
    return idsIn(message).map(({ ids, urn = diagnostic.getUrn(), presumed }) => ({
      policy: diagnostic.getPolicyname(),
      level: diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
      urn,
      ids,
      presumed,
      message,
    }));
  });
}

async function capturingLog(act: () => Promise<void>): Promise<string[]> {
  const printed: string[] = [];
  const { log } = console;
  console.log = (...parts: unknown[]) => void printed.push(parts.join(" "));
  try {
    await act();
  } finally {
    console.log = log;
  }
  return printed;
}
