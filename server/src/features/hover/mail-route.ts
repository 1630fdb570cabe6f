/** Hover on where mail goes: services of master.cf that a value names, and next hops. */

import { code, heading } from "../../analysis/markdown";
import { joinWords } from "../../base/for-people";
import { parseIp } from "../../base/ip-address";
import type { Word } from "../../syntax/lists";
import { fieldOf, serviceKey } from "../../syntax/master-cf";
import { type HoverContext, type HoverPart, lineOfService, paragraphs, warning } from "./context";
import { programOf } from "./identity";
import { part } from "./words";

/** The hover for `service` or `service:nexthop`. */
export function serviceHover(context: HoverContext, word: Word, offset: number): HoverPart | undefined {
  const colon = word.text.indexOf(":");
  if (colon >= 0 && offset > word.start + colon) return nexthopHover(part(word, colon + 1, word.text.length));
  const name = colon < 0 ? word : part(word, 0, colon);
  if (name.text === "" || name.text.includes("$")) return undefined;
  const { configuration, directory } = context;
  const services = configuration.servicesNamed(name.text);
  if (services.length === 0 && !directory.master) return undefined;
  const [first] = services;
  const markdown = paragraphs(
    heading(name.text, "service"),
    first ? undefined : warning("master.cf has no service of this name."),
    first && configuration.facts.registry.summaryOf("services", programOf(first)),
    first &&
      `${joinWords(
        services.map((chunk) => {
          const program = fieldOf(chunk.node!, "command")?.text ?? "";
          return `${code(serviceKey(chunk.node!))} runs ${code(program)} (${lineOfService(context, chunk)})`;
        }),
      )}.`,
  );
  return { start: name.start, end: name.end, markdown };
}

/** The hover for a next hop such as `[relay.example.com]:587`; undefined for forms it does not know. */
export function nexthopHover(word: Word): HoverPart | undefined {
  const match = /^(?:\[([^\]\s]+)\]|([^[\]:\s$]+))(?::([A-Za-z0-9-]+))?$/.exec(word.text);
  if (!match) return undefined;
  const [, literal, domain, port] = match;
  const way =
    domain !== undefined
      ? `Mail goes to the MX hosts of ${code(domain)}, or to its own address where it has none`
      : parseIp(literal!.replace(/^ipv6:/i, ""))
        ? `Mail goes to the address ${code(literal!)}`
        : `Mail goes to ${code(literal!)} itself: the brackets turn the MX lookup off`;
  const markdown = paragraphs(
    heading(word.text, "next hop"),
    `${way}${port === undefined ? "" : `; port ${code(port)}`}.`,
  );
  return { start: word.start, end: word.end, markdown };
}
