/** The objects of `T.` in the transcripts, as the program that made them describes them. Source: samples.inc. */
import { ModelError, type Intrinsic, type Metadata, type Value } from "../../../../hosts/provider/dataModel";
import {
  B,
  D,
  E_BOUNDS,
  E_FAIL,
  E_INVALIDARG,
  E_NOTIMPL,
  ERR,
  F,
  I,
  method,
  NV,
  P,
  PE,
  type Probe,
  radix,
  S,
  Sample,
  type Entries,
  type Entry,
} from "./builders";

/** A value as the probe program describes it. */
export function describeValue(value: Value): string {
  if (value.kind === "method") return "Method";
  if (value.kind === "object" && value.native?.type.kind !== "udt" && value.native !== undefined) {
    return describeValue(value.native.value());
  }
  if (value.kind !== "intrinsic") return "Synthetic";
  if (value.vt === "BSTR") return `Intrinsic VT_BSTR «${value.value}»`;
  return `Intrinsic vt=${VT[value.vt]} 0x${bitsOf(value).toString(16)}`;
}

const VT = { I2: 2, I4: 3, R4: 4, R8: 5, BOOL: 11, I1: 16, UI1: 17, UI2: 18, UI4: 19, I8: 20, UI8: 21 } as const;

function bitsOf(value: Intrinsic): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (value.vt === "R8") view.setFloat64(0, value.value);
  else if (value.vt === "R4") view.setFloat32(4, value.value);
  else if (value.vt === "BOOL") return value.value ? 0xffffn : 0n;
  else if (value.vt !== "BSTR") return BigInt.asUintN(Number(value.vt.replace(/\D/g, "")) * 8, BigInt(value.value));
  return view.getBigUint64(0);
}

export class Samples {
  private readonly portRows: readonly Sample[];

  constructor(readonly probe: Probe) {
    this.portRows = [
      this.port("LsaPort", "ConnectionPort", 0xffffe00123456789n, 7, 1.25, true),
      this.port("ApiPort", "ServerCommunicationPort", 0xffffe001234567a0n, 12, 0, false),
      this.port("SmssPort", "ConnectionPort", 0xffffe00123450000n, 0, 100.5, true),
      this.port("", "ClientCommunicationPort", 0xffffe00123440000n, 300, 3, true),
    ];
  }

  object(entries: Entries = {}): Sample {
    return new Sample(this.probe, entries);
  }

  fixed(entries: Entries = {}): Sample {
    return new Sample(this.probe, entries, false);
  }

  row(name: string, address: bigint, count: number): Sample {
    return this.object({
      Name: [S(name)],
      Address: [I("UI8", address), radix(16)],
      Count: [I("UI4", count), radix(10)],
    }).shows(name);
  }

  port(name: string, kind: string, address: bigint, count: number, waited: number, ok: boolean): Sample {
    return this.object({
      Name: [S(name)],
      Kind: [S(kind)],
      Address: [I("UI8", address), radix(16)],
      Count: [I("UI4", count), radix(10)],
      Waited: [D(waited)],
      Ok: [B(ok)],
    }).shows(`${name} port`);
  }

  private static(values: readonly Value[], dimensionality = 0): Sample {
    return this.object().iterates(dimensionality, (n) => {
      const value = values[n];
      return value && { value, indices: [I("UI8", n)] };
    });
  }

  /** `count` rows; the step `failsAt` fails. */
  private rows(count: number, dimensionality: number, failsAt = -1, message = ""): Sample {
    return this.object().iterates(dimensionality, (n) => {
      if (n === failsAt) throw new ModelError(message, E_FAIL);
      if (n >= count) return undefined;
      const name = `item${n}`;
      const value = this.row(name, 0xffffe00100000000n + BigInt(n) * 0x10n, n * 3);
      const indices = dimensionality === 2 ? [I("UI8", n * 4), S(name)] : [I("UI8", n * 4)];
      return { value, indices };
    });
  }

  ports(withIndexer = true): Sample {
    const made = this.static(this.portRows, withIndexer ? 1 : 0);
    if (!withIndexer) return made;
    return made.indexes(([index]) => {
      const isNumber = index?.kind === "intrinsic" && index.vt !== "BSTR" && BigInt(index.value) >= 0n;
      if (!isNumber) throw new ModelError("index must be a number", E_INVALIDARG);
      const found = this.portRows[Number(index.value)];
      if (found === undefined) throw new ModelError("no such port", E_BOUNDS);
      return found;
    });
  }

