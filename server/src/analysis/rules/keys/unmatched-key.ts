import type { Word } from "../../../syntax/lists";
import { defineRule, type Fix, type LineContext } from "../rule";
import { isExpression, isForAddresses, isOnlyFor, type KeyEntry, keyEntry } from "../table-keys";

/** Restrictions whose tables are looked up with the client's name and address. */
const CLIENT_ACCESS = ["check_client_access", "check_reverse_client_hostname_access"];
const TRANSPORT = ["transport_maps"];
/** Parameters that take no domain with a dot in front; virtual_alias_maps may also be a list of domains. */
const WHOLE_ADDRESS = [
  "canonical_maps",
  "sender_canonical_maps",
  "recipient_canonical_maps",
  "smtp_generic_maps",
  "lmtp_generic_maps",
  "relocated_maps",
  "sender_bcc_maps",
  "recipient_bcc_maps",
];

export const unmatchedKey = defineRule({
  id: "unmatched-key",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A key of a lookup table in a form in which it is never looked up.",
    why: "Postfix asks such tables for exact keys, of which each parameter has its own: there are no wildcards, no expressions and no networks in them. postmap stores any key, and the line does nothing.",
    bad: "10.0.0.0/8 REJECT\n*.example.com REJECT\n",
    good: "10 REJECT\n.example.com REJECT\n",
    table: { type: "key", uses: ["check_client_access"] },
    references: ["access(5)", "transport(5)", "virtual(5)", "canonical(5)"],
  },
  messages: {
    wildcard:
      "'*' stands for itself here, so '{key}' is never looked up. For all of a domain write it as {form}.",
    expression:
      "This is a table of exact keys, and '{key}' is none that is ever looked up. Expressions need a table of type pcre or regexp.",
    network:
      "Networks are looked up by whole octets, as in '192.0.2', and never as '{key}'. Write the octets, or use a table of type cidr.",
    "network-dot":
      "A network is looked up without a dot at its end: write '{form}' instead of '{key}', which is never looked up.",
    brackets:
      "The address of a client is looked up without brackets: '{key}' is never looked up. Remove them.",
    angles: "Addresses are looked up without '<' and '>': '{key}' is never looked up. Remove them.",
    "at-domain":
      "{use} is asked for a domain without '@' in front: '{key}' is never looked up. Write '{form}'.",
    "local-part":
      "{use} is not asked for a user in all domains: '{key}' is never looked up. Write a whole address.",
    "parent-domain":
      "{use} is asked for whole addresses, users and '@domain': '{key}' is never looked up. Write a line for each of the domains, such as '@{domain}'.",
    address:
      "Clients are looked up by name and address of their machine: the mail address '{key}' is never looked up. Put it into a table for check_sender_access or check_recipient_access.",
  },
  table: {
    formats: ["key"],
    line(chunk, context) {
      if (context.uses.length === 0 || !mayBeUnmatched(chunk.text)) return;
      const entry = keyEntry(chunk, "key");
      if (entry) check(entry, context);
    },
  },
});

/** A quick look, as files have many lines: all the forms start or end with one of these, or have a slash or an `@`. */
function mayBeUnmatched(text: string): boolean {
  return /^[*/[<@.]|^[0-9.]+\.\s|^[0-9a-fA-F.:]+\/|^\S*@/.test(text);
}

function check(entry: KeyEntry, { uses, report }: LineContext): void {
  const { key, placeOf } = entry;
  const say = (message: string, data: Record<string, string> = {}, newText?: string) => {
    const place = placeOf(key);
    const fixes: Fix[] =
      newText === undefined
        ? []
        : [{ title: `Change to '${newText}'`, edits: [{ ...place, newText }], preferred: true }];
    report({ message, data: { key: key.text, use: uses[0]!, ...data }, ...place, fixes });
  };
  const isClient = isOnlyFor(uses, CLIENT_ACCESS);
  const isTransport = isOnlyFor(uses, TRANSPORT);
  const isAddress = isForAddresses(uses);
  if (!isClient && !isTransport && !isAddress) return;
  const { text } = key;
  if (isExpression(text)) say("expression");
  else if (/^\*[@.]./.test(text)) say("wildcard", { form: wildcardForm(text, isAddress) });
  else if (isClient) checkClient(key, say);
  else if (/^<.+>$/.test(text)) say("angles", {}, text.slice(1, -1));
  else if (isTransport && /^@[^@]+$/.test(text)) say("at-domain", { form: text.slice(1) }, text.slice(1));
  else if (/^[^"@]+@$/.test(text)) say("local-part");
  else if (isOnlyFor(uses, WHOLE_ADDRESS) && /^\.[^@]+$/.test(text)) {
    say("parent-domain", { domain: text.slice(1) });
  }
}

type Say = (message: string, data?: Record<string, string>, newText?: string) => void;

function checkClient({ text }: Word, say: Say): void {
  if (/^\d+(?:\.\d+){0,3}\/\d+$|^[0-9a-f:]*:[0-9a-f:.]*\/\d+$/i.test(text)) say("network");
  else if (/^\d{1,3}(?:\.\d{1,3}){0,2}\.$/.test(text)) {
    say("network-dot", { form: text.slice(0, -1) }, text.slice(0, -1));
  } else if (/^\[[0-9a-f.:]+\]$/i.test(text)) say("brackets", {}, text.slice(1, -1));
  else if (/^[^@]+@[^@]+$/.test(text)) say("address");
}

/** How all of a domain is written, in quotes. */
function wildcardForm(key: string, isAddress: boolean): string {
  const domain = key.slice(2);
  if (key[1] === "@") return isAddress ? `'@${domain}'` : `'${domain}'`;
  return isAddress ? `'@host.${domain}', a line for each of them` : `'.${domain}'`;
}
