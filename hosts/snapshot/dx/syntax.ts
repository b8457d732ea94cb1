/** The shape of a parsed expression. */
import type { Intrinsic } from "../../provider/dataModel.js";
import type { TypeSyntax } from "./typeSyntax.js";

export type Binary =
  | "+" | "-" | "*" | "/" | "%" | "<<" | ">>" | "&" | "|" | "^"
  | "==" | "!=" | "<" | ">" | "<=" | ">="
  | "&&" | "||"; // prettier-ignore

export type Unary = "-" | "+" | "!" | "~" | "*" | "&";

export type Expression =
  | { readonly kind: "literal"; readonly value: Intrinsic }
  | { readonly kind: "name"; readonly name: string; readonly module?: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "register"; readonly name: string; readonly source: string }
  | {
      readonly kind: "member";
      readonly object: Expression;
      readonly name: string;
      readonly isArrow?: boolean;
      /** A quoted name as it was typed. */
      readonly source?: string;
    }
  | { readonly kind: "index"; readonly object: Expression; readonly indices: readonly Expression[] }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: "unary"; readonly operator: Unary; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: Binary; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: "assignment"; readonly target: Expression; readonly value: Expression }
  | { readonly kind: "comma"; readonly first: Expression; readonly second: Expression }
  | { readonly kind: "lambda"; readonly parameters: readonly string[]; readonly body: Expression }
  | {
      readonly kind: "new";
      readonly members: readonly { readonly name: string; readonly value: Expression }[];
    }
  | { readonly kind: "cast"; readonly type: TypeSyntax; readonly operand: Expression }
  | { readonly kind: "sizeofType"; readonly type: TypeSyntax }
  | { readonly kind: "sizeofValue"; readonly operand: Expression };

/** What follows the expression after a comma. */
export interface FormatSpecifiers {
  readonly radix?: 2 | 8 | 10 | 16;
  /** Number of items or elements. */
  readonly length?: Expression | number;
  /** `s`, `sb`, `su`, `sub`, `s8`, `s8b`, `c`, `en`. */
  readonly strings?: string;
  readonly isRaw?: boolean;
}

export interface Parsed {
  readonly expression: Expression;
  readonly specifiers: FormatSpecifiers;
}
