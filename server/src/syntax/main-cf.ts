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
  const nul = logical.text.indexOf("\0");
  const text = nul < 0 ? logical.text : logical.text.slice(0, nul);
  const nameStart = skipSpace(text, 0);
  let nameEnd = nameStart;
  while (nameEnd < text.length && !isSpace(text.charCodeAt(nameEnd)) && text[nameEnd] !== "=") nameEnd++;
  const afterName = skipSpace(text, nameEnd);
  const equals = text[afterName] === "=" ? afterName : -1;
  const valueStart = equals < 0 ? text.length : skipSpace(text, equals + 1);
  const value = text.slice(valueStart, trimEnd(text, valueStart, text.length));
  let expression: Expression | undefined;
  return {
    logical,
    name: text.slice(nameStart, nameEnd),
    nameStart,
    nameEnd,
    equals,
    value,
    valueStart,
    problem: indented
      ? "leading-space"
      : nameEnd === nameStart
        ? "missing-name"
        : equals < 0
          ? "missing-equals"
          : undefined,
    nul,
    get expression() {
      expression ??= parseExpression(value);
      return expression;
    },
  };
}

/** Reads a string as a one-line assignment. */
export function assignmentOf(text: string): Assignment {
  return parseAssignment(joinLines(text));
}
