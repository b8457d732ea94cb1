/** `host.memory`. A read gives all that was asked for or throws. Source: host-api 1.6. */
import { contextArgument, integerArgument, invalid, isContext, locationArgument } from "./arguments.js";
import { encodeInteger } from "./nativeTypes.js";
import type { World } from "./world.js";

type Size = 1 | 2 | 4 | 8;

/** More than this in one read is a mistake: a length that was read from garbage. */
const READ_LIMIT = 0x4000_0000;

/** Bytes read ahead while looking for the end of a string; never over the end of a page. */
const STRING_CHUNK = 128;
const PAGE = 4096n;

/** The object behind `host.memory`. */
export function makeMemory(world: World): object {
  const { realm, backend, counters, int64 } = world;
  const { Uint8Array: Bytes } = realm.builtins;

  const readBytes = (address: bigint, size: number, context: unknown): Uint8Array => {
    counters.read(address, size, context);
    const found = backend.readMemory(address, size, context);
    return new Bytes(found.length === size ? found : found.subarray(0, size));
  };

  const readMemoryValues = (args: readonly unknown[]): unknown => {
    const [location, countGiven] = args;
    const place = locationArgument(world, location);
    const count = length(world, countGiven);
    const { size, signed, context } = layoutArguments(world, args.slice(2));
    const bytes = count * size;
    if (bytes > READ_LIMIT) throw invalid(`${count} values are too many`);
    world.hostCall("readMemoryValues", place.address, bytes);
    const read = readBytes(place.address, bytes, contextArgument(world, context, place.context));
    return size === 8 ? quads(read, signed) : view(read, size, signed);
  };

  const view = (bytes: Uint8Array, size: 1 | 2 | 4, signed: boolean): object => {
    const { builtins } = realm;
    if (size === 1) return signed ? new builtins.Int8Array(bytes.buffer) : bytes;
    if (size === 2) return new (signed ? builtins.Int16Array : builtins.Uint16Array)(bytes.buffer);
    return new (signed ? builtins.Int32Array : builtins.Uint32Array)(bytes.buffer);
  };

  const quads = (bytes: Uint8Array, signed: boolean): unknown[] => {
    const data = new DataView(bytes.buffer);
    const values = realm.array([]);
    for (let i = 0; i < bytes.length; i += 8) {
      values.push(int64.of(data.getInt32(i + 4, true), data.getInt32(i, true), signed));
    }
    return values;
  };

  const readText = (name: "readString" | "readWideString", unit: 1 | 2, args: readonly unknown[]): string => {
    const place = locationArgument(world, args[0]);
    const contextFirst = isContext(world, args[1]);
    const context = contextArgument(world, contextFirst ? args[1] : args[2], place.context);
    const given = contextFirst ? undefined : args[1];
    const units = given === undefined ? undefined : length(world, given);
    world.hostCall(name, place.address, units);
    if (units === undefined) return untilNul(place.address, unit, context);
    if (units * unit > READ_LIMIT) throw invalid(`${units} characters are too many`);
    return decode(readBytes(place.address, units * unit, context), unit);
  };

  /** Text up to a NUL; throws when memory ends before one. */
  const untilNul = (start: bigint, unit: 1 | 2, context: unknown): string => {
    let text = "";
    for (let address = start; ;) {
      const rest = Number(PAGE - (address % PAGE));
      const size = rest < unit ? unit : Math.min(STRING_CHUNK, rest - (rest % unit));
      const piece = decode(readBytes(address, size, context), unit);
      const end = piece.indexOf("\0");
      if (end >= 0) return text + piece.slice(0, end);
      text += piece;
      if (text.length * unit > READ_LIMIT) throw invalid("the string has no end");
      address += BigInt(size);
    }
  };

  const writeMemoryValues = (args: readonly unknown[]): void => {
    const place = locationArgument(world, args[0]);
    const count = length(world, args[1]);
    const values = args[2] as ArrayLike<unknown> | null | undefined;
    if (typeof values !== "object" || values === null || !(values.length >= count)) {
      throw invalid(`${count} values are expected`);
    }
    const { size, context } = layoutArguments(world, args.slice(3));
    world.hostCall("writeMemoryValues", place.address, count * size);
    const bytes = new Uint8Array(count * size);
    for (let i = 0; i < count; i++) {
      bytes.set(encodeInteger(int64.toBigInt(int64.coerce(values[i])), size), i * size);
    }
    backend.writeMemory(place.address, bytes, contextArgument(world, context, place.context));
  };

  const members: Record<string, (args: readonly unknown[]) => unknown> = {
    readMemoryValues,
    readString: (args) => readText("readString", 1, args),
    readWideString: (args) => readText("readWideString", 2, args),
    writeMemoryValues,
    collectGarbage: () => undefined,
    physicalAddress: () => {
      throw invalid("this host has no physical memory");
    },
  };
  const memory = realm.object();
  for (const [name, call] of Object.entries(members)) {
    memory[name] = realm.function(name, (_self, args) => world.guard(() => call(args)));
  }
  return Object.freeze(memory);
}

/** `([size], [signed], [context])`, where the context may come in the place of any. */
function layoutArguments(world: World, args: readonly unknown[]): { size: Size; signed: boolean; context: unknown } {
  const at = args.findIndex((value) => isContext(world, value));
  const [sizeGiven, signed] = at < 0 ? args : args.slice(0, at);
  const size = sizeGiven === undefined ? 1 : integerArgument(world, sizeGiven, "size");
  if (size !== 1 && size !== 2 && size !== 4 && size !== 8) throw invalid(`a value has no ${size} bytes`);
  if (signed !== undefined && typeof signed !== "boolean") throw invalid("signed must be a boolean");
  return { size, signed: signed ?? false, context: at < 0 ? undefined : args[at] };
}

function length(world: World, value: unknown): number {
  const count = integerArgument(world, value, "the count");
  if (count < 0) throw invalid("the count is negative");
  return count;
}

function decode(bytes: Uint8Array, unit: 1 | 2): string {
  let text = "";
  for (let i = 0; i + unit <= bytes.length; i += unit) {
    text += String.fromCharCode(unit === 1 ? (bytes[i] ?? 0) : (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8));
  }
  return text;
}
