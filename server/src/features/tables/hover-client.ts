/** Hover in the settings of a database client. */
import { code, heading } from "../../analysis/markdown";
import type { Assignment } from "../../syntax/main-cf";
import type { ClientFormat } from "../../syntax/tables/table";
import { paragraphs, warning } from "../hover/context";
import { clientNames, clientSummary, clientValues } from "./client-words";
import { type LineAt, placedSpan, type TableAt, type TablePart } from "./table-at";

/** The hover on the name of a setting, or on a value that has a meaning; undefined anywhere else. */
export function clientHover(
  { facts }: TableAt,
  type: ClientFormat,
  at: LineAt<Assignment>,
): TablePart | undefined {
  const { name, nameStart, nameEnd, value, valueStart } = at.line;
  if (name === "") return undefined;
  if (nameStart <= at.at && at.at <= nameEnd) {
    const summary = clientSummary(name);
    if (summary === undefined) return undefined;
    const what = type === "database" ? "setting of a database client" : `setting of ${code(type)} tables`;
    const isKnown = clientNames(type, facts.registry).includes(name);
    const unknown = isKnown ? undefined : warning(`The ${type} client does not look at it.`);
    return {
      ...placedSpan(at, { start: nameStart, end: nameEnd }),
      markdown: paragraphs(heading(name, what), unknown, summary),
    };
  }
  const values = clientValues(name);
  const meaning = Object.hasOwn(values, value) ? values[value] : undefined;
  const end = valueStart + value.length;
  if (!meaning || at.at < valueStart || at.at > end) return undefined;
  return {
    ...placedSpan(at, { start: valueStart, end }),
    markdown: paragraphs(heading(value, `value of ${code(name)}`), meaning),
  };
}
