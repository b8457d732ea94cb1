import typescript from "@rollup/plugin-typescript";
import { readFileSync } from "node:fs";
import { galleryPlugin } from "./src/frontEnd/gallery/bundle.mjs";
import { pagePlugin } from "./page/bundle.mjs";

const header = readFileSync(new URL("./src/frontEnd/header.txt", import.meta.url), "utf8");
const footer = readFileSync(new URL("./src/frontEnd/footer.txt", import.meta.url), "utf8");
const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));

// Old WinDbg reads a script byte by byte as ANSI: everything that is not ASCII becomes an escape.
const ascii = {
  name: "ascii",
  renderChunk: (code) => code.replace(/[^\x00-\x7f]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")),
};

export default {
  input: "src/index.ts",
  output: {
    file: "dist/alpc.js",
    format: "iife",
    name: "__alpcx",
    strict: false,
    banner: header.trimEnd(),
    footer: footer.trimEnd(),
    // The header must be the very first bytes: the debugger reads it as a command file.
    intro: '"use strict";',
    generatedCode: { constBindings: true },
  },
  onwarn(warning) {
    // The model's objects lead to each other: a port to its process, a process to its ports.
    if (warning.code === "CIRCULAR_DEPENDENCY" && warning.ids.every((id) => /src.(model|alpc|waits)./.test(id))) return;
    throw new Error(warning.message);
  },
  plugins: [
    pagePlugin(),
    typescript({ tsconfig: "src/tsconfig.json", noEmit: false, declaration: false, sourceMap: false }),
    ascii,
    galleryPlugin(version),
  ],
};
