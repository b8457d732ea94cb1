/** Wait blocks, mutants and the completion object of a thread. */
import type { Findings } from "./check";
import { hex } from "./memory";
import type { Reader } from "./reader";

const WAITING = 5n;
const WR_ALERT_BY_THREAD_ID = 37n;
const MAX_BLOCKS = 65;

export function checkThread(reader: Reader, findings: Findings, address: bigint): void {
  const place = { type: "_ETHREAD", address };
  const what = `thread ${hex(address)}`;
  findings.expect(reader.get(place, "Tcb.Header.Type") === 6n, `${what} has no thread header`);
  findings.expect(reader.get(place, "Tcb.Header.SignalState") === 0n, `${what} is signalled though it lives`);
  const mutants = reader.list(reader.at(place, "Tcb.MutantListHead"), "_KMUTANT", "MutantListEntry");
  for (const mutant of mutants) {
    const m = { type: "_KMUTANT", address: mutant };
    findings.expect(reader.get(m, "OwnerThread") === address, `mutant ${hex(mutant)} has another owner`);
    findings.expect(reader.get(m, "Header.Type") === 2n, `${hex(mutant)} is no mutant`);
    findings.expect(reader.get(m, "Header.SignalState") !== 1n, `mutant ${hex(mutant)} is owned and free`);
  }
  const queue = reader.get(place, "Tcb.Queue");
  if (queue !== 0n) {
    const q = { type: "_KQUEUE", address: queue };
    findings.expect(reader.get(q, "Header.Type") === 4n, `${what}: its queue is none`);
    const members = reader.list(reader.at(q, "ThreadListHead"), "_KTHREAD", "QueueListEntry");
    findings.expect(members.includes(address), `${what} is not in the list of its queue`);
  }
  const waiting = reader.get(place, "Tcb.State") === WAITING;
  const timer = reader.at(place, "Tcb.Timer");
  let timed = false;
  // Such a wait names an address in user memory.
  const byAddress = reader.get(place, "Tcb.WaitReason") === WR_ALERT_BY_THREAD_ID;
  for (const block of blocks(reader, address)) {
    const b = { type: "_KWAIT_BLOCK", address: block };
    findings.expect(reader.get(b, "Thread") === address, `${what}: wait block ${hex(block)} is not its own`);
    const timerBlock = block === reader.at(place, "Tcb.WaitBlock[3]");
    const object = timerBlock ? timer : reader.get(b, "Object");
    if (timerBlock) timed = true;
    if (byAddress && !timerBlock) continue;
    const header = { type: "_DISPATCHER_HEADER", address: object };
    const waiters = reader.list(reader.at(header, "WaitListHead"), "_KWAIT_BLOCK", "WaitListEntry");
    const listed = waiters.includes(block);
    if (waiting) findings.expect(listed, `${what}: ${hex(object)} does not list its wait block`);
    else if (!timerBlock) findings.expect(!listed, `${what} does not wait, but ${hex(object)} lists it`);
  }
  const inserted = reader.get(place, "Tcb.Timer.Header.Inserted") === 1n;
  if (reader.has("_KWAIT_BLOCK", "NextWaitBlock")) {
    findings.expect(!waiting || inserted === timed, `${what}: its timer and its wait blocks disagree`);
  }
  if (reader.has("_KTHREAD", "TimerActive")) {
    const active = reader.get(place, "Tcb.TimerActive") === 1n;
    findings.expect(active === inserted, `${what}: TimerActive and its timer disagree`);
  }
}

/** Since Windows 8 an array of WaitBlockCount, before a ring. */
function blocks(reader: Reader, thread: bigint): bigint[] {
  const place = { type: "_ETHREAD", address: thread };
  const first = reader.get(place, "Tcb.WaitBlockList");
  const size = BigInt(reader.structs.size("_KWAIT_BLOCK"));
  if (reader.has("_KTHREAD", "WaitBlockCount")) {
    const count = Number(reader.get(place, "Tcb.WaitBlockCount"));
    return Array.from({ length: count }, (_, i) => first + BigInt(i) * size);
  }
  const ring = [first];
  const next = (block: bigint): bigint => reader.get({ type: "_KWAIT_BLOCK", address: block }, "NextWaitBlock");
  for (let block = next(first); block !== first; block = next(block)) {
    ring.push(block);
    if (ring.length > MAX_BLOCKS) throw new Error("the ring of wait blocks does not close");
  }
  return ring;
}
