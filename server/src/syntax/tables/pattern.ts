/**
 * Regular expressions of pcre and regexp tables as a tree, as far as rules
 * need it: groups, repetitions, bracket expressions and escapes. What the
 * library would refuse is a problem only where there is no doubt; a pattern
 * with parts that this reader does not follow is not `sure`, and then nothing
 * can be concluded from it.
 */
import type { Span } from "../../base/span";

/** PCRE, or POSIX extended expressions as glibc reads them. */
export type Dialect = "pcre" | "ere";

/** A part of a pattern. Offsets are those of the pattern. */
export type PatternNode = Leaf | Group | Repeat;

/**
 * A part without parts: a character, `.`, a bracket expression, an escape such
 * as `\d`, an edge such as `^`, or a reference to what a group matched.
 */
export interface Leaf extends Span {
  readonly kind: "character" | "any" | "class" | "escape" | "edge" | "reference";
}

/** Something in parentheses, or the pattern as a whole. */
export interface Group extends Span {
  readonly kind: "group";
  readonly role: "capture" | "plain" | "lookaround" | "atomic";
  readonly alternatives: readonly (readonly PatternNode[])[];
}

/** A part with a quantifier behind it. */
export interface Repeat extends Span {
  readonly kind: "repeat";
  readonly of: PatternNode;
  readonly min: number;
  readonly max: number;
  readonly mode: "greedy" | "lazy" | "possessive";
  /** Where the quantifier starts. */
  readonly quantifier: number;
}

/** Why the library refuses a pattern. */
export type PatternProblemKind =
  | "unclosed-group"
  | "unopened-group"
  | "unclosed-class"
  | "bare-class"
  | "nothing-to-repeat"
  | "bad-repeat"
  | "perl-group";

/** What is wrong with a pattern, and where. */
export interface PatternProblem extends Span {
  readonly kind: PatternProblemKind;
}

/** A pattern that was read. */
export interface PatternTree {
  readonly root: Group;
  /** How many groups capture; undefined when that is not sure. */
  readonly groups: number | undefined;
  /** Why the library refuses it; undefined when it does not, or when that is not sure. */
  readonly problem: PatternProblem | undefined;
  /** Whether all of it was understood. */
  readonly sure: boolean;
}

/** Deeper groups than these nobody writes; they are not followed. */
const DEEPEST = 200;

interface Frame {
  readonly start: number;
  readonly role: Group["role"];
  readonly alternatives: PatternNode[][];
}

interface State {
  readonly text: string;
  readonly dialect: Dialect;
  readonly extended: boolean;
  readonly frames: Frame[];
  at: number;
  captures: number;
  sure: boolean;
  problem: PatternProblem | undefined;
}

/**
 * Reads a pattern; never fails.
 *
 * @param extended whether white space and comments are left out (flag `x` of PCRE)
 */
export function parsePattern(text: string, dialect: Dialect, extended = false): PatternTree {
  const frames: Frame[] = [{ start: 0, role: "plain", alternatives: [[]] }];
  const state: State = {
    text,
    dialect,
    extended,
    frames,
    at: 0,
    captures: 0,
    sure: true,
    problem: undefined,
  };
  while (state.at < text.length) readNext(state);
  if (frames.length > 1) {
    const { start } = frames.at(-1)!;
    object(state, "unclosed-group", start, start + 1);
    while (frames.length > 1) closeGroup(state, text.length);
  }
  const { sure, captures } = state;
  return {
    root: { kind: "group", role: "plain", start: 0, end: text.length, alternatives: frames[0]!.alternatives },
    groups: sure ? captures : undefined,
    problem: sure ? state.problem : undefined,
    sure,
  };
}

/** Notes the first thing the library objects to. */
function object(state: State, kind: PatternProblemKind, start: number, end: number): void {
  state.problem ??= { kind, start, end };
}

/** The parts read so far of the alternative at hand. */
function sequence(state: State): PatternNode[] {
  return state.frames.at(-1)!.alternatives.at(-1)!;
}

function leaf(state: State, kind: Leaf["kind"], length: number): void {
  sequence(state).push({ kind, start: state.at, end: state.at + length });
  state.at += length;
}

