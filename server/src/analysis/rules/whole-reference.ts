/** Words that are nothing but a `$name`. */
import type { Span } from "../../base/span";
import type { ExpandedText } from "../model/expanded-text";

const WHOLE_REFERENCE = /^\$(?:(\w+)|\{\s*(\w+)\s*\}|\(\s*(\w+)\s*\))$/;

/** The name that a word of an expanded value came from; undefined when it came from anything else. */
export function wholeReference(
  value: string,
  expanded: ExpandedText,
  { start, end }: Span,
): string | undefined {
  if (!value.includes("$") || expanded.isWritten(start, end)) return undefined;
  const place = expanded.placeOf(start, end);
  const [, ...names] = WHOLE_REFERENCE.exec(value.slice(place.start, place.end)) ?? [];
  return names.find((name) => name !== undefined);
}
