import { UNKNOWN } from "../../offline/aws/properties";
import { resourceType } from "../../offline/aws/table";
import type { Case } from "./cases";
import { casesOf } from "./cases";
import type { Comparison } from "./comparison";
import { compare } from "./comparison";
import { planWith } from "./planner";
import { planOf } from "./plans";
import { fromTerraform, toTerraform } from "./terraform-form";

/** What came out of one case. */
export interface Outcome {
  readonly case: Case;
  /** Why the real provider refuses it, if it does: then there are no plans to compare. */
  readonly refused?: string;
  /** Why the stand-in refuses it, if it does. */
  readonly refusedByStandIn?: string;
  readonly comparison?: Comparison;
}

/** Has the stand-in and the real provider plan all cases of a type. */
export async function outcomesOf(tofu: string, providerFolder: string, token: string): Promise<Outcome[]> {
  const type = resourceType(token);
  const { terraform, attributes } = type;
  if (terraform === undefined) {
    throw new Error(`The table does not say how Terraform names ${token}.`);
  }
  const named = casesOf(type).map((one, index) => ({ one, name: `case${index}`, plan: planOf(one) }));
  const resources = named.map(({ one, name, plan }) => {
    return {
      name,
      type: terraform,
      body: toTerraform(attributes, plan.inputs),
      defaultTags: one.defaultTags,
    };
  });
  const answers = await planWith(tofu, providerFolder, resources);
  return named.map(({ one, name, plan }): Outcome => {
    const answer = answers.get(name);
    if (answer === undefined) {
      throw new Error(`The plan says nothing of \`${one.path}\` (${one.how}) of ${token}.`);
    }
    const failures = plan.failures.join("; ");
    const ours = failures === "" ? {} : { refusedByStandIn: failures };
    if ("refused" in answer) {
      return { case: one, refused: answer.refused, ...ours };
    }
    const real = fromTerraform(attributes, answer.after, answer.unknown);
    return { case: one, comparison: compare(type, plan.inputs, plan.planned, real), ...ours };
  });
}

/** A value for a person, in one line. */
export function shown(value: unknown): string {
  return JSON.stringify(value, (_, member) => (member === UNKNOWN ? "(unknown)" : member)) ?? "(unknown)";
}
