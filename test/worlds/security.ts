/** Self-relative security descriptors. Source: the documented format of SECURITY_DESCRIPTOR, ACL, ACE and SID. */

export interface Ace {
  readonly kind?: "allow" | "deny" | "audit" | "label";
  /** `S-1-5-18`. */
  readonly sid: string;
  readonly mask: number;
  readonly flags?: number;
}

export interface SecurityDescriptor {
  readonly owner?: string;
  readonly group?: string;
  /** null: no DACL, everybody may do everything. */
  readonly dacl?: readonly Ace[] | null;
  /** What is audited, and the mandatory label. */
  readonly sacl?: readonly Ace[];
  /** Bits of Control beside those that follow from the rest. */
  readonly control?: number;
}

const SYSTEM = "S-1-5-18";
const ADMINISTRATORS = "S-1-5-32-544";
const EVERYONE = "S-1-1-0";

/** What ports mostly have: everybody may connect, SYSTEM and the administrators may do everything. */
const DEFAULT: SecurityDescriptor = {
  owner: ADMINISTRATORS,
  group: SYSTEM,
  dacl: [
    { sid: SYSTEM, mask: 0x1f0001 },
    { sid: ADMINISTRATORS, mask: 0x1f0001 },
    { sid: EVERYONE, mask: 0x20001 },
  ],
};

/** The bytes of a self-relative descriptor. */
export function securityDescriptor(descriptor: SecurityDescriptor = DEFAULT): Buffer {
  const owner = descriptor.owner === undefined ? Buffer.alloc(0) : sidBytes(descriptor.owner);
  const group = descriptor.group === undefined ? Buffer.alloc(0) : sidBytes(descriptor.group);
  const dacl = descriptor.dacl ? acl(descriptor.dacl) : Buffer.alloc(0);
  const sacl = descriptor.sacl ? acl(descriptor.sacl) : Buffer.alloc(0);
  const header = Buffer.alloc(20);
  header[0] = 1;
  // SE_SELF_RELATIVE, SE_DACL_PRESENT, SE_SACL_PRESENT
  const present = (descriptor.dacl === undefined ? 0 : 4) | (descriptor.sacl === undefined ? 0 : 0x10);
  header.writeUInt16LE(0x8000 | present | (descriptor.control ?? 0), 2);
  let offset = 20;
  const place = (bytes: Buffer, at: number): void => {
    header.writeUInt32LE(bytes.length === 0 ? 0 : offset, at);
    offset += bytes.length;
  };
  place(owner, 4);
  place(group, 8);
  place(dacl, 16);
  place(sacl, 12);
  return Buffer.concat([header, owner, group, dacl, sacl]);
}

function acl(aces: readonly Ace[]): Buffer {
  const entries = aces.map((ace) => {
    const who = sidBytes(ace.sid);
    const entry = Buffer.alloc(8);
    entry[0] = { allow: 0, deny: 1, audit: 2, label: 17 }[ace.kind ?? "allow"];
    entry[1] = ace.flags ?? 0;
    entry.writeUInt16LE(8 + who.length, 2);
    entry.writeUInt32LE(ace.mask, 4);
    return Buffer.concat([entry, who]);
  });
  const header = Buffer.alloc(8);
  header[0] = 2;
  header.writeUInt16LE(8 + entries.reduce((sum, e) => sum + e.length, 0), 2);
  header.writeUInt16LE(entries.length, 4);
  return Buffer.concat([header, ...entries]);
}

/** The bytes of a SID. */
export function sidBytes(text: string): Buffer {
  const [, revision, authority, ...rest] = text.split("-");
  if (revision === undefined || authority === undefined) throw new Error(`${text} is no SID`);
  const bytes = Buffer.alloc(8 + 4 * rest.length);
  bytes[0] = Number(revision);
  bytes[1] = rest.length;
  bytes.writeUIntBE(Number(authority), 2, 6);
  rest.forEach((part, i) => bytes.writeUInt32LE(Number(part), 8 + 4 * i));
  return bytes;
}
