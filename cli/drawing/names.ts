/** Names in the width that a drawing has for them, in letters of equal width. */

/** Cut at the end, with an ellipsis, to a width in letters. */
export function cut(name: string, width: number): string {
  const letters = [...name];
  if (widthOf(letters) <= width) return name;
  let kept = letters.length;
  while (kept > 0 && widthOf(letters.slice(0, kept)) > width - 1) kept--;
  return `${letters.slice(0, kept).join("")}…`;
}

function widthOf(letters: readonly string[]): number {
  return letters.reduce((sum, letter) => sum + (/\p{Mark}/u.test(letter) ? 0 : wide.test(letter) ? 2 : 1), 0);
}

/** Those that are drawn twice as wide as others. */
const wide =
  /[\p{scx=Han}\p{scx=Hangul}\p{scx=Hiragana}\p{scx=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;
