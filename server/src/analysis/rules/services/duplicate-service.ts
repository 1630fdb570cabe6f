import type { MasterChunk } from "../../../syntax/master-cf";
import { type Endpoint, endpointOf } from "../../model/service-endpoints";
import { spanOf } from "../places";
import { removeEntry } from "../remove-entry";
import { type ConfigurationContext, defineRule } from "../rule";
import { fieldText, isPlainService } from "../service-fields";

export const duplicateService = defineRule({
  id: "duplicate-service",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A service that a later line of master.cf defines again, under the same name or under another name of the same port.",
    why: "The master daemon logs a warning, and the last line counts, with its program and all of its options; nothing of the others is left. `smtp` and `25` are the same port, as are `submissions`, `smtps` and `465`.",
    bad: "smtp inet n - n - 1 postscreen\n25 inet n - n - - smtpd\n",
    good: "smtp inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    duplicate:
      "This service has no effect: '{service}' is defined again further down, and the last definition counts, without anything of this one. Remove one of them, or merge them.",
    "same-port":
      "This service has no effect: '{other}' further down is the same port, and the last definition counts, without anything of this one. Remove one of them, or give it another port.",
  },
  configuration({ configuration, report }) {
    const byEndpoint = new Map<string, MasterChunk[]>();
    for (const chunk of configuration.services()) {
      const node = chunk.node!;
      const endpoint = isPlainService(node) ? endpointOf(node) : undefined;
      if (!endpoint) continue;
      const key = `${fieldText(node, "type")} ${textOf(endpoint)}`;
      const list = byEndpoint.get(key);
      if (list) list.push(chunk);
      else byEndpoint.set(key, [chunk]);
    }
    for (const chunks of byEndpoint.values()) if (chunks.length > 1) reportAll(chunks, report);
  },
});

function textOf(endpoint: Endpoint): string {
  return endpoint.kind === "socket" ? endpoint.path : `${endpoint.host ?? "*"} ${endpoint.port}`;
}

function reportAll(chunks: readonly MasterChunk[], report: ConfigurationContext["report"]): void {
  const winner = chunks.at(-1)!;
  const other = fieldText(winner.node!, "service");
  for (const chunk of chunks.slice(0, -1)) {
    const service = fieldText(chunk.node!, "service");
    report({
      file: "postfix-master",
      chunk,
      message: service === other ? "duplicate" : "same-port",
      data: { service, other },
      ...keySpan(chunk),
      related: [
        { chunk: winner, file: "postfix-master", ...keySpan(winner), message: "This definition counts" },
      ],
      fixes: [removeEntry(chunk.text, "Remove this service")],
    });
  }
}

/** The place of a service's name and type. */
function keySpan({ node }: MasterChunk) {
  return spanOf(node!.logical, node!.words[0]!.start, node!.words[1]!.end);
}
