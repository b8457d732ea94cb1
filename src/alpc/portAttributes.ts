/** `_ALPC_PORT_ATTRIBUTES`: flags by name, limits, quality of service. */
import { qosMembers, qosOf, type Qos } from "../nt/token";
import { objectTypeNames } from "./messageAttributes";
import type { Port } from "./port";

/** Limits in bytes, except that the last are bits of object types. */
export const LIMITS = [
  "MaxMessageLength",
  "MemoryBandwidth",
  "MaxPoolUsage",
  "MaxSectionSize",
  "MaxViewSize",
  "MaxTotalSectionSize",
] as const;
export type LimitName = (typeof LIMITS)[number];

export const PORT_ATTRIBUTE_MEMBERS: readonly string[] = ["PortAttributes.Flags", "PortAttributes.DupObjectTypes"]
  .concat(LIMITS.map((name) => "PortAttributes." + name))
  .concat(qosMembers("PortAttributes.SecurityQos"));

/** ALPC_PORFLG_*. Source: phnt by way of layouts/enums. */
const FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [0x1000, "LPC_MODE"],
  [0x10000, "ALLOW_IMPERSONATION"],
  [0x20000, "ALLOW_LPC_REQUESTS"],
  [0x40000, "WAITABLE_PORT"],
  [0x80000, "ALLOW_DUP_OBJECT"],
  [0x100000, "SYSTEM_PROCESS"],
  [0x200000, "WAKE_POLICY1"],
  [0x400000, "WAKE_POLICY2"],
  [0x800000, "WAKE_POLICY3"],
  [0x1000000, "DIRECT_MESSAGE"],
  [0x2000000, "ALLOW_MULTIHANDLE_ATTRIBUTE"],
];

/** Flags by name; bits without a name in hexadecimal. */
export function portFlagNames(flags: number): string[] {
  const names = FLAGS.filter((known) => (flags & known[0]) !== 0).map((known) => known[1]);
  const rest = FLAGS.reduce((left, known) => (left & ~known[0]) >>> 0, flags);
  return rest === 0 ? names : names.concat("0x" + rest.toString(16));
}

export class PortAttributes {
  constructor(private readonly port: Port) {}

  get flags(): number | undefined {
    return this.port.raw.unsigned("PortAttributes.Flags");
  }

  limit(name: LimitName): number | undefined {
    return this.port.raw.unsigned("PortAttributes." + name);
  }

  /** Bits of the object types whose handles may be passed. */
  get dupObjectTypes(): number | undefined {
    return this.port.raw.unsigned("PortAttributes.DupObjectTypes");
  }

  get dupObjectTypeNames(): string[] | undefined {
    const types = this.dupObjectTypes;
    return types === undefined ? undefined : objectTypeNames(types);
  }

  get qos(): Qos | undefined {
    return qosOf(this.port.raw, "PortAttributes.SecurityQos");
  }
}
