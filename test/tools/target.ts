/** A Target directly over the memory of a machine under construction: for decoders, without a debugger in between. */
import { fromHex, hex, type Address } from "../../src/target/address";
import { Losses } from "../../src/target/losses";
import { ReadError, type FieldLayout, type Target, type TypeLayout } from "../../src/target/target";
import { Kernel } from "../../src/nt/kernel";
import type { Kernel as Machine } from "../worlds/kernel";

export const address = (value: bigint): Address => fromHex(value.toString(16)) as Address;
export const big = (value: Address): bigint => BigInt(hex(value));

/** A look at the machine; `reads` counts what was read of it. */
export function lookAt(machine: Machine): { readonly kernel: Kernel; readonly reads: { count: number } } {
  const reads = { count: 0 };
  const target: Target = {
    info: { pointerSize: machine.pointer, isKernel: true, isLive: false },
    losses: new Losses(machine.pointer),
    read(at: Address, length: number): Uint8Array {
      reads.count++;
      try {
        return machine.memory.readBytes(big(at), length);
      } catch (error) {
        throw new ReadError(at, (error as Error).message);
      }
    },
    type: (name) => typeOf(machine, name),
    symbol(name) {
      const known = machine.symbols.get(name);
      return known === undefined ? undefined : address(known);
    },
    frames: () => undefined,
    userContext: () => undefined,
    typed: () => undefined,
    print: () => undefined,
  };
  return { kernel: new Kernel(target), reads };
}

function typeOf(machine: Machine, name: string): TypeLayout | undefined {
  if (!machine.structs.has(name)) return undefined;
  return {
    name,
    size: machine.structs.size(name),
    field(path): FieldLayout | undefined {
      const field = machine.structs.find(name, path);
      if (!field) return undefined;
      const bits =
        field.bitPos === undefined || field.bitLen === undefined
          ? {}
          : { bitPosition: field.bitPos, bitLength: field.bitLen };
      return { offset: field.offset, size: field.size, isSigned: /^(long|short|char|int)/.test(field.type), ...bits };
    },
  };
}
