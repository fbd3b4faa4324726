/** Lists each question that the policies before it could not answer, and what this pack does not look at. */
import { changesValidated } from "../verdicts/best-practices";
import { named, type Undetermined } from "../verdicts/findings";
import type { Model } from "../model/model";
import type { RuleMetadata } from "../model/rule";

export const ecsGuardrailsUndetermined: RuleMetadata = {
  name: "ecs-guardrails-undetermined",
  displayName: "What could not be told",
  description:
    "Lists each question that the policies of this pack could not answer, with the reason and with what would settle it.",
  level: "advisory",
  severity: "low",
  serves: changesValidated,
  tags: ["ecs", "iam", "service-connect", "unknown-values"],
  remediation:
    "Do what the report names as settling it: name roles by the outputs of their resources, write documents with `pulumi.jsonStringify`, or declare in the configuration of the policies what is made elsewhere.",
};

/** Beginning of the types of another provider for ECS, whose properties have other names. */
const otherProvider = "aws-native:ecs:";

/** What this pack does not look at, said once for all resources. */
export function unexamined({ stack, graph }: Model): Undetermined[] {
  const resources = graph.resources.filter(({ type }) => type.startsWith(otherProvider));
  if (resources.length === 0) return [];
  const names = named(resources.map(({ name }) => name).sort());
  return [
    {
      urn: stack,
      ids: ["aws-native-not-examined"],
      reason: () =>
        `${names} of types \`${otherProvider}*\` ${resources.length === 1 ? "is" : "are"} not examined: this pack knows the types of \`@pulumi/aws\` only.`,
      settle: "Use the types of `@pulumi/aws` for them, or check their roles and their order by hand.",
    },
  ];
}
