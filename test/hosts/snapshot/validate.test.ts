import { describe, expect, test } from "vitest";
import { SnapshotError, validateSnapshot } from "../../../hosts/snapshot/validate.js";
import { smallSnapshot, type Draft } from "./small.js";

/** Message of the refusal of a snapshot that was changed by `spoil`. */
function refusal(spoil: (snapshot: Draft & Record<string, unknown>) => void): string {
  const snapshot = smallSnapshot() as Draft & Record<string, unknown>;
  spoil(snapshot);
  try {
    validateSnapshot(snapshot);
  } catch (error) {
    if (error instanceof SnapshotError) return error.message;
    throw error;
  }
  return "accepted";
}

/** Puts something of the wrong kind where it does not belong. */
function put(target: object, name: string, value: unknown): void {
  (target as Record<string, unknown>)[name] = value;
}

function first<T>(list: readonly T[] | undefined): T {
  const [item] = list ?? [];
  if (item === undefined) throw new Error("empty");
  return item;
}

describe("a snapshot is accepted", () => {
  test("when every member is as it should be; memory comes in ascending order", () => {
    const snapshot = smallSnapshot();
    snapshot.memory.reverse();
    const { ranges } = validateSnapshot(snapshot);
    expect(ranges.map((range) => range.address)).toEqual([0xffff800000001000n, 0xffff800000001080n]);
    expect(Buffer.from(ranges[1]?.bytes ?? []).toString()).toBe("abcd");
  });

  test("with members nobody knows", () => {
    expect(refusal((snapshot) => put(snapshot, "comment", { x: [-1.5] }))).toBe("accepted");
    expect(refusal((snapshot) => put(first(snapshot.processes), "sessionId", -1))).toBe("accepted");
  });

  test("without the members that may be left out", () => {
    const optional = (snapshot: Draft): void => {
      delete snapshot.modules;
      delete snapshot.symbols;
      delete snapshot.enums;
      delete snapshot.description;
    };
    expect(refusal(optional)).toBe("accepted");
  });

  test("with 32-bit addresses, sign-extended or not", () => {
    const as32bit = (snapshot: Draft): void => {
      snapshot.target = { ...snapshot.target, arch: "x86", pointerSize: 4 };
      snapshot.modules = [];
      snapshot.symbols = { A: "0xffffffff80001000", B: "0x80001000" };
      snapshot.memory = [{ address: "0xffffffff80001000", hex: "00" }];
      snapshot.processes = [
        { address: "0x81000000", id: 4, name: "System", threads: [{ address: "0x82000000", id: 8 }] },
      ];
      snapshot.current = { process: "0xffffffff81000000", thread: "0x82000000" };
    };
    expect(refusal(as32bit)).toBe("accepted");
    const snapshot = smallSnapshot();
    as32bit(snapshot);
    expect(validateSnapshot(snapshot).ranges[0]?.address).toBe(0x80001000n);
  });
});

