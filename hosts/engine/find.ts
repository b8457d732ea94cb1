/** Where the engine's DLLs, the bridge and Wine are, or exactly what to install. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BridgeCommand } from "./pipes.js";

export const PACKAGE = "Microsoft.Debugging.Platform.DbgEng";
const DLLS = ["dbgeng.dll", "dbghelp.dll", "dbgmodel.dll", "dbgcore.dll", "msdia140.dll"];

export interface EnginePlace {
  readonly ready: true;
  readonly command: BridgeCommand;
  /** Whether the engine runs under Wine, and so sees this system's files below `Z:`. */
  readonly underWine: boolean;
}

export interface EngineMissing {
  readonly ready: false;
  readonly problem: string;
}

export interface Wanted {
  readonly enginePath?: string | undefined;
  readonly wine?: string | undefined;
}

/** Where this program keeps what it builds; outside of version control. */
export function cacheFolder(): string {
  const given = process.env["ALPCX_CACHE"];
  if (given) return resolve(given);
  // hosts/engine in the sources, build/engine when installed.
  const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");
  // An installed package may be read-only, and one that npx fetched is gone soon.
  if (basename(dirname(root)) === "node_modules") return join(userCache(), "alpcx", "engine");
  return join(root, ".cache", "engine");
}

function userCache(): string {
  if (process.platform === "win32") return process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  return process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
}

/** The compiled bridge (it may not exist). */
export function bridgePath(): string {
  return process.env["ALPCX_BRIDGE"] ?? join(cacheFolder(), "alpcx-bridge.exe");
}

/** The newest engine package below the NuGet cache, or undefined. */
export function packageFolder(): string | undefined {
  const cache = process.env["NUGET_PACKAGES"] ?? join(homedir(), ".nuget", "packages");
  const folder = join(cache, PACKAGE.toLowerCase());
  if (!existsSync(folder)) return undefined;
  const numbers = (version: string): number[] => version.split(".").map(Number);
  const versions = readdirSync(folder).filter((name) => /^\d+(\.\d+)*$/.test(name));
  versions.sort((a, b) => {
    const [x, y] = [numbers(a), numbers(b)];
    for (let i = 0; i < Math.max(x.length, y.length); i++) {
      const difference = (x[i] ?? 0) - (y[i] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const newest = versions.at(-1);
  return newest === undefined ? undefined : join(folder, newest);
}

/** The folder of dbgeng.dll: as asked, ALPCX_ENGINE, or the NuGet cache. */
export function engineFolder(given?: string): string | undefined {
  const asked = given ?? process.env["ALPCX_ENGINE"];
  if (asked) return existsSync(join(asked, "dbgeng.dll")) ? resolve(asked) : undefined;
  const nuget = packageFolder();
  const folder = nuget && join(nuget, "content", "amd64");
  return folder && existsSync(join(folder, "dbgeng.dll")) ? folder : undefined;
}

export function findProgram(name: string): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter))
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (folder && existsSync(path)) return path;
    }
  return undefined;
}

/** Wine's 64-bit loader: Debian puts it where PATH does not look, and its `wine` asks for 32-bit parts first. */
export function findWine(given?: string): string | undefined {
  if (given) return existsSync(given) ? given : findProgram(given);
  const known = ["/usr/lib/wine/wine64", "/opt/wine-stable/bin/wine64", "/opt/wine-stable/bin/wine"];
  return known.find((path) => existsSync(path)) ?? findProgram("wine64") ?? findProgram("wine");
}

export const HOW_TO = {
  wine: "Wine is not installed: `apt install wine64 wine` (Debian, Ubuntu), or name it with --wine",
  compiler:
    "there is no C++ compiler for Windows programs: `apt install g++-mingw-w64-x86-64` (Debian, Ubuntu), or on Windows " +
    "Visual Studio's `cl` in a Developer Command Prompt",
  bridge: "the bridge, a small program between Node.js and the engine, is not built yet; `alpcx --dump` builds it",
  engine:
    `Microsoft's debugger engine is not installed: the NuGet package ${PACKAGE}. With the .NET SDK: ` +
    `\`dotnet new classlib -o engine && dotnet add engine package ${PACKAGE}\` restores it into ~/.nuget/packages; ` +
    "or unzip the package and set ALPCX_ENGINE to its content/amd64 folder",
} as const;

/** Everything that is needed to start, or all that is missing, in words. */
export function findEngine(wanted: Wanted = {}): EnginePlace | EngineMissing {
  const windows = process.platform === "win32";
  const folder = engineFolder(wanted.enginePath);
  const bridge = bridgePath();
  const wine = windows ? undefined : findWine(wanted.wine);
  const asked = wanted.enginePath ?? process.env["ALPCX_ENGINE"];
  const missing: string[] = [];
  if (!folder) missing.push(asked ? `there is no dbgeng.dll in ${asked}` : HOW_TO.engine);
  if (!existsSync(bridge)) missing.push(HOW_TO.bridge);
  if (!windows && !wine) missing.push(HOW_TO.wine);
  if (folder === undefined || missing.length > 0)
    return { ready: false, problem: ["The debugger engine cannot be used:", ...missing].join("\n  ") };
  if (!wine) return { ready: true, underWine: false, command: { file: bridge, args: [folder], env: process.env } };
  return {
    ready: true,
    underWine: true,
    command: { file: wine, args: [bridge, toWine(folder)], env: wineEnvironment() },
  };
}

/** Wine with a configuration of its own, silent, and with Microsoft's DLLs in place of its substitutes. */
function wineEnvironment(): NodeJS.ProcessEnv {
  const native = DLLS.map((dll) => dll.replace(/\.dll$/, "")).join(",");
  return {
    ...process.env,
    WINEPREFIX: process.env["ALPCX_WINEPREFIX"] ?? join(cacheFolder(), "wine"),
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: `${native}=n;mscoree,mshtml,winemenubuilder.exe=`,
  };
}

function toWine(path: string): string {
  return `Z:${resolve(path).replaceAll("/", "\\")}`;
}

/** A path, or a symbol path of several parts, as the engine wants it. */
export function enginePath(path: string, place: { readonly underWine: boolean }): string {
  if (!place.underWine || path === "") return path;
  return path
    .split(";")
    .map((part) => part.split("*").map(wineSegment).join("*"))
    .join(";");
}

function wineSegment(segment: string): string {
  const isPath = segment !== "" && !/^(srv|cache|symsrv|symsrv\.dll)$/i.test(segment) && !/^[a-z]+:/i.test(segment);
  return isPath && !segment.startsWith("\\\\") ? toWine(segment) : segment;
}
