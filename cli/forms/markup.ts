/**
 * Texts of a report as Markdown and as the HTML that stands in it. They hold names that anyone may have chosen:
 * none of it may start markup, break out of where it stands, mention people or link to anything.
 */
import { linesOf, partsOf, spansOf, wellFormed } from "./messages";

/** A message in paragraphs and fenced code. */
export function messageMarkdown(message: string): string {
  return partsOf(visible(message))
    .map((part) => ("code" in part ? fenced(part.code) : lineMarkdown(part.prose)))
    .join("\n\n");
}

/** A line as a paragraph of its own, names in backquotes. */
export function lineMarkdown(line: string): string {
  const text = spansOf(visible(line))
    .map((span) => ("name" in span ? `\`${span.name}\`` : wordsMarkdown(span.words)))
    .join("");
  // What makes a heading, a list or a rule of a line. Quotes, fences and tables are told by characters escaped anyway.
  return text.replace(/^(?:#|[-+=](?=[\s=-]|$))/, "\\$&").replace(/^(\d+)(?=[.)])/, "$1\\");
}

function wordsMarkdown(words: string): string {
  return apart(words.replace(/[\\`*[\]|~]/g, "\\$&").replace(/[&<>$]/g, entity)).replace(
    sometimesActive,
    entity,
  );
}

/** What emphasizes at the edge of a word, and what makes an address of one. */
const sometimesActive = /(?<!\w)_|_(?!\w)|:(?=\/\/)|(?<=\bwww)\./gi;

/** Mentions and references are read from the text that is shown, so that escapes do not help: they are parted. */
function apart(words: string): string {
  return words.replace(/(?<!&)[@#!](?=\w)/g, "$&&#8203;");
}

function fenced(code: string): string {
  const longest = code.match(/`{3,}/g)?.reduce((most, { length }) => Math.max(most, length), 0) ?? 2;
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

/** A name for table cells and `<summary>`, in which backquotes do not count or cannot hold every name. */
export function nameHtml(name: string): string {
  // Code mentions nobody, but some make links of what looks like an address of mail.
  return `<code>${inert(onOneLine(name)).replaceAll("@", entity)}</code>`;
}

/** The same for a line with names in backquotes. */
export function lineHtml(line: string): string {
  return spansOf(onOneLine(line))
    .map((span) => ("name" in span ? nameHtml(span.name) : apart(inert(span.words))))
    .join("");
}

/** Entities never are markup, neither in Markdown nor in HTML. */
function inert(text: string): string {
  return text.replace(/[&<>\\`*[\]|~$]/g, entity).replace(sometimesActive, entity);
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** Control characters are none of Markdown, and would act where it is printed to a terminal. */
function visible(text: string): string {
  return wellFormed(text).replace(/[^\P{Cc}\t\r\n]/gu, "\uFFFD");
}

function onOneLine(text: string): string {
  return wellFormed(text).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** A link, where the address is one of the web. */
export function link(text: string, address: string): string {
  const safe = /^https?:\/\//.test(address) ? address.replace(/[^\w:/?#@!$&+,;=%.~-]/gu, encoded) : undefined;
  const label = lineMarkdown(linesOf(text).join(" "));
  return safe === undefined ? label : `[${label}](${safe})`;
}

function encoded(character: string): string {
  return encodeURIComponent(wellFormed(character)).replace(/[()*']/g, (mark) => `%${hex(mark)}`);
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
