/**
 * Makes the SDK start and read quickly. All of it is by means that Node.js and gRPC have for it, and where the SDK
 * is not made as it is known to be, nothing is done: the pack then works as any other, only more slowly.
 */
import Module, { createRequire } from "node:module";
import type { Incoming, Protocol } from "./incoming";

/** The packages as the SDK for policies finds them. */
const sdk = createRequire(require.resolve("@pulumi/policy"));

/**
 * Has the SDK's modules about programs loaded when they are used, which is never: of their hundreds of files the SDK
 * for policies needs classes of assets and a few words of the protocol.
 */
export function putOffPrograms(): void {
  putOff("@pulumi/pulumi");
  putOff("@pulumi/pulumi/runtime/rpc");
}

/**
 * Stands for a module until something of it is asked for
 * (https://nodejs.org/api/modules.html#requirecache: entries may be added).
 */
function putOff(name: string): void {
  const file = resolved(name);
  if (file === undefined || sdk.cache[file]) return;
  const standIn = new Module(file);
  const load = () => {
    if (sdk.cache[file] === standIn) delete sdk.cache[file];
    return sdk(file);
  };
  standIn.filename = file;
  standIn.loaded = true;
  standIn.exports = new Proxy(
    {},
    {
      get: (_target, key) => Reflect.get(load(), key),
      has: (_target, key) => Reflect.has(load(), key),
      ownKeys: () => Reflect.ownKeys(load()),
      getOwnPropertyDescriptor: (_target, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(load(), key);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
  sdk.cache[file] = standIn;
}

function resolved(name: string): string | undefined {
  try {
    return sdk.resolve(name);
  } catch {
    return undefined;
  }
}

/** Has the SDK's server read requests by `incoming`. */
export function readBy(incoming: Incoming, isWanted: (type: string) => boolean): void {
  try {
    const ofProtocol = createRequire(sdk.resolve("@pulumi/pulumi/proto/analyzer_pb"));
    const messages: Protocol["messages"] = {
      ...ofProtocol("./analyzer_pb"),
      ...ofProtocol("google-protobuf/google/protobuf/struct_pb"),
    };
    incoming.takeFrom({ messages, service: ofProtocol("./analyzer_grpc_pb").AnalyzerService }, isWanted);
  } catch {
    // Another SDK: it reads them itself.
  }
}
