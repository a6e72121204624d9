import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startChromium } from "./chromium.testing.ts";
import { madeUpRun } from "./made-up-run.testing.ts";

const wide = { width: 1200, height: 900 };
const narrow = { width: 400, height: 800 };
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: wide, colorScheme: "light" },
  dark: { viewport: wide, colorScheme: "dark" },
  narrow: { viewport: narrow, colorScheme: "light" },
  "narrow and dark": { viewport: narrow, colorScheme: "dark" },
};

const run = madeUpRun();
let browser: Browser;

before(async () => {
  browser = await startChromium();
});

after(async () => {
  await browser?.close();
  rmSync(run.folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Errors of scripts and of the console, and what was asked of anybody but the disk. */
  readonly complaints: readonly string[];
}

const open = async (look: string): Promise<Opened> => {
  const context = await browser.newContext(looks[look]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(join(run.folder, "index.html")).href);
  return { page, complaints };
};

const unfold = (page: Page): Promise<void> =>
  page.locator("details").evaluateAll((all) => {
    for (const one of all) one.setAttribute("open", "");
  });

const photograph = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.REPORT_SCREENSHOTS;
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

for (const look of Object.keys(looks)) {
  test(`the report can be read, ${look}`, async () => {
    const { page, complaints } = await open(look);
    await photograph(page, `${look}, as opened`);
    assert.ok(await page.getByRole("heading", { level: 1, name: "Failed" }).isVisible());
    assert.ok(await page.getByText("7 scenarios: 4 passed, 2 failed, 1 skipped").isVisible());
    await unfold(page);
    await photograph(page, `${look}, unfolded`);
    assert.deepEqual(complaints, []);
  });

  test(`nothing is wider than the window, ${look}`, async () => {
    const { page } = await open(look);
    await unfold(page);
    const { width } = looks[look]?.viewport ?? wide;
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
  });

  test(`every picture has a size, words for it and a colour that stands out, ${look}`, async () => {
    const { page } = await open(look);
    await unfold(page);
    const pictures = page.locator("[role=img], img");
    assert.equal(await pictures.count(), 3, "the cluster, the watch and the attached picture");
    for (const picture of await pictures.all()) {
      const box = await picture.boundingBox();
      assert.ok(box !== null && box.width > 0 && box.height > 0);
      assert.ok(
        await picture.evaluate((one) => one.getAttribute("aria-label") ?? one.getAttribute("alt")),
      );
    }
    assert.ok((await contrastOfText(page, ".cluster text")) > 4.5);
    assert.ok((await contrastOfText(page, ".watch text")) > 4.5);
  });
}

/** As WCAG reckons it, of a drawing's text against the page. */
const contrastOfText = async (page: Page, selector: string): Promise<number> => {
  const colours = await page
    .locator(selector)
    .first()
    .evaluate((one) => {
      const style = (element: unknown): Record<string, string> =>
        (
          globalThis as unknown as { getComputedStyle: (e: unknown) => Record<string, string> }
        ).getComputedStyle(element);
      return [style(one).fill, style(one.ownerDocument.body).backgroundColor];
    });
  const [one = 0, other = 0] = colours.map(luminance).toSorted((a, b) => b - a);
  return (one + 0.05) / (other + 0.05);
};

const luminance = (colour = ""): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? [])
    .map((part) => Number(part) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

test("a failed scenario is found from the top, open, with its message and what to do", async () => {
  const { page } = await open("light");
  await page.getByRole("link", { name: /The cluster never becomes/ }).click();
  const scenario = page.locator("details.scenario:target");
  assert.ok(
    await scenario.getByText("bearded_web: 1 of 2 tasks running after 60 s").first().isVisible(),
  );
  assert.ok(await scenario.getByText("What to do: node-02 is drained").isVisible());
});

test("a passed scenario is folded, and opens with the keyboard", async () => {
  const { page } = await open("light");
  const inside = page.getByText("node-02 is drained", { exact: true });
  assert.equal(await inside.isVisible(), false);
  await page.locator("summary", { hasText: "Two nodes fall silent" }).focus();
  await page.keyboard.press("Enter");
  assert.ok(await inside.isVisible());
});

test("what reads as markup is text", async () => {
  const { page } = await open("light");
  assert.equal(await page.title(), "Failed · swarmspec");
  assert.equal(await page.locator("script, b, i").count(), 0);
  assert.ok(
    await page.getByText('A tenant with <script>alert("hostile")</script>').first().isVisible(),
  );
});

test("headings descend without a gap, and each table has headings of its own", async () => {
  const { page } = await open("light");
  await unfold(page);
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
  assert.deepEqual(
    levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1),
    [],
  );
  assert.equal(await page.locator("table:not(:has(th))").count(), 0);
});
