/** Makes something when it is first asked for, and once: most stacks have nothing to ask about. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
