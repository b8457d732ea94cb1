// Bundles page/main.ts and its style into strings, for rollup and vitest: `import { SCRIPT } from "alpcx:page"`.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const MODULE = "alpcx:page";
const FOLDER = fileURLToPath(new URL(".", import.meta.url));
/** Characters a line: dist/alpc.js stays a file that editors and debuggers open. */
const LINE = 600;

export async function bundlePage() {
  const options = {
    bundle: true,
    minify: true,
    write: false,
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
  };
  const script = await build({ ...options, entryPoints: [FOLDER + "main.ts"], format: "iife", target: "es2019" });
  const style = await build({ ...options, entryPoints: [FOLDER + "style.css"] });
  // The library has control characters in its strings; HTML would not keep all of them.
  const SCRIPT = script.outputFiles[0].text
    .trimEnd()
    .replace(/[^\n\x20-\x7e]/g, (char) => "\\x" + char.charCodeAt(0).toString(16).padStart(2, "0"));
  const STYLE = style.outputFiles[0].text.trimEnd();
  // An element ends at its end tag, also inside a string.
  if (/<\/script|<!--/i.test(SCRIPT) || /<\/style/i.test(STYLE)) throw new Error("the page would end in its own text");
  return { SCRIPT, STYLE, SCRIPT_HASH: hash(SCRIPT), STYLE_HASH: hash(STYLE), NOTICE: notice() };
}

function hash(text) {
  return "sha256-" + createHash("sha256").update(text).digest("base64");
}

/** The licenses of what is bundled ask to be kept with it. */
function notice() {
  const require = createRequire(import.meta.url);
  const texts = ["@dagrejs/dagre"].map((name) => {
    const folder = require.resolve(name + "/package.json").replace(/package\.json$/, "");
    const { version } = JSON.parse(readFileSync(folder + "package.json", "utf8"));
    return `Layout: ${name} ${version}\n\n${readFileSync(folder + "LICENSE", "utf8")
      .replace(/\r/g, "")
      .trim()}`;
  });
  const text = texts.join("\n\n");
  if (/--/.test(text)) throw new Error("the notice cannot stand in a comment");
  return text;
}

function literal(text) {
  const lines = text.match(new RegExp(`[^]{1,${LINE}}`, "g")) ?? [];
  const escaped = lines.map((line) =>
    JSON.stringify(line).replace(/[\u007f-\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")),
  );
  return lines.length < 2 ? (escaped[0] ?? '""') : `[\n  ${escaped.join(",\n  ")},\n].join("")`;
}

/** A plugin for rollup and vite. */
export function pagePlugin() {
  let parts;
  return {
    name: "alpcx-page",
    resolveId: (id) => (id === MODULE ? "\0" + MODULE : null),
    async load(id) {
      if (id !== "\0" + MODULE) return null;
      parts ??= bundlePage();
      return Object.entries(await parts)
        .map(([name, text]) => `export const ${name} = ${literal(text)};`)
        .join("\n");
    },
  };
}
