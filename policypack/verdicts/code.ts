/** Names that a program likely has, for code that a message offers. */

/** A variable for a resource with this logical name. */
export function variableName(logicalName: string): string {
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

/** Words of the language that name no variable, and those that a program needs. */
const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield aws pulumi"
  ).split(" "),
);
