/** A report as one HTML page that needs nothing else: no other file, no address, and no script to be read. */
import { createHash } from "node:crypto";
import type { Report } from "../report/report";
import { anchorsOf } from "./anchors";
import { controlsOf } from "./controls";
import { headerOf } from "./header";
import { html, Markup, plural } from "./html";
import { policiesOf, summaryOf } from "./policies";
import { failuresOf, unusedExemptionsOf } from "./remainder";
import { script } from "./script";
import { arrowsOfAllDrawings } from "./services";
import { stacksOf } from "./stacks";
import { style } from "./style";

export function page(report: Report): string {
  const anchors = anchorsOf(report);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title(report)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${arrowsOfAllDrawings}
${headerOf(report)}
<main>
${failuresOf(report)}
${summaryOf(report)}
<div id="findings" tabindex="-1">
${controlsOf(report)}
${stacksOf(report, anchors)}
${policiesOf(report, anchors)}
</div>
${unusedExemptionsOf(report)}
</main>
<footer>Made by ${report.tool.name} ${report.tool.version}.</footer>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

/** Nothing is loaded, and nothing runs but what stands here. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src '${hash(script)}'`,
  `style-src '${hash(style)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function title({ stacks }: Report): string {
  const [only] = stacks;
  const judged =
    stacks.length === 1 && only !== undefined
      ? `${only.project}/${only.stack}`
      : plural(stacks.length, "stack");
  return `ECS guardrails: ${judged}`;
}
