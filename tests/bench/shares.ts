/**
 * The parts of what the pack itself does in one preview: run as a program of its own, as in the process of a pack
 * nothing has been compiled before. Argument: a file of recorded requests. Prints milliseconds by part as JSON.
 */
import { readFileSync } from "node:fs";
import { AnalyzeRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { inputsOnWire, resourcesOnWire, withoutInputs } from "../../policypack/bin/adapter/wire";
import { looksAt } from "../../policypack/bin/judging/judges";
import { neededInputs } from "../../policypack/bin/judging/needed";
import { Runs } from "../../policypack/bin/judging/run";
import {
  ecsOutputsAreNotText,
  isJudged,
  outputsInText,
} from "../../policypack/bin/policies/ecs-outputs-are-not-text";
import { resourceRules, rules } from "../../policypack/bin/rules";
import { parseRequests } from "./requests";

export type Shares = Readonly<Record<string, number>>;

/** What is not seen of a resource by itself. */
const nothingElse = {
  parent: undefined,
  provider: undefined,
  providerRegion: undefined,
  outputs: {},
  ignoreChanges: [],
  dependencies: [],
  propertyDependencies: new Map(),
};

const [file = ""] = process.argv.slice(2);
const requests = parseRequests(readFileSync(file));
const shares: Record<string, number> = {};

function share<T>(part: string, act: () => T): T {
  const began = performance.now();
  const result = act();
  shares[part] = performance.now() - began;
  return result;
}

const runs = new Runs();
const alone = share("inputs of all resources", () =>
  requests.resources.map((bytes) => {
    const request = AnalyzeRequest.deserializeBinary(withoutInputs(bytes));
    const [urn, type, name] = [request.getUrn(), request.getType(), request.getName()];
    const inputs = looksAt(resourceRules, type)
      ? inputsOnWire(bytes).read(isJudged(type) ? undefined : neededInputs(type))
      : {};
    runs.record(urn, type, inputs);
    return { urn, type, name, inputs };
  }),
);
share(ecsOutputsAreNotText.name, () => {
  for (const resource of alone) if (isJudged(resource.type)) outputsInText(resource);
});
for (const rule of resourceRules) {
  share(rule.name, () => {
    for (const resource of alone)
      if (rule.types.includes(resource.type)) rule.judge({ ...nothingElse, ...resource });
  });
}
const seen = share("reading the stack", () => resourcesOnWire(requests.stack));
const { model } = share("the model", () => runs.enter("", () => seen));
for (const rule of rules) share(rule.name, () => rule.evaluate(model, {}));
process.stdout.write(JSON.stringify(shares));
