import { hasSince } from "../../../knowledge/version";
import { isAllDigits } from "../../../syntax/characters";
import { extractBraces, splitPlainWords, splitWords, type Word } from "../../../syntax/lists";
import { shorten } from "../../markdown";
import type { Configuration } from "../../model/configuration";
import { isRestrictionName, type Restriction } from "../../model/restrictions";
import { isAddressPattern } from "../address-pattern";
import { onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule, type Fix, type Report } from "../rule";
import { isTemplated } from "../templates";

const SERVER_ERROR =
  "Once the SMTP server comes to it, every client gets '451 4.3.5 Server configuration error', and no mail is accepted";
const FATAL = "The SMTP server ends with a fatal error";

/** Postfix has braces around a policy server with its own settings, and brackets in patterns, since these versions. */
const BRACES_SINCE = "3.0";
const BRACKETS_SINCE = "2.8";

export const badRestrictionArgument = defineRule({
  id: "bad-restriction-argument",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { "no-zone": "warning" },
  docs: {
    what: "An SMTP access restriction without the argument that it needs, or with one that it cannot use.",
    why: "The SMTP server takes the word behind such a restriction for its argument, whatever it is. Without a table, a server or a number it answers every client with '451 4.3.5 Server configuration error'; at an address pattern or a policy server that it cannot read it ends with a fatal error. A block list check takes even the next restriction for its domain, so that this one is never made: if it was reject_unauth_destination, the server is an open relay.",
    bad: "smtpd_client_restrictions = check_client_access, permit_mynetworks\n",
    good: "smtpd_client_restrictions = check_client_access cidr:/etc/postfix/clients, permit_mynetworks\n",
    references: ["SMTPD_ACCESS_README", "SMTPD_POLICY_README", "postconf(5)"],
  },
  messages: {
    "no-table": `'{name}' needs a lookup table as 'type:name' behind it. ${SERVER_ERROR}. Name the table.`,
    "not-a-table": `'{name}' takes '{argument}' for its lookup table, and a table is written 'type:name'. ${SERVER_ERROR}. Put the type of the table in front.`,
    braces: `Only check_ccert_access takes a table in braces; '{name}' looks for one of this very name. ${SERVER_ERROR}. Take the braces away.`,
    "no-zone":
      "'{name}' needs the domain of a DNS list behind it. Without one the SMTP server logs a warning for each client and goes on as if the restriction were not there. Name the list, or remove the restriction.",
    swallowed:
      "'{name}' takes '{argument}' for the domain of its DNS list, so '{argument}' never does its own work. Name the list behind '{name}', or remove it.",
    "bad-pattern": `'{pattern}' is no pattern of addresses: one has four fields with dots between them, each a number up to 255 or a list such as [2;4..7]. ${FATAL} when it looks at the answer of the list. Correct the pattern.`,
    "no-server": `'{name}' needs a policy server behind it, such as 'unix:private/policy' or 'inet:127.0.0.1:10023'. Without one the SMTP server accepts no mail, or does not even start. Name the server.`,
    "not-a-server": `'{name}' takes '{argument}' for its policy server, and one starts with 'inet:', 'unix:' or 'local:'. ${FATAL} each time it starts. Correct the address of the server.`,
    "no-number": `'{name}' needs a whole number of seconds behind it. ${SERVER_ERROR}. Write the number without a unit.`,
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    for (const item of list.items) {
      if (item.kind !== "restriction" || item.fact?.arg === "none" || item.name === "warn_if_reject")
        continue;
      if (item.argument && isTemplated(item.argument.text)) continue;
      const found = check(item, list, configuration);
      if (found) report(found);
    }
  }),
});

function check(item: Restriction, list: RestrictionList, configuration: Configuration): Report | undefined {
  const { name, word, argument } = item;
  const isName =
    argument !== undefined && isRestrictionName(argument, configuration.facts.registry, list.classes);
  const at = (place: Word) => list.spanOf(place.start, place.end);
  const data = { name, argument: shorten(argument?.text ?? "", 60) };
  switch (item.fact?.arg) {
    case "map":
      if (!argument || isName) return { message: "no-table", data, ...at(word) };
      if (argument.text.startsWith("{"))
        return name === "check_ccert_access" ? undefined : { message: "braces", data, ...at(argument) };
      if (argument.text.includes(":")) return undefined;
      return {
        message: "not-a-table",
        data,
        ...at(argument),
        fixes: () => tableFixes(argument, list, configuration),
      };
    case "domain=pattern":
      if (!argument) return { message: "no-zone", data, ...at(word) };
      if (isName) return { message: "swallowed", data, ...at(argument) };
      return badPattern(argument, list, configuration);
    case "server":
      if (!argument || isName || !argument.text.includes(":")) {
        return checkMissingServer(item, isName, list);
      }
      return badServer(item, argument, list, configuration);
    case "seconds":
      if (argument && isAllDigits(argument.text)) return undefined;
      return { message: "no-number", data, ...at(argument && !isName ? argument : word) };
    default:
      return undefined;
  }
}

/** A word without a colon ends each SMTP server; when none stands there, or another restriction, it is simply missing. */
function checkMissingServer(
  { name, word, argument }: Restriction,
  isName: boolean,
  list: RestrictionList,
): Report {
  const isMissing = !argument || isName;
  const { start, end } = isMissing ? word : argument;
  const message = isMissing ? "no-server" : "not-a-server";
  return { message, data: { name, argument: shorten(argument?.text ?? "", 60) }, ...list.spanOf(start, end) };
}

function badServer(
  { name }: Restriction,
  argument: Word,
  list: RestrictionList,
  { facts: { version } }: Configuration,
): Report | undefined {
  let server: Word | undefined = argument;
  if (argument.text.startsWith("{")) {
    if (!hasSince(version, BRACES_SINCE)) return undefined;
    const { content, problem } = extractBraces(argument);
    if (problem) return undefined;
    const first = splitPlainWords(content.text)[0];
    server = first && { ...first, start: content.start + first.start, end: content.start + first.end };
  }
  if (server && /^(?:inet|unix|local):./.test(server.text)) return undefined;
  const { start, end } = server ?? argument;
  return {
    message: "not-a-server",
    data: { name, argument: shorten((server ?? argument).text, 60) },
    ...list.spanOf(start, end),
  };
}

function badPattern(
  argument: Word,
  list: RestrictionList,
  { facts: { version } }: Configuration,
): Report | undefined {
  const equals = argument.text.indexOf("=");
  if (equals < 0 || !hasSince(version, BRACKETS_SINCE)) return undefined;
  const pattern = argument.text.slice(equals + 1);
  if (isAddressPattern(pattern)) return undefined;
  const start = pattern === "" ? argument.start : argument.start + equals + 1;
  return { message: "bad-pattern", data: { pattern }, ...list.spanOf(start, argument.end) };
}

/** A path becomes a table with the type that postmap uses unless told otherwise. */
function tableFixes(argument: Word, list: RestrictionList, configuration: Configuration): Fix[] {
  const type = configuration.expandedValueOf("default_database_type");
  const isPath = argument.text.startsWith("/") && splitWords(argument.text).length === 1;
  if (!type || !isPath || !list.expanded.isWritten(argument.start, argument.end)) return [];
  const { start } = list.spanOf(argument.start, argument.end);
  const title = `Change to '${type}:${argument.text}'`;
  return [{ title, edits: [{ start, end: start, newText: `${type}:` }] }];
}
