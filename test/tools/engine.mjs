// npm run test:engine: builds the bridge if there is a compiler, says what is missing, runs the tests in the engine.
//   node test/tools/engine.mjs [--build] [arguments of vitest]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register();
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
const find = await import("../../hosts/engine/find.ts");
const windows = process.platform === "win32";
const sources = join(root, "hosts", "engine", "bridge");

/** Compiler and its arguments, or undefined. Under Windows `cl` needs a Developer Command Prompt. */
function compiler(headers, target) {
  const files = readdirSync(sources)
    .filter((name) => name.endsWith(".cpp"))
    .map((name) => join(sources, name));
  const cl = windows && find.findProgram("cl");
  const gcc = find.findProgram("x86_64-w64-mingw32-g++") ?? (windows ? find.findProgram("g++") : undefined);
  if (cl) {
    const options = ["/nologo", "/std:c++17", "/EHsc", "/O2", "/W3", "/utf-8", `/I${headers}`];
    const link = [`/Fe:${target}`, "/link", "/SUBSYSTEM:CONSOLE", "ole32.lib", "oleaut32.lib", "user32.lib"];
    return { program: cl, args: [...options, ...files, ...link] };
  }
  if (!gcc) return undefined;
  const options = ["-std=c++17", "-O2", "-Wall", "-Wextra", "-Wno-unknown-pragmas", "-municode", "-static"];
  const link = ["-o", target, "-lole32", "-loleaut32", "-luuid"];
  return { program: gcc, args: [...options, "-isystem", headers, ...files, ...link] };
}

/** What the compiled bridge was made of; it is built again only when that changes. */
function fingerprint(command) {
  const hash = createHash("sha256").update(JSON.stringify(command));
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  return hash.digest("hex");
}

function build() {
  const engine = find.engineFolder();
  if (!engine) return;
  // The headers lie beside the DLLs in the package: content/amd64 and build/native/inc.
  const headers = resolve(engine, "..", "..", "build", "native", "inc");
  if (!existsSync(join(headers, "dbgmodel.h"))) {
    console.error(`No dbgmodel.h in ${headers}; the bridge is not built.`);
    return;
  }
  const target = find.bridgePath();
  const command = compiler(headers, target);
  if (!command) {
    const need = windows ? "Visual Studio (a Developer Command Prompt)" : "apt install g++-mingw-w64-x86-64";
    console.error(`No C++ compiler for Windows programs: ${need}`);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  const mark = `${target}.sha256`;
  const wanted = fingerprint(command);
  if (existsSync(target) && existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  console.log(`building ${target}`);
  const built = spawnSync(command.program, command.args, { cwd: dirname(target), stdio: "inherit" });
  if (built.status !== 0) process.exit(built.status ?? 1);
  writeFileSync(mark, wanted);
}

build();
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
