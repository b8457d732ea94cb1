/** This process: its streams, and the files that lie beside the compiled program. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Surroundings } from "./run.js";

// Compiled to build/cli/, two folders below the package's root; the same holds for hosts/cli/.
const ROOT = new URL("../../", import.meta.url);

export function surroundings(): Surroundings {
  const manifest = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as { version: string };
  return {
    output: writer(process.stdout),
    error: writer(process.stderr),
    terminal: {
      input: process.stdin,
      output: process.stdout,
      isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    },
    version: manifest.version,
    script: fileURLToPath(new URL("dist/alpc.js", ROOT)),
    example: fileURLToPath(new URL("examples/deadlock.json.gz", ROOT)),
  };
}

/** Writes until the reader goes away; then the rest is dropped, and the lines still run. */
function writer(stream: NodeJS.WriteStream): (text: string) => void {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isOpen = false;
  });
  return (text) => {
    if (isOpen) stream.write(text);
  };
}
