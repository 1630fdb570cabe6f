/** What a lookup table is for: which programs read it, and what they do with its results. */
import { isTableType } from "../../syntax/tables/table";

/** How results are read: as actions on headers or body lines, as access(5) or postscreen(8) do, or otherwise. */
export type ActionKind =
  | "header"
  | "body"
  | "delivery-header"
  | "delivery-body"
  | "milter"
  | "access"
  | "postscreen";

/** Parameters whose tables hold actions on headers and body lines. */
const CHECKS: Readonly<Record<string, ActionKind>> = {
  header_checks: "header",
  mime_header_checks: "header",
  nested_header_checks: "header",
  milter_header_checks: "milter",
  body_checks: "body",
  smtp_header_checks: "delivery-header",
  smtp_mime_header_checks: "delivery-header",
  smtp_nested_header_checks: "delivery-header",
  smtp_body_checks: "delivery-body",
  postscreen_access_list: "postscreen",
};

/** How the parameter or restriction reads what the table gives; undefined when that is no action. */
export function actionKindOf(use: string): ActionKind | undefined {
  if (Object.hasOwn(CHECKS, use)) return CHECKS[use];
  if (/^check_\w+_access$/.test(use) || /^smtpd_\w+_restrictions$/.test(use)) return "access";
  // The LMTP client has them too, and services may have them under their own names.
  const client = /^lmtp_((?:mime_|nested_)?header|body)_checks$/.exec(use);
  return client ? (client[1] === "body" ? "delivery-body" : "delivery-header") : undefined;
}

/** The kinds of actions a table holds, by the parameters that refer to it. */
export function actionKinds(uses: readonly string[]): ActionKind[] {
  return [...new Set(uses.flatMap((use) => actionKindOf(use) ?? []))];
}

/** Whether the table is looked up with headers. */
export function looksAtHeaders(kinds: readonly ActionKind[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => /header|milter/.test(kind));
}

/** What a table is for by the usual names of such files; empty when the name says nothing. */
export function usesByName(uri: string): readonly string[] {
  const name = uri.slice(Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("\\")) + 1).toLowerCase();
  const checks = /(?:(?:^|[^a-z])((?:smtp_)?(?:mime_|nested_)?|milter_))?(header|body)_checks(?![a-z])/.exec(
    name,
  );
  if (checks) {
    const parameter = `${checks[1] ?? ""}${checks[2]}_checks`;
    return [actionKindOf(parameter) ? parameter : `${checks[2]}_checks`];
  }
  if (/postscreen_?access/.test(name)) return ["postscreen_access_list"];
  const access = /(?:^|[^a-z])(client|helo|sender|recipient)_access(?![a-z])/.exec(name);
  if (access) return [`check_${access[1]}_access`];
  const bare = /^access(?:\.([a-z]+))?$/.exec(name);
  return bare && (bare[1] === undefined || isTableType(bare[1])) ? ["check_client_access"] : [];
}
