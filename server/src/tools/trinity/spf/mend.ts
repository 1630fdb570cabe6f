/** Adding addresses to an SPF record. */
import { formatIp } from "../../../base/ip-address";
import { isWithin, parseClient } from "./client";
import { type Directive, parseTerm, placesOf } from "./record";

/**
 * A record that also lets these addresses send. They stand in front of `all`, of `redirect=`, and of a term that would
 * turn one of them away, whichever comes first. An address that the record lets send already by `ip4`, `ip6` or `all`
 * is not added, nor is what is no address.
 *
 * @param record undefined for a domain that has none: nobody else may send then
 */
export function withAddress(record: string | undefined, addresses: readonly string[]): string {
  const text = record ?? "v=spf1 -all";
  const places = placesOf(text).map((place) => ({ ...place, term: parseTerm(place) }));
  const directives = places.flatMap(({ term }) => ("qualifier" in term ? [term] : []));
  const added = clientsOf(addresses).filter((client) => decider(directives, client)?.qualifier !== "+");
  if (added.length === 0) return text;
  const terms = added.map((client) => `${client.length === 4 ? "ip4" : "ip6"}:${formatIp(client)}`).join(" ");
  const next = places.find(({ term }) =>
    "qualifier" in term
      ? term.name === "all" || (term.qualifier !== "+" && added.some((client) => decides(term, client)))
      : "modifier" in term && term.modifier === "redirect",
  );
  return next
    ? `${text.slice(0, next.offset)}${terms} ${text.slice(next.offset)}`
    : `${text.replace(/ +$/, "")} ${terms}`;
}

/** The addresses as bytes, each once. */
function clientsOf(addresses: readonly string[]): (readonly number[])[] {
  const clients = addresses.map(parseClient).filter((client) => client.length > 0);
  return [...new Map(clients.map((client) => [client.join(), client])).values()];
}

/** The first term that surely matches the address. */
function decider(directives: readonly Directive[], client: readonly number[]): Directive | undefined {
  return directives.find((directive) => decides(directive, client));
}

function decides(directive: Directive, client: readonly number[]): boolean {
  if (directive.name === "all") return true;
  if (directive.name !== "ip4" && directive.name !== "ip6") return false;
  return isWithin(client, directive.network, directive.prefix);
}
