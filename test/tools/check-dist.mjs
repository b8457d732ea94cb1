// dist is what a fresh build gives; alpc.js is ES2017 to the letter, and uses nothing the oldest engine lacks.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "acorn";
import { simple } from "acorn-walk";

const committed = readFileSync("dist/alpc.js", "utf8");
const problems = [];

const folder = mkdtempSync(join(tmpdir(), "alpcx-dist-"));
const fresh = join(folder, "alpc.js");
const built = spawnSync("npx", ["rollup", "-c", "-o", fresh, "--silent"], {
  encoding: "utf8",
  shell: process.platform === "win32",
});
const files = (root) =>
  readdirSync(root, { recursive: true })
    .filter((name) => statSync(join(root, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
if (built.status !== 0) problems.push("the build fails: " + built.stderr);
else {
  if (files(folder).join() !== files("dist").join())
    problems.push(`a fresh build gives ${files(folder).join(", ")}, in dist there are ${files("dist").join(", ")}`);
  for (const name of files(folder)) {
    const other = files("dist").includes(name) ? readFileSync(join("dist", name), "utf8") : undefined;
    if (other !== undefined && other !== readFileSync(join(folder, name), "utf8"))
      problems.push(`${name} differs from a fresh build: run npm run build and commit it`);
  }
}
rmSync(folder, { recursive: true });

// The gallery's manifest names the script that lies beside its folder, and the function that the script registers.
const manifest = readFileSync("dist/Manifest/manifest.1.xml", "utf8");
if (!manifest.includes('File="..\\alpc.js"')) problems.push("the gallery manifest does not name ..\\alpc.js");
if (!manifest.includes('<FunctionAlias Name="alpcx">')) problems.push("the gallery manifest does not name alpcx");
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
if (!manifest.includes(`<Version>${version.replace(/-.*/, "")}.0</Version>`))
  problems.push("the gallery manifest has another version than package.json");

if (/[^\x00-\x7f]/.test(committed)) problems.push("it is not pure ASCII");
if (committed.includes("\r")) problems.push("it has carriage returns");
if (!committed.startsWith("$$ /*\n")) problems.push("the command file header is not its first line");

let tree;
try {
  tree = parse(committed, { ecmaVersion: 2017, sourceType: "script" });
} catch (error) {
  problems.push("it is not an ES2017 script: " + error.message);
}
if (tree) {
  const globals = tree.body.flatMap((node) =>
    node.type === "FunctionDeclaration"
      ? [node.id.name]
      : node.type === "VariableDeclaration"
        ? node.declarations.map((d) => d.id.name)
        : [],
  );
  const allowed = ["$$", "__alpcx", "initializeScript", "uninitializeScript", "invokeScript"];
  const surplus = globals.filter((name) => !allowed.includes(name));
  if (surplus.length > 0) problems.push("it makes globals: " + surplus.join(", "));

  // Library functions newer than ES2017: ChakraCore 1.11 lacks them.
  const newer = new Set(
    (
      "flat flatMap fromEntries matchAll replaceAll trimStart trimEnd at allSettled any findLast findLastIndex toSorted toReversed " +
      "toSpliced with hasOwn groupBy description finally"
    ).split(" "),
  );
  const missing = new Set(
    "globalThis BigInt WeakRef FinalizationRegistry console process require setTimeout TextDecoder URL".split(" "),
  );
  // A name of our own (a method of a class, a function) is not the library's.
  const own = new Set();
  const declare = (pattern) => pattern?.type === "Identifier" && own.add(pattern.name);
  simple(tree, {
    MethodDefinition: (node) => declare(node.key),
    Property: (node) => declare(node.key),
    Function: (node) => [node.id, ...node.params].forEach(declare),
    VariableDeclarator: (node) => declare(node.id),
    Class: (node) => declare(node.id),
  });
  simple(tree, {
    MemberExpression(node) {
      const { name } = node.property;
      if (!node.computed && newer.has(name) && !own.has(name)) problems.push(`uses .${name} at offset ${node.start}`);
    },
    Identifier(node) {
      if (missing.has(node.name) && !own.has(node.name)) problems.push(`uses ${node.name} at offset ${node.start}`);
    },
  });
  if (/tslib|Microsoft Corporation/.test(committed)) problems.push("it carries a helper library of the compiler");
}

for (const problem of problems) console.error("dist: " + problem);
if (problems.length > 0) process.exit(1);
console.log("dist: fresh, ASCII, ES2017, no newer library functions");
