/** What the parts of one loaded script share. `Script` in script.ts makes it. */
import type { Backend, Undo } from "./backend.js";
import type { HostCounters } from "./counters.js";
import type { Errors } from "./errors.js";
import type { Int64Space } from "./int64.js";
import type { Locations } from "./location.js";
import type { Marshaller } from "./marshal.js";
import type { MetadataStore } from "./metadata.js";
import type { FaultHook, HostCallName, Variants } from "./options.js";
import type { Realm } from "./realm.js";

/** The API version the script asked for; 1.0 when it did not. */
export class ApiVersion {
  major = 1;
  minor = 0;

  atLeast(minor: number): boolean {
    return this.major > 1 || this.minor >= minor;
  }
}

export abstract class World {
  abstract readonly path: string;
  abstract readonly name: string;
  abstract readonly backend: Backend;
  abstract readonly realm: Realm;
  abstract readonly variants: Variants;
  abstract readonly counters: HostCounters;
  abstract readonly errors: Errors;
  abstract readonly int64: Int64Space;
  abstract readonly metadata: MetadataStore;
  abstract readonly locations: Locations;
  abstract readonly marshal: Marshaller;
  /** `host.typeSystem`. */
  abstract readonly typeSystem: object;
  protected abstract readonly faults: FaultHook | undefined;

  readonly api = new ApiVersion();
  /** Set by `new host.allowOutsidePropertyWrites(true)`. */
  outsideWrites = false;
  /** `host.diagnostics.logUnhandledExceptions`. */
  logUnhandledExceptions = false;
  /** 2 once initializeScript has returned. */
  phase: 1 | 2 = 1;
  /** What `register...` calls did, by what they registered. */
  readonly imperative = new Map<string, Undo[]>();
  /** The script itself asks for a name beginning with `__`, by way of the debugger. */
  asksItself = false;
  private depth = 0;

  /** Counts a host call and gives the fault hook its chance. */
  hostCall(name: HostCallName, ...args: readonly unknown[]): void {
    this.counters.called(name);
    this.faults?.(name, args);
  }

  /** Runs host code for the script: whatever it throws arrives as an exception of the script's world. */
  guard<T>(call: () => T): T {
    try {
      return call();
    } catch (thrown) {
      throw this.errors.toScript(thrown);
    }
  }

  /** Runs script code for the debugger: whatever it throws arrives as a ModelError. */
  enter<T>(call: () => T): T {
    this.depth++;
    this.counters.getterCalls++;
    try {
      return call();
    } catch (thrown) {
      const error = this.errors.toModel(thrown);
      if (this.logUnhandledExceptions && this.depth === 1) this.backend.print(`${error.message}\n`);
      throw error;
    } finally {
      if (--this.depth === 0) this.int64.settle();
    }
  }
}
