/** main.cf: logical lines of the form `name = value` (split_nameval.c). */
import { isSpace, skipSpace, trimEnd } from "./characters";
import {
  type Chunk,
  type ChunkKind,
  type ChunkTree,
  joinLines,
  type LogicalText,
  parseChunks,
  type Reparse,
  reparse,
  type TextChange,
} from "./logical-lines";
import { type Expression, parseExpression } from "./value";

/** Why a logical line sets nothing. The first two make Postfix refuse the whole file. */
export type AssignmentProblem = "missing-name" | "missing-equals" | "leading-space";

/** A logical line of main.cf. Offsets without a word about it are those of {@link logical}. */
export interface Assignment {
  readonly logical: LogicalText;
  /** Empty when the line has none. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Offset of `=`, or -1. */
  readonly equals: number;
  /** The value as Postfix stores it, unexpanded, without white space around it. */
  readonly value: string;
  readonly valueStart: number;
  readonly problem: AssignmentProblem | undefined;
  /** Offset of a NUL byte, behind which Postfix reads nothing; -1 when there is none. */
  readonly nul: number;
  /** The value's expression, parsed when first asked for. */
  readonly expression: Expression;
}

/** A chunk of main.cf. */
export type MainChunk = Chunk<Assignment>;
/** main.cf as chunks. */
export type MainTree = ChunkTree<Assignment>;

/** Parses main.cf; never fails. */
export function parseMainCf(text: string): MainTree {
  return parseChunks(text, parseNode);
}

/** Parses main.cf after a change, keeping what the change did not touch. */
export function reparseMainCf(old: MainTree, text: string, change: TextChange): Reparse<Assignment> {
  return reparse(old, text, change, parseNode);
}

function parseNode(logical: LogicalText, kind: ChunkKind): Assignment {
  return parseAssignment(logical, kind === "orphan");
}

/** Parses one `name = value` text, such as a logical line or what stands behind `-o`. */
export function parseAssignment(logical: LogicalText, indented = false): Assignment {
  return new ParsedAssignment(logical, indented);
}

/** A class, because a file has thousands: the getter of a class is there once. */
class ParsedAssignment implements Assignment {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly equals: number;
  readonly value: string;
  readonly valueStart: number;
  readonly problem: AssignmentProblem | undefined;
  readonly nul: number;
  #expression: Expression | undefined;

  constructor(
    readonly logical: LogicalText,
    indented: boolean,
  ) {
    this.nul = logical.text.indexOf("\0");
    const text = this.nul < 0 ? logical.text : logical.text.slice(0, this.nul);
    this.nameStart = skipSpace(text, 0);
    this.nameEnd = nameEnd(text, this.nameStart);
    this.name = text.slice(this.nameStart, this.nameEnd);
    const afterName = skipSpace(text, this.nameEnd);
    this.equals = text.charCodeAt(afterName) === EQUALS ? afterName : -1;
    this.valueStart = this.equals < 0 ? text.length : skipSpace(text, this.equals + 1);
    this.value = text.slice(this.valueStart, trimEnd(text, this.valueStart, text.length));
    this.problem = indented ? "leading-space" : problemOf(this.name, this.equals);
  }

  get expression(): Expression {
    this.#expression ??= parseExpression(this.value);
    return this.#expression;
  }
}

function nameEnd(text: string, start: number): number {
  for (let end = start; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === EQUALS || isSpace(code)) return end;
  }
  return text.length;
}

const EQUALS = 61;

function problemOf(name: string, equals: number): AssignmentProblem | undefined {
  if (name === "") return "missing-name";
  return equals < 0 ? "missing-equals" : undefined;
}

/** Reads a string as a one-line assignment. */
export function assignmentOf(text: string): Assignment {
  return parseAssignment(joinLines(text));
}
