/** Time on the target: how long a thread has waited, how old a process is. */
import { add, fromParts, type Address } from "../target/address";
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

  constructor(kernel: Kernel) {
    const shared = kernel.pointerSize === 8 ? SHARED_64 : SHARED_32;
    const symbol = kernel.target.symbol("KeTickCount");
    const ticks = symbol === undefined ? undefined : dword(kernel, symbol);
    this.ticks = ticks === undefined ? dword(kernel, add(shared, TICK_COUNT)) : ticks;
    const increment = kernel.target.symbol("KeMaximumIncrement");
    const units = increment === undefined ? undefined : dword(kernel, increment);
    this.period = units ? units * UNIT : undefined;
    const time = kernel.bytes(add(shared, SYSTEM_TIME), 8);
    this.systemTime = time instanceof Gap ? undefined : uint32In(time, 0) + uint32In(time, 4) * 4294967296;
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

function dword(kernel: Kernel, address: Address): number | undefined {
  const bytes = kernel.bytes(address, 4);
  return bytes instanceof Gap ? undefined : uint32In(bytes, 0);
}
