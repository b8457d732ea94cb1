/** What an expression and its display need of the debugger around them. */
import type { SymbolInfo } from "../../provider/backend.js";
import type { Method, ModelObject, NativeType, Value } from "../../provider/dataModel.js";

export interface DxEnvironment {
  /** One or more whole lines of output. */
  print(text: string): void;
  /** The namespace whose keys are the unqualified names: `Debugger`. */
  root(): ModelObject;
  /** `@$name`, and `@name` for registers; both come without their prefix. */
  variable(name: string): Value | undefined;
  setVariable(name: string, value: Value): void;
  /** `@$name` when there is no variable of that name. */
  functionAlias(name: string): Method | undefined;
  hasModule(name: string): boolean;
  type(module: string | undefined, name: string): NativeType | undefined;
  symbol(module: string | undefined, name: string): SymbolInfo | undefined;
  createTyped(address: bigint, type: NativeType): ModelObject;
  /** `type` is the pointer type; it may be one that dx made for a basic C type. */
  createPointer(address: bigint, type: NativeType): ModelObject;
  /** `.prefer_dml`: changes how the first line is padded. */
  readonly preferDml: boolean;
}
