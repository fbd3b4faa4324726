/** What axe finds in the page, and what it leaves to people: contrast that it cannot tell. */
import assert from "node:assert/strict";
import axe, { type AxeResults, type Result } from "axe-core";
import type { Page } from "playwright-core";
import {
  hostile,
  incidents,
  layeredPicture,
  missingOrder,
  reportOf,
  stackOf,
} from "../support/reports-for-pages";
import { inBrowser } from "./browser";

const open = inBrowser();

const reports = {
  "a small report": incidents(),
  "a report of 120 services": reportOf([
    stackOf("production", {
      picture: layeredPicture(120, 1),
      findings: [missingOrder("service-0100", ["service-0001"])],
    }),
  ]),
  "a report of hostile names": hostile(),
  "an empty report": reportOf([]),
};

describe("accessibility of the page", () => {
  for (const [name, report] of Object.entries(reports)) {
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 360],
    ] as const) {
      it(`of ${name} is complete in ${colorScheme}, ${width} px wide`, async () => {
        const { page } = await open(report, {
          colorScheme,
          viewport: { width, height: 900 },
          bypassCSP: true,
        });
        await page.locator("#open-all").click();
        assert.deepEqual(await faultsIn(page), []);
      });
    }
  }

  it("stays so with chips pressed, a service chosen and policies shown", async () => {
    const { page } = await open(incidents(), { colorScheme: "dark", bypassCSP: true });
    await page.locator(".drawing .service").nth(4).click();
    await page.locator(".chip.presumed").click();
    assert.deepEqual(await faultsIn(page), []);
    await page.getByRole("radio", { name: "By policy" }).check();
    assert.deepEqual(await faultsIn(page), []);
  });
});

/** Violations, and texts whose contrast is too low where axe could not tell it. */
async function faultsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(
    () => (globalThis as unknown as { axe: typeof axe }).axe.run() as Promise<AxeResults>,
  );
  const contrast = incomplete.filter(({ id }) => id === "color-contrast").flatMap(({ nodes }) => nodes);
  const others = incomplete.filter(({ id }) => id !== "color-contrast");
  const ratios = await page.evaluate(
    contrasts,
    contrast.map(({ target }) => String(target[0])),
  );
  const low = contrast.flatMap(({ html }, index) =>
    (ratios[index] ?? 0) < 4.5 ? [`${html}: ${ratios[index]}`] : [],
  );
  return [...[...violations, ...others].flatMap(described), ...low];
}

function described({ id, nodes }: Result): readonly string[] {
  return nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`);
}

/** Ratios of contrast, of texts in drawings to the box that they stand in, of others to what is behind them. */
function contrasts(selectors: readonly string[]): readonly number[] {
  return selectors.map((selector) => {
    const text = document.querySelector(selector);
    if (text === null) return 0;
    const { color, fill } = getComputedStyle(text);
    const box = text instanceof SVGElement ? text.parentElement?.querySelector("rect") : null;
    const [one = 0, other = 0] = [
      luminance(text instanceof SVGElement ? fill : color),
      luminance(box ? getComputedStyle(box).fill : background(text)),
    ].sort((first, second) => second - first);
    return (one + 0.05) / (other + 0.05);
  });

  function background(element: Element | null): string {
    if (element === null) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(element);
    return backgroundColor === "rgba(0, 0, 0, 0)" ? background(element.parentElement) : backgroundColor;
  }

  /** As WCAG 2 defines it: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  function luminance(colour: string): number {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((text) => {
      const value = Number(text) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}
