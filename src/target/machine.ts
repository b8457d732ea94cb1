/** What the debugger's own model says of a target beside memory, types and symbols: machine, modules, what is current. */
import type { Address } from "./address";
import { toAddress, toNumber } from "./int64";
import { attempt } from "./windbg";

export type Architecture = "x64" | "x86" | "arm64";

/** The processor by the debugger's abbreviations. Source: real-engine 3 `@$cursession.Attributes`. */
export function architecture(session: Host.Session, pointerSize: 4 | 8): Architecture {
  const machine = attempt(() => session.Attributes.Machine);
  const name = String(attempt(() => machine && (machine as { AbbrevName?: string }).AbbrevName) || "");
  if (pointerSize === 4) return "x86";
  return /arm64|aa64/i.test(name) ? "arm64" : "x64";
}

/** Base and size of the kernel's image; undefined where the debugger does not list it. */
export function kernelModule(session: Host.Session): { base: Address; size: number } | undefined {
  const process = attempt(() => host.currentProcess) || attempt(() => session.Processes.First());
  const modules = attempt(() => process && process.Modules);
  const module =
    attempt(() => modules && modules.getValueAt("nt")) ||
    attempt(() => modules && modules.First((one) => /^nt(oskrnl|krnlmp|krnlpa|krpamp)?(\.exe)?$/i.test(one.Name)));
  const base = toAddress(attempt(() => module && module.BaseAddress));
  const size = toNumber(attempt(() => module && module.Size));
  return base === undefined || base === 0 || size === undefined ? undefined : { base, size };
}

/** Addresses of the `_EPROCESS` and `_ETHREAD` that are current in the debugger, as far as it has them. */
export function currentObjects(): { process: Address | undefined; thread: Address | undefined } {
  return {
    process: objectAddress(attempt(() => host.currentProcess.KernelObject)),
    thread: objectAddress(attempt(() => host.currentThread.KernelObject)),
  };
}

/** Address of a kernel object of the debugger's model. */
function objectAddress(object: Host.NativeObject | undefined): Address | undefined {
  return object && toAddress(attempt(() => object.address) || attempt(() => object.targetLocation.address));
}
