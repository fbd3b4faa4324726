/** The page on paper: light, all of it open, without what one could only click. */
export const print = `
@media print {
  :root { color-scheme: light; }
  @page { margin: 15mm 13mm; }
  body { font-size: 10pt; }
  header.top, main, footer { max-width: none; padding-inline: 0; }
  .view[hidden] { display: block !important; }
  details::details-content { content-visibility: visible !important; display: block !important; block-size: auto !important; }
  .skip, nav, .anchor, .chosen-service, .scripted:not(.controls), .buttons, .views, .search, .chips { display: none !important; }
  .controls { background: none; padding: 0; margin: 0; }
  #shown:not(.narrowed) { display: none; }
  .scroll, figure .scroll { overflow: visible; max-height: none; border: 0; }
  pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
  .drawing { max-width: 100%; max-height: 220mm; height: auto; }
  .matrix { min-width: 0; }
  table code, table .type { overflow-wrap: anywhere; }
  thead th { font-size: 0.7rem; }
  .badge::before { print-color-adjust: exact; }
  .facts { break-before: avoid; break-after: avoid; }
  th, td { padding-inline: 0.35rem; }
  .summary th[scope=row] { min-width: 0; }
  .tally li { flex-basis: 8rem; }
  details.stack, details.policy { border: 0; padding: 0; }
  details.stack > summary, details.policy > summary { margin: 0; padding: 0.4rem 0; border-bottom: 1px solid var(--rule); }
  summary::before { display: none !important; }
  h2, h3, h4, h5, summary { break-after: avoid; }
  .finding, tr, figure, .found li, ol.waves li li, .tally { break-inside: avoid; }
  a { color: inherit; }
}
`;
