/** What people do with the page of a report. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  hostile,
  incidents,
  policies,
  reportOf,
  stackOf,
  thousandServices,
  threeHundredStacks,
} from "../support/reports-for-pages";
import { drawn, inBrowser } from "./browser";

const open = inBrowser();
const small = incidents();

const everything = "7 findings in 4 stacks";

describe("choosing among findings", () => {
  it("shows all of them at first", async () => {
    const { page } = await open(small);
    assert.equal(await page.getByRole("status").first().textContent(), everything);
    assert.equal((await shownFindings(page)).length, 7);
  });

  it("leaves those of the chips that are pressed", async () => {
    const { page } = await open(small);
    await page.getByRole("button", { name: "rejected 2" }).click();
    assert.deepEqual(await standingsOf(page), ["rejected", "rejected"]);
    await page.getByRole("button", { name: "exempted 1" }).click();
    assert.deepEqual(await standingsOf(page), ["rejected", "rejected", "exempted"]);
    assert.equal(await said(page), "3 of 7 findings, in 3 of 4 stacks");
    await page.getByRole("button", { name: "rejected 2" }).click();
    assert.deepEqual(await standingsOf(page), ["exempted"]);
    await page.getByRole("button", { name: "Show all" }).click();
    assert.equal(await said(page), everything);
  });

  it("works by keyboard alone", async () => {
    const { page } = await open(small);
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("API-gateway");
    assert.equal(await said(page), "1 of 7 findings, in 1 of 4 stacks");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    assert.equal(await page.locator(":focus").getAttribute("aria-pressed"), "true");
    assert.deepEqual(await standingsOf(page), ["rejected"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    assert.equal(await said(page), "0 of 7 findings, in 0 of 4 stacks");
  });

  it("finds stacks, resources and policies", async () => {
    const { page } = await open(small);
    const foundBy = async (text: string) => {
      await page.getByRole("searchbox").fill(text);
      return { findings: (await shownFindings(page)).length, stacks: await shownStacks(page) };
    };
    assert.deepEqual(await foundBy("job-sync-hub on-task-role"), {
      findings: 2,
      stacks: ["job-sync-hub/incident-ssm-on-task-role"],
    });
    assert.deepEqual(await foundBy("notification-ses-policy"), {
      findings: 1,
      stacks: ["job-sync-hub/incident-ssm-on-task-role"],
    });
    assert.deepEqual(await foundBy("ecs-tasks-reach-aws"), { findings: 1, stacks: ["market/production"] });
    assert.deepEqual(await foundBy("batch-import"), { findings: 1, stacks: ["market/production"] });
    assert.deepEqual(await foundBy("shop/empty"), { findings: 0, stacks: ["shop/empty"] });
    assert.deepEqual(await foundBy("no such thing"), { findings: 0, stacks: [] });
  });

  it("opens the stacks that are left when they are few", async () => {
    const { page } = await open(threeHundredStacks());
    assert.equal(await page.locator(".stack[open]").count(), 0);
    await page.getByRole("searchbox").fill("production-299");
    assert.equal(await page.locator(".stack[open]").count(), 1);
  });

  it("chooses among the lists of policies, too", async () => {
    const { page } = await open(small);
    await page.getByRole("radio", { name: "By policy" }).check();
    assert.equal(await page.getByRole("heading", { name: "By stack" }).isVisible(), false);
    await page.getByRole("button", { name: "presumed 1" }).click();
    assert.deepEqual(await page.locator(".policy:visible h3 code").allTextContents(), [
      "ecs-service-connect-clients-after-servers",
    ]);
    assert.equal(await page.locator(".found li:visible").count(), 1);
  });

  it("opens and closes all at once", async () => {
    const { page } = await open(small);
    await page.getByRole("button", { name: "Close all" }).click();
    assert.equal((await shownFindings(page)).length, 0);
    await page.getByRole("button", { name: "Open all" }).click();
    assert.equal((await shownFindings(page)).length, 7);
  });
});

describe("links into the page", () => {
  const anchorOf = async (page: Page, text: string) =>
    `#${await page.locator(".finding", { hasText: text }).first().getAttribute("id")}`;

  it("open the stack of a finding, and go there", async () => {
    const report = threeHundredStacks();
    const { page } = await open(report);
    const anchor = `#${await page.locator(".finding").nth(500).getAttribute("id")}`;
    const { page: opened } = await open(report, {}, anchor);
    assert.equal(await opened.locator(".stack[open]").count(), 1);
    assert.equal(await isInView(opened, anchor), true);
    assert.equal(`#${await opened.locator(":focus").getAttribute("id")}`, anchor);
  });

  it("lead from the list of a policy to the finding", async () => {
    const { page } = await open(small);
    await page.getByRole("radio", { name: "By policy" }).check();
    await page.locator(".found a", { hasText: "api-gateway" }).click();
    assert.equal(await page.getByRole("heading", { name: "By stack" }).isVisible(), true);
    assert.equal(await isInView(page, await anchorOf(page, "api-gateway")), true);
  });

  it("show again what is filtered away", async () => {
    const { page } = await open(small);
    const anchor = await anchorOf(page, "api-gateway");
    await page.getByRole("button", { name: "exempted 1" }).click();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, anchor);
    await page.locator(anchor).waitFor({ state: "visible" });
    assert.equal(await said(page), everything);
  });

  it("skip to the findings", async () => {
    const { page } = await open(small);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").textContent(), "Skip to the findings");
    await page.keyboard.press("Enter");
    await drawn(page);
    assert.equal(await isInView(page, "#by-stack-heading"), true);
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(":focus").getAttribute("id"), "query");
  });
});

describe("the page without scripts", () => {
  it("has every text of findings, and no controls", async () => {
    const { page } = await open(small, { javaScriptEnabled: false });
    // biome-ignore lint/performance/useDomNodeTextContent: only what is seen counts.
    const text = await page.locator("body").innerText();
    for (const { findings } of small.stacks) {
      for (const { message, why } of findings) {
        const lines = [...message.split("\n"), ...why.map((step) => step.text)];
        for (const line of lines.filter((each) => !each.startsWith("Finding: "))) {
          assert.ok(text.includes(line.trim().replaceAll("`", "")), line);
        }
      }
    }
    assert.equal(await page.getByRole("searchbox").count(), 0);
    assert.equal(await page.getByRole("button", { name: "rejected 2" }).count(), 0);
    assert.equal(await page.getByRole("heading", { name: "By policy" }).isVisible(), true);
  });

  it("opens a closed stack", async () => {
    const { page } = await open(threeHundredStacks(), { javaScriptEnabled: false });
    await page.locator(".stack > summary").nth(1).click();
    assert.equal(await page.locator(".stack").nth(1).locator(".finding").first().isVisible(), true);
  });
});

describe("the page on small screens, in both themes and on paper", () => {
  for (const [name, report] of Object.entries({ small, hostile: hostile(), many: thousandServices() })) {
    it(`does not scroll sideways at 360 px (${name})`, async () => {
      const { page } = await open(report, { viewport: { width: 360, height: 700 } });
      await page.getByRole("button", { name: "Open all" }).click();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    });
  }

  it("lets wide drawings scroll by keyboard", async () => {
    const { page } = await open(small, { viewport: { width: 360, height: 700 } });
    const region = page.getByRole("group", { name: "Services of market/production in waves", exact: true });
    await region.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => (document.activeElement?.scrollLeft ?? 0) > 0);
  });

  it("is light or dark as people have set it", async () => {
    const backgrounds = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open(small, { colorScheme });
      backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    assert.deepEqual(backgrounds, ["rgb(255, 255, 255)", "rgb(20, 24, 29)"]);
  });

  it("moves nothing for those who want that", async () => {
    const { page } = await open(small, { reducedMotion: "reduce" });
    const durations = await page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll("*")].map((element) => getComputedStyle(element).transitionDuration),
      ),
    ]);
    assert.deepEqual(durations, ["0s"]);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`prints all of it, light and without controls (scripts: ${javaScriptEnabled})`, async () => {
      const { page } = await open(small, { javaScriptEnabled, colorScheme: "dark" });
      for (const stack of await page.locator(".stack > summary").all()) await stack.click();
      assert.equal(await page.locator(".finding").first().isVisible(), false);
      await page.emulateMedia({ media: "print" });
      assert.equal((await shownFindings(page)).length, 7);
      assert.equal(await page.getByRole("heading", { name: "By policy" }).isVisible(), true);
      assert.equal(await page.locator(".chips").isVisible(), false);
      assert.equal(
        await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
        "rgb(255, 255, 255)",
      );
    });
  }

  it("opens all for a printer, and closes it again", async () => {
    const { page } = await open(small);
    await page.getByRole("button", { name: "Close all" }).click();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator(".stack[open]").count(), 4);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator(".stack[open]").count(), 0);
  });
});

describe("hostile names in the page", () => {
  it("neither run nor become elements", async () => {
    const { page } = await open(hostile());
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator("script").count(), 1);
    assert.equal(await page.locator("a[href^='javascript']").count(), 0);
    assert.deepEqual(
      await page.locator(".stack h3").first().textContent(),
      "</script><img src=x onerror=alert(1)>/</script><img src=x onerror=alert(1)>",
    );
  });

  it("turn nothing around that stands beside them", async () => {
    const turned = stackOf("\u202eabc", { project: "\u05d0\u05d1", findings: [] });
    const { page } = await open(reportOf([turned], { policies }));
    const [name, counts] = await page.evaluate(() =>
      [".stack h3", ".stack .counts"].map(
        (selector) => document.querySelector(selector)?.getBoundingClientRect().x ?? 0,
      ),
    );
    assert.ok((name ?? 0) < (counts ?? 0));
  });
});

function said(page: Page): Promise<string | null> {
  return page.locator("#shown").textContent();
}

async function shownFindings(page: Page): Promise<readonly (string | null)[]> {
  const findings = await page.locator(".finding:visible").all();
  return Promise.all(findings.map((finding) => finding.getAttribute("data-standing")));
}

const standingsOf = shownFindings;

function shownStacks(page: Page): Promise<readonly string[]> {
  return page.locator(".stack:visible h3").allTextContents();
}

function isInView(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const { top, bottom } = document.querySelector(wanted)?.getBoundingClientRect() ?? {
      top: -1,
      bottom: -1,
    };
    return bottom > 0 && top < innerHeight;
  }, selector);
}
