/** How things of a stack are likely called in its program, for code that a message offers. */

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
