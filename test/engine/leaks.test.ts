import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ModelObject, Value } from "../../hosts/provider/dataModel.js";
import { caseDump, HEALTHY } from "./dump.js";
import { i4, list, method, none, object, ui8 } from "./objects.js";
import { openRecorded, type Recorded } from "./session.js";

const CALLS = 100_000;
let dbg: Recorded;
beforeAll(() => {
  const { dump, symbols, image } = caseDump(HEALTHY);
  dbg = openRecorded(dump, { symbols, image });
});
afterAll(() => dbg.close());

/** Collects garbage and lets its finalizers run. */
async function collect(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  for (let i = 0; i < 5; i++) {
    gc();
    await sleep(10);
  }
}

/** Kilobytes of memory the bridge has, where the system tells. */
function bridgeMemory(): number | undefined {
  const file = `/proc/${dbg.pid}/status`;
  return existsSync(file) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) : undefined;
}

test("100,000 calls of a getter leave the bridge as small as it was", () => {
  let calls = 0;
  const row = object({ Go: () => object({ n: i4(calls++) }, { display: () => "x" }) });
  dbg.backend.root().setKey?.("T", row);
  dbg.backend.root().setKey?.("L", list(Array.from({ length: 50_000 }, () => row)));
  // Not Sum(p => ...) and not ExecuteCommand: in these the engine itself keeps 94 and 47 bytes a time.
  const once = (): void => {
    for (let i = 0; i < 5_000; i++) dbg.run("dx -s T.Go.n");
    dbg.run("dx -s L.Where(p => p.Go.n >= 0).Count()");
  };
  once();
  const before = bridgeMemory();
  once();
  once();
  expect(calls).toBeGreaterThanOrEqual(150_000);
  const after = bridgeMemory();
  if (before !== undefined && after !== undefined) expect(after - before).toBeLessThan(1_000);
  dbg.backend.root().setKey?.("T", undefined);
  dbg.backend.root().setKey?.("L", undefined);
});

test("100,000 objects shown to the engine: it lets go of all of them", () => {
  const before = dbg.held().nodeObjects;
  const container = object(
    {},
    {
      *iterate() {
        for (let i = 0; i < CALLS; i++) yield { value: object({ n: i4(i) }), indices: [] };
      },
    },
  );
  dbg.backend.root().setKey?.("T", container);
  expect(dbg.text("dx T.Count()")).toContain(`: 0x${CALLS.toString(16)}\n`);
  dbg.backend.root().setKey?.("T", undefined);
  dbg.held(); // what was let go last comes with the next frame
  expect(dbg.held().nodeObjects - before).toBeLessThanOrEqual(1);
});

test("objects of the engine's as arguments, 1,600 times: handles do not add up", async () => {
  const seen = new Set<Value>();
  const call = method((_self, [argument]) => {
    if (argument) seen.add(argument);
    return none;
  });
  const undo = dbg.backend.registerFunctionAlias("take", call);
  const before = dbg.held();
  const line = "dx -s @$cursession.Processes.Select(p => @$take(p)).Count()";
  for (let i = 0; i < 200; i++) dbg.run(line);
  expect(seen.size).toBeGreaterThan(0);
  seen.clear();
  await collect();
  dbg.held();
  expect(dbg.held().engineObjects).toBeLessThan(before.engineObjects + 50);
  undo();
});

test("1,000 objects of the engine's that Node has forgotten are freed", async () => {
  const { backend } = dbg;
  const before = dbg.held().engineObjects;
  // A new object each time: the lines of a command.
  const control = ["Debugger", "Utility", "Control"].reduce<ModelObject>((o, name) => {
    const value = o.key(name)?.get(o);
    if (value?.kind !== "object") throw new Error(`no ${name}`);
    return value;
  }, backend.root());
  const execute = control.key("ExecuteCommand")?.get(control);
  if (execute?.kind !== "method") throw new Error("no ExecuteCommand");
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 100; i++) execute.call(control, [{ kind: "intrinsic", vt: "BSTR", value: ".echo x" }]);
    await collect();
  }
  dbg.held();
  expect(dbg.held().engineObjects).toBeLessThan(before + 150);
});

test("100,000 typed fields and reads cost no handle and no type", () => {
  const { backend } = dbg;
  const process = backend.current("Process");
  const kernel = process.key("KernelObject")?.get(process);
  if (kernel?.kind !== "object") throw new Error("no KernelObject");
  kernel.native?.field("ActiveThreads")?.native?.value();
  const before = dbg.held();
  for (let i = 0; i < CALLS; i++) kernel.native?.field("ActiveThreads")?.native?.value();
  const after = dbg.held();
  expect([after.engineObjects, after.types]).toEqual([before.engineObjects, before.types]);
});

test("a script's registrations, made and withdrawn 1,000 times, leave nothing", () => {
  const { backend } = dbg;
  const models = backend.namedModel("Debugger.Models.Process");
  const once = (): void => {
    const undos = [
      backend.addParent(models, object({ Alpc: ui8(1n) })),
      backend.registerFunctionAlias(
        "leak",
        method(() => none),
      ),
      backend.registerTypeSignature("extension", "_EPROCESS", object({ X: i4(1) })),
    ];
    undos.forEach((undo) => undo());
  };
  once();
  dbg.held();
  const before = dbg.held();
  for (let i = 0; i < 1000; i++) once();
  dbg.held();
  expect(dbg.held()).toEqual(before);
});
