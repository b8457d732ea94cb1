/** What /json prints for a security descriptor. */
import { hex, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { aceRights, type Acl } from "../nt/acl";
import { controlNames, sddl, type SecurityDescriptor } from "../nt/security";
import { sidName, type Sid } from "../nt/sid";

export function securityDocument(port: Address, descriptor: SecurityDescriptor): object {
  const { owner, group, dacl, sacl, control, hasDacl } = descriptor;
  return {
    schema: "alpcx.security/1",
    port: hex(port),
    descriptor: hex(descriptor.address),
    control,
    controlNames: controlNames(control),
    owner: sidPart(owner),
    group: sidPart(group),
    // null: everybody may do everything.
    dacl: hasDacl && dacl === undefined ? null : aclPart(dacl),
    sacl: aclPart(sacl),
    sddl: sddl(descriptor),
  };
}

function sidPart(sid: Sid | Gap | undefined): object | undefined {
  if (sid === undefined) return undefined;
  return sid instanceof Gap ? { unreadable: sid.why } : { sid, name: sidName(sid) };
}

function aclPart(acl: Acl | Gap | undefined): object | undefined {
  if (acl === undefined) return undefined;
  if (acl instanceof Gap) return { unreadable: acl.why };
  return acl.aces.map((ace) => ({
    type: ace.typeName,
    flags: ace.flags,
    flagNames: ace.flagNames,
    mask: ace.mask,
    rights: aceRights(ace),
    sid: ace.sid,
    name: ace.sid === undefined ? undefined : sidName(ace.sid),
  }));
}
