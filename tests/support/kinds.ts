/** What policies declare of their findings and questions, and whether something is one of them. */
import assert from "node:assert/strict";
import type { QuestionKind } from "../../policypack/verdicts/kinds";
import { described } from "./policies";
import { undetermined } from "./policy-names";

/** Whether an id is one of a kind, or of the mistakes in configuration that each policy finds. */
export function isOfKind(id: string, kind: QuestionKind): boolean {
  const [stem, ...parts] = id.split("/");
  const [kindStem, ...kindParts] = kind.id.split("/");
  // Names of containers and the like stand in the place of some parts, and sometimes one for two of them.
  return stem === kindStem && parts.length > 0 === kindParts.length > 0 && !parts.includes("");
}

/** What policy reports may say: its findings. The last one lists what the others leave open, and presume. */
function kindsReportedBy(policy: string): readonly QuestionKind[] {
  if (policy === undetermined)
    return described.flatMap(({ findings, questions }) => [...findings, ...questions]);
  return described.find(({ name }) => name === policy)?.findings ?? [];
}

/** Fails where a policy reports an id that no kind of it declares: its page would not tell of it. */
export function assertDeclared(policy: string, ids: readonly string[]): void {
  const kinds = kindsReportedBy(policy);
  for (const id of ids) {
    const isMistake = /^config\/./.test(id);
    const countsTheRest = /^\d+ more$/.test(id);
    if (isMistake || countsTheRest) continue;
    assert.ok(
      kinds.some((kind) => isOfKind(id, kind)),
      `${policy} reports \`${id}\`, and declares no kind of that id in its \`findings\` or \`questions\``,
    );
  }
}
