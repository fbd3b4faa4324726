/** Shows the requests that a policy pack gets from the engine, as they come over the wire. */
const { createRequire } = require("node:module");
const { join } = require("node:path");

/** What the pack in the current folder is served by: not always a copy of this repository. */
const ofPack = createRequire(join(process.cwd(), "package.json"));
const ofSdk = createRequire(ofPack.resolve("@pulumi/pulumi/package.json"));

/**
 * Shows all requests about single resources and about stacks, if it is called before the pack serves.
 * @param {(method: "analyze" | "analyzeStack", request: Uint8Array) => void} show
 */
function watchRequests(show) {
  /** @type {typeof import("@grpc/grpc-js")} */
  const { Server } = ofSdk("@grpc/grpc-js");
  const { addService } = Server.prototype;
  /** @type {typeof addService} */
  Server.prototype.addService = function (definition, handlers) {
    for (const name of /** @type {const} */ (["analyze", "analyzeStack"])) {
      const method = definition[name];
      if (!method) continue;
      const { requestDeserialize } = method;
      method.requestDeserialize = (bytes) => {
        show(name, bytes);
        return requestDeserialize(bytes);
      };
    }
    addService.call(this, definition, handlers);
  };
}

module.exports = { watchRequests };
