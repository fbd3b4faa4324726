/** How things of a stack are likely called in its program, for code that a message offers. */

import type { Role } from "./roles";

/** A variable for a resource with this logical name. */
export function variableName(logicalName: string): string {
  const words = logicalName.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 0);
  const camel = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join("");
  return /^[a-z]/.test(camel) ? camel : `_${camel}`;
}

/** One statement that allows an action on ARNs, each as the program would write it. */
export function allowCode(action: string, arns: readonly string[]): string {
  return `{ Effect: "Allow", Action: "${action}", Resource: [${arns.join(", ")}] }`;
}

/** Lines of code that give statements to a role, and let a service wait for it. */
export function secretReadsCode(role: string, statements: readonly string[]): string[] {
  const [only, ...more] = statements;
  const listed =
    more.length === 0
      ? [`        Statement: [${only ?? ""}],`]
      : ["        Statement: [", ...statements.map((statement) => `          ${statement},`), "        ],"];
  return [
    `    const secretReads = new aws.iam.RolePolicy("secret-reads", {`,
    `      role: ${role},`,
    "      policy: pulumi.jsonStringify({",
    `        Version: "2012-10-17",`,
    ...listed,
    "      }),",
    "    });",
    "and let the service wait for it, with `{ dependsOn: [secretReads] }`.",
  ];
}

/** How a program names a role: by its resource, or as a text where it is made elsewhere. */
export function roleCode({ resource, name }: Role): string {
  return resource ? `${variableName(resource.name)}.name` : JSON.stringify(name);
}
