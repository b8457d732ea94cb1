/** A target that notes everything that is asked of it. */
import type { Address } from "../target/address";
import type { Losses } from "../target/losses";
import type { FieldLayout, Target, TargetInfo, TypeLayout } from "../target/target";
import { MemoryBook } from "./memoryBook";
import { UserMemory } from "./userMemory";

export class RecordingTarget implements Target {
  readonly info: TargetInfo;
  readonly losses: Losses;
  readonly memory = new MemoryBook();
  readonly userMemory = new UserMemory();
  /** Symbols that are there. */
  readonly symbols = new Map<string, Address>();
  /** Types that are there, with the members that were asked for and are there. */
  readonly types = new Map<string, Set<string>>();
  private readonly layouts = new Map<string, TypeLayout | undefined>();
  /** Whether a stack that is not known yet is asked for. */
  asksForStacks = true;
  private readonly stacks = new Map<string, readonly string[] | undefined>();

  constructor(private readonly inner: Target) {
    this.info = inner.info;
    this.losses = inner.losses;
  }

  read(address: Address, length: number, process?: unknown): Uint8Array {
    if (process === undefined) {
      const bytes = this.inner.read(address, length);
      this.memory.add(address, bytes);
      return bytes;
    }
    try {
      const bytes = this.inner.read(address, length, process);
      this.userMemory.add(process, address, length, bytes);
      return bytes;
    } catch (error) {
      this.userMemory.add(process, address, length, undefined);
      throw error;
    }
  }

  type(name: string): TypeLayout | undefined {
    if (!this.layouts.has(name)) {
      const found = this.inner.type(name);
      if (found) this.types.set(name, new Set());
      this.layouts.set(name, found && new RecordedType(found, this.types.get(name) as Set<string>));
    }
    return this.layouts.get(name);
  }

  symbol(name: string): Address | undefined {
    const found = this.inner.symbol(name);
    if (found !== undefined) this.symbols.set(name, found);
    return found;
  }

  frames(pid: number, tid: number): readonly string[] | undefined {
    const key = pid + "." + tid;
    if (this.asksForStacks && !this.stacks.has(key)) this.stacks.set(key, this.inner.frames(pid, tid));
    return this.stacks.get(key);
  }

  /** The frames of a thread that were asked for. */
  knownFrames(pid: number, tid: number): readonly string[] | undefined {
    return this.stacks.get(pid + "." + tid);
  }

  userContext(pid: number): unknown {
    return this.inner.userContext(pid);
  }

  typed(type: string, address: Address): unknown {
    this.type(type);
    return this.inner.typed(type, address);
  }

  print(text: string): void {
    this.inner.print(text);
  }
}

class RecordedType implements TypeLayout {
  readonly name: string;
  readonly size: number;

  constructor(
    private readonly inner: TypeLayout,
    private readonly asked: Set<string>,
  ) {
    this.name = inner.name;
    this.size = inner.size;
  }

  field(path: string): FieldLayout | undefined {
    const found = this.inner.field(path);
    if (found) this.asked.add(path);
    return found;
  }
}
