/** A debugger without a target around dx: the probe program's objects, a dump's current process, variables, aliases. */
import {
  ModelError,
  type Metadata,
  type Method,
  type ModelObject,
  type Value,
} from "../../../../hosts/provider/dataModel";
import { runDx, type DxEnvironment } from "../../../../hosts/snapshot/dx/index";
import { B, E_FAIL, ERR, I, method, NV, P, PE, Probe, S, Sample, type Entries } from "./builders";
import { basic, Memory } from "./memory";
import { describeValue, Samples } from "./samples";

/** Where the dump's stack lies and what is there. Source: transcript 14 [r, dq @rsp L2]. */
const RSP = 0xffff850429890ee8n;

export class DebuggerStub {
  readonly probe = new Probe();
  readonly samples = new Samples(this.probe);
  readonly memory = new Memory().putNumber(RSP, 0xfffff8047be0f4e1n).putNumber(RSP + 8n, 0x7en);
  readonly variables = new Map<string, Value>();
  readonly aliases = new Map<string, Method>();
  readonly models: Readonly<Record<"Process" | "Thread" | "Session", Sample>>;
  /** What a function alias returns: the probe program's `%mode`. */
  mode = "none";
  showsArguments = true;
  preferDml = false;
  private output = "";
  private readonly fixed = new Map<string, Value>();
  private readonly root = new Sample(this.probe);

  constructor() {
    this.probe.say = (text) => (this.output += text);
    // What belongs to the debugger is not counted.
    const model = (): Sample => new Sample(new Probe());
    this.models = { Process: model(), Thread: model(), Session: model() };
    this.setUp();
  }

  /** Runs `dx ARGUMENT` and returns what was printed. */
  dx(argument: string): string {
    this.output = "";
    runDx(argument, this.environment());
    return this.output;
  }

  environment(): DxEnvironment {
    const { memory } = this;
    return {
      print: (text) => (this.output += text),
      root: () => this.root,
      variable: (name) => this.fixed.get(name) ?? this.variables.get(name),
      setVariable: (name, value) => this.variables.set(name, value),
      functionAlias: (name) => this.aliases.get(name),
      type: () => undefined,
      hasModule: (name) => name === "nt",
      symbol: () => undefined,
      createTyped: (address, type) => memory.typed(type, address),
      createPointer: (address, type) => memory.typed(type, undefined, address),
      preferDml: this.preferDml,
    };
  }

  /** Makes the objects of `T.`. */
  makeRoot(): void {
    this.root.put("T", this.samples.root());
  }

  /** Adds `Alpc` to processes, threads and sessions. Source: samples.inc [%attach]. */
  attach(): void {
    const help: Metadata = { Help: S("ALPC ports, messages and waits of this process") };
    this.give("Process", "Alpc", (self) => {
      this.probe.trace(`Alpc getter this=${describeValue(self)}`);
      return this.samples.alpc();
    }, help); // prettier-ignore
    this.give("Thread", "Alpc", () => NV);
    this.give("Session", "Alpc", () => {
      throw new ModelError("alpc: nt symbols are not loaded", E_FAIL);
    });
  }

  /** Adds getters that fail to processes. Source: samples.inc [%attachfail]. */
  attachFailing(): void {
    this.give("Process", "AlpcBad", () => {
      const text = "TypeError: Cannot read properties of undefined (reading 'x') [at alpc (line 5 col 9)]";
      throw new ModelError(text, E_FAIL);
    });
    this.give("Process", "AlpcBadNoMsg", () => {
      throw new ModelError("", E_FAIL);
    });
    this.give("Process", "AlpcObjNoDisp", () => this.samples.object({ x: [I("I4", 1)] }));
  }

