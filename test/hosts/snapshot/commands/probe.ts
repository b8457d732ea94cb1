/**
 * Replays recorded dialogues with the real engine against the command front end. The probe that recorded them had one
 * function alias, `alpcx`, that prints its arguments and executes commands; the double here does the same. What dx itself
 * makes of an expression is other tests' business: it knows calls without arguments and with plain string literals only.
 */
import { AliasTable } from "../../../../hosts/snapshot/commands/aliases.js";
import { Interpreter, type CommandEnvironment } from "../../../../hosts/snapshot/commands/interpreter.js";
import type { ScriptCommands } from "../../../../hosts/snapshot/commands/scripts.js";

/** Thrown for an expression that only dx can judge. */
class BeyondTheDouble extends Error {}

const HEADER = [
  "$$ /*",
  '.if (${/d:$arg1}) { dx -s @$alpcx() } .else { .scriptload ${$arg0}; aS ${/v:!alpcx} $$>a<"${$arg0}" run }',
  "* */;",
  "var $$;",
];

const ARGS =
  ".echo [wds 1=<${$arg1}> 2=<${$arg2}> 3=<${$arg3}> 4=<${$arg4}> d1=${/d:$arg1} d2=${/d:$arg2} d3=${/d:$arg3} " +
  "f1=<${/f:$arg1}> f2=<${/f:$arg2}> n1=<${/n:$arg1}> v1=<${/v:$arg1}> 0=<${$arg0}>]";

const POLY2 = '.if (${/d:$arg1}) { dx -s @$alpcx() } .else { aS ${/v:!alpcx} $$>a<"${$arg0}" run; .echo alpcx: ready }';

/** The command files of the recordings. */
const FILES: Readonly<Record<string, string>> = {
  "args.wds": ARGS + "\n",
  "sp ace\\args.wds": ARGS + "\n",
  "many.wds": ".echo <${$arg1}><${$arg9}><${$arg10}><${$arg11}><${$arg16}><${$arg20}><${$arg26}>\n",
  "al.wds": 'dx Debugger.Utility.Control.ExecuteCommand("al")\n',
  "alpcx.wds": "dx -s @$alpcx()\n",
  "sp ace\\alpcx.wds": "dx -s @$alpcx()\n",
  "outer.wds": ".echo outer1=${$arg1}\n$$>a<C:\\dbg\\alpcx.wds /inner ${$arg1}\n.echo outer1 again=${$arg1}\n",
  "loader.wds": '.echo loading from ${$arg0}\naS ${/v:!alpcx} $$>a<"${$arg0}\\..\\alpcx.wds"\n',
  "sp ace\\loader.wds": '.echo loading from ${$arg0}\naS ${/v:!alpcx} $$>a<"${$arg0}\\..\\alpcx.wds"\n',
  "loader2.wds": ".echo loading\naS !alpcx $$>a<C:\\dbg\\alpcx.wds\n",
  "alpcx_s.wds":
    "aS ${/v:alpcx_ran} 0\ndx -s @$alpcx()\n" +
    ".block { .if (${alpcx_ran} == 0) { .echo alpcx: the script is not loaded } }\nad /q ${/v:alpcx_ran}\n",
  "old.wds": 'dx -s @$alpcx("${/f:$arg1} ${/f:$arg2} ${/f:$arg3}")\n',
  "old2.wds": 'dx @$alpcx("${/f:$arg1} ${/f:$arg2} ${/f:$arg3}")\n',
  "tail.wds": "aS tail ${/f:$arg1} ${/f:$arg2}\nal\n.block { .echo tail=${tail} }\n",
  "poly0.js": "$$ /*\ndx -s @$alpcx()\n* */; var $$; function f(){}\n",
  "poly.js": "$$ /*\ndx -s @$alpcx()\n* */; var $$; function f(){}\n" + "// filler; ${x}\n".repeat(30000),
  "polycrlf.js": "$$ /*\r\ndx -s @$alpcx()\r\n* */; var $$; function f(){}\r\n",
  "polybom.js": "\u00ef\u00bb\u00bf$$ /*\ndx -s @$alpcx()\n* */; var $$; function f(){}\n",
  "poly2.js": ["$$ /*", POLY2, "* */;", "var $$;"].join("\n") + "\n",
  "poly3.js": HEADER.join("\n").replace(" run }", " run; .echo alpcx: ready }") + "\n",
  "poly4.js": HEADER.join("\n") + "\n",
};

