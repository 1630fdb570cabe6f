/** Hover on times and sizes: `3600s` is 1 hour. */
import { code } from "../../analysis/markdown";
import { durationInWords, secondsOf, sizeInWords, UNIT_NAMES } from "../../analysis/quantities";
import type { ParameterFact } from "../../knowledge/facts";
import type { Word } from "../../syntax/lists";
import type { HoverPart } from "./context";
import { durationUnlessSaid } from "./in-force";

/** The hover for a number; undefined where it says everything itself. */
export function quantityHover(fact: ParameterFact, word: Word): HoverPart | undefined {
  const text = fact.valueKind === "time" ? time(word.text, fact.unit ?? "s") : size(word.text);
  return text === undefined ? undefined : { start: word.start, end: word.end, markdown: text };
}

function time(text: string, unit: string): string | undefined {
  const seconds = secondsOf(text, unit);
  if (seconds === undefined) return undefined;
  if (/^\d+$/.test(text)) {
    return `${code(text)} without a unit counts ${UNIT_NAMES[unit] ?? unit}: ${durationInWords(seconds)}`;
  }
  const words = durationUnlessSaid(text, seconds);
  return words && `${code(text)} is ${words}`;
}

function size(text: string): string | undefined {
  const bytes = /^\d{1,18}$/.test(text) ? Number(text) : 0;
  return bytes < 1024 ? undefined : `${code(text)} bytes are ${sizeInWords(bytes)}`;
}
