import { describe, expect, test } from "vitest";
import { answer, thrown } from "./run.js";

const type = `host.getModuleType("nt", "_THING")`;

describe("a type object", () => {
  test("tells name, size and kind; the module by name", () => {
    expect(
      answer(
        `const t = ${type}; return [t.name, +t.size, t.typeKind, t.containingModule.Name, t.isBitField, t.isGeneric, \`\${t}\`];`,
      ),
    ).toEqual(["_THING", 0x60, "udt", "nt", false, false, "_THING"]);
  });

  test("fields by name, a missing one is undefined", () => {
    expect(
      answer(`const f = ${type}.fields; return [f.Big.name, +f.Big.offset, f.Big.type.name, f.Big.locationKind, f.Nope === undefined, "Big" in f,
        Object.keys(f).length, f.Next.type.typeKind, f.Next.type.baseType.name, f.Bytes.type.typeKind, +f.Bytes.type.size];`),
    ).toEqual(["Big", 12, "unsigned __int64", "member", true, true, 14, "pointer", "_NODE", "array", 4]);
  });

  test("older debuggers do not enumerate, but find by name", () => {
    expect(
      answer(
        `const f = ${type}.fields; const p = host.currentProcess; return ["Big" in f, Object.keys(f).length, f.Big.name, "Name" in p, Object.keys(p).length, p.Name];`,
        {
          variants: { enumeration: "none" },
        },
      ),
    ).toEqual([false, 0, "Big", false, 0, "alpha"]);
    expect(
      answer(`const p = host.currentProcess; return ["Name" in p, Object.keys(p), Object.entries(p)[0]];`),
    ).toEqual([true, ["Name", "Id", "KernelObject"], ["Name", "alpha"]]);
  });

  test("bit fields have a base type's kind and their position", () => {
    expect(
      answer(`const t = ${type}.fields.High.type; return [t.isBitField, t.typeKind, t.bitFieldPositions];`),
    ).toEqual([true, "intrinsic", { lsb: 4, length: 4 }]);
  });

  test.each(["bitFieldPositions", "functionReturnType", "pointerKind", "baseType"])(
    "%s of a structure throws",
    (member) => {
      expect(thrown(`${type}.${member}`)).toMatchObject({
        message: expect.stringContaining("Object does not have a") as string,
        isError: true,
      });
    },
  );

  test("makes pointer and array types, and objects of them", () => {
    expect(
      answer(`const n = host.getModuleType("nt", "_NODE");
        const p = host.createPointerObject(host.parseInt64("0xffffe00000002000"), n.createPointerTo());
        const a = host.createTypedObject(host.parseInt64("0xffffe00000002000"), n.createArrayOf(1));
        return [p.targetType.name, +p.Value, a.targetType.name, +a[0].Value, +n.createArrayOf(2, 3).size, +n.createArrayOf(new host.typeSystem.arrayDimension(0, 2, 16)).size];`),
    ).toEqual(["_NODE *", 77, "_NODE[1]", 77, 96, 32]);
    expect(thrown(`host.createPointerObject(1, host.getModuleType("nt", "_NODE"))`)).toMatchObject({ isError: true });
  });
});

describe("symbols", () => {
  test("a module is a name or an object with a Name", () => {
    expect(
      answer(`return [host.getModuleType({ Name: "nt" }, "_THING").name, host.getModuleType("ntdll", "_THING")];`),
    ).toEqual(["_THING", null]);
    expect(thrown(`host.getModuleType(5, "_THING")`)).toMatchObject({ isError: true });
  });

  test("a symbol without a type needs one", () => {
    expect(thrown(`host.getModuleSymbol("nt", "PublicThing")`)).toEqual({
      message: "No type (or void) for object at Address 0xffffe00000001000",
      isError: true,
    });
    expect(
      answer(`return [host.getModuleSymbol("nt", "PublicThing", "unsigned long"), host.getModuleSymbol("nt", "GlobalThing").Count,
      String(host.getModuleSymbolAddress("nt", "PublicThing"))];`),
    ).toEqual([3, 3, "0xffffe00000001000"]);
  });

  test("a value can be set", () => {
    expect(
      answer(
        `host.setModuleSymbol("nt", "PublicThing", 8, "unsigned long"); return host.getModuleSymbol("nt", "GlobalThing").Count;`,
      ),
    ).toBe(8);
  });

  test("the symbol around an address", () => {
    expect(
      answer(`const i = host.getModuleContainingSymbolInformation(host.parseInt64("0xffffe00000001004"));
        return [i.name, String(i.address), i.type.name, i.value.Count, host.getModuleContainingSymbol(host.parseInt64("0xffffe00000001004")).Count,
          host.getModuleContainingSymbolInformation(5)];`),
    ).toEqual(["GlobalThing", "0xffffe00000001000", "_THING", 3, 3, null]);
  });

  test("expressions of the target's language", () => {
    const thing = `host.createTypedObject(host.parseInt64("0xffffe00000001000"), "nt", "_THING")`;
    expect(
      answer(
        `return [+host.evaluateExpression("sizeof(_THING)"), host.evaluateExpressionInContext(${thing}, "Count")];`,
      ),
    ).toEqual([96, 3]);
    expect(thrown(`host.evaluateExpression("nt!x")`)).toMatchObject({ isError: true });
  });
});
