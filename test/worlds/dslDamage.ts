/** What is done to the memory when the machine stands. */
import type { Names } from "./dslNames";
import { samePort } from "./dslNames";
import type { Words } from "./words";

/** What `set` and `damage` need of the finished world. */
export interface Edits {
  set(what: string, name: string, path: string, value: bigint): void;
  unreadable(what: string, name: string): void;
  garbage(what: string, name: string): void;
  cut(list: string, what: string, name: string, after: number, target: bigint): void;
  loop(list: string, what: string, name: string): void;
}

export type Afterwards = (world: Edits) => void;

const KINDS = "process thread port message connection queue mutant event semaphore resource".split(" ");

export class Damage {
  /** In the order of the text. */
  readonly afterwards: Afterwards[] = [];

  constructor(private readonly names: Names) {}

  readSet(words: Words): void {
    const kind = this.kind(words);
    const name = words.reference("a name");
    const path = words.word("a field path");
    words.expect("=");
    const text = words.word("a value");
    const value = /^-?(0x)?[\da-f]+$/i.test(text) ? () => BigInt(text) : () => this.addressOf(text, words);
    this.afterwards.push((world) => world.set(kind, name, path, value()));
  }

  readDamage(words: Words): void {
    if (words.take("unreadable")) {
      const kind = this.kind(words);
      const name = words.reference("a name");
      this.afterwards.push((world) => world.unreadable(kind, name));
    } else if (words.take("garbage")) {
      const kind = this.kind(words);
      const name = words.reference("a name");
      this.afterwards.push((world) => world.garbage(kind, name));
    } else if (words.take("loop")) {
      const list = words.word("a list");
      words.expect("of");
      const kind = this.kind(words);
      const name = words.reference("a name");
      this.afterwards.push((world) => world.loop(list, kind, name));
    } else if (words.take("cut")) {
      const list = words.word("a list");
      words.expect("of");
      const kind = this.kind(words);
      const name = words.reference("a name");
      const after = words.take("after") ? words.number("a number of entries") : 0;
      const target = words.take("to") ? words.address("an address") : 0n;
      this.afterwards.push((world) => world.cut(list, kind, name, after, target));
    } else words.fail("there is no such damage");
  }

  private kind(words: Words): string {
    const kind = words.word("a kind of object");
    if (!KINDS.includes(kind)) words.fail(`${kind} is none of ${KINDS.join(", ")}`);
    return kind;
  }

  private addressOf(name: string, words: Words): bigint {
    const { builder } = this.names;
    const found =
      builder.threads.get(name)?.address ??
      builder.processes.find((p) => p.name === name)?.address ??
      builder.ports.find((p) => samePort(p, name))?.address;
    return found ?? words.fail(`there is no ${name}`);
  }
}
