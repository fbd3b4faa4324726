/** The services of a stack in waves, as a flowchart of Mermaid. */
import type { Picture, Stack } from "../report/report";
import { awaitedEdges, type Edge, missingEdges } from "./edges";
import { cut } from "./names";

/** Beyond these Mermaid draws nothing: `maxEdges` and `maxTextSize` of its configuration. */
const mostEdges = 500;
const mostText = 50_000;

const longestName = 60;

export function mermaid(stack: Pick<Stack, "findings" | "picture">): string {
  const { services } = stack.picture;
  const { edges, comments } = chosenEdges(stack);
  const everything = flowchart(stack.picture, edges, comments, () => true);
  if (everything.length <= mostText) return everything;
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const left = services.length - joined.size;
  const comment = `Mermaid takes no more text: ${left} services without an edge here are left out.`;
  return flowchart(stack.picture, edges, [...comments, comment], (service) => joined.has(service));
}

/** As many as Mermaid takes, the missing ones first, then those of the services that miss one. */
function chosenEdges(stack: Pick<Stack, "findings" | "picture">): {
  readonly edges: readonly Edge[];
  readonly comments: readonly string[];
} {
  const missing = missingEdges(stack);
  const awaited = awaitedEdges(stack.picture);
  if (missing.length + awaited.length <= mostEdges) return { edges: [...awaited, ...missing], comments: [] };
  const concerned = new Set(missing.flatMap(({ from, to }) => [from, to]));
  const near = awaited.filter(({ from, to }) => concerned.has(from) || concerned.has(to));
  const edges = [...missing, ...(missing.length + near.length <= mostEdges ? near : [])].slice(0, mostEdges);
  const left = missing.length + awaited.length - edges.length;
  return { edges, comments: [`Mermaid takes ${mostEdges} edges: ${left} are left out, missing ones last.`] };
}

function flowchart(
  { services }: Picture,
  edges: readonly Edge[],
  comments: readonly string[],
  isShown: (service: number) => boolean,
): string {
  const waves: string[][] = [];
  for (const [index, { name, part, wave }] of services.entries()) {
    if (!isShown(index)) continue;
    const label = part === "none" ? text(name) : `${text(name)}<br/>${part}`;
    const lines = waves[wave] ?? [];
    lines.push(`s${index}${part === "client-only" ? `(["${label}"])` : `["${label}"]`}`);
    waves[wave] = lines;
  }
  const red = [...edges.keys()].filter((index) => edges[index]?.kind !== "awaited");
  return [
    "flowchart LR",
    ...comments.map((comment) => `%% ${comment}`),
    ...waves.flatMap((lines, wave) => [`subgraph w${wave}["Wave ${wave + 1}"]`, ...lines, "end"]),
    ...edges.map(({ kind, from, to }) => `s${from} ${arrows[kind]} s${to}`),
    ...(red.length > 0 ? [`linkStyle ${red.join(",")} stroke:#c0221c,stroke-width:2px`] : []),
    "",
  ].join("\n");
}

const arrows: Readonly<Record<Edge["kind"], string>> = {
  awaited: "-->",
  missing: "--x|missing|",
  unseen: "-.->|not seen|",
};

/**
 * A name as Mermaid shows it. All but letters, digits and what stands single between them becomes a number, which is
 * neither syntax nor Markdown; what turns or hides text is replaced.
 */
function text(name: string): string {
  return cut(name, longestName)
    .split(/((?<=[\p{L}\p{N}])[-._/ ](?=[\p{L}\p{N}]))/u)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, numbered)))
    .join("");
}

function numbered(character: string): string {
  return `#${/[\p{C}\u2028\u2029]/u.test(character) ? 0xfffd : character.codePointAt(0)};`;
}
