/** Access control lists: entries, their types, flags and masks by name. Source: MS-DTYP 2.4.3 to 2.4.5, 2.5.1. */
import { uint32In } from "./kernel";
import { sddlSid, sidIn, type Sid } from "./sid";

/** Names of `AceType`, with the letters of SDDL where it has any. */
const TYPES: { readonly [type: number]: readonly [name: string, sddl: string] } = {
  0: ["ACCESS_ALLOWED_ACE_TYPE", "A"],
  1: ["ACCESS_DENIED_ACE_TYPE", "D"],
  2: ["SYSTEM_AUDIT_ACE_TYPE", "AU"],
  3: ["SYSTEM_ALARM_ACE_TYPE", "AL"],
  4: ["ACCESS_ALLOWED_COMPOUND_ACE_TYPE", ""],
  5: ["ACCESS_ALLOWED_OBJECT_ACE_TYPE", "OA"],
  6: ["ACCESS_DENIED_OBJECT_ACE_TYPE", "OD"],
  7: ["SYSTEM_AUDIT_OBJECT_ACE_TYPE", "OU"],
  8: ["SYSTEM_ALARM_OBJECT_ACE_TYPE", "OL"],
  9: ["ACCESS_ALLOWED_CALLBACK_ACE_TYPE", "XA"],
  10: ["ACCESS_DENIED_CALLBACK_ACE_TYPE", "XD"],
  11: ["ACCESS_ALLOWED_CALLBACK_OBJECT_ACE_TYPE", "ZA"],
  12: ["ACCESS_DENIED_CALLBACK_OBJECT_ACE_TYPE", ""],
  13: ["SYSTEM_AUDIT_CALLBACK_ACE_TYPE", "XU"],
  14: ["SYSTEM_ALARM_CALLBACK_ACE_TYPE", ""],
  15: ["SYSTEM_AUDIT_CALLBACK_OBJECT_ACE_TYPE", ""],
  16: ["SYSTEM_ALARM_CALLBACK_OBJECT_ACE_TYPE", ""],
  17: ["SYSTEM_MANDATORY_LABEL_ACE_TYPE", "ML"],
  18: ["SYSTEM_RESOURCE_ATTRIBUTE_ACE_TYPE", "RA"],
  19: ["SYSTEM_SCOPED_POLICY_ID_ACE_TYPE", "SP"],
  20: ["SYSTEM_PROCESS_TRUST_LABEL_ACE_TYPE", "TL"],
  21: ["SYSTEM_ACCESS_FILTER_ACE_TYPE", "FL"],
};
const MANDATORY_LABEL = 17;
/** Types whose SID lies behind object flags and up to two GUIDs. */
const OBJECT_TYPES = [5, 6, 7, 8, 11, 12, 15, 16];

const FLAGS: readonly (readonly [bit: number, name: string, sddl: string])[] = [
  [0x01, "OBJECT_INHERIT_ACE", "OI"],
  [0x02, "CONTAINER_INHERIT_ACE", "CI"],
  [0x04, "NO_PROPAGATE_INHERIT_ACE", "NP"],
  [0x08, "INHERIT_ONLY_ACE", "IO"],
  [0x10, "INHERITED_ACE", "ID"],
  [0x20, "CRITICAL_ACE_FLAG", "CR"],
  [0x40, "SUCCESSFUL_ACCESS_ACE_FLAG", "SA"],
  [0x80, "FAILED_ACCESS_ACE_FLAG", "FA"],
];

/** Rights that every object has, in ascending order. */
const STANDARD: readonly (readonly [bit: number, name: string])[] = [
  [0x00010000, "DELETE"],
  [0x00020000, "READ_CONTROL"],
  [0x00040000, "WRITE_DAC"],
  [0x00080000, "WRITE_OWNER"],
  [0x00100000, "SYNCHRONIZE"],
  [0x01000000, "ACCESS_SYSTEM_SECURITY"],
  [0x02000000, "MAXIMUM_ALLOWED"],
  [0x10000000, "GENERIC_ALL"],
  [0x20000000, "GENERIC_EXECUTE"],
  [0x40000000, "GENERIC_WRITE"],
  [0x80000000, "GENERIC_READ"],
];
/** The one right of its own that a port has. Source: phnt, golden case G8 (masks of real ports). */
const PORT: readonly (readonly [bit: number, name: string])[] = [[1, "PORT_CONNECT"], ...STANDARD];
const PORT_ALL_ACCESS = 0x1f0001;
const LABEL: readonly (readonly [bit: number, name: string])[] = [
  [1, "NO_WRITE_UP"],
  [2, "NO_READ_UP"],
  [4, "NO_EXECUTE_UP"],
];

