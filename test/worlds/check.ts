/** Whether a machine holds together: every link both ways, every counter, every pair of pointers that belong together. */
import { checkAlpc } from "./checkAlpc";
import { checkHandles } from "./checkHandles";
import { checkLpc } from "./checkLpc";
import { checkThread } from "./checkThread";
import { hex } from "./memory";
import type { Reader } from "./reader";

/** Collects what does not fit. */
export class Findings {
  readonly problems: string[] = [];

  expect(holds: boolean, what: string): void {
    if (!holds) this.problems.push(what);
  }

  /** Runs a part of the checks; what it throws is a problem too. */
  part(what: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** The processes and threads that the kernel's own lists lead to. */
export interface Census {
  readonly processes: readonly bigint[];
  readonly threads: ReadonlySet<bigint>;
}

/** What does not fit, in words. Nothing for a sound machine. */
export function checkWorld(reader: Reader): readonly string[] {
  const findings = new Findings();
  findings.part("processes", () => {
    const census = checkProcesses(reader, findings);
    for (const thread of census.threads) {
      findings.part(`thread ${hex(thread)}`, () => checkThread(reader, findings, thread));
    }
    findings.part("handles", () => checkHandles(reader, findings, census));
    if (reader.structs.has("_ALPC_PORT") && reader.symbols.has("AlpcpPortList"))
      findings.part("ports", () => checkAlpc(reader, findings, census));
    else if (reader.has("_ETHREAD", "LpcReplyChain")) findings.part("ports", () => checkLpc(reader, findings, census));
  });
  return findings.problems;
}

function checkProcesses(reader: Reader, findings: Findings): Census {
  const processes = reader.list(reader.symbols.get("PsActiveProcessHead")!, "_EPROCESS", "ActiveProcessLinks");
  const threads = new Set<bigint>();
  const ids = new Set<bigint>();
  for (const address of processes) {
    const place = { type: "_EPROCESS", address };
    const what = `process ${hex(address)}`;
    findings.expect(reader.get(place, "Pcb.Header.Type") === 3n, `${what} has no process header`);
    const pid = reader.get(place, "UniqueProcessId");
    findings.expect(!ids.has(pid), `${what} shares its id`);
    ids.add(pid);
    const own = reader.list(reader.at(place, "ThreadListHead"), "_ETHREAD", "ThreadListEntry");
    const pcb = reader.list(reader.at(place, "Pcb.ThreadListHead"), "_KTHREAD", "ThreadListEntry");
    findings.expect(own.join() === pcb.join(), `${what}: its two thread lists differ`);
    for (const thread of own) {
      const t = { type: "_ETHREAD", address: thread };
      findings.expect(reader.get(t, "Cid.UniqueProcess") === pid, `thread ${hex(thread)} names another process`);
      findings.expect(reader.get(t, "Tcb.ApcState.Process") === address, `thread ${hex(thread)} runs elsewhere`);
      if (reader.has("_KTHREAD", "Process")) {
        findings.expect(reader.get(t, "Tcb.Process") === address, `thread ${hex(thread)} belongs elsewhere`);
      }
      const tid = reader.get(t, "Cid.UniqueThread");
      findings.expect(!ids.has(tid), `thread ${hex(thread)} shares its id`);
      ids.add(tid);
      threads.add(thread);
    }
  }
  findings.expect(
    processes[0] === reader.readPointer(reader.symbols.get("PsInitialSystemProcess")!),
    "the first process is not PsInitialSystemProcess",
  );
  return { processes, threads };
}
