/**
 * One object per 64-bit value, as long as anybody holds it.
 *
 * While script code runs entries are held strongly: a WeakRef costs far more than a Map entry, and keeps its target alive
 * until the job ends anyway. Between two runs a table that has grown large lets go of what nobody else holds.
 */

/** Above this number of entries `settle` lets go. */
const LARGE = 262_144;

type Halves<T> = Map<number, Map<number, T>>;

export class InternTable<T extends object> {
  private readonly strong: [Halves<T>, Halves<T>] = [new Map(), new Map()];
  private readonly weak: [Halves<WeakRef<T>>, Halves<WeakRef<T>>] = [new Map(), new Map()];
  private held = 0;
  private weakCount = 0;
  private sweepAt = 2 * LARGE;

  /** `large`: see LARGE; tests make it small. */
  constructor(private readonly large = LARGE) {}

  /** Entries held strongly. */
  get size(): number {
    return this.held;
  }

  get(high: number, low: number, negative: boolean): T | undefined {
    const sign = negative ? 1 : 0;
    const found = this.strong[sign].get(high)?.get(low);
    if (found !== undefined || this.weakCount === 0) return found;
    const revived = this.weak[sign].get(high)?.get(low)?.deref();
    return revived && this.hold(sign, high, low, revived);
  }

  add(high: number, low: number, negative: boolean, value: T): T {
    return this.hold(negative ? 1 : 0, high, low, value);
  }

  /** To be called when no script code is running. */
  settle(): void {
    if (this.held <= this.large) return;
    for (const sign of [0, 1] as const) {
      for (const [high, lows] of this.strong[sign]) {
        const weak = inner(this.weak[sign], high);
        for (const [low, value] of lows) {
          if (weak.get(low)?.deref() === value) continue;
          if (!weak.has(low)) this.weakCount++;
          weak.set(low, new WeakRef(value));
        }
      }
      this.strong[sign].clear();
    }
    this.held = 0;
    if (this.weakCount > this.sweepAt) this.sweep();
  }

  private hold(sign: 0 | 1, high: number, low: number, value: T): T {
    inner(this.strong[sign], high).set(low, value);
    this.held++;
    return value;
  }

  private sweep(): void {
    for (const highs of this.weak) {
      for (const [high, lows] of highs) {
        for (const [low, ref] of lows) {
          if (ref.deref() !== undefined) continue;
          lows.delete(low);
          this.weakCount--;
        }
        if (lows.size === 0) highs.delete(high);
      }
    }
    this.sweepAt = Math.max(2 * LARGE, 2 * this.weakCount);
  }
}

function inner<T>(map: Halves<T>, high: number): Map<number, T> {
  let lows = map.get(high);
  if (lows === undefined) map.set(high, (lows = new Map<number, T>()));
  return lows;
}
