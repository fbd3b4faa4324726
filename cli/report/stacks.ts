/** Makes a part of the report of what the policies tell of a stack. */
import type { JudgedStack } from "ecs-guardrails-policies/judging";
import type { Stack } from "./report";

/** Where a stack comes from, and what is known of it besides its findings. */
export type Origin = Pick<Stack, "source" | "project" | "stack" | "resources" | "partial" | "projectFile">;

/** The pack's own plain values have the form of the report: the compiler tells where they have it no longer. */
export function stackOf(
  origin: Origin,
  { reports, notes, picture }: Pick<JudgedStack, "reports" | "notes" | "picture">,
): Stack {
  return { ...origin, findings: reports, notes, picture };
}
