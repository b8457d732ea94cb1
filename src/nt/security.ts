/** Security descriptors: self-relative, as the object manager keeps them, or absolute. Source: MS-DTYP 2.4.6. */
import { add, isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { ACL_HEADER, aclIn, aclSize, sddlAce, type Acl } from "./acl";
import { pointerIn, uint32In, type Kernel } from "./kernel";
import { sddlSid, sidAt, type Sid } from "./sid";

const SELF_RELATIVE = 0x8000;
const DACL_PRESENT = 4;
const SACL_PRESENT = 0x10;
/** Self-relative: revision, Sbz1, Control, and four offsets. */
const RELATIVE_SIZE = 20;

export const CONTROL_NAMES: readonly (readonly [bit: number, name: string])[] = [
  [0x0001, "SE_OWNER_DEFAULTED"],
  [0x0002, "SE_GROUP_DEFAULTED"],
  [0x0004, "SE_DACL_PRESENT"],
  [0x0008, "SE_DACL_DEFAULTED"],
  [0x0010, "SE_SACL_PRESENT"],
  [0x0020, "SE_SACL_DEFAULTED"],
  [0x0040, "SE_DACL_UNTRUSTED"],
  [0x0080, "SE_SERVER_SECURITY"],
  [0x0100, "SE_DACL_AUTO_INHERIT_REQ"],
  [0x0200, "SE_SACL_AUTO_INHERIT_REQ"],
  [0x0400, "SE_DACL_AUTO_INHERITED"],
  [0x0800, "SE_SACL_AUTO_INHERITED"],
  [0x1000, "SE_DACL_PROTECTED"],
  [0x2000, "SE_SACL_PROTECTED"],
  [0x4000, "SE_RM_CONTROL_VALID"],
  [0x8000, "SE_SELF_RELATIVE"],
];

export interface SecurityDescriptor {
  readonly address: Address;
  readonly revision: number;
  readonly sbz1: number;
  readonly control: number;
  /** Undefined where there is none; a Gap where it cannot be read. */
  readonly owner: Sid | Gap | undefined;
  readonly group: Sid | Gap | undefined;
  /** Undefined where there is none. `hasDacl` without a list: everybody may do everything. */
  readonly dacl: Acl | Gap | undefined;
  readonly hasDacl: boolean;
  readonly sacl: Acl | Gap | undefined;
}

/** The descriptor at an address (reference count masked), each part read once. */
export function securityDescriptor(kernel: Kernel, address: Address): SecurityDescriptor | Gap {
  return kernel.once("SecurityDescriptor", address, () => {
    if (isNull(address)) return new Gap(address, "the object has no security descriptor");
    const header = kernel.bytes(address, RELATIVE_SIZE);
    if (header instanceof Gap) return header;
    if (header[0] !== 1) return new Gap(address, "no security descriptor: its revision is " + header[0]);
    const control = (header[2] as number) | ((header[3] as number) << 8);
    const parts = control & SELF_RELATIVE ? relative(address, header) : absolute(kernel, address);
    if (parts instanceof Gap) return parts;
    const [owner, group, sacl, dacl] = parts;
    const hasDacl = (control & DACL_PRESENT) !== 0;
    return {
      address,
      revision: 1,
      sbz1: header[1] as number,
      control,
      owner: isNull(owner) ? undefined : sidAt(kernel, owner),
      group: isNull(group) ? undefined : sidAt(kernel, group),
      dacl: hasDacl && !isNull(dacl) ? aclAt(kernel, dacl) : undefined,
      hasDacl,
      sacl: (control & SACL_PRESENT) !== 0 && !isNull(sacl) ? aclAt(kernel, sacl) : undefined,
    };
  });
}

type Parts = readonly [owner: Address, group: Address, sacl: Address, dacl: Address];

function relative(address: Address, header: Uint8Array): Parts {
  const at = (offset: number) => {
    const distance = uint32In(header, offset);
    return distance === 0 ? NULL : add(address, distance);
  };
  return [at(4), at(8), at(12), at(16)];
}

function absolute(kernel: Kernel, address: Address): Parts | Gap {
  const size = kernel.pointerSize;
  const bytes = kernel.bytes(add(address, size), 4 * size);
  if (bytes instanceof Gap) return bytes;
  const at = (index: number) => pointerIn(bytes, index * size, size);
  return [at(0), at(1), at(2), at(3)];
}

function aclAt(kernel: Kernel, address: Address): Acl | Gap {
  return kernel.once("ACL", address, () => {
    const header = kernel.bytes(address, ACL_HEADER);
    if (header instanceof Gap) return header;
    const size = aclSize(header, 0);
    if (size < ACL_HEADER) return new Gap(address, "no ACL: its size is " + size);
    const rest = size === ACL_HEADER ? new Uint8Array(0) : kernel.bytes(add(address, ACL_HEADER), size - ACL_HEADER);
    if (rest instanceof Gap) return rest;
    const all = new Uint8Array(size);
    all.set(header);
    all.set(rest, ACL_HEADER);
    return aclIn(all, 0);
  });
}

/** Names of the bits of Control. */
export function controlNames(control: number): string[] {
  return CONTROL_NAMES.filter((known) => (control & known[0]) !== 0).map((known) => known[1]);
}

/** The descriptor in SDDL; a part that cannot be read is left out. Source: MS-DTYP 2.5.1. */
export function sddl(descriptor: SecurityDescriptor): string {
  const { owner, group, dacl, sacl, control } = descriptor;
  let text = "";
  if (typeof owner === "string") text += "O:" + sddlSid(owner);
  if (typeof group === "string") text += "G:" + sddlSid(group);
  if (descriptor.hasDacl) {
    const flags = (control & 0x1000 ? "P" : "") + (control & 0x100 ? "AR" : "") + (control & 0x400 ? "AI" : "");
    text += "D:" + flags;
    if (dacl === undefined) text += "NO_ACCESS_CONTROL";
    else if (!(dacl instanceof Gap)) text += dacl.aces.map(sddlAce).join("");
  }
  if (sacl !== undefined && !(sacl instanceof Gap)) {
    const flags = (control & 0x2000 ? "P" : "") + (control & 0x200 ? "AR" : "") + (control & 0x800 ? "AI" : "");
    text += "S:" + flags + sacl.aces.map(sddlAce).join("");
  }
  return text;
}