function readNext(state: State): void {
  const { text, dialect, extended, frames, at } = state;
  const character = text[at]!;
  if (extended && /[\s#]/.test(character)) {
    skipExtended(state, character);
  } else if (character === "\\") {
    readEscape(state);
  } else if (character === "[") {
    readClass(state);
  } else if (character === "(") {
    if (dialect === "pcre" && text.startsWith("(?#", at)) skipComment(state);
    else openGroup(state);
  } else if (character === ")") {
    if (frames.length > 1) {
      state.at++;
      closeGroup(state, state.at);
    } else {
      // In POSIX expressions it stands for itself.
      if (dialect === "pcre") object(state, "unopened-group", at, at + 1);
      leaf(state, "character", 1);
    }
  } else if (character === "|") {
    frames.at(-1)!.alternatives.push([]);
    state.at++;
  } else if ("*+?{".includes(character)) {
    readQuantifier(state);
  } else {
    leaf(state, character === "." ? "any" : character === "^" || character === "$" ? "edge" : "character", 1);
  }
}

function skipExtended(state: State, character: string): void {
  const end = character === "#" ? state.text.indexOf("\n", state.at) : state.at;
  state.at = end < 0 ? state.text.length : end + 1;
}

function skipComment(state: State): void {
  const end = state.text.indexOf(")", state.at);
  if (end < 0) object(state, "unclosed-group", state.at, state.at + 1);
  state.at = end < 0 ? state.text.length : end + 1;
}

/** Escapes of PCRE that stand for a place, for one character of a kind, or for one character, and nothing else. */
const PCRE_EDGES = "bBAzZG";
const PCRE_CLASSES = "dDwWsShHvVNRX";
const PCRE_CHARACTERS = "aefnrt";

function readEscape(state: State): void {
  const next = state.text[state.at + 1] ?? "";
  if (next === "") {
    state.sure = false;
    leaf(state, "character", 1);
  } else if (state.dialect === "ere") {
    if (/[1-9]/.test(next)) state.sure = false;
    const kind = "bB<>`'".includes(next) ? "edge" : /[1-9]/.test(next) ? "reference" : "escape";
    leaf(state, kind, 2);
  } else if (/[1-9]/.test(next)) {
    // A reference to a group that does not exist is refused, but \10 may be a character.
    state.sure &&=
      next.length > 0 && Number(next) <= state.captures && !/\d/.test(state.text[state.at + 2] ?? "");
    leaf(state, "reference", 2);
  } else if (PCRE_EDGES.includes(next)) {
    leaf(state, "edge", 2);
  } else if (PCRE_CLASSES.includes(next)) {
    leaf(state, "escape", 2);
  } else if (next === "x" && /^\\x[0-9a-fA-F]{2}/.test(state.text.slice(state.at, state.at + 4))) {
    leaf(state, "character", 4);
  } else {
    // \Q, \K, \p{…}, \g{…} and the like; and letters that have no meaning are refused by PCRE2 only.
    if (/[A-Za-z0-9]/.test(next) && !PCRE_CHARACTERS.includes(next)) state.sure = false;
    leaf(state, "character", 2);
  }
}

const BARE_CLASS = /^\[([:.=])[^\]]*\1\]$/;

/** Reads a bracket expression. In one of PCRE a backslash takes the character behind it along. */
function readClass(state: State): void {
  const { text, dialect, at } = state;
  let index = at + 1;
  if (text[index] === "^") index++;
  // A bracket that comes first is one of the characters.
  if (text[index] === "]") index++;
  while (index < text.length && text[index] !== "]") {
    const named = text[index] === "[" ? /^\[([:.=])[^\]]*?\1\]/.exec(text.slice(index, index + 40)) : null;
    if (named) index += named[0].length;
    else if (text[index] === "[" && /[:.=]/.test(text[index + 1] ?? "")) {
      state.sure = false;
      index++;
    } else if (text[index] === "\\" && dialect === "pcre") {
      if (/[QEcpPoN]/.test(text[index + 1] ?? "")) state.sure = false;
      index += 2;
    } else index++;
  }
  const end = Math.min(index + 1, text.length);
  if (index >= text.length) object(state, "unclosed-class", at, at + 1);
  // `[:alpha:]` without brackets of its own; POSIX takes it for the characters `:alph`.
  else if (dialect === "pcre" && BARE_CLASS.test(text.slice(at, end))) object(state, "bare-class", at, end);
  leaf(state, "class", end - at);
}

