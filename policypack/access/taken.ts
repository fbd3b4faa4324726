/** How messages speak of what takes a permission away, each of which has a cure of its own. */
import { statementLabel } from "./documents";
import type { Permission, Taken } from "./permissions";
import type { Role } from "./roles";

/** Tells such things apart; empty where nothing takes a permission away. */
export function takenKey(taken: Taken | undefined): string {
  if (!taken) return "";
  if (taken.kind === "denial") return `${taken.kind} ${statementLabel(taken.by)}`;
  return taken.kind === "boundary" ? taken.kind : `${taken.kind} ${taken.of.urn}`;
}

/** Why a role may not make a call, as a sentence without its end; undefined where nothing takes it away. */
export function whyTaken(taken: Taken | undefined, role: Role, action: string): string | undefined {
  switch (taken?.kind) {
    case "denial":
      return `${statementLabel(taken.by)} denies \`${role.label}\` \`${action}\`, and a denial wins over whatever allows it`;
    case "boundary":
      return `the permissions boundary of \`${role.label}\` does not let it call \`${action}\`, whatever its policies allow`;
    case "resource policy":
      return `the policy of \`${taken.of.name}\` denies it to \`${role.label}\``;
    case "key policy":
      return `the policy of \`${taken.of.name}\` neither allows it to \`${role.label}\` nor leaves it to the policies of the account's roles, and without that they count for nothing`;
    case undefined:
      return undefined;
  }
}

/** Why a permission is not there, as a sentence without its end. */
export function whyNot({ taken }: Permission, role: Role, action: string): string {
  return whyTaken(taken, role, action) ?? `nothing allows \`${role.label}\` \`${action}\``;
}

/** What to do about it. */
export function howToLift(taken: Taken): string {
  switch (taken.kind) {
    case "denial":
      return "take what is needed out of that denial.";
    case "boundary":
      return "allow it in the boundary, or give the role another one.";
    case "resource policy":
      return "take the role out of that denial.";
    case "key policy":
      return `let the policy of \`${taken.of.name}\` allow \`kms:Decrypt\` to the role, or everything to the account (\`Principal: { AWS: "arn:aws:iam::<account>:root" }\`), which leaves it to the policies of roles.`;
  }
}
