import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Structs } from "../worlds/structs";
import {
  alpcLayouts,
  layout,
  layouts,
  lpcLayouts,
  standardLayouts,
  threadOnlyLayouts,
  type LayoutFile,
} from "./layouts";

function published(name: string): LayoutFile {
  const bytes = readFileSync(new URL(`${name}.json.gz`, import.meta.url));
  return JSON.parse(gunzipSync(bytes).toString("utf8")) as LayoutFile;
}

describe("layouts", () => {
  it("every layout belongs to one era", () => {
    expect([...lpcLayouts, ...threadOnlyLayouts, ...alpcLayouts].sort()).toEqual([...layouts()].sort());
  });

  it.each(alpcLayouts)("%s has ports and messages", (name) => {
    const { types } = layout(name);
    expect(types["_ALPC_PORT"]).toBeDefined();
    expect(types["_KALPC_MESSAGE"]).toBeDefined();
  });

  it.each(threadOnlyLayouts)("%s: the symbols tell of threads only, the kernel has ports", (name) => {
    const { types, untold } = layout(name);
    expect(types["_ALPC_PORT"]).toBeUndefined();
    expect(untold["_ALPC_PORT"]).toBeDefined();
    expect(new Structs(layout(name)).find("_ETHREAD", "AlpcMessage")).toBeDefined();
  });

  it("the standard ones exist under exactly these names", () => {
    for (const name of standardLayouts) expect(layouts()).toContain(name);
  });

  it("a part of a name will do, an unknown one is refused", () => {
    expect(layout("29531").name).toBe("10.0.29531-insider-x64");
    expect(() => layout("4.0")).toThrow(/no layout is called 4\.0/);
  });

  it("a build is named as a snapshot names it", () => {
    expect(layout("10.0.26100-24H2-x64").build).toBe("10.0.26100");
    expect(layout("5.1.2600-xpsp3-x86").build).toBe("5.1.2600");
  });

  it.each(layouts())("%s: every enumeration has a size", (name) => {
    for (const { size } of Object.values(layout(name).enums)) expect(size).toBeGreaterThan(0);
  });
});

const PARTIAL = layouts().filter((name) => layout(name).completedFrom !== undefined);

describe("layouts of which only a part was published", () => {
  it("there are four", () => {
    expect(PARTIAL).toEqual([
      "10.0.18272-insider-arm64",
      "10.0.22631-23H2-x64",
      "10.0.26100-24H2-x64",
      "10.0.29531-insider-x64",
    ]);
  });

  it.each(PARTIAL)("%s keeps every published field", (name) => {
    const { types } = layout(name);
    const structs = new Structs(layout(name));
    for (const [type, { size, fields }] of Object.entries(published(name).types)) {
      if (size !== null) expect(types[type]!.size).toBe(size);
      for (const field of fields) {
        // One file names members of members: `u1.State`.
        expect(structs.find(type, field.name)?.offset, `${type}.${field.name}`).toBe(field.offset);
      }
    }
  });

  it.each(PARTIAL)("%s: what the builder writes does not overlap", (name) => {
    const structs = new Structs(layout(name));
    const groups: [string, string[]][] = [
      ["_ETHREAD", ["Tcb", "Cid", "AlpcWaitSemaphore", "ThreadListEntry", "AlpcMessage", "AlpcWaitListEntry"]],
      ["_KTHREAD", ["Header", "ApcState", "WaitBlockList", "Timer", "WaitTime", "QueueListEntry", "MutantListHead"]],
      ["_EPROCESS", ["Pcb", "UniqueProcessId", "ActiveProcessLinks", "ObjectTable", "ImageFileName", "ThreadListHead"]],
      ["_ALPC_PORT", ["MainQueue", "PendingQueue", "WaitQueue", "Semaphore", "PortAttributes", "CanceledQueue", "u1"]],
    ];
    for (const [type, paths] of groups) {
      const ranges = paths.map((p) => structs.field(type, p)).sort((a, b) => a.offset - b.offset);
      ranges.slice(1).forEach((range, i) => {
        const before = ranges[i]!;
        expect(before.offset + before.size, `${type} at ${range.offset}`).toBeLessThanOrEqual(range.offset);
      });
      const last = ranges.at(-1)!;
      expect(last.offset + last.size).toBeLessThanOrEqual(structs.size(type));
    }
  });

  it("2953x has lost its direct queue, and what followed it moved up by its size", () => {
    const structs = new Structs(layout("10.0.29531-insider-x64"));
    expect(structs.find("_ALPC_PORT", "DirectQueue")).toBeUndefined();
    expect(structs.find("_ALPC_PORT", "DirectQueueLength")).toBeUndefined();
    expect(structs.offset("_ALPC_PORT", "WaitQueue")).toBe(0xe8 - 0x18);
    expect(structs.offset("_ALPC_PORT", "u1")).toBe(0x188);
  });
});
