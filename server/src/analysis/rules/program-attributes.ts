/** The attributes that pipe(8), spawn(8) and smtp(8) take behind their options: `user=nobody argv=command`. */
import type { CommandAttributeFact } from "../../knowledge/facts";
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import { extractBraces, type Word } from "../../syntax/lists";
import type { Service } from "../../syntax/master-cf";
import type { PostfixFacts } from "../model/postfix-facts";
import { daemonArguments, takesAttributes } from "./daemon-arguments";
import type { ServiceDaemon } from "./service-fields";

/** An attribute. Offsets are those of the service's logical text. */
export interface ProgramAttribute {
  /** In lower case, as programs take it; empty when the word is no `name=value`. */
  readonly name: string;
  /** As it stands in the file. */
  readonly written: string;
  readonly value: Word;
  /** The whole word, without braces around it. */
  readonly word: Word;
  /** Of `argv`: the words of the command. */
  readonly command: readonly Word[];
}

/** The attributes of a service, those that are none among them; none behind `argv=`. */
export function attributesOf(
  node: Service,
  daemon: ServiceDaemon,
  facts: PostfixFacts,
): readonly ProgramAttribute[] {
  if (!takesAttributes(daemon, facts)) return [];
  const { strays, attributes } = daemonArguments(node, true);
  // Words behind a `-o` were meant for that.
  const own = strays.filter(({ after }) => after?.letter !== "o").flatMap(({ words }) => words);
  const found: ProgramAttribute[] = [];
  const words = [...own, ...attributes].map((word) =>
    word.text.startsWith("{") ? extractBraces(word).content : word,
  );
  for (const [index, word] of words.entries()) {
    const equals = word.text.indexOf("=");
    const written = equals < 0 ? "" : word.text.slice(0, equals);
    const name = written.toLowerCase();
    const value = rest(word, equals + 1);
    const command = name === "argv" ? [value, ...words.slice(index + 1)] : [];
    found.push({ name, written, value, word, command });
    if (name === "argv") break;
  }
  return found;
}

function rest(word: Word, from: number): Word {
  return { text: word.text.slice(from), start: word.start + from, end: word.end };
}

/** `$$`, `$name`, `${name}` and `$(name)`. */
const MACRO = /\$(?:\$|\{([^}]*)\}|\(([^)]*)\)|(\w+))/g;

/** The names of macros in a command that are none of these. */
export function unknownMacros(command: readonly Word[], known: readonly string[]): Word[] {
  return command.flatMap((word) =>
    [...word.text.matchAll(MACRO)].flatMap((match): Word[] => {
      const name = match[1] ?? match[2] ?? match[3];
      if (name === undefined || known.includes(name)) return [];
      const start = word.start + match.index + match[0].indexOf(name);
      return [{ text: name, start, end: start + name.length }];
    }),
  );
}

/** The letters of `flags=` that a version has. */
export function flagLetters(
  letters: NonNullable<CommandAttributeFact["letters"]>,
  version: PostfixVersion,
): string[] {
  return Object.entries(letters)
    .filter(([, fact]) => hasSince(version, typeof fact === "string" ? fact : fact.since))
    .map(([letter]) => letter);
}
