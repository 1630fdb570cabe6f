/** The words of parameters that are lists of networks, such as mynetworks, with their places. */
import { splitWords } from "../../syntax/lists";
import { type NetworkPattern, parseNetworkPattern } from "../../syntax/network-pattern";
import type { Configuration } from "../model/configuration";
import { wordsOf } from "../model/expanded-text";
import type { PostfixFacts } from "../model/postfix-facts";
import { knownValue } from "./program-settings";
import type { ChunkSpan, Fix } from "./rule";
import { oncePerSetting, type Setting } from "./settings";

/** A word of a list of networks. */
export interface NetworkWord {
  readonly text: string;
  readonly pattern: NetworkPattern;
  readonly span: ChunkSpan;
  /** Whether the word is written out in the value, so that an edit can change it. */
  readonly isWritten: boolean;
}

/** Whether a parameter is a list that is matched against addresses of clients or of this machine. */
export function isNetworkList(name: string, facts: PostfixFacts): boolean {
  const matchType = facts.registry.parameter(name)?.fact.matchType;
  return matchType === "networks" || matchType === "addresses";
}

/**
 * The words of a list of networks; none when its value cannot be known. What
 * comes from another such list, as in `$mynetworks`, is left to the line that
 * sets that one.
 */
export const networkWords = oncePerSetting(readWords);

function readWords(setting: Setting, configuration: Configuration): readonly NetworkWord[] {
  const expanded = knownValue(setting, configuration);
  if (!expanded) return [];
  const fromOthers = new Map<string, boolean>();
  const isFromOther = (source: string) => {
    let isOther = fromOthers.get(source);
    if (isOther === undefined) {
      isOther = isFromOtherList(source, configuration.facts);
      fromOthers.set(source, isOther);
    }
    return isOther;
  };
  return wordsOf(expanded, splitWords).flatMap(({ text, place, isWritten }) => {
    if (!isWritten && isFromOther(setting.value.slice(place.start, place.end))) return [];
    const span = setting.valueSpan(place.start, place.end);
    return [{ text, pattern: parseNetworkPattern(text), span, isWritten }];
  });
}

function isFromOtherList(source: string, facts: PostfixFacts): boolean {
  return [...source.matchAll(/\$[({]?(\w+)/g)].some(([, name]) => isNetworkList(name!, facts));
}

/** Fixes that put other words in the place of one, the first being the preferred. */
export function replacements(
  { span, isWritten }: NetworkWord,
  words: readonly string[],
  preferred: boolean,
): Fix[] {
  if (!isWritten) return [];
  return words.map((newText, index) => ({
    title: `Change to '${newText}'`,
    edits: [{ ...span, newText }],
    preferred: preferred && index === 0,
  }));
}
