/** What `vertarget` prints about the target. Measured on the engine; scripts take the version from the first line. */
import type { Snapshot } from "../format.js";

/** Names from which build on, as far as tried; the engine knows no Windows 11. */
const NAMES: readonly (readonly [build: number, name: string])[] = [
  [10240, "Windows 10"],
  [9431, "Windows 8.1"],
  [8250, "Windows 8"],
  [7000, "Windows 7"],
  [6001, "Windows Server 2008/Windows Vista"],
  [6000, "Windows Vista"],
  [3790, "Windows Server 2003"],
  [2600, "Windows XP"],
];

const MACHINES: Readonly<Record<string, string>> = { x86: "x86 compatible", x64: "x64", arm64: "ARM 64-bit (AArch64)" };

/** Lines about a kernel; of a user-mode target a snapshot says nothing but its build. */
export function describeTarget({ target, modules = [] }: Pick<Snapshot, "target" | "modules">): string[] {
  const build = buildNumber(target.build);
  const name = NAMES.find(([first]) => build >= first)?.[1] ?? "Windows";
  const mode = target.kind === "kernel" ? "Kernel " : "";
  const lines = [`${name} ${mode}Version ${build} UP Free ${MACHINES[target.arch] ?? target.arch}`];
  const base = modules.find((module) => module.name.toLowerCase() === "nt")?.base;
  if (base !== undefined) lines.push(`Kernel base = ${withBackquote(BigInt(base), target.pointerSize)}`);
  return lines;
}

/** `10.0.19041.1706` is build 19041, `7601` is itself; 0 when there is no number. */
function buildNumber(text: string): number {
  const parts = text.split(".").map((part) => Number.parseInt(part, 10));
  return (parts.length > 2 ? parts[2] : parts[0]) || 0;
}

function withBackquote(address: bigint, pointerSize: 4 | 8): string {
  const digits = address.toString(16).padStart(2 * pointerSize, "0");
  return pointerSize === 4 ? `0x${digits}` : `0x${digits.slice(0, 8)}\`${digits.slice(8)}`;
}
