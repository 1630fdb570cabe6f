/** The trinity itself: the name, its addresses, the names these lead back to, and what the server calls itself. */
import { parseIp } from "../../../base/ip-address";
import { reverseName } from "../../../base/reverse-name";
import type { TrinitySetting } from "../../../contract/trinity";
import type { DnsAnswer } from "../../../ports/dns";
import type { AddressSeen, Greeting, Observations } from "../observations";
import { found } from "../observe";
import { hiddenAddressKind } from "../public-address";
import {
  type Advice,
  type Check,
  fail,
  isSameName,
  listed,
  type Outcome,
  pass,
  skipped,
  unanswered,
  warning,
} from "./check";

/** Domains that no name server outside knows. */
const LOCAL_DOMAINS: ReadonlySet<string> = new Set([
  "localdomain",
  "localhost",
  "local",
  "lan",
  "home",
  "internal",
  "intranet",
  "corp",
  "private",
]);

/** What is wrong with a name of a host, in a clause; undefined when nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (parseIp(name.replace(/^\[|\]$/g, ""))) return "is an address and no name";
  const labels = name.replace(/\.$/, "").split(".");
  if (labels.some((label) => label.includes("_"))) {
    return "has an underscore, which no name of a host may have (RFC 952)";
  }
  if (!labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))) {
    return "has characters that no name of a host may have, or is too long";
  }
  if (labels.length < 2) return "has no domain: it is not fully qualified";
  const top = labels.at(-1)!.toLowerCase();
  if (LOCAL_DOMAINS.has(top)) return `ends in .${top}, which nobody outside knows`;
  return /^\d+$/.test(top) ? "ends in a number, as no domain does" : undefined;
}

/** The name that the addresses lead back to and that leads to them: the best one for the server, unless it is made of the address. */
function confirmedName({ addresses }: Observations): string | undefined {
  const names = addresses.map((seen) => confirmedNames(seen).find((name) => !isGeneric(name, seen.address)));
  const [first] = names;
  return first !== undefined && names.every((name) => name === first) ? first : undefined;
}

/** The names of an address that lead back to it. */
function confirmedNames({ address, forward }: AddressSeen): string[] {
  return [...forward].filter(([, answer]) => found(answer).includes(address)).map(([name]) => name);
}

/** The parameter that gives the name, set to another one. */
function nameSetting({ identity }: Observations, value: string | undefined): readonly TrinitySetting[] {
  const { parameter, services } = identity;
  if (parameter === null || value === undefined) return [];
  // Where main.cf counts, it is set there: an override is needed only where there was one.
  return [{ name: parameter, value, service: isOverridden(identity) ? (services[0] ?? null) : null }];
}

/** The usual client of Postfix takes its name from main.cf. */
function isOverridden({ services }: Observations["identity"]): boolean {
  return services.length > 0 && !services.includes("smtp/unix");
}

const name: Check = {
  id: "name",
  title: "Name of the server",
  why: "Servers refuse a client whose name is no fully qualified name of a host, before they look at anything else.",
  run(seen) {
    const { identity } = seen;
    if (identity.parameter === null && parseIp(identity.name)) {
      return skipped("An address was given; the names that it leads to are checked.");
    }
    const problem = nameProblem(identity.name);
    const shown =
      identity.name === identity.unicodeName ? identity.name : `${identity.unicodeName} (${identity.name})`;
    if (problem === undefined) return pass(shown);
    const better = confirmedName(seen);
    return fail(`${shown} ${problem}.`, {
      expected: "A fully qualified name, such as mail.example.org.",
      remedy: `Give the server a name in a domain of your own, and set ${identity.parameter ?? "myhostname"} to it.`,
      settings: nameSetting(seen, better),
    });
  },
};

