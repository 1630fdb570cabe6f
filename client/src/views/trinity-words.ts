/** What is said around a check of A, PTR and EHLO. No VS Code here. */
import type {
  TrinityIdentity,
  TrinityPlanAnswer,
  TrinityReport,
  TrinityResult,
  TrinityVerdict,
} from "../../../server/src/contract/trinity";
import { counted, visible } from "./queue-words";

/** An identity as a list offers it. */
export interface IdentityChoice {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly identity: TrinityIdentity;
}

/**
 * The identities of a plan, as they are offered.
 *
 * @param preferred the name, in either form, of the one that comes first; otherwise it is that of main.cf
 */
export function identityChoices(
  identities: readonly TrinityIdentity[],
  preferred: string | undefined,
): IdentityChoice[] {
  const isPreferred = ({ name, unicodeName }: TrinityIdentity) =>
    name === preferred || unicodeName === preferred;
  const sorted = [
    ...identities.filter(isPreferred),
    ...identities.filter((identity) => !isPreferred(identity)),
  ];
  return sorted.map((identity) => ({
    label: visible(identity.unicodeName),
    description: [...(identity.parameter === null ? [] : [identity.parameter]), ...identity.services].join(
      ", ",
    ),
    detail: visible([addressesText(identity), ...identity.notes].join(" ")),
    identity,
  }));
}

function addressesText({ addresses }: TrinityIdentity): string {
  return addresses.length === 0
    ? "Sends from the addresses that its name has in DNS."
    : `Sends from ${listed(addresses.map(({ address }) => address))}.`;
}

/** Who is contacted, and for what. */
export function confirmationText({ plan, servers }: TrinityPlanAnswer): string {
  const { identities, port } = plan;
  const names = new Set(
    identities.flatMap(({ name, domain }) => [name, domain]).filter((name) => name !== ""),
  );
  const asked =
    servers.length === 1 ? `the name server ${servers[0]}` : `the name servers ${listed(servers)}`;
  return visible(
    `This asks ${servers.length === 0 ? "the name servers that this machine uses" : asked} for records of ${listed([...names])}, and greets the mail server at ${greetedText(identities)}, port ${port}. It sends no mail, and nothing is contacted before you agree.`,
  );
}

/** Where servers are greeted: at addresses as far as the configuration names them. */
function greetedText(identities: readonly TrinityIdentity[]): string {
  const known = ({ addresses, listensAt }: TrinityIdentity) =>
    listensAt.length > 0 ? listensAt : addresses.map(({ address }) => address);
  const addresses = new Set(identities.flatMap(known));
  const names = identities.filter((identity) => known(identity).length === 0).map(({ name }) => name);
  return listed([...addresses, ...(names.length === 0 ? [] : [`the addresses of ${listed(names)}`])]);
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

const NO_NAME_SERVER =
  "Write an address, with a port behind it if that is not 53: 192.0.2.53, 192.0.2.53:5353, 2001:db8::53 or [2001:db8::53]:5353.";

/** What is wrong with the address of a name server; undefined where nothing is. */
export function nameServerProblem(text: string): string | undefined {
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d+))?$/i.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  if (port !== undefined && !isPort(Number(port))) return NO_NAME_SERVER;
  return (plain !== undefined ? isIpv4(address) : isIpv6(address)) ? undefined : NO_NAME_SERVER;
}

/** Tells whether there can be a port of that number. */
export function isPort(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= 65_535;
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/.test(text) && !text.endsWith(".");
}

function isIpv6(text: string): boolean {
  return /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`);
}

/** What is wrong with the name of a host; undefined where nothing is that can be told here. */
export function hostProblem(text: string): string | undefined {
  return /^[^\s@:/[\]-][^\s@:/[\]]*$/.test(text.trim())
    ? undefined
    : "Write the name of a mail server, such as mail.example.org.";
}

/** What a check has found, in a sentence. */
export function foundText({ results }: TrinityReport): string {
  const names = listed(results.map(({ identity }) => identity.unicodeName));
  return visible(`The check of ${names} has found ${problemsText(results)}.`);
}

/** Such as `2 problems and 1 warning`. */
export function problemsText(results: readonly TrinityResult[]): string {
  const verdicts = results.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const number = (wanted: TrinityVerdict) => verdicts.filter((verdict) => verdict === wanted).length;
  const parts = [
    ...(number("fail") > 0 ? [counted(number("fail"), "problem")] : []),
    ...(number("warning") > 0 ? [counted(number("warning"), "warning")] : []),
  ];
  return parts.length === 0 ? "nothing wrong" : listed(parts);
}

/** The line of a text that is an answer of a mail server which refuses something; "" where the text is no such line. */
export function refusalIn(text: string): string {
  const line = text.trim();
  return !/[\r\n]/.test(line) && /\b[45]\d\d[ -]/.test(line) ? line : "";
}

/** When a check was made: `2026-11-25 01:02:03 UTC`. */
export function stampText(time: number): string {
  return new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
}

/** A name for a file with a result. */
export function fileName({ identity }: TrinityResult, extension: string): string {
  return `trinity-${identity.name.replaceAll(/[^\w.-]/g, "_")}.${extension}`;
}
