/** Names that a program likely has, by the habits of its language. */

/** A variable for a resource with this logical name. */
export function variableName(logicalName: string): string {
  return camelName(logicalName, reserved);
}

/**
 * The same in a language where other words name no variable.
 * @param reserved words of the language, and those that a program needs
 */
export function camelName(logicalName: string, reserved: ReadonlySet<string>): string {
  const words = logicalName
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word.length > 0)
    .map((word) => (/[a-z]/.test(word) ? word : word.toLowerCase()));
  const camel = words
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join("");
  if (reserved.has(camel)) return `${camel}Resource`;
  return /^[a-z]/.test(camel) ? camel : `_${camel}`;
}

/** As `executionRoleArn` is `execution_role_arn`. */
export function snakeName(camel: string): string {
  return camel
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

/** As `executionRoleArn` is `ExecutionRoleArn`. */
export function pascalName(camel: string): string {
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** Words, for a set of them. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** Words of TypeScript that name no variable, and those that a program needs. */
const reserved = wordSet(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield aws pulumi " +
    "exports module require",
);
