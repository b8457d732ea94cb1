/** Graphviz text and HTML: whatever a target calls things, it stays a name. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundlePage } from "../../../page/bundle.mjs";
import { dotLines, quoted } from "../../../src/report/dot";
import type { GraphDocument } from "../../../src/report/graphDocument";
import { graphOf } from "../../../src/report/graphModel";
import { escapeHtml, htmlPieces, scriptJson } from "../../../src/report/html";
import { hostile, HOSTILE_NAMES } from "./judged";

const page = await bundlePage();
const parts = {
  script: page.SCRIPT,
  style: page.STYLE,
  scriptHash: page.SCRIPT_HASH,
  styleHash: page.STYLE_HASH,
  notice: page.NOTICE,
};
const html = (graph: GraphDocument) => htmlPieces(graph, parts).join("");
/** What is around the first character that is not printable ASCII; a whole page would not be read. */
const odd = (text: string) => /.{0,40}[^\x20-\x7e\n\t].{0,20}/u.exec(text)?.[0];
const plain = graphOf(hostile("plain"));
const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: "binary", maxLength: 30 }));

/** Reads a Graphviz text token by token, as its grammar has it: quoted strings, words, and single characters. */
function dotTokens(text: string): string[] {
  const tokens: string[] = [];
  const lexer = /\/\/[^\n]*\n|\s+|"(?:[^"\\]|\\[^])*"|[A-Za-z_][A-Za-z_0-9]*|[0-9.]+|->|[{}[\];,=]/y;
  for (let at = 0; at < text.length; at = lexer.lastIndex) {
    lexer.lastIndex = at;
    const match = lexer.exec(text);
    if (!match) throw new Error("not Graphviz at " + text.slice(at, at + 40));
    if (!/^(\s|\/\/)/.test(match[0])) tokens.push(match[0]);
  }
  return tokens;
}

/** What Graphviz shows for a quoted string. */
function shown(token: string): string {
  return token
    .slice(1, -1)
    .replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe("Graphviz", () => {
  it("draws processes as clusters, deadlocks in red, in ASCII", () => {
    const text = dotLines(plain).join("");
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text).toContain('subgraph "cluster_process-');
    expect(text).toContain("#c62828");
    expect(text).toContain("proved deadlock 1");
  });
  it.each(HOSTILE_NAMES)("a name changes nothing but labels: %j", (name) => {
    const kindOf = (token: string) => (token.startsWith('"') ? "string" : token);
    const tokens = dotTokens(dotLines(graphOf(hostile(name))).join(""));
    expect(tokens.map(kindOf)).toEqual(dotTokens(dotLines(plain).join("")).map(kindOf));
  });
  it("shows any printable text as it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0xa1, max: 0x52f }).map((code) => String.fromCharCode(code)) }),
        fc.string(),
        (a, b) => {
          const text = a.replace(/\u00ad/g, "") + b;
          expect(shown(quoted(text))).toBe(text);
        },
      ),
    );
  });
  it("shows what is invisible, and what Graphviz has no entity for", () => {
    expect(quoted("a\u202eb\ud83d\ude00\ud800")).toBe('"a\\\\u202eb\\\\u{1f600}\\\\ud800"');
  });
  it("any text stays one string", () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(dotTokens(quoted(text))).toHaveLength(1);
        expect(quoted(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

describe("the page", () => {
  it("is ASCII, asks for nothing elsewhere, and lets only its own script and style run", () => {
    const text = html(plain);
    expect(odd(text)).toBeUndefined();
    expect(/\b(src|href|action)\s*=\s*["']|@import|url\(/.exec(text)).toBeNull();
    expect(text.match(/<script/g)).toHaveLength(2);
    const script = /<script>([^]*?)<\/script>/.exec(text)![1]!;
    const style = /<style>([^]*?)<\/style>/.exec(text)![1]!;
    for (const content of [script, style])
      expect(text.includes("'sha256-" + createHash("sha256").update(content).digest("base64") + "'")).toBe(true);
    expect(text.includes("default-src 'none'")).toBe(true);
  });
  it("keeps the license of what it carries", () => {
    expect(page.NOTICE).toMatch(/^Layout: @dagrejs\/dagre [0-9.]+\n[^]*Permission is hereby granted/);
    expect(html(plain).includes("<!--\n" + page.NOTICE + "\n-->")).toBe(true);
  });
  it.each(HOSTILE_NAMES)("a name is data: %j", (name) => {
    const graph = graphOf(hostile(name));
    const text = html(graph);
    expect(odd(text)).toBeUndefined();
    expect(text.match(/<\/?script/gi)).toHaveLength(4);
    expect(text.match(/<[a-z!/]/gi)!.length - graph.edges.length).toBe(
      html(plain).match(/<[a-z!/]/gi)!.length - plain.edges.length,
    );
    const data = /<script type="application\/json" id="graph">([^]*?)<\/script>/.exec(text)![1]!;
    expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(graph)));
  });
  it("any value survives the way through a script element", () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(scriptJson({ text })).toMatch(/^[\x20-\x3b\x3d\x3f-\x7e]*$/);
        expect(JSON.parse(scriptJson({ text }))).toEqual({ text });
      }),
    );
  });
  it("any text between tags has no tag", () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(escapeHtml(text)).toMatch(/^[\t\n\x20-\x7e]*$/);
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!#\d+;)/);
      }),
    );
  });
  it("is built the same every time", async () => {
    expect(await bundlePage()).toEqual(page);
  });
});
