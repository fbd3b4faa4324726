/** Where services stand: in columns by their waves, the first on the left. */
import type { Picture, Service, Stack } from "../report/report";
import { type Box, ends, type Point } from "./curve";
import { awaitedEdges, type Edge, missingEdges } from "./edges";
import { type Item, inOrder } from "./order";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly waves: readonly Wave[];
  /** In the order of the picture. */
  readonly nodes: readonly Node[];
  /** Those that are drawn from the start: all of them, or only what is not awaited where there are many. */
  readonly lines: readonly Line[];
  /** Whether lines between services that wait are left out. */
  readonly onlyMissing: boolean;
}

export interface Wave extends Box {
  /** From 0. */
  readonly number: number;
  readonly services: number;
}

export interface Node extends Box {
  readonly service: Service;
  /** Indices of the services that it waits for. */
  readonly awaited: readonly number[];
}

export interface Line extends Edge {
  readonly points: readonly Point[];
}

/** More lines than these show nothing any more. */
const mostLines = 60;

export const boxWidth = 188;

const box = { width: boxWidth, height: 42 };
const margin = 12;
const heading = 26;
const padding = 12;
const gaps = { row: 12, column: 36, wave: 52 };
const passageHeight = 8;

export function drawing(stack: Pick<Stack, "findings" | "picture">): Drawing {
  const { services } = stack.picture;
  const awaited = awaitedEdges(stack.picture);
  const missing = missingEdges(stack);
  const onlyMissing = awaited.length > mostLines;
  const edges = onlyMissing ? missing : [...awaited, ...missing];
  const columnLength = Math.max(16, Math.ceil(Math.sqrt(services.length)));
  const sizes: number[] = [];
  for (const { wave } of services) sizes[wave] = (sizes[wave] ?? 0) + 1;
  const wraps = sizes.some((size) => size > columnLength);
  const routed = wraps || edges.length > mostLines ? [] : edges;
  const { places, ...rest } = placed(inOrder(services, [...awaited, ...missing], routed), columnLength);
  const nodes = nodesAt(places, stack.picture, awaited);
  const passages = passagesAt(places);
  const lines = edges.flatMap((edge) => line(edge, nodes, passages.get(edge) ?? []));
  return { ...rest, width: rest.width + (loops(lines, nodes) ? 24 : 0), nodes, lines, onlyMissing };
}

type Places = ReadonlyMap<Item, Point>;

interface Placed {
  readonly width: number;
  readonly height: number;
  readonly waves: readonly Wave[];
  readonly places: Places;
}

/** Waves are as high as the highest of them; what stands in them is in the middle. */
function placed(order: readonly (readonly Item[])[], columnLength: number): Placed {
  const parts = order.map((wave) => columns(wave, columnLength));
  const height = Math.max(0, ...parts.flat().map(tall));
  const waves: Wave[] = [];
  const places = new Map<Item, Point>();
  let left = margin;
  for (const [number, wave] of parts.entries()) {
    const width = wave.length * (box.width + gaps.column) - gaps.column + 2 * padding;
    const services = wave.flat().filter(({ service }) => service !== undefined).length;
    waves.push({ number, services, x: left, y: margin, width, height: heading + height + padding });
    for (const [index, items] of wave.entries()) {
      const x = left + padding + index * (box.width + gaps.column);
      let y = margin + heading + Math.round((height - tall(items)) / 2);
      for (const item of items) {
        places.set(item, { x, y });
        y += heightOf(item) + gaps.row;
      }
    }
    left += width + gaps.wave;
  }
  return { width: left - gaps.wave + margin, height: 2 * margin + heading + height + padding, waves, places };
}

function nodesAt(places: Places, { services }: Picture, edges: readonly Edge[]): readonly Node[] {
  const awaited: number[][] = services.map(() => []);
  for (const { from, to } of edges) awaited[to]?.push(from);
  const nodes: Node[] = [];
  for (const [item, place] of places) {
    const service = services[item.service ?? -1];
    if (item.service === undefined || service === undefined) continue;
    nodes[item.service] = { ...place, ...box, service, awaited: awaited[item.service] ?? [] };
  }
  return nodes;
}

/** A line goes straight through the columns between its ends; from left to right. */
function passagesAt(places: Places): ReadonlyMap<Edge, readonly Point[]> {
  const passages = new Map<Edge, Point[]>();
  for (const [{ passage }, place] of places) {
    if (passage === undefined) continue;
    const points = passages.get(passage) ?? [];
    const y = place.y + passageHeight / 2;
    points.push({ x: place.x, y }, { x: place.x + box.width, y });
    passages.set(passage, points);
  }
  return passages;
}

function columns(wave: readonly Item[], length: number): readonly (readonly Item[])[] {
  const services = wave.filter(({ service }) => service !== undefined).length;
  if (services <= length) return [wave];
  const count = Math.ceil(wave.length / length);
  const each = Math.ceil(wave.length / count);
  return Array.from({ length: count }, (_, index) => wave.slice(index * each, (index + 1) * each));
}

function heightOf({ service }: Item): number {
  return service === undefined ? passageHeight : box.height;
}

function tall(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + heightOf(item) + gaps.row, -gaps.row);
}

function line(edge: Edge, nodes: readonly Node[], between: readonly Point[]): readonly Line[] {
  const from = nodes[edge.from];
  const to = nodes[edge.to];
  if (from === undefined || to === undefined) return [];
  const [leave, enter] = ends(from, to);
  return [{ ...edge, points: [leave, ...(from.x > to.x ? between.toReversed() : between), enter] }];
}

/** Whether a line bulges out on the right of the last column. */
function loops(edges: readonly Edge[], nodes: readonly Node[]): boolean {
  const right = Math.max(0, ...nodes.map(({ x }) => x));
  return edges.some(({ from, to }) => nodes[from]?.x === right && nodes[to]?.x === right);
}
