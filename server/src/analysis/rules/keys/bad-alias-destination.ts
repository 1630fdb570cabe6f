import type { AliasDestination, AliasLine } from "../../../syntax/tables/aliases-table";
import { spanOf } from "../places";
import { defineRule, type Fix } from "../rule";

export const badAliasDestination = defineRule({
  id: "bad-alias-destination",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A destination of an alias that local(8) does not understand as it is meant.",
    why: "White space divides destinations: of a command with arguments that is not quoted only the first word is run, and the others are taken for addresses. A list with a relative path is not read, and mail for it waits in the queue.",
    bad: "lists: |/usr/local/bin/lists -v post\n",
    good: 'lists: "|/usr/local/bin/lists -v post"\n',
    table: { type: "aliases", uses: ["alias_maps"] },
    references: ["aliases(5)", "local(8)"],
  },
  messages: {
    command:
      "The command ends at the white space, and what follows is taken for addresses. Put all of it in quotes, as in '\"|command argument\"'.",
    include:
      "The path of a list must start with a slash: Postfix does not read '{path}', and mail for the alias stays in the queue. Write the whole path.",
  },
  table: {
    formats: ["aliases"],
    line(chunk, { report }) {
      // Most lines have neither, and taking addresses apart costs time.
      if (!/[|]|:include:/i.test(chunk.text)) return;
      const { logical, destinations, problem } = chunk.node as AliasLine;
      if (problem) return;
      for (const [index, destination] of destinations.entries()) {
        const { kind, argument, start, end } = destination;
        if (kind === "include" && !argument.startsWith("/")) {
          report({ message: "include", data: { path: argument }, ...spanOf(logical, start, end) });
        }
        const last = kind === "command" ? lastArgument(destinations, index) : undefined;
        if (!last || destination.text.startsWith('"')) continue;
        const place = spanOf(logical, start, last.end);
        report({
          message: "command",
          ...place,
          fixes: inQuotes(chunk.text.slice(place.start, place.end), place),
        });
      }
    },
  },
});

/** The last of the words that follow a command without a comma; undefined when none does. */
function lastArgument(
  destinations: readonly AliasDestination[],
  command: number,
): AliasDestination | undefined {
  let last = command;
  while (destinations[last + 1]?.isUnseparated) last++;
  return last > command ? destinations[last] : undefined;
}

/** Puts quotes around a command of one line that has none inside. */
function inQuotes(text: string, place: { readonly start: number; readonly end: number }): Fix[] {
  if (/["\n\\]/.test(text)) return [];
  return [
    { title: "Put the command in quotes", edits: [{ ...place, newText: `"${text}"` }], preferred: true },
  ];
}