/** Tokens of SDDL in the order in which Windows writes them. */
const SDDL_RIGHTS: readonly (readonly [bit: number, token: string])[] = [
  [0x10000000, "GA"],
  [0x80000000, "GR"],
  [0x40000000, "GW"],
  [0x20000000, "GX"],
  [0x1, "CC"],
  [0x2, "DC"],
  [0x4, "LC"],
  [0x8, "SW"],
  [0x10, "RP"],
  [0x20, "WP"],
  [0x40, "DT"],
  [0x80, "LO"],
  [0x100, "CR"],
  [0x10000, "SD"],
  [0x20000, "RC"],
  [0x40000, "WD"],
  [0x80000, "WO"],
];
const LABEL_RIGHTS: readonly (readonly [bit: number, token: string])[] = [
  [1, "NW"],
  [2, "NR"],
  [4, "NX"],
];

export interface Ace {
  readonly type: number;
  readonly typeName: string;
  readonly flags: number;
  readonly flagNames: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly mask: number;
  /** Undefined where the bytes hold none. */
  readonly sid: Sid | undefined;
}

export interface Acl {
  readonly revision: number;
  readonly sbz1: number;
  /** Bytes, header included. */
  readonly size: number;
  /** What the header says; `aces` may be fewer when the list is damaged. */
  readonly count: number;
  readonly sbz2: number;
  readonly aces: readonly Ace[];
}

export const ACL_HEADER = 8;

/** Size of the list whose header begins at `offset`. */
export function aclSize(bytes: Uint8Array, offset: number): number {
  return uint16(bytes, offset + 2);
}

/** The list in some bytes. Entries that do not fit into it end it. */
export function aclIn(bytes: Uint8Array, offset: number): Acl {
  const size = aclSize(bytes, offset);
  const count = uint16(bytes, offset + 4);
  const end = Math.min(offset + size, bytes.length);
  const aces: Ace[] = [];
  let at = offset + ACL_HEADER;
  while (aces.length < count && at + 8 <= end) {
    const length = uint16(bytes, at + 2);
    if (length < 8 || at + length > end) break;
    aces.push(aceIn(bytes, at, length));
    at += length;
  }
  return {
    revision: bytes[offset] || 0,
    sbz1: bytes[offset + 1] || 0,
    size,
    count,
    sbz2: uint16(bytes, offset + 6),
    aces,
  };
}

function aceIn(bytes: Uint8Array, at: number, size: number): Ace {
  const type = bytes[at] as number;
  const flags = bytes[at + 1] as number;
  let sidAt = at + 8;
  if (OBJECT_TYPES.indexOf(type) >= 0) {
    const present = uint32In(bytes, at + 8);
    sidAt += 4 + ((present & 1) !== 0 ? 16 : 0) + ((present & 2) !== 0 ? 16 : 0);
  }
  const found = sidIn(bytes.subarray(0, at + size), sidAt);
  const known = TYPES[type];
  return {
    type,
    typeName: known ? known[0] : "ACE type 0x" + type.toString(16),
    flags,
    flagNames: FLAGS.filter((flag) => (flags & flag[0]) !== 0).map((flag) => flag[1]),
    size,
    mask: uint32In(bytes, at + 4),
    sid: found && found.sid,
  };
}

/** An access mask of a port by names; bits without a name in hexadecimal. */
export function portRights(mask: number): string[] {
  if (mask === PORT_ALL_ACCESS) return ["PORT_ALL_ACCESS"];
  return names(mask, PORT);
}

/** The mask of an entry by names: that of a mandatory label has a meaning of its own. */
export function aceRights(ace: Ace): string[] {
  return ace.type === MANDATORY_LABEL ? names(ace.mask, LABEL) : portRights(ace.mask);
}

function names(mask: number, table: readonly (readonly [bit: number, name: string])[]): string[] {
  const found: string[] = [];
  let rest = mask;
  for (const [bit, name] of table) {
    if ((mask & bit) === 0) continue;
    found.push(name);
    rest = (rest & ~bit) >>> 0;
  }
  if (rest !== 0) found.push("0x" + rest.toString(16));
  return found;
}

/** One entry in SDDL: `(A;;CCSDRC;;;WD)`. */
export function sddlAce(ace: Ace): string {
  const known = TYPES[ace.type];
  const type = known && known[1] !== "" ? known[1] : "0x" + ace.type.toString(16);
  const flags = FLAGS.filter((flag) => (ace.flags & flag[0]) !== 0)
    .map((flag) => flag[2])
    .join("");
  return "(" + [type, flags, sddlRights(ace), "", "", ace.sid === undefined ? "" : sddlSid(ace.sid)].join(";") + ")";
}

/** Tokens where they say everything, the number otherwise: there is none for SYNCHRONIZE. */
function sddlRights(ace: Ace): string {
  const table = ace.type === MANDATORY_LABEL ? LABEL_RIGHTS : SDDL_RIGHTS;
  let rest = ace.mask;
  let text = "";
  for (const [bit, token] of table) {
    if ((ace.mask & bit) === 0) continue;
    text += token;
    rest = (rest & ~bit) >>> 0;
  }
  return rest === 0 ? text : "0x" + ace.mask.toString(16);
}

function uint16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] || 0) | ((bytes[offset + 1] || 0) << 8);
}
