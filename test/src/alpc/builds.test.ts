/** What differs between builds, one thing at a time. */
import { describe, expect, it } from "vitest";
import { members, value } from "../../tools/members";
import { open } from "../../tools/session";
import { Extras } from "../../worlds/extras";
import { alpcLayouts, world } from "../../worlds/world";

const CALL = `
  process svc.exe pid 0x500 ; port Svc of svc.exe waitqueue w
  process app.exe pid 0x600 ; thread t
  current app.exe
`;

describe.each(alpcLayouts)("%s", (layout) => {
  it("shows the exception port without its state, a debug object as no port, a security port that is a flag as nothing", () => {
    const w = world(layout, CALL);
    const { kernel, dispatchers } = w.builder;
    const svc = w.place("port", "Svc");
    const member = kernel.has("_EPROCESS", "ExceptionPortData") ? "ExceptionPortData" : "ExceptionPort";
    w.set("process", "app.exe", member, svc.address | (member === "ExceptionPort" ? 0n : 3n));
    w.set("process", "app.exe", "SecurityPort", 1);
    w.set("process", "app.exe", "DebugPort", w.place("thread", "t").address);
    const s = open(w.snapshot);
    expect(dispatchers.size).toBe(0);
    expect(value(s, "@$curprocess.Alpc.ExceptionPort.Address")).toBe(w.port("Svc"));
    const shown = members(s, "@$curprocess.Alpc");
    expect(shown).not.toHaveProperty("SecurityPort");
    expect(shown["DebugPort"]).toBe(`${w.thread("t")} is no port`);
  });

  it("tells a 32-bit process only where the kernel knows such", () => {
    const w = world(layout, CALL);
    const names = ["Wow64Process", "WoW64Process"].filter((name) => w.builder.kernel.has("_EPROCESS", name));
    for (const name of names) w.set("process", "app.exe", name, w.builder.kernel.era.paged);
    const s = open(w.snapshot);
    const shown = members(s, `@$cursession.Alpc.Thread(${w.thread("t")}).Process`);
    expect(shown["IsWow64"]).toBe(names.length > 0 ? "true" : undefined);
    const other = members(s, '@$cursession.Alpc.Port("Svc").OwnerProcess');
    expect(other["IsWow64"]).toBe(names.length > 0 ? "false" : undefined);
  });

  it("charges a process, or a block when the quota is shared", () => {
    const w = world(layout, `${CALL}\n t calls Svc, in service of w, id 0x9f4`);
    const { kernel } = w.builder;
    w.set("message", "t", "QuotaProcess", w.place("process", "app.exe").address);
    const message = "@$cursession.Alpc.Message(0x9f4)";
    expect(members(open(w.snapshot), message)).toMatchObject({ QuotaProcess: "app.exe (0x600)" });
    w.set("message", "t", "u1.s1.SharedQuota", 1);
    w.set("message", "t", "QuotaProcess", kernel.era.nonPaged + 0x40n);
    const shown = members(open(w.snapshot), message);
    expect(shown["QuotaBlock"]).toBe(`0x${(kernel.era.nonPaged + 0x40n).toString(16)}`);
    expect(shown).not.toHaveProperty("QuotaProcess");
  });

  it("finds messages that are in no queue by their ids, also in a secondary table", () => {
    const secondary = world(layout, CALL).builder.kernel.layout.symbols["AlpcpSecondaryMessageTables"] !== undefined;
    const ids = [0x14, 0x3fc, 0x400, 0x10000, ...(secondary ? [0x4000008, 0x7c000010] : [])];
    const w = world(layout, (b) => {
      const svc = b.process({ name: "svc.exe" });
      const app = b.process({ name: "app.exe" });
      const port = b.port(svc, { path: "\\RPC Control\\Svc" });
      for (const id of ids) b.call(b.thread(app, { name: `t${id}` }), port, { state: "ready" }, { id, name: `m${id}` });
    });
    const s = open(w.snapshot);
    for (const id of ids) {
      const hex = id.toString(16);
      expect(value(s, `@$cursession.Alpc.Message(0x${hex}).Address`), hex).toBe(w.message(`m${id}`));
      expect(s.run(`!alpcx /id ${hex}`).text, hex).toContain("ReplyReady");
    }
    const miss = s.run("!alpcx /m 18");
    expect(miss.text + miss.errors).toContain("no message with id 0x18");
  });

  it("tells the header of a 32-bit sender from the native one", () => {
    const w = world(layout, `${CALL}\n t calls Svc, in service of w, id 0x9f4, data 0x20`);
    const shows = () => members(open(w.snapshot), "@$cursession.Alpc.Message(0x9f4)")["PortMessage32"];
    const native = w.layout.pointerSize === 4 ? undefined : "false";
    expect(shows()).toBe(native);
    w.set("message", "t", "PortMessage.u1.s1.TotalLength", 0x38);
    const knows = new Extras(w).has("_PORT_MESSAGE32");
    expect(shows()).toBe(w.layout.pointerSize === 8 && knows ? "true" : undefined);
  });
});
