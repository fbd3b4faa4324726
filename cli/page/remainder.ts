/** What is said beside findings: sources that could not be judged, and exemptions that covered nothing. */
import type { Report, UnusedExemption } from "../report/report";
import { html, type Markup, name, scrolling, sentence } from "./html";

export function failuresOf({ failures }: Report): Markup | "" {
  if (failures.length === 0) return "";
  return html`<section id="failures" aria-labelledby="failures-heading">
<h2 id="failures-heading">Could not be judged</h2>
<dl>${failures.map(({ source, reason }) => html`<dt>${name(source)}</dt><dd>${reason.split("\n").map((line) => html`<p>${sentence(line)}</p>`)}</dd>`)}</dl>
</section>`;
}

export function unusedExemptionsOf({ unusedExemptions = [] }: Report): Markup | "" {
  if (unusedExemptions.length === 0) return "";
  return html`<section id="unused-exemptions" aria-labelledby="unused-exemptions-heading">
<h2 id="unused-exemptions-heading">Unused exemptions</h2>
<p>They covered nothing in any of these stacks, and can be taken out of the configuration.</p>
${scrolling(
  "Unused exemptions",
  html`<table><thead><tr><th scope="col">Policy</th><th scope="col">Resource</th><th scope="col">Finding</th><th scope="col">Only in</th><th scope="col">Reason</th><th scope="col">Last day</th></tr></thead><tbody>${unusedExemptions.map(row)}</tbody></table>`,
)}
</section>`;
}

function row({ policy, resource, project, stack, finding, reason, expires }: UnusedExemption): Markup {
  const only = [project, stack].filter((part) => part !== undefined).join("/");
  return html`<tr><td><code>${policy}</code></td><th scope="row"><code>${resource}</code></th><td>${finding === undefined ? "all" : html`<code>${finding}</code>`}</td><td>${only === "" ? "everywhere" : name(only)}</td><td>${name(reason)}</td><td>${expires ?? "none"}</td></tr>`;
}
