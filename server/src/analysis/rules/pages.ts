/** Where the documentation of a rule can be read. */
import type { Rule } from "./rule";

/** The page that is made from the rules. */
const RULES_PAGE = "https://github.com/postfix-tools/vscode-postfix/blob/main/docs/rules.md";

/** The address of a rule's section. */
export function rulePage(id: Rule["id"]): string {
  return `${RULES_PAGE}#${id}`;
}
