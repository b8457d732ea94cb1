/** Security descriptors as they lie in kernel memory, decoded. The expected SDDL is what Windows prints for them. */
import { describe, expect, it } from "vitest";
import { aclIn, portRights } from "../../../src/nt/acl";
import { sidIn, sidName, sidText } from "../../../src/nt/sid";
import { members, value } from "../../tools/members";
import { open, type TestSession } from "../../tools/session";
import { sidBytes, securityDescriptor, type SecurityDescriptor } from "../../worlds/security";
import { world } from "../../worlds/world";

const PORT = '@$cursession.Alpc.Port("P")';

function session(security: SecurityDescriptor | undefined, layout = "10.0.19041.1706-x64"): TestSession {
  const w = world(layout, (b) => {
    const owner = b.process({ name: "s.exe" });
    b.port(owner, { path: "\\RPC Control\\P", security });
  });
  return open(w.snapshot);
}
const sddl = (security: SecurityDescriptor, layout?: string) =>
  value(session(security, layout), `${PORT}.Security.Sddl`);

describe("SIDs", () => {
  it.each([
    ["S-1-1-0", "Everyone"],
    ["S-1-5-18", "NT AUTHORITY\\SYSTEM"],
    ["S-1-5-32-544", "BUILTIN\\Administrators"],
    ["S-1-15-2-1", "APPLICATION PACKAGE AUTHORITY\\ALL APPLICATION PACKAGES"],
    ["S-1-16-12288", "Mandatory Label\\High Mandatory Level"],
    ["S-1-5-5-0-12345", "Logon session"],
    ["S-1-5-21-1004336348-1177238915-682003330-512", undefined],
  ])("%s", (text, name) => {
    const bytes = sidBytes(text);
    expect(sidIn(bytes, 0)).toEqual({ sid: text, size: bytes.length });
    expect(sidName(text)).toBe(name);
    expect(sidText(text)).toBe(name === undefined ? text : `${name} (${text})`);
  });
  it("an authority of more than 32 bits is hexadecimal", () => {
    const bytes = sidBytes("S-1-5-7");
    bytes[2] = 1;
    expect(sidIn(bytes, 0)?.sid).toBe("S-1-0x10000000005-7");
  });
  it("what is cut short or of another revision is none", () => {
    const bytes = sidBytes("S-1-5-32-544");
    expect(sidIn(bytes.subarray(0, bytes.length - 1), 0)).toBeUndefined();
    expect(sidIn(Buffer.concat([Buffer.from([2]), bytes.subarray(1)]), 0)).toBeUndefined();
    expect(sidIn(Buffer.from([1, 16, 0, 0, 0, 0, 0, 5]), 0)).toBeUndefined();
  });
});

describe("rights of a port", () => {
  it.each([
    [0x1f0001, "PORT_ALL_ACCESS"],
    [0x1, "PORT_CONNECT"],
    [0x30001, "PORT_CONNECT DELETE READ_CONTROL"],
    [0x100000, "SYNCHRONIZE"],
    [0x10000000, "GENERIC_ALL"],
    [0x80000000, "GENERIC_READ"],
    [0x20004, "READ_CONTROL 0x4"],
    [0, ""],
  ])("%i", (mask, names) => expect(portRights(mask).join(" ")).toBe(names));
});

describe("SDDL", () => {
  const system = { owner: "S-1-5-18", group: "S-1-5-18" };
  it("writes tokens where they say everything, the number otherwise", () => {
    expect(
      sddl({
        ...system,
        dacl: [
          { sid: "S-1-1-0", mask: 0x30001 },
          { sid: "S-1-5-18", mask: 0x1f0001 },
        ],
      }),
    ).toBe("O:SYG:SYD:(A;;CCSDRC;;;WD)(A;;0x1f0001;;;SY)");
  });
  it("writes deny entries, their flags and SIDs that have no abbreviation", () => {
    const dacl = [
      { kind: "deny" as const, sid: "S-1-5-7", mask: 1, flags: 0x03 },
      { sid: "S-1-5-21-1-2-3-1001", mask: 0x10000000, flags: 0x10 },
    ];
    expect(sddl({ ...system, dacl })).toBe("O:SYG:SYD:(D;OICI;CC;;;AN)(A;ID;GA;;;S-1-5-21-1-2-3-1001)");
  });
  it("writes audit entries and the mandatory label", () => {
    const sacl = [
      { kind: "audit" as const, sid: "S-1-1-0", mask: 1, flags: 0xc0 },
      { kind: "label" as const, sid: "S-1-16-4096", mask: 3 },
    ];
    expect(sddl({ ...system, dacl: [], sacl })).toBe("O:SYG:SYD:S:(AU;SAFA;CC;;;WD)(ML;;NWNR;;;LW)");
  });
  it("writes the flags of both lists", () => {
    expect(sddl({ ...system, dacl: [], sacl: [], control: 0x1000 | 0x400 | 0x2000 | 0x200 | 0x800 })).toBe(
      "O:SYG:SYD:PAIS:PARAI",
    );
  });
  it("tells an empty DACL, which lets nobody in, from none at all, which lets everybody in", () => {
    expect(sddl({ ...system, dacl: [] })).toBe("O:SYG:SYD:");
    const open_ = session({ ...system, dacl: null });
    expect(value(open_, `${PORT}.Security.Sddl`)).toBe("O:SYG:SYD:NO_ACCESS_CONTROL");
    expect(members(open_, `${PORT}.Security`)["Dacl"]).toBe("NULL: everybody may do everything");
    expect(open_.run("!alpcx /sd P").text).toContain("->Dacl    :  is NULL: everybody may do everything");
    const none = session({ ...system });
    expect(members(none, `${PORT}.Security`)).not.toHaveProperty("Dacl");
    expect(none.run("!alpcx /sd P").text).toContain("->Dacl    :  is NULL\n");
  });
  it("is the same on 32 bits, where the pointer carries three bits of count", () => {
    expect(sddl({ ...system, dacl: [{ sid: "S-1-5-11", mask: 1 }] }, "6.1.7601-x86")).toBe("O:SYG:SYD:(A;;CC;;;AU)");
  });
});