  alpc(): Sample {
    return this.object({
      Ports: [P(() => this.ports()), { Help: S("Every port object this process owns") }],
      Messages: [P(() => this.rows(0, 1))],
      DebugPort: [P(() => NV), { Help: S("The debug port") }],
      ExceptionPort: [P(() => this.port("Exc", "ConnectionPort", 0xffffe00123456789n, 7, 1.25, true))],
      SecurityPort: [PE(E_FAIL, "Unable to read memory at Address 0x18")],
      Total: [P(() => I("UI4", 12)), radix(10)],
      Find: [
        method((args) => {
          if (args.length !== 1) throw new ModelError("Find(name) takes one argument", E_INVALIDARG);
          return this.port("Found", "ConnectionPort", 1n, 1, 1, true);
        }),
        { Help: S("Find(name) - finds a port by name") },
      ],
    }).shows("4 ports, 2 waiting");
  }

  private ints(metadata?: Metadata): Sample {
    const values: Readonly<Record<string, Value>> = {
      I1_5: I("I1", 5),
      I1_m1: I("I1", 0xff),
      UI1_200: I("UI1", 200),
      UI1_65: I("UI1", 65),
      I2_m2: I("I2", 0xfffe),
      UI2_300: I("UI2", 300),
      UI2_65: I("UI2", 65),
      I4_0: I("I4", 0),
      I4_42: I("I4", 42),
      I4_m1: I("I4", 0xffffffff),
      UI4_42: I("UI4", 42),
      UI4_max: I("UI4", 0xffffffff),
      I8_42: I("I8", 42),
      I8_m1: I("I8", -1n),
      I8_min: I("I8", 1n << 63n),
      UI8_0: I("UI8", 0),
      UI8_42: I("UI8", 42),
      UI8_kernel: I("UI8", 0xffffe00123456789n),
      R8_1_5: D(1.5),
      R8_3: D(3),
      R8_1e20: D(1e20),
      R8_tiny: D(1e-7),
      R4: F(0.1),
      BOOL_T: B(true),
      BOOL_F: B(false),
    };
    const made = this.object();
    for (const [name, value] of Object.entries(values)) made.put(name, value, metadata);
    return made;
  }

  private holes(isSecond: boolean): Sample {
    const last: Entries = isSecond
      ? { Name: [PE(E_FAIL, "gone")] }
      : { Name: [PE(E_FAIL, "gone")], Kind: [this.object({ x: [I("I4", 1)] })] };
    return this.static(
      [
        this.port("A", "K", 1n, 2, 3, true),
        this.object({ Name: [S("B")] }),
        this.object({ Other: [I("I4", 5)], Name: [S("C")] }),
        I("I4", 9),
        S("str"),
        NV,
        this.object(last),
      ],
      isSecond ? 0 : 1,
    );
  }

  private errors(): Sample {
    return this.object({
      Before: [I("I4", 1)],
      EFail: [PE(E_FAIL)],
      EFailMsg: [PE(E_FAIL, "the port is gone")],
      ErrObjOk: [P(() => ERR(E_FAIL, "error object with S_OK"))],
      ErrNoMsg: [P(() => ERR(E_FAIL))],
      NotImpl: [PE(E_NOTIMPL)],
      Access: [PE(0x80070005)],
      InvArg: [PE(E_INVALIDARG)],
      Bounds: [PE(E_BOUNDS)],
      BoundsMsg: [PE(E_BOUNDS, "out of it")],
      NoMem: [PE(0x8007000e)],
      Unexpected: [PE(0x8000ffff)],
      Read: [PE(0x8007001e)],
      NotFound: [PE(0x80070490)],
      Custom: [PE(0xa0001234)],
      NoVal: [P(() => NV)],
      MsgNL: [PE(E_FAIL, "line one\nline two")],
      StaticErr: [ERR(E_FAIL, "a static error value")],
      After: [I("I4", 2)],
    });
  }

