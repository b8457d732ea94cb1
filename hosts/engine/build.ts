/** Compiles the bridge, the one part that cannot be shipped: its sources are here, its headers in the engine's package. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bridgePath, engineFolder, findProgram, HOW_TO } from "./find.js";

/** What came of a build: the program, newly made or as it was; or why there is none, in words. */
export type Built = { readonly path: string; readonly isNew: boolean } | { readonly problem: string };

interface Compiler {
  readonly program: string;
  readonly args: readonly string[];
}

/** The folder of the C++ sources; the same in the repository and in the package. */
const SOURCES = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..", "hosts", "engine", "bridge");

/** Compiles the bridge where it is missing or older than its sources. `before` is told before the compiler starts. */
export function buildBridge(enginePath?: string, before: (path: string) => void = () => undefined): Built {
  const engine = engineFolder(enginePath);
  if (!engine) return { problem: HOW_TO.engine };
  // The headers lie beside the DLLs in the package: content/amd64 and build/native/inc.
  const headers = resolve(engine, "..", "..", "build", "native", "inc");
  if (!existsSync(join(headers, "dbgmodel.h")))
    return {
      problem: `there is no dbgmodel.h in ${headers}: the bridge is compiled with the headers of the NuGet package`,
    };
  const target = bridgePath();
  const files = readdirSync(SOURCES).filter((name) => name.endsWith(".cpp"));
  // Under a name of its own until it is whole: two builds at once do no harm.
  const fresh = `${target}.${String(process.pid)}.exe`;
  const command = compiler(headers, files, fresh);
  if (!command) return { problem: HOW_TO.compiler };
  const mark = `${target}.sha256`;
  const wanted = fingerprint(command.program, headers);
  if (existsSync(target) && existsSync(mark) && readFileSync(mark, "utf8") === wanted)
    return { path: target, isNew: false };
  try {
    mkdirSync(dirname(target), { recursive: true });
    before(target);
    const made = spawnSync(command.program, command.args, { cwd: dirname(target), encoding: "utf8" });
    if (made.status !== 0) {
      rmSync(fresh, { force: true });
      return { problem: `${command.program} cannot compile the bridge: ${(made.stderr + made.stdout).trim()}` };
    }
    renameSync(fresh, target);
    writeFileSync(mark, wanted);
  } catch (error) {
    return { problem: `the bridge cannot be written: ${error instanceof Error ? error.message : String(error)}` };
  }
  return { path: target, isNew: true };
}

/** Compiler and its arguments, or undefined. Under Windows `cl` needs a Developer Command Prompt. */
function compiler(headers: string, names: readonly string[], target: string): Compiler | undefined {
  const windows = process.platform === "win32";
  const files = names.map((name) => join(SOURCES, name));
  const cl = windows ? findProgram("cl") : undefined;
  if (cl) {
    const options = ["/nologo", "/std:c++17", "/EHsc", "/O2", "/W3", "/utf-8", `/I${headers}`];
    const link = [`/Fe:${target}`, "/link", "/SUBSYSTEM:CONSOLE", "ole32.lib", "oleaut32.lib", "user32.lib"];
    return { program: cl, args: [...options, ...files, ...link] };
  }
  const gcc = findProgram("x86_64-w64-mingw32-g++") ?? (windows ? findProgram("g++") : undefined);
  if (!gcc) return undefined;
  const options = ["-std=c++17", "-O2", "-Wall", "-Wextra", "-Wno-unknown-pragmas", "-municode", "-static"];
  const link = ["-o", target, "-lole32", "-loleaut32", "-luuid"];
  return { program: gcc, args: [...options, "-isystem", headers, ...files, ...link] };
}

/** What the compiled bridge was made of; it is built again only when that changes. */
function fingerprint(program: string, headers: string): string {
  const hash = createHash("sha256").update(JSON.stringify([program, headers]));
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(join(SOURCES, name)));
  return hash.digest("hex");
}
