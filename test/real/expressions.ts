/** Random values of main.cf: every form that `$name` expressions have, right and wrong. */
import fc from "fast-check";

/** Lines that give the names of the expressions something to stand for. */
export const DEFINITIONS: readonly string[] = [
  "word = alpha",
  "words = alpha  beta",
  "empty =",
  "zero = 0",
  "nine = 9",
  "ten = 10",
  "padded = 010",
  "huge = 99999999999999999999",
  "level = 3.6",
  "patch = 3.6.1",
  "wrong_level = 3.x",
  "dollar = a$$b",
  "chain = <$words>",
  "choice = ${word?{[$ten]}:{none}}",
  "nothing = $empty$undefined_inside",
  "self = a $self",
  "ping = $pong",
  "pong = $ping",
];

const NAMES = [
  ...DEFINITIONS.map((line) => line.slice(0, line.indexOf(" "))),
  // What ends every program that meets it must not be met too often.
  ...["word", "words", "empty", "ten", "nine", "level", "chain", "patch", "choice", "dollar", "padded"],
  ...["word", "words", "empty", "ten", "nine", "level", "nothing", "zero"],
  ...["undefined", "mydomain", "mail_name", "compatibility_level", "relayhost", "process_name"],
];

const name = fc.constantFrom(...NAMES);
const blank = fc.constantFrom("", "", "", " ", "  ", "\t");
const literal = fc.constantFrom(
  ...[
    "a",
    "b c",
    "1",
    "10",
    "9",
    "yes",
    "3.6",
    "3.10",
    "2",
    "3.",
    "0x1",
    " ",
    "\t",
    "  ",
    "",
    "x\r",
    "\f",
    "\v",
  ],
  ...["$$", "$$$$", "$$word", ",", "=", "-", "é", "ÿ", "#", '"', "\\", "."],
);
/** Text that means something inside braces and nothing outside. */
const bracketText = fc.constantFrom("?", ":", "(", ")", "{a}", "==", "}");
const operator = fc.oneof(
  { weight: 7, arbitrary: fc.constantFrom("==", "!=", "<", "<=", ">=", ">") },
  { weight: 2, arbitrary: fc.constantFrom("<=level", ">=level", "<level", "==level", "!=level", ">level") },
  { weight: 1, arbitrary: fc.constantFrom("=", "=<", "===", "~", "", "==lvl") },
);
/** What reads as a compatibility level, nearly always. */
const level = fc.constantFrom(
  "2",
  "3.6",
  "3.10",
  "3.6.1",
  "$level",
  "${patch}",
  "$compatibility_level",
  "3.",
  "x",
);

/** A form of references: a pattern in which each `N` is a name, and so on. */
const FORMS: readonly [weight: number, pattern: string][] = [
  [8, "$N"],
  [6, "${N}"],
  [2, "$(N)"],
  [3, "${_N_}"],
  [4, "${N?V}"],
  [4, "${N:V}"],
  [2, "$(N?V)"],
  [2, "$(N:V)"],
  [3, "${_N_?B}"],
  [3, "${_N_:B}"],
  [4, "${N?B:B}"],
  [2, "${N?B:V}"],
  [1, "${N?V:V}"],
  [3, "${BoB}"],
  [4, "${BoB?B:B}"],
  [2, "${BoB?V}"],
  [2, "${BoB:V}"],
  [2, "${_{L}_>=level_{L}_?B:B}"],
  [1, "${{L}<level{L}?V}"],
  [1, "${NB}"],
];

const { value } = fc.letrec<{ value: string; reference: string; braced: string }>((tie) => {
  const parts: Readonly<Record<string, fc.Arbitrary<string>>> = {
    N: name,
    V: tie("value"),
    B: tie("braced"),
    L: level,
    o: operator,
    _: blank,
  };
  const fill = (pattern: string) => {
    const pieces = pattern
      .match(/[NVBLo_]|level|[^NVBLo_l]+/g)!
      .map((piece) => parts[piece] ?? fc.constant(piece));
    return fc.tuple(...pieces).map((texts) => texts.join(""));
  };
  return {
    reference: fc.oneof(...FORMS.map(([weight, pattern]) => ({ weight, arbitrary: fill(pattern) }))),
    braced: fc
      .tuple(blank, tie("value"), blank)
      .map(([before, inside, after]) => `${before}{${inside}}${after}`),
    value: fc
      .array(
        fc.oneof(
          { maxDepth: 3 },
          { weight: 5, arbitrary: literal },
          { weight: 6, arbitrary: tie("reference") },
          { weight: 1, arbitrary: bracketText },
        ),
        { minLength: 1, maxLength: 2 },
      )
      .map((texts) => texts.join("")),
  };
});

/** A value with one character taken out, put in or doubled: what typing errors look like. */
const damaged = fc
  .tuple(value, fc.nat(), fc.constantFrom("remove", "double", ..."${}()?:=<>! a1$"))
  .map(([text, at, change]) => {
    const position = at % (text.length + 1);
    const inserted = change === "remove" ? "" : change === "double" ? (text[position] ?? "") : change;
    const rest = text.slice(change === "remove" ? position + 1 : position);
    return text.slice(0, position) + inserted + rest;
  });

/** Different values, the same ones for the same seed; Latin-1, without line ends. */
export function sampleValues(count: number, seed: number): string[] {
  const mixed = fc.oneof({ arbitrary: value, weight: 6 }, { arbitrary: damaged, weight: 1 });
  const distinct = new Set(fc.sample(mixed, { numRuns: count * 2, seed }));
  if (distinct.size < count) throw new Error(`Only ${distinct.size} different values.`);
  return [...distinct].slice(0, count);
}
