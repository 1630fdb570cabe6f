import { extractBraces, splitWords, type Word } from "../../../syntax/lists";
import { shorten } from "../../markdown";
import type { NamedTable } from "../../model/lookup-tables";
import { defineRule } from "../rule";
import { onTableSettings, someType, startsWithReference } from "../table-settings";
import { isTemplated } from "../templates";

/** What stands in the braces of the types that want some. */
const IN_BRACES: Readonly<Record<string, string>> = {
  inline: "key=value, …",
  pipemap: "type:name, …",
  randmap: "value, …",
  unionmap: "type:name, …",
};

/** A placeholder of a template behind the colon, where doubled braces could be Postfix's own as well. */
const DOUBLED_BRACES = /^\{\{[-\s]*\w[^{}=]*\}\}$/;

/** The types whose names are looked at. */
const CONCERNED = new Set(["unix", "socketmap", "proxy", "debug", "static", ...Object.keys(IN_BRACES)]);

const CONSEQUENCE =
  "Postfix logs an error and goes on with a table in which each lookup fails for the time being: the mail that depends on it is deferred or turned away.";

export const badTableName = defineRule({
  id: "bad-table-name",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A lookup table whose name is not what its type takes: braces are missing, or an entry has no `=`.",
    why: "Some types take no file name but the table itself, in braces, or the address of a service. What cannot be read is not taken for an empty table: Postfix logs 'bad syntax' and answers each lookup with a temporary error, or the program ends at once where it is the address of a service.",
    bad: "local_recipient_maps = inline:{ postmaster, root=x }\n",
    good: "local_recipient_maps = inline:{ postmaster=x, root=x }\n",
    references: ["DATABASE_README", "socketmap_table(5)"],
  },
  messages: {
    braces: `'{type}:' is followed by '{ {form} }' in braces, and '{name}' is not. ${CONSEQUENCE} Put it into braces.`,
    unclosed: `The brace behind '{type}:' is never closed, so everything up to the end of the value belongs to it. ${CONSEQUENCE} Add the closing brace.`,
    "behind-brace": `Nothing may follow the closing brace of '{type}:', but '{rest}' does. ${CONSEQUENCE} Remove it, or put a comma in front.`,
    "empty-braces": `There is nothing in the braces of '{type}:', which must hold '{form}'. ${CONSEQUENCE} To use no table remove the word.`,
    entry: `'{entry}' has no '=', and 'inline:' takes entries of the form 'key=value'; one with blanks in it goes into braces of its own. ${CONSEQUENCE}`,
    system: `'unix:' knows the tables 'passwd.byname' and 'group.byname', but no '{name}'. ${CONSEQUENCE} Take another type for a file.`,
    endpoint:
      "'socketmap:' takes 'inet:host:port:name' or 'unix:path:name', and '{name}' is neither: the program that reads the setting ends with a fatal error each time it starts. Write the kind of socket in front.",
    proxy:
      "'{type}:' takes another table as 'type:name', and '{name}' is none: the program that reads the setting ends with a fatal error each time it starts. Write the type of the table in between.",
  },
  ...onTableSettings(
    (tables, { report }) => {
      for (const table of tables.tables) {
        const mistake = isPlaceholder(table) ? undefined : mistakeIn(table);
        if (mistake) report({ ...mistake, ...tables.placeOf(mistake.place) });
      }
    },
    (_name, value) => someType(value, (type) => CONCERNED.has(type)) || startsWithReference(value),
  ),
});

/** Whether a table is still to be filled in by a template. */
function isPlaceholder({ text, name }: NamedTable): boolean {
  return isTemplated(text) || DOUBLED_BRACES.test(name.text);
}

interface Mistake {
  readonly message: string;
  readonly data: Record<string, string>;
  readonly place: { readonly start: number; readonly end: number };
}

function mistakeIn({ type, name }: NamedTable): Mistake | undefined {
  // Another rule reports a table without a name.
  if (name.text === "") return undefined;
  const data = { type: type.text, name: shorten(name.text, 60), form: IN_BRACES[type.text] ?? "" };
  const mistake = (message: string): Mistake => ({ message, data, place: name });
  switch (type.text) {
    case "unix":
      return /^(?:passwd|group)\.byname$/.test(name.text) ? undefined : mistake("system");
    case "socketmap":
      return isEndpoint(name.text) ? undefined : mistake("endpoint");
    case "proxy":
    case "debug":
      return mistake("proxy");
    case "static":
      return name.text.startsWith("{") ? braceMistake(name, data) : undefined;
    default:
      if (!Object.hasOwn(IN_BRACES, type.text)) return undefined;
      if (!name.text.startsWith("{")) return mistake("braces");
      return braceMistake(name, data) ?? contentMistake(type.text, name, data);
  }
}

/** Whether there is a socket and, behind the last colon, a name; a port in its place is none. */
function isEndpoint(name: string): boolean {
  return /^(?:inet|unix|local):[^:].*:/.test(name) && !/^inet:[^:]*[^:\d][^:]*:\d+$/.test(name);
}

function braceMistake(name: Word, data: Record<string, string>): Mistake | undefined {
  const { content, problem } = extractBraces(name);
  if (problem === "missing-brace") return { message: "unclosed", data, place: name };
  if (problem !== "text-after-brace") return undefined;
  const close = name.text.indexOf("}", content.end - name.start);
  const start = name.start + close + 1;
  const rest = shorten(name.text.slice(close + 1), 30);
  return { message: "behind-brace", data: { ...data, rest }, place: { start, end: name.end } };
}

function contentMistake(type: string, name: Word, data: Record<string, string>): Mistake | undefined {
  const { content } = extractBraces(name);
  const entries = splitWords(content.text);
  if (entries.length === 0) return { message: "empty-braces", data, place: name };
  const entry = type === "inline" ? entries.find(({ text }) => !isEntry(text)) : undefined;
  if (!entry) return undefined;
  const place = { start: content.start + entry.start, end: content.start + entry.end };
  return { message: "entry", data: { ...data, entry: shorten(entry.text, 40) }, place };
}

/** Whether an entry has a key and `=`; in quotes a key may hold blanks and equals signs. */
function isEntry(text: string): boolean {
  return /^\{?\s*(?:[^\s="\\]|"(?:[^"\\]|\\.)*"|\\.)*\s*=/.test(text);
}
