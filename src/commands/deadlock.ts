import { deadlockReport } from "../report/deadlockText";
import { summaryReport } from "../report/summaryText";
import { toDocument } from "../waits/document";
import type { WaitingThread } from "../waits/result";
import type { Command, Context, Output } from "./command";
import { intoAnalysis } from "./next";
import { LIMIT, limitOf } from "./parse";

export const summary: Command = {
  name: "",
  summary: "health of the machine in under a screen",
  examples: [""],
  run(context: Context): Output {
    const { analysis, waits } = context.look().judged(false, context.progress);
    return {
      get lines() {
        return summaryReport(analysis, waits);
      },
      get next() {
        return intoAnalysis(analysis);
      },
      get document() {
        return toDocument(analysis);
      },
      dx: "@$cursession.Alpc",
      namesLosses: true,
    };
  },
};

export const deadlock: Command = {
  name: "deadlock",
  switches: ["quick"],
  options: LIMIT,
  summary: "who waits for whom: deadlocks with their evidence, roots with their waiters, findings",
  examples: ["/deadlock", "/deadlock /quick", "/deadlock /limit 500", "/deadlock /json"],
  detail: [
    "/quick reads processes, threads and what waiting threads point to, and leaves out the findings that need all ports.",
    "/limit N looks at the first N threads and ports of the machine, and at whatever these threads wait for.",
    "What was left out is said at the end: without it nothing can be called healthy.",
    "A proved deadlock rests on what the kernel records; a suspected one may still end by itself.",
  ],
  run(context: Context): Output {
    const look = context.look();
    const limit = limitOf(context.parsed);
    const quick = context.parsed.switches.has("quick");
    const { analysis, waits } =
      limit === undefined ? look.judged(quick, context.progress) : look.judgedFirst(limit, quick, context.progress);
    const frames = (thread: WaitingThread) => look.target.frames(thread.fact.pid, thread.fact.tid);
    const verbose = context.parsed.switches.has("v");
    // Of the two only what is printed is made.
    return {
      get lines() {
        return deadlockReport(analysis, waits.world, { frames, verbose });
      },
      get next() {
        return intoAnalysis(analysis);
      },
      get document() {
        return toDocument(analysis);
      },
      dx: "@$cursession.Alpc.Deadlocks",
      namesLosses: true,
    };
  },
};
