/** Security identifiers: text, well-known names, SDDL abbreviations. Source: MS-DTYP 2.4.2 (format, names, SDDL). */
import { add, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { uint32In, type Kernel } from "./kernel";

/** Bytes before the sub-authorities: revision, their count, the authority. */
const HEADER = 8;
const MAX_SUB_AUTHORITIES = 15;

/** Name and SDDL abbreviation by SID. */
const KNOWN: { readonly [sid: string]: readonly [name: string, abbreviation?: string] } = {
  "S-1-0-0": ["NULL SID"],
  "S-1-1-0": ["Everyone", "WD"],
  "S-1-2-0": ["LOCAL"],
  "S-1-2-1": ["CONSOLE LOGON"],
  "S-1-3-0": ["CREATOR OWNER", "CO"],
  "S-1-3-1": ["CREATOR GROUP", "CG"],
  "S-1-3-4": ["OWNER RIGHTS", "OW"],
  "S-1-5-1": ["NT AUTHORITY\\DIALUP"],
  "S-1-5-2": ["NT AUTHORITY\\NETWORK", "NU"],
  "S-1-5-3": ["NT AUTHORITY\\BATCH"],
  "S-1-5-4": ["NT AUTHORITY\\INTERACTIVE", "IU"],
  "S-1-5-6": ["NT AUTHORITY\\SERVICE", "SU"],
  "S-1-5-7": ["NT AUTHORITY\\ANONYMOUS LOGON", "AN"],
  "S-1-5-9": ["NT AUTHORITY\\ENTERPRISE DOMAIN CONTROLLERS", "ED"],
  "S-1-5-10": ["NT AUTHORITY\\SELF", "PS"],
  "S-1-5-11": ["NT AUTHORITY\\Authenticated Users", "AU"],
  "S-1-5-12": ["NT AUTHORITY\\RESTRICTED", "RC"],
  "S-1-5-13": ["NT AUTHORITY\\TERMINAL SERVER USER"],
  "S-1-5-14": ["NT AUTHORITY\\REMOTE INTERACTIVE LOGON"],
  "S-1-5-17": ["NT AUTHORITY\\IUSR"],
  "S-1-5-18": ["NT AUTHORITY\\SYSTEM", "SY"],
  "S-1-5-19": ["NT AUTHORITY\\LOCAL SERVICE", "LS"],
  "S-1-5-20": ["NT AUTHORITY\\NETWORK SERVICE", "NS"],
  "S-1-5-33": ["NT AUTHORITY\\WRITE RESTRICTED", "WR"],
  "S-1-5-32-544": ["BUILTIN\\Administrators", "BA"],
  "S-1-5-32-545": ["BUILTIN\\Users", "BU"],
  "S-1-5-32-546": ["BUILTIN\\Guests", "BG"],
  "S-1-5-32-547": ["BUILTIN\\Power Users", "PU"],
  "S-1-5-32-548": ["BUILTIN\\Account Operators", "AO"],
  "S-1-5-32-549": ["BUILTIN\\Server Operators", "SO"],
  "S-1-5-32-550": ["BUILTIN\\Print Operators", "PO"],
  "S-1-5-32-551": ["BUILTIN\\Backup Operators", "BO"],
  "S-1-5-32-552": ["BUILTIN\\Replicator", "RE"],
  "S-1-5-32-554": ["BUILTIN\\Pre-Windows 2000 Compatible Access", "RU"],
  "S-1-5-32-555": ["BUILTIN\\Remote Desktop Users", "RD"],
  "S-1-5-32-556": ["BUILTIN\\Network Configuration Operators", "NO"],
  "S-1-5-32-558": ["BUILTIN\\Performance Monitor Users", "MU"],
  "S-1-5-32-559": ["BUILTIN\\Performance Log Users", "LU"],
  "S-1-5-32-562": ["BUILTIN\\Distributed COM Users"],
  "S-1-5-32-568": ["BUILTIN\\IIS_IUSRS", "IS"],
  "S-1-5-32-569": ["BUILTIN\\Cryptographic Operators", "CY"],
  "S-1-5-32-573": ["BUILTIN\\Event Log Readers", "ER"],
  "S-1-5-32-574": ["BUILTIN\\Certificate Service DCOM Access", "CD"],
  "S-1-5-32-575": ["BUILTIN\\RDS Remote Access Servers", "RA"],
  "S-1-5-32-576": ["BUILTIN\\RDS Endpoint Servers", "ES"],
  "S-1-5-32-577": ["BUILTIN\\RDS Management Servers", "MS"],
  "S-1-5-32-578": ["BUILTIN\\Hyper-V Administrators", "HA"],
  "S-1-5-32-579": ["BUILTIN\\Access Control Assistance Operators", "AA"],
  "S-1-5-32-580": ["BUILTIN\\Remote Management Users", "RM"],
  "S-1-5-80-0": ["NT SERVICE\\ALL SERVICES"],
  "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464": ["NT SERVICE\\TrustedInstaller"],
  "S-1-15-2-1": ["APPLICATION PACKAGE AUTHORITY\\ALL APPLICATION PACKAGES", "AC"],
  "S-1-15-2-2": ["APPLICATION PACKAGE AUTHORITY\\ALL RESTRICTED APPLICATION PACKAGES"],
  "S-1-16-0": ["Mandatory Label\\Untrusted Mandatory Level"],
  "S-1-16-4096": ["Mandatory Label\\Low Mandatory Level", "LW"],
  "S-1-16-8192": ["Mandatory Label\\Medium Mandatory Level", "ME"],
  "S-1-16-8448": ["Mandatory Label\\Medium Plus Mandatory Level", "MP"],
  "S-1-16-12288": ["Mandatory Label\\High Mandatory Level", "HI"],
  "S-1-16-16384": ["Mandatory Label\\System Mandatory Level", "SI"],
  "S-1-18-1": ["Authentication authority asserted identity", "AS"],
  "S-1-18-2": ["Service asserted identity", "SS"],
};

/** SIDs of one form that differ in their numbers. */
const FAMILIES: readonly (readonly [form: RegExp, name: string])[] = [
  [/^S-1-5-5-\d+-\d+$/, "Logon session"],
  [/^S-1-5-80-/, "NT SERVICE (a service)"],
  [/^S-1-5-90-0-\d+$/, "Window Manager (a window manager)"],
  [/^S-1-5-96-0-\d+$/, "Font Driver Host (a font driver host)"],
  [/^S-1-15-2-\d+-/, "APPLICATION PACKAGE (an app container)"],
  [/^S-1-15-3-/, "APPLICATION PACKAGE capability"],
  [/^S-1-16-/, "Mandatory Label"],
  [/^S-1-19-/, "Process trust label"],
];

/** `S-1-5-18`. */
export type Sid = string;

/** The SID in some bytes; undefined where they hold none. */
export function sidIn(bytes: Uint8Array, offset: number): { readonly sid: Sid; readonly size: number } | undefined {
  const count = bytes[offset + 1];
  if (bytes[offset] !== 1 || count === undefined || count > MAX_SUB_AUTHORITIES) return undefined;
  const size = HEADER + 4 * count;
  if (offset + size > bytes.length) return undefined;
  let authority = 0;
  for (let i = 2; i < HEADER; i++) authority = authority * 256 + (bytes[offset + i] as number);
  // An authority of more than 32 bits is written in hexadecimal.
  let sid = "S-1-" + (authority < 4294967296 ? String(authority) : "0x" + authority.toString(16));
  for (let i = 0; i < count; i++) sid += "-" + uint32In(bytes, offset + HEADER + 4 * i);
  return { sid, size };
}

/** The SID at an address, read once. */
export function sidAt(kernel: Kernel, address: Address): Sid | Gap {
  return kernel.once("SID", address, () => {
    const header = kernel.bytes(address, HEADER);
    if (header instanceof Gap) return header;
    const count = header[1] as number;
    if (header[0] !== 1 || count > MAX_SUB_AUTHORITIES) return new Gap(address, "no SID");
    const rest = count === 0 ? new Uint8Array(0) : kernel.bytes(add(address, HEADER), 4 * count);
    if (rest instanceof Gap) return rest;
    const all = new Uint8Array(HEADER + rest.length);
    all.set(header);
    all.set(rest, HEADER);
    const found = sidIn(all, 0);
    return found ? found.sid : new Gap(address, "no SID");
  });
}

/** The name of a SID that is the same on every machine; undefined for all others. */
export function sidName(sid: Sid): string | undefined {
  const known = KNOWN[sid];
  if (known) return known[0];
  const family = FAMILIES.find((one) => one[0].test(sid));
  return family && family[1];
}

/** The SDDL abbreviation, or the SID itself. */
export function sddlSid(sid: Sid): string {
  const known = KNOWN[sid];
  return (known && known[1]) || sid;
}

/** `NT AUTHORITY\SYSTEM (S-1-5-18)`, or the SID alone. */
export function sidText(sid: Sid): string {
  const name = sidName(sid);
  return name === undefined ? sid : name + " (" + sid + ")";
}
