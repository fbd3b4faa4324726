import { check } from "../../offline/aws/check";
import { readConfiguration } from "../../offline/aws/configuration";
import { plan } from "../../offline/aws/plan";
import type { Properties } from "../../offline/aws/properties";
import { resourceType } from "../../offline/aws/table";
import type { Case } from "./cases";

/** Whose plans the stand-in's are compared with. */
export const REGION = "us-east-1";

/** What the stand-in makes of a case: the checked inputs, which a provider is asked to plan, and its own plan of them. */
export function planOf({ token, arguments: news, defaultTags = {} }: Case): {
  inputs: Properties;
  failures: string[];
  planned: Properties;
} {
  const type = resourceType(token);
  const configuration = readConfiguration({ region: REGION, defaultTags: { tags: { ...defaultTags } } });
  const { inputs, failures } = check({
    type,
    news,
    olds: {},
    configuration,
    logicalName: "some",
    urn: `urn:pulumi:dev::conformance::${token}::some`,
    seed: new Uint8Array(),
  });
  return { inputs, failures, planned: plan(type, inputs, configuration) };
}
