/** A security descriptor as `!sd` prints it, with the rights by name, and in SDDL. Source: golden case G8. */
import { Gap } from "../target/layout";
import { aceRights, type Ace, type Acl } from "../nt/acl";
import { controlNames, sddl, type SecurityDescriptor } from "../nt/security";
import { sidName, type Sid } from "../nt/sid";

export function securityReport(descriptor: SecurityDescriptor): string[] {
  const { control, owner, group, dacl, sacl, hasDacl } = descriptor;
  return ["->Revision: 0x" + descriptor.revision.toString(16), "->Sbz1    : 0x" + descriptor.sbz1.toString(16)].concat(
    "->Control : 0x" + control.toString(16),
    controlNames(control).map((name) => "            " + name),
    "->Owner   : " + who(owner),
    "->Group   : " + who(group),
    aclLines("->Dacl    :", dacl, hasDacl ? " is NULL: everybody may do everything" : " is NULL"),
    aclLines("->Sacl    :", sacl, " is NULL"),
    "SDDL: " + sddl(descriptor),
  );
}

function aclLines(label: string, acl: Acl | Gap | undefined, none: string): string[] {
  if (acl === undefined) return [label + " " + none];
  if (acl instanceof Gap) return [label + " (" + acl.why + ")"];
  const lines = [
    label,
    label + " ->AclRevision: 0x" + acl.revision.toString(16),
    label + " ->Sbz1       : 0x" + acl.sbz1.toString(16),
    label + " ->AclSize    : 0x" + acl.size.toString(16),
    label + " ->AceCount   : 0x" + acl.count.toString(16),
    label + " ->Sbz2       : 0x" + acl.sbz2.toString(16),
  ];
  acl.aces.forEach((ace, i) => lines.push(...aceLines(label + " ->Ace[" + i + "]: ", ace)));
  if (acl.aces.length < acl.count)
    lines.push(label + " (damaged: " + acl.aces.length + " of " + acl.count + " entries could be decoded)");
  return lines;
}

function aceLines(label: string, ace: Ace): string[] {
  const mask = ("0000000" + ace.mask.toString(16)).slice(-8);
  return [label + "->AceType: " + ace.typeName, label + "->AceFlags: 0x" + ace.flags.toString(16)].concat(
    ace.flagNames.map((name) => label + "            " + name),
    label + "->AceSize: 0x" + ace.size.toString(16),
    label + "->Mask : 0x" + mask + " (" + aceRights(ace).join(" | ") + ")",
    label + "->SID: " + who(ace.sid),
  );
}

/** `S-1-5-18 (Well Known Group: NT AUTHORITY\SYSTEM)` */
function who(sid: Sid | Gap | undefined): string {
  if (sid === undefined) return "none";
  if (sid instanceof Gap) return "(" + sid.why + ")";
  const name = sidName(sid);
  if (name === undefined) return sid;
  const kind = /^S-1-5-32-/.test(sid) ? "Alias: " : "Well Known Group: ";
  return sid + " (" + kind + (name.indexOf("\\") < 0 ? "localhost\\" + name : name) + ")";
}