describe("a descriptor that is not as it should be", () => {
  it("decodes an absolute one by its pointers", () => {
    const w = world("10.0.19041.1706-x64", "process s.exe ; thread t waiting event ; port P of s.exe");
    const { kernel } = w.builder;
    const port = w.place("port", "P");
    const block = kernel.allocate("paged", 0x100, "SeSd");
    const bytes = securityDescriptor({ owner: "S-1-5-18", dacl: [{ sid: "S-1-1-0", mask: 1 }] });
    // Behind it the parts of a self-relative one: owner at 20, the list behind it.
    kernel.memory.writeBytes(block, Buffer.from([1, 0, 4, 0]));
    kernel.memory.writeBytes(block + 0x40n, bytes);
    kernel.writePointer(block + 8n, block + 0x40n + BigInt(bytes.readUInt32LE(4)));
    kernel.writePointer(block + 0x20n, block + 0x40n + BigInt(bytes.readUInt32LE(16)));
    const header = {
      type: "_OBJECT_HEADER",
      address: port.address - BigInt(kernel.structs.offset("_OBJECT_HEADER", "Body")),
    };
    kernel.set(header, "SecurityDescriptor", block | 7n);
    expect(value(open(w.snapshot), `${PORT}.Security.Sddl`)).toBe("O:SYD:(A;;CC;;;WD)");
  });
  it("says what is wrong: no descriptor, another revision, entries that do not fit", () => {
    const damaged = (change: (bytes: Buffer) => void) => {
      const w = world("10.0.19041.1706-x64", "process s.exe ; thread t waiting event ; port P of s.exe");
      const { kernel } = w.builder;
      const header = {
        type: "_OBJECT_HEADER",
        address: w.place("port", "P").address - BigInt(kernel.structs.offset("_OBJECT_HEADER", "Body")),
      };
      const at = kernel.get(header, "SecurityDescriptor") & ~15n;
      const bytes = kernel.memory.readBytes(at, 0x80);
      change(bytes);
      kernel.memory.writeBytes(at, bytes);
      const { text, errors } = open(w.snapshot).run("!alpcx /sd P");
      return text + errors;
    };
    expect(damaged((bytes) => (bytes[0] = 7))).toContain("no security descriptor: its revision is 7");
    expect(damaged((bytes) => bytes.writeUInt16LE(2, bytes.readUInt32LE(16) + 2))).toContain("no ACL: its size is 2");
    expect(damaged((bytes) => bytes.writeUInt16LE(0xff, bytes.readUInt32LE(16) + 4))).toContain(
      "(damaged: 3 of 255 entries could be decoded)",
    );
    expect(damaged((bytes) => bytes.writeUInt32LE(0x7ffffff0, 4))).toMatch(/->Owner {3}: \(.*\)/);
    const none = world("10.0.19041.1706-x64", "process s.exe ; thread t waiting event ; port P of s.exe");
    const { kernel } = none.builder;
    const size = BigInt(kernel.structs.offset("_OBJECT_HEADER", "Body"));
    kernel.set({ type: "_OBJECT_HEADER", address: none.place("port", "P").address - size }, "SecurityDescriptor", 0);
    expect(members(open(none.snapshot), PORT)).not.toHaveProperty("Security");
  });
  it("ends a list at an entry that is too long", () => {
    const acl = Buffer.from([2, 0, 0x10, 0, 1, 0, 0, 0, 0, 0, 0xff, 0, 1, 0, 0, 0]);
    expect(aclIn(acl, 0)).toMatchObject({ size: 16, count: 1, aces: [] });
  });
});

describe("/sd and /p /v under /json", () => {
  it("have the same content as a document", () => {
    const s = session({ owner: "S-1-5-18", dacl: [{ sid: "S-1-1-0", mask: 1 }] });
    const wanted = {
      schema: "alpcx.security/1",
      owner: { sid: "S-1-5-18", name: "NT AUTHORITY\\SYSTEM" },
      dacl: [{ type: "ACCESS_ALLOWED_ACE_TYPE", mask: 1, rights: ["PORT_CONNECT"], sid: "S-1-1-0", name: "Everyone" }],
      sddl: "O:SYD:(A;;CC;;;WD)",
    };
    expect(s.json("!alpcx /sd P")).toMatchObject(wanted);
    expect(s.json("!alpcx /p P /v")).toMatchObject({
      schema: "alpcx.port/1",
      security: wanted,
      attributes: { flags: 0x30000 },
    });
  });
});
