/** `Debugger.Utility.Control`. */
import type { ModelObject } from "../../provider/dataModel.js";
import { E_INVALIDARG, KeyedObject, method, sequence, SHOWN, text, textOf } from "./values.js";
import { ModelError } from "../../provider/dataModel.js";

/** Runs debugger commands. */
export interface CommandHost {
  /** The lines a command printed. @throws ModelError when the command cannot be parsed; its output is then lost. */
  execute(line: string): string[];
  /** Runs a command whose output goes where the session's goes. */
  executeAloud(line: string): void;
}

// Words of help and of the two refusals: real-engine 3, 14 `Debugger.Utility.Control`.
const EXECUTE_HELP =
  "ExecuteCommand(command) - Method which executes a debugger command and returns a collection of strings " +
  "representing the lines of output of the command execution";

export function makeControl(commands: CommandHost): ModelObject {
  const execute = method((args) => {
    if (args.length < 1 || args.length > 2) {
      throw new ModelError("Incorrect number of arguments to method 'ExecuteCommand'", E_INVALIDARG);
    }
    const line = textOf(args[0]);
    const [, captured] = args;
    const isFlag = captured === undefined || (captured.kind === "intrinsic" && captured.vt === "BOOL");
    if (line === undefined || !isFlag) {
      throw new ModelError("Invalid argument passed to method 'ExecuteCommand'", E_INVALIDARG);
    }
    if (captured?.kind === "intrinsic" && captured.value === false) {
      commands.executeAloud(line);
      return { kind: "none" };
    }
    return sequence(commands.execute(line).map(text));
  }, EXECUTE_HELP);
  return new KeyedObject().with("ExecuteCommand", execute, { ...execute.metadata, ...SHOWN });
}
