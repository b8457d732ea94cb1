import { runSelfTest, selfTestLines } from "../selftest/selftest";
import type { Command, Context, Output } from "./command";

export const selftest: Command = {
  name: "selftest",
  summary: "checks what alpcx assumes against this target: PASS, FAIL or SKIP, and a block for a bug report",
  examples: ["/selftest"],
  detail: [
    "SKIP means that the target has nothing to compare, or that it cannot be read.",
    "A FAIL means that an assumption does not hold here: do not trust what rests on it, and send the block.",
  ],
  run(context: Context): Output {
    const test = runSelfTest(context.look().kernel, context.progress);
    const failed = test.checks.filter((check) => check.verdict === "FAIL").length;
    const output = { lines: selfTestLines(test), document: Object.assign({ schema: "alpcx.selftest/1" }, test) };
    const what = failed === 1 ? "1 check" : failed + " checks";
    return failed === 0 ? output : Object.assign(output, { failure: "the self-test has " + what + " that FAIL" });
  },
};
