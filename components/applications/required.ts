/** A member that is there, as has been checked before. */
export function required<T>(record: { readonly [name: string]: T }, name: string): T {
  const value = record[name];
  if (value === undefined) throw new Error(`there is no \`${name}\``);
  return value;
}
