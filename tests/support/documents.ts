/** The blocks of code in a document that are marked with a language, in their order. */
export function codeBlocks(document: string, language: string): string[] {
  const blocks = document.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gmu"));
  return [...blocks].map(([, code = ""]) => code);
}
