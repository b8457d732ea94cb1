/**
 * Checks a parsed snapshot member by member. A file is refused with the path of the first offending member, written
 * like `memory[1].address`. Source: contract "Snapshot, version 1".
 */
import { parseTypeName } from "./typeName.js";
import type { Snapshot } from "./format.js";

/** The snapshot is not one this program can use. `path` is empty when it is the document as a whole. */
export class SnapshotError extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(path === "" ? reason : `${path}: ${reason}`);
    this.name = "SnapshotError";
  }
}

const ADDRESS = /^0x[0-9a-fA-F]{1,16}$/;
// Searched for the first wrong character: a pattern over the whole text would need a stack as long as the memory.
const NOT_HEX = /[^0-9a-fA-F]/;
const NOT_BASE64 = /[^A-Za-z0-9+/]/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A value together with where it was found. The path is only put together when something is wrong. */
class Member {
  constructor(
    readonly value: unknown,
    private readonly parent?: Member,
    private readonly step: string = "",
  ) {}

  get path(): string {
    const above = this.parent?.path ?? "";
    return above === "" && this.step.startsWith(".") ? this.step.slice(1) : above + this.step;
  }

  fail(reason: string): never {
    throw new SnapshotError(this.path, reason);
  }

  /** A member of an object by name; its value is undefined when it is not there. */
  at(name: string): Member {
    const value = Object.hasOwn(this.object(), name) ? this.object()[name] : undefined;
    return new Member(value, this, IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  object(): Record<string, unknown> {
    if (this.isAbsent) this.fail("is missing");
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      this.fail("must be an object");
    }
    return this.value as Record<string, unknown>;
  }

  entries(): [string, Member][] {
    return Object.keys(this.object()).map((name) => [name, this.at(name)]);
  }

  items(): Member[] {
    if (this.isAbsent) this.fail("is missing");
    if (!Array.isArray(this.value)) this.fail("must be an array");
    return this.value.map((value: unknown, i) => new Member(value, this, `[${i}]`));
  }

  text(): string {
    if (this.isAbsent) this.fail("is missing");
    if (typeof this.value !== "string") this.fail("must be a string");
    return this.value;
  }

  name(): string {
    const text = this.text();
    if (text === "") this.fail("must not be empty");
    return text;
  }

  flag(): boolean {
    if (this.isAbsent) this.fail("is missing");
    if (typeof this.value !== "boolean") this.fail("must be true or false");
    return this.value;
  }

  count(): number {
    if (this.isAbsent) this.fail("is missing");
    if (typeof this.value !== "number" || !Number.isSafeInteger(this.value) || this.value < 0) {
      this.fail("must be a non-negative integer");
    }
    return this.value;
  }

  /** An address as the target's processor uses it: 32-bit ones may be written sign-extended. */
  address(pointerSize: 4 | 8): bigint {
    const text = this.text();
    if (!ADDRESS.test(text)) this.fail('must be an address: "0x" and 1 to 16 hexadecimal digits');
    const address = BigInt(text);
    if (pointerSize === 8 || address < 1n << 32n) return address;
    if (address >= 0xffffffff80000000n) return address & 0xffffffffn;
    return this.fail("does not fit a 32-bit target");
  }

  oneOf<T extends string | number>(values: readonly T[]): T {
    if (this.isAbsent) this.fail("is missing");
    const found = values.find((value) => value === this.value);
    if (found === undefined) {
      const list = values.map((value) => JSON.stringify(value)).join(" or ");
      this.fail(`must be ${list}, not ${shortened(this.value)}`);
    }
    return found;
  }
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? text.slice(0, 57) + "..." : text;
}

/** Bytes of the target's virtual memory that were recorded. `address` is unsigned. */
export interface MemoryRange {
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

/** A snapshot whose every member was checked, with its memory decoded and in ascending order. */
export interface LoadedSnapshot {
  readonly snapshot: Snapshot;
  readonly ranges: readonly MemoryRange[];
}

/**
 * Checks `document`, what a snapshot file parses to.
 * @throws SnapshotError with the path of the offending member.
 */
export function validateSnapshot(document: unknown): LoadedSnapshot {
  const root = new Member(document);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    root.fail("a snapshot must be one JSON object");
  }
  root.at("format").oneOf(["alpcx-snapshot"]);
  root.at("version").oneOf([1]);
  if (!root.at("description").isAbsent) root.at("description").text();
  root.at("origin").oneOf(["recorded", "synthetic"]);
  const pointerSize = checkTarget(root.at("target"));
  checkModules(root.at("modules"), pointerSize);
  if (!root.at("symbols").isAbsent) for (const [, symbol] of root.at("symbols").entries()) symbol.address(pointerSize);
  for (const [, type] of root.at("types").entries()) checkType(type);
  if (!root.at("enums").isAbsent) for (const [, type] of root.at("enums").entries()) checkEnum(type);
  const ranges = checkMemory(root.at("memory"), pointerSize);
  checkProcesses(root.at("processes"), root.at("current"), pointerSize);
  return { snapshot: document as Snapshot, ranges };
}

function checkTarget(target: Member): 4 | 8 {
  target.at("kind").oneOf(["kernel", "user"]);
  const arch = target.at("arch").oneOf(["x64", "x86", "arm64"]);
  const size = target.at("pointerSize").oneOf([8, 4]);
  const fitting = arch === "x86" ? 4 : 8;
  if (size !== fitting) target.at("pointerSize").fail(`must be ${fitting} for ${arch}`);
  target.at("build").text();
  target.at("isLive").flag();
  return fitting;
}

function checkModules(modules: Member, pointerSize: 4 | 8): void {
  if (modules.isAbsent) return;
  for (const module of modules.items()) {
    module.at("name").name();
    module.at("base").address(pointerSize);
    module.at("size").count();
  }
}

function checkType(type: Member): void {
  type.at("kind").oneOf(["struct", "union", "class"]);
  type.at("size").count();
  for (const field of type.at("fields").items()) {
    field.at("name").text();
    field.at("offset").count();
    const typeName = field.at("type");
    if (parseTypeName(typeName.text()) === undefined) typeName.fail("is no type: a name, `X *` or `X[n]` is expected");
    const [bitPos, bitLen] = [field.at("bitPos"), field.at("bitLen")];
    if (bitPos.isAbsent && bitLen.isAbsent) continue;
    if (bitLen.count() === 0) bitLen.fail("must not be 0");
    if (bitPos.count() + bitLen.count() > 64) bitLen.fail("ends behind bit 64");
  }
}

function checkEnum(type: Member): void {
  type.at("size").count();
  for (const [, constant] of type.at("constants").entries()) constant.count();
}

function checkMemory(memory: Member, pointerSize: 4 | 8): MemoryRange[] {
  const end = pointerSize === 8 ? 1n << 64n : 1n << 32n;
  const found = memory.items().map((member) => {
    const address = member.at("address").address(pointerSize);
    const bytes = decode(member);
    if (address + BigInt(bytes.length) > end) member.at("address").fail("the range ends behind the address space");
    return { address, bytes, member };
  });
  found.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : a.bytes.length - b.bytes.length));
  found.forEach((range, i) => {
    const before = found[i - 1];
    if (before !== undefined && before.address + BigInt(before.bytes.length) > range.address) {
      // Blame the one that comes later in the file.
      const [first, second] = [before.member, range.member].sort((a, b) => indexOf(a) - indexOf(b));
      second?.at("address").fail(`the range overlaps ${first?.path}`);
    }
  });
  return found.filter((range) => range.bytes.length > 0).map(({ address, bytes }) => ({ address, bytes }));
}

