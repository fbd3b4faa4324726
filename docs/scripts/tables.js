/** Tables in documents: those of the policies, made from what the policies say of themselves, and how any is put in. */

/**
 * @typedef {import("../../policypack/model/rule").RuleMetadata} Policy
 * @typedef {object} Configured a policy in the form of pulumi/policy
 * @property {string} name
 * @property {{ properties: object }} [configSchema]
 * @typedef {(text: string) => string} Rewrite
 */

/** What each policy's page lists after the policy's own kinds. */
const ofEveryPolicy = { id: "config/<key>", meaning: "a mistake in this policy's configuration" };

/** What stands where there is nothing to say. */
const nothing = "—";

/**
 * How each document with tables is written anew, by its path.
 *
 * @param {readonly Policy[]} policies in the order in which documents list them
 * @param {readonly Configured[]} pack the same policies with all their options
 * @returns {Map<string, Rewrite>}
 */
function documents(policies, pack) {
  /** @param {string} policy */
  const optionsOf = (policy) =>
    Object.keys(pack.find(({ name }) => name === policy)?.configSchema?.properties ?? {});
  /** @type {(policy: Policy) => [string, Rewrite]} */
  const page = (policy) => [
    `docs/policies/${policy.name}.md`,
    (text) => withTable(text, "Findings", findings(policy)),
  ];
  return new Map([
    ["README.md", (text) => withTable(text, "Policies", overview(policies))],
    ["policypack/README.md", (text) => withSubsections(text, "Policies", summaries(policies, optionsOf))],
    ...policies.map(page),
  ]);
}

/** @param {readonly Policy[]} policies */
function overview(policies) {
  const rows = policies.map(({ name, level, rejects }) => [
    `[${name}](docs/policies/${name}.md)`,
    level,
    rejects,
  ]);
  return table(["policy", "level", "rejects"], rows);
}

/** @param {Policy} policy */
function findings({ findings, questions }) {
  return table(
    ["id", "meaning", "evidence", "sources"],
    [
      ...findings.map(({ id, meaning, evidence, sources }) => [
        `\`${id}\``,
        meaning,
        evidence,
        sources.map((address) => `[${label(address)}](${address})`).join(", "),
      ]),
      ...questions.map(({ id, meaning }) => [`\`${id}\``, `undetermined: ${meaning}`, nothing, nothing]),
      [`\`${ofEveryPolicy.id}\``, ofEveryPolicy.meaning, nothing, nothing],
    ],
  );
}

/**
 * @param {readonly Policy[]} policies
 * @param {(policy: string) => readonly string[]} optionsOf
 */
function summaries(policies, optionsOf) {
  return policies
    .map(({ name, level, description, remediation }) => {
      const options = optionsOf(name).map((option) => `\`${option}\``);
      return `### ${name}\n\n_${level}_ · ${description} ${remediation} Options: ${options.join(", ")}.`;
    })
    .join("\n\n");
}

/**
 * A short name of an address: a thread by its repository and number, a page by whose it is and what it is about.
 *
 * @param {string} address
 */
function label(address) {
  const { host, pathname } = new URL(address);
  const parts = pathname.split("/").filter((part) => part !== "");
  const [owner, repository, kind, number] = parts;
  if (host === "github.com")
    return `${owner}/${repository}${kind === "issues" || kind === "pull" ? `#${number}` : ""}`;
  const subject = parts.at(-1)?.replace(/^API_|[.]html$/g, "");
  if (host === "docs.aws.amazon.com") return `AWS: ${subject}`;
  return host === "www.pulumi.com" ? `Pulumi: ${subject}` : host;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => [...(row[column] ?? "")].length)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.map((cell, column) => padded(cell, widths[column])).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [head, rule, ...rows].map(line).join("\n");
}

/**
 * @param {string} cell
 * @param {number} [width] in characters
 */
function padded(cell, width = 0) {
  return cell + " ".repeat(width - [...cell].length);
}

/**
 * The text with another first table in a section.
 *
 * @param {string} text
 * @param {string} heading
 * @param {string} table
 */
function withTable(text, heading, table) {
  return withSection(text, heading, (section) => {
    const old = /^[|].*[|]$(\n[|].*[|]$)*/m;
    if (!old.test(section)) throw new Error(`the section "${heading}" has no table`);
    return section.replace(old, () => table);
  });
}

/**
 * The text with other subsections in a section; what stands above them stays.
 *
 * @param {string} text
 * @param {string} heading
 * @param {string} subsections
 */
function withSubsections(text, heading, subsections) {
  return withSection(
    text,
    heading,
    (section) => `${section.split("\n### ")[0]?.trimEnd()}\n\n${subsections}\n`,
  );
}

/**
 * @param {string} text
 * @param {string} heading
 * @param {Rewrite} rewrite
 */
function withSection(text, heading, rewrite) {
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`there is no section "${heading}"`);
  const next = text.indexOf("\n## ", start + 1);
  const end = next < 0 ? text.length : next;
  return text.slice(0, start) + rewrite(text.slice(start, end)) + text.slice(end);
}

/**
 * The text with something else between two marks, `<!-- name -->` and `<!-- end of name -->`.
 *
 * @param {string} text
 * @param {string} name
 * @param {string} content
 */
function withMarked(text, name, content) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`there is no place between ${begin} and ${end}`);
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}

module.exports = { documents, table, withMarked };
