/** Text to expression, with the engine's messages. Source: real-engine 1.10, 2.10; transcripts 08, 11. */
import { ModelError } from "../../provider/dataModel.js";
import { flag, integer } from "./intrinsic.js";
import type { Binary, Expression, Parsed, Unary } from "./syntax.js";
import { specifiersAt } from "./specifiers.js";
import { tokenAt, type Token } from "./tokens.js";
import { typeAt, type TypeSyntax } from "./typeSyntax.js";

/** Whether the target has a type of that name: then `(name)*x` is a cast. */
export type IsType = (module: string | undefined, name: string) => boolean;

/** Parses a whole line: an expression and its format specifiers. Throws a ModelError. */
export function parseLine(source: string, isType: IsType = () => false, isPlain = false): Parsed {
  const parser = new Parser(source, isType, isPlain);
  const expression = parser.line();
  return { expression, specifiers: parser.specifiers };
}

// Loosest first; the operators of one row group from the left.
const LEVELS: readonly (readonly Binary[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const UNARY: readonly Unary[] = ["-", "+", "!", "~", "*", "&"];
const MAX_DEPTH = 400;
/** More than anybody types; a longer chain would not fit the stack when it is evaluated. */
const MAX_TOKENS = 4000;

class Parser {
  specifiers: Parsed["specifiers"] = {};
  private token: Token;
  private depth = 0;
  private tokens = 0;

  constructor(
    private readonly source: string,
    private readonly isType: IsType,
    /** Plain C++: no `nt!x`, no `@$x`. */
    private readonly isPlain = false,
  ) {
    this.token = tokenAt(source, 0);
  }

  line(): Expression {
    let expression = this.assignment();
    while (this.is(",")) {
      const found = specifiersAt(this.source, this.token.start, (text) => new Parser(text, this.isType).line());
      if (found !== undefined) {
        this.specifiers = found;
        return expression;
      }
      this.next();
      expression = { kind: "comma", first: expression, second: this.assignment() };
    }
    if (this.token.kind !== "end") throw this.error("Unexpected token");
    return expression;
  }

  private assignment(): Expression {
    if (++this.depth > MAX_DEPTH) throw new ModelError("Expression is nested too deeply");
    const lambda = this.lambda();
    const expression = lambda ?? this.conditional();
    this.depth--;
    if (lambda !== undefined || !this.is("=")) return expression;
    this.next();
    return { kind: "assignment", target: expression, value: this.assignment() };
  }

  private conditional(): Expression {
    const test = this.binary(0);
    if (!this.is("?")) return test;
    this.next();
    const yes = this.assignment();
    this.expect(":");
    return { kind: "conditional", test, yes, no: this.assignment() };
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.is(candidate));
      if (operator === undefined) return left;
      this.next();
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    const operator = UNARY.find((candidate) => this.is(candidate));
    if (operator !== undefined) {
      if (++this.depth > MAX_DEPTH) throw new ModelError("Expression is nested too deeply");
      this.next();
      const operand = this.unary();
      this.depth--;
      return { kind: "unary", operator, operand };
    }
    const type = this.castType();
    if (type === undefined) return this.postfix();
    this.token = tokenAt(this.source, type.end);
    this.expect(")");
    return { kind: "cast", type, operand: this.unary() };
  }

  /** The type of a cast when the parenthesis here opens one. */
  private castType(): TypeSyntax | undefined {
    if (!this.is("(")) return undefined;
    const type = typeAt(this.source, this.token.end);
    if (type === undefined || (this.isPlain && type.module !== undefined)) return undefined;
    const closing = tokenAt(this.source, type.end);
    if (closing.kind !== "punctuation" || closing.text !== ")") return undefined;
    if (type.isBasic || type.declarators.length > 0 || this.isType(type.module, type.base)) return type;
    // `(name)` is a cast only before what cannot go on from a value in parentheses.
    const after = tokenAt(this.source, closing.end).kind;
    return after === "literal" || after === "name" || after === "variable" || after === "at" ? type : undefined;
  }

  private postfix(): Expression {
    let expression = this.primary();
    for (;;) {
      const isArrow = this.is("->");
      if (isArrow || this.is(".")) {
        this.next();
        const { start } = this.token;
        const name = this.memberName();
        const source = this.source.slice(start, start + name.length + 3);
        const isQuoted = source.startsWith("@");
        expression = {
          kind: "member",
          object: expression,
          name,
          ...(isArrow && { isArrow }),
          ...(isQuoted && { source }),
        };
      } else if (this.is("[")) {
        this.next();
        expression = { kind: "index", object: expression, indices: this.list("]") };
      } else if (this.is("(")) {
        this.next();
        const args = this.is(")") ? (this.next(), []) : this.list(")");
        expression = { kind: "call", callee: expression, args };
      } else return expression;
    }
  }

  private memberName(): string {
    const { token } = this;
    const isName = token.kind === "name" && token.module === undefined;
    if (!isName && !(token.kind === "at" && token.quoted)) throw this.error("Unexpected token");
    this.next();
    return token.name;
  }

  private primary(): Expression {
    const { token } = this;
    switch (token.kind) {
      case "literal":
        this.next();
        return { kind: "literal", value: token.value };
      case "variable":
        if (this.isPlain) throw this.error("Expected expression");
        if (token.name === "") {
          throw new ModelError("Declaration of debugger variable must include a name after the '@$'.");
        }
        this.next();
        return { kind: "variable", name: token.name };
      case "at":
        this.next();
        return { kind: "register", name: token.name, source: this.source.slice(token.start, token.end) };
      case "name":
        return this.named(token);
      default:
        break;
    }
    if (!this.is("(")) throw this.error("Expected expression");
    this.next();
    let inner = this.assignment();
    while (this.is(",")) {
      this.next();
      inner = { kind: "comma", first: inner, second: this.assignment() };
    }
    this.expect(")");
    return inner;
  }

  private named(token: Token & { kind: "name" }): Expression {
    if (this.isPlain && token.module !== undefined) {
      // In plain C++ the name ends before the `!`, which nothing takes.
      this.token = tokenAt(this.source, token.start + token.module.length);
      return { kind: "name", name: token.module };
    }
    this.next();
    if (token.module !== undefined) return { kind: "name", name: token.name, module: token.module };
    if (token.name === "true" || token.name === "false") return { kind: "literal", value: flag(token.name === "true") };
    if (token.name === "nullptr") return { kind: "literal", value: integer("UI8", 0) };
    if (token.name === "new" && this.is("{")) return this.anonymous();
    if (token.name === "sizeof") {
      if (!this.is("(")) throw this.error("Expected '('");
      return this.sizeOf();
    }
    if (this.source[token.end] === "!" && this.source[token.end + 1] !== "=") {
      this.token = tokenAt(this.source, token.end + 1);
      throw this.error("Expected identifier");
    }
    return { kind: "name", name: token.name };
  }

  private anonymous(): Expression {
    this.next();
    const members: { name: string; value: Expression }[] = [];
    while (!this.is("}")) {
      const { token } = this;
      if (token.kind !== "name" && !(token.kind === "at" && token.quoted)) {
        throw this.error("Expected '}'");
      }
      this.next();
      this.expect("=");
      members.push({ name: token.name, value: this.assignment() });
      if (this.is("}")) break;
      this.expect(",", "}");
      if (this.is("}")) throw this.error("Expected identifier");
    }
    this.next();
    return { kind: "new", members };
  }

  private sizeOf(): Expression {
    const type = typeAt(this.source, this.token.end);
    if (type !== undefined && !(this.isPlain && type.module !== undefined)) {
      const closing = tokenAt(this.source, type.end);
      if (closing.kind === "punctuation" && closing.text === ")") {
        this.token = tokenAt(this.source, closing.end);
        return { kind: "sizeofType", type };
      }
    }
    this.next();
    const operand = this.assignment();
    this.expect(")");
    return { kind: "sizeofValue", operand };
  }

  private lambda(): Expression | undefined {
    const parameters = this.lambdaParameters();
    return parameters && { kind: "lambda", parameters, body: this.assignment() };
  }

  /** Reads `x =>` or `(x, y) =>`; leaves the position alone when there is none. */
  private lambdaParameters(): readonly string[] | undefined {
    const head = /^(?:([\p{L}_][\p{L}\p{N}_]*)|\(\s*([^()]*?)\s*\))\s*=>/u.exec(this.source.slice(this.token.start));
    if (head === null) return undefined;
    const names = head[1] === undefined ? (head[2] ?? "").split(",").map((name) => name.trim()) : [head[1]];
    // A lambda without parameters is none. Measured on the engine.
    if (!names.every((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))) return undefined;
    this.token = tokenAt(this.source, this.token.start + head[0].length);
    return names;
  }

  private list(closing: string): Expression[] {
    const items = [this.assignment()];
    while (this.is(",")) {
      this.next();
      items.push(this.assignment());
    }
    this.expect(closing);
    return items;
  }

  private is(text: string): boolean {
    return this.token.kind === "punctuation" && this.token.text === text;
  }

  private next(): void {
    if (++this.tokens > MAX_TOKENS) throw new ModelError("Expression is too long");
    this.token = tokenAt(this.source, this.token.end);
  }

  private expect(text: string, shown = text): void {
    if (!this.is(text)) throw this.error(`Expected '${shown}'`);
    this.next();
  }

  private error(message: string): ModelError {
    const rest = this.source.slice(this.token.start);
    return new ModelError(rest === "" ? `${message} at end of expression` : `${message} at '${rest}'`);
  }
}
