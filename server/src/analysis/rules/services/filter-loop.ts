import { type MasterChunk, type Override, type Service, serviceKey } from "../../../syntax/master-cf";
import { parseHostAndPort } from "../../model/service-endpoints";
import { spanOf } from "../places";
import { defineRule, type Fix, type RuleContext } from "../rule";
import { fieldSpan, fieldText, isPlainService } from "../service-fields";

/** Parameters that send mail through a filter, which gives it back to a service of its own. */
const FILTERS = ["content_filter", "smtpd_proxy_filter"];
/** A port on this machine at the end of a filter's name. */
const ENDPOINT = /(?:^|:)\[?(?:127\.\d+\.\d+\.\d+|::1|localhost)\]?:(\d+)$/i;
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/i;

export const filterLoop = defineRule({
  id: "filter-loop",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A service that takes mail back from a content filter, and sends it to the filter again.",
    why: "A filter that main.cf names holds for every SMTP service that does not say otherwise, also for the one through which the filter returns the mail. The mail goes round until it has passed too many hops, and comes back to its sender as undeliverable. A service whose port is the next to that of the filter is taken for the one.",
    bad: "127.0.0.1:10025 inet n - n - - smtpd\n  -o content_filter=scan:[127.0.0.1]:10024\n",
    good: "127.0.0.1:10025 inet n - n - - smtpd\n  -o content_filter=\n",
    language: "postfix-master",
    references: ["FILTER_README", "SMTPD_PROXY_README"],
  },
  messages: {
    loop: "Mail comes back through this service from the filter '{filter}', and '{name}', which holds here as well, sends it there again: it goes round until it is returned as undeliverable. Empty it for this service with '-o {name}='.",
  },
  service(node, context) {
    if (fieldText(node, "type") !== "inet" || fieldText(node, "command") !== "smtpd") return;
    if (!isPlainService(node)) return;
    const { host, port } = parseHostAndPort(fieldText(node, "service"));
    if (!LOOPBACK.test(host) || !/^\d{4,5}$/.test(port)) return;
    for (const name of FILTERS) check(name, Number(port), node, context);
  },
});

function check(
  name: string,
  port: number,
  node: Service,
  { configuration, chunk, report }: RuleContext<MasterChunk>,
): void {
  const scope = serviceKey(node);
  const filter = configuration.expandedValueOf(name, scope) ?? "";
  const match = ENDPOINT.exec(filter);
  if (!match || Math.abs(Number(match[1]) - port) !== 1) return;
  const override = node.overrides.filter((each) => each.name === name).at(-1);
  const fix = override ? emptyOption(override, node) : addOption(name, node, chunk.text);
  report({
    message: "loop",
    data: { filter, name },
    ...fieldSpan(node, "service"),
    fixes: [{ ...fix, preferred: true }],
  });
}

/** Empties an override that is there. */
function emptyOption({ value, valueStart }: Override, { logical }: Service): Fix {
  const place = spanOf(logical, valueStart, valueStart + value.length);
  return { title: "Empty the option", edits: [{ ...place, newText: "" }] };
}

/** Adds an empty override behind everything else. */
function addOption(name: string, node: Service, text: string): Fix {
  const last = node.words.at(-1)!;
  const { end } = spanOf(node.logical, last.start, last.end);
  const indent = /\n([ \t]+)-o/.exec(text)?.[1] ?? "  ";
  return {
    title: `Add '-o ${name}='`,
    edits: [{ start: end, end, newText: `\n${indent}-o ${name}=` }],
  };
}
