// npm run test:engine: builds the bridge if there is a compiler, says what is missing, runs the tests in the engine.
//   node test/tools/engine.mjs [--build] [arguments of vitest]
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register();
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
const find = await import("../../hosts/engine/find.ts");
const { buildBridge } = await import("../../hosts/engine/build.ts");

const built = buildBridge(undefined, (path) => console.log(`building ${path}`));
if ("problem" in built) console.error(built.problem);
const found = find.findEngine();
if (!found.ready) {
  console.error(found.problem);
  process.exit(1);
}
const rest = process.argv.slice(2);
if (rest.includes("--build")) process.exit(0);
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const run = spawnSync(process.execPath, [vitest, "run", "--config", "vitest.engine.config.ts", ...rest], {
  cwd: root,
  stdio: "inherit",
});
process.exit(run.status ?? 1);
