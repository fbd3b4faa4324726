import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Properties } from "./properties";
import { decode, encode } from "./properties";
import type { Provider } from "./provider";
import { schemaOf } from "./schema";

/**
 * Providers behind pulumirpc.ResourceProvider. Calls that are not named here are answered UNIMPLEMENTED.
 * @param providerOf the provider of a connection: an engine that attaches to this process, in place of starting one for
 *   each provider resource, has one for each
 */
export function serviceOf(
  providerOf: (peer: string) => Provider,
  version: string,
): grpc.UntypedServiceImplementation {
  return {
    attach: answer(() => new Empty()),
    handshake: answer(() =>
      new messages.ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true),
    ),
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),
    getSchema: answer(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(schemaOf(version)))),
    cancel: answer(() => new Empty()),

    checkConfig: answer((request: messages.CheckRequest, provider) =>
      new messages.CheckResponse().setInputs(encode(provider.checkConfig(decode(request.getNews())))),
    ),
    diffConfig: answer((request: messages.DiffRequest) => diffConfig(request)),
    configure: answer((request: messages.ConfigureRequest, provider) => {
      provider.configure(configurationOf(request));
      // Like a bridged provider it takes neither secrets nor resource references: the engine unwraps them, and marks
      // an output secret whose input was. Without preview support no output would ever be unknown.
      return new messages.ConfigureResponse()
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),

    invoke: answer((request: messages.InvokeRequest, provider) => answerInvoke(provider, request)),
    check: answer((request: messages.CheckRequest, provider) => answerCheck(provider, request)),
    diff: answer((request: messages.DiffRequest, provider) => answerDiff(provider, request)),
    create: answer((request: messages.CreateRequest, provider) => answerCreate(provider, request)),
    update: answer((request: messages.UpdateRequest, provider) => answerUpdate(provider, request)),
    read: answer((request: messages.ReadRequest, provider) => answerRead(provider, request)),
    delete: answer((request: messages.DeleteRequest, provider) => {
      provider.delete(request.getUrn(), request.getId(), decode(request.getProperties()));
      return new Empty();
    }),
  };

  function answer<Request extends Message, Response extends Message>(
    handle: (request: Request, provider: Provider) => Response | Promise<Response>,
  ): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
      const provider = providerOf(call.getPeer());
      Promise.resolve()
        .then(() => handle(call.request, provider))
        .then(
          (response) => callback(null, response),
          (fault) =>
            callback({
              code: grpc.status.UNKNOWN,
              message: fault instanceof Error ? fault.message : String(fault),
            }),
        );
    };
  }
}

/** Newer engines send the provider's inputs; older ones, and the default provider, its configuration variables. */
function configurationOf(request: messages.ConfigureRequest): Properties {
  const variables = Object.fromEntries(
    request
      .getVariablesMap()
      .getEntryList()
      .map(([name, value]) => [name.replace(/^aws:config:/, ""), value]),
  );
  return { ...variables, ...decode(request.getArgs()) };
}

/** Resources notice a new Region by themselves, so no change of the configuration replaces the provider. */
function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const [olds, news] = [decode(request.getOlds()), decode(request.getNews())];
  const changed = Object.keys({ ...olds, ...news }).filter(
    (name) => name !== "version" && JSON.stringify(olds[name]) !== JSON.stringify(news[name]),
  );
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse()
    .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(changed);
}

function answerInvoke(provider: Provider, request: messages.InvokeRequest): messages.InvokeResponse {
  const answered = provider.invoke(request.getTok(), decode(request.getArgs()));
  if (answered === undefined) {
    throw new Error(`the stand-in for the AWS provider does not know the function '${request.getTok()}'`);
  }
  if ("result" in answered) {
    return new messages.InvokeResponse().setReturn(encode(answered.result));
  }
  return new messages.InvokeResponse().setFailuresList(
    answered.failures.map(({ property, reason }) => failure(reason, property)),
  );
}

function failure(reason: string, property = ""): messages.CheckFailure {
  return new messages.CheckFailure().setProperty(property).setReason(reason);
}

function answerCheck(provider: Provider, request: messages.CheckRequest): messages.CheckResponse {
  const seed = request.getRandomseed_asU8();
  const { inputs, failures } = provider.check(
    request.getUrn(),
    decode(request.getOlds()),
    decode(request.getNews()),
    {
      seed,
      proposal: proposalOf(request),
    },
  );
  return new messages.CheckResponse()
    .setInputs(encode(inputs))
    .setFailuresList(failures.map((reason) => failure(reason)));
}

function proposalOf(request: messages.CheckRequest) {
  const options = request.getAutonaming();
  if (options === undefined) {
    return undefined;
  }
  const { DISABLE, ENFORCE } = messages.CheckRequest.AutonamingOptions.Mode;
  const mode = options.getMode();
  const named = mode === DISABLE ? "disable" : mode === ENFORCE ? "enforce" : "propose";
  return { name: options.getProposedName(), mode: named } as const;
}

function answerDiff(provider: Provider, request: messages.DiffRequest): messages.DiffResponse {
  const { differences, deleteBeforeReplace } = provider.diff(
    request.getUrn(),
    decode(request.getOldInputs()),
    decode(request.getOlds()),
    decode(request.getNews()),
  );
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const replaces = differences.filter((difference) => difference.replaces).map(({ property }) => property);
  const response = new messages.DiffResponse()
    .setChanges(differences.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(differences.map(({ property }) => property))
    .setReplacesList(replaces)
    .setDeletebeforereplace(replaces.length > 0 && deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { property, kind, replaces } of differences) {
    response.getDetaileddiffMap().set(property, detail(kind, replaces));
  }
  return response;
}

function detail(kind: "add" | "delete" | "update", replaces: boolean): messages.PropertyDiff {
  const kinds = messages.PropertyDiff.Kind;
  const updating = { add: kinds.ADD, delete: kinds.DELETE, update: kinds.UPDATE };
  const replacing = { add: kinds.ADD_REPLACE, delete: kinds.DELETE_REPLACE, update: kinds.UPDATE_REPLACE };
  return new messages.PropertyDiff().setKind((replaces ? replacing : updating)[kind]).setInputdiff(true);
}

async function answerCreate(
  provider: Provider,
  request: messages.CreateRequest,
): Promise<messages.CreateResponse> {
  const [urn, inputs] = [request.getUrn(), decode(request.getProperties())];
  if (request.getPreview()) {
    const planned = provider.previewCreate(urn, inputs);
    return new messages.CreateResponse().setProperties(encode(planned, provider.isSecret(urn)));
  }
  const { id, outputs } = await provider.create(urn, inputs);
  return new messages.CreateResponse().setId(id).setProperties(encode(outputs, provider.isSecret(urn)));
}

function answerUpdate(provider: Provider, request: messages.UpdateRequest): messages.UpdateResponse {
  const [urn, olds, news] = [request.getUrn(), decode(request.getOlds()), decode(request.getNews())];
  const outputs = request.getPreview()
    ? provider.previewUpdate(urn, olds, news)
    : provider.update(urn, request.getId(), olds, news);
  return new messages.UpdateResponse().setProperties(encode(outputs, provider.isSecret(urn)));
}

function answerRead(provider: Provider, request: messages.ReadRequest): messages.ReadResponse {
  const [urn, inputs, state] = [
    request.getUrn(),
    decode(request.getInputs()),
    decode(request.getProperties()),
  ];
  const found = provider.read(urn, request.getId(), inputs, state);
  return new messages.ReadResponse()
    .setId(found.id)
    .setInputs(encode(found.inputs))
    .setProperties(encode(found.outputs, provider.isSecret(urn)));
}