/** Checks of the addresses that a name leads to, of one kind. */
function addressCheck(type: "A" | "AAAA"): Check {
  const family = type === "A" ? "IPv4" : "IPv6";
  const length = type === "A" ? 4 : 16;
  return {
    id: type === "A" ? "a" : "aaaa",
    title: `${type} record of the name`,
    why: "Receivers look up the name that a client gives; one that does not lead back to the client makes its mail suspicious, and one that leads nowhere has it refused.",
    run(seen) {
      const { identity, a, aaaa, cname, addresses } = seen;
      const answer = type === "A" ? a : aaaa;
      const other = type === "A" ? aaaa : a;
      if (parseIp(identity.name)) return skipped("An address was given, and no name.");
      const problem = unanswered(`The ${type} record of ${identity.unicodeName}`, answer);
      if (problem) return problem;
      const sending = addresses
        .filter(({ address, source }) => source !== undefined && parseIp(address)?.length === length)
        .map(({ address }) => address);
      const records = sending.map((address) => `${identity.name}. IN ${type} ${address}`);
      const named = found(answer);
      if (named.length === 0) return withoutAddress(seen, { type, family, sending, records, answer, other });
      const [alias] = found(cname);
      if (alias !== undefined) {
        return warning(`${identity.unicodeName} is an alias (CNAME) of ${alias}: ${listed(named)}.`, {
          expected: `${type} records of its own (RFC 5321, section 2.3.5).`,
          remedy: `Put ${type} records in the place of the CNAME, or call the server ${alias}.`,
          records: named.map((address) => `${identity.name}. IN ${type} ${address}`),
        });
      }
      const missing = sending.filter((address) => !named.includes(address));
      if (missing.length > 0) {
        return fail(`${listed(named)}; ${listed(missing)}, from where mail leaves, is not among them.`, {
          expected: listed(sending),
          remedy: `Add the address to the zone, or have mail leave from ${listed(named)}.`,
          records: records.filter((_, index) => missing.includes(sending[index]!)),
        });
      }
      if (identity.parameter !== null && !identity.families.includes(family)) {
        return warning(`${listed(named)}, but inet_protocols leaves ${family} out.`, {
          expected: `No ${type} record, or ${family} in inet_protocols.`,
          remedy: `Other servers try ${family} and wait in vain. Take the record out, or let Postfix use ${family}.`,
        });
      }
      return pass(listed(named));
    },
  };
}

function withoutAddress(
  seen: Observations,
  {
    type,
    family,
    sending,
    records,
    answer,
    other,
  }: {
    readonly type: "A" | "AAAA";
    readonly family: string;
    readonly sending: readonly string[];
    readonly records: readonly string[];
    readonly answer: DnsAnswer<string>;
    readonly other: DnsAnswer<string>;
  },
): Outcome {
  const { identity } = seen;
  const nothing = answer.kind === "no-name" ? "There is no such name" : `The name has no ${type} record`;
  // A record would not help a name that can be none.
  if (type === "A" && nameProblem(identity.name) !== undefined) {
    return fail(`${nothing}.`, { remedy: "Give the server another name, as said above." });
  }
  if (sending.length > 0) {
    return fail(`${nothing}; mail leaves from ${listed(sending)}.`, {
      expected: listed(sending),
      remedy: "Add it to the zone.",
      records,
    });
  }
  if (type === "AAAA")
    return skipped(`The name has no AAAA record, and nothing says that mail leaves by ${family}.`);
  if (found(other).length > 0) return skipped("The name has only addresses of IPv6.");
  return fail(`${nothing}.`, {
    expected: "The address from which the server sends.",
    remedy: `Add the address of the server to the zone of ${identity.unicodeName}, or give the server a name that is there.`,
    records: [`${identity.name}. IN A ADDRESS-OF-THE-SERVER`],
  });
}

const publicAddress: Check = {
  id: "public-address",
  title: "Address that others see",
  why: "Others see the address that a router puts in the place of a private one, and look that one up.",
  run({ addresses, identity }) {
    if (addresses.length === 0) return skipped("No address is known.");
    const hidden = addresses.flatMap(({ address }) => {
      const kind = hiddenAddressKind(address);
      return kind === undefined ? [] : [`${address} is ${kind}`];
    });
    if (hidden.length === 0) return pass(listed(addresses.map(({ address }) => address)));
    return warning(`${listed(hidden)}.`, {
      expected: "An address of the Internet.",
      remedy:
        identity.parameter === null
          ? "Ask a name server that others ask as well, or check the outside address of the network."
          : "If a router stands before this server, name its outside address in proxy_interfaces.",
    });
  },
};

/** What providers call the addresses of their customers. */
const DYNAMIC =
  /\b(?:dyn|dynamic|dsl|adsl|dial|dialup|dip|pool|host|client|customer|static|ppp|cable|dhcp|ip)/i;

/** What names look like that a provider gives to all its addresses: with the address, or a part of it, in them. */
function isGeneric(ptrName: string, address: string): boolean {
  const bytes = parseIp(address);
  if (bytes?.length !== 4) return false;
  const digits = ptrName.split(/\D+/).filter((part) => part !== "");
  const last = bytes.slice(2).map(String);
  const hasAddress = last.every((byte) => digits.some((part) => Number(part) === Number(byte)));
  return hasAddress && (digits.length > 2 || DYNAMIC.test(ptrName));
}

