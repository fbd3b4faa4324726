/** The findings of all stacks, in the order in which forms list them. */
import {
  type Finding,
  type Report,
  type Stack,
  type Standing,
  standingOf,
  standings,
} from "../report/report";

export interface Found {
  readonly stack: Stack;
  readonly finding: Finding;
  readonly standing: Standing;
}

/** In the order of the report. */
export function allFound(report: Report): Found[] {
  return report.stacks.flatMap(foundIn);
}

export function foundIn(stack: Stack): Found[] {
  return stack.findings.map((finding) => ({ stack, finding, standing: standingOf(finding) }));
}

/** The most urgent first, those of one standing as they were. */
export function byUrgency<T extends Found>(found: readonly T[]): T[] {
  return standings.flatMap((standing) => found.filter((one) => one.standing === standing));
}

/** What people call a stack. */
export function stackName({ project, stack }: Stack): string {
  return `${project}/${stack}`;
}
