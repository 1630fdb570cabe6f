/** What is shown when the cursor rests on something in the file of a lookup table. */
import { type Hover, MarkupKind } from "vscode-languageserver-types";
import { rangeOf } from "../ranges";
import { aliasHover } from "./hover-alias";
import { blockHover } from "./hover-block";
import { clientHover } from "./hover-client";
import { keyHover, networkPatternHover } from "./hover-key";
import { flagHover, patternHover, substitutionHover } from "./hover-pattern";
import { resultHover } from "./hover-result";
import { lineAt, type TableAt, type TablePart } from "./table-at";

/** The hover at an offset of the document; undefined where there is nothing to say. */
export function tableHoverAt(table: TableAt, offset: number): Hover | undefined {
  const part = partAt(table, offset);
  // White space in front of a continued line belongs to nothing, though the joined text has a place for it.
  if (!part || offset < part.start || offset > part.end) return undefined;
  const { start, end, markdown } = part;
  return {
    contents: { kind: MarkupKind.Markdown, value: markdown },
    range: rangeOf(table.source, start, end),
  };
}

function partAt(table: TableAt, offset: number): TablePart | undefined {
  const parsed = table.table;
  switch (parsed.type) {
    case "pcre":
    case "regexp": {
      const at = lineAt(parsed.tree, offset);
      if (!at) return undefined;
      return (
        blockHover(table, at) ??
        flagHover(at) ??
        patternHover(at) ??
        substitutionHover(at) ??
        (at.line.kind === "rule" ? resultHover(table, at, at.line.result) : undefined)
      );
    }
    case "cidr": {
      const at = lineAt(parsed.tree, offset);
      if (!at) return undefined;
      return (
        blockHover(table, at) ??
        networkPatternHover(at) ??
        (at.line.kind === "rule" ? resultHover(table, at, at.line.result) : undefined)
      );
    }
    case "key": {
      const at = lineAt(parsed.tree, offset);
      return at && (keyHover(table, at) ?? resultHover(table, at, at.line.value));
    }
    case "aliases": {
      const at = lineAt(parsed.tree, offset);
      return at && aliasHover(at);
    }
    default: {
      const at = lineAt(parsed.tree, offset);
      return at && clientHover(table, parsed.type, at);
    }
  }
}
