/** Making elements. Text goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

type Attributes = { readonly [name: string]: string | number | undefined };

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill<T extends Element>(element: T, attributes: Attributes, children: readonly (Node | string)[]): T {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Names from a target may hold anything; what is invisible or turns text around becomes visible. */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (char) => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

/** At most `length` characters; the middle goes, because names differ at their ends. */
export function shorten(text: string, length: number): string {
  const shown = Array.from(visible(text));
  if (shown.length <= length) return shown.join("");
  const head = Math.floor(length * 0.4);
  return shown.slice(0, head).join("") + "\u2026" + shown.slice(shown.length - (length - head - 1)).join("");
}
