/** What the server calls itself, to servers that it sends to and to clients that connect. */
import { joinWords } from "../../../base/for-people";
import { parseIp } from "../../../base/ip-address";
import { reverseName } from "../../../base/reverse-name";
import type { Greeting, Observations } from "../observations";
import {
  type Advice,
  type Check,
  fail,
  isSameName,
  type Outcome,
  pass,
  skipped,
  unanswered,
  warning,
} from "./check";
import { nameProblem } from "./host-names";
import {
  addressesOf,
  confirmedName,
  confirmedNames,
  greetingsOf,
  isNamedByPtr,
  leadsHome,
  nameSetting,
  ownNames,
  silence,
} from "./seen";

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
  return `${joinWords([...set, ...spoken])}.`;
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
export const GREETING_CHECKS: readonly Check[] = [ehlo, banner];
