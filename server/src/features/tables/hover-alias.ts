/** Hover in a file of aliases: names, and what local(8) does with the places they stand for. */
import { code, heading } from "../../analysis/markdown";
import type { AliasDestination, AliasLine } from "../../syntax/tables/aliases-table";
import { paragraphs, warning } from "../hover/context";
import { aliasNameSummary } from "./alias-words";
import { type LineAt, placedSpan, type TablePart } from "./table-at";

/** The hover on an alias or on one of its destinations; undefined anywhere else. */
export function aliasHover(at: LineAt<AliasLine>): TablePart | undefined {
  const { name, destinations } = at.line;
  if (name && name.start <= at.at && at.at <= name.end) {
    const summary = name.target.toLowerCase().startsWith("owner-")
      ? `Returned mail of the list ${code(name.target.slice(6))} comes here: local(8) makes it the sender of what it sends on.`
      : (aliasNameSummary(name.target) ??
        `Mail for the local user ${code(name.target)} goes to the places behind the colon.`);
    return { ...placedSpan(at, name), markdown: paragraphs(heading(name.target, "alias"), summary) };
  }
  const found = destinations.find(({ start, end }) => start <= at.at && at.at <= end);
  return found && { ...placedSpan(at, found), markdown: destinationMarkdown(found) };
}

function destinationMarkdown(destination: AliasDestination): string {
  const { target, argument } = destination;
  switch (destination.kind) {
    case "address":
      return paragraphs(heading(target, "address"), "The mail is sent on to this address.");
    case "name":
      return paragraphs(
        heading(target, "name of this host"),
        "The mail goes to this alias or user of this host. With a backslash in front aliases are passed over.",
      );
    case "include":
      return paragraphs(
        heading(target, "list of destinations"),
        `The mail goes to all destinations in the file ${code(argument)}. Commands and files in it count only where allow_mail_to_commands and allow_mail_to_files have \`include\`.`,
      );
    case "command":
      return paragraphs(
        heading(target, "command"),
        `The mail is handed to ${code(argument)} on its standard input, as the owner of the alias file; for a file of root, as default_privs.`,
      );
    case "file":
      return target.endsWith("/")
        ? paragraphs(heading(target, "maildir"), "The mail becomes a file of its own in this maildir.")
        : paragraphs(heading(target, "mailbox file"), "The mail is appended to this file.");
    default:
      return paragraphs(
        heading(target, "file in a home directory"),
        warning("Mail to it bounces: only a .forward file may name files this way."),
      );
  }
}
