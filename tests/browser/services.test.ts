/** What people do with the drawings of services. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { svg } from "../../cli/drawing/svg";
import { hostile, incidents, thousandServices } from "../support/reports-for-pages";
import { drawn, inBrowser } from "./browser";

const open = inBrowser();

describe("a drawing with few lines", () => {
  const market = (page: Page) => page.locator(".stack", { hasText: "market/production" });

  it("has all lines, and those that are missing apart", async () => {
    const { page } = await open(incidents());
    const counts = await Promise.all(
      ["awaited", "missing", "unseen"].map((kind) => market(page).locator(`.edge.${kind}`).count()),
    );
    assert.deepEqual(counts, [9, 2, 1]);
  });

  it("says what a service waits for that is clicked, and brings out its lines", async () => {
    const { page } = await open(incidents());
    await service(market(page), "back-office").click();
    assert.equal(
      await market(page).locator("output").textContent(),
      "back-office (client-only): waits for orders; does not wait for identity, ledger.",
    );
    assert.equal(await market(page).locator(".chosen-edge").count(), 3);
    await service(market(page), "back-office").click();
    assert.equal(await market(page).locator("output").textContent(), "");
    assert.equal(await market(page).locator(".edge").count(), 12);
  });

  it("is used by keyboard: arrows choose, Escape and Enter end and begin it", async () => {
    const { page } = await open(incidents());
    const output = market(page).locator("output");
    await service(market(page), "identity").focus();
    await page.keyboard.press("Enter");
    assert.equal(
      await output.textContent(),
      "identity (client-server): awaited by storefront; not awaited by back-office.",
    );
    await page.keyboard.press("ArrowDown");
    assert.match((await output.textContent()) ?? "", /^ledger /);
    await page.keyboard.press("ArrowRight");
    assert.match((await output.textContent()) ?? "", /^orders /);
    await page.keyboard.press("ArrowLeft");
    assert.match((await output.textContent()) ?? "", /^ledger /);
    await page.keyboard.press("Escape");
    assert.equal(await output.textContent(), "");
    await page.keyboard.press(" ");
    assert.match((await output.textContent()) ?? "", /^ledger /);
    assert.equal(await market(page).locator("[role=option][tabindex='0']").count(), 1);
  });

  it("is an image with the same in words without scripts", async () => {
    const { page } = await open(incidents(), { javaScriptEnabled: false });
    assert.equal(await market(page).getByRole("img").count(), 1);
    const items = await market(page).locator(".services .waves ul li").allInnerTexts();
    assert.deepEqual(
      items.filter((item) => /^(back-office|storefront)/.test(item)),
      [
        "back-office client-only; waits for orders; does not wait for identity, ledger",
        "storefront client-only; waits for checkout, identity; not seen whether it waits for search-indexer-of-all-products-and-categories",
      ],
    );
  });
});

describe("a drawing of a thousand services", () => {
  const report = thousandServices();

  it("is there within seconds, and answers a click within one", async () => {
    const began = performance.now();
    const { page } = await open(report);
    await drawn(page);
    assert.ok(performance.now() - began < 10_000, `${performance.now() - began} ms`);
    const chosen = service(page.locator(".stack"), "service-0450");
    await chosen.scrollIntoViewIfNeeded();
    const took = await chosen.evaluate(async (element) => {
      const start = performance.now();
      element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    });
    assert.ok(took < 2000, `${took} ms`);
  });

  it("draws the missing lines, and the others of the service that is chosen", async () => {
    const { page } = await open(report);
    assert.equal(await page.locator(".edge").count(), 60);
    await service(page.locator(".stack"), "service-0450").click();
    assert.equal(await page.locator(".edge").count(), 66);
    assert.equal(
      await page.locator("output").textContent(),
      "service-0450 (client-only): waits for service-0350, service-0357, service-0381; awaited by service-0519, service-0543, service-0550.",
    );
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".edge").count(), 60);
  });

  it("has all edges in its list without scripts", async () => {
    const { page } = await open(report, { javaScriptEnabled: false });
    await page.locator(".services details summary").click();
    const items = await page.locator(".services .waves ul li").allInnerTexts();
    assert.equal(items.length, 1000);
    assert.equal(items[999], "service-0999 client-only; waits for service-0899, service-0806, service-0830");
  });
});

describe("a drawing as a file", () => {
  it("is XML with a service for each, whatever their names", async () => {
    const { page } = await open(incidents(), { bypassCSP: true });
    for (const { stacks } of [hostile(), incidents(), thousandServices()]) {
      for (const stack of stacks) {
        const [faults, services] = await page.evaluate((text) => {
          const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
          return [
            parsed.querySelector("parsererror")?.textContent,
            parsed.querySelectorAll(".service").length,
          ];
        }, svg(stack));
        assert.deepEqual([faults, services], [undefined, stack.picture.services.length]);
      }
    }
  });
});

function service(inside: Locator, name: string): Locator {
  return inside.locator(".drawing .service").filter({ has: inside.page().getByText(name, { exact: true }) });
}
