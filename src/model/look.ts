/** One look at a session's kernel, as the model and the commands share it. */
import { Kernel, missingType } from "../nt/kernel";
import { attempt, targetInfo, WindbgTarget } from "../target/windbg";
import { UsageError, type Target } from "../target/target";
import { analyseWaits } from "../waits/analyse";
import { collect, collectChain, collectDamage, collectThreads, type Progress } from "../waits/collect";
import { judgeWaits, type Waits } from "../waits/judge";
import type { Analysis } from "../waits/result";
import { settle } from "../waits/settle";
import type { Facts } from "../waits/types";
import { buildWorld } from "../waits/world";
import type { Thread } from "../nt/thread";
import { NULL, type Address } from "../target/address";
import { isLpc } from "../lpc/era";
import { allPorts, anyPort, type AnyPort } from "./era";
import { type Gap } from "../target/layout";

/** Facts with everything that follows from them. */
export interface Judged {
  readonly facts: Facts;
  readonly analysis: Analysis;
  readonly waits: Waits;
}

export class Look {
  readonly kernel: Kernel;
  private full: Judged | undefined;
  private fast: Judged | undefined;
  private byOwner: Map<Address, AnyPort[]> | undefined;

  constructor(
    readonly target: Target,
    readonly session: Host.Session,
  ) {
    this.kernel = new Kernel(target);
  }

  /** The analysis of the whole machine; made once per look. */
  judged(quick: boolean, progress?: Progress): Judged {
    const known = quick ? this.fast : this.full;
    if (known) return known;
    const judged = this.judge(collect(this.kernel, quick, progress));
    if (quick) this.fast = judged;
    else this.full = judged;
    return judged;
  }

  /** The same of no more than `limit` threads and ports, and of what these wait for. */
  judgedFirst(limit: number, quick: boolean, progress?: Progress): Judged {
    return this.judge(collect(new Kernel(this.target), quick, progress, limit));
  }

  /** The chain of one thread, from what lies along it. */
  chain(thread: Thread): Judged {
    return this.judge(collectChain(this.kernel, thread));
  }

  private judge(facts: Facts): Judged {
    const settled = settle(facts, {
      threads: (threads) => collectThreads(new Kernel(this.target), threads),
      lists: (lists) => collectDamage(new Kernel(this.target), lists),
    });
    const waits = judgeWaits(buildWorld(settled));
    return { facts: settled, analysis: analyseWaits(waits), waits };
  }

  /** The ports that a process owns, oldest first; the list of all ports is walked once per look. */
  portsOf(process: Address): readonly AnyPort[] {
    if (!this.byOwner) {
      this.byOwner = new Map();
      for (const found of allPorts(this.kernel).items) {
        const owner = found.ownerAddress || NULL;
        const list = this.byOwner.get(owner);
        if (list) list.push(found);
        else this.byOwner.set(owner, [found]);
      }
    }
    return this.byOwner.get(process) || [];
  }

  port(address: Address): AnyPort | Gap {
    return anyPort(this.kernel, address);
  }
}

/**
 * Makes looks. On a dump one look serves all commands, because nothing changes; on a machine that may run each command
 * looks anew.
 */
export class Looks {
  private dump: { readonly key: string; readonly look: Look } | undefined;

  /**
   * A look at a session; a UsageError that says why when there can be none. `anew`: one that has lost nothing yet, so that
   * what it loses can be named with what it is for.
   */
  at(session: Host.Session | undefined, anew: boolean = false): Look {
    if (!session) throw new UsageError("there is no target. Open a kernel dump or attach to a kernel first");
    const info = targetInfo(session);
    if (!info.isKernel) {
      throw new UsageError(
        "this is a user-mode target, and LPC and ALPC live in the kernel. Open a kernel dump, or attach to the kernel (also locally, with kd -kl)",
      );
    }
    const key = info.isLive ? undefined : sessionKey(session);
    if (this.dump && key !== undefined && this.dump.key === key) {
      const { look } = this.dump;
      if (!anew || look.target.losses.list.length === 0) return look;
    }
    const target = new WindbgTarget(info, session);
    checkTypes(target);
    const look = new Look(target, session);
    // Kept only after the types were found: symbols may be loaded later.
    this.dump = key === undefined ? undefined : { key, look };
    return look;
  }

  /** The same for getters that show nothing where nothing can be shown. */
  tryAt(session: Host.Session | undefined): Look | undefined {
    try {
      return this.at(session);
    } catch (error) {
      if (error instanceof UsageError) return undefined;
      throw error;
    }
  }

  current(): Look {
    return this.at(
      attempt(() => host.currentSession),
      true,
    );
  }

  tryCurrent(): Look | undefined {
    return this.tryAt(attempt(() => host.currentSession));
  }

  forget(): void {
    this.dump = undefined;
  }
}

/** Dumps are told apart by their file; sessions without one by their id. */
function sessionKey(session: Host.Session): string | undefined {
  const file = attempt(() => session.Attributes.Target.Details && session.Attributes.Target.Details.DumpFileName);
  const id = attempt(() => String(session.Id));
  return file === undefined && id === undefined ? undefined : String(file) + "|" + String(id);
}

/** What nothing can be done without, in the order in which a missing one explains the most. */
export function checkTypes(target: Target): void {
  for (const type of ["_EPROCESS", "_ETHREAD", "_LIST_ENTRY"]) {
    if (!target.type(type)) throw new UsageError(missingType(type));
  }
  if (isLpc(new Kernel(target))) {
    for (const type of ["_LPCP_MESSAGE", "_PORT_MESSAGE", "_OBJECT_HEADER"])
      if (!target.type(type)) throw new UsageError(missingType(type));
    return;
  }
  const portType = target.type("_ALPC_PORT");
  if (!portType || !target.type("_KALPC_MESSAGE") || !portType.field("PendingQueue")) {
    throw new UsageError(missingType(portType ? "_KALPC_MESSAGE" : "_ALPC_PORT"));
  }
}
