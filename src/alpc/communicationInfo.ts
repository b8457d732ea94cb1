/** `_ALPC_COMMUNICATION_INFO`: the three ports of a connection, and the list of a connection port's connections. */
import { add, isNull, type Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { walkIn, type Walk } from "../nt/list";

const MEMBERS = [
  "ConnectionPort",
  "ServerCommunicationPort",
  "ClientCommunicationPort",
  "CommunicationList",
  "HandleTable",
  // Windows 8.1 and later.
  "CloseMessage",
] as const;

/** Each of the three ports may be null: while a connect is pending, or after the peer was deleted. */
export class CommunicationInfo {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  get connectionPort(): Address | undefined {
    return this.raw.pointer("ConnectionPort");
  }

  get serverCommunicationPort(): Address | undefined {
    return this.raw.pointer("ServerCommunicationPort");
  }

  get clientCommunicationPort(): Address | undefined {
    return this.raw.pointer("ClientCommunicationPort");
  }

  /**
   * The connections of a connection port: CommunicationList of its own info is the head, the entries are those of the
   * connections' infos. Source: alpc-semantics 1.1.
   */
  get connections(): Walk<CommunicationInfo> {
    return this.kernel.once("connections", this.address, () => {
      const head = this.raw.at("CommunicationList");
      const links = this.raw.links("CommunicationList");
      const offset = reader(this.kernel).offset("CommunicationList");
      if (head === undefined || links === undefined || offset === undefined) {
        const why = "the list of connections cannot be read";
        return { items: [], end: { kind: "unreadable", at: this.address, why }, recovered: 0 };
      }
      return walkIn(this.kernel, "CommunicationList", head, links, (entry) => {
        const info = communicationInfo(this.kernel, add(entry, -offset));
        if (info instanceof Gap) return info;
        const own = info.raw.links("CommunicationList");
        return own ? { links: own, value: info } : new Gap(entry, "the link of the connection cannot be read");
      });
    });
  }
}

function reader(kernel: Kernel) {
  return kernel.needed("_ALPC_COMMUNICATION_INFO", MEMBERS);
}

export function communicationInfo(kernel: Kernel, address: Address): CommunicationInfo | Gap {
  return kernel.once("CommunicationInfo", address, () => {
    if (isNull(address)) return new Gap(address, "the port has no CommunicationInfo");
    const raw = reader(kernel).read(address);
    return raw instanceof Gap ? raw : new CommunicationInfo(kernel, raw);
  });
}
