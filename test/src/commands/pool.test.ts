import { describe, expect, it } from "vitest";
import { tagNumber } from "../../../src/nt/pool";
import { open } from "../../tools/session";
import { twoCycle } from "../../worlds/library";
import { world, type Builder, type World } from "../../worlds/world";

interface Hit {
  block: string;
  object?: string;
  tag: string;
  size: number;
  kind: string;
  plausible: boolean;
  text: string;
}
interface Document {
  hits: Hit[];
  searched: string[];
  notSearched: string[];
}
const search = (w: World, rest = "") => open(w.snapshot).json<Document>(`!alpcx /pool ${rest}`);
const hex = (address: bigint) => `0x${address.toString(16)}`;
const WIN10 = "10.0.19041.1706-x64";
const ALL = ["6.0.6001-x64", "6.1.7601-x86", "6.3.9600-x64", WIN10, "10.0.22000.739-x64"];

describe.each(ALL)("the pools of %s", (layout) => {
  const w = world(layout, twoCycle);
  const { hits } = search(w);

  it("hold every port and message, each plausible and told what it is", () => {
    for (const name of ["SpoolerRpc", "FontCache"]) {
      const hit = hits.find((one) => one.object === w.port(name))!;
      expect(hit).toMatchObject({ tag: "ALPC", plausible: true });
      expect(hit.text).toContain(`${name}, connection port of`);
    }
    for (const name of ["p", "f", "m"])
      expect(hits.find((one) => one.object === w.message(name))).toMatchObject({ tag: "AlMs", plausible: true });
    expect(hits.filter((one) => !one.plausible)).toEqual([]);
  });
  it("are listed by address, and by tag when one is asked for", () => {
    expect(hits.map((one) => BigInt(one.block))).toEqual(
      hits.map((one) => BigInt(one.block)).sort((a, b) => (a < b ? -1 : 1)),
    );
    expect(new Set(search(w, "AlMs").hits.map((one) => one.tag))).toEqual(new Set(["AlMs"]));
  });
});

describe.each(["5.1.2600-xpsp3-x86", "5.2.3790-2003sp2-x64"])("the pools of %s", (layout) => {
  it("hold the LPC messages and ports", () => {
    const w = world(layout, twoCycle);
    const { hits } = search(w);
    expect(hits.find((one) => one.object === w.message("m"))).toMatchObject({ tag: "LpcM", plausible: true });
    expect(hits.find((one) => one.object === w.port("SpoolerRpc"))).toMatchObject({ tag: "Port", plausible: true });
    expect(search(w, "LpcM").hits.length).toBe(3);
  });
});

describe("a block that is not what its tag says", () => {
  /** The world, with a block of its own beside the messages. */
  const withBlock = (tag: string, change: (w: Builder, body: bigint) => void): [World, bigint] => {
    let body = 0n;
    const w = world(WIN10, twoCycle, {}, (builder) => {
      body = builder.kernel.allocate("paged", 0x180, tag);
      change(builder, body);
    });
    return [w, body];
  };
  const hitAt = (document: Document, body: bigint) => document.hits.find((one) => one.block === hex(body))!;
  const blob = (body: bigint) => ({ type: "_BLOB", address: body });

  it("is a free one", () => {
    const [w, body] = withBlock("AlMs", (b, at) =>
      b.kernel.set({ type: "_POOL_HEADER", address: at - 16n }, "PoolType", 0),
    );
    expect(hitAt(search(w), body)).toMatchObject({ plausible: false, text: "the block is free" });
  });
  it("has another blob in it", () => {
    const [w, body] = withBlock("AlMs", (b, at) => b.kernel.set(blob(at), "ResourceId", 4));
    expect(hitAt(search(w), body)).toMatchObject({ plausible: false, text: "its blob is a Section" });
  });
  it("is a message that is kept for reuse", () => {
    const [w, body] = withBlock("AlMs", (b, at) => {
      b.kernel.set(blob(at), "ResourceId", 2);
      const place = { type: "_KALPC_MESSAGE", address: at + BigInt(b.kernel.structs.size("_BLOB")) };
      b.kernel.set(place, "PortMessage.MessageId", 0x80001234);
    });
    expect(hitAt(search(w), body)).toMatchObject({ plausible: false, text: "a free message, kept for reuse" });
  });
  it("is a message whose id leads elsewhere", () => {
    const w0 = world(WIN10, twoCycle);
    const id = Number(w0.get("message", "p", "PortMessage.MessageId"));
    const [w, body] = withBlock("AlMs", (b, at) => {
      b.kernel.set(blob(at), "ResourceId", 2);
      const place = { type: "_KALPC_MESSAGE", address: at + BigInt(b.kernel.structs.size("_BLOB")) };
      b.kernel.set(place, "PortMessage.MessageId", id);
    });
    expect(hitAt(search(w), body).text).toBe("its id leads to another message");
  });
  it("holds no port", () => {
    const [w, body] = withBlock("ALPC", () => undefined);
    expect(hitAt(search(w), body).text).toBe("no object header in it names the type of ports");
  });
});

