// The package as a stranger has it: packed, installed into an empty folder, used.
//   node test/tools/check-package.mjs [--engine]    --engine: also a dump, in Microsoft's engine
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const shell = process.platform === "win32";
const home = mkdtempSync(join(tmpdir(), "alpcx-package-"));
// A blank in the path, as in many a user's.
const folder = join(home, "my tools");
const env = { ...process.env, XDG_CACHE_HOME: join(home, "cache"), LOCALAPPDATA: join(home, "cache") };
delete env.ALPCX_CACHE;
delete env.ALPCX_BRIDGE;

const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, env, encoding: "utf8", shell, stdio: ["ignore", "pipe", "pipe"] });
const tried = (command, args, more = {}) =>
  spawnSync(command, args, { cwd: folder, env: { ...env, ...more }, encoding: "utf8", shell });
const expect = (is, what, output = "") => {
  if (!is) throw new Error(what + (output && ":\n" + output));
};

function installed() {
  mkdirSync(folder);
  const [{ filename, files }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", home], process.cwd()),
  );
  const stray = files
    .map((file) => file.path)
    .filter(
      (path) => /^(src|test|hosts|bench|page)\/|\.ts$/.test(path) && !/^hosts\/engine\/bridge\/|\.d\.ts$/.test(path),
    );
  expect(stray.length === 0, "the package carries " + stray.join(", "));
  writeFileSync(join(folder, "package.json"), "{}");
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(home, filename)], folder);
  return files.length;
}

function checkRunner() {
  const output = run("npx", ["alpcx", "-c", "!alpcx /deadlock"], folder);
  expect(/^DEADLOCK/m.test(output), "the packed alpcx printed", output);
}

/** Someone's own WinDbg script compiles with our typings, however they are named; a wrong one does not. */
function checkTypes() {
  const tsc = resolve("node_modules", "typescript", "lib", "tsc.js");
  const right = `function initializeScript() { return [new host.functionAlias((): string => "hi", "hello")]; }
function at(address: Host.Int64): Host.Int64 { return host.memory.readMemoryValues(address, 1, 8)[0] as Host.Int64; }`;
  const wrong = "function initializeScript() { return host.noSuchThing(); }";
  const file = join(folder, "node_modules", "alpcx", "types", "host.d.ts");
  const ways = {
    "by their file": { config: { include: ["script.ts", file] } },
    "as alpcx/types of a bundler": {
      options: { module: "es2015", moduleResolution: "bundler", types: ["alpcx/types"] },
    },
    "as alpcx/types of Node.js": { options: { module: "nodenext" }, head: '/// <reference types="alpcx/types" />\n' },
  };
  for (const [how, { config = {}, options = {}, head = "" }] of Object.entries(ways))
    for (const [text, isRight] of [
      [right, true],
      [wrong, false],
    ]) {
      writeFileSync(join(folder, "script.ts"), head + text);
      const compilerOptions = { strict: true, noEmit: true, target: "es2017", lib: ["es2017"], types: [], ...options };
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({ compilerOptions, include: ["script.ts"], ...config }),
      );
      const { status, stdout } = tried(process.execPath, [tsc, "-p", "."]);
      expect((status === 0) === isRight, `a user's ${isRight ? "right" : "wrong"} script, typings ${how}`, stdout);
    }
}

/** What is missing for --dump is said in one line, and that is all that happens. */
function checkMissingEngine() {
  const without = { ALPCX_ENGINE: "", NUGET_PACKAGES: join(home, "no packages") };
  const { status, stderr } = tried("npx", ["alpcx", "--dump", "some.dmp", "-c", "!alpcx"], without);
  const said = stderr.split("\n").filter((line) => line.startsWith("alpcx: "));
  expect(status === 2 && said.length === 1, "--dump without an engine", stderr);
  expect(/some\.dmp.*NuGet package Microsoft\.Debugging\.Platform\.DbgEng/.test(said[0]), "what is missing", stderr);
}

/** The bridge is built from the packed sources, and the example gives the same verdict in the engine. */
function checkEngine() {
  run("npx", ["alpcx", "--export-dump", "dump"], folder);
  const lines = ["--dump", join("dump", "snapshot.dmp"), "--symbols", "dump", "-c", "!alpcx /deadlock /json"];
  const first = tried("npx", ["alpcx", ...lines]);
  expect(first.status === 0 && first.stderr.includes("alpcx: building "), "--dump, the first time", first.stderr);
  const snapshot = tried("npx", ["alpcx", "-c", "!alpcx /deadlock /json"]);
  expect(first.stdout === snapshot.stdout, "dump and snapshot differ", first.stdout.slice(0, 2000));
  const second = tried("npx", ["alpcx", ...lines]);
  expect(second.status === 0 && !second.stderr.includes("alpcx:"), "--dump, the second time", second.stderr);
}

try {
  const count = installed();
  checkRunner();
  checkTypes();
  checkMissingEngine();
  if (process.argv.includes("--engine")) checkEngine();
  console.log(`package: ${count} files, installed into an empty folder and used`);
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
}
