/** What several checks ask of what was seen. */
import type { TrinitySetting } from "../../../contract/trinity";
import type { DnsAnswer } from "../../../ports/dns";
import type { AddressSeen, Greeting, Observations } from "../observations";
import { found } from "../observe";
import { isSameName } from "./check";
import { isGeneric } from "./host-names";

/** The name that the addresses lead back to and that leads to them: the best one for the server, unless it is made of the address. */
export function confirmedName({ addresses }: Observations): string | undefined {
  const names = addresses.map((seen) => confirmedNames(seen).find((name) => !isGeneric(name, seen.address)));
  const [first] = names;
  return first !== undefined && names.every((name) => name === first) ? first : undefined;
}

/** The names of an address that lead back to it. */
export function confirmedNames({ address, forward }: AddressSeen): string[] {
  return [...forward].filter(([, answer]) => found(answer).includes(address)).map(([name]) => name);
}

/** The parameter that gives the name, set to another one. */
export function nameSetting(
  { identity }: Observations,
  value: string | undefined,
): readonly TrinitySetting[] {
  const { parameter, service } = identity;
  return parameter === null || value === undefined ? [] : [{ name: parameter, value, service }];
}

/** What the servers of the identity said. */
export function greetingsOf({ addresses, greetings }: Observations): Greeting[] {
  return [...addresses.flatMap(({ greeting }) => greeting ?? []), ...greetings];
}

/** Why nobody said anything, in sentences. */
export function silence(seen: Observations): string {
  const problems = greetingsOf(seen).flatMap(({ problem }) => problem ?? []);
  return problems.length > 0
    ? [...new Set(problems)].join(" ")
    : "Nobody was greeted, as no address is known.";
}

/** The names that the server is called by itself: those that it gave, and the one that its configuration has it give. */
export function ownNames(seen: Observations): string[] {
  const { identity } = seen;
  const { parameter, name, serverName } = identity;
  const spoken = greetingsOf(seen).flatMap(({ ehloName }) => ehloName ?? []);
  // With smtp_helo_name it goes out under another name than the one under which others find it, as it is meant to.
  const isMeant = (one: string) => parameter !== null && serverName !== null && isSameName(one, serverName);
  const names = parameter === null ? spoken : [name, ...spoken.filter((one) => !isMeant(one))];
  return names.filter((one, index) => names.findIndex((other) => isSameName(one, other)) === index);
}

/** The addresses that a name of the server leads to. */
export function addressesOf(seen: Observations, host: string): readonly DnsAnswer<string>[] {
  return isSameName(host, seen.identity.name)
    ? [seen.a, seen.aaaa]
    : (seen.spoken.get(host.toLowerCase()) ?? [{ kind: "no-name" }]);
}

/** Whether a name leads to an address of the server; undefined where that cannot be known. */
export function leadsHome(seen: Observations, host: string): boolean | undefined {
  const answers = addressesOf(seen, host);
  const led = answers.flatMap((answer) => found(answer));
  if (seen.addresses.some(({ address }) => led.includes(address))) return true;
  return answers.some(({ kind }) => kind === "failed") || seen.addresses.length === 0 ? undefined : false;
}

/** Whether a name is one of those that the addresses lead back to; undefined where they lead to none. */
export function isNamedByPtr({ addresses }: Observations, host: string): boolean | undefined {
  const names = addresses.flatMap(({ ptr: answer }) => found(answer));
  return names.length === 0 ? undefined : names.some((one) => isSameName(one, host));
}
