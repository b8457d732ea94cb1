/** Finds what a text names. */
import type { Builder } from "./builder";
import type { Port, Process, Thread, Waitable } from "./model";
import type { Words } from "./words";

export class Names {
  constructor(readonly builder: Builder) {}

  seconds(words: Words): number {
    return words.duration() ?? words.fail("a time such as 12s is missing");
  }

  findThread(name: string, words: Words): Thread {
    return this.builder.threads.get(name) ?? words.fail(`there is no thread ${name}`);
  }

  findProcess(name: string, words: Words): Process {
    return this.builder.processes.find((p) => p.name === name) ?? words.fail(`there is no process ${name}`);
  }

  findPort(name: string, words: Words): Port {
    return this.builder.ports.find((p) => samePort(p, name)) ?? words.fail(`there is no port ${name}`);
  }

  paths(): readonly string[] {
    return this.builder.ports.flatMap((p) => p.path ?? []).sort((a, b) => b.length - a.length);
  }

  mutantState(name: string, words: Words): Waitable {
    if (words.take("owned", "by")) {
      return this.builder.mutant(name, { owner: this.findThread(words.word("a thread"), words) });
    }
    return this.builder.mutant(name, { abandoned: words.take("abandoned") });
  }
}

/** By full path or by its last part; the ends of a connection as `client of c`. */
export function samePort(port: Port, name: string): boolean {
  return port.name === name || port.path === name || port.path?.slice(port.path.lastIndexOf("\\") + 1) === name;
}
