/** The services of a stack in waves, as SVG: a part of the page, or a file of its own. */
import type { Service, Stack } from "../report/report";
import { curve, type Point } from "./curve";
import { Markup, markup } from "./markup";
import { cut } from "./names";
import { drawingStyle } from "./style";
import { boxWidth, type Drawing, drawing, type Line, type Node, type Wave } from "./waves";

const legendHeight = 30;
const legendWidth = 720;
const mostInDescription = 20;

/** How far a line beside two services of one column reaches out. */
const loopWidth = 30;

/** A file of its own, in light or dark as its viewer is. */
export function svg(stack: Stack): string {
  const drawn = drawing(stack);
  const width = Math.max(drawn.width, legendWidth);
  const height = drawn.height + legendHeight;
  const dark = drawingStyle((_, color) => color);
  const style = `${drawingStyle((color) => color)}@media (prefers-color-scheme: dark) {${dark}}`;
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">Services of ${stack.project}/${stack.stack} in waves</title>
<desc id="description">${description(drawn)}</desc>
<style>${new Markup(style)}</style>
<defs>${arrows}</defs>
<rect class="paper" width="${width}" height="${height}"/>
${content(drawn)}
${legend(drawn)}
</svg>
`.text;
}

/** For the page, which has the style and the arrows once for all. */
export function inlineSvg(drawn: Drawing, label: string): Markup {
  const { width, height } = drawn;
  const lines = drawn.onlyMissing ? "missing" : "all";
  return markup`<svg class="drawing" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" data-lines="${lines}">${content(drawn)}</svg>`;
}

/** What lines end with; once in a document. */
export const arrows: Markup = markup`${["awaited", "missing", "chosen"].map(
  (kind) =>
    markup`<marker id="arrow-${kind}" class="arrow-${kind}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.5L8,4L0,7.5Z"/></marker>`,
)}`;

/** What a part in Service Connect is called. */
export function partName({ part }: Service): string {
  return { none: "no Service Connect", unclear: "part unclear" }[part as string] ?? part;
}

function content({ waves, nodes, lines }: Drawing): Markup {
  return markup`<g class="waves">${waves.map(waveMarkup)}</g><g class="edges">${lines.map(edgeMarkup)}</g><g class="services">${nodes.map(nodeMarkup)}</g>`;
}

function waveMarkup({ number, services, x, y, width, height }: Wave): Markup {
  const count = services === 1 ? "1 service" : `${services} services`;
  return markup`<g class="wave"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/><text x="${x + 12}" y="${y + 18}">Wave ${number + 1} · ${count}</text></g>`;
}

function nodeMarkup({ x, y, width, height, service, awaited }: Node, index: number): Markup {
  const { name, part } = service;
  const bar =
    part === "client-server" ? markup`<rect class="serves" width="6" height="${height}" rx="2"/>` : "";
  return markup`<g class="service ${part}" data-service="${index}" data-awaited="${awaited.join(" ")}" transform="translate(${x},${y})"><title>${name}, ${partName(service)}</title><rect width="${width}" height="${height}" rx="${part === "client-only" ? height / 2 : 4}"/>${bar}<text x="16" y="18">${cut(name, 22)}</text><text class="part" x="16" y="33">${partName(service)}</text></g>`;
}

function edgeMarkup({ kind, from, to, points }: Line): Markup {
  return markup`<g class="edge ${kind}" data-from="${from}" data-to="${to}"><path d="${curve(points)}"/>${mark(kind, points)}</g>`;
}

/** What tells a line that is missing from others without its colour. */
function mark(kind: Line["kind"], points: readonly Point[]): Markup | "" {
  if (kind === "awaited") return "";
  const { x, y } = markedPoint(points);
  return kind === "missing"
    ? markup`<path class="mark" d="M${x - 5},${y - 5}l10,10m0,-10l-10,10"/>`
    : markup`<text class="mark" x="${x - 4}" y="${y + 5}">?</text>`;
}

/** The middle; where other services may hide that, a point before the arrow. */
function markedPoint(points: readonly Point[]): Point {
  const [before, after] = points.slice(points.length / 2 - 1, points.length / 2 + 1);
  if (before === undefined || after === undefined) return { x: 0, y: 0 };
  const across = after.x - before.x;
  if (points.length === 2 && Math.abs(across) > boxWidth)
    return { x: after.x - Math.sign(across) * 18, y: after.y };
  const x = across === 0 ? before.x + loopWidth : Math.round(before.x + across / 2);
  return { x, y: Math.round((before.y + after.y) / 2) };
}

function legend({ height, onlyMissing }: Drawing): Markup {
  const y = height + 8;
  const awaited = onlyMissing ? "" : sample({ kind: "awaited", x: 12, y, text: "waits for the one before" });
  const missing = sample({ kind: "missing", x: 242, y, text: "ought to wait, and does not" });
  const unseen = sample({ kind: "unseen", x: 492, y, text: "whether it waits is not seen" });
  return markup`<g class="legend">${awaited}${missing}${unseen}</g>`;
}

interface Sample extends Point {
  readonly kind: Line["kind"];
  readonly text: string;
}

function sample({ kind, x, y, text }: Sample): Markup {
  const points = [
    { x, y },
    { x: x + 34, y },
  ];
  return markup`<g class="edge ${kind}"><path d="${curve(points)}"/>${mark(kind, points)}</g><text x="${x + 42}" y="${y + 4}">${text}</text>`;
}

function description({ nodes, waves, lines }: Drawing): string {
  const name = (index: number) => nodes[index]?.service.name ?? "";
  const missing = lines.filter(({ kind }) => kind !== "awaited");
  const sentences = missing
    .slice(0, mostInDescription)
    .map(({ kind, from, to }) =>
      kind === "missing"
        ? `${name(to)} does not wait for ${name(from)}.`
        : `Whether ${name(to)} waits for ${name(from)} is not seen.`,
    );
  const rest = missing.length - sentences.length;
  const more = rest > 0 ? [`${rest} more are missing or not seen.`] : [];
  const counts = `${nodes.length} services in ${waves.length} waves, the first on the left.`;
  return [counts, ...sentences, ...more].join(" ");
}
