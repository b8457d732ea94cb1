/** What the objects of the `Debugger.*` model need of the session they belong to. */
import type { Intrinsic, ModelObject, NativeType } from "../../provider/dataModel.js";
import type { Snapshot, SnapshotProcess, SnapshotThread } from "../format.js";

export interface ModelWorld {
  readonly snapshot: Snapshot;
  readonly isKernel: boolean;
  /** Text behind `Debugger.Sessions.First()`, such as `64-bit Kernel snapshot: deadlock.json.gz`. */
  readonly title: string;
  readonly file: string;
  namedModel(name: string): ModelObject;
  type(name: string): NativeType | undefined;
  typed(address: bigint, type: NativeType, models?: readonly ModelObject[]): ModelObject;
  pointer(address: bigint, type: NativeType): ModelObject;
  /** A number that lies nowhere. */
  number(value: Intrinsic, type: NativeType): ModelObject;
  readMemory(address: bigint, size: number): Uint8Array;
  /** The object of type `typeName` at `address`, or a `void *` with that value where the type is unknown. */
  kernelObject(address: string, typeName: string): ModelObject;
}

/** The threads and processes of a session by address, made when first asked for. */
export interface Inhabitants {
  readonly threads: Map<bigint, () => ModelObject>;
  switchTo(process: SnapshotProcess, thread?: SnapshotThread): void;
}
