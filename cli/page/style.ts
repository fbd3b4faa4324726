/** The style of the page. Red is for what is rejected or missing, and for nothing else. */
import { drawingStyle } from "../drawing/style";
import { print } from "./print";

const colours = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #14181d);
  --raised: light-dark(#f3f5f7, #1b2027);
  --code: light-dark(#eef1f4, #232a32);
  --rule: light-dark(#d5dbe1, #343c46);
  --control: light-dark(#8a95a1, #6d7885);
  --ink: light-dark(#1c2229, #e4e8ec);
  --quiet: light-dark(#57616c, #a1abb6);
  --accent: light-dark(#0b5cad, #6cb6ff);
  --rejected: light-dark(#b3201a, #ff7b72);
  --rejected-tint: light-dark(#fdf0ef, #2d1c1d);
  --presumed: light-dark(#855400, #e0a84a);
  --advised: light-dark(#0b5cad, #6cb6ff);
  --undetermined: light-dark(#6142a6, #b9a2f0);
  --exempted: light-dark(#57616c, #a1abb6);
}
`;

const text = `
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
header.top, main, footer { max-width: 76rem; margin-inline: auto; padding-inline: clamp(0.75rem, 3vw, 2rem); }
h1, h2, h3, h4, h5, h6, p, ul, ol, dl, dd, figure, pre { margin: 0; }
h1 { font-size: 1.15rem; font-weight: 600; color: var(--quiet); }
h2 { font-size: 1.3rem; margin: 2.2rem 0 0.7rem; padding-bottom: 0.3rem; border-bottom: 2px solid var(--ink); }
h3 { display: inline; font-size: 1.05rem; }
h4 { font-size: 0.8rem; margin: 1.5rem 0 0.5rem; letter-spacing: 0.02em; color: var(--quiet); }
h4 code { font-weight: 400; }
h5 { font-size: 1rem; font-weight: 600; line-height: 1.45; margin: 0.25rem 0; }
h6 { font-size: 0.8rem; margin: 0.8rem 0 0.2rem; color: var(--quiet); }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre { font: 0.87em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; unicode-bidi: isolate; }
code { background: var(--code); border-radius: 3px; padding: 0.1em 0.3em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
h3 code, h4 code, a code, .id, .places code { background: none; padding: 0; }
pre { background: var(--code); border-radius: 4px; padding: 0.6rem 0.8rem; margin: 0.35rem 0 0.6rem; overflow-x: auto; overflow-wrap: normal; }
pre code { background: none; padding: 0; font-size: 1em; }
small, .type, .facts, .source { font-size: 0.82rem; color: var(--quiet); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 0.5rem; top: 0.5rem; padding: 0.5rem 0.8rem; background: var(--paper); z-index: 2; }
.arrows { position: absolute; }
[tabindex="-1"]:focus { outline: none; }
footer { margin-top: 3rem; padding-block: 1rem 2rem; color: var(--quiet); font-size: 0.85rem; }
`;

const top = `
header.top { padding-top: 1.6rem; }
.kind { color: var(--quiet); font-size: 0.9rem; }
.statement { font-size: clamp(1.5rem, 4.5vw, 2.1rem); line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; margin: 0.2rem 0 0.5rem; }
.also { margin: -0.2rem 0 0.5rem; font-weight: 600; }
.statement.rejected { color: var(--rejected); }
.tally { list-style: none; padding: 0; margin: 1.2rem 0; display: flex; flex-wrap: wrap; gap: 1px; background: var(--rule); border: 1px solid var(--rule); border-radius: 6px; overflow: hidden; }
.tally li { flex: 1 1 10.5rem; background: var(--paper); padding: 0.6rem 0.8rem; }
.tally b { font-size: 1.35rem; font-weight: 650; margin-right: 0.3rem; font-variant-numeric: tabular-nums; }
.tally li > span:last-child { display: block; font-size: 0.82rem; color: var(--quiet); line-height: 1.35; }
.tally .zero b { color: var(--quiet); font-weight: 400; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; }
#failures dt { font-weight: 600; margin-top: 0.7rem; }
#failures dd { color: var(--ink); }
`;

const controls = `
.controls { display: flex; flex-wrap: wrap; align-items: end; gap: 0.8rem 1.2rem; margin-top: 2rem; padding: 0.9rem 1rem; background: var(--raised); border-radius: 6px; }
.search { flex: 1 1 16rem; }
.search label { display: block; font-size: 0.82rem; color: var(--quiet); padding: 0; }
.search input { width: 100%; }
input[type=search], button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--control); border-radius: 4px; padding: 0.25rem 0.6rem; min-height: 2.1rem; }
button { cursor: pointer; font-size: 0.9rem; }
button:disabled { opacity: 0.55; cursor: default; }
.chips, .buttons { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.chip { border-radius: 2rem; padding-inline: 0.8rem; }
.chip[aria-pressed=true] { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.chip[aria-pressed=true]::before { content: "✓ "; }
.views { display: flex; gap: 0.2rem 0.9rem; min-height: 2.1rem; align-items: center; flex-wrap: wrap; }
.views input { accent-color: var(--accent); }
#shown { flex-basis: 100%; font-size: 0.9rem; color: var(--quiet); }
#shown.narrowed { color: var(--ink); font-weight: 600; }
`;

const findings = `
details.stack, details.policy { border: 1px solid var(--rule); border-radius: 6px; margin-bottom: 0.7rem; padding: 0 1rem; }
details.stack[open], details.policy[open] { padding-bottom: 1.1rem; }
details.stack > summary, details.policy > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.8rem; cursor: pointer; padding: 0.65rem 1rem; margin: 0 -1rem; list-style: none; }
summary::-webkit-details-marker { display: none; }
details.stack > summary::before, details.policy > summary::before { content: ""; border: solid var(--quiet); border-width: 0 2px 2px 0; width: 0.5rem; height: 0.5rem; transform: rotate(-45deg) translateY(-2px); flex: none; }
details[open].stack > summary::before, details[open].policy > summary::before { transform: rotate(45deg) translate(-2px, -2px); }
.counts { margin-left: auto; display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; }
.clean { color: var(--quiet); font-size: 0.87rem; }
.badge { display: inline-block; font-size: 0.87rem; font-weight: 600; white-space: nowrap; }
.badge::before { content: ""; display: inline-block; width: 0.62em; height: 0.62em; margin-right: 0.4em; border: 2px solid currentColor; }
.badge.rejected { color: var(--rejected); } .badge.rejected::before { background: currentColor; }
.badge.presumed { color: var(--presumed); } .badge.presumed::before { border-radius: 50%; background: currentColor; }
.badge.advised { color: var(--advised); } .badge.advised::before { border-radius: 50%; }
.badge.undetermined { color: var(--undetermined); } .badge.undetermined::before { transform: rotate(45deg) scale(0.9); }
.badge.exempted { color: var(--exempted); } .badge.exempted::before { height: 0; border-width: 1.5px; vertical-align: middle; }
.finding { border-left: 3px solid var(--rule); padding: 0.1rem 0 0.1rem 0.9rem; margin: 0.7rem 0 1.3rem; }
.finding.rejected { border-left-color: var(--rejected); }
.finding:target { background: var(--raised); outline: 0.5rem solid var(--raised); }
.marks { font-size: 0.82rem; color: var(--quiet); }
.marks span:last-child { margin-left: 0.5rem; }
a.anchor::before { content: "#"; }
.anchor { text-decoration: none; font-weight: 400; padding: 0 0.3rem; }
.places { list-style: none; padding: 0; font-size: 0.9rem; }
.id { color: var(--quiet); margin-left: 0.5rem; }
.exemption { margin-top: 0.5rem; }
.message { margin-top: 0.5rem; max-width: 62rem; }
.message p { margin-top: 0.25rem; }
.why ol { padding-left: 1.5rem; max-width: 62rem; }
.unawaited { color: var(--rejected); font-weight: 600; font-size: 0.87rem; white-space: nowrap; }
.finding.exempted .unawaited { color: var(--quiet); }
.found { padding-left: 1.1rem; } .found li { margin-top: 0.5rem; }
.remediation { max-width: 62rem; } .remediation p { margin-top: 0.4rem; }
.silent { color: var(--quiet); }
`;

const pictures = `
.scroll { overflow-x: auto; border: 1px solid var(--rule); border-radius: 6px; }
figure .scroll { max-height: 80vh; overflow: auto; }
figcaption { display: flex; flex-wrap: wrap; gap: 0.1rem 1.4rem; margin-top: 0.4rem; font-size: 0.82rem; color: var(--quiet); }
.key.missing b, .key.unseen b, .list .missing { color: var(--rejected); }
.list .missing { font-weight: 600; }
.drawing { display: block; }
.drawing [role=option] { cursor: pointer; outline: none; }
.drawing [role=option]:focus-visible > rect:first-of-type { stroke: var(--accent); stroke-width: 3; stroke-dasharray: none; }
.drawing.has-chosen .edge:not(.chosen-edge) { opacity: 0.3; }
.chosen-service { display: block; font-size: 0.9rem; margin-top: 0.4rem; }
.chosen-service:empty { display: none; }
details.list { margin-top: 0.6rem; }
details.list > summary { cursor: pointer; font-size: 0.9rem; width: fit-content; list-style: none; }
details.list > summary::before { content: "▸ "; } details.list[open] > summary::before { content: "▾ "; }
ol.waves { list-style: none; padding: 0; font-size: 0.9rem; }
ol.waves > li { display: grid; grid-template-columns: 5rem 1fr; border-top: 1px solid var(--rule); padding: 0.35rem 0; }
ol.waves > li:first-child { border-top: 0; }
ol.waves ul { list-style: none; padding: 0; }
.wave-name { font-weight: 600; color: var(--quiet); }
details.list > .scroll { margin-top: 0.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; overflow-wrap: normal; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.7rem; border-top: 1px solid var(--rule); font-weight: 400; }
thead th { border-top: 0; background: var(--raised); font-weight: 600; font-size: 0.82rem; color: var(--quiet); white-space: nowrap; }
.summary { font-variant-numeric: tabular-nums; }
.summary th[scope=row] { min-width: 14rem; }
.summary th code { background: none; padding: 0; color: var(--quiet); }
.number { text-align: right; }
.zero { color: var(--quiet); }
td.rejected { color: var(--rejected); font-weight: 600; }
.matrix { min-width: 46rem; }
.matrix td { width: 32%; }
.matrix th code { background: none; padding: 0; }
td.execution.no { background: var(--rejected-tint); } td.execution.no > b { color: var(--rejected); }
td.unclear > b { color: var(--undetermined); }
td.none { color: var(--quiet); }
.notes ul { padding-left: 1.1rem; }
@media (max-width: 40rem) {
  ol.waves > li { display: block; }
  details.stack, details.policy { padding-inline: 0.7rem; }
  details.stack > summary, details.policy > summary { margin-inline: -0.7rem; padding-inline: 0.7rem; }
  summary > h3 { flex: 1; }
  .source, .counts { margin-left: 1.3rem; flex-basis: 100%; }
  .finding { padding-left: 0.6rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .chip, summary::before { transition: background-color 0.12s, transform 0.12s; }
}
`;

export const style: string = [
  colours,
  text,
  top,
  controls,
  findings,
  pictures,
  drawingStyle((light, dark) => `light-dark(${light}, ${dark})`),
  print,
].join("");
