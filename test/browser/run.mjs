// npm run test:browser: the page of /graph html in a real Chromium. `--pictures` renews docs/images as well, `--find` only
// says which browser it would be.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

function findChromium() {
  if (process.env.ALPCX_CHROMIUM) return process.env.ALPCX_CHROMIUM;
  const endings = process.platform === "win32" ? [".exe"] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of NAMES)
      for (const ending of endings) {
        const path = join(folder, name + ending);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {
          // Not here.
        }
      }
  return undefined;
}

const chromium = findChromium();
if (!chromium) {
  console.error(
    "No Chromium was found, so the page of /graph html was NOT tested.\n" +
      "Install one (Debian: apt-get install chromium) or name it in ALPCX_CHROMIUM.",
  );
  process.exit(1);
}
console.log("Chromium: " + chromium);
if (process.argv.includes("--find")) process.exit(0);
const pictures = process.argv.includes("--pictures") ? "1" : "";
const { status } = spawnSync("npx", ["vitest", "run", "--config", "vitest.browser.config.ts"], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, ALPCX_CHROMIUM: chromium, ALPCX_PICTURES: pictures },
});
process.exit(status ?? 1);
