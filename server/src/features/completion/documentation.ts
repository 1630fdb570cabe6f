/** What a completion item's documentation says, made when somebody looks at the item. */
import type { CompletionItem } from "vscode-languageserver-types";
import {
  type Explanation,
  explainDaemon,
  explainParameter,
  explainRestriction,
  explainTableType,
} from "../../analysis/explain";
import { factRows, noticesOf, rowsMarkdown } from "../../analysis/explanation-text";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { About } from "./proposal";

/** Markdown for an item; undefined when there is nothing to say. */
export function documentationOf(item: CompletionItem, facts: PostfixFacts): string | undefined {
  const about = item.data as Partial<About> | undefined;
  const name = about?.name ?? item.label;
  const { registry } = facts;
  switch (about?.kind) {
    case "parameter":
      return inWords(explainParameter(name, facts));
    case "restrictions":
      return inWords(explainRestriction(name, facts));
    case "tableTypes":
      return inWords(explainTableType(name, facts));
    case "services":
      return inWords(explainDaemon(name, facts));
    case "keyword":
      return (
        (about.of && registry.keywordSummary(about.of, name)) ?? registry.summaryOf("restrictions", name)
      );
    case "masterFields":
    case "serviceTypes":
    case "daemonOptions":
      return registry.summaryOf(about.kind, name);
    default:
      return undefined;
  }
}

/** As a hover has it, but for the heading: the name is in the list already. */
function inWords(explanation: Explanation | undefined): string | undefined {
  if (!explanation) return undefined;
  const notices = noticesOf(explanation).map((notice) => `⚠ ${notice}`);
  return [...notices, explanation.summary, rowsMarkdown(factRows(explanation))]
    .filter((part) => part !== "")
    .join("\n\n");
}
