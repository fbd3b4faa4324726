/** Code that a message offers to give a role what it lacks. */
import { list, read } from "../stack/values";
import { variableName } from "../verdicts/code";
import type { Role } from "./roles";

/** One statement that allows an action on ARNs, each as the program would write it. */
export function allowCode(action: string, arns: readonly string[]): string {
  return `{ Effect: "Allow", Action: "${action}", Resource: [${arns.join(", ")}] }`;
}

/**
 * Lines of code that give the reads of `subject` to a role, and let a service wait for it. Inside of a role that
 * lists its inline policies no other would stay.
 */
export function secretReadsCode(
  subject: string,
  { code: role, listsPolicies }: RoleCode,
  statements: readonly string[],
): string[] {
  const [only, ...more] = statements;
  const name = `${subject}-secret-reads`;
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
    `and let the service wait for it, with \`{ dependsOn: [${variable}] }\`.`,
  ];
}

/** How a program names a role. */
export interface RoleCode {
  readonly code: string;
  /** Whether it has `inlinePolicies`, which takes away all that are not in the list. */
  readonly listsPolicies: boolean;
}

/** By its resource, or as a text where it is made elsewhere. */
export function roleCode({ resource, name }: Role): RoleCode {
  if (!resource) return { code: JSON.stringify(name), listsPolicies: false };
  const own = read(resource, "inputs", ["inlinePolicies"], list);
  return {
    code: `${variableName(resource.name)}.name`,
    listsPolicies: own.kind === "known" && own.value.length > 0,
  };
}

/** A role that the program has yet to make. */
export const newRoleCode: RoleCode = { code: "executionRole.name", listsPolicies: false };
