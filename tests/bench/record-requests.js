/**
 * Loaded into the process of a policy pack (`node --require`): writes down the requests of the engine as they come,
 * each after its length. The file is in ECS_GUARDRAILS_REQUESTS; the last request is the one about the stack.
 */
const { appendFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");

// The copy that the pack's own SDK serves with.
const ofPack = createRequire(join(process.cwd(), "package.json"));
/** @type {typeof import("@grpc/grpc-js")} */
const { Server } = createRequire(ofPack.resolve("@pulumi/pulumi/package.json"))("@grpc/grpc-js");

const file = process.env.ECS_GUARDRAILS_REQUESTS ?? "requests";
const { addService } = Server.prototype;
/** @type {typeof addService} */
Server.prototype.addService = function (definition, handlers) {
  if ("analyzeStack" in handlers) {
    writeFileSync(file, "");
    for (const method of ["analyze", "analyzeStack"]) record(definition[method]);
  }
  addService.call(this, definition, handlers);
};

/** @param {{ requestDeserialize: (bytes: Buffer) => unknown }} [method] */
function record(method) {
  if (!method) return;
  const { requestDeserialize } = method;
  method.requestDeserialize = (bytes) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    appendFileSync(file, Buffer.concat([length, bytes]));
    return requestDeserialize(bytes);
  };
}
