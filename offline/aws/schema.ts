import type { Attribute, Attributes } from "./declarations";
import { otherTokens } from "./other-types";
import { resourceType, tableTokens } from "./table";

/**
 * The provider's Pulumi schema as far as the tables know it: every resource type with its properties, nested objects
 * as anything, and no functions. It is what `pulumi package get-schema` of a component package and programs in YAML
 * ask for.
 *
 * @param version of the provider, such as "7.48.0"
 */
export function schemaOf(version: string): object {
  const tokens = [...new Set([...tableTokens(), ...otherTokens()])].sort();
  return {
    name: "aws",
    version,
    // `aws:ecs/cluster:Cluster` may be written `aws:ecs:Cluster`.
    meta: { moduleFormat: "(.*)(?:/[^/]*)" },
    provider: {},
    resources: Object.fromEntries(
      tokens.map((token) => {
        const { attributes } = resourceType(token);
        const inputs = namesOf(attributes, ({ class: declared }) => declared !== "computed");
        return [
          token,
          {
            properties: typesOf(attributes, Object.keys(attributes)),
            required: namesOf(attributes, ({ class: declared }) => declared !== "optional"),
            inputProperties: typesOf(attributes, inputs),
            requiredInputs: namesOf(
              attributes,
              // A name that the provider makes up need not be given.
              ({ class: declared, whenUnset }) => declared === "required" && whenUnset === undefined,
            ),
          },
        ];
      }),
    ),
  };
}

function namesOf(attributes: Attributes, wanted: (attribute: Attribute) => boolean): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => (wanted(attribute) ? [name] : []));
}

function typesOf(attributes: Attributes, names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, typeOf(attributes[name])]));
}

const ANYTHING = { $ref: "pulumi.json#/Any" };

function typeOf(attribute: Attribute | undefined): object {
  switch (attribute?.type) {
    case "array":
      return { type: "array", items: ANYTHING };
    case "map":
      return { type: "object", additionalProperties: ANYTHING };
    case "string":
    case "number":
    case "boolean":
      return { type: attribute.type };
    default:
      return ANYTHING;
  }
}
