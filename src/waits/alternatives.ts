/**
 * Lists of threads of which any one is enough. A list that many waits share (the receivers of a port, the threads of a
 * process) is kept once, so that a thousand clients of a pool of a hundred are 1,100 edges and not 100,000.
 */
import { compare, type Address } from "../target/address";
import { isLive, type World } from "./world";

export interface Alternative {
  /** By address, live, each once; never empty. */
  readonly threads: readonly Address[];
  /** Their positions in `World.threads`. */
  readonly indexes: readonly number[];
}

/** What one list is about, to find it again. */
export type AlternativeOf = "thread" | "port" | "process";

export const NOBODY = { number: -1, threads: [] as readonly Address[] } as const;

export class Alternatives {
  readonly all: Alternative[] = [];
  private readonly known = {
    thread: new Map<Address, number>(),
    port: new Map<Address, number>(),
    process: new Map<Address, number>(),
  };

  constructor(private readonly world: World) {}

  /** The list of `subject`, made of `threads` at first use: number and threads; `NOBODY` when none of them is live. */
  of(
    about: AlternativeOf,
    subject: Address,
    threads: readonly Address[],
  ): { readonly number: number; readonly threads: readonly Address[] } {
    const known = this.known[about].get(subject);
    if (known !== undefined) return this.get(known);
    const made = this.add(threads);
    this.known[about].set(subject, made.number);
    return made;
  }

  /** A list that nobody else shares. */
  add(threads: readonly Address[]): { readonly number: number; readonly threads: readonly Address[] } {
    const live = Array.from(new Set(threads)).filter((thread) => isLive(this.world, thread));
    if (live.length === 0) return NOBODY;
    live.sort(compare);
    this.all.push({ threads: live, indexes: live.map((thread) => this.world.indexOf.get(thread) ?? -1) });
    return this.get(this.all.length - 1);
  }

  private get(number: number): { readonly number: number; readonly threads: readonly Address[] } {
    const found = this.all[number];
    return found === undefined ? NOBODY : { number, threads: found.threads };
  }
}