function readFile(path: string): Uint8Array | undefined {
  let plain = path.replace(/\//g, "\\").replace(/^C:\\dbg\\/, "");
  plain = plain.replace(/[^\\]+\\\.\.\\/g, "");
  const text = Object.hasOwn(FILES, plain) ? FILES[plain] : undefined;
  return text === undefined ? undefined : Buffer.from(text, "latin1");
}

export class Probe implements CommandEnvironment {
  // The machine of the recordings had sixteen processors.
  readonly about: readonly string[] = [];
  readonly prompt = "0: kd> ";
  readonly pointerSize = 8;
  readonly aliases = new AliasTable();
  readonly functions = new Set<string>();
  executes: string[] = [];
  preferDml = false;
  private printed = "";
  private readonly interpreter = new Interpreter(this);
  readonly scripts = {
    load: () => {
      this.out("No script provider can be found for a '.js' script extension");
      this.out("Available Script Providers:");
      this.out("    NatVis (extension '.NatVis')");
    },
  } as unknown as ScriptCommands;

  readFile = readFile;

  /** What the engine printed for the line; undefined when only dx could say. */
  answer(line: string): string | undefined {
    this.printed = "";
    try {
      if (!this.interpreter.run(line)) this.out("[hr 80040205]");
    } catch (error) {
      if (error instanceof BeyondTheDouble) return undefined;
      throw error;
    }
    return this.printed;
  }

  out(line: string): void {
    this.printed += line + "\n";
  }

  fail(line: string): void {
    this.out(line);
  }

  print(text: string): void {
    this.printed += text;
  }

  quit(): void {
    this.out("quit");
  }

  hasFunctionAlias(name: string): boolean {
    return this.functions.has(name);
  }

  capture(line: string): string {
    const before = this.printed;
    this.printed = "";
    this.interpreter.run(line);
    const captured = this.printed;
    this.printed = before;
    return captured;
  }

  dx(argument: string): void {
    const isSilent = argument.startsWith("-s ");
    const expression = argument.replace(/^-s /, "");
    const call = /^(@\$alpcx|Debugger\.Utility\.Control\.ExecuteCommand)\s?\((.*)\)(;?)$/.exec(expression);
    if (call === null || call[3] === ";") throw new BeyondTheDouble(argument);
    const text = literal(call[2] ?? "");
    if (text === undefined) {
      if (!/^"(?:[^"\\]|\\\\)*\\[^"\\]/.test(call[2] ?? "")) throw new BeyondTheDouble(argument);
      if (!isSilent) this.fail(`Error: Expected expression at '${call[2] ?? ""})'`);
      return;
    }
    if (call[1] === "@$alpcx") {
      if (!this.functions.has("alpcx")) {
        if (isSilent) return;
        throw new BeyondTheDouble(argument);
      }
      this.alpcx(text === "" ? [] : [text]);
      if (!isSilent) this.out(expression.padEnd(16));
      return;
    }
    const lines = this.capture(text).replace(/\n$/, "").split("\n");
    this.out(expression.padEnd(16));
    lines.forEach((line, i) => {
      const label = `    ${`[0x${i.toString(16)}]`.padEnd(16)}`;
      this.out(line === "" ? label : `${label} : ${line}`);
    });
  }

  private alpcx(args: readonly string[]): void {
    this.out(`[call alpcx this=null argc=${args.length}]`);
    args.forEach((arg, i) => this.out(`[  arg${i} = Intrinsic VT_BSTR \u00ab${arg}\u00bb]`));
    for (const line of this.executes) {
      this.interpreter.run(line);
      this.out(`[exec ${line} -> 00000000]`);
    }
  }
}

/** The text of a plain string literal, "" for no argument at all; undefined for anything else. */
function literal(text: string): string | undefined {
  if (text === "") return "";
  if (!/^"(?:[^"\\]|\\\\)*"$/.test(text)) return undefined;
  return text.slice(1, -1).replace(/\\\\/g, "\\");
}