describe("big allocations", () => {
  const count = 64;
  let body = 0n;
  const w = world(WIN10, twoCycle, {}, ({ kernel }) => {
    const size = kernel.structs.size("_POOL_TRACKER_BIG_PAGES");
    const table = kernel.allocatePages("nonPaged", 1, "Big");
    body = kernel.allocatePages("paged", 2, "AlMs");
    kernel.set({ type: "_BLOB", address: body }, "ResourceId", 4);
    kernel.writePointer(kernel.symbol("PoolBigPageTable"), table);
    kernel.writePointer(kernel.symbol("PoolBigPageTableSize"), BigInt(count));
    const entry = (i: number, va: bigint, tag: string) => {
      const place = { type: "_POOL_TRACKER_BIG_PAGES", address: table + BigInt(i * size) };
      kernel.set(place, "Va", va);
      kernel.set(place, "Key", Buffer.from(tag).readUInt32LE());
      kernel.set(place, "NumberOfBytes", 0x2000);
    };
    entry(3, body, "AlMs");
    entry(5, body + 1n, "AlMs");
    entry(9, body, "Mdl ");
  });

  it("are found in their table, free ones told as such, others left out", () => {
    const { hits, searched } = search(w);
    const big = hits.filter((one) => one.kind === "big");
    expect(big).toMatchObject([
      { block: hex(body), size: 0x2000, text: "its blob is a Section" },
      { block: hex(body), text: "the block is free" },
    ]);
    expect(searched[0]).toBe(`big allocations: ${count} entries`);
  });
});

describe("a range that symbols tell", () => {
  const w = world("6.1.7601-x64", twoCycle, {}, ({ kernel }) => {
    // Far enough from known objects, whose neighbourhood is searched anyway.
    const first = kernel.allocatePages("nonPaged", 12, "Fill") + 0x4000n;
    kernel.writePointer(kernel.symbol("MmNonPagedPoolStart"), first);
    kernel.writePointer(kernel.symbol("MmNonPagedPoolEnd"), first + 0x8000n);
    const place = { type: "_POOL_HEADER", address: first + 0x3000n };
    kernel.set(place, "BlockSize", 4);
    kernel.set(place, "PoolType", 2);
    kernel.set(place, "PoolTag", Buffer.from("AlEv").readUInt32LE());
  });

  it("is searched to its end", () => {
    const { hits, searched, notSearched } = search(w);
    expect(searched.find((line) => line.startsWith("nonpaged pool"))).toBe("nonpaged pool: 8 more pages");
    expect(hits.find((one) => one.tag === "AlEv")).toMatchObject({
      plausible: false,
      text: "nothing in it can be checked",
    });
    expect(notSearched.join()).toMatch(/paged pool: nt!MmPagedPoolStart and nt!MmPagedPoolEnd give no range/);
  });
  it("is searched as far as the limit, which is said", () => {
    const known = Number(/: (\d+)/.exec(search(w).searched.find((line) => line.startsWith("pages"))!)![1]);
    const { notSearched } = search(w, `/limit ${known + 3}`);
    expect(notSearched).toContain(`nonpaged pool: 5 of 8 pages, stopped at the limit of ${known + 3} pages`);
    expect(search(w, "/limit 1").notSearched[1]).toMatch(/pages around known objects: stopped at the limit of 1 pages/);
  });
});

describe("the argument", () => {
  it("is a tag of up to four characters", () => {
    const session = open(world(WIN10, twoCycle).snapshot);
    const { failed, errors } = session.run("!alpcx /pool TooLong");
    expect(failed).toBe(true);
    expect(errors).toContain("'TooLong' is no pool tag");
    expect(session.run("!alpcx /pool /limit none").errors).toContain("'none' is no limit");
    expect(session.run("!alpcx /pool /limit").errors).toContain("/limit needs a number");
  });
  it("is stored with its first character lowest, and without the protection bit", () => {
    expect(tagNumber("AlMs")).toBe(Buffer.from("AlMs").readUInt32LE());
    expect(tagNumber("Al")).toBe(Buffer.from("Al  ").readUInt32LE());
    expect(tagNumber("\u00e9")).toBeUndefined();
  });
});
