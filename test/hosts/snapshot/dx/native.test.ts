/** Typed objects of the target: casts, structures, pointers, bit fields, strings. */
import { describe, expect, it } from "vitest";
import type { NativeType } from "../../../../hosts/provider/dataModel";
import { evaluate, runDx, type DxEnvironment } from "../../../../hosts/snapshot/dx/index";
import { I, P, S, Sample, Probe } from "./builders";
import { basic, Memory, structure } from "./memory";

const bitField = (name: string, lsb: number, length: number): NativeType =>
  structure(name, 4, [], { kind: "bitfield", vt: "UI4", baseType: basic("unsigned long"), bits: { lsb, length } });
const state = structure("_STATE", 4, [], { kind: "enum", vt: "I4", constants: new Map([["Running", 2]]) });
const link: NativeType = structure("_LINK", 16, [], {
  fields: () => [{ name: "Flink", offset: 0, type: link.pointerTo() }],
  field: (name: string) => (name === "Flink" ? { name, offset: 0, type: link.pointerTo() } : undefined),
});
const port = structure("_PORT", 0x460, [
  { name: "Link", offset: 0, type: link },
  { name: "Owner", offset: 0x10, type: basic("void").pointerTo() },
  { name: "Count", offset: 0x18, type: basic("__int64") },
  { name: "Name", offset: 0x20, type: basic("unsigned char").arrayOf(15) },
  { name: "Kind", offset: 0x30, type: basic("unsigned char") },
  { name: "High", offset: 0x34, type: bitField("unsigned long:3", 12, 3) },
  { name: "State", offset: 0x38, type: state },
  { name: "Numbers", offset: 0x40, type: basic("unsigned long").arrayOf(3) },
]);
const TYPES = new Map([port, link, state].map((type) => [type.name, type]));
const AT = 0xffffe00000001000n;

function open(): { env: DxEnvironment; dx: (line: string) => string } {
  const memory = new Memory()
    .putNumber(AT, AT)
    .putNumber(AT + 0x10n, 0x1234n)
    .putNumber(AT + 0x18n, 42n)
    .put(AT + 0x20n, [...Buffer.from("csrss.exe"), 0, 0, 0, 0, 0, 0])
    .put(AT + 0x30n, [0xf2])
    .putNumber(AT + 0x34n, 0x5000n, 4)
    .putNumber(AT + 0x38n, 2n, 4)
    .putNumber(AT + 0x40n, 1n, 4)
    .putNumber(AT + 0x44n, 2n, 4);
  let output = "";
  const extension = new Sample(new Probe(), { Alpc: [P(() => S("ours"))] });
  const env: DxEnvironment = {
    print: (text) => (output += text),
    root: () => new Sample(new Probe()),
    variable: () => undefined,
    setVariable: () => undefined,
    functionAlias: () => undefined,
    type: (_module, name) => TYPES.get(name),
    hasModule: (name) => name === "nt",
    symbol: (_module, name) => {
      if (name === "Head") return { address: AT };
      return name === "Port" ? { address: AT, type: port } : undefined;
    },
    createTyped: (address, type) => memory.typed(type, address),
    createPointer: (address, type) =>
      memory.typed(type, undefined, address, type.name === "_PORT *" ? [extension] : []),
    preferDml: false,
  };
  return {
    env,
    dx: (line) => {
      output = "";
      runDx(line, env);
      return output;
    },
  };
}

const POINTER = "(nt!_PORT*)0xffffe000`00001000";