function indexOf(member: Member): number {
  return Number(/\[(\d+)\]$/.exec(member.path)?.[1]);
}

function decode(range: Member): Uint8Array {
  const [hex, base64] = [range.at("hex"), range.at("base64")];
  if (hex.isAbsent === base64.isAbsent) range.fail("must have either hex or base64");
  if (!hex.isAbsent) {
    const digits = hex.text();
    if (digits.length % 2 !== 0 || NOT_HEX.test(digits)) hex.fail("must be an even number of hexadecimal digits");
    return Buffer.from(digits, "hex");
  }
  const text = base64.text();
  if (text.length % 4 !== 0 || NOT_BASE64.test(text.replace(/={1,2}$/, ""))) base64.fail("is not base64");
  return Buffer.from(text, "base64");
}

function checkProcesses(processes: Member, current: Member, pointerSize: 4 | 8): void {
  const processAddresses = new Set<bigint>();
  const threadAddresses = new Set<bigint>();
  const claim = (seen: Set<bigint>, member: Member, what: string): void => {
    const address = member.address(pointerSize);
    if (seen.has(address)) member.fail(`another ${what} has this address`);
    seen.add(address);
  };
  for (const process of processes.items()) {
    claim(processAddresses, process.at("address"), "process");
    process.at("id").count();
    process.at("name").text();
    for (const thread of process.at("threads").items()) {
      claim(threadAddresses, thread.at("address"), "thread");
      thread.at("id").count();
      if (!thread.at("frames").isAbsent) for (const frame of thread.at("frames").items()) frame.text();
    }
    checkHandles(process.at("handles"), pointerSize);
  }
  if (!processAddresses.has(current.at("process").address(pointerSize))) {
    current.at("process").fail("is not listed in processes");
  }
  if (!threadAddresses.has(current.at("thread").address(pointerSize))) {
    current.at("thread").fail("is not listed in processes");
  }
}

function checkHandles(handles: Member, pointerSize: 4 | 8): void {
  if (handles.isAbsent) return;
  const seen = new Set<number>();
  for (const handle of handles.items()) {
    const value = handle.at("handle").count();
    if (seen.has(value)) handle.at("handle").fail("another entry has this handle");
    seen.add(value);
    handle.at("object").address(pointerSize);
    handle.at("type").text();
    handle.at("grantedAccess").count();
    if (!handle.at("name").isAbsent) handle.at("name").text();
  }
}
