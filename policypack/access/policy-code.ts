/** Code that a message offers to give a role what it lacks. */
import { variableName } from "../code/names";
import {
  type Comment,
  codeList,
  type Document,
  document,
  type Expression,
  type Piece,
  type Printer,
  pasted,
  policyDocument,
  type Reference,
  reference,
  statement,
  typed,
  typedList,
} from "../code/tree";
import { list, read } from "../stack/values";
import type { Role } from "./roles";

const inlinePolicyType = { module: "iam", name: "RoleInlinePolicy" };

/** One statement that allows actions on ARNs, each as the program would write it. */
export function allowCode(
  actions: readonly string[],
  arns: readonly (Expression | Comment)[],
  condition?: Document,
): Document {
  const [only = "", ...more] = actions;
  return document({
    Effect: "Allow",
    Action: more.length > 0 ? codeList([only, ...more]) : only,
    Resource: codeList(arns),
    ...(condition && { Condition: condition }),
  });
}

/**
 * Lines that give a role a policy, and let what needs it wait for it. Inside of a role that lists its inline policies
 * no other would stay.
 * @param name logical name of the policy
 * @param waiter what needs it
 */
export function policyCode(
  name: string,
  { code: role, listsPolicies }: RoleCode,
  statements: readonly Document[],
  code: Printer,
  waiter = "the service",
): string[] {
  const policy = policyDocument(statements);
  if (listsPolicies)
    return [
      `one more entry in its \`${code.property("inlinePolicies")}\`, beside which no other policy stays:`,
      ...pasted(code, { kind: "entry", entry: typed(inlinePolicyType, { name, policy }) }),
    ];
  return [
    ...pasted(
      code,
      statement({ module: "iam", name: "RolePolicy" }, name, { role: apart(role, statements), policy }, true),
    ),
    waitFor(name, waiter, code),
  ];
}

/** A role by another variable than what it is to have: a program has one of a name. */
function apart(role: Expression, statements: readonly Document[]): Expression {
  if (typeof role !== "object" || role.kind !== "reference") return role;
  const variable = variableName(role.name);
  let isTaken = false;
  JSON.stringify(statements, (_, part: unknown) => {
    const { kind, name } = (part ?? {}) as Partial<Reference>;
    isTaken ||= kind === "reference" && name !== undefined && variableName(name) === variable;
    return part;
  });
  return isTaken ? { ...role, suffix: "Role" } : role;
}

/** Lines that attach a policy of AWS's to a role, and let what needs it wait for it. */
export function attachmentCode(
  name: string,
  { code: role, listsManaged }: RoleCode,
  policyArn: string,
  code: Printer,
  waiter = "the service",
): string[] {
  if (listsManaged)
    return [
      `add an entry to its \`${code.property("managedPolicyArns")}\`, which takes off every policy that is attached otherwise:`,
      ...pasted(code, { kind: "entry", entry: policyArn }),
    ];
  const attachment = { module: "iam", name: "RolePolicyAttachment" };
  return [
    ...pasted(code, statement(attachment, name, { role, policyArn }, true)),
    waitFor(name, waiter, code),
  ];
}

function waitFor(name: string, waiter: string, code: Printer): string {
  const waits = code.inline({ kind: "dependsOn", awaited: [reference(name)], more: 0 });
  return `and let ${waiter} wait for it, with \`${waits}\`.`;
}

/** A role that the tasks of ECS may be given. */
export function newRole(name: string, members: Parameters<typeof statement>[2]): Piece {
  const assumeRolePolicy = { kind: "trust", service: "ecs-tasks.amazonaws.com" } as const;
  return statement({ module: "iam", name: "Role" }, name, { assumeRolePolicy, ...members }, true);
}

/** The only inline policy of a role. */
export function inlinePolicy(statements: readonly Document[]): Expression {
  return typedList(inlinePolicyType, { policy: policyDocument(statements, false) });
}

/** How a program names a role. */
export interface RoleCode {
  readonly code: Expression;
  /** Whether the role lists its inline policies. */
  readonly listsPolicies: boolean;
  /** Whether the role lists the policies of AWS's that are attached to it. */
  readonly listsManaged: boolean;
}

/** By its resource, or as a text where it is made elsewhere. */
export function roleCode({ resource, name }: Role): RoleCode {
  if (!resource) return { code: name, listsPolicies: false, listsManaged: false };
  const lists = (property: string) => {
    const own = read(resource, "inputs", [property], list);
    return own.kind === "known" && own.value.length > 0;
  };
  return {
    code: reference(resource.name, "name"),
    listsPolicies: lists("inlinePolicies"),
    listsManaged: lists("managedPolicyArns"),
  };
}

/** A role that the program has yet to make. */
export const newRoleCode: RoleCode = {
  code: reference("executionRole", "name"),
  listsPolicies: false,
  listsManaged: false,
};
