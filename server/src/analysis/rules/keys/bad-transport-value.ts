import { defineRule } from "../rule";
import { isOnlyFor, keyEntry } from "../table-keys";

export const badTransportValue = defineRule({
  id: "bad-transport-value",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A host in place of a transport in a table for transport_maps.",
    why: "What stands in front of the first colon is the name of a transport. Without a colon the host is taken for one that master.cf does not have, and the mail waits in the queue with 'mail transport unavailable'.",
    bad: "example.com mail.example.com\n",
    good: "example.com smtp:[mail.example.com]\n",
    table: { type: "key", uses: ["transport_maps"] },
    references: ["transport(5)"],
  },
  messages: {
    host: "'{host}' is taken for the name of a transport, and mail for the key stays in the queue. Write a transport and a colon in front, as in 'smtp:{host}', or only the colon.",
  },
  table: {
    formats: ["key"],
    line(chunk, { type, uses, report }) {
      if (!isOnlyFor(uses, ["transport_maps"])) return;
      const entry = keyEntry(chunk, type);
      if (!entry || !/^(?:\[[^\]\s:]+\]|[\w-]+(?:\.[\w-]+)+)$/.test(entry.value.text)) return;
      const host = entry.value.text;
      const place = entry.placeOf(entry.value);
      const fixes = [{ title: `Change to 'smtp:${host}'`, edits: [{ ...place, newText: `smtp:${host}` }] }];
      report({ message: "host", data: { host }, ...place, fixes });
    },
  },
});
