/** Time on the machine: ticks since boot, the period, the system time. */

/** 2023-06-14 09:30:00 UTC in 100 ns units since 1601. */
const NOW = 133312086000000000n;

export class Clock {
  /** Ticks since boot. */
  ticks: number;
  /** 100 ns units per tick: nt!KeMaximumIncrement. */
  increment = 156250;
  readonly systemTime = NOW;

  constructor() {
    // 3 h 25 min
    this.ticks = Math.round((12300 * 1e7) / this.increment);
  }

  /** Seconds since boot. */
  get uptime(): number {
    return (this.ticks * this.increment) / 1e7;
  }

  /** Ticks in a number of seconds, rounded. */
  ticksIn(seconds: number): number {
    return Math.round((seconds * 1e7) / this.increment);
  }

  /** The system time so many seconds ago. */
  ago(seconds: number): bigint {
    return this.systemTime - BigInt(Math.round(seconds * 1e7));
  }
}
