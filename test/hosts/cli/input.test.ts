/** Whatever is typed or given as a file: one clear line and status 2, or an answer; never a defect. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../../hosts/cli/run.js";
import { loadSnapshot } from "../../../hosts/snapshot/load.js";
import { SnapshotError } from "../../../hosts/snapshot/validate.js";
import { FAILURE_MARK } from "../../../hosts/snapshot/output.js";
import { CASES, open, SCRIPT } from "../../tools/session.js";

const CASE = `${CASES}two-cycle-7601-x64.json.gz`;
const SEED = 20260101;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alpcx-input-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function alpcx(args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const status = await runCli(args, {
    output: (text) => (out += text),
    error: (text) => (err += text),
    terminal: { input: Readable.from([]), output: new Writable(), isInteractive: false },
    version: "1",
    script: SCRIPT,
    example: CASE,
  });
  return { status, out, err };
}

const DEFECT =
  /a defect of alpcx|internal failure|TypeError|RangeError|SyntaxError|\bundefined\b(?! variable)|\[object /;

const WORDS = [
  ..."/p /m /lpp /lpc /lp /lp0 /find /id /sd /pool /chain /deadlock /quick /v /json /limit /graph dot html /?".split(
    " ",
  ),
  ..."/selftest /all /force -p --p /P / // - . * ** ( ) ( [a-z] \\ \\\\ ' ` 0 1 0n10 0x ffff`ffff 0n 0nx -1".split(" "),
  ..."fffffa8033a64cf0 ffffffffffffffff fffffa80`33a64cf0 1e999 99999999999999999999 SpoolerRpc \\RPC".split(" "),
  "\u0000",
  "\u202e",
  "\ud800",
  "é",
  "x".repeat(5000),
  "$arg1",
  "${/v:!alpcx}",
  ";",
  '"',
];
const word = fc.oneof(
  { arbitrary: fc.constantFrom(...WORDS), weight: 5 },
  { arbitrary: fc.string({ unit: "binary", maxLength: 12 }), weight: 1 },
);

describe("fuzzed lines", () => {
  const session = open(CASE);
  const check = (line: string): void => {
    const { text, errors, failed } = session.run(line);
    expect([line, DEFECT.exec(text.replaceAll(line, "") + errors)?.[0]]).toEqual([line, undefined]);
    if (failed) expect([line, errors.length > 5]).toEqual([line, true]);
  };
  // Only what is typed may be read and written: the commands that write files have tests of their own.
  const isHarmless = (line: string): boolean => !/record|graph|\$\$|\.script|FileSystem|^q/i.test(line);

  test("!alpcx with any words ends in an answer or in words", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const line = `!alpcx ${words.join(" ")}`.replace(/[\r\n;]/g, " ");
        fc.pre(isHarmless(line));
        check(line);
      }),
      { numRuns: 400, seed: SEED },
    );
  });

  test("so does the function with any arguments", () => {
    const argument = fc.oneof(
      word.map((text) => JSON.stringify(text)),
      fc.constantFrom(
        "0",
        "-1",
        "1.5",
        "0xffffffffffffffff",
        "true",
        "@$curprocess",
        "@$cursession.Alpc",
        "(1, 2)",
        "",
      ),
      fc.constantFrom(
        "nullptr",
        "@$nosuch",
        "new [1]",
        "(x => x)",
        "'a'",
        'L"x"',
        "*(int*)0",
        "@$cursession.Alpc.Ports",
      ),
    );
    fc.assert(
      fc.property(
        fc.array(argument, { maxLength: 3 }),
        fc.constantFrom("alpcx", "Port", "Message", "Thread"),
        (all, name) => {
          const call = name === "alpcx" ? "@$alpcx" : `@$cursession.Alpc.${name}`;
          const line = `dx ${call}(${all.join(", ")})`.replace(/[\r\n]/g, " ");
          fc.pre(isHarmless(line));
          check(line);
        },
      ),
      { numRuns: 400, seed: SEED },
    );
  });

  test("and any other line", () => {
    const piece = fc.oneof(
      word,
      fc.constantFrom(
        "dx ",
        "-r9 ",
        "-g ",
        "al",
        "aS x ",
        "ad ",
        ".echo ",
        ".foreach ",
        "? ",
        "@$",
        ".Where(",
        "=>",
        "{",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
        const line = pieces.join("").replace(/[\r\n]/g, " ");
        fc.pre(isHarmless(line));
        const { text, errors } = session.run(line);
        expect([line, /internal failure/.exec(text + errors)?.[0]]).toEqual([line, undefined]);
        session.run("ad *");
      }),
      { numRuns: 400, seed: SEED },
    );
  });

  test("arguments of the program are used or refused in one line", async () => {
    const options = [
      "--snapshot",
      "--dump",
      "--symbols",
      "-c",
      "--export-dump",
      "--anonymize",
      "--sideways",
      "-x",
      "--",
      "=",
      "",
    ];
    const given = fc.oneof(
      fc.constantFrom(...options),
      fc.constantFrom(join(folder, "none"), ".echo x", "\u0000", "-"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 5 }), async (args) => {
        fc.pre(!args.includes("--export-dump") && !args.includes("--anonymize") && !args.includes("--dump"));
        const { status, err } = await alpcx(args);
        if (status === 2)
          expect([args, err.trimEnd().split("\n").length, err.startsWith("alpcx: ")]).toEqual([args, 1, true]);
        expect([0, 1, 2]).toContain(status);
      }),
      { numRuns: 120, seed: SEED },
    );
  });
});

describe("fuzzed snapshot files", () => {
  const document = gunzipSync(readFileSync(CASE)).toString();

  /** Loads and uses a file: an answer, or one line that refuses it. */
  async function use(content: string | Uint8Array): Promise<void> {
    const path = join(folder, "fuzzed.json");
    writeFileSync(path, content);
    const { status, out, err } = await alpcx([
      "--snapshot",
      path,
      "-c",
      "!alpcx /deadlock",
      "-c",
      "dx -r1 @$curprocess.Alpc",
    ]);
    expect(DEFECT.exec(out + err)?.[0]).toBeUndefined();
    if (status === 2) {
      expect(err.trimEnd().split("\n")).toHaveLength(1);
      expect(err.startsWith(`alpcx: ${path}: `)).toBe(true);
      expect(err.length).toBeLessThan(path.length + 400);
    } else if (status === 1) expect(err).toContain(FAILURE_MARK);
  }

  test("with members that are wrong, missing, doubled or absurd", async () => {
    const odd = fc.constantFrom<unknown>(
      ...[
        null,
        true,
        -1,
        1.5,
        0,
        1e308,
        9007199254740991,
        "",
        "x",
        "0x",
        "0xffffffffffffffff",
        "_EPROCESS",
        "_LIST_ENTRY *",
      ],
      ...["void", "char[4294967295]", "_EPROCESS[9999999]", [], {}, [[]], { __proto__: null }, "\u0000", "</script>"],
    );
    const step = fc.nat(10_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(step, { minLength: 1, maxLength: 7 }), odd, fc.nat(2)), {
          minLength: 1,
          maxLength: 3,
        }),
        async (changes) => {
          const whole = JSON.parse(document) as Record<string, unknown>;
          for (const [steps, value, how] of changes) change(whole, steps, value, how);
          await use(JSON.stringify(whole));
        },
      ),
      { numRuns: 150, seed: SEED },
    );
  });

  test("with other bytes, cut short, or pieces exchanged", async () => {
    const sources = [Buffer.from(document), readFileSync(CASE)];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1),
        fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { maxLength: 4 }),
        fc.nat(3),
        async (which, bytes, cut) => {
          const copy = Buffer.from(sources[which]!);
          for (const [at, byte] of bytes) copy[at % copy.length] = byte;
          await use(cut === 0 ? copy.subarray(0, (bytes[0]?.[0] ?? 0) % copy.length) : copy);
        },
      ),
      { numRuns: 80, seed: SEED },
    );
  });

  test.each([
    ["arrays", "[".repeat(3_000_000)],
    ["closed arrays", "[".repeat(1_000_000) + "]".repeat(1_000_000)],
    ["objects", '{"a":'.repeat(1_000_000)],
    ["a member nobody knows", `{"x":${"[".repeat(500_000)}${"]".repeat(500_000)},${document.slice(1)}`],
    ["pointers", document.replace('"type":"', `"type":"void${" *".repeat(200_000)}","x":"`)],
    ["dimensions", document.replace('"type":"', `"type":"char${"[9]".repeat(100_000)}","x":"`)],
  ])("that nest deeply: %s", async (_, content) => {
    await use(content);
  });

  test("with a type that holds itself", async () => {
    const whole = JSON.parse(document) as {
      types: Record<string, { fields: { type: string; name: string; offset: number }[] }>;
    };
    whole.types["_EPROCESS"]!.fields.unshift({ name: "Self", offset: 0, type: "_EPROCESS" });
    whole.types["_ETHREAD"]!.fields.unshift({ name: "Selves", offset: 0, type: "_ETHREAD[3]" });
    await use(JSON.stringify(whole));
    const session = open(whole);
    for (const line of [
      "dx -r3 @$curprocess.KernelObject",
      "dx -r9 @$curprocess.KernelObject.Self.Self",
      "dx sizeof(nt!_EPROCESS)",
    ])
      expect(session.run(line).errors).not.toContain("internal failure");
  });

  test("larger than can be read are refused unread, and bombs before they have filled the memory", async () => {
    const large = join(folder, "large.json");
    const file = openSync(large, "w");
    ftruncateSync(file, 500 * 2 ** 20 + 1);
    closeSync(file);
    const refused = await alpcx(["--snapshot", large]);
    expect([refused.status, refused.err]).toEqual([
      2,
      `alpcx: ${large}: the file has 524288001 bytes, more than 524288000\n`,
    ]);
    rmSync(large);
    const bomb = join(folder, "bomb.json.gz");
    // Gzip members one behind the other inflate to one text.
    const member = gzipSync(Buffer.alloc(1 << 20, " "));
    writeFileSync(bomb, Buffer.concat(Array.from({ length: 40 }, () => member)));
    expect(() => loadSnapshot(bomb, { inflated: 32 << 20 })).toThrow(SnapshotError);
    expect(() => loadSnapshot(bomb, { inflated: 32 << 20 })).toThrow("the file inflates to more than 33554432 bytes");
  });
});

/** Follows the steps down a document and changes what it finds there: another value, none, or the same twice. */
function change(root: unknown, steps: readonly number[], value: unknown, how: number): void {
  let holder = root as Record<string, unknown>;
  for (const [i, step] of steps.entries()) {
    const keys = Object.keys(holder);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) return;
    const inner = holder[key];
    if (i < steps.length - 1 && typeof inner === "object" && inner !== null) {
      holder = inner as Record<string, unknown>;
      continue;
    }
    if (how === 0) holder[key] = value;
    else if (how === 1 && Array.isArray(holder)) holder.splice(Number(key), 1);
    else if (how === 1) Reflect.deleteProperty(holder, key);
    else if (Array.isArray(holder)) holder.push(inner);
    else holder[`${key}x`] = inner;
    return;
  }
}
