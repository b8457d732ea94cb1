/** The page of /graph html as a user has it: opened, clicked, searched, zoomed, driven by keys. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GraphDocument } from "../../src/report/graphDocument";
import { graphOf } from "../../src/report/graphModel";
import { open, type TestSession } from "../tools/session";
import { hostile, HOSTILE_NAMES, judged, judgedFacts } from "../src/report/judged";
import { randomMachine, toFacts } from "../src/waits/randomMachine";
import { alpcOnly, everywhere, tailIntoCycle } from "../worlds/library";
import { world } from "../worlds/world";
import { bigText } from "./big";
import { boxesOf, overlaps, strays } from "./boxes";
import { Browser, type Opened } from "./browser";

const LAYOUT = "10.0.19041-x64";
const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../examples/deadlock.json.gz", import.meta.url));
/** Pixels that a line of text needs at least. */
const READABLE = 9;
const isPicturing = process.env["ALPCX_PICTURES"] === "1";

let browser: Browser;
beforeAll(async () => {
  browser = await Browser.start();
});
afterAll(async () => {
  await browser.stop();
});

/** The graph that the command gives for a machine. */
const graphFor = (text: string, unchecked = false) => graphIn(open(world(LAYOUT, text, { unchecked }).snapshot));

function graphIn(session: TestSession): GraphDocument {
  const folder = mkdtempSync(join(tmpdir(), "alpcx-graph-"));
  try {
    return session.json<GraphDocument>(`!alpcx /graph html "${join(folder, "graph.html")}"`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const transform = (page: Page) => page.locator("#sheet").getAttribute("transform");
const lit = (page: Page, selector: string) => page.locator(selector).count();
const picture = async (page: Page, name: string) => {
  if (!isPicturing) return;
  mkdirSync(IMAGES, { recursive: true });
  await page.mouse.move(2, 2);
  await page.screenshot({ path: IMAGES + name });
};

describe("a small deadlock", () => {
  const graph = graphFor(tailIntoCycle);
  const members = graph.deadlocks[0]!.members;
  const victim = graph.deadlocks[0]!.victims[0]!;
  let opened: Opened;
  let page: Page;
  beforeEach(async () => {
    opened = await browser.openGraph(graph, "small");
    page = opened.page;
  });
  afterEach(async () => {
    expect(opened.trouble).toEqual([]);
    await page.close();
  });
  const node = (id: string) => page.locator(`[data-node="${id}"]`).first();

  it("says the verdict on top and what was looked at", async () => {
    expect(await page.locator("h1").textContent()).toBe(graph.headline);
    expect(await page.title()).toBe("alpcx - " + graph.headline);
    expect(await page.locator("header").textContent()).toContain(graph.looked);
    expect(await page.locator("h1.deadlock").count()).toBe(1);
    await picture(page, "graph-small.png");
  });
  it("draws every node in its process and nothing over another", async () => {
    const boxes = await boxesOf(page);
    expect(new Set(boxes.map((box) => box.id))).toEqual(new Set(graph.nodes.map((one) => one.id)));
    expect(overlaps(boxes)).toEqual([]);
    expect(strays(boxes, (id) => graph.nodes.find((one) => one.id === id)?.parent)).toEqual([]);
    expect(await page.locator("#sheet .edge").count()).toBe(graph.edges.length);
  });
  it("marks the members as proved, in colour and in words", async () => {
    for (const id of members) {
      expect(await node(id).getAttribute("class")).toMatch(/member proved/);
      expect(await node(id).textContent()).toContain("deadlock 1");
    }
    expect(await node(victim).textContent()).toContain("victim of 1");
  });
  it("follows the chain of a clicked thread and says what to type", async () => {
    await node(victim).click();
    const panel = await page.locator(".panel").textContent();
    const { command, dx } = graph.nodes.find((one) => one.id === victim)!;
    expect(panel).toContain(command);
    expect(panel).toContain("dx " + String(dx));
    expect(panel).toContain("recorded");
    for (const id of members) expect(await node(id).getAttribute("class")).toContain("ahead");
    expect(await lit(page, ".edge.ahead")).toBeGreaterThan(3);
    await page.locator(".back").click();
    expect(await lit(page, ".edge.ahead")).toBe(0);
    expect(await page.locator("svg.chosen").count()).toBe(0);
  });
  it("shows who waits for a thread", async () => {
    await node(members[0]!).click();
    const text = await page.locator(".panel").textContent();
    expect(text).toContain(`Waiting for it (${String(graph.edges.filter((edge) => edge.leg === "wait").length - 1)})`);
  });
  it("shows the evidence of a wait under the pointer", async () => {
    const place = graph.edges.findIndex((edge) => edge.leg === "wait" && edge.deadlock === 0);
    await page
      .locator(`[data-edge="${String(place)}"] .label`)
      .first()
      .hover();
    const tip = page.locator(".tip");
    expect(await tip.isVisible()).toBe(true);
    expect(await tip.textContent()).toMatch(/waits for .*recorded received by/);
    await page.mouse.move(3, 3);
    expect(await tip.isVisible()).toBe(false);
  });
  it("finds by name, by address with a backquote, and goes there on Enter", async () => {
    const thread = graph.nodes.find((one) => one.id === victim)!;
    const address = thread.address.slice(2);
    await page.locator("#search").fill(address.slice(0, 8) + "`" + address.slice(8));
    expect(await page.locator("#found").textContent()).toBe("1 found");
    expect(await node(victim).getAttribute("class")).toContain("hit");
    await page.keyboard.press("Enter");
    expect(await page.locator("#found").textContent()).toBe("1 of 1");
    expect(await page.locator(".panel").textContent()).toContain(thread.command);
    await page.locator("#search").fill("no such thing");
    expect(await page.locator("#found").textContent()).toBe("nothing found");
    await page.keyboard.press("Escape");
    expect(await lit(page, ".node.hit")).toBe(0);
  });
  it("zooms with the wheel around the pointer, pans by drag, fits again", async () => {
    const before = await transform(page);
    const box = (await node(victim).boundingBox())!;
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.wheel(0, -300);
    const nearer = (await node(victim).boundingBox())!;
    expect(nearer.width).toBeGreaterThan(box.width * 1.2);
    expect(Math.abs(nearer.x - box.x)).toBeLessThan(box.width);
    await page.mouse.move(400, 650);
    await page.mouse.down();
    await page.mouse.move(450, 690, { steps: 4 });
    await page.mouse.up();
    const moved = (await node(victim).boundingBox())!;
    expect(moved.x - nearer.x).toBeCloseTo(50, 0);
    expect(moved.y - nearer.y).toBeCloseTo(40, 0);
    await page.locator("#fit").click();
    expect(await transform(page)).toBe(before);
  });
  it("a drag chooses nothing", async () => {
    const box = (await node(victim).boundingBox())!;
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 30, { steps: 4 });
    await page.mouse.up();
    expect(await page.locator("svg.chosen").count()).toBe(0);
  });
  it("goes without a mouse", async () => {
    const here = () =>
      page.evaluate(() => document.activeElement?.getAttribute("data-node") ?? document.activeElement?.id);
    for (let i = 0; i < 12 && !(await here())?.startsWith("thread-"); i++) await page.keyboard.press("Tab");
    const start = (await here())!;
    expect(start).toMatch(/^thread-/);
    await page.keyboard.press("ArrowRight");
    const wait = graph.edges.find((edge) => edge.leg === "wait" && edge.from === start)!;
    expect(await here()).toBe(wait.to);
    expect(await page.locator("svg.chosen").count()).toBe(1);
    await page.keyboard.press("ArrowRight");
    expect(await here()).toMatch(/^thread-/);
    await page.keyboard.press("Escape");
    expect(await page.locator("svg.chosen").count()).toBe(0);
    await page.keyboard.press("/");
    expect(await here()).toBe("search");
    await page.keyboard.type("f");
    expect(await page.locator("#search").inputValue()).toBe("f");
  });
  it("is dark where the system is", async () => {
    const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "light" });
    const light = await back();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await back()).not.toBe(light);
  });
  it("names every node for those who do not see it", async () => {
    for (const one of await page.locator("#sheet [data-node]").all()) {
      expect(await one.getAttribute("role")).toBe("button");
      expect(await one.getAttribute("aria-label")).toMatch(/^(process|thread|port|object), ./);
    }
  });
});

