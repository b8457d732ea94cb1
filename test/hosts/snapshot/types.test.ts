import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Snapshot } from "../../../hosts/snapshot/format.js";
import { parseTypeName } from "../../../hosts/snapshot/typeName.js";
import { TypeTable } from "../../../hosts/snapshot/types.js";
import { smallSnapshot } from "./small.js";

const table = new TypeTable(smallSnapshot(), 8);

describe("names of types", () => {
  test.each([
    ["unsigned long long", "unsigned __int64", 8],
    ["unsigned __int64", "unsigned __int64", 8],
    ["long long", "__int64", 8],
    ["wchar", "wchar_t", 2],
    ["unsigned long", "unsigned long", 4],
    ["void*", "void *", 8],
    ["void * *", "void * *", 8],
    ["nt!_LIST_ENTRY *", "_LIST_ENTRY *", 8],
    ["struct _LIST_ENTRY", "_LIST_ENTRY", 16],
    ["_LIST_ENTRY[4]", "_LIST_ENTRY [4]", 64],
    ["unsigned char [2][3]", "unsigned char [2][3]", 6],
    ["void *[3]", "void * [3]", 24],
  ])("%s is shown as %s", (text, name, size) => {
    expect(table.lookUp(text)?.name).toBe(name);
    expect(table.lookUp(text)?.size).toBe(size);
  });

  test("what the snapshot lacks is not found", () => {
    expect(table.lookUp("_KTHREAD")).toBeUndefined();
    expect(table.lookUp("_UNKNOWN *")).toBeUndefined();
    expect(table.lookUp("toString")).toBeUndefined();
    expect(table.lookUp("* x")).toBeUndefined();
  });

  test("the same name is the same type, also through a pointer", () => {
    const list = table.lookUp("_LIST_ENTRY");
    expect(table.lookUp("_LIST_ENTRY *")).toBe(list?.pointerTo());
    expect(list?.field("Flink")?.type.baseType).toBe(list);
  });

  test("an array of two dimensions has arrays as elements", () => {
    const rows = table.lookUp("unsigned char [2][3]");
    expect([rows?.count, rows?.baseType?.name, rows?.baseType?.count]).toEqual([2, "unsigned char [3]", 3]);
  });
});

describe("members", () => {
  const process = table.lookUp("_EPROCESS");

  test("bit fields know their unit and their bits", () => {
    const depth = process?.field("Depth")?.type;
    expect([depth?.kind, depth?.name, depth?.bits, depth?.size]).toEqual([
      "bitfield",
      "unsigned long",
      { lsb: 28, length: 4 },
      4,
    ]);
  });

  test("enumerations carry their constants", () => {
    const reason = process?.field("Reason")?.type;
    expect([reason?.kind, reason?.vt, reason?.constants?.get("WrLpcReply")]).toEqual(["enum", "I4", 17]);
  });

  test("a structure without definition takes the room up to the next member", () => {
    const quad = process?.field("Quad")?.type;
    expect([quad?.kind, quad?.name, quad?.size, quad?.fields()]).toEqual(["udt", "_QUAD", 4, []]);
  });

  test("a pointer to one is a pointer all the same", () => {
    const parent = process?.field("Parent")?.type;
    expect([parent?.kind, parent?.name, parent?.size]).toEqual(["pointer", "_UNKNOWN *", 8]);
  });

  test("anonymous members give theirs to the enclosing structure", () => {
    const draft = smallSnapshot();
    draft.types["__unnamed_1"] = { kind: "union", size: 8, fields: [{ name: "Inner", offset: 4, type: "long" }] };
    draft.types["_X"] = {
      kind: "struct",
      size: 16,
      fields: [{ name: "", offset: 8, type: "__unnamed_1", anonymous: true }],
    };
    expect(new TypeTable(draft, 8).lookUp("_X")?.field("Inner")?.offset).toBe(12);
  });
});

describe("every published layout", () => {
  const folder = new URL("../../layouts/", import.meta.url);
  const files = readdirSync(folder).filter((name) => /-(?:x64|x86|arm64)\.json\.gz$/.test(name));

  test("there are many", () => expect(files.length).toBeGreaterThan(70));

  test.each(files)("%s: all members resolve and lie within their structure", (file) => {
    const layout = JSON.parse(gunzipSync(readFileSync(new URL(file, folder))).toString()) as Snapshot & {
      pointerSize: 32 | 64;
    };
    const pointerSize = file.includes("x86") ? 4 : 8;
    const types = new TypeTable(layout, pointerSize);
    for (const [name, declared] of Object.entries(layout.types)) {
      const type = types.lookUp(name);
      // One layout was put together from single offsets: its sizes are not known.
      if (!Number.isInteger(declared.size)) continue;
      expect(type?.size).toBe(declared.size);
      for (const field of type?.fields() ?? []) {
        const where = `${name}.${field.name}`;
        expect(parseTypeName(field.type.name), where).toBeDefined();
        // A flexible array at the end counts for no room.
        if (field.type.kind !== "array")
          expect(field.offset + field.type.size, where).toBeLessThanOrEqual(declared.size);
      }
      expect(type?.fields().length).toBe(declared.fields.length);
    }
  });
});
