/** The policies of the pack, with all that they say of themselves. */
import { policies } from "../../policypack/adapter/pack";
import type { RuleMetadata } from "../../policypack/model/rule";
import { ecsGuardrailsUndetermined } from "../../policypack/policies/ecs-guardrails-undetermined";
import { ecsOutputsAreNotText } from "../../policypack/policies/ecs-outputs-are-not-text";
import { resourceRules, rules } from "../../policypack/rules";

/** In the order in which documents list them. */
export const described: readonly RuleMetadata[] = [
  ...rules,
  ...resourceRules,
  ecsOutputsAreNotText,
  ecsGuardrailsUndetermined,
];

/** In the form of `@pulumi/policy`, in the order in which they run. */
export const pack = policies(rules, resourceRules);
