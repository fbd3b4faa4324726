/** The secrets of one stack, and which roles may read them. */
import { type RoleAnswer, type Secret, type Stack, type Task, typeIn } from "../report/report";
import { html, type Markup, plural, scrolling, sentence } from "./html";

/** With more secrets than these the table is closed at first. */
const longTable = 40;

export function secretsOf({ project, stack, picture }: Stack): Markup | "" {
  const tasks = picture.tasks.filter(({ secrets }) => secrets.length > 0);
  const count = tasks.reduce((sum, { secrets }) => sum + secrets.length, 0);
  if (count === 0) return "";
  const open = count <= longTable ? html` open` : "";
  return html`<section class="secrets">
<h4>Secrets, and the roles that may read them</h4>
<details class="list"${open}><summary>${plural(count, "secret")} of ${plural(tasks.length, "task definition or service", "task definitions and services")}</summary>
${scrolling(
  `Secrets of ${project}/${stack}`,
  html`<table class="matrix"><thead><tr><th scope="col">Of</th><th scope="col">Secret</th><th scope="col">Execution role may read</th><th scope="col">Task role may read</th></tr></thead>${tasks.map(rows)}</table>`,
)}
</details>
</section>`;
}

function rows({ urn, name, secrets }: Task): Markup {
  const owner = html`<th scope="rowgroup" rowspan="${secrets.length}"><code title="${urn}">${name}</code> <small class="type">${typeIn(urn)}</small></th>`;
  return html`<tbody>${secrets.map((secret, index) => row(secret, index === 0 ? owner : ""))}</tbody>`;
}

function row({ label, roles }: Secret, owner: Markup | ""): Markup {
  const answer = (wanted: RoleAnswer["role"]) => roles.find(({ role }) => role === wanted);
  return html`<tr>${owner}<th scope="row"><code>${label}</code></th>${cell("execution", answer("execution"))}${cell("task", answer("task"))}</tr>`;
}

function cell(role: RoleAnswer["role"], answer: RoleAnswer | undefined): Markup {
  if (answer === undefined) return html`<td class="none">no other role</td>`;
  const { name, mayRead, decidedBy } = answer;
  const named = name === undefined ? "" : html` <code>${name}</code>`;
  return html`<td class="${role} ${words[mayRead].style}"><b><span aria-hidden="true">${words[mayRead].sign}</span> ${mayRead}</b>${named}<br>${sentence(decidedBy)}</td>`;
}

const words: Readonly<Record<RoleAnswer["mayRead"], { readonly sign: string; readonly style: string }>> = {
  yes: { sign: "✓", style: "yes" },
  no: { sign: "✕", style: "no" },
  "cannot tell": { sign: "?", style: "unclear" },
};
