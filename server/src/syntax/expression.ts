/** The nodes that a value is parsed into; value.ts makes them. */

/** What is wrong with an expression; each is fatal to the program that evaluates it. */
export type ExpressionProblemKind =
  | "unterminated"
  | "empty-name"
  | "bad-name-character"
  | "unbalanced-braces"
  | "unknown-operator"
  | "unknown-operator-suffix"
  | "missing-right-operand"
  | "missing-condition"
  | "text-after-braces"
  | "nesting";

/** A problem and its place in the value. */
export interface ExpressionProblem {
  readonly kind: ExpressionProblemKind;
  readonly start: number;
  readonly end: number;
}

/** A value or a part of one. `start` and `end` are offsets in the whole value. */
export interface Expression {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

/** Text that stands for itself; `$$` has become `$`. */
export interface Literal {
  readonly kind: "literal";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a reference looks at. */
export type Subject =
  | { readonly kind: "name"; readonly name: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "comparison";
      readonly left: Expression;
      /** The operator, one of `== != < <= >= >`. */
      readonly operator: string;
      /** "level" compares compatibility levels; empty compares numbers or text. */
      readonly suffix: string;
      readonly operatorStart: number;
      readonly operatorEnd: number;
      readonly right: Expression;
    }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly start: number;
      readonly end: number;
      readonly argument: Expression;
    };

/** `$name`, `${...}` or `$(...)`. */
export interface Reference {
  readonly kind: "reference";
  readonly start: number;
  readonly end: number;
  readonly form: "plain" | "braces" | "parentheses";
  /** Undefined when the text gives none; then there is a problem. */
  readonly subject: Subject | undefined;
  /** Behind `?`: the result when the subject is not empty. */
  readonly whenSet: Expression | undefined;
  /** Behind `:`: the result when the subject is empty or undefined. */
  readonly whenEmpty: Expression | undefined;
  /** Where the evaluation of this reference fails, after everything above has been read. */
  readonly problem: ExpressionProblem | undefined;
}

/** A piece of a value. */
export type Part = Literal | Reference;
