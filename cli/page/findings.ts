/** The findings of one stack, by policy. */
import {
  type Finding,
  type Policy,
  rejects,
  type Stack,
  type Step,
  standingOf,
  standings,
} from "../report/report";
import type { Anchors } from "./anchors";
import { badge, html, type Markup, name, resource, sentence } from "./html";
import { message } from "./message";

export function findingsOf(stack: Stack, policies: readonly Policy[], anchors: Anchors): Markup {
  return html`${byPolicy(stack.findings, policies).map(
    ({ policy, title, of }) => html`<section class="of-policy">
<h4>${title} <code>${policy}</code></h4>
${of.map((finding) => findingMarkup(finding, anchors.finding(stack, finding)))}
</section>`,
  )}`;
}

interface OfPolicy {
  readonly policy: string;
  readonly title: string;
  readonly of: readonly Finding[];
}

/** In the order in which policies run, of each the most urgent findings first. */
function byPolicy(findings: readonly Finding[], policies: readonly Policy[]): readonly OfPolicy[] {
  const names = new Set([...policies.map(({ name }) => name), ...findings.map(({ policy }) => policy)]);
  return [...names].flatMap((policy) => {
    const of = mostUrgentFirst(findings.filter((finding) => finding.policy === policy));
    const title = policies.find(({ name }) => name === policy)?.displayName ?? "";
    return of.length > 0 ? [{ policy, title, of }] : [];
  });
}

export function mostUrgentFirst(findings: readonly Finding[]): readonly Finding[] {
  const urgency = (finding: Finding) => standings.indexOf(standingOf(finding));
  return findings.toSorted((one, other) => urgency(one) - urgency(other));
}

function findingMarkup(finding: Finding, id: string): Markup {
  const standing = standingOf(finding);
  const { heading, body } = message(
    finding.message,
    finding.places.flatMap(({ ids }) => ids),
  );
  return html`<article class="finding ${standing}" id="${id}" data-standing="${standing}" tabindex="-1">
<header>
<p class="marks">${badge(standing)} <span>${marks(finding)}</span></p>
<h5>${heading} <a class="anchor" href="#${id}" aria-label="Link to this finding"></a></h5>
<ul class="places">${finding.places.map(
    ({ urn, ids }) =>
      html`<li>${resource(urn)}${ids.map((found) => html` <code class="id">${found}</code>`)}</li>`,
  )}</ul>
</header>
${exemption(finding)}
<div class="message">${body}</div>
${why(finding.why)}
</article>`;
}

/** What beside its standing tells how a finding counts. */
function marks(finding: Finding): string {
  const { policy, reportedBy, level, kind, certainty } = finding;
  const said = [level, ...(kind === "mistake" ? ["mistake of the configuration"] : [])];
  if (kind !== "question" && kind !== "mistake") said.push(certainty);
  if (rejects(finding) && standingOf(finding) !== "rejected") said.push("rejects the stack");
  if (reportedBy !== policy) said.push(`reported by ${reportedBy}`);
  return said.join(" · ");
}

function exemption({ exemption }: Finding): Markup | "" {
  if (exemption === undefined) return "";
  const until =
    exemption.expires === undefined ? "no last day" : html`last day <time>${exemption.expires}</time>`;
  return html`<p class="exemption"><b>Exempted:</b> ${name(exemption.reason)} (${until})</p>`;
}

function why(steps: readonly Step[]): Markup | "" {
  if (steps.length === 0) return "";
  return html`<div class="why"><h6>From cause to failure</h6><ol>${steps.map(
    ({ text, unawaited }) =>
      html`<li>${sentence(text)}${unawaited ? html` <span class="unawaited">not awaited</span>` : ""}</li>`,
  )}</ol></div>`;
}
