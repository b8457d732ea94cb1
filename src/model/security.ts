/** Who may do what with a port, and in whose name a server may act, as dx shows it. */
import { isNull, type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import { aceRights, type Ace, type Acl } from "../nt/acl";
import { controlNames, sddl, type SecurityDescriptor } from "../nt/security";
import { sidName, sidText, type Sid } from "../nt/sid";
import { token, type ClientContext, type Qos, type Token } from "../nt/token";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";

/** `PORT_CONNECT | DELETE`; `none` for no bit at all. */
export function flagsText(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(" | ");
}

/** An entry of an access control list. */
export class AceObject {
  private readonly __ace: Ace;

  constructor(ace: Ace) {
    this.__ace = ace;
  }
  get Type(): string {
    return this.__ace.typeName;
  }
  get Flags(): number {
    return this.__ace.flags;
  }
  get FlagNames(): string {
    return flagsText(this.__ace.flagNames);
  }
  get Mask(): number {
    return this.__ace.mask;
  }
  get Rights(): string {
    return flagsText(aceRights(this.__ace));
  }
  get Sid(): string | undefined {
    return this.__ace.sid;
  }
  get Name(): string | undefined {
    return this.__ace.sid === undefined ? undefined : sidName(this.__ace.sid);
  }
  toString(): string {
    const { sid, typeName } = this.__ace;
    const short = typeName.replace(/_ACE_TYPE$/, "");
    return short + " " + (sid === undefined ? "?" : sidText(sid)) + ": " + this.Rights;
  }
}
describe(AceObject, {
  Type: text("ACCESS_ALLOWED_ACE_TYPE ..."),
  Flags: text("AceFlags, UCHAR"),
  FlagNames: text("AceFlags by name"),
  Mask: text("Access mask, ULONG"),
  Rights: text("The mask by names of a port's rights"),
  Sid: text("Whom it is about, as S-1-..."),
  Name: text("The name of a well-known SID; nothing for others"),
});

/** A security descriptor. */
export class SecurityObject {
  private readonly __descriptor: SecurityDescriptor;

  constructor(descriptor: SecurityDescriptor) {
    this.__descriptor = descriptor;
  }
  get Address(): Host.Int64 {
    return toInt64(this.__descriptor.address);
  }
  get Control(): number {
    return this.__descriptor.control;
  }
  get ControlNames(): string {
    return flagsText(controlNames(this.__descriptor.control));
  }
  get Owner(): string | undefined {
    return sidValue(this.__descriptor.owner);
  }
  get OwnerName(): string | undefined {
    return nameValue(this.__descriptor.owner);
  }
  get Group(): string | undefined {
    return sidValue(this.__descriptor.group);
  }
  get GroupName(): string | undefined {
    return nameValue(this.__descriptor.group);
  }
  get Dacl(): Collection<AceObject> | string | undefined {
    const { dacl, hasDacl } = this.__descriptor;
    if (dacl === undefined) return hasDacl ? "NULL: everybody may do everything" : undefined;
    return aces(dacl);
  }
  get Sacl(): Collection<AceObject> | string | undefined {
    const { sacl } = this.__descriptor;
    return sacl && aces(sacl);
  }
  get Sddl(): string {
    return sddl(this.__descriptor);
  }
  toString(): string {
    return this.Sddl;
  }
}
describe(SecurityObject, {
  Address: text("Address of the descriptor, the reference count in the low bits of the pointer masked"),
  Control: text("SECURITY_DESCRIPTOR_CONTROL, USHORT"),
  ControlNames: text("Control by name"),
  Owner: text("SID of the owner"),
  OwnerName: text("Its name, when it is well known"),
  Group: text("SID of the group"),
  GroupName: text("Its name, when it is well known"),
  Dacl: text("Who may do what, in the order in which it is checked"),
  Sacl: text("What is audited, and the mandatory label"),
  Sddl: text("The whole in the security descriptor definition language"),
});

function aces(list: Acl | Gap): Collection<AceObject> | string {
  if (list instanceof Gap) return list.why;
  return new Collection(() => list.aces.map((ace) => new AceObject(ace)));
}

function sidValue(sid: Sid | Gap | undefined): string | undefined {
  return sid instanceof Gap ? sid.why : sid;
}

function nameValue(sid: Sid | Gap | undefined): string | undefined {
  return typeof sid === "string" ? sidName(sid) : undefined;
}

/** A descriptor; a text that says why where it cannot be read, undefined where the object has none. */
export function securityObject(found: SecurityDescriptor | Gap): SecurityObject | string | undefined {
  if (!(found instanceof Gap)) return new SecurityObject(found);
  return isNull(found.address) ? undefined : found.why;
}

/** `_SECURITY_QUALITY_OF_SERVICE` */
export class QosObject {
  private readonly __qos: Qos;

  constructor(qos: Qos) {
    this.__qos = qos;
  }
  get ImpersonationLevel(): string | undefined {
    return this.__qos.impersonationLevel;
  }
  get ContextTrackingMode(): string | undefined {
    return this.__qos.contextTracking;
  }
  get EffectiveOnly(): boolean | undefined {
    return this.__qos.effectiveOnly;
  }
  toString(): string {
    const { impersonationLevel, contextTracking, effectiveOnly } = this.__qos;
    return [impersonationLevel, contextTracking, effectiveOnly ? "EffectiveOnly" : undefined]
      .filter((part) => part !== undefined)
      .join(", ");
  }
}
describe(QosObject, {
  ImpersonationLevel: text("SecurityAnonymous, SecurityIdentification, SecurityImpersonation or SecurityDelegation"),
  ContextTrackingMode: text("Static: the client's context of the connect; Dynamic: that of each call"),
  EffectiveOnly: text("Privileges that are off cannot be turned on"),
});

export class TokenObject {
  private readonly __look: Look;
  private readonly __token: Token;

  constructor(look: Look, found: Token) {
    this.__look = look;
    this.__token = found;
  }
  get Address(): Host.Int64 {
    return toInt64(this.__token.address);
  }
  get User(): string | undefined {
    return sidValue(this.__token.user);
  }
  get UserName(): string | undefined {
    return nameValue(this.__token.user);
  }
  get Type(): string | undefined {
    return this.__token.type;
  }
  get ImpersonationLevel(): string | undefined {
    return this.__token.impersonationLevel;
  }
  get SessionId(): number | undefined {
    return this.__token.sessionId;
  }
  get LogonId(): Host.Int64 | undefined {
    const id = this.__token.logonId;
    return id === undefined ? undefined : toInt64(id);
  }
  get Source(): string | undefined {
    return this.__token.source;
  }
  get Native(): unknown {
    return attempt(() => this.__look.target.typed("_TOKEN", this.__token.address));
  }
  toString(): string {
    const { user } = this.__token;
    const who = typeof user === "string" ? sidText(user) : "unknown user";
    const level = this.ImpersonationLevel === undefined ? "" : ", " + this.ImpersonationLevel;
    return who + level + (this.SessionId === undefined ? "" : ", session " + this.SessionId);
  }
}
describe(TokenObject, {
  Address: text("Address of the _TOKEN"),
  User: text("SID of the user"),
  UserName: text("Its name, when it is well known"),
  Type: text("Primary or Impersonation"),
  ImpersonationLevel: text("Of an impersonation token"),
  SessionId: decimal("Terminal services session"),
  LogonId: text("AuthenticationId: the LUID of the logon session"),
  Source: text("Who made the token"),
  Native: text("The typed nt!_TOKEN"),
});

/** A token by address; a text that says why where there is none, undefined for null. */
export function tokenObject(look: Look, address: Address | undefined): TokenObject | string | undefined {
  if (address === undefined || isNull(address)) return undefined;
  const found = token(look.kernel, address);
  return found instanceof Gap ? found.why : new TokenObject(look, found);
}

/** `_SECURITY_CLIENT_CONTEXT`: what was captured of a client. */
export class ClientContextObject {
  private readonly __look: Look;
  private readonly __context: ClientContext;

  constructor(look: Look, context: ClientContext) {
    this.__look = look;
    this.__context = context;
  }
  get Token(): TokenObject | string | undefined {
    return tokenObject(this.__look, this.__context.token);
  }
  get Qos(): QosObject | undefined {
    return this.__context.qos && new QosObject(this.__context.qos);
  }
  get DirectlyAccessClientToken(): boolean | undefined {
    return this.__context.directlyAccessClientToken;
  }
  get DirectAccessEffectiveOnly(): boolean | undefined {
    return this.__context.directAccessEffectiveOnly;
  }
  get ServerIsRemote(): boolean | undefined {
    return this.__context.serverIsRemote;
  }
  toString(): string {
    const who = this.Token;
    if (who === undefined) return "nothing captured";
    const { qos } = this.__context;
    return (qos && qos.impersonationLevel ? qos.impersonationLevel + " of " : "") + String(who);
  }
}
describe(ClientContextObject, {
  Token: text("The captured token; nothing when none was"),
  Qos: text("What the server may do with it"),
  DirectlyAccessClientToken: text("The token is the client's own, no copy"),
  DirectAccessEffectiveOnly: text("Effective privileges only, for such a token"),
  ServerIsRemote: text("The server is on another machine"),
});