  private metas(deep: Sample): Sample {
    const countArguments = method((args) => I("I4", args.length));
    const action = method(() => {
      this.probe.say("[action ran]\n");
      return NV;
    });
    return this.object({
      Plain: [I("I4", 1)],
      Helped: [I("I4", 2), { Help: S("This is help text") }],
      Hidden: [I("I4", 3), { PreferShow: B(false) }],
      MethodPlain: [countArguments],
      MethodHelp: [countArguments, { Help: S("MethodHelp(x) - does it") }],
      MethodShown: [method(() => S("r")), { PreferShow: B(true), Help: S("shown method") }],
      Action: [action, { ActionName: S("Do It"), ActionDescription: S("does it now"), ActionIsDefault: B(true) }],
      Action2: [method(() => NV), { ActionName: S("Second") }],
      NoAuto: [this.object({ x: [I("I4", 1)] }), { PreferAutoExpand: B(false) }],
      Tab: [this.ports(), { PreferTabularFormat: B(true) }],
      Deep: [deep, { PreferredExpansionDepth: I("UI4", 3) }],
      FmtQ: [S("abc"), { PreferredFormat: I("UI4", 2) }],
      Len: [this.rows(20, 1), { PreferredLength: I("UI4", 5) }],
      RadixBool: [B(true), radix(16)],
    }).shows("metadata");
  }

  private names(): Sample {
    const made = this.object();
    const entries: readonly (readonly [string, number])[] = [
      ["", 1],
      ["a b", 2],
      ["x-y", 3],
      ["ExactlySixteenCh", 4],
      ["ExactlySeventeenC", 4],
      ["AVeryVeryLongPropertyNameIndeed", 5],
      ["__private", 6],
      ["Null", 7],
      ["true", 8],
      ["\\RPC x", 9],
      ['with"quote', 10],
    ];
    for (const [name, value] of entries) made.put(name, I("I4", value));
    return made;
  }

  private strings(): Sample {
    const format = (value: number): Metadata => ({ PreferredFormat: I("UI4", value) });
    return this.object({
      Plain: [S("hello")],
      Empty: [S("")],
      Quotes: [S('say "hi"')],
      Newline: [S("one\ntwo\r\nthree")],
      Tab: [S("a\tb")],
      NonAscii: [S("\u00fc\u2192\u2603")],
      Emoji: [S("\ud83d\ude00")],
      Ctrl: [S("\x01\x7f")],
      Back: [S("C:\\x\\y")],
      Html: [S("<b>&amp;</b>")],
      Pct: [S("%d %s")],
      Long: [S("x".repeat(300))],
      Fmt1: [S("abc"), format(2)],
      Fmt4: [S("abc"), format(4)],
      Fmt13: [S('a"b'), format(13)],
    });
  }

  private parented(): Sample {
    const parent = this.fixed({ FromParent: [I("I4", 9)], Alpha: [I("I4", 8)] }).shows("parent display");
    const made = this.fixed({ Own: [I("I4", 3)] });
    made.addParent(parent);
    return made;
  }

  private actions(): Sample {
    const go = method(() => {
      this.probe.say("[go ran]\n");
      return NV;
    });
    const parent = this.fixed({
      Go: [
        go,
        {
          ActionName: S("Do It"),
          ActionDescription: S("does it now"),
          ActionIsDefault: B(true),
          Help: S("Go() - goes"),
        },
      ],
      Go2: [method(() => NV), { ActionName: S("Second"), ActionDescription: S("second one") }],
    }).shows("with actions");
    const made = this.fixed({ A: [I("I4", 1)] });
    made.addParent(parent);
    return made;
  }

