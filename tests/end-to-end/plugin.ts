/**
 * The plugin `aws` of Pulumi, with the real Terraform provider behind it: started by the engine, with the addresses
 * of both programs in the environment.
 */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { startBridge, UNLIMITED } from "./bridge";
import { serviceOf } from "./service";

const { BRIDGE = "", TERRAFORM_PROVIDER = "", AWS_PLUGIN_VERSION = "" } = process.env;

async function main(): Promise<void> {
  const bridge = await startBridge(BRIDGE, TERRAFORM_PROVIDER, process.argv.slice(2));
  const server = new grpc.Server(UNLIMITED);
  server.addService(ResourceProviderService, serviceOf(bridge, AWS_PLUGIN_VERSION));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (fault, port) => {
    if (fault !== null) {
      throw fault;
    }
    process.stdout.write(`${port}\n`);
  });
  // The engine holds the other end of standard input: when it is gone, so is the reason to run.
  process.stdin.on("end", () => {
    bridge.process.kill();
    process.exit(0);
  });
  process.stdin.resume();
}

main();