it("the bundled example is read without zooming", async () => {
  const graph = graphIn(open(EXAMPLE));
  const { page, trouble } = await browser.openGraph(graph, "example");
  await picture(page, "graph-deadlock.png");
  expect(await page.locator("svg.far").count()).toBe(0);
  const letters = (await page.locator("#sheet .node.member .name").first().boundingBox())!;
  expect(letters.height).toBeGreaterThan(READABLE);
  expect(trouble).toEqual([]);
  await page.close();
});

it("five hundred threads are laid out soon, none over another, with the deadlocks to be seen at once", async () => {
  const graph = graphFor(bigText(), true);
  expect(graph.nodes.filter((one) => one.kind === "thread").length).toBeGreaterThan(490);
  const begin = Date.now();
  const { page, trouble } = await browser.openGraph(graph, "large");
  expect(Date.now() - begin).toBeLessThan(20_000);
  const boxes = await boxesOf(page);
  expect(new Set(boxes.map((box) => box.id))).toEqual(new Set(graph.nodes.map((one) => one.id)));
  expect(overlaps(boxes)).toEqual([]);
  expect(strays(boxes, (id) => graph.nodes.find((one) => one.id === id)?.parent)).toEqual([]);
  for (const deadlock of graph.deadlocks)
    for (const id of deadlock.members) expect(await page.locator(`[data-node="${id}"]`).isVisible()).toBe(true);
  // All of it is in sight.
  const sheet = (await page.locator("#sheet").boundingBox())!;
  const stage = (await page.locator(".stage").boundingBox())!;
  expect(sheet.x).toBeGreaterThanOrEqual(stage.x);
  expect(sheet.y).toBeGreaterThanOrEqual(stage.y);
  expect(sheet.x + sheet.width).toBeLessThanOrEqual(stage.x + stage.width);
  expect(sheet.y + sheet.height).toBeLessThanOrEqual(stage.y + stage.height);
  await picture(page, "graph-large.png");
  // A deadlock of the list comes near enough to be read.
  await page.locator(".row.proved").first().click();
  const member = (await page.locator(`[data-node="${graph.deadlocks[0]!.members[0]!}"]`).boundingBox())!;
  expect(member.height).toBeGreaterThan(20);
  expect(trouble).toEqual([]);
  await page.close();
});

