/** All policies: how much each found, and what it found where. */
import { type Finding, type Policy, type Report, type Stack, standingOf, standings } from "../report/report";
import { type Anchors, policyAnchor } from "./anchors";
import { mostUrgentFirst } from "./findings";
import { badge, html, link, type Markup, name, resource, scrolling, sentence } from "./html";
import { counts } from "./stacks";

interface Found {
  readonly stack: Stack;
  readonly finding: Finding;
}

export function summaryOf(report: Report): Markup {
  const all = report.policies.map((policy) => ({ policy, found: foundBy(policy, report) }));
  const finding = all.filter(({ found }) => found.length > 0);
  const silent = all.filter(({ found }) => found.length === 0).map(({ policy }) => policy);
  const table = html`<table class="summary"><thead><tr><th scope="col">Policy</th><th scope="col">Level</th>${standings.map((standing) => html`<th scope="col" class="number">${standing}</th>`)}<th scope="col" class="number">stacks</th></tr></thead><tbody>${finding.map(({ policy, found }) => summaryRow(policy, found))}</tbody></table>`;
  return html`<section id="summary" aria-labelledby="summary-heading">
<h2 id="summary-heading">Summary</h2>
${finding.length > 0 ? scrolling("Findings of each policy", table) : html`<p>No policy finds anything.</p>`}
${silent.length > 0 ? html`<p class="silent">Without findings: ${silent.map(silentPolicy)}.</p>` : ""}
</section>`;
}

function silentPolicy({ name: policy, level, url }: Policy, index: number): Markup {
  const disabled = level === "disabled" ? " (disabled)" : "";
  return html`${index === 0 ? "" : ", "}${link(url, html`<code>${policy}</code>`)}${disabled}`;
}

function summaryRow({ name: policy, displayName, level }: Policy, found: readonly Found[]): Markup {
  const title = html`${displayName} <code>${policy}</code>`;
  const number = (count: number, style = "") =>
    html`<td class="number ${count === 0 ? "zero" : style}">${count}</td>`;
  return html`<tr><th scope="row"><a href="#${policyAnchor(policy)}">${title}</a></th><td>${level}</td>${standings.map(
    (standing) => number(found.filter(({ finding }) => standingOf(finding) === standing).length, standing),
  )}${number(new Set(found.map(({ stack }) => stack)).size)}</tr>`;
}

export function policiesOf(report: Report, anchors: Anchors): Markup {
  const all = report.policies.map((policy) => ({ policy, found: foundBy(policy, report) }));
  return html`<section class="view" id="by-policy" aria-labelledby="by-policy-heading">
<h2 id="by-policy-heading">By policy</h2>
${all.filter(({ found }) => found.length > 0).map(({ policy, found }) => policyMarkup(policy, found, anchors))}
</section>`;
}

function policyMarkup(policy: Policy, found: readonly Found[], anchors: Anchors): Markup {
  const { name: named, displayName, description, level, severity, remediation, url } = policy;
  return html`<details class="policy" id="${policyAnchor(named)}" open>
<summary><h3>${displayName} <code>${named}</code></h3><span class="counts">${counts(found.map(({ finding }) => finding))}</span></summary>
<p>${sentence(description)} ${link(url, "More about this policy")}</p>
<p class="facts">${level} · severity ${severity}</p>
<div class="remediation">${remediation.split(/\n{2,}/).map((paragraph) => html`<p>${sentence(paragraph)}</p>`)}</div>
<ul class="found">${found.map(({ stack, finding }) => foundMarkup(stack, finding, anchors))}</ul>
</details>`;
}

function foundMarkup(stack: Stack, finding: Finding, anchors: Anchors): Markup {
  const [first = ""] = finding.message.split("\n");
  const id = anchors.finding(stack, finding);
  return html`<li data-finding="${id}">${badge(standingOf(finding))} <a href="#${id}">${sentence(first)}</a><br>${name(`${stack.project}/${stack.stack}`)} · ${resource(finding.places[0].urn)}</li>`;
}

function foundBy({ name: policy }: Policy, { stacks }: Report): readonly Found[] {
  return stacks.flatMap((stack) =>
    mostUrgentFirst(stack.findings.filter((finding) => finding.policy === policy)).map((finding) => ({
      stack,
      finding,
    })),
  );
}
