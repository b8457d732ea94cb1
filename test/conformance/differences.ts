/** Where the snapshot host is known to print something else than the engine, each with its reason. */

export interface Difference {
  readonly reason: string;
  /** Lines to which it applies. */
  readonly lines: RegExp;
  /** Worlds to which it applies; all when left out. */
  readonly worlds?: RegExp;
  /** Takes the difference out of both texts; what is left must be the same. Without it the line is not compared. */
  readonly without?: (text: string) => string;
}

/** Widths of columns follow from their longest cell. */
const squeezed = (text: string): string => text.replace(/={3,}/g, "===").replace(/ {2,}/g, " ");

/** Without the rows of that name, with help or without, and what is listed under them; nothing when it is all about it. */
function withoutRow(name: string, text: string): string {
  let hidden = Infinity;
  const kept = text.split("\n").filter((line) => {
    const indent = line.search(/\S/);
    if (indent > hidden) return false;
    hidden = new RegExp(`^(?: +|\\S*\\.)${name} *(?::.*| \\[.*\\])?$`).test(line) ? indent : Infinity;
    return hidden === Infinity;
  });
  return kept.join("\n");
}

/** A grid without a column; its widths are given up. */
function withoutColumn(name: string, text: string): string {
  const lines = text.split("\n");
  const column = (lines[1] ?? "").split(/ += /).findIndex((header) => header.trim() === name);
  if (!lines[0]?.startsWith("===")) return text;
  const cut = (line: string): string => {
    const cells = line.split(/ +[=-] /);
    return cells.filter((_cell, i) => i !== column).join(" | ");
  };
  return squeezed(lines.map(cut).join("\n"));
}

export const DIFFERENCES: readonly Difference[] = [
  {
    reason: "the session is named after its file and kind: a snapshot is no dump",
    lines: /./,
    without: (text) =>
      text.replace(/(?:64|32)-bit Kernel (?:triage dump|snapshot): [^\r\n]*?(?= +[-=]|$)/gm, "<session>"),
  },
  // Before the next one, which gives up how far rows are indented.
  {
    reason: "the frames of a thread, which a written dump has not",
    lines: /lpc/i,
    without: (text) => withoutColumn("Frames", withoutRow("Frames", text)).replace(/^ {6}\| .*\n/gm, ""),
  },
  {
    reason: "a thread is shown by its frames; a written dump has no saved registers, only the processor's place",
    lines: /./,
    without(text) {
      const frame =
        /(?<= : )(?:[0-9a-f]{8}`[0-9a-f]{8}|ffd[0-9a-f]{5}|<Unable to get stack trace>|nt![\w:]+(?:\+0x[0-9a-f]+)?)(?= *$| +-)/gm;
      return frame.test(text) ? squeezed(text.replace(frame, "<frame>")) : text;
    },
  },
  {
    reason: "the engine's package has no FileSystem: nothing can be written there",
    lines: /^!alpcx \/(?:graph \w+|record) \S|\.Record\(/,
  },
  {
    reason: "breakpoints, register contexts and step filters are of no use in a recording and not offered",
    lines: /^dx (?:-v )?Debugger\.Utility\.Control$/,
    without: (text) => text.replace(/^ {4}(?!ExecuteCommand).*\n/gm, ""),
  },
  {
    reason: "the debugger's gallery and its tools for AI clients (MCP) are not offered",
    lines: /^dx (?:-r\d )?Debugger\.(?:Utility|State)$/,
    without: (text) => text.replace(/^ {4}(?:MCP|ExtensionGallery) *\n/gm, ""),
  },
  {
    reason: "models that are made by constructors and descriptions of graphs are not offered",
    lines: /^dx (?:-v )?Debugger\.Utility\.Objects$/,
    without: (text) => text.replace(/^ {4}(?:CreateInstance|GenerateGraphDescription).*\n/gm, ""),
  },
  {
    reason: "registers are the processor's, of which a snapshot has none",
    lines: /^dx @(?:rip|\$ra|\$peb)$/,
  },
  {
    reason: "a thread without saved registers has no frames in a snapshot",
    lines: /^dx Debugger\.State\.DebuggerVariables$/,
    without: (text) => text.replace(/^( *curframe ).*$/gm, "$1"),
  },
  {
    reason: "loops, registers and typed output of the debugger's own language are not offered",
    lines: /^(?:\.for|\.while|\.printf|\.echotimestamps|\?\?) ?/,
  },
  {
    reason: "a snapshot has no NatVis provider",
    lines: /^\.script(?:providers|load)/,
    without: (text) => text.replace(/^ {4}NatVis \(extension '\.NatVis'\)\n/gm, ""),
  },
  {
    reason: "Io is there in WinDbg, from an extension DLL which the engine's package lacks; scripts count on it",
    lines: /^dx -v @\$curprocess$/,
    without: (text) => text.replace(/^ {4}Io *\n/gm, ""),
  },
  {
    reason: "a written dump of 32 bits has no processor context, from which the engine makes its groups of registers",
    lines: /^dx @\$curthread\.Registers$/,
    worlds: /x86/,
  },
  {
    reason: "the example's list of processes has no idle process and no names cut to the length of ImageFileName",
    lines: /Processes|^dx -r2 @\$cursession$/,
    worlds: /^deadlock$/,
  },
  {
    reason: "why an unqualified symbol is of no use is said in two ways, one per state of the symbol reader",
    lines: /^dx [A-Z]\w+$/,
    without: (text) => text.replace(/^(?:Unimplemented|Type information missing) error for \w+\n/gm, ""),
  },
  {
    reason: "a NaN loses its sign on the way through JavaScript",
    lines: /^dx \*\(double\*\)/,
    without: (text) => text.replace(/-1\.#IND00|1\.#QNAN0/g, "NaN"),
  },
  {
    reason: "half a wide character before the end of memory: the engine shows an empty string",
    lines: /^dx \(wchar_t\*\)\(\{edge\}-1\)$/,
    without: (text) => text.replace(/"[^"]*"/, '""'),
  },
  {
    reason: "references, and `unsigned` or `struct X` as a type, are refused or taken in the engine's own way",
    lines: /^dx \((?:nt!_LIST_ENTRY\*&|unsigned|struct _LIST_ENTRY\*)\)/,
  },
];

const used = new Set<Difference>();

/** Both texts without what is known to differ; undefined when the line is not compared at all. */
export function comparable(line: string, world: string, text: string): string | undefined {
  let rest: string | undefined = text;
  for (const difference of DIFFERENCES) {
    if (rest === undefined || !difference.lines.test(line) || difference.worlds?.test(world) === false) continue;
    const after: string | undefined = difference.without?.(rest);
    if (after !== rest) used.add(difference);
    rest = after;
  }
  return rest;
}

export function unused(): Difference[] {
  return DIFFERENCES.filter((difference) => !used.has(difference));
}