/** `(?` and what makes a group of PCRE special. */
const GROUP_START = /^\(\?(?:(:)|(=|!|<=|<!)|(>)|(?:P?<|')[A-Za-z_]\w*[>'])/;
const MODIFIERS = /^\(\?(\^?[imsnJUa-]*)([:)])/;
const CALL = /^\(\?(?:R|[+-]?\d+|&\w+|P[>=]\w+)\)/;

function openGroup(state: State): void {
  const { text, dialect, at } = state;
  if (state.frames.length >= DEEPEST) state.sure = false;
  const push = (role: Group["role"], length: number) => {
    if (role === "capture") state.captures++;
    // Past the depth that is followed, groups lie side by side.
    if (state.frames.length < DEEPEST) state.frames.push({ start: at, role, alternatives: [[]] });
    state.at += length;
  };
  if (dialect === "ere") {
    if (text[at + 1] === "?") object(state, "perl-group", at, at + 2);
    push("capture", 1);
    return;
  }
  const head = text.slice(at, at + 80);
  const special = GROUP_START.exec(head);
  const modifiers = MODIFIERS.exec(head);
  const call = CALL.exec(head);
  if (special) {
    const [whole, plain, around, atomic] = special;
    push(plain ? "plain" : around ? "lookaround" : atomic ? "atomic" : "capture", whole.length);
  } else if (modifiers?.[2] === ":") {
    push("plain", modifiers[0].length);
  } else if (modifiers || call) {
    // Nobody quantifies these; whether one may is not known here.
    const { length } = (modifiers ?? call)![0];
    if (/[*+?{]/.test(text[at + length] ?? "") || call) state.sure = false;
    leaf(state, modifiers ? "edge" : "reference", length);
  } else {
    if (text[at + 1] === "?" || text[at + 1] === "*") state.sure = false;
    push("capture", 1);
  }
}

function closeGroup(state: State, end: number): void {
  const { start, role, alternatives } = state.frames.pop()!;
  sequence(state).push({ kind: "group", role, start, end, alternatives });
}

/** The numbers of `{2}`, `{2,}` and `{2,3}`; POSIX also has `{,3}`. */
const BOUNDS = /^\{(\d*)(,?)(\d*)\}/;

function readQuantifier(state: State): void {
  const { text, dialect, at } = state;
  const parts = sequence(state);
  const last = parts.at(-1);
  let [min, max, end] =
    text[at] === "+" ? [1, Infinity, at + 1] : [0, text[at] === "?" ? 1 : Infinity, at + 1];
  if (text[at] === "{") {
    const bounds = BOUNDS.exec(text.slice(at, at + 20));
    const isQuantifier = bounds && (bounds[1] !== "" || (dialect === "ere" && bounds[2] !== ""));
    if (!isQuantifier) {
      readLooseBrace(state);
      return;
    }
    min = Number(bounds[1]);
    max = bounds[2] === "" ? min : bounds[3] === "" ? Infinity : Number(bounds[3]);
    end = at + bounds[0].length;
    if (max < min) object(state, "bad-repeat", at, end);
    if (min > 1_000 || (max > 1_000 && max !== Infinity)) state.sure = false;
  }
  const canRepeat =
    last !== undefined && last.kind !== "edge" && (dialect === "ere" || last.kind !== "repeat");
  if (!canRepeat) {
    object(state, "nothing-to-repeat", at, end);
    leaf(state, "character", end - at);
    return;
  }
  let mode: Repeat["mode"] = "greedy";
  if (dialect === "pcre" && /[?+]/.test(text[end] ?? "")) mode = text[end++] === "?" ? "lazy" : "possessive";
  parts[parts.length - 1] = {
    kind: "repeat",
    of: last,
    min,
    max,
    mode,
    start: last.start,
    end,
    quantifier: at,
  };
  state.at = end;
}

/** A brace that opens no quantifier: itself in PCRE, refused by POSIX. */
function readLooseBrace(state: State): void {
  if (state.dialect === "ere") object(state, "bad-repeat", state.at, state.at + 1);
  // Newer releases of PCRE2 also take `{,3}` and blanks for a quantifier.
  else if (/^\{[\s\d,]+\}/.test(state.text.slice(state.at, state.at + 40))) state.sure = false;
  leaf(state, "character", 1);
}
