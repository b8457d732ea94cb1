/** Target over `host`: the only code that calls the debugger for memory, types and symbols. */
import { fromParts, highPart, lowPart, type Address } from "./address";
import { toAddress, toInt64, toNumber } from "./int64";
import { Losses } from "./losses";
import { ReadError, type FieldLayout, type Target, type TargetInfo, type TypeLayout } from "./target";

const NT = "nt";

const NO_REASON = "the debugger gave no reason";

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  try {
    const text = String((error as Error | undefined)?.message || error);
    // Some calls of the debugger fail with nothing at all.
    return /^(undefined|null|)$|^\[object /.test(text) ? NO_REASON : text;
  } catch (unprintable) {
    return NO_REASON;
  }
}

/** What a host call gives, or undefined where it fails: for members that a debugger may or may not have. */
export function attempt<T>(get: () => T): T | undefined {
  try {
    const value = get();
    return value === null ? undefined : value;
  } catch (error) {
    return undefined;
  }
}

/** The kind of the current session's target. Whatever the host does not say counts as the harmless answer. */
export function targetInfo(session: Host.Session | undefined): TargetInfo {
  const target = attempt(() => session && session.Attributes.Target);
  const machine = attempt(() => session && session.Attributes.Machine);
  const size = toNumber(attempt(() => machine && machine.PointerSize));
  return {
    pointerSize: size === 4 ? 4 : 8,
    isKernel: attempt(() => target && target.IsKernelTarget) === true,
    isLive: attempt(() => target && target.IsDumpTarget) !== true,
  };
}

export class WindbgTarget implements Target {
  readonly losses: Losses;
  private readonly types = new Map<string, TypeLayout | undefined>();
  private readonly symbols = new Map<string, Address | undefined>();
  /** Whether this host takes 32-bit kernel addresses sign-extended; known from the first symbol. */
  private signExtend = false;

  constructor(
    readonly info: TargetInfo,
    private readonly session: Host.Session,
  ) {
    this.losses = new Losses(info.pointerSize);
  }

  read(address: Address, length: number, process?: unknown): Uint8Array {
    const location = this.hostAddress(address);
    let bytes: Uint8Array;
    try {
      bytes =
        process === undefined
          ? host.memory.readMemoryValues(location, length, 1, false, this.session)
          : host.memory.readMemoryValues(location, length, 1, false, process as Host.ContextInheritor);
    } catch (error) {
      throw new ReadError(address, messageOf(error));
    }
    if (!bytes || bytes.length !== length)
      throw new ReadError(address, "the debugger gave " + (bytes ? bytes.length : 0) + " of " + length + " bytes");
    return bytes;
  }

  type(name: string): TypeLayout | undefined {
    const known = this.types.get(name);
    if (known !== undefined || this.types.has(name)) return known;
    const type = attempt(() => host.getModuleType(NT, name, this.session));
    const found = type ? attempt(() => new HostType(name, type)) : undefined;
    this.types.set(name, found);
    return found;
  }

  symbol(name: string): Address | undefined {
    if (!this.symbols.has(name)) {
      const found = toAddress(attempt(() => host.getModuleSymbolAddress(NT, name, this.session)));
      this.symbols.set(name, found === undefined || found === 0 ? undefined : this.canonical(found));
    }
    return this.symbols.get(name);
  }

  frames(pid: number, tid: number): readonly string[] | undefined {
    const thread = attempt(() => at(at(this.session.Processes, pid).Threads, tid));
    const frames = attempt(() => thread && thread.Stack.Frames);
    if (!frames) return undefined;
    const lines: string[] = [];
    try {
      for (const frame of frames) {
        lines.push(String(frame));
        if (lines.length === 32) break;
      }
    } catch (error) {
      // What came before the failure is still a stack.
    }
    return lines.length > 0 ? lines : undefined;
  }

  userContext(pid: number): unknown {
    return attempt(() => at(this.session.Processes, pid));
  }

  typed(type: string, address: Address): unknown {
    return host.createTypedObject(this.hostAddress(address), NT, type, this.session);
  }

  print(text: string): void {
    host.diagnostics.debugLog(text);
  }

  /** A 32-bit pointer comes zero- or sign-extended, depending on the host; inside alpcx it is always zero-extended. */
  private canonical(address: Address): Address {
    if (this.info.pointerSize === 8) return address;
    if (highPart(address) === 0xffffffff) this.signExtend = true;
    return fromParts(lowPart(address), 0);
  }

  private hostAddress(address: Address): Host.Int64 {
    if (this.signExtend && lowPart(address) >= 0x80000000) return new host.Int64(lowPart(address), 0xffffffff);
    return toInt64(address);
  }
}

/** An item of a container that is indexed by id, in both ways hosts offer it. */
function at<T>(container: Host.Sequence<T> & Host.Indexable<T>, id: number): T {
  if (typeof container.getValueAt === "function") return container.getValueAt(id);
  return (container as unknown as { [id: number]: T })[id] as T;
}

class HostType implements TypeLayout {
  readonly size: number;
  private readonly found = new Map<string, FieldLayout | undefined>();

  constructor(
    readonly name: string,
    private readonly type: Host.Type,
  ) {
    this.size = toNumber(type.size) || 0;
  }

  field(path: string): FieldLayout | undefined {
    const known = this.found.get(path);
    if (known !== undefined || this.found.has(path)) return known;
    const found = attempt(() => lookUp(this.type, path));
    this.found.set(path, found);
    return found;
  }
}

const SIGNED = /^(char|short|int|long|long long|__int64|signed .*)$/;

function lookUp(outer: Host.Type, path: string): FieldLayout | undefined {
  let type = outer;
  let offset = 0;
  for (const name of path.split(".")) {
    const field = type.fields[name];
    if (field === undefined || field === null) return undefined;
    const own = toNumber(field.offset);
    if (own === undefined) return undefined;
    offset += own;
    type = field.type;
  }
  const size = toNumber(type.size) || 0;
  if (attempt(() => type.isBitField) === true) {
    const bits = type.bitFieldPositions;
    return { offset, size, bitPosition: Number(bits.lsb), bitLength: Number(bits.length), isSigned: false };
  }
  const isSigned = SIGNED.test(String(type.name));
  if (attempt(() => type.typeKind) !== "array") return { offset, size, isSigned };
  const element = toNumber(type.baseType.size) || 1;
  return { offset, size, count: Math.floor(size / element), isSigned };
}
