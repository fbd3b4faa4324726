/** Names that need each other, in order. */

/**
 * Names in an order in which each comes after those that it needs.
 * @throws what `cycle` makes of names that need each other, the first of which is the last one, too
 */
export function inOrder(
  needs: Readonly<Record<string, readonly string[]>>,
  cycle: (path: readonly string[]) => Error,
): string[] {
  const ordered: string[] = [];
  const path: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    const start = path.indexOf(name);
    if (start >= 0) throw cycle([...path.slice(start), name]);
    path.push(name);
    for (const needed of needs[name] ?? []) visit(needed);
    path.pop();
    ordered.push(name);
  };
  for (const name of Object.keys(needs)) visit(name);
  return ordered;
}
