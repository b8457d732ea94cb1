import { expect, test } from "vitest";
import { run } from "./run.js";

const thing = `host.createTypedObject(host.parseInt64("0xffffe00000001000"), "nt", "_THING")`;

test("every kind of host call is counted, repeats too, and reset forgets", () => {
  const { counters, value } = run(`
    const t = ${thing};
    host.memory.readMemoryValues(t, 8); host.memory.readMemoryValues(t, 8); host.memory.readMemoryValues(t, 4);
    host.memory.readMemoryValues(host.currentProcess.KernelObject, 8);
    host.getModuleSymbolAddress("nt", "GlobalThing"); host.getModuleType("nt", "_NODE");
    t.Count; t.Count;
    return { get Getter() { return 1; } };`);
  counters.reset();
  const object = value();
  expect(counters).toMatchObject({
    reads: 6,
    bytes: 36,
    repeatedReads: 3,
    typeLookups: 2,
    symbolLookups: 1,
    typedObjects: 1,
    getterCalls: 1,
  });
  if (object.kind === "object") object.key("Getter")?.get(object);
  expect(counters.getterCalls).toBe(2);
  expect(counters.calls.get("readMemoryValues")).toBe(4);
  counters.reset();
  expect(counters).toMatchObject({
    reads: 0,
    bytes: 0,
    repeatedReads: 0,
    typeLookups: 0,
    symbolLookups: 0,
    typedObjects: 0,
    getterCalls: 0,
  });
  expect(counters.calls.size).toBe(0);
  value();
  expect(counters.repeatedReads).toBe(3);
});
