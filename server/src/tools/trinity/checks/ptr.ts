/** The names that the addresses lead back to. */
import { joinWords } from "../../../base/for-people";
import { parseIp } from "../../../base/ip-address";
import { reverseName } from "../../../base/reverse-name";
import type { AddressSeen, Observations } from "../observations";
import { found } from "../observe";
import { type Check, fail, type Outcome, pass, skipped, together, unanswered, warning } from "./check";
import { isGeneric, nameProblem } from "./host-names";
import { confirmedNames } from "./seen";

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
  const isName = parseIp(name) === undefined;
  const records = isName ? [`${reverseName(address)}. IN PTR ${name}.`] : [];
  const expected = isName ? name : "The name of the server.";
  if (names.length === 0) {
    return fail(`${address}: none.`, { expected, remedy: OWNER_SETS_PTR, records });
  }
  const shown = `${address}: ${joinWords(names)}`;
  const bad = names.find((one) => one.includes("*"));
  if (bad !== undefined) {
    return fail(`${shown}; a PTR cannot have a wildcard in its name.`, {
      expected,
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
      expected,
      remedy: `Receivers take such addresses for those of home users. Give it the name of the server. ${OWNER_SETS_PTR}`,
      records,
    });
  }
  return pass(`${shown}.`);
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
  if (confirmed.length > 0) return pass(`${joinWords(confirmed)} leads to ${address}.`);
  const problem = unanswered(`The addresses of ${joinWords([...forward.keys()])}`, ...forward.values());
  if (problem) return problem;
  const type = parseIp(address)?.length === 4 ? "A" : "AAAA";
  const led = [...forward].map(([name, answer]) => {
    const addresses = found(answer);
    if (addresses.length > 0) return `${name} leads to ${joinWords(addresses)}`;
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

/** In the order in which they are reported. */
export const PTR_CHECKS: readonly Check[] = [ptr, forwardConfirmed];
