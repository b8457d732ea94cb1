/** Other names for names: the same name gets the same one, of the same length; what every Windows has stays. */

// Names that say nothing about a machine: directories of the object manager, object types, the kernel's own processes.
const WELL_KNOWN = new Set(
  (
    "rpc control|basenamedobjects|sessions|windows|knowndlls|knowndlls32|device|driver|filesystem|callback|objecttypes|" +
    "security|global??|global|local|session|restricted|nls|arcname|kernelobjects|umdfcommunicationports|systemroot|" +
    "appcontainernamedobjects|bnolinks|dosdevices|registry|machine|user|system32|harddisk|unc|" +
    "system|idle|registry|memory compression|secure system|memcompression|" +
    "alpc port|port|waitableport|process|thread|event|mutant|semaphore|timer|section|key|file|token|job|directory|" +
    "symboliclink|type|iocompletion|tpworkerfactory|irtimer|waitcompletionpacket|etwregistration|desktop|windowstation|" +
    "keyedevent|eventpair|controller|adapter|profile|debugobject|session"
  ).split("|"),
);
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

export class Pseudonyms {
  private readonly given = new Map<string, string>();
  private readonly counts = new Map<number, number>();

  /** How many names were replaced. */
  get count(): number {
    return this.given.size;
  }

  /** A name or a path: each part on its own. */
  of(text: string): string {
    return text
      .split("\\")
      .map((part) => this.part(part))
      .join("\\");
  }

  /** The parts that were replaced, as they are written most of the time, and what stands for them. */
  replaced(): [string, string][] {
    return [...this.given];
  }

  /** Parts of a name that are replaced. */
  static parts(text: string): string[] {
    return text.split("\\").filter((part) => !isKept(part));
  }

  private part(text: string): string {
    if (isKept(text)) return text;
    const key = text.toLowerCase();
    let other = this.given.get(key);
    if (other === undefined) this.given.set(key, (other = this.make(text)));
    return other;
  }

  /** An extension says what kind of thing it is, and stays. */
  private make(text: string): string {
    const extension = /.(\.(?:exe|dll|sys|com|scr|bin))$/i.exec(text)?.[1] ?? "";
    const length = text.length - extension.length;
    const number = this.counts.get(length) ?? 0;
    this.counts.set(length, number + 1);
    return spelled(number, length) + extension;
  }
}

function isKept(part: string): boolean {
  // Drive letters, session numbers and empty parts.
  return part === "" || /^(\d+|[a-z]:|\?\?)$/i.test(part) || WELL_KNOWN.has(part.toLowerCase());
}

/** A number as a word of exactly `length` characters: `n0001`. */
function spelled(number: number, length: number): string {
  if (length === 1) return DIGITS.charAt((10 + number) % DIGITS.length);
  return (
    "n" +
    number
      .toString(36)
      .padStart(length - 1, "0")
      .slice(-(length - 1))
  );
}
