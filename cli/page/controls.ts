/** What chooses among findings; it works with scripts, and is hidden without. */
import { type Report, standingOf, standings } from "../report/report";
import { html, type Markup, standingNames } from "./html";

export function controlsOf({ stacks }: Report): Markup {
  const findings = stacks.flatMap((stack) => stack.findings);
  const chips = standings.map((standing) => {
    const count = findings.filter((finding) => standingOf(finding) === standing).length;
    const disabled = count === 0 ? html` disabled` : "";
    return html`<button type="button" class="chip ${standing}" aria-pressed="false" data-standing="${standing}"${disabled}>${standingNames[standing]} <b>${count}</b></button>`;
  });
  return html`<search class="controls scripted" hidden>
<div class="search"><label for="query">Search stacks, resources and policies</label><input id="query" type="search" autocomplete="off" spellcheck="false"></div>
<div class="chips" role="group" aria-label="Show only">${chips}</div>
<div class="views" role="radiogroup" aria-label="Order of findings"><label><input type="radio" name="view" value="by-stack" checked> By stack</label><label><input type="radio" name="view" value="by-policy"> By policy</label></div>
<div class="buttons"><button type="button" id="open-all">Open all</button><button type="button" id="close-all">Close all</button><button type="button" id="show-all">Show all</button></div>
<p role="status" id="shown"></p>
</search>`;
}
