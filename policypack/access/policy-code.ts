/** Code that a message offers to give a role what it lacks. */
import { list, read } from "../stack/values";
import { variableName } from "../verdicts/code";
import type { Role } from "./roles";

/** One statement that allows actions on ARNs, each as the program would write it. */
export function allowCode(actions: readonly string[], arns: readonly string[], condition?: string): string {
  const [only = "", ...more] = actions.map((action) => JSON.stringify(action));
  const under = condition === undefined ? "" : `, Condition: ${condition}`;
  const named = more.length > 0 ? `[${[only, ...more].join(", ")}]` : only;
  return `{ Effect: "Allow", Action: ${named}, Resource: [${arns.join(", ")}]${under} }`;
}

/**
 * Lines of code that give a role a policy, and let what needs it wait for it. Inside of a role that lists its inline
 * policies no other would stay.
 * @param name logical name of the policy
 * @param waiter what needs it
 */
export function policyCode(
  name: string,
  { code: role, listsPolicies }: RoleCode,
  statements: readonly string[],
  waiter = "the service",
): string[] {
  const [only, ...more] = statements;
  const variable = variableName(name);
  // Only outputs need Pulumi's function.
  const stringify = statements.every((statement) => /Resource: \[(?:"[^"]*"(?:, )?)*\]/.test(statement))
    ? "JSON.stringify"
    : "pulumi.jsonStringify";
  const listed =
    more.length === 0
      ? [`  Statement: [${only ?? ""}],`]
      : ["  Statement: [", ...statements.map((statement) => `    ${statement},`), "  ],"];
  const document = [`policy: ${stringify}({`, `  Version: "2012-10-17",`, ...listed, "}),"];
  const lines = (indent: string) => document.map((line) => `${indent}${line}`);
  if (listsPolicies)
    return [
      "one more entry in its `inlinePolicies`, beside which no other policy stays:",
      `    { name: "${name}", ${document[0]}`,
      ...document.slice(1, -1).map((line) => `    ${line}`),
      "    }) },",
    ];
  return [
    `    const ${variable} = new aws.iam.RolePolicy("${name}", {`,
    `      role: ${role},`,
    ...lines("      "),
    "    });",
    `and let ${waiter} wait for it, with \`{ dependsOn: [${variable}] }\`.`,
  ];
}

/** Lines of code that attach a policy of AWS's to a role, and let what needs it wait for it. */
export function attachmentCode(
  name: string,
  { code: role, listsManaged }: RoleCode,
  policyArn: string,
  waiter = "the service",
): string[] {
  if (listsManaged)
    return [
      "add an entry to its `managedPolicyArns`, which takes off every policy that is attached otherwise:",
      `    "${policyArn}",`,
    ];
  const variable = variableName(name);
  return [
    `    const ${variable} = new aws.iam.RolePolicyAttachment("${name}", {`,
    `      role: ${role},`,
    `      policyArn: "${policyArn}",`,
    "    });",
    `and let ${waiter} wait for it, with \`{ dependsOn: [${variable}] }\`.`,
  ];
}

/** How a program names a role. */
export interface RoleCode {
  readonly code: string;
  /** Whether it has `inlinePolicies`, which takes away all that are not in the list. */
  readonly listsPolicies: boolean;
  /** The same of `managedPolicyArns`. */
  readonly listsManaged: boolean;
}

/** By its resource, or as a text where it is made elsewhere. */
export function roleCode({ resource, name }: Role): RoleCode {
  if (!resource) return { code: JSON.stringify(name), listsPolicies: false, listsManaged: false };
  const lists = (property: string) => {
    const own = read(resource, "inputs", [property], list);
    return own.kind === "known" && own.value.length > 0;
  };
  return {
    code: `${variableName(resource.name)}.name`,
    listsPolicies: lists("inlinePolicies"),
    listsManaged: lists("managedPolicyArns"),
  };
}

/** A role that the program has yet to make. */
export const newRoleCode: RoleCode = {
  code: "executionRole.name",
  listsPolicies: false,
  listsManaged: false,
};
