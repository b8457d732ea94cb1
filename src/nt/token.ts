/** `_TOKEN`, and the `_SECURITY_CLIENT_CONTEXT` by which a server impersonates. */
import { clearBits, hex, isKernel, isNull, type Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import { pointerIn, type Kernel } from "./kernel";
import { objectHeader, ObjectHeader } from "./object";
import { sidAt, type Sid } from "./sid";
import { ansi } from "./unicode";

const TOKEN = [
  "TokenSource.SourceName",
  "TokenId",
  "AuthenticationId",
  "SessionId",
  "UserAndGroupCount",
  "UserAndGroups",
  "TokenType",
  "ImpersonationLevel",
] as const;

/** `_SECURITY_IMPERSONATION_LEVEL`. Source: layouts/enums [PDB]. */
const LEVELS = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"] as const;
const TOKEN_PRIMARY = 1;

/** The members of a `_SECURITY_QUALITY_OF_SERVICE` at `path`. */
export function qosMembers(path: string): string[] {
  return ["Length", "ImpersonationLevel", "ContextTrackingMode", "EffectiveOnly"].map((name) => path + "." + name);
}

/** The members of a `_SECURITY_CLIENT_CONTEXT` at `path`. */
export function contextMembers(path: string): string[] {
  const own = ["ClientToken", "DirectlyAccessClientToken", "DirectAccessEffectiveOnly", "ServerIsRemote"];
  return qosMembers(path + ".SecurityQos").concat(own.map((name) => path + "." + name));
}

/** `_SECURITY_QUALITY_OF_SERVICE`; undefined where the build or the dump lacks it. */
export interface Qos {
  readonly impersonationLevel: string | undefined;
  /** `Static` or `Dynamic`. */
  readonly contextTracking: string | undefined;
  readonly effectiveOnly: boolean | undefined;
}

export function qosOf(raw: Structure, path: string): Qos | undefined {
  const level = raw.unsigned(path + ".ImpersonationLevel");
  const mode = raw.unsigned(path + ".ContextTrackingMode");
  if (level === undefined && mode === undefined) return undefined;
  return {
    impersonationLevel: levelName(level),
    // A boolean: SECURITY_STATIC_TRACKING is FALSE. Source: public SDK headers.
    contextTracking: mode === undefined ? undefined : mode === 0 ? "Static" : "Dynamic",
    effectiveOnly: raw.flag(path + ".EffectiveOnly"),
  };
}

function levelName(level: number | undefined): string | undefined {
  return level === undefined ? undefined : LEVELS[level] || "level " + level;
}

/** `_SECURITY_CLIENT_CONTEXT` within a port or a security context. */
export interface ClientContext {
  readonly qos: Qos | undefined;
  /** Null when nothing was captured. */
  readonly token: Address | undefined;
  readonly directlyAccessClientToken: boolean | undefined;
  readonly directAccessEffectiveOnly: boolean | undefined;
  readonly serverIsRemote: boolean | undefined;
}

/** Undefined where the build lacks it. */
export function clientContext(raw: Structure, path: string): ClientContext | undefined {
  if (!raw.has(path + ".ClientToken")) return undefined;
  const token = raw.pointer(path + ".ClientToken");
  return {
    qos: qosOf(raw, path + ".SecurityQos"),
    token: token === undefined ? undefined : clearBits(token, 7),
    directlyAccessClientToken: raw.flag(path + ".DirectlyAccessClientToken"),
    directAccessEffectiveOnly: raw.flag(path + ".DirectAccessEffectiveOnly"),
    serverIsRemote: raw.flag(path + ".ServerIsRemote"),
  };
}

export class Token {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  /** SID of the user; a Gap where it cannot be read. */
  get user(): Sid | Gap | undefined {
    const list = this.raw.pointer("UserAndGroups");
    if (list === undefined) return undefined;
    return this.kernel.once("token user", this.address, () => {
      // The first _SID_AND_ATTRIBUTES is the user's; its first member is the pointer to the SID.
      const bytes = this.kernel.bytes(list, this.kernel.pointerSize);
      return bytes instanceof Gap ? bytes : sidAt(this.kernel, pointerIn(bytes, 0, this.kernel.pointerSize));
    });
  }

  /** `Primary` or `Impersonation`. */
  get type(): string | undefined {
    const type = this.raw.unsigned("TokenType");
    return type === undefined ? undefined : type === TOKEN_PRIMARY ? "Primary" : "Impersonation";
  }

  /** Of impersonation tokens only. */
  get impersonationLevel(): string | undefined {
    return this.type === "Impersonation" ? levelName(this.raw.unsigned("ImpersonationLevel")) : undefined;
  }

  get sessionId(): number | undefined {
    return this.raw.unsigned("SessionId");
  }

  /** LUID of the logon session. */
  get logonId(): Address | undefined {
    const bytes = this.raw.bytesOf("AuthenticationId");
    return bytes && pointerIn(bytes, 0, 8);
  }

  /** LUID of the token itself. */
  get id(): Address | undefined {
    const bytes = this.raw.bytesOf("TokenId");
    return bytes && pointerIn(bytes, 0, 8);
  }

  /** Who made it, such as `User32` or `Advapi`. */
  get source(): string | undefined {
    const bytes = this.raw.bytesOf("TokenSource.SourceName");
    return bytes && ansi(bytes).trim();
  }
}

/** The token at an address, read once; a Gap when the object there is no token. */
export function token(kernel: Kernel, address: Address): Token | Gap {
  return kernel.once("Token", address, () => {
    if (isNull(address)) return new Gap(address, "there is no token");
    if (!isKernel(address, kernel.pointerSize)) return new Gap(address, "not a kernel address");
    const reader = kernel.reader("_TOKEN", TOKEN, () => objectHeader(kernel));
    if (!reader) return new Gap(address, "the symbols of nt have no _TOKEN");
    const raw = reader.read(address);
    if (raw instanceof Gap) return raw;
    if (new ObjectHeader(kernel, raw).isOfType("SeTokenObjectType") === false)
      return new Gap(address, hex(address) + " is no token");
    return new Token(kernel, raw);
  });
}
