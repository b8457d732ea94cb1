/** How single builds keep single things: read with what the references say, not with the builder. */
import { describe, expect, it } from "vitest";
import { entries } from "./checkHandles";
import { inService, twoCycle } from "./library";
import { Reader } from "./reader";
import { lpcLayouts, world, type World } from "./world";

const reader = (w: World): Reader => Reader.ofSnapshot(w.snapshot);
const symbol = (w: World, name: string): bigint => BigInt(w.snapshot.symbols![name]!);

describe("object headers", () => {
  it.each(["10.0.10240-x64", "10.0.19041.1706-x64", "10.0.19041-x86"])("%s: the type index is disguised", (layout) => {
    const w = world(layout, inService);
    const r = reader(w);
    const header = BigInt(w.port("Svc")) - BigInt(r.structs.offset("_OBJECT_HEADER", "Body"));
    const cookie = r.integer(symbol(w, "ObHeaderCookie"), 1);
    const index = r.get({ type: "_OBJECT_HEADER", address: header }, "TypeIndex") ^ cookie ^ ((header >> 8n) & 0xffn);
    const slot = symbol(w, "ObTypeIndexTable") + index * BigInt(r.pointer);
    expect(cookie).not.toBe(0n);
    expect(r.readPointer(slot)).toBe(r.readPointer(symbol(w, "AlpcPortObjectType")));
  });

  it("6.1: the type index is plain, and the name lies where the mask says", () => {
    const w = world("6.1.7601.24540-x64", inService);
    const r = reader(w);
    const header = { type: "_OBJECT_HEADER", address: BigInt(w.port("Svc")) - 0x30n };
    const type = r.readPointer(symbol(w, "ObTypeIndexTable") + r.get(header, "TypeIndex") * 8n);
    expect(type).toBe(r.readPointer(symbol(w, "AlpcPortObjectType")));
    const mask = r.get(header, "InfoMask");
    const offset = r.integer(symbol(w, "ObpInfoMaskToOffset") + (mask & 3n), 1);
    const name = { type: "_OBJECT_HEADER_NAME_INFO", address: header.address - offset };
    const buffer = r.get(name, "Name.Buffer");
    expect(r.text(buffer, Number(r.get(name, "Name.Length"))).toString("utf16le")).toBe("Svc");
    expect(r.get(name, "Directory")).not.toBe(0n);
  });

  it("6.0: the header points to the type, and says how far before it the name lies", () => {
    const w = world("6.0.6001-x64", inService);
    const r = reader(w);
    const header = { type: "_OBJECT_HEADER", address: BigInt(w.port("Svc")) - 0x30n };
    expect(r.get(header, "Type")).toBe(r.readPointer(symbol(w, "AlpcPortObjectType")));
    const name = { type: "_OBJECT_HEADER_NAME_INFO", address: header.address - r.get(header, "NameInfoOffset") };
    expect(r.get(name, "Name.Length")).toBe(6n);
  });

  it("a named port is in its directory", () => {
    const w = world("10.0.22000.739-x64", inService);
    const r = reader(w);
    const found: bigint[] = [];
    const walk = (directory: bigint): void => {
      for (let bucket = 0; bucket < 37; bucket++) {
        let entry = r.get({ type: "_OBJECT_DIRECTORY", address: directory }, `HashBuckets[${bucket}]`);
        while (entry !== 0n) {
          const place = { type: "_OBJECT_DIRECTORY_ENTRY", address: entry };
          const object = r.get(place, "Object");
          found.push(object);
          if (object === BigInt(w.builder.objects.all.find((o) => o.name === "RPC Control")!.address)) walk(object);
          entry = r.get(place, "ChainLink");
        }
      }
    };
    walk(r.readPointer(symbol(w, "ObpRootDirectoryObject")));
    expect(found).toContain(BigInt(w.port("Svc")));
  });
});

describe("handle tables", () => {
  const builds = [
    "6.0.6001-x86",
    "6.1.7601.24540-x64",
    "6.2.9200-x64",
    "6.2.9200-x86",
    "10.0.19041.1706-x64",
    "10.0.19041-x86",
  ];

  it.each(builds)("%s: entries lead to the object headers", (layout) => {
    const w = world(layout, twoCycle);
    const r = reader(w);
    const table = w.get("process", "printer.exe", "ObjectTable");
    const body = BigInt(r.structs.offset("_OBJECT_HEADER", "Body"));
    const listed = w.snapshot.processes.find((p) => p.name === "printer.exe")!.handles!;
    const decoded = [...entries(r, table)].map(([handle, header]) => [handle, header + body]);
    expect(decoded).toEqual(listed.map((h) => [h.handle, BigInt(h.object)]));
  });

  it("grow by levels", () => {
    const w = world("10.0.19041.1706-x64", (b) => {
      const process = b.process({ name: "many.exe" });
      const port = b.port(process, { path: "\\RPC Control\\x" });
      for (let i = 0; i < 600; i++) b.handle(process, port.object);
    });
    const r = reader(w);
    const table = w.get("process", "many.exe", "ObjectTable");
    expect(r.get({ type: "_HANDLE_TABLE", address: table }, "TableCode") & 7n).toBe(1n);
    expect(entries(r, table).size).toBe(601);
  });
});

