/** The generated part of the page about proofs. */

const begin = "<!-- begin: npm run properties -- --write -->";
const end = "<!-- end: npm run properties -- --write -->";

/** The page with another text between the marks. */
export function withSection(page: string, text: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/proof.md has no lines ${begin} and ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${text}\n\n${page.slice(to)}`;
}
