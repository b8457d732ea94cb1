/** A headless Chromium with a profile of its own, which is gone afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { bundlePage } from "../../page/bundle.mjs";
import type { GraphDocument } from "../../src/report/graphDocument";
import { htmlPieces } from "../../src/report/html";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The same letters everywhere, as far as a system has them.
  "--font-render-hinting=none",
];

export interface Opened {
  readonly page: Page;
  /** What the page asked for beside itself, and what it complained about. */
  readonly trouble: string[];
}

export class Browser {
  private constructor(
    private readonly folder: string,
    private readonly context: BrowserContext,
    private readonly parts: Awaited<ReturnType<typeof bundlePage>>,
  ) {}

  static async start(): Promise<Browser> {
    const executablePath = process.env["ALPCX_CHROMIUM"];
    if (executablePath === undefined) throw new Error("run this with npm run test:browser");
    const folder = mkdtempSync(join(tmpdir(), "alpcx-browser-"));
    const context = await chromium.launchPersistentContext(join(folder, "profile"), {
      executablePath,
      headless: true,
      args: FLAGS,
      viewport: { width: 1280, height: 800 },
    });
    return new Browser(folder, context, await bundlePage());
  }

  async stop(): Promise<void> {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Opens a graph as the file that `/graph html` writes. */
  async openGraph(graph: GraphDocument, name = "graph"): Promise<Opened> {
    const { SCRIPT, STYLE, SCRIPT_HASH, STYLE_HASH, NOTICE } = this.parts;
    const parts = { script: SCRIPT, style: STYLE, scriptHash: SCRIPT_HASH, styleHash: STYLE_HASH, notice: NOTICE };
    const file = join(this.folder, name + ".html");
    writeFileSync(file, htmlPieces(graph, parts).join(""));
    return this.openFile(file);
  }

  async openFile(file: string): Promise<Opened> {
    const page = await this.context.newPage();
    const trouble: string[] = [];
    const url = pathToFileURL(file).href;
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("console", (message) => trouble.push(message.text()));
    page.on("request", (request) => {
      if (request.url() !== url) trouble.push("asked for " + request.url());
    });
    await page.goto(url);
    await page.waitForSelector("[data-ready]", { timeout: 30_000 });
    return { page, trouble };
  }
}
