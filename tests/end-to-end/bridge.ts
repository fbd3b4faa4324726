import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Message } from "google-protobuf";
import type { Schema } from "./schema";

/** A message without a limit: a schema is larger than the 4 MiB that are taken by default. */
export const UNLIMITED = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
};

/** The bridge's program `dynamic`, serving a Terraform provider to Pulumi. */
export interface Bridge {
  readonly process: ChildProcess;
  readonly schema: Schema;
  /** Has it answer a call of pulumirpc.ResourceProvider, such as `create`. */
  call<Response extends Message>(method: string, request: Message): Promise<Response>;
}

/**
 * Starts the bridge.
 *
 * @param program the bridge's program
 * @param provider the program of the Terraform provider
 * @param args what the engine starts a provider with: where its log is
 */
export async function startBridge(
  program: string,
  provider: string,
  args: readonly string[],
): Promise<Bridge> {
  const process = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const address = `127.0.0.1:${await firstLine(process)}`;
  const client = new ResourceProviderClient(address, grpc.credentials.createInsecure(), UNLIMITED);
  const call = <Response extends Message>(method: string, request: Message): Promise<Response> =>
    new Promise((resolve, reject) => {
      const calls = client as unknown as Record<string, (request: Message, callback: Callback) => void>;
      const callback: Callback = (fault, response) =>
        fault === null ? resolve(response as Response) : reject(fault);
      if (calls[method] === undefined) {
        reject(new Error(`Pulumi's providers have no call \`${method}\`.`));
      }
      calls[method]?.(request, callback);
    });
  const local = new messages.ParameterizeRequest.ParametersArgs().setArgsList([provider]);
  await call("parameterize", new messages.ParameterizeRequest().setArgs(local));
  const told = await call<messages.GetSchemaResponse>("getSchema", new messages.GetSchemaRequest());
  return { process, schema: JSON.parse(told.getSchema()), call };
}

type Callback = (fault: grpc.ServiceError | null, response: Message | undefined) => void;

/** The port that a provider prints once it serves. */
function firstLine(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (process.stdout === null) {
      throw new Error("The bridge's output is not read.");
    }
    createInterface({ input: process.stdout }).once("line", resolve);
    process.once("error", reject);
    process.once("exit", (code) => reject(new Error(`The bridge ended with exit code ${code}.`)));
  });
}
