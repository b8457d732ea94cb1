/** The part of the facts that is about locks: which lock a wait is for, and who owns it. docs/locks.md says what is proved. */
import { isKernel, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { sectionAtAddress, sectionOfEvent } from "../nt/criticalSection";
import { waitedResources } from "../nt/eresource";
import type { Kernel } from "../nt/kernel";
import { process, type Process } from "../nt/process";
import { thread, type Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import type { Collector } from "./collect";
import type { LockWaitFact, WaitFact } from "./types";

export interface LockFacts {
  readonly waits: readonly WaitFact[];
  /** The kernel's timeout of this wait only makes it look up and wait again. */
  readonly rewaits: boolean;
}

export class Locks {
  private readonly tried = new Set<Address>();

  constructor(
    private readonly into: Collector,
    /** Lists of a whole process or machine may be walked. */
    private readonly mayScan: boolean,
  ) {}

  private get kernel(): Kernel {
    return this.into.kernel;
  }

  /** Facts of a wait that says by its reason that it is for a lock; undefined where it says no such thing. */
  byReason(found: Thread, object: Address): LockFacts | undefined {
    switch (found.waitReason) {
      case "WrResource":
        return this.resource(object);
      case "WrAlertByThreadId":
        return { waits: [this.address(found, object)], rewaits: false };
      case "WrPushLock":
        return other(object, "a push lock, whose owner is not recorded,");
      default:
        return undefined;
    }
  }

  /**
   * The critical section of a thread that waits in user mode for one event. Looked for only where somebody waits for that
   * thread: an event says nothing of its section, so the sections of the whole process have to be looked at.
   */
  ofWaitedFor(address: Address): LockWaitFact | undefined {
    if (this.tried.has(address)) return undefined;
    this.tried.add(address);
    const found = thread(this.kernel, address);
    if (found instanceof Gap || !found.isUserMode) return undefined;
    const { objects } = threadWait(this.kernel, found);
    const [object, another] = objects;
    const home = this.homeOf(found);
    if (object === undefined || another !== undefined || !home || !isKernel(object, this.kernel.pointerSize))
      return undefined;
    const section = sectionOfEvent(this.kernel, found, home, object, this.mayScan);
    return section && { kind: "criticalSection", object: section.address, owner: section.owner.address };
  }

  private resource(object: Address): LockFacts {
    const resources = this.mayScan ? waitedResources(this.kernel) : undefined;
    if (!resources) return other(object, "an ERESOURCE (its owner is looked for by /deadlock only)", true);
    this.into.ended(resources.end, resources.head, "ExpSystemResourcesList");
    const resource = resources.find(object);
    if (!resource) return other(object, "an ERESOURCE that was not found", true);
    const owners = resource.owners;
    if (!owners) return other(resource.address, "an ERESOURCE whose owner is not a thread", true);
    const fact = (owner?: Address): LockWaitFact => ({
      kind: "eresource",
      object: resource.address,
      ...(owner === undefined ? {} : { owner }),
    });
    // Every one of several shared owners has to let go.
    return { waits: owners.length === 0 ? [fact()] : owners.map(fact), rewaits: true };
  }

  /** The Object of such a wait is what ntdll passed, an address in user memory, and no dispatcher object. */
  private address(found: Thread, object: Address): WaitFact {
    const home = this.homeOf(found);
    const section = home && sectionAtAddress(this.kernel, home, object);
    if (section) return { kind: "criticalSection", object: section.address, owner: section.owner.address };
    return { kind: "other", object, what: "a wake-up by thread id (slim lock, condition variable, WaitOnAddress) at" };
  }

  private homeOf(found: Thread): Process | undefined {
    const home = found.process === undefined ? undefined : process(this.kernel, found.process);
    return home instanceof Gap ? undefined : home;
  }
}

function other(object: Address, what: string, rewaits: boolean = false): LockFacts {
  return { waits: [{ kind: "other", object, what }], rewaits };
}
