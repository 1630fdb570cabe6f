/** Completion: the facade. What is at the cursor, and which kind of proposals goes there. */
import type { CompletionItem, CompletionList } from "vscode-languageserver-types";
import type { Directory } from "../../analysis/directory";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { LanguageId } from "../../contract/languages";
import { mainSpotAt, masterSpotAt, type Spot } from "./context";
import { documentationOf } from "./documentation";
import type { CompletionEnvironment } from "./environment";
import { argumentCompletion } from "./master-arguments";
import { columnCompletion } from "./master-columns";
import { nameItems } from "./names";
import type { Query } from "./proposal";
import { NOTHING, renderPrepared } from "./render";
import { valueCompletion } from "./values";

export {
  type ClientCompletionCapabilities,
  type CompletionCapabilities,
  type CompletionEnvironment,
  readCompletionCapabilities,
} from "./environment";

/**
 * What can be put at a place of a file.
 *
 * @param offset of the cursor in the file of this language
 * @returns items without documentation: {@link resolveCompletion} adds it
 */
export async function completionAt(
  directory: Directory,
  language: LanguageId,
  offset: number,
  environment: CompletionEnvironment,
): Promise<CompletionList> {
  const file = directory.file(language);
  if (!file) return NOTHING;
  const { configuration } = directory;
  const { facts } = configuration;
  const query: Query = { directory, configuration, facts, registry: facts.registry, environment };
  // Between CR and LF there is no place for a cursor.
  const isInLineEnd = file.tree.text.startsWith("\r\n", offset - 1);
  const cursor = isInLineEnd ? offset - 1 : offset;
  const place = { source: file.source, offset: cursor, capabilities: environment.capabilities };
  const spot = spotAt(directory, language, cursor);
  switch (spot?.kind) {
    case "name":
      return renderPrepared(nameItems(spot, query), place);
    case "value":
      return valueCompletion(spot, query, place);
    case "column":
      return columnCompletion(spot, query, place);
    case "argument":
      return argumentCompletion(spot, query, place);
    case undefined:
      return NOTHING;
  }
}

function spotAt(directory: Directory, language: LanguageId, offset: number): Spot | undefined {
  if (language === "postfix-main") return directory.main && mainSpotAt(directory.main.tree, offset);
  return directory.master && masterSpotAt(directory.master.tree, offset);
}

/** The item with its documentation, for when somebody looks at it. */
export function resolveCompletion(item: CompletionItem, facts: PostfixFacts): CompletionItem {
  const value = documentationOf(item, facts);
  return value === undefined ? item : { ...item, documentation: { kind: "markdown", value } };
}