  /** Registers the probe program's function alias. */
  addAlias(name: string): void {
    this.aliases.set(
      name,
      method((args, self) => {
        if (this.showsArguments) {
          this.probe.say(`[call ${name} this=${self.kind === "none" ? "null" : "object"} argc=${args.length}]\n`);
          for (const [i, arg] of args.entries()) this.probe.say(`[  arg${i} = ${describeValue(arg)}]\n`);
        }
        return this.answer();
      }),
    );
  }

  /** Function aliases with metadata of their own or of their results. Source: samples.inc [%aliasmeta]. */
  addAliasesWithMetadata(): void {
    const { samples } = this;
    const tabular: Metadata = { PreferTabularFormat: B(true), Help: S("result help") };
    const carrying = (object: ModelObject, metadata: Metadata): ModelObject => Object.assign(object, { metadata });
    const help: Metadata = { Help: S("alpcm(text) - ALPC report"), PreferTabularFormat: B(true) };
    this.aliases.set(
      "alpcm",
      method(() => samples.ports(), help),
    );
    this.aliases.set(
      "alpct",
      method(() => carrying(samples.ports(), tabular)),
    );
    this.aliases.set(
      "alpcd",
      method(() => carrying(samples.alpc(), { PreferredExpansionDepth: I("UI4", 2) })),
    );
    this.aliases.set(
      "alpcn",
      method(() => ({ ...I("UI4", 12), metadata: { PreferredRadix: I("UI4", 10) } })),
    );
    this.aliases.set(
      "alpcdup",
      method(() => S("first")),
    );
    for (const odd of ["!alpcx", "alpcx ", "al pcx", "alpcx /deadlock", "alpcx/deadlock", "9x", "a.b", ""]) {
      this.aliases.set(
        odd,
        method(() => S("odd name")),
      );
    }
  }

  private give(
    to: "Process" | "Thread" | "Session",
    name: string,
    get: (self: ModelObject) => Value,
    help?: Metadata,
  ): void {
    const parent = this.samples.fixed();
    parent.put(name, P(get), help);
    this.models[to].addParent(parent);
  }

  private answer(): Value {
    const { samples } = this;
    const names = ["LsaPort", "ApiPort", "SmssPort"];
    switch (this.mode) {
      case "str":
        return S("hello");
      case "i4":
        return I("I4", 42);
      case "u8":
        return I("UI8", 0xffffe00123456789n);
      case "obj":
        return samples.row("LsaPort", 0xffffe00123456789n, 7);
      case "iter":
        return samples.object().iterates(1, (n) => {
          const name = names[n];
          if (name === undefined) return undefined;
          return { value: samples.row(name, 0xffffe00123456000n + BigInt(n), n), indices: [I("UI8", n)] };
        });
      case "fail":
        throw new ModelError("", E_FAIL);
      case "failmsg":
        throw new ModelError("the port is gone", E_FAIL);
      case "errobj":
        return ERR(E_FAIL, "bad argument text");
      default:
        return NV;
    }
  }

