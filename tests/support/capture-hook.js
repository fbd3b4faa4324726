/**
 * Loaded into the process of a policy pack (`node --require`): writes down what the engine sends to it, in
 * the form of `SeenResource` in pack.ts. The folder is in ECS_GUARDRAILS_CAPTURE.
 */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Server } = require("@grpc/grpc-js");

/**
 * @typedef {{ getUrn(): string, getName(): string, getProperties(): Struct }} Named
 * @typedef {{ toJavaScript(): object } | undefined} Struct
 * @typedef {Named & { getType(): string, getProvider(): Named | undefined }} Resource
 * @typedef {Resource & {
 *   getParent(): string,
 *   getDependenciesList(): string[],
 *   getPropertydependenciesMap(): Map<string, { getUrnsList(): string[] }>,
 * }} StackResource
 */

/** @type {Map<string, object>} */
const inputs = new Map();

const { addService } = Server.prototype;
/** @type {typeof addService} */
Server.prototype.addService = function (definition, handlers) {
  addService.call(this, definition, "analyzeStack" in handlers ? recording(handlers) : handlers);
};

/**
 * @param {Record<string, any>} handlers
 * @returns {Record<string, any>}
 */
function recording(handlers) {
  return {
    ...handlers,
    /** @param {{ request: Resource }} call @param {unknown} answer */
    analyze(call, answer) {
      inputs.set(call.request.getUrn(), call.request.getProperties()?.toJavaScript() ?? {});
      return handlers.analyze(call, answer);
    },
    /** @param {{ request: { getResourcesList(): StackResource[] } }} call @param {unknown} answer */
    analyzeStack(call, answer) {
      const seen = call.request.getResourcesList().map(seenResource);
      const folder = process.env.ECS_GUARDRAILS_CAPTURE ?? ".";
      writeFileSync(join(folder, "seen.json"), JSON.stringify(seen));
      return handlers.analyzeStack(call, answer);
    },
  };
}

/** @param {StackResource} resource */
function seenResource(resource) {
  const provider = resource.getProvider();
  return {
    urn: resource.getUrn(),
    type: resource.getType(),
    name: resource.getName(),
    parent: resource.getParent() || undefined,
    provider: provider && {
      urn: provider.getUrn(),
      name: provider.getName(),
      props: provider.getProperties()?.toJavaScript() ?? {},
    },
    inputs: inputs.get(resource.getUrn()),
    outputs: resource.getProperties()?.toJavaScript() ?? {},
    dependencies: resource.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      [...resource.getPropertydependenciesMap().entries()].map(([name, urns]) => [name, urns.getUrnsList()]),
    ),
  };
}
