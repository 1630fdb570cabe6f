import type { Restriction } from "../../model/restrictions";
import {
  entryRemoval,
  entrySpan,
  isYes,
  onRestrictionLists,
  type RestrictionList,
} from "../restriction-lists";
import { defineRule, type Fix } from "../rule";

const PERMIT = "permit_sasl_authenticated";
/** What looks only at clients that have logged in. */
const FOR_LOGINS = new Set(["reject_authenticated_sender_login_mismatch", "check_sasl_access"]);
/** What looks at both, in a way of its own at each. */
const FOR_BOTH = new Set(["reject_sender_login_mismatch", "reject_known_sender_login_mismatch"]);

export const permitBeforeCheck = defineRule({
  id: "permit-before-check",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { half: "information" },
  docs: {
    what: "A check of clients that have logged in, behind `permit_sasl_authenticated` in the same list.",
    why: "`permit_sasl_authenticated` ends the list for everybody who has logged in. A check behind it that is for such clients is never made for any of them: everybody with a mailbox may go on sending under the address of somebody else.",
    bad: "smtpd_sender_restrictions = permit_sasl_authenticated, reject_authenticated_sender_login_mismatch\n",
    good: "smtpd_sender_restrictions = permit_sasl_authenticated, reject_unknown_sender_domain\n",
    references: ["SASL_README", "SMTPD_ACCESS_README", "postconf(5)"],
  },
  messages: {
    pointless:
      "'{name}' has no effect here: it is for clients that have logged in, and '{permit}' in front of it has let all of them pass. Move it in front of '{permit}'.",
    half: "'{name}' does not hold here for clients that have logged in: '{permit}' in front of it has let all of them pass. Move it in front of '{permit}', or use reject_unauthenticated_sender_login_mismatch if it is for strangers alone.",
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    const { items, allScopes } = list;
    const index = items.findIndex(({ kind, name }) => kind === "restriction" && name === PERMIT);
    const permit = items[index];
    if (!permit) return;
    // Without logins none of them does anything, which is another matter.
    const canLogIn =
      !configuration.hasServices() ||
      allScopes.some((scope) => isYes(configuration, "smtpd_sasl_auth_enable", scope));
    if (!canLogIn) return;
    for (const item of items.slice(index + 1)) {
      if (item.kind !== "restriction") continue;
      const message = FOR_LOGINS.has(item.name) ? "pointless" : FOR_BOTH.has(item.name) ? "half" : undefined;
      if (!message) continue;
      report({
        message,
        data: { name: item.name, permit: PERMIT },
        ...list.spanOf(item.word.start, (item.argument ?? item.word).end),
        fixes: () => moved(item, permit, list, message === "pointless"),
      });
    }
  }),
});

function moved(item: Restriction, permit: Restriction, list: RestrictionList, preferred: boolean): Fix[] {
  const { expanded } = list;
  const removal = entryRemoval(list, item);
  const from = entrySpan(item, expanded);
  const to = entrySpan(permit, expanded);
  if (removal.length === 0 || !expanded.isWritten(to.start, to.end)) return [];
  const at = list.spanOf(to.start, to.end).start;
  const separator = list.file === "postfix-master" ? "," : ", ";
  const newText = `${expanded.text.slice(from.start, from.end)}${separator}`;
  const title = `Move in front of '${PERMIT}'`;
  return [{ title, edits: [{ start: at, end: at, newText }, ...removal], preferred }];
}