  /** The object `T`. */
  root(): Sample {
    const one: Entry = [I("I4", 1)];
    const deepest = this.object({ L4: [I("I4", 4)] });
    const second = this.object({ L2: [this.object({ L3: [deepest] })], v: [I("I4", 2)] });
    const deep = this.object({ L1: [second], v: one });
    const fails = (): string => {
      throw new ModelError("", E_FAIL);
    };
    const both = this.rows(3, 1).shows("3 things");
    both.put("Count", I("I4", 3)).put("Note", S("keys and items"));
    const names = ["alpha", "beta"];
    const byName = this.object()
      .iterates(1, (n) => (n < 2 ? { value: I("UI4", n + 1), indices: [S(names[n] ?? "")] } : undefined))
      .indexes(() => I("UI4", 77));
    const signed = this.object().iterates(1, (n) =>
      n < 12 ? { value: I("I4", n), indices: [I("I4", n)] } : undefined,
    );
    const numbers = [I("UI4", 3), I("UI4", 10), I("UI4", 1), I("UI4", 10)];
    const words = [S("beta"), S("alpha"), S("gamma")];
    const { probe } = this;
    return this.object({
      ints: [this.ints()],
      ints10: [this.ints(radix(10))],
      ints16: [this.ints(radix(16))],
      ints8: [this.ints(radix(8))],
      ints2: [this.ints(radix(2))],
      strs: [this.strings()],
      names: [this.names()],
      nv: [NV],
      empty: [this.object()],
      deep: [deep],
      dispkids: [this.object({ A: one, B: [S("two")] }).shows("display text")],
      disponly: [this.object().shows("only text")],
      dispempty: [this.object({ A: one }).shows("")],
      dispnl: [this.object({ A: one }).shows("line one\nline two\ttab")],
      dispfail: [this.object({ A: one }).shows(fails)],
      disphtml: [this.object({ A: one }).shows("a <b>bold</b> & \"q\" %d %s 'x'")],
      it0: [this.rows(0, 1)],
      it3: [this.rows(3, 1)],
      it3d0: [this.rows(3, 0)],
      it3d2: [this.rows(3, 2)],
      it99: [this.rows(99, 1)],
      it100: [this.rows(100, 1)],
      it101: [this.rows(101, 1)],
      it250: [this.rows(250, 1)],
      inf: [this.rows(2 ** 40, 1)],
      both: [both],
      itdisp: [this.rows(2, 1).shows("two items")],
      strix: [byName],
      ix2: [this.rows(3, 2).indexes(() => S("at two"))],
      i4ix: [signed],
      iterr: [this.rows(5, 1, 2)],
      iterrmsg: [this.rows(5, 1, 2, "walk broke: list is corrupt")],
      iterr0: [this.rows(5, 1, 0, "cannot start")],
      // The last item is a property accessor, which shows as nothing at all.
      vals: [
        this.static([
          I("I4", 3),
          I("UI4", 10),
          S("x"),
          NV,
          B(true),
          D(2.5),
          ERR(E_FAIL, "item error"),
          this.object({ a: one }),
          this.object(),
          this.object(),
        ]),
      ],
      nums: [this.static(numbers, 1)],
      strl: [this.static(words, 1)],
      statico: [this.fixed({ Zeta: one, Alpha: [I("I4", 2)], Mid: [S("x")] })],
      parented: [this.parented()],
      errs: [this.errors()],
      metas: [this.metas(deep)],
      ports: [this.ports()],
      ports0: [this.ports(false)],
      holes: [this.holes(false)],
      alpc: [this.alpc()],
      counted: [
        this.object({
          G1: [P(() => I("I4", 1))],
          G2: [P(() => this.object({ Inner: [P(() => I("I4", 2))] }))],
          G3: [P(() => this.ports())],
        }),
      ],
      acts: [this.actions()],
      inf0: [this.rows(2 ** 40, 0)],
      nums0: [this.static(numbers)],
      ints0: [this.static([I("I4", 3), I("I4", 10), I("I4", -1)])],
      strl0: [this.static(words)],
      iterr0d: [this.rows(5, 0, 2, "walk broke: list is corrupt")],
      iterr0n: [this.rows(5, 0, 2)],
      holes0: [this.holes(true)],
      mixed0: [this.static([S("a"), I("I4", 1)])],
      m0: [
        method((args, self) => {
          probe.say(`[m0 this=${describeValue(self)} argc=${args.length}]\n`);
          for (const arg of args) probe.say(`[ ${describeValue(arg)}]\n`);
          return I("I4", args.length);
        }),
      ],
      mfail: [
        method(() => {
          throw new ModelError("", E_FAIL);
        }),
      ],
      mfailmsg: [
        method(() => {
          throw new ModelError("method says no", E_INVALIDARG);
        }),
      ],
      rw: [
        P(
          () => I("I4", 5),
          (value) => probe.say(`[set ${describeValue(value)}]\n`),
        ),
      ],
      ro: [P(() => I("I4", 5))],
    });
  }
}
