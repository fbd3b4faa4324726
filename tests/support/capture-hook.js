/**
 * Loaded into the process of a policy pack (`node --require`): writes down what the engine sends to it, in
 * the form of `SeenResource` in pack.ts. The folder is in ECS_GUARDRAILS_CAPTURE.
 */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { AnalyzeRequest, AnalyzeStackRequest } = require("@pulumi/pulumi/proto/analyzer_pb");
const { watchRequests } = require("./watch-requests");

/** @type {Map<string, object>} */
const inputs = new Map();

watchRequests((method, bytes) => {
  if (method === "analyze") {
    const request = AnalyzeRequest.deserializeBinary(bytes);
    inputs.set(request.getUrn(), request.getProperties()?.toJavaScript() ?? {});
  } else {
    const seen = AnalyzeStackRequest.deserializeBinary(bytes).getResourcesList().map(seenResource);
    const folder = process.env.ECS_GUARDRAILS_CAPTURE ?? ".";
    writeFileSync(join(folder, "seen.json"), JSON.stringify(seen));
  }
});

/** @param {import("@pulumi/pulumi/proto/analyzer_pb").AnalyzerResource} resource */
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
      resource
        .getPropertydependenciesMap()
        .getEntryList()
        .map(([name]) => [name, resource.getPropertydependenciesMap().get(name)?.getUrnsList() ?? []]),
    ),
  };
}
