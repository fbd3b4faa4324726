/** The services of one stack in waves: drawn, and as a list that says the same. */
import { missingEdges } from "../drawing/edges";
import { arrows, inlineSvg, partName } from "../drawing/svg";
import { drawing } from "../drawing/waves";
import type { Stack } from "../report/report";
import { html, type Markup, plural, scrolling } from "./html";

/** With more services than these the list is closed at first. */
const longList = 12;

/** The ends of all lines of the page. */
export const arrowsOfAllDrawings = html`<svg class="arrows" width="0" height="0" aria-hidden="true"><defs>${arrows}</defs></svg>`;

export function servicesOf(stack: Stack): Markup | "" {
  const { services } = stack.picture;
  if (services.length === 0) return "";
  const drawn = drawing(stack);
  const label = `Services of ${stack.project}/${stack.stack} in waves`;
  const open = services.length <= longList ? html` open` : "";
  return html`<section class="services">
<h4>Services in the order in which they come</h4>
<figure>
${scrolling(label, inlineSvg(drawn, `${label}; the list below says the same`))}
<output class="chosen-service"></output>
<figcaption>${legend(drawn.lines)}${drawn.onlyMissing ? html`<span>With so many services, only what is missing is drawn<span class="scripted" hidden>, and what belongs to the service that you choose</span>.</span>` : ""}<span class="scripted" hidden>Choose a service with a click, or with the arrow keys.</span></figcaption>
</figure>
<details class="list"${open}><summary>${plural(services.length, "service")} as a list</summary>${list(stack)}</details>
</section>`;
}

function legend(lines: readonly { readonly kind: string }[]): Markup {
  const kinds = new Set(lines.map(({ kind }) => kind));
  const texts = [
    ["awaited", "→", "waits for the one before"],
    ["missing", "✕", "ought to wait, and does not"],
    ["unseen", "?", "whether it waits is not seen"],
  ] as const;
  return html`${texts
    .filter(([kind]) => kinds.has(kind))
    .map(
      ([kind, sign, text]) =>
        html`<span class="key ${kind}"><b aria-hidden="true">${sign}</b> ${text}</span>`,
    )}`;
}

function list(stack: Stack): Markup {
  const { services } = stack.picture;
  const names = new Map(services.map((service) => [service.urn, service.name]));
  const missing: string[][] = services.map(() => []);
  const unseen: string[][] = services.map(() => []);
  for (const { kind, from, to } of missingEdges(stack)) {
    (kind === "missing" ? missing : unseen)[to]?.push(services[from]?.name ?? "");
  }
  const waves: Markup[][] = [];
  for (const [index, service] of services.entries()) {
    const items = waves[service.wave] ?? [];
    items.push(
      html`<li>${named([service.name])} <small>${partName(service)}</small>${said(
        "waits for",
        service.waitsFor.map((urn) => names.get(urn) ?? urn),
      )}${said("does not wait for", missing[index] ?? [], "missing")}${said(
        "not seen whether it waits for",
        unseen[index] ?? [],
        "missing",
      )}</li>`,
    );
    waves[service.wave] = items;
  }
  return html`<ol class="waves">${waves.map((items, wave) => html`<li><span class="wave-name">Wave ${wave + 1}</span><ul>${items}</ul></li>`)}</ol>`;
}

function said(words: string, names: readonly string[], kind = "awaited"): Markup | "" {
  return names.length === 0 ? "" : html`; <span class="${kind}">${words}</span> ${named(names)}`;
}

function named(names: readonly string[]): Markup {
  return html`${names.map((text, index) => html`${index === 0 ? "" : ", "}<code>${text}</code>`)}`;
}