describe("a snapshot is refused with the path of the offending member", () => {
  const cases: [string, (snapshot: Draft & Record<string, unknown>) => void, string][] = [
    ["another format", (s) => put(s, "format", "other"), 'format: must be "alpcx-snapshot", not "other"'],
    ["no format", (s) => put(s, "format", undefined), "format: is missing"],
    ["a later version", (s) => put(s, "version", 2), "version: must be 1, not 2"],
    ["a version as text", (s) => put(s, "version", "1"), 'version: must be 1, not "1"'],
    ["an unknown origin", (s) => put(s, "origin", "made up"), "origin: must be"],
    ["an unknown machine", (s) => put(s.target, "arch", "mips"), "target.arch: must be"],
    [
      "a pointer that does not fit the machine",
      (s) => put(s.target, "pointerSize", 4),
      "target.pointerSize: must be 8 for x64",
    ],
    ["a pointer of odd size", (s) => put(s.target, "pointerSize", 6), "target.pointerSize: must be 8 or 4, not 6"],
    ["a flag as number", (s) => put(s.target, "isLive", 0), "target.isLive: must be true or false"],
    ["types as a list", (s) => put(s, "types", []), "types: must be an object"],
    ["no types", (s) => put(s, "types", undefined), "types: is missing"],
    [
      "a kind of type that C lacks",
      (s) => put(s.types["_ETHREAD"] ?? {}, "kind", "enum"),
      "types._ETHREAD.kind: must be",
    ],
    [
      "a negative offset",
      (s) => put(s.types["_EPROCESS"]?.fields[3] ?? {}, "offset", -8),
      "types._EPROCESS.fields[3].offset: must be a non-negative integer",
    ],
    [
      "half an offset",
      (s) => put(s.types["_EPROCESS"]?.fields[3] ?? {}, "offset", 1.5),
      "types._EPROCESS.fields[3].offset: must be a non-negative integer",
    ],
    [
      "a type string that is none",
      (s) => put(s.types["_EPROCESS"]?.fields[0] ?? {}, "type", "void * x"),
      "types._EPROCESS.fields[0].type: is no type",
    ],
    [
      "a bit field without its length",
      (s) => put(s.types["_EPROCESS"]?.fields[3] ?? {}, "bitLen", undefined),
      "types._EPROCESS.fields[3].bitLen: is missing",
    ],
    [
      "a bit field beyond its unit",
      (s) => put(s.types["_EPROCESS"]?.fields[4] ?? {}, "bitPos", 61),
      "types._EPROCESS.fields[4].bitLen: ends behind bit 64",
    ],
    [
      "a type name that needs quotes",
      (s) => put(s.types, "a.b", { kind: "struct", size: -1, fields: [] }),
      'types["a.b"].size: must be a non-negative integer',
    ],
    [
      "a constant as text",
      (s) => put(s.enums?.["_KWAIT_REASON"]?.constants ?? {}, "Executive", "0"),
      "enums._KWAIT_REASON.constants.Executive: must be a non-negative integer",
    ],
    [
      "an address as number",
      (s) => put(s.symbols ?? {}, "AlpcpPortList", 4096),
      "symbols.AlpcpPortList: must be a string",
    ],
    [
      "an address without 0x",
      (s) => put(s.symbols ?? {}, "AlpcpPortList", "fffff800"),
      "symbols.AlpcpPortList: must be an address",
    ],
    [
      "an address of 17 digits",
      (s) => put(s.memory[1] ?? {}, "address", "0x1ffff800000001080"),
      "memory[1].address: must be an address",
    ],
    [
      "odd hexadecimal digits",
      (s) => put(s.memory[0] ?? {}, "hex", "001"),
      "memory[0].hex: must be an even number of hexadecimal digits",
    ],
    [
      "no hexadecimal digits",
      (s) => put(s.memory[0] ?? {}, "hex", "0g"),
      "memory[0].hex: must be an even number of hexadecimal digits",
    ],
    ["no base64", (s) => put(s.memory[1] ?? {}, "base64", "a-b="), "memory[1].base64: is not base64"],
    [
      "hex and base64 at once",
      (s) => put(s.memory[0] ?? {}, "base64", "AAAA"),
      "memory[0]: must have either hex or base64",
    ],
    [
      "neither hex nor base64",
      (s) => put(s.memory[0] ?? {}, "hex", undefined),
      "memory[0]: must have either hex or base64",
    ],
    [
      "overlapping ranges",
      (s) => put(s.memory[1] ?? {}, "address", "0xffff80000000107f"),
      "memory[1].address: the range overlaps memory[0]",
    ],
    [
      "a range beyond the last address",
      (s) => put(s.memory[1] ?? {}, "address", "0xfffffffffffffffe"),
      "memory[1].address: the range ends behind",
    ],
    ["memory as object", (s) => put(s, "memory", {}), "memory: must be an array"],
    [
      "a process twice",
      (s) => put(s.processes[1] ?? {}, "address", "0xffff800000001000"),
      "processes[1].address: another process has this address",
    ],
    [
      "a thread twice",
      (s) => put(s.processes[1]?.threads[0] ?? {}, "address", "0xffff800000002100"),
      "processes[1].threads[0].address: another thread",
    ],
    [
      "a handle twice",
      (s) => put(s.processes[0]?.handles?.[1] ?? {}, "handle", 4),
      "processes[0].handles[1].handle: another entry has this handle",
    ],
    [
      "a frame that is no text",
      (s) => put(s.processes[0]?.threads[0]?.frames ?? {}, "1", 5),
      "processes[0].threads[0].frames[1]: must be a string",
    ],
    [
      "a process without threads",
      (s) => put(s.processes[0] ?? {}, "threads", undefined),
      "processes[0].threads: is missing",
    ],
    [
      "a current process that is not listed",
      (s) => put(s.current, "process", "0x1"),
      "current.process: is not listed in processes",
    ],
    [
      "a current thread that is not listed",
      (s) => put(s.current, "thread", "0x1"),
      "current.thread: is not listed in processes",
    ],
    ["nothing current", (s) => put(s, "current", undefined), "current: is missing"],
  ];
  test.each(cases)("%s", (_name, spoil, message) => {
    expect(refusal(spoil).slice(0, message.length)).toBe(message);
  });

  test.each([[null], [[]], ["text"], [7]])("a document that is %j", (document) => {
    expect(() => validateSnapshot(document)).toThrow("a snapshot must be one JSON object");
  });

  test("a 64-bit address on a 32-bit target", () => {
    const message = refusal((snapshot) => {
      snapshot.target = { ...snapshot.target, arch: "x86", pointerSize: 4 };
    });
    expect(message).toBe("modules[0].base: does not fit a 32-bit target");
  });
});