describe("a pointer to a structure", () => {
  it("lists the fields with their offsets, then what models add", () => {
    expect(open().dx(POINTER)).toBe(
      [
        `${POINTER} : 0xffffe00000001000 [Type: _PORT *]`,
        "    [+0x000] Link             [Type: _LINK]",
        "    [+0x010] Owner            : 0x1234 [Type: void *]",
        "    [+0x018] Count            : 42 [Type: __int64]",
        "    [+0x020] Name             [Type: unsigned char [15]]",
        "    [+0x030] Kind             : 0xf2 [Type: unsigned char]",
        "    [+0x034 (14:12)] High             : 0x5 [Type: unsigned long]",
        "    [+0x038] State            : Running (2) [Type: _STATE]",
        "    [+0x040] Numbers          [Type: unsigned long [3]]",
        "    Alpc             : ours",
        "",
      ].join("\n"),
    );
  });

  it("shows its native side only under -nv", () => {
    expect(open().dx(`-nv ${POINTER}`)).not.toContain("Alpc");
  });

  it("reaches fields with ->, and what models add with . too", () => {
    expect(open().dx(`(${POINTER})->Count`)).toBe(`(${POINTER})->Count : 42 [Type: __int64]\n`);
    expect(open().dx(`(${POINTER}).Count + 1`)).toBe("Error: -> must be used on pointers and . on structures\n");
    expect(open().dx(`(${POINTER}).Alpc`)).toContain(" : ours\n");
  });

  it("gives the address of a field, and moves by elements", () => {
    const { env } = open();
    const number = (text: string): unknown => {
      const value = evaluate(text, env);
      return value.kind === "object" ? value.native?.value().value : value;
    };
    const pointer = POINTER.replace("nt!", "");
    expect(number(`&(${pointer})->Kind`)).toBe(AT + 0x30n);
    expect(number(`&(${pointer})->Numbers[1]`)).toBe(AT + 0x44n);
    expect(number("(unsigned long*)0x1000 + 2")).toBe(0x1008n);
    expect(evaluate("(unsigned long*)0x1008 - (unsigned long*)0x1000", env)).toEqual(I("I8", 2));
  });
});

describe("memory that is not there", () => {
  it("ends the walk over an array of numbers", () => {
    expect(open().dx(`(${POINTER})->Numbers`)).toBe(
      [
        `(${POINTER})->Numbers [Type: unsigned long [3]]`,
        "    [0]              : 0x1 [Type: unsigned long]",
        "    [1]              : 0x2 [Type: unsigned long]",
        "",
      ].join("\n"),
    );
  });

  it("fails an expression that needs it", () => {
    expect(open().dx(`(${POINTER})->Numbers[2]`)).toBe("Error: Unable to read memory at Address 0xffffe00000001048\n");
  });
});

describe("symbols", () => {
  it("have an address, and a value only with a type", () => {
    const { dx } = open();
    expect(dx("nt!Head")).toBe("Error: No type (or void) for object at Address 0xffffe00000001000\n");
    expect(dx("&nt!Head")).toBe("&nt!Head         : 0xffffe00000001000 [Type: void *]\n");
    expect(dx("-r0 *(nt!_LINK*)&nt!Head")).toBe("*(nt!_LINK*)&nt!Head [Type: _LINK]\n");
    expect(dx("nt!Port.Count")).toBe("nt!Port.Count    : 42 [Type: __int64]\n");
    expect(dx("nt!None")).toBe("Error: Unable to bind name 'None'\n");
  });
});

describe("formats", () => {
  it("change the number base of typed values, and enumerations to their name", () => {
    const { dx } = open();
    expect(dx("nt!Port.Kind,d")).toBe("nt!Port.Kind,d   : 242 [Type: unsigned char]\n");
    expect(dx("nt!Port.State,en")).toBe("nt!Port.State,en : Running [Type: _STATE]\n");
    expect(dx("(char*)nt!Port.Name,sb")).toContain(" : csrss.exe [Type: char *]\n");
    expect(dx('((char*)nt!Port.Name).ToDisplayString("sb")')).toContain(" : csrss.exe\n");
  });
});

it("sizeof takes types and values", () => {
  const { dx } = open();
  expect(dx("sizeof(_PORT)")).toBe("sizeof(_PORT)    : 0x460\n");
  expect(dx("sizeof(nt!_PORT)")).toBe("sizeof(nt!_PORT) : 0x460\n");
  expect(dx("sizeof(nt!Port.Name)")).toBe("sizeof(nt!Port.Name) : 0xf\n");
});

it("an expression may have a this", () => {
  const { env } = open();
  const self = env.createTyped(AT, port);
  expect(evaluate("Kind == 0xf2 && this->Count > 1", env, self)).toEqual({
    kind: "intrinsic",
    vt: "BOOL",
    value: true,
  });
});
