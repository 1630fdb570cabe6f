import { nearest } from "../../../base/edit-distance";
import { defineRule } from "../rule";
import { isOnlyFor, keyEntry } from "../table-keys";

/** Parameters whose tables hold TLS policies (`tls_policy_lookup_one` in smtp_tls_policy.c). */
const POLICIES = ["smtp_tls_policy_maps", "lmtp_tls_policy_maps", "tlsproxy_client_policy_maps"];
const LEVELS = ["none", "may", "encrypt", "fingerprint", "dane", "dane-only", "verify", "secure"];
const ATTRIBUTES = [
  "ciphers",
  "protocols",
  "servername",
  "match",
  "exclude",
  "tafile",
  "connection_reuse",
  "enable_rpk",
];

export const badTlsPolicy = defineRule({
  id: "bad-tls-policy",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A TLS policy with a level or an attribute that Postfix does not know.",
    why: "Postfix takes the policy for invalid and sends nothing there: all mail for the destination waits in the queue until the table is mended.",
    bad: "example.com encrpyt\n",
    good: "example.com encrypt protocols=>=TLSv1.2\n",
    table: { type: "key", uses: ["smtp_tls_policy_maps"] },
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    level:
      "'{word}' is no level of TLS security, and mail for the destination stays in the queue. The levels are none, may, encrypt, fingerprint, dane, dane-only, verify and secure.",
    attribute:
      "'{word}' is no attribute of a TLS policy, and mail for the destination stays in the queue. The attributes are ciphers, protocols, servername, match, exclude, tafile and connection_reuse.",
    "no-equals":
      "An attribute of a TLS policy is written as name=value without white space. For '{word}' Postfix takes the policy for invalid, and mail for the destination stays in the queue.",
  },
  table: {
    formats: ["key"],
    line(chunk, { type, uses, report }) {
      if (!isOnlyFor(uses, POLICIES)) return;
      const entry = keyEntry(chunk, type);
      if (!entry) return;
      const { value, placeOf } = entry;
      for (const [index, word] of [...value.text.matchAll(/[^\s,]+/g)].entries()) {
        const start = value.start + word.index;
        const [text] = word;
        const equals = text.indexOf("=");
        const name = equals < 0 ? text : text.slice(0, equals);
        const known = index === 0 ? LEVELS : ATTRIBUTES;
        const written = index === 0 ? text : name;
        const place = placeOf({ start, end: start + written.length });
        if (index > 0 && equals < 0) {
          report({ message: "no-equals", data: { word: text }, ...place });
        } else if (!known.includes(written.toLowerCase())) {
          const fixes = nearest(written.toLowerCase(), known, 1).map((candidate) => ({
            title: `Change to '${candidate}'`,
            edits: [{ ...place, newText: candidate }],
          }));
          report({ message: index === 0 ? "level" : "attribute", data: { word: written }, ...place, fixes });
        }
        // Without TLS Postfix takes no notice of the rest.
        if (index === 0 && text.toLowerCase() === "none") return;
      }
    },
  },
});
