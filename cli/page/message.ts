/** Messages of findings: the first line is a heading, the rest paragraphs and code. */
import { type Part, partsOf } from "../forms/messages";
import { html, type Markup, sentence } from "./html";

export interface Message {
  readonly heading: Markup;
  readonly body: Markup;
}

/** @param ids shown beside the message; the line that only repeats them is left out */
export function message(text: string, ids: readonly string[]): Message {
  const [first, ...rest] = partsOf(text);
  const heading = first !== undefined && "prose" in first ? sentence(first.prose) : html``;
  return { heading, body: html`${rest.filter((part) => !repeats(part, ids)).map(partMarkup)}` };
}

function repeats(part: Part, ids: readonly string[]): boolean {
  const [, named] = ("prose" in part && /^Finding: (.*)$/.exec(part.prose)) || [];
  return named?.split(", ").every((id) => ids.includes(id)) ?? false;
}

function partMarkup(part: Part): Markup {
  return "code" in part
    ? html`<pre tabindex="0"><code>${part.code}</code></pre>`
    : html`<p>${labelled(part.prose)}</p>`;
}

/** What stands before the first colon, such as "Why", where it is a few words. */
function labelled(line: string): Markup {
  const [, label, rest = ""] = /^([A-Z][a-z A-Z]{1,24}:)(?=\s|$)(.*)$/s.exec(line) ?? [];
  return label === undefined ? sentence(line) : html`<b>${label}</b>${sentence(rest)}`;
}