const OWNER_SETS_PTR =
  "Whoever gave you the address (the hosting provider, mostly in its customers' console) sets it.";

const ptr: Check = {
  id: "ptr",
  title: "PTR of the address",
  why: 'Many servers refuse mail from an address without a name ("550 inconsistent or no DNS PTR record"), among them the largest ones.',
  run(seen) {
    const { addresses, identity } = seen;
    if (addresses.length === 0) return skipped("Not run, because no address is known.");
    const outcomes = addresses.map((one) => ptrOf(one, identity.name));
    return together(outcomes);
  },
};

function ptrOf({ address, ptr: answer }: AddressSeen, name: string): Outcome {
  const problem = unanswered(`The PTR of ${address}`, answer);
  if (problem) return problem;
  const names = found(answer);
  const records = parseIp(name) ? [] : [`${reverseName(address)}. IN PTR ${name}.`];
  if (names.length === 0) {
    return fail(`${address}: none.`, { expected: name, remedy: OWNER_SETS_PTR, records });
  }
  const shown = `${address}: ${listed(names)}`;
  const bad = names.find((one) => one.includes("*"));
  if (bad !== undefined) {
    return fail(`${shown}; a PTR cannot have a wildcard in its name.`, {
      expected: name,
      remedy: OWNER_SETS_PTR,
      records,
    });
  }
  if (names.length > 1) {
    return warning(`${shown}.`, {
      expected: "One name.",
      remedy: `Some receivers look at one of the names only, and not always at the same. Keep one. ${OWNER_SETS_PTR}`,
      records,
    });
  }
  if (names.some((one) => isGeneric(one, address))) {
    return warning(`${shown}, which looks like the name that a provider gives to all its addresses.`, {
      expected: name,
      remedy: `Receivers take such addresses for those of home users. Give it the name of the server. ${OWNER_SETS_PTR}`,
      records,
    });
  }
  return pass(`${shown}.`);
}

/** What is said of several addresses at once: the worst of it counts. */
function together(outcomes: readonly Outcome[]): Outcome {
  const order = ["fail", "warning", "pass", "skipped"] as const;
  const verdict = order.find((wanted) => outcomes.some((outcome) => outcome.verdict === wanted)) ?? "skipped";
  const [worst] = outcomes.filter((outcome) => outcome.verdict === verdict);
  const bad = outcomes.filter((outcome) => outcome.verdict === "fail" || outcome.verdict === "warning");
  return {
    ...worst,
    verdict,
    found: outcomes.map((outcome) => outcome.found).join(" "),
    records: [...new Set(bad.flatMap(({ records = [] }) => records))],
  };
}

const forwardConfirmed: Check = {
  id: "forward-confirmed",
  title: "PTR leads back",
  why: "Anybody can give an address the name of somebody else; only a name that leads back to the address counts (FCrDNS). Without one, servers say that they cannot find your host name, and refuse.",
  run(seen) {
    const { addresses } = seen;
    if (addresses.length === 0) return skipped("Not run, because no address is known.");
    const withNames = addresses.filter(({ ptr: answer }) => found(answer).length > 0);
    if (withNames.length === 0) {
      const isKnown = addresses.every(({ ptr: answer }) => answer.kind !== "failed");
      return skipped(`Not run, because no PTR ${isKnown ? "is there" : "could be had"}.`);
    }
    return together(withNames.map((one) => confirmationOf(one, seen)));
  },
};

function confirmationOf(seen: AddressSeen, all: Observations): Outcome {
  const { address, forward } = seen;
  const confirmed = confirmedNames(seen);
  if (confirmed.length > 0) return pass(`${listed(confirmed)} leads to ${address}.`);
  const problem = unanswered(`The addresses of ${listed([...forward.keys()])}`, ...forward.values());
  if (problem) return problem;
  const type = parseIp(address)?.length === 4 ? "A" : "AAAA";
  const led = [...forward].map(([name, answer]) => {
    const addresses = found(answer);
    if (addresses.length > 0) return `${name} leads to ${listed(addresses)}`;
    return answer.kind === "no-name" ? `there is no ${name}` : `${name} has no ${type} record`;
  });
  const shown = `${address}: ${led.join("; ")}.`;
  const { name } = all.identity;
  // The names that are there may be those of other machines; its own name is the better one.
  if ([...found(all.a), ...found(all.aaaa)].includes(address) && nameProblem(name) === undefined) {
    return fail(shown, {
      expected: `A name that leads to ${address}, such as ${name}.`,
      remedy: `Have the PTR changed to ${name}. ${OWNER_SETS_PTR}`,
      records: [`${reverseName(address)}. IN PTR ${name}.`],
    });
  }
  return fail(shown, {
    expected: `A name that leads to ${address}.`,
    remedy: "Add the address to the zone of the name, or have the PTR changed.",
    records: [...forward.keys()].slice(0, 1).map((name) => `${name}. IN ${type} ${address}`),
  });
}

