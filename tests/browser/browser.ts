/// <reference path="../../cli/page/behaviour/dom.d.ts" />
/** Pages of reports in a real browser. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { page as pageOf } from "../../cli/page/page";
import type { Report } from "../../cli/report/report";
import { resolveBrowser } from "../../offline/browser/resolve";

/** Without a sandbox, which needs more than a container has; the pages are our own. Nothing else asks the network. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function executable(): string {
  const path = resolveBrowser(console.log);
  if (path === undefined) throw new Error("Install Chromium, or name it in CHROMIUM.");
  return path;
}

export interface Opened {
  readonly page: Page;
  /** What the page asked for, beside itself. */
  readonly requests: readonly string[];
  /** Errors of its script, and whatever the browser complains about. */
  readonly complaints: readonly string[];
}

/** Starts a browser for the tests of the file, and ends it after them. */
export function inBrowser(): (
  report: Report,
  options?: BrowserContextOptions,
  anchor?: string,
) => Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "ecs-guardrails-page-"));
  const written = new Map<Report, string>();
  let browser: Browser;
  const opened: Opened[] = [];

  before(async () => {
    browser = await chromium.launch({ executablePath: executable(), args });
  });
  afterEach(async () => {
    for (const { page, requests, complaints } of opened.splice(0)) {
      await page.context().close();
      assert.deepEqual({ requests, complaints }, { requests: [], complaints: [] });
    }
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  function addressOf(report: Report): string {
    const known = written.get(report);
    if (known !== undefined) return known;
    const file = join(folder, `${written.size}.html`);
    writeFileSync(file, pageOf(report));
    const address = pathToFileURL(file).href;
    written.set(report, address);
    return address;
  }

  return async (report, options = {}, anchor = "") => {
    const address = addressOf(report);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const requests: string[] = [];
    const complaints: string[] = [];
    await context.route("**/*", (route) => {
      const asked = route.request().url();
      if (asked.split("#")[0] === address) return route.continue();
      requests.push(asked);
      return route.abort();
    });
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    opened.push({ page, requests, complaints });
    await page.goto(`${address}${anchor}`);
    return { page, requests, complaints };
  };
}

/** Until what was changed is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}
