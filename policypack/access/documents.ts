/** The documents that speak of a role: those that the stack attaches to it, and what configuration declares. */
import type { Decisive, OriginDocument } from "../iam/decisions";
import type { ExternalRole } from "../verdicts/config-entries";
import { declarationsOf } from "./external-roles";
import type { Grant, Grants } from "./grants";
import type { Role } from "./roles";

/** Where a statement stands: in a grant, or in the configuration. */
export type Origin = Grant | "configuration";

/** All that is known to speak of a role after the operation. */
export function documentsOn(
  grants: Grants,
  role: Role,
  declared: readonly ExternalRole[],
): OriginDocument<Origin>[] {
  const made = grants.on(role).filter(({ presence }) => presence === "made");
  const declarations = declarationsOf(role, declared).map(
    (document): OriginDocument<Origin> => ({ origin: "configuration", document }),
  );
  return [...documentsOf(made), ...declarations];
}

/** The documents that are at hand, in the form that decisions take. */
export function documentsOf(grants: readonly Grant[]): OriginDocument<Origin>[] {
  return grants.flatMap((origin) =>
    origin.attached.kind === "document" ? [{ origin, document: origin.attached.document }] : [],
  );
}

/** Names a statement by its number and by the resource that holds its document. */
export function statementLabel({ origin, statement }: Decisive<Origin>): string {
  if (origin === "configuration") return "an entry of `externalRoles`";
  const { attached, holder } = origin;
  return attached.kind === "document" && attached.managedName !== undefined
    ? `AWS's policy \`${attached.managedName}\``
    : `statement ${statement.number} of \`${holder.name}\``;
}
