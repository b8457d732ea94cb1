/** Registrations and nothing else. */
import { runCommand } from "./commands/run";
import { installAlias, removeAlias, typedWords } from "./frontEnd/alias";
import { wordsFromText } from "./frontEnd/arguments";
import { Looks, type Look } from "./model/look";
import { ProcessAlpc } from "./model/processAlpc";
import { SessionAlpc } from "./model/sessionAlpc";
import { ThreadAlpc } from "./model/threadAlpc";
import { MessageObject } from "./model/message";
import { LpcMessageObject } from "./model/lpcMessage";
import { LpcPortObject } from "./model/lpcPort";
import { PortObject } from "./model/port";
import { describe, text } from "./model/describe";
import { message } from "./alpc/message";
import { port } from "./alpc/port";
import { lpcPort } from "./lpc/port";
import { requestAt } from "./lpc/request";
import { Gap } from "./target/layout";
import { toAddress } from "./target/int64";
import { UsageError } from "./target/target";
import { attempt, messageOf } from "./target/windbg";
import type { Address } from "./target/address";

const looks = new Looks();

let isReady = false;

/** Installs the user alias with the first use, where it could not be done at load. Getters try it once. */
function ready(): void {
  if (isReady) return;
  isReady = true;
  attempt(installAlias);
}

/** Address of a kernel object of the debugger's model; undefined on user-mode targets and without symbols. */
function kernelObject(holder: { readonly KernelObject?: Host.NativeObject }): Address | undefined {
  const object = attempt(() => holder.KernelObject);
  return object && toAddress(attempt(() => object.address) || attempt(() => object.targetLocation.address));
}

class SessionExtension {
  get Alpc(): SessionAlpc | undefined {
    ready();
    const look = looks.tryAt(this as unknown as Host.Session);
    return look && new SessionAlpc(look);
  }
}
describe(SessionExtension, { Alpc: text("ALPC ports, messages, waits and deadlocks of the whole machine") });

class ProcessExtension {
  get Alpc(): ProcessAlpc | undefined {
    ready();
    const address = kernelObject(this as unknown as Host.Process);
    const look = address === undefined ? undefined : looks.tryCurrent();
    return look && address !== undefined ? new ProcessAlpc(look, address) : undefined;
  }
}
describe(ProcessExtension, { Alpc: text("ALPC ports, messages and waits of this process") });

class ThreadExtension {
  get Alpc(): ThreadAlpc | undefined {
    ready();
    const address = kernelObject(this as unknown as Host.Thread);
    const look = address === undefined ? undefined : looks.tryCurrent();
    return look && address !== undefined ? new ThreadAlpc(look, address) : undefined;
  }
}
describe(ThreadExtension, { Alpc: text("What this thread waits for and serves over ALPC") });

/** `dx (nt!_ALPC_PORT*)0x...` and a message gain one property. */
function extension<T>(make: (look: Look, address: Address) => T | undefined): object {
  class TypeExtension {
    get Alpc(): T | undefined {
      const address = toAddress(attempt(() => (this as unknown as Host.NativeObject).targetLocation.address));
      const look = address === undefined ? undefined : looks.tryCurrent();
      return look && address !== undefined ? make(look, address) : undefined;
    }
  }
  describe(TypeExtension, { Alpc: text("The decoded object") });
  return TypeExtension;
}

const PortExtension = extension((look, address) => {
  const found = port(look.kernel, address);
  return found instanceof Gap ? undefined : new PortObject(look, found);
});
const MessageExtension = extension((look, address) => {
  const found = message(look.kernel, address);
  return found instanceof Gap ? undefined : new MessageObject(look, found);
});

const LpcPortExtension = extension((look, address) => {
  const found = lpcPort(look.kernel, address);
  return found instanceof Gap ? undefined : new LpcPortObject(look, found);
});
const LpcMessageExtension = extension((look, address) => {
  const found = requestAt(look.kernel, address);
  return found instanceof Gap ? undefined : new LpcMessageObject(look, found);
});

/** `!alpcx`, `dx @$alpcx("/deadlock")`. Never throws: under `dx -s` an exception would be silence. */
function alpcx(...values: unknown[]): void {
  const print = (line: string) => host.diagnostics.debugLog(line);
  try {
    // A user who cleared all aliases gets ours back.
    isReady = false;
    ready();
    const typed = values.length === 0 ? typedWords() : undefined;
    runCommand(typed || words(values), looks, print);
  } catch (error) {
    print("alpcx: error: " + messageOf(error) + "\n");
  }
}

/** Arguments of a dx call: texts are command lines, anything else is an address. Throws a UsageError for what is none. */
function words(values: readonly unknown[]): string[] {
  const all: string[] = [];
  for (const value of values) {
    if (typeof value === "string") all.push(...wordsFromText(value));
    else if (value === undefined || value === null) throw new UsageError("an argument has no value");
    else {
      const word = String(value);
      if (word.indexOf("[object ") === 0) throw new UsageError("an argument is neither a text nor an address");
      all.push(word);
    }
  }
  return all;
}

export function initializeScript(): Host.Registration[] {
  attempt(installAlias);
  return [
    new host.apiVersionSupport(1, 7),
    new host.functionAlias(alpcx, "alpcx"),
    new host.namedModelParent(SessionExtension, "Debugger.Models.Session"),
    new host.namedModelParent(ProcessExtension, "Debugger.Models.Process"),
    new host.namedModelParent(ThreadExtension, "Debugger.Models.Thread"),
    new host.typeSignatureExtension(PortExtension, "_ALPC_PORT"),
    new host.typeSignatureExtension(MessageExtension, "_KALPC_MESSAGE"),
    new host.typeSignatureExtension(LpcPortExtension, "_LPCP_PORT_OBJECT"),
    new host.typeSignatureExtension(LpcMessageExtension, "_LPCP_MESSAGE"),
  ];
}

/** `.scriptrun`: the whole host is there, so the alias can be installed at once. */
export function invokeScript(): void {
  ready();
}

export function uninitializeScript(): void {
  attempt(removeAlias);
  looks.forget();
  isReady = false;
}
