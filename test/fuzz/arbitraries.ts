/** Random files made of the pieces that make trouble, and random edits. */
import fc from "fast-check";
import type { TextChange } from "../../server/src/syntax/logical-lines";

/** Runs are the same every time, unless `FUZZ_SEED` says another; a failure prints the seed and its smallest case. */
export const SEED = Number(process.env.FUZZ_SEED ?? 20_260_101);

/** How many runs: so many in the gate, and `FUZZ` times as many for who has an hour. */
export function runs(count: number): number {
  return count * Number(process.env.FUZZ ?? 1);
}

const SPACE = ["", " ", "  ", "\t", "\v", "\f", "\r", "\u00a0"];
const ENDS = ["\n", "\n", "\n", "\r\n", "\n\n", "", "\r", " \n", "\0\n", "\n\t\n"];

/** Pieces of values: references whole and broken, lists, tables, and letters of several bytes. */
export const VALUE_PIECES = [
  "$a", "${b}", "$(c)", "$$", "$", "${", "${}", "}", "{", "$(", ")", "${a?x}", "${a:$b}", "${a?{$b}:{${c}}}", "${a b}",
  "${{$a}=={x}?{y}:{z}}", "${{$a} <level {3.6}}", "${{1}={2}}", "${f{$a}}", "?", ":", "==", "hash:/x", "mysql:db",
  "proxy:ldap:acc", "{ a = b, c }", ",", " ", "text", "é", "𝄞", "\0", "#", "=", "$_1", "-o",
]; // biome-ignore format: a table of pieces

const NAMES = ["a", "b", "c", "db_hosts", "acc_bind_dn", "relayhost", "mydestination", "smtpd_restriction_classes", "virtual_alias_maps",
  "myhostname", "mydomain", "virtual_maps", "process_name", "relay_destination_rate_delay", "x_time_limit", "é", ""]; // biome-ignore format: a table of names

const SERVICES = ["smtp inet n - y - - smtpd", "relay unix - - y - - smtp", "x unix - n n - - pipe", "x unix - n n - 0 spawn",
  "a inet n - n - 1 smtpd", "smtp inet n - y - -", "b tcp n - y - - c", "virtual unix - n n - - virtual"]; // biome-ignore format: a table of services

const pick = (values: readonly string[]) => fc.constantFrom(...values);
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(""));
const some = (part: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(part, { maxLength }).map((parts) => parts.join(""));

/** A value of main.cf. */
export const value: fc.Arbitrary<string> = some(pick(VALUE_PIECES), 6);

const comment = join(pick(SPACE), fc.constant("#"), value, pick(ENDS));
const blank = join(pick(SPACE), pick(ENDS));
const continuation = join(pick([" ", "\t", "\v"]), value, pick(ENDS));
const setting = join(
  pick(NAMES),
  pick(SPACE),
  pick(["=", "=", "=", "", ":"]),
  pick(SPACE),
  value,
  pick(ENDS),
);
const override = fc.oneof(
  join(
    pick([" -o ", " -vo ", "\n  -o ", " -o"]),
    pick(NAMES),
    fc.constant("="),
    pick(["", "$a", "b", "mysql:db", "${c}"]),
  ),
  join(pick([" -o { ", "\n -o {"]), pick(NAMES), fc.constant(" = "), value, pick([" }", "}x", ""])),
);
const service = join(
  pick(SERVICES),
  some(fc.oneof(override, pick([" -v", " user=x", " {", " --"])), 3),
  pick(ENDS),
);
const junk = some(pick(["#", "\n", " ", "a", "=", "$", "{", "\r", "\0", "\ufeff", "-"]), 4);

/** A main.cf. */
export const mainText: fc.Arbitrary<string> = some(
  fc.oneof({ weight: 5, arbitrary: setting }, comment, blank, continuation, junk),
  8,
);

/** A master.cf. */
export const masterText: fc.Arbitrary<string> = some(
  fc.oneof({ weight: 5, arbitrary: service }, comment, blank, continuation, junk),
  6,
);

/** An edit of whatever text it meets: where it starts and how much it takes out are thousandths of the text. */
export interface Edit {
  readonly from: number;
  readonly length: number;
  readonly insert: string;
}

/** Edits as people make them: a character, a line, a paragraph; in, out, or both. */
export const edits = (lines: fc.Arbitrary<string>, most: number): fc.Arbitrary<Edit[]> =>
  fc.array(
    fc.record({
      from: fc.nat(1_000),
      length: fc.oneof(fc.constant(0), fc.nat(30), fc.nat(1_000)),
      insert: fc.oneof(fc.constant(""), junk, pick(VALUE_PIECES), pick([" ", "\n", "#", "=", "x"]), lines),
    }),
    { minLength: 1, maxLength: most },
  );

/** Applies an edit. */
export function applyEdit(text: string, edit: Edit): { text: string; change: TextChange } {
  const start = Math.floor((edit.from * text.length) / 1_000);
  const oldEnd = Math.min(text.length, start + Math.floor((edit.length * text.length) / 1_000));
  const newText = text.slice(0, start) + edit.insert + text.slice(oldEnd);
  return { text: newText, change: { start, oldEnd, newEnd: start + edit.insert.length } };
}
