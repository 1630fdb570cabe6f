/** By which transport mail goes, as far as main.cf says it without any table. */
import { expect, it } from "vitest";
import { Configuration } from "../../../server/src/analysis/model/configuration";
import { parseMainCf } from "../../../server/src/syntax/main-cf";
import { transportOf } from "../../../server/src/tools/queue/transport";
import { factsOf } from "../../support/check-hover";

const MAIN = `
mydestination = $myhostname localhost
myhostname = mail.x.test
virtual_mailbox_domains = v.test
virtual_transport = lmtp:unix:private/dovecot-lmtp
relay_domains = r.test .s.test
default_transport = smtp
`;

it.each([
  ["root@mail.x.test", "", "local by local_transport"],
  ["ann@V.test", "", "lmtp by virtual_transport"],
  ["ann@r.test", "", "relay by relay_transport"],
  ["ann@sub.r.test", "", "relay by relay_transport"],
  ["ann@sub.r.test", "parent_domain_matches_subdomains =", "smtp by default_transport"],
  ["ann@sub.s.test", "parent_domain_matches_subdomains =", "relay by relay_transport"],
  ["ann@elsewhere.test", "", "smtp by default_transport"],
  ["ann@elsewhere.test", "default_transport = slow:[relay.test]:587", "slow by default_transport"],
  // Tables would have to be asked.
  ["ann@elsewhere.test", "transport_maps = hash:/etc/postfix/transport", undefined],
  ["ann@elsewhere.test", "virtual_mailbox_domains = mysql:/etc/postfix/domains.cf", undefined],
  ["ann@elsewhere.test", "relay_domains = /etc/postfix/relay_domains", undefined],
  ["ann@elsewhere.test", "relay_domains = !e.test, .test", undefined],
  ["ann@elsewhere.test", "sender_dependent_default_transport_maps = hash:/etc/postfix/by-sender", undefined],
  // What comes before the table decides.
  ["root@localhost", "virtual_mailbox_domains = mysql:/etc/postfix/domains.cf", "local by local_transport"],
  ["ann@r.test", "relay_domains = r.test, hash:/etc/postfix/relay", "relay by relay_transport"],
])("%s with %s goes by %s", (address, line, expected) => {
  const configuration = new Configuration(factsOf("3.7"), {});
  configuration.updateMain([], parseMainCf(`${MAIN}${line}\n`).chunks);
  const found = transportOf(address, configuration);
  expect(found && `${found.name} by ${found.parameter}`).toBe(expected);
});
