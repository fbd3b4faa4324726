/**
 * Advises against TODO what it rejects, in one sentence
 * (https://docs.aws.amazon.com/TODO where AWS says so).
 */
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { changesValidated } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { type Finding, inOrder, type Verdicts } from "../verdicts/findings";
import type { FindingKind } from "../verdicts/kinds";

const kinds = {
  todo: {
    // TODO an id that no other policy has, and one such entry for each thing that can be wrong.
    id: "todo/<service>",
    meaning: "TODO what is wrong, a sentence without its end",
    // TODO `reported` where a public report holds AWS's error; then its address comes first.
    evidence: "documented",
    sources: ["https://docs.aws.amazon.com/TODO"],
  },
} as const satisfies Record<string, FindingKind>;

export const ecsNewPolicy: StackRule = {
  name: "ecs-new-policy",
  displayName: "TODO what holds of a stack that passes",
  description: "TODO what holds of a stack that passes: why it must.",
  rejects: "TODO what it advises against",
  level: "advisory",
  severity: "medium",
  // TODO the best practice that it serves.
  serves: changesValidated,
  tags: ["ecs"],
  remediation: "TODO what to change, whichever the finding is.",
  findings: Object.values(kinds),
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate(_model: Model): Verdicts {
  const findings: Finding[] = [];
  // TODO judge the model. A finding's id is `idOf(kinds.todo, resource.name)`; what cannot be told is no finding, but a
  // question in `undetermined`, of a kind in `questions`.
  return { findings: inOrder(findings), undetermined: [] };
}
