/** `Debugger.Utility.Collections`: walking `_LIST_ENTRY` lists. Words of refusals: measured on the engine. */
import {
  ModelError,
  type ModelObject,
  type NativeField,
  type NativeType,
  type Value,
} from "../../provider/dataModel.js";
import { E_INVALIDARG, KeyedObject, method, SHOWN, textOf } from "./values.js";
import type { ModelWorld } from "./world.js";

const HELP =
  "FromListEntry(ListEntry, [<ModuleName | ModuleObject>], TypeName, FieldExpression) - Method which converts a " +
  "LIST_ENTRY specified by the 'ListEntry' parameter of types whose name is specified by the string 'TypeName' and " +
  "whose embedded links within that type are accessed via an expression specified by the string 'FieldExpression' " +
  "into a collection object.  If an optional module name or object is specified, the type name is looked up in the " +
  "context of such module";

export function makeCollections(world: ModelWorld, print: (line: string) => void): ModelObject {
  const fromListEntry = method((args) => {
    if (args.length < 3 || args.length > 4) {
      throw new ModelError("Incorrect number of arguments to method 'FromListEntry'", E_INVALIDARG);
    }
    const head = headOf(args[0]);
    if (head === undefined) {
      throw new ModelError("First argument to 'FromListEntry' must be a LIST_ENTRY object", E_INVALIDARG);
    }
    const typeName = textOf(args.at(-2));
    const path = textOf(args.at(-1));
    if (typeName === undefined || path === undefined) {
      throw new ModelError("Invalid argument passed to method 'FromListEntry'", E_INVALIDARG);
    }
    const type = world.type(typeName);
    if (type === undefined) throw new ModelError("Unable to find specified type", E_INVALIDARG);
    const offset = offsetOf(type, path);
    return makeList(world, head, type, offset, print);
  }, HELP);
  return new KeyedObject().with("FromListEntry", fromListEntry, { ...fromListEntry.metadata, ...SHOWN });
}

function makeList(
  world: ModelWorld,
  head: bigint,
  type: NativeType,
  offset: number,
  print: (line: string) => void,
): ModelObject {
  return new KeyedObject({
    dimensionality: () => 0,
    *iterate() {
      for (const link of links(world, head, print)) {
        yield { value: world.typed(link - BigInt(offset), type), indices: [] };
      }
    },
  });
}

function readable(read: () => bigint): bigint | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

/** The links of a list up to its head. Both directions are compared. Source: kernel-dump "The process and thread model". */
function* links(world: ModelWorld, head: bigint, print: (line: string) => void): Generator<bigint> {
  const size = world.snapshot.target.pointerSize;
  const pointer = (address: bigint): bigint => {
    const bytes = world.readMemory(address, size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, size);
    return size === 8 ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true));
  };
  let previous = head;
  let link = pointer(head);
  while (link !== head) {
    if (link === 0n) return;
    const back = readable(() => pointer(link + BigInt(size)));
    if (back === undefined) {
      // An entry that is not there is the last one, and given all the same. Measured on the engine.
      yield link;
      return;
    }
    if (back !== previous) {
      const hex = (address: bigint): string => `0x${address.toString(16)}`;
      print(
        `WARNING: corrupted linked list found. Previous (_LIST_ENTRY*) ${hex(previous)}, current (_LIST_ENTRY*) ${hex(link)}\n`,
      );
      return;
    }
    yield link;
    previous = link;
    link = pointer(link);
  }
}

function headOf(value: Value | undefined): bigint | undefined {
  const native = value?.kind === "object" ? value.native : undefined;
  return native?.type.name === "_LIST_ENTRY" ? native.address : undefined;
}

/** Offset of `Tcb.ThreadListEntry` and the like. */
function offsetOf(type: NativeType, path: string): number {
  let offset = 0;
  let inner: NativeType = type;
  for (const name of path.split(".")) {
    const field: NativeField | undefined = inner.field(name);
    if (field === undefined) throw new ModelError(`Unable to bind name '${name}'`);
    offset += field.offset;
    inner = field.type;
  }
  return offset;
}
