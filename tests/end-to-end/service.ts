import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Bridge } from "./bridge";
import { attributesOf, bridgedFunction, bridgedId, bridgedType } from "./names";
import {
  fromBridge,
  type Properties,
  pathFromBridge,
  pathToBridge,
  toBridge,
  type Views,
} from "./translation";

/** What requests about one resource have. */
interface OfResource extends Message {
  getUrn(): string;
  setUrn(urn: string): unknown;
  setType?(token: string): unknown;
}

/** A provider with the names of @pulumi/aws, that the bridge answers with its own. */
export function serviceOf(bridge: Bridge, version: string): grpc.UntypedServiceImplementation {
  const { schema } = bridge;

  return {
    handshake: pass("handshake"),
    getPluginInfo: answer(async () => new PluginInfo().setVersion(version)),
    cancel: answer(async () => new Empty()),
    checkConfig: pass("checkConfig"),
    diffConfig: pass("diffConfig"),
    configure: pass("configure"),

    invoke: answer(async (request: messages.InvokeRequest) => {
      request.setTok(bridgedFunction(schema, request.getTok()));
      return bridge.call("invoke", request);
    }),
    check: answer(async (request: messages.CheckRequest) => {
      const views = rename(request);
      nameIfNamedOtherwise(views, request);
      request.setOlds(to(views, request.getOlds())).setNews(to(views, request.getNews()));
      const response = await bridge.call<messages.CheckResponse>("check", request);
      return response.setInputs(from(views, response.getInputs()));
    }),
    diff: answer(async (request: messages.DiffRequest) => {
      const views = rename(request);
      changeToBridge(views, request);
      return renamed(views, await bridge.call<messages.DiffResponse>("diff", request));
    }),
    create: answer(async (request: messages.CreateRequest) => {
      const views = rename(request);
      request.setProperties(to(views, request.getProperties()));
      const response = await bridge.call<messages.CreateResponse>("create", request);
      return response.setProperties(from(views, response.getProperties()));
    }),
    read: answer(async (request: messages.ReadRequest) => {
      const views = rename(request);
      request.setProperties(to(views, request.getProperties())).setInputs(to(views, request.getInputs()));
      const response = await bridge.call<messages.ReadResponse>("read", request);
      return response
        .setProperties(from(views, response.getProperties()))
        .setInputs(from(views, response.getInputs()));
    }),
    update: answer(async (request: messages.UpdateRequest) => {
      const views = rename(request);
      changeToBridge(views, request);
      const response = await bridge.call<messages.UpdateResponse>("update", request);
      return response.setProperties(from(views, response.getProperties()));
    }),
    delete: answer(async (request: messages.DeleteRequest) => {
      const views = rename(request);
      request
        .setProperties(to(views, request.getProperties()))
        .setOldInputs(to(views, request.getOldInputs()));
      return bridge.call("delete", request);
    }),
  };

  /** Both sides of a change. */
  function changeToBridge(views: Views, request: messages.DiffRequest | messages.UpdateRequest): void {
    request.setOlds(to(views, request.getOlds()));
    request.setNews(to(views, request.getNews()));
    request.setOldInputs(to(views, request.getOldInputs()));
    request.setIgnorechangesList(request.getIgnorechangesList().map((path) => pathToBridge(views, path)));
  }

  function pass(method: string) {
    return answer((request: Message) => bridge.call(method, request));
  }

  /** Gives the resource of a request the bridge's type; tells how both see its properties. */
  function rename(request: OfResource): Views {
    const [stack, project, types = "", ...name] = request.getUrn().split("::");
    const token = types.split("$").at(-1) ?? "";
    const bridged = bridgedType(schema, token);
    request.setUrn([stack, project, types.replace(/[^$]*$/, () => bridged), ...name].join("::"));
    request.setType?.(bridged);
    const { properties = {}, inputProperties } = schema.resources[bridged] ?? { inputProperties: {} };
    return {
      schema,
      attributes: attributesOf(token),
      specs: { ...inputProperties, ...properties },
      id: bridgedId(bridged),
    };
  }
}

/** The bridge makes up names for what is called `name` in Terraform, too, and leaves others to whoever calls it. */
function nameIfNamedOtherwise(views: Views, request: messages.CheckRequest): void {
  const { name } = views.attributes ?? {};
  if (name?.whenUnset !== "autoName" || name.terraform === undefined) {
    return;
  }
  const fields = request.getNews()?.getFieldsMap();
  if (fields?.get("name") === undefined) {
    const digits = Buffer.from(request.getRandomseed_asU8()).toString("hex").slice(0, 7);
    const made = Value.fromJavaScript(`${request.getUrn().split("::").at(-1)}-${digits}`);
    fields?.set("name", request.getOlds()?.getFieldsMap().get("name") ?? made);
  }
}

function to(views: Views, struct: Struct | undefined): Struct | undefined {
  return struct && toStruct(toBridge(views, struct.toJavaScript() as Properties));
}

function from(views: Views, struct: Struct | undefined): Struct | undefined {
  return struct && toStruct(fromBridge(views, struct.toJavaScript() as Properties));
}

function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as { [name: string]: JavaScriptValue });
}

/** A difference in the names of @pulumi/aws. */
function renamed(views: Views, response: messages.DiffResponse): messages.DiffResponse {
  const paths = (list: string[]) => list.map((path) => pathFromBridge(views, path));
  response
    .setReplacesList(paths(response.getReplacesList()))
    .setDiffsList(paths(response.getDiffsList()))
    .setStablesList(paths(response.getStablesList()));
  const details = response.getDetaileddiffMap();
  const entries = details.toObject(false, (_, detail) => detail) as unknown as [
    string,
    messages.PropertyDiff,
  ][];
  details.clear();
  for (const [path, detail] of entries) {
    details.set(pathFromBridge(views, path), detail);
  }
  return response;
}

function answer<Request extends Message, Response extends Message>(
  handle: (request: Request) => Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    Promise.resolve()
      .then(() => handle(request))
      .then(
        (response) => callback(null, response),
        (fault) =>
          callback({ code: fault.code ?? grpc.status.UNKNOWN, details: fault.details ?? fault.message }),
      );
  };
}
