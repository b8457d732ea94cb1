import { describe, expect, it } from "vitest";
import { validateSnapshot } from "../../hosts/snapshot/validate";
import { Reader } from "./reader";
import * as library from "./library";
import { alpcLayouts, checkWorld, layouts, lpcLayouts, threadOnlyLayouts, world } from "./world";

describe("every situation holds together on every layout", () => {
  it.each([...alpcLayouts, ...lpcLayouts])("%s", (layout) => {
    const situations = lpcLayouts.includes(layout)
      ? library.everywhere
      : { ...library.everywhere, ...library.alpcOnly };
    for (const [name, text] of Object.entries(situations)) expect(() => world(layout, text), name).not.toThrow();
  });
});

describe("a world", () => {
  it.each(layouts())("on %s can be read back from its snapshot alone", (layout) => {
    // The types of Vista RTM do not tell of ports: what they lead to is not checked there.
    const { snapshot } = world(layout, "process svc.exe ; threads t1..t3 waiting event 5s");
    expect(checkWorld(Reader.ofSnapshot(snapshot))).toEqual([]);
    expect(snapshot.processes.map((p) => [p.name, p.threads.length])).toEqual([
      ["System", 1],
      ["svc.exe", 3],
    ]);
  });

  it.each(layouts())("on %s is a snapshot that the runner accepts", (layout) => {
    const text = JSON.stringify(world(layout, library.twoCycle).snapshot);
    expect(() => validateSnapshot(JSON.parse(text))).not.toThrow();
  });

  it.each(threadOnlyLayouts)("on %s has ports in memory that its types do not describe", (layout) => {
    const w = world(layout, library.twoCycle);
    expect(w.snapshot.types["_ALPC_PORT"]).toBeUndefined();
    expect(w.get("thread", "p", "AlpcMessage")).toBe(BigInt(w.message("p")));
  });

  it("is the same on every build", () => {
    const [a, b] = [1, 2].map(() => JSON.stringify(world("22000.739", library.healthy).snapshot));
    expect(a).toBe(b);
  });

  it("has ranges that do not overlap, in order", () => {
    const { memory } = world("7601-x86", library.starvation).snapshot;
    let end = 0n;
    for (const { address, base64 } of memory) {
      expect(BigInt(address)).toBeGreaterThan(end);
      end = BigInt(address) + BigInt(Buffer.from(base64!, "base64").length) - 1n;
    }
  });

  it("puts what has an address exactly there, and nothing else on it", () => {
    const w = world("6.0.6001-x64", "process a.exe ; thread t at 0xfffffa801afae6f0");
    expect(w.thread("t")).toBe("0xfffffa801afae6f0");
    expect(() =>
      world("6.0.6001-x64", "process a.exe ; thread t at 0xfffffa801afae6f0 ; thread u at 0xfffffa801afae800"),
    ).toThrow(/would lie on/);
  });

  it("that does not hold together is refused", () => {
    expect(() =>
      world("19041.1706", (w) => {
        const process = w.process({ name: "a.exe" });
        const other = w.process({ name: "b.exe" });
        // A thread that two processes list.
        other.threads.push(w.thread(process, { name: "t" }));
      }),
    ).toThrow(/does not hold together/);
  });

  it("can be damaged afterwards, and its snapshot follows", () => {
    const w = world("19041.1706", library.inService);
    const before = JSON.stringify(w.snapshot);
    expect(JSON.stringify(w.set("port", "Svc", "PendingQueueLength", 9).snapshot)).not.toBe(before);
  });

  it("keeps a page to itself for what is to be paged out", () => {
    const w = world("19041.1706", `${library.inService}\n damage: unreadable message t`);
    const reader = Reader.ofSnapshot(w.snapshot);
    expect(() => reader.readPointer(BigInt(w.message("t")))).toThrow(/unreadable/);
    expect(w.check()).toHaveLength(1);
    const shared = world("19041.1706", library.twoCycle);
    expect(() => shared.unreadable("message", "p")).toThrow(/page of its own/);
  });

  it("takes exactly the bytes of an object away when asked", () => {
    const w = world("19041.1706", library.twoCycle).punch("message", "p");
    const reader = Reader.ofSnapshot(w.snapshot);
    expect(() => reader.readPointer(BigInt(w.message("p")))).toThrow(/unreadable/);
    expect(reader.readPointer(BigInt(w.message("f")))).not.toBe(0n);
  });
});
