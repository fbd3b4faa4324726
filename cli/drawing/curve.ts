/**
 * The lines between services. The page's script draws with these functions, too: it holds their text, so that they
 * must not need anything else of this module.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where a line leaves one box and enters the other. One above the other are joined on their right sides. */
export function ends(from: Box, to: Box): [Point, Point] {
  const leave = { x: from.x > to.x ? from.x : from.x + from.width, y: from.y + from.height / 2 };
  const enter = { x: from.x < to.x ? to.x : to.x + to.width, y: to.y + to.height / 2 };
  return [leave, enter];
}

/** The data of an SVG path through the points, level at each of them. */
export function curve(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      if (before === undefined) return `M${x},${y}`;
      if (before.y === y && before.x !== x) return `H${x}`;
      // A loop beside two boxes of one column reaches out by a fixed width.
      const bend = before.x === x ? 40 : (x - before.x) / 2;
      return `C${before.x + bend},${before.y} ${before.x === x ? x + bend : x - bend},${y} ${x},${y}`;
    })
    .join("");
}
