/**
 * JSON, with U+FFFD for halves of characters outside of the basic plane: `JSON.stringify` escapes them, and many
 * readers refuse that.
 */
export function jsonText(value: unknown, indent?: number): string {
  const text = `${JSON.stringify(value, null, indent)}\n`;
  // Escaped backslashes are passed over as pairs, so that one of them does not begin an escape.
  return text.replace(/\\(?:\\|ud[89a-f][0-9a-f]{2})/g, (found) => (found === "\\\\" ? found : "\uFFFD"));
}
