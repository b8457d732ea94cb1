/** The session as dx sees it: names, variables, types. */
import { ModelError, type Value } from "../provider/dataModel.js";
import type { SnapshotBackend } from "./backend.js";
import type { DxEnvironment } from "./dx/environment.js";
import { E_NOTIMPL, SHOWN, type KeyedObject } from "./model/values.js";

export interface DxHost {
  readonly backend: SnapshotBackend;
  print(text: string): void;
  prefersDml(): boolean;
}

// A type or symbol without a module is looked for in the only one there is.
const MODULE = "nt";

export function makeDxEnvironment(host: DxHost): DxEnvironment {
  const { backend } = host;
  const { state } = backend;
  const read = (object: KeyedObject, name: string): Value | undefined => object.key(name)?.get(object);
  return {
    print: (text) => host.print(text),
    root: () => backend.root(),
    variable: (name) =>
      read(state.debuggerVariables, name) ?? state.pseudoRegisters.get(name) ?? read(state.userVariables, name),
    setVariable(name, value) {
      if (state.debuggerVariables.key(name) !== undefined) throw new ModelError("", E_NOTIMPL);
      if (state.pseudoRegisters.set(name, value)) return;
      // Methods are listed here, which elsewhere are hidden.
      state.userVariables.setKey(name, value, value.kind === "method" ? SHOWN : undefined);
    },
    functionAlias(name) {
      const value = read(state.functionAliases, name);
      return value?.kind === "method" ? value : undefined;
    },
    hasModule: (name) => backend.hasModule(name),
    type: (module, name) => backend.type(module ?? MODULE, name),
    symbol: (module, name) => backend.symbol(module ?? MODULE, name),
    createTyped: (address, type) => backend.createTyped(address, type),
    createPointer: (address, type) => backend.createPointer(address, type),
    preferDml: host.prefersDml(),
  };
}
