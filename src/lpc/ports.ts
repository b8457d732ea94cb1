/**
 * All ports of the machine. LPC keeps no list of them: they are found through the handle tables of all processes, the
 * object directory, what threads and processes point to, and the list of a type's objects where `+otl` kept one. A port
 * that none of these leads to is not found.
 */
import { add, isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { namedObjects } from "../nt/directory";
import { handleTable } from "../nt/handleTable";
import type { Kernel } from "../nt/kernel";
import { describeEnd, isSound, walkIn } from "../nt/list";
import { headerOf } from "../nt/object";
import { processes, type Process } from "../nt/process";
import { holders, lpcPort, type LpcPort } from "./port";
import { receivingOn } from "./receivers";
import { threadIndex, waitingForLpc } from "./threads";
import { replyChainPort } from "./replyChain";

export interface PortSearch {
  /** Each port once: those of handle tables first, process by process. */
  readonly ports: readonly LpcPort[];
  /** What was searched and could not be read: ports may be missing. */
  readonly gaps: readonly { readonly what: string; readonly gap: Gap }[];
}

const TYPES = ["LpcPortObjectType", "LpcWaitablePortObjectType"];

/** Made once per look. */
export function allLpcPorts(kernel: Kernel): PortSearch {
  return kernel.once("LPC ports", NULL, () => new Search(kernel).run());
}

class Search {
  private readonly found = new Map<Address, LpcPort>();
  private readonly gaps: { what: string; gap: Gap }[] = [];

  constructor(private readonly kernel: Kernel) {}

  run(): PortSearch {
    const list = processes(this.kernel).items;
    for (const symbol of TYPES) this.typeKnown(symbol);
    for (const owner of list) this.fromHandles(owner);
    const named = namedObjects(this.kernel);
    for (const gap of named.gaps) this.lost("object directory", gap);
    for (const object of named.objects) this.take(object);
    for (const owner of list) {
      for (const member of ["ExceptionPort", "DebugPort", "SecurityPort"]) this.take(owner.raw.pointer(member));
    }
    for (const symbol of TYPES) this.fromTypeList(symbol);
    this.fromThreads();
    this.fromPorts();
    return { ports: Array.from(this.found.values()), gaps: this.gaps };
  }

  private take(address: Address | undefined): LpcPort | undefined {
    if (address === undefined || isNull(address)) return undefined;
    const known = this.found.get(address);
    if (known) return known;
    const port = lpcPort(this.kernel, address);
    if (port instanceof Gap) return undefined;
    this.found.set(address, port);
    return port;
  }

  private lost(what: string, gap: Gap): void {
    this.gaps.push({ what, gap });
  }

  /** Without its type a port is told by the name of the type or by its looks. */
  private typeKnown(symbol: string): void {
    const type = this.kernel.symbolPointer(symbol);
    if (type !== undefined && !isNull(type)) return;
    const why = "the type of ports is not known: ports may be missing, and what looks like one may be none";
    this.lost("nt!" + symbol, new Gap(NULL, why));
    this.kernel.target.losses.unknown("nt!" + symbol, why);
  }

  private fromHandles(owner: Process): void {
    const pointer = owner.raw.pointer("ObjectTable");
    // A process that has ended has closed its handles.
    if (pointer === undefined || isNull(pointer)) return;
    const table = handleTable(this.kernel, pointer);
    if (table instanceof Gap) {
      this.lost("handle table", table);
      return;
    }
    const { entries, gaps } = table.walk();
    for (const gap of gaps) this.lost("handle table", gap);
    const body = bodyOffset(this.kernel);
    for (const entry of entries) {
      const address = add(entry.pointer, body);
      if (!this.found.has(address)) {
        // The header alone tells most objects apart: one small read each.
        const header = headerOf(this.kernel, address);
        if (!(header instanceof Gap) && TYPES.every((symbol) => header.isOfType(symbol) === false)) continue;
      }
      const port = this.take(address);
      const known = holders(this.kernel);
      if (port && !known.has(address)) known.set(address, owner.address);
    }
  }

  /** `_OBJECT_TYPE.TypeList`, through the creator info in front of each object: kept only with the global flag +otl. */
  private fromTypeList(symbol: string): void {
    const { kernel } = this;
    const type = kernel.symbolPointer(symbol);
    const info = kernel.reader("_OBJECT_HEADER_CREATOR_INFO", ["TypeList"]);
    const reader = kernel.reader("_OBJECT_TYPE", ["TypeList"], undefined, "object type list");
    if (type === undefined || isNull(type) || !info || !reader) return;
    const raw = reader.read(type);
    const head = raw instanceof Gap ? undefined : raw.at("TypeList");
    const links = raw instanceof Gap ? undefined : raw.links("TypeList");
    if (head === undefined || links === undefined) return;
    const walk = walkIn(kernel, symbol + ".TypeList", head, links, (entry) => {
      const creator = info.read(entry);
      const own = creator instanceof Gap ? undefined : creator.links("TypeList");
      return own ? { links: own, value: entry } : new Gap(entry, "the link of the object cannot be read");
    });
    if (!isSound(walk.end)) this.lost("list of ports of " + symbol, new Gap(head, describeEnd(walk.end)));
    for (const entry of walk.items) this.take(add(entry, info.layout.size + bodyOffset(kernel)));
  }

  private fromThreads(): void {
    threadIndex(this.kernel).all.forEach((thread) => {
      const wait = waitingForLpc(thread);
      if (wait && !(wait.port instanceof Gap)) this.take(wait.port.address);
      if (wait) {
        const rundown = replyChainPort(thread);
        if (rundown && !(rundown instanceof Gap)) this.take(rundown.address);
      }
      const receiving = wait ? undefined : receivingOn(thread);
      if (receiving) this.take(receiving.address);
    });
  }

  /** What the ports found so far point to, until nothing new comes up. */
  private fromPorts(): void {
    const list = Array.from(this.found.values());
    for (let i = 0; i < list.length; i++) {
      const port = list[i] as LpcPort;
      const related = [port.raw.pointer("ConnectionPort"), port.raw.pointer("ConnectedPort")];
      for (const message of port.messages.items) related.push(message.senderPort);
      for (const address of related) {
        const isKnown = address !== undefined && this.found.has(address);
        const fresh = isKnown ? undefined : this.take(address);
        if (fresh) list.push(fresh);
      }
    }
  }
}

function bodyOffset(kernel: Kernel): number {
  const layout = kernel.target.type("_OBJECT_HEADER");
  const body = layout && layout.field("Body");
  return body ? body.offset : 0;
}