describe("message ids", () => {
  it("lead to messages through AlpcMessageTable", () => {
    const w = world("10.0.19041.1706-x64", twoCycle);
    const table = entries(reader(w), reader(w).readPointer(symbol(w, "AlpcMessageTable")));
    expect(table.get(w.messageId("p"))).toBe(BigInt(w.message("p")));
  });

  it("of later tables name the table in their upper six bits", () => {
    const w = world("10.0.19041.1706-x64", `${inService} ; thread u in app.exe ; u calls Svc, queued, id 0x08000010`);
    const r = reader(w);
    const tables = symbol(w, "AlpcpSecondaryMessageTables");
    const table = entries(r, r.readPointer(tables + 2n * 8n));
    expect(table.get(0x10)).toBe(BigInt(w.message("u")));
  });
});

describe("messages", () => {
  it.each(["6.0.6001-x86", "6.1.7601.24540-x64", "6.3.9600.20666-x64", "10.0.26100-24H2-x64"])(
    "%s: a blob header of kind 2 lies in front",
    (layout) => {
      const w = world(layout, inService);
      const r = reader(w);
      const blob = BigInt(w.message("t")) - BigInt(r.structs.size("_BLOB"));
      expect(r.get({ type: "_BLOB", address: blob }, "ResourceId")).toBe(2n);
    },
  );

  it("carry their data behind the header", () => {
    const w = world("10.0.19041.1706-x64", inService);
    const r = reader(w);
    const data = r.at(w.place("message", "t"), "PortMessage") + BigInt(r.structs.size("_PORT_MESSAGE"));
    expect(r.text(data, 8).toString("latin1")).toBe("request ");
  });
});

describe("time", () => {
  it("is in KUSER_SHARED_DATA, and in KeTickCount where the build has it", () => {
    const w = world("6.1.7601-x86", "clock ticks 1234567");
    const r = reader(w);
    expect(r.integer(0xffdf0320n, 4)).toBe(1234567n);
    expect(r.integer(symbol(w, "KeTickCount"), 4)).toBe(1234567n);
    expect(r.integer(symbol(w, "KeMaximumIncrement"), 4)).toBe(156250n);
    expect(world("10.0.19041.1706-x64", "").snapshot.symbols!["KeTickCount"]).toBeUndefined();
  });

  it("of creation lies before the time of the machine", () => {
    const w = world("10.0.19041.1706-x64", "process a.exe created 10s ago");
    const r = reader(w);
    const now = r.integer(0xfffff78000000014n, 8);
    expect(now - w.get("process", "a.exe", "CreateTime.QuadPart")).toBe(100_000_000n);
  });
});

describe("LPC", () => {
  it.each(lpcLayouts)("%s: only the two ids tie client and server", (layout) => {
    const w = world(layout, inService);
    const id = w.get("thread", "t", "LpcReplyMessageId");
    expect(w.get("thread", "w", "LpcReceivedMessageId")).toBe(id);
    expect(w.get("thread", "w", "LpcReceivedMsgIdValid")).toBe(1n);
    const client = w.builder.connections[0]!;
    expect(w.get("thread", "t", "LpcWaitingOnPort")).toBe(client.clientPort!.address | 1n);
  });

  it("a queued request is in the connection port's list, its client in the reply chain of the server's end", () => {
    const w = world("5.1.2600-xpsp3-x86", twoCycle);
    const r = reader(w);
    const port = w.place("port", "SpoolerRpc");
    expect(r.list(r.at(port, "MsgQueue.ReceiveHead"), "_LPCP_MESSAGE", "Entry")).toEqual([BigInt(w.message("m"))]);
    const server = w.builder.messages.find((m) => m.name === "m")!.connection!.serverPort!;
    const chain = r.at({ type: "_LPCP_PORT_OBJECT", address: server.address }, "LpcReplyChainHead");
    expect(r.list(chain, "_ETHREAD", "LpcReplyChain")).toEqual([BigInt(w.thread("m"))]);
  });

  it("an answered request has lost its port bit and left the chain", () => {
    const w = world("5.2.3790-2003sp2-x64", `${inService.replace("in service of w", "ready")}`);
    expect(w.get("thread", "t", "LpcReplyMessage")).toBe(BigInt(w.message("t")));
    expect(w.get("thread", "t", "LpcReplyMessageId")).toBe(0n);
  });

  it("x86 list heads lie where Microsoft's own example shows them", () => {
    const w = world("5.1.2600-xpsp3-x86", "process csrss.exe ; port \\Windows\\ApiPort of csrss.exe at 0xe14ae238");
    expect(w.get("port", "ApiPort", "MsgQueue.ReceiveHead.Flink")).toBe(0xe14ae248n);
  });
});