  private setUp(): void {
    const { memory } = this;
    const pointer = (value: bigint): ModelObject => memory.typed(basic("void").pointerTo(), undefined, value);
    const byte = basic("unsigned char").pointerTo();
    const object = (entries: Entries): Sample => new Sample(new Probe(), entries, false);
    const switchTo = (what: string): Entries => ({
      SwitchTo: [
        method(() => NV),
        {
          Help: S(`SwitchTo() - Switch to this ${what} as the default context`),
          ActionName: S("Switch To"),
          ActionIsDefault: B(true),
        },
      ],
    });
    const empty = (): Sample =>
      object({})
        .iterates(1, () => undefined)
        .indexes(bounds);
    const environment = object({ EnvironmentBlock: [PE(E_FAIL)] });
    const processHelp = (text: string): Metadata => ({ Help: S(text) });
    this.define(this.models.Process, {
      KernelObject: [pointer(0xffffc08bdce94180n)],
      Name: [S("<Unknown Image>")],
      Id: [PE(E_FAIL), processHelp("The OS process identifier for this process (PID)")],
      Index: [I("UI8", 0), processHelp("The index of this process in the debugger process list")],
      Handle: [I("UI8", 0xf0f0f0f0)],
      Threads: [empty()],
      Modules: [empty()],
      Debug: [object({}), { PreferShow: B(false) }],
      ...switchTo("process"),
      Environment: [environment],
    });
    this.models.Process.concepts.display = () => "<Unknown Image>";
    this.define(this.models.Thread, {
      KernelObject: [pointer(0xffffc08bde9e1640n)],
      Id: [PE(E_FAIL)],
      Index: [I("UI8", 0)],
      Stack: [object({ Frames: [empty()] })],
      Registers: [
        object({
          User: [object({})],
          Kernel: [object({})],
          SIMD: [object({})],
          FloatingPoint: [object({})],
          CET: [object({})],
        }),
      ],
      ...switchTo("thread"),
      Environment: [environment],
    });
    this.models.Thread.concepts.display = () => "nt+0x3f5a80 (fffff804`7bdf5a80) ";
    const target = object({});
    this.define(this.models.Session, {
      Processes: [empty()],
      Id: [I("I4", 0)],
      Attributes: [object({ Machine: [object({})], Target: [target] })],
    });
    this.models.Session.concepts.display = () => "64-bit Kernel triage dump: C:\\dbg\\triage.dmp";
    const instance = (model: Sample): Sample => {
      const made = object({});
      made.addParent(model);
      return made;
    };
    const process = instance(this.models.Process);
    const session = instance(this.models.Session);
    const thread = instance(this.models.Thread);
    const variables = object({
      Remove: [
        method(([name]) => {
          if (name?.kind === "intrinsic") this.variables.delete(String(name.value));
          return NV;
        }),
      ],
    });
    const userVariables: ModelObject = {
      kind: "object",
      concepts: {},
      parents: () => [variables],
      keys: () =>
        [...this.variables.entries()].map(([name, value]) => ({ name, get: () => value, metadata: shown(value) })),
      key: (name) => {
        const value = this.variables.get(name);
        return value && { name, get: () => value };
      },
    };
    const aliases: ModelObject = {
      kind: "object",
      concepts: {},
      parents: () => [],
      keys: () =>
        [...this.aliases].map(([name, value]) => ({
          name,
          get: () => value,
          metadata: { ...value.metadata, PreferShow: B(true) },
        })),
      key: (name) => {
        const value = this.aliases.get(name);
        return value && { name, get: () => value };
      },
    };
    const sessions = object({}).iterates(1, (n) => (n === 0 ? { value: session, indices: [I("UI8", 0)] } : undefined));
    const aliasHelp: Metadata = {
      Help: S(
        "Functions aliased to names which are accessible via a pseudo-register prefix of @$ or executable via a '!' command prefix",
      ),
    };
    const state = object({
      FunctionAliases: [aliases, aliasHelp],
      UserVariables: [userVariables],
      DebuggerVariables: [object({ curprocess: [process] })],
    });
    const utility = object({ Collections: [object({})] });
    const debugger_ = object({ Sessions: [sessions], Settings: [object({})], State: [state], Utility: [utility] });
    this.root.put("Debugger", debugger_);
    for (const [name, value] of Object.entries({
      curprocess: process,
      curthread: thread,
      cursession: session,
      vars: userVariables,
      rsp: I("UI8", RSP),
      proc: memory.typed(byte, undefined, 0xffffc08bdce94180n),
    })) {
      this.fixed.set(name, value);
    }
  }

  private define(model: Sample, entries: Entries): void {
    for (const [name, entry] of Object.entries(entries)) model.put(name, ...entry);
  }
}

function bounds(): never {
  throw new ModelError("", 0x8000000b);
}

/** Lambdas are shown among the variables. */
function shown(value: Value): Metadata {
  return value.kind === "method" ? { PreferShow: B(true) } : {};
}
