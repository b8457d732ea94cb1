/** The graph as one HTML page that needs nothing else: no network, no font, no other file. ASCII. */
import type { GraphDocument } from "./graphDocument";

/** What the page is made of beside the graph; `alpcx:page` gives the built ones. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  readonly scriptHash: string;
  readonly styleHash: string;
  readonly notice: string;
}

/**
 * The pieces of the page. Only its own script and style may run: even if something of the target got through the escapes
 * it would stay text.
 */
export function htmlPieces(graph: GraphDocument, parts: PageParts): string[] {
  const policy =
    "default-src 'none'; script-src '" +
    parts.scriptHash +
    "'; style-src '" +
    parts.styleHash +
    "'; base-uri 'none'; form-action 'none'";
  return [
    "<!doctype html>\n",
    '<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    '<meta http-equiv="Content-Security-Policy" content="' + policy + '">\n',
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="color-scheme" content="light dark">\n',
    "<title>" + escapeHtml(title(graph)) + "</title>\n",
    "<!--\n" + parts.notice + "\n-->\n",
    "<style>" + parts.style + "</style>\n</head>\n<body>\n",
    '<main id="app"></main>\n<noscript>\n',
    "<h1>" + escapeHtml(graph.headline) + "</h1>\n<p>" + escapeHtml(graph.looked) + "</p>\n",
    "<p>The drawing needs JavaScript. These are the waits:</p>\n<ul>\n",
    ...graph.edges.map((edge) => (edge.leg === "wait" ? "<li>" + escapeHtml(edge.text) + "</li>\n" : "")),
    "</ul>\n</noscript>\n",
    '<script type="application/json" id="graph">',
    scriptJson(graph),
    "</script>\n<script>",
    parts.script,
    "</script>\n</body>\n</html>\n",
  ];
}

function title(graph: GraphDocument): string {
  return "alpcx - " + graph.headline;
}

/** Text between tags or in a quoted attribute. Control characters, which HTML has no way to write, become visible. */
export function escapeHtml(text: string): string {
  let result = "";
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const isOdd = (code < 0x20 && code !== 9 && code !== 10) || (code >= 0x7f && code < 0xa0);
    if (isOdd || (code >= 0xd800 && code < 0xe000)) result += "\\u" + ("000" + code.toString(16)).slice(-4);
    else if (code > 0x7e || /[<>&"']/.test(char)) result += "&#" + code + ";";
    else result += char;
  }
  return result;
}

/** JSON inside a script element: nothing in it can end the element or open a comment, and all is ASCII. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u007f-\uffff]/g,
    (char) => "\\u" + ("000" + char.charCodeAt(0).toString(16)).slice(-4),
  );
}
