/**
 * What stands behind the eight fields of a service, as the program itself
 * takes it apart: with getopt(3), which ends at the first word that is no
 * option. postconf is more lenient, and so is syntax/master-cf.
 */
import { hasSince } from "../../knowledge/version";
import type { Word } from "../../syntax/lists";
import { MASTER_FIELDS, type Service } from "../../syntax/master-cf";
import type { PostfixFacts } from "../model/postfix-facts";
import type { ServiceDaemon } from "./service-fields";

/** An option such as `-v`, or `-o` with what it takes. */
export interface DaemonOption {
  readonly letter: string;
  /** The letter; with the `-` where it is the first one. */
  readonly place: Word;
  /** What the option takes; undefined when it takes nothing, or when nothing is left. */
  readonly argument: Word | undefined;
}

/** Words that stand where only options may: the program gives up at the first of them. */
export interface StrayWords {
  readonly words: readonly Word[];
  /** The option in front of them. */
  readonly after: DaemonOption | undefined;
}

/** The arguments of a service's program. */
export interface DaemonArguments {
  readonly options: readonly DaemonOption[];
  /** Options behind stray words are read as they were meant. */
  readonly strays: readonly StrayWords[];
  /** What a program such as pipe(8) takes behind its options: `user=nobody` and the like. */
  readonly attributes: readonly Word[];
}

/** Options that are followed by a word of their own. */
const WITH_ARGUMENT = "imnorst";
const ATTRIBUTE = /^\{?\s*[A-Za-z_]+=/;

/** Several rules ask for the same service, which never changes. */
const known = [new WeakMap<Service, DaemonArguments>(), new WeakMap<Service, DaemonArguments>()] as const;

/** The arguments of a service, taken apart. */
export function daemonArguments(node: Service, takesAttributes: boolean): DaemonArguments {
  const cache = known[takesAttributes ? 1 : 0];
  let read = cache.get(node);
  if (!read) {
    read = readArguments(node, takesAttributes);
    cache.set(node, read);
  }
  return read;
}

function readArguments(node: Service, takesAttributes: boolean): DaemonArguments {
  const words = node.words.slice(MASTER_FIELDS.length);
  const options: DaemonOption[] = [];
  const strays: { words: Word[]; after: DaemonOption | undefined }[] = [];
  let isStray = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (takesAttributes && ATTRIBUTE.test(word.text)) {
      return { options, strays, attributes: words.slice(index) };
    }
    if (word.text === "--" && !isStray) {
      const rest = words.slice(index + 1);
      if (takesAttributes) return { options, strays, attributes: rest };
      if (rest.length > 0) strays.push({ words: rest, after: undefined });
      break;
    }
    if (/^-[A-Za-z]/.test(word.text)) {
      isStray = false;
      if (readOptions(word, words[index + 1], options)) index++;
    } else if (isStray) {
      strays.at(-1)!.words.push(word);
    } else {
      isStray = true;
      strays.push({ words: [word], after: options.at(-1) });
    }
  }
  return { options, strays, attributes: [] };
}

/** Reads a word such as `-vo`. @returns whether the next word belongs to it */
function readOptions(word: Word, next: Word | undefined, options: DaemonOption[]): boolean {
  for (let at = 1; at < word.text.length; at++) {
    const letter = word.text[at]!;
    const place = part(word, at === 1 ? 0 : at, at + 1);
    const takes = WITH_ARGUMENT.includes(letter);
    const rest = takes && at + 1 < word.text.length ? part(word, at + 1, word.text.length) : undefined;
    options.push({ letter, place, argument: takes ? (rest ?? next) : undefined });
    if (takes) return rest === undefined;
  }
  return false;
}

function part(word: Word, start: number, end: number): Word {
  return { text: word.text.slice(start, end), start: word.start + start, end: word.start + end };
}

/** Whether a program of this version takes `name=value` behind its options. */
export function takesAttributes({ fact }: ServiceDaemon, { version }: PostfixFacts): boolean {
  return Object.values(fact.commandAttributes ?? {}).some((each) => hasSince(version, each.since));
}
