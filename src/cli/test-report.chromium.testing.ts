import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page, ViewportSize } from "playwright-core";
import { startChromium } from "./chromium.testing.ts";
import { madeUpRun } from "./made-up-run.testing.ts";

const wide = { width: 1200, height: 900 };
const narrow = { width: 400, height: 800 };
interface Look {
  readonly viewport: ViewportSize;
  readonly colorScheme: "light" | "dark";
}
const light: Look = { viewport: wide, colorScheme: "light" };
const looks: Readonly<Record<string, Look>> = {
  light,
  dark: { viewport: wide, colorScheme: "dark" },
  narrow: { viewport: narrow, colorScheme: "light" },
  "narrow and dark": { viewport: narrow, colorScheme: "dark" },
};

const run = madeUpRun();
let browser: Browser;
/** The one window of all tests: another one takes Chromium longer than all that a test does in it. */
let page: Page;
/** Since it was opened last: errors of scripts and of the console, and what was asked of anybody but the disk. */
let complaints: string[] = [];

before(async () => {
  browser = await startChromium();
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
});

after(async () => {
  await browser?.close();
  rmSync(run.folder, { recursive: true });
});

/** The report as it is read first, with everything folded as it comes. */
const open = async ({ viewport, colorScheme }: Look): Promise<void> => {
  complaints = [];
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await page.goto(pathToFileURL(join(run.folder, "index.html")).href);
};

const unfold = (): Promise<void> =>
  page.locator("details").evaluateAll((all) => {
    for (const one of all) one.setAttribute("open", "");
  });

const photograph = async (name: string): Promise<void> => {
  const folder = process.env.REPORT_SCREENSHOTS;
  if (folder !== undefined)
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

for (const [name, look] of Object.entries(looks)) {
  test(`the report can be read, ${name}`, async () => {
    await open(look);
    await photograph(`${name}, as opened`);
    assert.ok(await page.getByRole("heading", { level: 1, name: "Failed" }).isVisible());
    assert.ok(await page.getByText("7 scenarios: 4 passed, 2 failed, 1 skipped").isVisible());
    await unfold();
    await photograph(`${name}, unfolded`);
    assert.deepEqual(complaints, []);
  });

  test(`nothing is wider than the window, ${name}`, async () => {
    await open(look);
    await unfold();
    const width = await page.evaluate("document.documentElement.scrollWidth");
    assert.equal(width, look.viewport.width);
  });

  test(`every picture has a size, words for it and a colour that stands out, ${name}`, async () => {
    await open(look);
    await unfold();
    const pictures = page.locator("[role=img], img");
    assert.equal(await pictures.count(), 3, "the cluster, the watch and the attached picture");
    for (const picture of await pictures.all()) {
      const box = await picture.boundingBox();
      assert.ok(box !== null && box.width > 0 && box.height > 0);
      assert.ok(
        await picture.evaluate((one) => one.getAttribute("aria-label") ?? one.getAttribute("alt")),
      );
    }
    assert.ok((await contrastOfText(".cluster text")) > 4.5);
    assert.ok((await contrastOfText(".watch text")) > 4.5);
  });
}

/** As WCAG reckons it, of a drawing's text against the page. */
const contrastOfText = async (selector: string): Promise<number> => {
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
  await open(light);
  await page.getByRole("link", { name: /The cluster never becomes/ }).click();
  const scenario = page.locator("details.scenario:target");
  assert.ok(
    await scenario.getByText("bearded_web: 1 of 2 tasks running after 60 s").first().isVisible(),
  );
  assert.ok(await scenario.getByText("What to do: node-02 is drained").isVisible());
});

test("a passed scenario is folded, and opens with the keyboard", async () => {
  await open(light);
  const inside = page.getByText("node-02 is drained", { exact: true });
  assert.equal(await inside.isVisible(), false);
  await page.locator("summary", { hasText: "Two nodes fall silent" }).focus();
  await page.keyboard.press("Enter");
  assert.ok(await inside.isVisible());
});

test("what reads as markup is text", async () => {
  await open(light);
  assert.equal(await page.title(), "Failed · swarmspec");
  assert.equal(await page.locator("script, b, i").count(), 0);
  assert.ok(
    await page.getByText('A tenant with <script>alert("hostile")</script>').first().isVisible(),
  );
});

test("headings descend without a gap, and each table has headings of its own", async () => {
  await open(light);
  await unfold();
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
  assert.deepEqual(
    levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1),
    [],
  );
  assert.equal(await page.locator("table:not(:has(th))").count(), 0);
});
