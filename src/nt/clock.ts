/** Time on the target: how long a thread has waited, how old a process is. */
import { add, fromParts, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { uint32In, type Kernel } from "./kernel";

/** KUSER_SHARED_DATA in the kernel's half. Its place and the two offsets are documented and the same on every build. */
const SHARED_64 = fromParts(0, 0xfffff780);
const SHARED_32 = fromParts(0xffdf0000, 0);
const TICK_COUNT = 0x320;
const SYSTEM_TIME = 0x14;
/** Seconds per unit of 100 ns. */
const UNIT = 1e-7;

export class Clock {
  /** Ticks since boot, modulo 2^32; undefined when the target does not tell. */
  readonly ticks: number | undefined;
  /** Seconds per tick; undefined without `nt!KeMaximumIncrement`. Never assumed: 15.600 and 15.625 ms both occur. */
  readonly period: number | undefined;
  /** 100 ns units since 1601. */
  readonly systemTime: number | undefined;
  /** What of it cannot be told, and why. */
  readonly gaps: readonly Gap[];

  constructor(kernel: Kernel) {
    const shared = kernel.pointerSize === 8 ? SHARED_64 : SHARED_32;
    const symbol = kernel.target.symbol("KeTickCount");
    const own = symbol === undefined ? undefined : dword(kernel, symbol);
    const ticks = own === undefined || own instanceof Gap ? dword(kernel, add(shared, TICK_COUNT)) : own;
    const increment = kernel.target.symbol("KeMaximumIncrement");
    const units =
      increment === undefined ? new Gap(NULL, "nt!KeMaximumIncrement is missing") : dword(kernel, increment);
    const period = units === 0 ? new Gap(increment || NULL, "nt!KeMaximumIncrement is 0") : units;
    const at = add(shared, SYSTEM_TIME);
    const time = kernel.once("clock", at, () => kernel.bytes(at, 8));
    this.ticks = known(ticks);
    this.period = period instanceof Gap ? undefined : period * UNIT;
    this.systemTime = time instanceof Gap ? undefined : uint32In(time, 0) + uint32In(time, 4) * 4294967296;
    this.gaps = [ticks, period, time].filter((each): each is Gap => each instanceof Gap);
    for (const gap of this.gaps) kernel.target.losses.gap("clock", gap.address, gap.why);
  }

  /** Ticks since `start`, a tick count of 32 bits. */
  ticksSince(start: number | undefined): number | undefined {
    return this.ticks === undefined || start === undefined ? undefined : (this.ticks - start) >>> 0;
  }

  /** Seconds since a tick count; undefined without a clock period. */
  secondsSince(start: number | undefined): number | undefined {
    const ticks = this.ticksSince(start);
    return ticks === undefined || this.period === undefined ? undefined : ticks * this.period;
  }

  /** Seconds since a system time; undefined when it is not set or lies in the future. */
  age(time: number | undefined): number | undefined {
    if (!time || this.systemTime === undefined || time > this.systemTime) return undefined;
    return (this.systemTime - time) * UNIT;
  }
}

function dword(kernel: Kernel, address: Address): number | Gap {
  // One look has one time, whoever asks.
  const bytes = kernel.once("clock", address, () => kernel.bytes(address, 4));
  return bytes instanceof Gap ? bytes : uint32In(bytes, 0);
}

function known(value: number | Gap): number | undefined {
  return value instanceof Gap ? undefined : value;
}