it.each(HOSTILE_NAMES)("a name of the target runs nothing and breaks nothing: %j", async (name) => {
  const graph = graphOf(hostile(name));
  const { page, trouble } = await browser.openGraph(graph, "hostile");
  expect(trouble).toEqual([]);
  expect(await page.locator("script").count()).toBe(2);
  expect(await page.locator("img, iframe, link, object").count()).toBe(0);
  expect(await page.locator("#sheet [data-node]").count()).toBe(graph.nodes.length);
  await page.locator(".node.port").first().click();
  const shown = (await page.locator(".panel h2").textContent())!;
  expect(shown).not.toMatch(/[\u0000-\u001f\u2028-\u202e]/);
  if (/^[\x20-\x7e]*$/.test(name)) expect(shown).toContain(name);
  await page.close();
});

it.each(Object.entries({ ...everywhere, ...alpcOnly }))("%s is drawn whole", async (_, text) => {
  const graph = graphFor(text);
  const { page, trouble } = await browser.openGraph(graph, "situation");
  expect(trouble).toEqual([]);
  const boxes = await boxesOf(page);
  expect(new Set(boxes.map((box) => box.id))).toEqual(new Set(graph.nodes.map((one) => one.id)));
  expect(overlaps(boxes)).toEqual([]);
  if (graph.nodes.length === 0) expect(await page.locator(".empty").isVisible()).toBe(true);
  await page.close();
});

it("any machine is drawn whole", async () => {
  for (const machine of fc.sample(randomMachine(14), { numRuns: 25, seed: 11 })) {
    const graph = graphOf(judgedFacts(toFacts(machine)));
    const { page, trouble } = await browser.openGraph(graph, "random");
    expect(trouble).toEqual([]);
    const boxes = await boxesOf(page);
    expect(overlaps(boxes)).toEqual([]);
    expect(strays(boxes, (id) => graph.nodes.find((one) => one.id === id)?.parent)).toEqual([]);
    await page.close();
  }
});

it("a suspected deadlock does not look like a proved one", async () => {
  const { page } = await browser.openGraph(graphOf(judged("a -> b : timeout; b -> a")), "suspected");
  expect(await page.locator("#sheet .node.member.suspected").count()).toBe(2);
  expect(await page.locator("#sheet .proved").count()).toBe(0);
  const dash = (selector: string) =>
    page.evaluate((one) => getComputedStyle(document.querySelector(one) as Element).strokeDasharray, selector);
  expect(await dash("#sheet .node.member.suspected > rect")).not.toBe("none");
  await page.close();
});
