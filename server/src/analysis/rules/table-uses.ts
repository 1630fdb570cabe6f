/** What a lookup table is for: by the parameters that refer to it, or by its name. */
import { type ActionKind, actionKindOf } from "../../knowledge/table-actions";
import { isTableType, type TableFormat } from "../../syntax/tables/table";

/** A way in which the results of a table are read as actions, and the parameter that has it so. */
export interface ActionUse {
  readonly kind: ActionKind;
  readonly use: string;
}

/** Asked for each line of a table by several rules. */
const known = new WeakMap<readonly string[], readonly ActionUse[]>();

/** How the results of a table are read as actions, each way once. */
export function actionUses(uses: readonly string[]): readonly ActionUse[] {
  let answer = known.get(uses);
  if (!answer) {
    answer = findActionUses(uses);
    known.set(uses, answer);
  }
  return answer;
}

function findActionUses(uses: readonly string[]): ActionUse[] {
  const found = new Map<ActionKind, ActionUse>();
  for (const use of uses) {
    const kind = actionKindOf(use);
    if (kind && !found.has(kind)) found.set(kind, { kind, use });
  }
  return [...found.values()];
}

/** Whether the table is looked up with whole headers, and with nothing else. */
export function isForHeaders(uses: readonly string[]): boolean {
  const kinds = uses.map(actionKindOf);
  return kinds.length > 0 && kinds.every((kind) => kind !== undefined && /header|milter/.test(kind));
}

/** What key tables of the usual names are for. Who is looked up in one that is only called `access` nobody knows. */
const KEY_TABLES: Readonly<Record<string, string>> = {
  access: "smtpd_recipient_restrictions",
  canonical: "canonical_maps",
  generic: "smtp_generic_maps",
  recipient_canonical: "recipient_canonical_maps",
  relocated: "relocated_maps",
  sasl_passwd: "smtp_sasl_password_maps",
  sender_canonical: "sender_canonical_maps",
  tls_policy: "smtp_tls_policy_maps",
  transport: "transport_maps",
  virtual: "virtual_alias_maps",
};

/** What a table is for by the usual names of such files; empty when the name says nothing. */
export function usesByName(uri: string, format?: TableFormat): readonly string[] {
  const name = uri.slice(Math.max(uri.lastIndexOf("/"), uri.lastIndexOf("\\")) + 1).toLowerCase();
  if (format === "key" && Object.hasOwn(KEY_TABLES, name)) return [KEY_TABLES[name]!];
  const built = /(?:smtp_(?:(?:mime_|nested_)?header|body)|milter_header)_checks(?![a-z])/.exec(name);
  if (built) return [built[0]];
  const checks = /((?:[a-z0-9]+[_-])*)(header|body)_checks(?![a-z])/.exec(name);
  // What is for submitted mail alone is read through a parameter of its own.
  if (checks?.[1] === "" && /submission|outgoing|auth/.test(name)) return [`submission_${checks[2]}_checks`];
  if (checks) return [`${checks[1]!.replaceAll("-", "_")}${checks[2]}_checks`];
  if (/postscreen_?access/.test(name)) return ["postscreen_access_list"];
  const access = /(?:^|[^a-z])(client|helo|sender|recipient)_access(?![a-z])/.exec(name);
  if (access) return [`check_${access[1]}_access`];
  const bare = /^access(?:\.([a-z]+))?$/.exec(name);
  return bare && (bare[1] === undefined || isTableType(bare[1])) ? ["check_client_access"] : [];
}