/** What the servers of the identity said. */
export function greetingsOf({ addresses, greetings }: Observations): Greeting[] {
  return [...addresses.flatMap(({ greeting }) => greeting ?? []), ...greetings];
}

/** Why nobody said anything, in sentences. */
function silence(seen: Observations): string {
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
function addressesOf(seen: Observations, host: string): readonly DnsAnswer<string>[] {
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

const ehlo: Check = {
  id: "ehlo",
  title: "EHLO of the server",
  why: 'A name in EHLO that does not exist is refused ("Helo command rejected: Host not found", "your helo has been denied"). One that differs from the PTR is allowed, but filters count it against the mail.',
  run(seen) {
    const names = ownNames(seen);
    const [first] = names;
    if (first === undefined) return skipped(silence(seen));
    const shown = shownNames(seen);
    const invalid = names.map((one) => [one, nameProblem(one)] as const).find(([, problem]) => problem);
    if (invalid) return fail(`${shown} ${invalid[0]} ${invalid[1]}.`, renamed(seen));
    const answers = names.flatMap((one) => addressesOf(seen, one));
    const lost = names.find((one) => addressesOf(seen, one).every(({ kind }) => kind.startsWith("no-")));
    if (lost !== undefined) return fail(`${shown} ${lost} has no address.`, renamed(seen, lost));
    const strange = names.find((one) => leadsHome(seen, one) === false);
    if (strange !== undefined) {
      const whose = seen.identity.parameter === null ? "those of the server" : "those that mail leaves from";
      return warning(`${shown} ${strange} leads to other addresses than ${whose}.`, renamed(seen, strange));
    }
    const unlike = names.find((one) => isNamedByPtr(seen, one) === false);
    if (unlike !== undefined) {
      return warning(`${shown} The PTR has another name than ${unlike}.`, agreed(seen, unlike));
    }
    if (answers.every(({ kind }) => kind === "failed")) {
      return unanswered(`The addresses of ${first}`, ...answers) ?? pass(shown);
    }
    return pass(shown);
  },
};

/** What the names are by which the server goes, and who says so. */
function shownNames(seen: Observations): string {
  const { identity } = seen;
  const spoken = greetingsOf(seen).flatMap(({ ehloName, address, port }) =>
    ehloName === undefined ? [] : [`${ehloName} (${address}, port ${port})`],
  );
  const set = identity.parameter === null ? [] : [`${identity.name} (${identity.parameter})`];
  return `${listed([...set, ...spoken])}.`;
}

/** Where the name in EHLO is set; behind "set". */
function whereSet({ identity }: Observations): string {
  return identity.parameter ?? "myhostname (and smtp_helo_name, where it is set) on that server";
}

/** What to do about a name that will not do. `name`: one that would if it had the addresses of the server. */
function renamed(seen: Observations, name?: string): Advice {
  const better = confirmedName(seen);
  const rename =
    better === undefined
      ? `Set ${whereSet(seen)} to a full name that leads to the address of the server, and have the PTR say the same.`
      : `Set ${whereSet(seen)} to ${better}, which the address leads back to.`;
  return {
    expected: better ?? "A fully qualified name that leads to the address of the server.",
    remedy: name === undefined ? rename : `${rename} Or add the address to the zone of ${name}.`,
    records: name === undefined ? [] : seen.addresses.map(({ address }) => addressRecord(name, address)),
    settings: nameSetting(seen, better),
  };
}

/** What to do about a name that leads to the server, and the PTR to another name. */
function agreed(seen: Observations, name: string): Advice {
  const better = confirmedName(seen);
  const change = `ave the PTR of the address changed to ${name}.`;
  return {
    expected: better ?? `${name} as the name of the PTR.`,
    remedy: better === undefined ? `H${change}` : `Set ${whereSet(seen)} to ${better}; or h${change}`,
    records: seen.addresses.map(({ address }) => `${reverseName(address)}. IN PTR ${name}.`),
    settings: nameSetting(seen, better),
  };
}

function addressRecord(name: string, address: string): string {
  return `${name}. IN ${parseIp(address)?.length === 4 ? "A" : "AAAA"} ${address}`;
}

const banner: Check = {
  id: "banner",
  title: "Greeting of the server",
  why: "The greeting begins with the name of the server (RFC 5321, section 4.3.1). Testers and some clients compare it with PTR and EHLO.",
  run(seen) {
    const { identity } = seen;
    const greetings = greetingsOf(seen);
    const refusing = greetings.find(({ bannerCode }) => bannerCode !== undefined && bannerCode !== 220);
    if (refusing) return refused(refusing);
    const spoken = greetings.flatMap(({ banner: text }) => text ?? []);
    const texts = spoken.length > 0 ? spoken : identity.banner === null ? [] : [identity.banner];
    if (texts.length === 0) return skipped(silence(seen));
    const source = spoken.length > 0 ? "" : " (smtpd_banner; no server was heard)";
    const shown = `${[...new Set(texts)].join("; ")}${source}`;
    const expected = expectedBannerNames(seen);
    const firstWord = (text: string) => text.trim().split(/\s+/)[0] ?? "";
    const odd = texts.find((text) => !expected.some((one) => isSameName(one, firstWord(text))));
    if (odd !== undefined) {
      const isOfEhlo = greetings.some(({ ehloName }) => ehloName && isSameName(ehloName, firstWord(odd)));
      return warning(shown, {
        expected: `${expected[0] ?? identity.name} as its first word.`,
        ...(isOfEhlo
          ? { remedy: "It is the name in EHLO as well: the greeting follows when that is mended." }
          : bannerAdvice(seen)),
      });
    }
    // Others that try this address first have to wait, or take another one.
    const mute = greetings.flatMap(({ banner: text, problem }) =>
      text === undefined ? (problem ?? []) : [],
    );
    return spoken.length > 0 && mute.length > 0
      ? warning(`${shown}. ${mute.join(" ")}`, {
          expected: "A greeting at each address.",
          remedy: `Let the server listen at all of its addresses, or take the ones at which it does not out of the zone of ${identity.unicodeName}.`,
        })
      : pass(shown);
  },
};

/** What is said of a server that does not want to talk. */
function refused({ address, bannerCode = 0, banner: text = "" }: Greeting): Outcome {
  const shown = `${address} answers: ${bannerCode} ${text}`.trim();
  if (bannerCode >= 400 && bannerCode < 500) {
    return warning(shown, {
      expected: "A greeting with code 220.",
      remedy: "The server turns connections away for now. Try again, and look into its log if that goes on.",
    });
  }
  return fail(shown, {
    expected: "A greeting with code 220.",
    remedy: "The server turns everybody away, or you. Look into its log for the reason.",
  });
}

function bannerAdvice({ identity }: Observations): Advice {
  const setting = { name: "smtpd_banner", value: "$myhostname ESMTP $mail_name", service: null };
  return {
    remedy: `Begin smtpd_banner with $myhostname${identity.parameter === null ? " on that server" : ""}.`,
    settings: identity.parameter === null ? [] : [setting],
  };
}

/** The names that a greeting may begin with: those of the answer to EHLO, and of the configuration. */
function expectedBannerNames(seen: Observations): string[] {
  const { identity } = seen;
  const spoken = greetingsOf(seen).flatMap(({ ehloName }) => ehloName ?? []);
  const configured = [identity.serverName ?? [], identity.parameter === null ? [] : identity.name].flat();
  const names = identity.parameter === null ? [identity.name] : configured;
  const named = seen.addresses.flatMap((one) => confirmedNames(one));
  // A name that was given may be one of several of the server: what it calls itself counts as well, if it leads home.
  const others = spoken.filter((one) => leadsHome(seen, one) === true || named.includes(one.toLowerCase()));
  return [...new Set([...names, ...others])];
}

/** In the order in which they are reported. */
export const CORE_CHECKS: readonly Check[] = [
  name,
  addressCheck("A"),
  addressCheck("AAAA"),
  publicAddress,
  ptr,
  forwardConfirmed,
  ehlo,
  banner,
];
