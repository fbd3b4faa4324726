/** The statement of a role that was meant to allow a call. */
import { nearMiss } from "../iam/near-misses";
import type { Access } from "./access";
import { documentsOn, type Origin, statementLabel } from "./documents";
import type { Role } from "./roles";

export interface MissedStatement {
  /** How messages call it. */
  readonly label: string;
  /** What is wrong with it: completes the label. */
  readonly fault: string;
  /** Whether it is right for other ARNs, so that one is only missing. */
  readonly adds: boolean;
  /** Whether the program can correct it: AWS's own policies are not the program's. */
  readonly isOurs: boolean;
}

export function missedStatement(
  access: Access,
  role: Role,
  { action, arn }: { readonly action: string; readonly arn: string },
): MissedStatement | undefined {
  const miss = nearMiss<Origin>(documentsOn(access.grants, role, []), action, arn);
  if (!miss) return undefined;
  const { origin } = miss;
  const isOurs =
    origin !== "configuration" &&
    origin.attached.kind === "document" &&
    origin.attached.managedName === undefined;
  return { label: statementLabel(miss), fault: miss.fault, adds: miss.isForOthers, isOurs };
}
