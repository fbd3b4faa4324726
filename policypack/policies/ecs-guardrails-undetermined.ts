/** Lists each question that the policies before it could not answer, and what this pack does not look at. */
import type { Model } from "../model/model";
import type { RuleMetadata } from "../model/rule";
import { changesValidated } from "../verdicts/best-practices";
import type { Undetermined } from "../verdicts/findings";
import { idOf, type QuestionKind } from "../verdicts/kinds";
import { named } from "../verdicts/wording";

const notExamined: QuestionKind = {
  id: "aws-native-not-examined",
  meaning: "the stack has resources of types `aws-native:ecs:*`, which this pack does not look at",
};

export const ecsGuardrailsUndetermined: RuleMetadata = {
  name: "ecs-guardrails-undetermined",
  displayName: "What could not be told",
  description:
    "Lists each question that the policies of this pack could not answer, with the reason and with what would settle it.",
  rejects: "nothing: it lists what could not be told, with what would settle it",
  level: "advisory",
  severity: "low",
  serves: changesValidated,
  tags: ["ecs", "iam", "service-connect", "unknown-values"],
  remediation:
    "Do what the report names as settling it: name roles by the outputs of their resources, write documents with what the SDK has for JSON of Outputs, or declare in the configuration of the policies what is made elsewhere.",
  findings: [],
  questions: [notExamined],
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
      ids: [idOf(notExamined)],
      reason: () =>
        `${names} of types \`${otherProvider}*\` ${resources.length === 1 ? "is" : "are"} not examined: this pack knows the types of the provider \`aws\` only.`,
      settle: "Use the types of the provider `aws` for them, or check their roles and their order by hand.",
    },
  ];
}
