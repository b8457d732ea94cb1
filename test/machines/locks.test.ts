/** Owners of locks, found from the wait: what docs/locks.md says is proved, on the builds it is proved on. */
import { describe, expect, it } from "vitest";
import { machine, Machine, standardLayouts } from "./machine";
import { lpcLayouts, world } from "../worlds/world";

const isOld = (layout: string): boolean => layout.startsWith("6.1");

describe.each(standardLayouts)("on %s", (layout) => {
  it("a server waits for an ERESOURCE of its client's process: a proved cycle", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       w waits resource R owned by t kernel mode 3s`,
    );
    expect(m.deadlocks).toEqual(["proved cycle t w"]);
    expect(m.waits("w")[0]).toMatchObject({ kind: "eresource", state: "owned", on: [m.world.thread("t")] });
  });

  it("the kernel looks at such a wait every few seconds and waits again: that is no end", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       w waits resource R owned by t kernel mode 3s timeout`,
    );
    expect(m.deadlocks).toEqual(["proved cycle t w"]);
  });

  it("the same resource in other hands is none", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t ; thread u
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       u waits event 50s
       w waits resource R owned by u kernel mode 3s`,
    );
    expect(m.deadlocks).toEqual([]);
    expect(m.roots).toEqual(["other wait u <- t"]);
  });

  it("all who share a resource must let go of it", () => {
    const text = (u: string) =>
      `process app.exe ; thread t ; thread u
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       u ${u}
       w waits resource R shared by u shared by t kernel mode 3s`;
    expect(machine(layout, text("waits event 50s")).deadlocks).toEqual(["proved cycle t w"]);
    expect(machine(layout, text("calls Svc, in service of w, 40s")).deadlocks[0]).toMatch(/^suspected knot t u w/);
  });

  it("several threads wait for one resource, each is seen", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       process two.exe ; thread s
       t calls Svc, in service of w, 45s
       s calls Svc, in service of v, 44s
       w waits resource R owned by t kernel mode 3s
       v waits resource R kernel mode 2s`,
    );
    expect(m.deadlocks).toEqual(["proved cycle t w; behind s v"]);
  });

  it("a resource that nobody owns, or whose owner is no thread, is another wait", () => {
    const text = `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       w waits resource R owned by t kernel mode 3s`;
    const entry = world(layout, text).builder.kernel.has("_ERESOURCE", "OwnerEntry") ? "OwnerEntry" : "OwnerThreads[0]";
    const marked = machine(layout, text + `\nset resource R ${entry}.OwnerThread = 0x8a4b7323`);
    expect(marked.deadlocks).toEqual([]);
    expect(marked.roots).toEqual(["other wait w <- t"]);
    const free = machine(layout, text + "\nset resource R ActiveCount = 0");
    expect(free.deadlocks).toEqual([]);
  });

  it("the chain of one thread does not walk all resources, and says so", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       w waits resource R owned by t kernel mode 3s`,
    );
    expect(m.chain("t").join("\n")).toContain("an ERESOURCE (its owner is looked for by /deadlock only)");
  });

  it("a server waits for a critical section whose owner waits for the server's client: a proved cycle", () => {
    const m = machine(
      layout,
      `process app.exe ; port App of app.exe pool t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v calls App, in service of t, 46s
       w waits critical section C owned by v 44s`,
    );
    expect(m.deadlocks).toEqual(["proved cycle t v w"]);
    expect(m.waits("w")[0]).toMatchObject({ kind: "criticalSection", state: "owned", on: [m.world.thread("v")] });
    expect(m.waits("w")[0]?.object).toBe(m.world.object("C"));
    const report = m.report().join("\n");
    expect(report).toMatch(/svc\.exe \S+ \(\S+\) waits for svc\.exe \S+: critical section 0x[0-9a-f]+, 44\.0 s/);
  });

  it("the owner runs: the chain goes on to it", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v runs
       w waits critical section C owned by v 44s`,
    );
    expect(m.roots).toEqual(["runnable v <- t"]);
  });

  it.each([
    ["an owner that is no thread of the process", "0x7f0"],
    ["an owner of another process", "t"],
  ])("%s is no proof", (_, owner) => {
    const made = world(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v runs
       w waits critical section C owned by v 44s`,
    );
    const { kernel } = made.builder;
    const tid = owner === "t" ? made.tid("t") : 0x7f0;
    kernel.writePointer(BigInt(made.object("C")) + BigInt(kernel.pointer + 8), BigInt(tid));
    expect(new Machine(made).roots).toEqual(["other wait w <- t"]);
  });

  it.each([
    ["no waiter", (p: number) => [p, 4, -2] as const],
    ["no owner", (p: number) => [p, 4, -1] as const],
    ["no recursion", (p: number) => [p + 4, 4, 0] as const],
  ])("a section with %s is none", (_, edit) => {
    const made = world(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v runs
       w waits critical section C owned by v 44s`,
    );
    const { kernel } = made.builder;
    const [offset, size, value] = edit(kernel.pointer);
    kernel.memory.writeInt(BigInt(made.object("C")) + BigInt(offset), size, value);
    expect(new Machine(made).roots).toEqual(["other wait w <- t"]);
  });

  it("user memory that is paged out costs the section, not the report", () => {
    const made = world(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v runs
       w waits critical section C owned by v 44s`,
    );
    const { kernel } = made.builder;
    kernel.memory.unmap(BigInt(made.object("C")) & ~0xfffn);
    const m = new Machine(made);
    expect(m.roots).toEqual(["other wait w <- t"]);
    expect(m.answer.incomplete).toEqual([]);
  });

  it("a push lock has no recorded owner", () => {
    const m = machine(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       w waits reason WrPushLock kernel mode event 44s`,
    );
    expect(m.roots).toEqual(["other wait w <- t"]);
    expect(m.report().join("\n")).toContain("it waits for a push lock, whose owner is not recorded");
  });

  if (!isOld(layout))
    it("a wait for a wake-up by thread id reads no dispatcher object, and misses nothing", () => {
      const m = machine(
        layout,
        `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       w waits critical section C 44s`,
      );
      expect(m.answer.incomplete).toEqual([]);
      expect(m.roots).toEqual(["other wait w <- t"]);
      expect(m.report().join("\n")).toContain("a wake-up by thread id");
    });

  if (!isOld(layout))
    describe("the address that is waited on", () => {
      const text = `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v runs
       w waits critical section C owned by v 44s`;
      /** The machine, with the thread waiting on another address. */
      const waitingOn = (address: (section: bigint) => bigint, write?: (made: ReturnType<typeof world>) => void) => {
        const made = world(layout, text);
        const { kernel } = made.builder;
        write?.(made);
        const block = made.get("thread", "w", "Tcb.WaitBlockList");
        kernel.set({ type: "_KWAIT_BLOCK", address: block }, "Object", address(BigInt(made.object("C"))));
        return new Machine(made);
      };

      it.each([
        ["the section", 0n],
        ["its LockCount", 8n],
        ["its LockSemaphore", 24n],
      ])("may be that of %s", (_, offset) =>
        expect(waitingOn((section) => section + offset).roots).toEqual(["runnable v <- t"]),
      );
      it("is no section where it is another one beside it", () =>
        expect(waitingOn((section) => section + 0x10n).roots).toEqual(["other wait w <- t"]));
      it("is null: no object, no section", () => expect(waitingOn(() => 0n).roots).toEqual(["other wait w <- t"]));

      it("is that of a 32-bit program's section", () => {
        const m = waitingOn(
          () => 0x5d0014n,
          (made) => {
            const { memory } = made.builder.kernel;
            memory.map(0x5d0000n, 0x40);
            [0xffffffff, 0xfffffffa, 1, made.tid("v"), 0, 0].forEach((value, i) =>
              memory.writeInt(0x5d0004n + BigInt(4 * i), 4, value),
            );
          },
        );
        expect(m.roots).toEqual(["runnable v <- t"]);
      });

      it("debug information that does not point back makes it none", () => {
        const points = (back: bigint) =>
          waitingOn(
            (section) => section,
            (made) => {
              const { kernel } = made.builder;
              const section = BigInt(made.object("C"));
              kernel.memory.map(section + 0x400n, 0x40);
              kernel.writePointer(section, section + 0x400n);
              kernel.writePointer(section + 0x408n, section + back);
            },
          );
        expect(points(0n).roots).toEqual(["runnable v <- t"]);
        expect(points(8n).roots).toEqual(["other wait w <- t"]);
      });
    });

  if (isOld(layout))
    it("the loader lock is found by the chain of one thread, where the TEB says so", () => {
      const loader = (says: number) => {
        const made = world(
          layout,
          `process app.exe ; thread t
         process svc.exe ; port Svc of svc.exe pool w v
         t calls Svc, in service of w, 45s
         v runs
         w waits critical section C owned by v 44s`,
        );
        const { kernel } = made.builder;
        // The section takes the place of the loader lock.
        const peb = made.get("process", "svc.exe", "Peb");
        kernel.writePointer(peb + (kernel.pointer === 8 ? 0x110n : 0xa0n), BigInt(made.object("C")));
        const field = kernel.structs.field("_TEB", "WaitingOnLoaderLock");
        const at = made.get("thread", "w", "Tcb.Teb") + BigInt(field.offset);
        kernel.memory.map(at, 4);
        kernel.memory.writeInt(at, 4, says);
        return new Machine(made).chain("t");
      };
      expect(loader(1).join("\n")).toMatch(/critical section 0x[0-9a-f]+, 44\.0 s\n.*it is runnable/);
      expect(loader(0).join("\n")).toContain("it waits for event");
    });
});

describe.each(lpcLayouts)("on %s", (layout) => {
  const circle = (lock: string) =>
    machine(
      layout,
      `process app.exe ; port App of app.exe pool t
       process svc.exe ; port Svc of svc.exe pool w v
       t calls Svc, in service of w, 45s
       v calls App, in service of t, 46s
       w waits ${lock}`,
    );

  it.each(["resource R owned by v kernel mode 3s", "critical section C owned by v 44s"])(
    "%s closes a circle",
    (lock) => {
      expect(circle(lock).deadlocks).toHaveLength(1);
      expect(circle(lock.replace(/owned by v /, "")).deadlocks).toEqual([]);
    },
  );
});
