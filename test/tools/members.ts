/** What `dx -r1` shows of an object, by the names of its members. */
import type { TestSession } from "./session";

/** Members with their values as text; one without a display string is empty. Throws when the expression fails. */
export function members(session: TestSession, expression: string): Record<string, string> {
  const { text, errors, failed } = session.run(`dx -r1 ${expression}`);
  if (failed || errors !== "") throw new Error(`${expression}: ${text}${errors}`);
  const found: Record<string, string> = {};
  for (const line of text.split("\n").slice(1)) {
    const [, name, value] = /^ {4}(\w+|\[0x[\da-f]+\])\s*(?:: (.*))?/.exec(line) ?? [];
    if (name !== undefined) found[name] = value ?? "";
  }
  return found;
}

/** The value of one expression as dx prints it. */
export function value(session: TestSession, expression: string): string {
  const { text, errors } = session.run(`dx ${expression}`);
  if (errors !== "") throw new Error(`${expression}: ${errors}`);
  const line = text.split("\n")[0] ?? "";
  const start = `${expression} : `;
  return line.startsWith(start) ? line.slice(start.length) : line.slice(expression.length).trim();
}
