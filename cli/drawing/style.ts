/** The style of drawings: in a file of its own with plain colours, which every viewer knows, and in the page. */

export type Colour = (light: string, dark: string) => string;

export function drawingStyle(colour: Colour): string {
  const paper = colour("#ffffff", "#14181d");
  const band = colour("#f3f5f7", "#1b2027");
  const ink = colour("#1c2229", "#e4e8ec");
  const quiet = colour("#57616c", "#a1abb6");
  const border = colour("#8a95a1", "#6d7885");
  const box = colour("#ffffff", "#232a32");
  const missing = colour("#c0221c", "#ff7b72");
  const chosen = colour("#0b5cad", "#6cb6ff");
  return `
.drawing .paper { fill: ${paper}; }
.drawing .wave rect { fill: ${band}; }
.drawing text { font: 12px ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; fill: ${ink}; }
.drawing .wave text, .drawing .legend text { font: 600 11px system-ui, sans-serif; fill: ${quiet}; }
.drawing .service .part { font: 10.5px system-ui, sans-serif; fill: ${quiet}; }
.drawing .service rect { fill: ${box}; stroke: ${border}; }
.drawing .service .serves { fill: ${border}; stroke: none; }
.drawing .unclear rect { stroke-dasharray: 4 3; }
.drawing .edge { fill: none; stroke: ${border}; stroke-width: 1.3; marker-end: url(#arrow-awaited); }
.drawing .missing, .drawing .unseen { stroke: ${missing}; stroke-width: 2; marker-end: url(#arrow-missing); }
.drawing .unseen path { stroke-dasharray: 6 4; }
.drawing .mark { marker-end: none; }
.drawing text.mark { font: 700 14px system-ui, sans-serif; fill: ${missing}; stroke: ${band}; stroke-width: 4; paint-order: stroke; }
.drawing .chosen-edge { stroke-width: 2; }
.drawing .chosen-edge.awaited { stroke: ${chosen}; marker-end: url(#arrow-chosen); }
.drawing .chosen rect:first-of-type { stroke: ${chosen}; stroke-width: 2.5; }
.arrow-awaited { fill: ${border}; }
.arrow-missing { fill: ${missing}; }
.arrow-chosen { fill: ${chosen}; }
`;
}
