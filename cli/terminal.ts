/** What the terminal at hand can show: nothing is assumed where there is none. */
import type { WriteStream } from "node:tty";
import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

/** A place to write to, which may be a terminal. */
export type Output = Pick<WriteStream, "write"> &
  Partial<Pick<WriteStream, "isTTY" | "columns" | "hasColors">>;

/**
 * Colours where the output shows some. A terminal says so itself, with NO_COLOR (https://no-color.org), FORCE_COLOR
 * and TERM in mind; a pipe has none unless it is forced to.
 */
export function colorsOf({ isTTY, hasColors }: Output, environment: NodeJS.ProcessEnv): Colors {
  if (environment.NO_COLOR) return pc.createColors(false);
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return pc.createColors(forced !== "0" && forced !== "false");
  return pc.createColors(isTTY === true && (hasColors?.(16) ?? false));
}

/** In characters; undefined where lines are not to be broken, because no terminal shows them. */
export function widthOf({ isTTY, columns }: Output): number | undefined {
  return isTTY ? Math.max(columns ?? 80, 40) : undefined;
}

/**
 * Text of a stack as a terminal may show it: names in a state could hold what moves its cursor, changes its colours
 * or turns the direction of writing.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\uFFFD");
}
