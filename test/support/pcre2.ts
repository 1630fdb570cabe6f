/** PCRE2 for tests: ready engines, and patterns as a pcre table has them. */
import type { CompiledPattern, PatternError } from "../../server/src/matching/pattern-engine";
import { Pcre2 } from "../../server/src/matching/pcre2/engine";
import { readPcre2Module } from "../../server/src/node/pcre2-module";
import { parseRegexpTable, type RegexpPattern } from "../../server/src/syntax/tables/regexp-table";

/** The engine that the product uses. */
export const PCRE2 = new Pcre2(readPcre2Module());

/** One that asks PCRE2 about every subject. */
export const PCRE2_WITHOUT_LITERALS = new Pcre2(readPcre2Module(), { usesLiterals: false });

/** A pattern with its flags, as in `/pattern/i`. */
export function patternOf(source: string): RegexpPattern {
  const [chunk] = parseRegexpTable(`${source} OK\n`, "pcre").chunks;
  return chunk!.node!.patterns[0]!;
}

/** Compiles a pattern with its flags, as in `/pattern/i`. */
export function compile(source: string, engine: Pcre2 = PCRE2): CompiledPattern | PatternError {
  return engine.compile(patternOf(source));
}

/** What a pattern and its groups match in a subject: their texts; or why there is no match. */
export function match(
  source: string,
  subject: string,
  engine: Pcre2 = PCRE2,
): (string | undefined)[] | string {
  const compiled = compile(source, engine);
  if (compiled.kind === "error") return `${compiled.message} at ${compiled.offset}`;
  const result = compiled.match(subject);
  if (result.kind !== "match") return result.kind === "gave-up" ? result.why : result.kind;
  return result.captures.map((capture) => capture && subject.slice(capture.start, capture.end));
}
