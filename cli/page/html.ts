/** Pieces of HTML that all parts of the page are made of. */
import { type Content, Markup, markup } from "../drawing/markup";
import { spansOf } from "../forms/messages";
import { nameIn, type Standing, typeIn } from "../report/report";

export { type Content, Markup };

/** HTML in which whatever is put into the template is escaped, unless it is HTML already. */
export const html = markup;

/** A name from outside, whose direction of writing reaches no further than itself. */
export function name(text: string): Markup {
  return html`<bdi>${text}</bdi>`;
}

/** A resource by its logical name and its type; the whole URN shows when it is pointed at. */
export function resource(urn: string): Markup {
  return html`<code title="${urn}">${nameIn(urn)}</code> <small class="type">${typeIn(urn)}</small>`;
}

/** A line with names in backquotes, and with the exemptions that messages offer. */
export function sentence(text: string): Markup {
  return html`${spansOf(text).map((span) => ("name" in span ? html`<code>${span.name}</code>` : words(span.words)))}`;
}

function words(text: string): Markup {
  const parts = text.split(/("exemptions": \[\{.*\}\])/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

export function badge(standing: Standing, count?: number): Markup {
  return html`<span class="badge ${standing}">${count === undefined ? "" : html`${count} `}${standingNames[standing]}</span>`;
}

export const standingNames: Readonly<Record<Standing, string>> = {
  rejected: "rejected",
  presumed: "presumed",
  advised: "advised",
  undetermined: "undetermined",
  exempted: "exempted",
};

/** A wide thing that scrolls by itself, with the arrow keys, too. */
export function scrolling(label: string, content: Content): Markup {
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${content}</div>`;
}

export function plural(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

/** A link, where it is an address of the web. */
export function link(address: string, text: Content): Markup {
  return /^https?:\/\//i.test(address) ? html`<a href="${address}">${text}</a>` : html`${text}`;
}
