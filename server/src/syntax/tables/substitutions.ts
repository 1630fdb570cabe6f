/** `$1`, `${1}`, `$(1)` and `$$` in the result of a table's rule, as mac_parse.c reads them. */
import type { Span } from "../../base/span";
import { isAllDigits, isNameCharacter } from "../characters";

/** A substitution. Offsets are those of the text it was read from. */
export interface Substitution extends Span {
  /** What stands behind `$`, without parentheses. */
  readonly name: string;
  /** The number of the group; undefined when the name is no number. */
  readonly index: number | undefined;
  /** `empty`: nothing behind `$`; `unclosed`: no closing parenthesis; both end the reading. */
  readonly problem: "empty" | "unclosed" | undefined;
}

/** The substitutions of `text.slice(from, to)`. `$$` is none: it stands for a dollar sign. */
export function parseSubstitutions(text: string, from: number, to: number): Substitution[] {
  const found: Substitution[] = [];
  let at = text.indexOf("$", from);
  while (at >= 0 && at < to) {
    if (text[at + 1] === "$" && at + 1 < to) {
      at += 2;
    } else {
      const substitution = readSubstitution(text, at, to);
      found.push(substitution);
      if (substitution.problem) break;
      at = substitution.end;
    }
    at = text.indexOf("$", at);
  }
  return found;
}

function readSubstitution(text: string, start: number, to: number): Substitution {
  const open = text[start + 1];
  let end = start + 1;
  let name: string;
  let closed = true;
  if (end < to && (open === "{" || open === "(")) {
    const close = open === "{" ? "}" : ")";
    let level = 1;
    for (end++; end < to && level > 0; end++) {
      if (text[end] === open) level++;
      else if (text[end] === close) level--;
    }
    closed = level === 0;
    name = text.slice(start + 2, closed ? end - 1 : end);
  } else {
    while (end < to && isNameCharacter(text.charCodeAt(end))) end++;
    name = text.slice(start + 1, end);
  }
  const problem = closed ? (name === "" ? "empty" : undefined) : "unclosed";
  return { start, end, name, index: isAllDigits(name) ? Number(name) : undefined, problem };
}
