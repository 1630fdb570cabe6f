/** The outline of a file: parameters of main.cf; services of master.cf with their overrides. */
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { Directory, ParsedFile } from "../analysis/directory";
import { shorten } from "../analysis/markdown";
import { type Secrets, secretsOf } from "../analysis/secrets";
import type { LanguageId } from "../contract/languages";
import type { LogicalText } from "../syntax/logical-lines";
import type { Assignment, MainTree } from "../syntax/main-cf";
import { fieldOf, type MasterTree, type Override } from "../syntax/master-cf";
import { rangeOf } from "./ranges";

/** Characters of a value that an outline has room for. */
const DETAIL_LENGTH = 60;

/** The symbols of a file in its order, lines that Postfix refuses included; empty when there is no such file. */
export function documentSymbols(directory: Directory, language: LanguageId): DocumentSymbol[] {
  const secrets = secretsOf(directory.configuration);
  if (language === "postfix-main") return directory.main ? mainSymbols(directory.main, secrets) : [];
  return directory.master ? masterSymbols(directory.master, secrets) : [];
}

/** Where a chunk's logical line is in its file. */
interface Place {
  readonly file: ParsedFile<MainTree> | ParsedFile<MasterTree>;
  readonly start: number;
  readonly logical: LogicalText;
}

function mainSymbols(file: ParsedFile<MainTree>, secrets: Secrets): DocumentSymbol[] {
  return file.tree.chunks.flatMap(({ node }, index) => {
    // Editors refuse a symbol without a name.
    if (!node || node.name === "") return [];
    const place = { file, start: file.tree.starts[index]!, logical: node.logical };
    return [assignmentSymbol(place, node, secrets)];
  });
}

function assignmentSymbol(place: Place, node: Assignment, secrets: Secrets): DocumentSymbol {
  const { name, nameStart, nameEnd, value, logical } = node;
  return {
    name,
    detail: shorten(secrets.show(name, value), DETAIL_LENGTH),
    kind: SymbolKind.Property,
    range: range(place, 0, logical.text.length),
    selectionRange: range(place, nameStart, nameEnd),
  };
}

function masterSymbols(file: ParsedFile<MasterTree>, secrets: Secrets): DocumentSymbol[] {
  return file.tree.chunks.flatMap(({ node }, index) => {
    const name = node?.words[0];
    if (!node || !name) return [];
    const place = { file, start: file.tree.starts[index]!, logical: node.logical };
    return [
      {
        name: name.text,
        detail: [node.words[1]?.text, fieldOf(node, "command")?.text].filter(Boolean).join(" → "),
        kind: SymbolKind.Module,
        range: range(place, 0, node.logical.text.length),
        selectionRange: range(place, name.start, name.end),
        children: node.overrides
          .filter((override) => override.name !== "")
          .map((override) => overrideSymbol(place, override, secrets)),
      },
    ];
  });
}

function overrideSymbol(place: Place, override: Override, secrets: Secrets): DocumentSymbol {
  const { name, nameStart, nameEnd, value, option, argument } = override;
  return {
    name,
    detail: shorten(secrets.show(name, value), DETAIL_LENGTH),
    kind: SymbolKind.Property,
    range: range(place, option.start, argument.end),
    selectionRange: range(place, nameStart, nameEnd),
  };
}

function range({ file, start, logical }: Place, from: number, to: number) {
  return rangeOf(file.source, start + logical.offsetOf(from), start + logical.endOffset(to));
}
