/** Failures as dx words them. */
import { ModelError, type ErrorValue } from "../../provider/dataModel.js";

export const E_FAIL = 0x80004005;
export const E_NOINTERFACE = 0x80004002;
export const E_BOUNDS = 0x8000000b;
export const E_INVALIDARG = 0x80070057;
export const E_NOTIMPL = 0x80004001;
/** DISP_E_TYPEMISMATCH and DISP_E_OVERFLOW of conversions. */
export const E_TYPEMISMATCH = 0x80020005;
export const E_OVERFLOW = 0x8002000a;
export const E_UNEXPECTED = 0x8000ffff;

// Texts of Windows for the codes the engine met. Source: real-engine 2.6, 2.10.
const TEXTS = new Map([
  [0x80004001, "Not implemented."],
  [E_FAIL, "Call failed."],
  [E_INVALIDARG, "Invalid parameter."],
  [0x8007001e, "Read fault."],
]);

/** The text of an HRESULT without a message of its own. */
export function codeText(code: number): string {
  const unsigned = code >>> 0;
  const text = TEXTS.get(unsigned) ?? "<Unable to get error code text>";
  return `${text} (0x${unsigned.toString(16).padStart(8, "0")})`;
}

/** What dx prints for a failure: its message, else the text of its code. */
export function failureText(failure: ModelError | ErrorValue): string {
  return failure.message === undefined || failure.message === "" ? codeText(failure.code) : failure.message;
}

/** The failure without its message, as it comes back from an iterator or indexer. Source: real-engine 2.5. */
export function bare(error: ModelError): ModelError {
  return new ModelError("", error.code);
}

/** A failure as the value of a row. */
export function errorValue(error: ModelError): ErrorValue {
  return error.message === ""
    ? { kind: "error", code: error.code }
    : { kind: "error", code: error.code, message: error.message };
}

/** Runs `action`; a ModelError becomes what `handle` makes of it, anything else is a fault of the program and passes. */
export function attempt<T, U>(action: () => T, handle: (error: ModelError) => U): T | U {
  try {
    return action();
  } catch (error) {
    if (error instanceof ModelError) return handle(error);
    throw error;
  }
}

export function cannotBind(name: string): ModelError {
  return new ModelError(`Unable to bind name '${name}'`);
}
