import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Provider } from "./provider";
import { serviceOf } from "./server";

/** Starts the stand-in for the AWS provider plugin: serves on a free local port and prints it, as the engine expects. */
const VERSION = "7.48.0";

const server = new grpc.Server({
  // A large program's properties pass the default limit of 4 MiB.
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
/** By connection. */
const providers = new Map<string, Provider>();

function providerOf(peer: string): Provider {
  const provider = providers.get(peer) ?? new Provider();
  providers.set(peer, provider);
  return provider;
}

server.addService(ResourceProviderService, serviceOf(providerOf, VERSION));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (fault, port) => {
  if (fault !== null) {
    console.error(`the stand-in for the AWS provider cannot listen: ${fault.message}`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
});

// The engine holds the other end of standard input: when it is gone, so is the reason to run.
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
