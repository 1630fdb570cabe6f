/** The name of the server, and the addresses that it leads to. */
import { joinWords } from "../../../base/for-people";
import { parseIp } from "../../../base/ip-address";
import type { DnsAnswer } from "../../../ports/dns";
import type { Observations } from "../observations";
import { found } from "../observe";
import { hiddenAddressKind } from "../public-address";
import { type Check, fail, type Outcome, pass, skipped, unanswered, warning } from "./check";
import { nameProblem } from "./host-names";
import { confirmedName, nameSetting } from "./seen";

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
        return warning(`${identity.unicodeName} is an alias (CNAME) of ${alias}: ${joinWords(named)}.`, {
          expected: `${type} records of its own (RFC 5321, section 2.3.5).`,
          remedy: `Put ${type} records in the place of the CNAME, or call the server ${alias}.`,
          records: named.map((address) => `${identity.name}. IN ${type} ${address}`),
        });
      }
      const missing = sending.filter((address) => !named.includes(address));
      if (missing.length > 0) {
        return fail(
          `${joinWords(named)}; ${joinWords(missing)}, from where mail leaves, is not among them.`,
          {
            expected: joinWords(sending),
            remedy: `Add the address to the zone, or have mail leave from ${joinWords(named)}.`,
            records: records.filter((_, index) => missing.includes(sending[index]!)),
          },
        );
      }
      if (identity.parameter !== null && !identity.families.includes(family)) {
        return warning(`${joinWords(named)}, but inet_protocols leaves ${family} out.`, {
          expected: `No ${type} record, or ${family} in inet_protocols.`,
          remedy: `Other servers try ${family} and wait in vain. Take the record out, or let Postfix use ${family}.`,
        });
      }
      return pass(joinWords(named));
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
    return fail(`${nothing}; mail leaves from ${joinWords(sending)}.`, {
      expected: joinWords(sending),
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
    if (hidden.length === 0) return pass(joinWords(addresses.map(({ address }) => address)));
    return warning(`${joinWords(hidden)}.`, {
      expected: "An address of the Internet.",
      remedy:
        identity.parameter === null
          ? "Ask a name server that others ask as well, or check the outside address of the network."
          : "If a router stands before this server, name its outside address in proxy_interfaces.",
    });
  },
};

/** In the order in which they are reported. */
export const ADDRESS_CHECKS: readonly Check[] = [
  name,
  addressCheck("A"),
  addressCheck("AAAA"),
  publicAddress,
];
