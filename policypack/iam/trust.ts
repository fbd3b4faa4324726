/**
 * Whether the trust policy of a role lets a service assume it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html).
 */
import type { Answer } from "./answers";
import { type Context, hold } from "./conditions";
import { namesAction } from "./decisions";
import type { PolicyDocument, Principal, Statement } from "./documents";

export interface TrustDecision {
  readonly answer: Answer;
  /** With "no": a statement that is for the service and whose conditions do not hold, or that denies it. */
  readonly by: Statement | undefined;
}

const action = "sts:AssumeRole";

export function decideTrust(
  { statements }: PolicyDocument,
  service: string,
  context: Context,
): TrustDecision {
  let allows: Answer = "no";
  let denies: Answer = "no";
  let by: Statement | undefined;
  for (const statement of statements) {
    if (!namesAction(statement, action)) continue;
    const concerns = statement.principal ? names(statement.principal, service) : "no";
    if (concerns === "no") continue;
    const holds = hold(statement, context);
    const applies = holds === "yes" ? concerns : holds;
    if (statement.effect === "Deny") {
      if (applies === "yes") return { answer: "no", by: statement };
      if (applies === "cannot tell") denies = "cannot tell";
    } else if (applies === "no") by ??= statement;
    else if (allows !== "yes") allows = applies;
  }
  if (allows === "no") return { answer: "no", by };
  return { answer: denies === "no" ? allows : "cannot tell", by: undefined };
}

/** Regions in China have a domain of their own, and take the other as well. */
const ofChina = /\.cn$/;

function names({ kind, names: others, services }: Principal, service: string): Answer {
  const isNamed = services.some((name) => name.toLowerCase().replace(ofChina, "") === service);
  if (kind === "others") return isNamed ? "no" : "cannot tell";
  if (isNamed) return "yes";
  // AWS does not say whether everybody means its services, too.
  return [...others, ...services].includes("*") ? "cannot tell" : "no";
}
