/** Flags, limits and quality of service of a port, as dx shows them. */
import { portFlagNames, type LimitName, type PortAttributes } from "../alpc/portAttributes";
import { decimal, describe, text } from "./describe";
import { flagsText, QosObject } from "./security";

export class PortAttributesObject {
  private readonly __attributes: PortAttributes;

  constructor(attributes: PortAttributes) {
    this.__attributes = attributes;
  }
  get Flags(): number | undefined {
    return this.__attributes.flags;
  }
  get FlagNames(): string | undefined {
    const flags = this.__attributes.flags;
    return flags === undefined ? undefined : flagsText(portFlagNames(flags));
  }
  get SecurityQos(): QosObject | undefined {
    const qos = this.__attributes.qos;
    return qos && new QosObject(qos);
  }
  get MaxMessageLength(): number | undefined {
    return this.__limit("MaxMessageLength");
  }
  get MemoryBandwidth(): number | undefined {
    return this.__limit("MemoryBandwidth");
  }
  get MaxPoolUsage(): number | undefined {
    return this.__limit("MaxPoolUsage");
  }
  get MaxSectionSize(): number | undefined {
    return this.__limit("MaxSectionSize");
  }
  get MaxViewSize(): number | undefined {
    return this.__limit("MaxViewSize");
  }
  get MaxTotalSectionSize(): number | undefined {
    return this.__limit("MaxTotalSectionSize");
  }
  get DupObjectTypes(): number | undefined {
    return this.__attributes.dupObjectTypes;
  }
  get DupObjectTypeNames(): string | undefined {
    const names = this.__attributes.dupObjectTypeNames;
    return names && flagsText(names);
  }
  toString(): string {
    return this.FlagNames || "";
  }
  private __limit(name: LimitName): number | undefined {
    return this.__attributes.limit(name);
  }
}
describe(PortAttributesObject, {
  Flags: text("PortAttributes.Flags, ULONG"),
  FlagNames: text("ALPC_PORFLG_... by name"),
  SecurityQos: text("What a server may do in the name of a client"),
  MaxMessageLength: decimal("Bytes of the longest message, header included"),
  MemoryBandwidth: decimal("Bytes"),
  MaxPoolUsage: decimal("Bytes of pool"),
  MaxSectionSize: decimal("Bytes of the largest section"),
  MaxViewSize: decimal("Bytes of the largest view"),
  MaxTotalSectionSize: decimal("Bytes of all sections"),
  DupObjectTypes: text("Bits of the object types whose handles may be passed, ULONG"),
  DupObjectTypeNames: text("The same by name"),
});
