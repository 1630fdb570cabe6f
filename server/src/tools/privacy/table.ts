/** The table that holds the rules: made with what says where it comes from, read back when it goes. */
import type { FilterRule, FilterType, PrivacyScope } from "./plan";

/** The name of the table's file, in the configuration directory. */
export const TABLE_NAME = "privacy_header_checks";

/** What refers to such a table. */
const TABLE_WORD = /(?:^|:)(?:pcre|regexp):(?:.*\/)?(privacy_header_checks(?:_\d+)?)$/;

/** How the first line of the table starts, and the comment above what was added to main.cf and master.cf. */
export const MARK = "# Header privacy filter";

/** How a line starts that says what a setting was before. */
const HAD = "#- ";

/** A setting that had a value of its own before: where, and which. */
export interface FormerValue {
  /** `main.cf`, or the service as `name/type`. */
  readonly place: string;
  readonly name: string;
  readonly value: string;
}

/** The first free name for the table. */
export function freeTableName(names: readonly string[]): string {
  return freeName(TABLE_NAME, "_", new Set(names));
}

/** A name that nobody has, with a number behind it where it must be. */
export function freeName(name: string, separator: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name}${separator}${number}`;
    if (!taken.has(tried)) return tried;
  }
}

/** Whether a file's name is that of such a table. */
export function isTableName(name: string): boolean {
  return new RegExp(`^${TABLE_NAME}(_\\d+)?$`).test(name);
}

/** Whether a word such as `pcre:/etc/postfix/privacy_header_checks` names a table of ours. */
export function isFilterTable(word: string): boolean {
  return tableNameIn(word) !== undefined;
}

/** The name of the table file that such a word refers to; undefined for other words. */
export function tableNameIn(word: string): string | undefined {
  return TABLE_WORD.exec(word)?.[1];
}

/** Whether the text is that of a table of ours. */
export function isFilterText(text: string): boolean {
  return text.startsWith(MARK);
}

/** The table's text. */
export function tableText(
  { scope, type, services }: { scope: PrivacyScope; type: FilterType; services: readonly string[] },
  rules: readonly FilterRule[],
  formerValues: readonly FormerValue[],
): string {
  const whose =
    scope === "submission"
      ? `mail that users send after they have logged in at ${services.join(", ")}`
      : "all mail that this server takes";
  return [
    ...comment(`${MARK.slice(2)}: takes lines out of ${whose} that tell where a sender sits.`),
    ...comment('Made by "postfix-ls privacy", which takes it out again with --remove.'),
    ...comment(
      `Lines that start with "#?" say what the rules are to do. To see whether they do it: postfix-ls map --self-test ${type}:FILE`,
    ),
    ...(formerValues.length === 0
      ? []
      : ["#", "# These had other values before; --remove gives them back.", ...formerValues.map(hadLine)]),
    ...rules.flatMap(({ why, pattern, action, examples }) => [
      "",
      ...comment(why),
      `${pattern} ${action}`,
      ...examples.map(
        ({ input, result }) =>
          `#? ${input.replaceAll("\n", "\\n").replaceAll("\t", "\\t")} => ${result ?? "no match"}`,
      ),
    ]),
    "",
  ].join("\n");
}

function hadLine({ place, name, value }: FormerValue): string {
  return `${HAD}${place}: ${name} = ${value}`;
}

/** The values that a table says were there before. */
export function formerValuesOf(text: string): FormerValue[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const match = line.startsWith(HAD) && /^(\S+): (\S+) = (.*)$/.exec(line.slice(HAD.length));
    return match ? [{ place: match[1]!, name: match[2]!, value: match[3]! }] : [];
  });
}

const WIDTH = 78;

/** A paragraph in comment lines. */
function comment(text: string): string[] {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(" ")) {
    if (line.length > 1 && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
