/** Makes a part of the report of what the policies tell of a stack. */
import type { Picture as Drawn, JudgedStack, WrittenReport } from "ecs-guardrails-policies/judging";
import type { Finding, Picture, Stack } from "./report";

/** Where a stack comes from, and what is known of it besides its findings. */
export type Origin = Pick<Stack, "source" | "project" | "stack" | "resources" | "partial" | "projectFile">;

export function stackOf(
  origin: Origin,
  { reports, notes, picture }: Pick<JudgedStack, "reports" | "notes" | "picture">,
): Stack {
  return {
    ...origin,
    findings: reports.map(findingOf),
    notes: [...notes],
    picture: pictureOf(picture),
  };
}

type Leveled = WrittenReport & { readonly level: Finding["level"] };

function findingOf({
  policy,
  reportedBy,
  level,
  kind,
  certainty,
  places,
  message,
  why,
  exemption,
}: Leveled): Finding {
  return {
    policy,
    reportedBy,
    level,
    kind,
    certainty,
    places,
    message,
    why,
    ...(exemption && { exemption }),
  };
}

function pictureOf({ services, tasks }: Drawn): Picture {
  return {
    services: services.map((service) => ({ ...service })),
    tasks: tasks.map(({ urn, name, secrets }) => ({
      urn,
      name,
      secrets: secrets.map(({ label, roles }) => ({
        label,
        roles: roles.map(({ role, name: roleName, mayRead, decidedBy }) => ({
          role,
          ...(roleName !== undefined && { name: roleName }),
          mayRead,
          decidedBy,
        })),
      })),
    })),
  };
}
