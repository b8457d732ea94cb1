/**
 * The JavaScript side of WinDbg's JsProvider, over any Backend: the `host` object in its two phases, Int64, native
 * objects, marshalling, registration records, and loading in a bare context.
 */
import type { Backend } from "./backend.js";
import { HostCounters } from "./counters.js";
import type { ProviderOptions } from "./options.js";
import { Script } from "./script.js";
import type { LoadedScript, ScriptProvider } from "./scriptHost.js";

export { HostCounters } from "./counters.js";
export { currentWinDbg, defaultVariants, otherVariants } from "./options.js";
export type { FaultHook, HostCallName, ProviderOptions, Variants } from "./options.js";

/** A provider that also tells what its scripts cost. */
export interface CountingProvider extends ScriptProvider {
  readonly counters: HostCounters;
}

/** A provider whose scripts see the debugger behind `backend`. Every script gets a world of its own. */
export function createProvider(backend: Backend, options: ProviderOptions = {}): CountingProvider {
  const counters = options.counters ?? new HostCounters(false);
  return {
    counters,
    load(path: string, source: string): LoadedScript {
      const script = new Script(backend, path, { ...options, counters });
      script.run(source);
      return script;
    },
  };
}
