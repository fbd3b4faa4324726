import { table } from "../../docs/scripts/tables";
import type { Results } from "./results";
import { sum } from "./results";

/** What stands around the tables in docs/proof.md. */
export const MARK = "conformance";

/** The comparison of plans, in Markdown. */
export function tablesOf({ date, versions, whole, types }: Results): string {
  const results = Object.values(types);
  const all = sum(results.flatMap(({ compared }) => Object.values(compared)));
  const cases = sum(results.map((result) => result.cases));
  const refused = sum(results.map((result) => result.refused));
  const differ = sum(results.flatMap(({ accepted }) => Object.values(accepted)));
  const rows = Object.entries(types).map(([token, result]) => {
    const { unknown, null: none, kept, default: given } = result.compared;
    const accepted = sum(Object.values(result.accepted));
    return [`\`${token}\``, result.cases - result.refused, unknown, none, kept, given, accepted].map(String);
  });
  return [
    `Last run on ${date}, with the Terraform provider for AWS at ${versions.provider} (${whole ? "all of it" : "the services of these types"}) and ${versions.tofu}: ` +
      `${results.length} types, ${cases} sets of arguments, of which the real provider refuses ${refused}. ` +
      `Of the others ${all} properties were compared, and ${all - differ} are the same.`,
    table(["type", "plans", "unknown", "null", "kept", "default", "differ"], rows),
    "Accepted differences:",
    Object.entries(types)
      .flatMap(([token, { accepted }]) =>
        Object.entries(accepted).map(([reason, count]) => `- \`${token}\`, ${count}: ${reason}`),
      )
      .join("\n"),
  ].join("\n\n");
}
