/** What a look could not read: so that a command which shows less says so, whatever it was asked for. */
import { isKernel, isNull, type Address } from "./address";

/** What is not known, where it lies, and why in the debugger's words. */
export interface Loss {
  readonly what: string;
  /** Absent for what has no place: a type or symbol that is not there. */
  readonly address?: Address;
  readonly why: string;
}

/** More than anybody reads; the rest is counted. */
const MOST = 1000;

/** Losses in the order in which they were met, each once. */
export class Losses {
  private readonly known = new Set<string>();
  private readonly noted: Loss[] = [];
  private further = 0;

  constructor(private readonly pointerSize: 4 | 8) {}

  get list(): readonly Loss[] {
    return this.noted;
  }

  /** How many there are beyond the list. */
  get more(): number {
    return this.further;
  }

  /** Notes a failed read of kernel memory. Addresses that cannot be kernel memory are not noted: nothing lies there. */
  unreadable(what: string, address: Address, why: string): void {
    if (isKernel(address, this.pointerSize)) this.add(what + " " + address, { what, address, why });
  }

  /** Notes what symbols or types do not give. */
  unknown(what: string, why: string): void {
    this.add(what, { what, why });
  }

  /** Notes a loss that somebody else has put into words. */
  gap(what: string, address: Address, why: string): void {
    if (isNull(address)) this.unknown(what, why);
    else this.unreadable(what, address, why);
  }

  private add(key: string, loss: Loss): void {
    if (this.known.has(key)) return;
    if (this.noted.length >= MOST) {
      this.further++;
      return;
    }
    this.known.add(key);
    this.noted.push(loss);
  }
}
