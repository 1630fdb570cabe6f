/** The proof of a clean-up by our own model: what it must find, and what is no difference. */
import { describe, expect, it } from "vitest";
import { compareValues, NO_CONSENT } from "../../../server/src/tools/cleanup/compare-values";
import type { Consent } from "../../../server/src/tools/cleanup/plan";
import { configurationOf, factsOf } from "../../analysis/model/support";

/** Lines that are taken out begin with `- `. */
function compare(marked: string, consent: Partial<Consent> = {}, facts = factsOf()): string[] {
  const fixture = `-- main.cf --\n${marked}`;
  const before = configurationOf(fixture.replace(/^- /gm, ""), facts);
  const after = configurationOf(fixture.replace(/^- .*\n/gm, ""), facts);
  return compareValues(before, after, { ...NO_CONSENT, ...consent }).map(
    ({ service, name, before: old, after: fresh }) =>
      `${service === undefined ? "" : `${service}: `}${name}: ${show(old)} → ${show(fresh)}`,
  );
}

function show(value: string | undefined): string {
  return value === undefined ? "none" : `'${value}'`;
}

describe("no difference", () => {
  const same: Record<string, string> = {
    "a restated default": "- smtpd_timeout = ${stress?{10}:{300}}s\nrelayhost =\n",
    "a default that is written with other blanks":
      "- mydestination = $myhostname,   localhost.$mydomain,  localhost\n",
    "a name that nothing uses": "- relayhsot = x\n",
    "a duplicate that does not count": "- relayhost = a\nrelayhost = b\n",
    "an override that says what main.cf says":
      "relayhost = $mydomain\n-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o relayhost=$mydomain\n",
    "an override that says the default":
      "-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o smtp_helo_timeout=300s\n",
    "an override that comes to what main.cf says":
      "mydomain = a.test\nrelayhost = $mydomain\n-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o relayhost=a.test\n",
    "an override that nothing uses": "-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o no_such_name=1\n",
    "networks that only a name service knows": "inet_interfaces = nowhere.example.test\n- biff = yes\n",
  };
  it.each(Object.entries(same))("%s", (_, fixture) => {
    expect(fixture).toMatch(/^- /m);
    expect(compare(fixture)).toEqual([]);
  });
});

describe("a difference", () => {
  const cases: Record<string, { fixture: string; found: string[] }> = {
    "a value that goes": {
      fixture: "- biff = no\n",
      found: ["biff: 'no' → 'yes'"],
    },
    "a value that Postfix cannot expand": {
      fixture: "- bounce_queue_lifetime = ${a\n",
      found: ["bounce_queue_lifetime: '${a' → '5d'"],
    },
    "a name of the user's own that nothing refers to any more": {
      fixture: "mine = 1\n- relayhsot = $mine\n",
      found: ["mine: '1' → none"],
    },
    "a name of the user's own that others refer to": {
      fixture: "- mine = 1\nbest_mx_transport = a$mine\n",
      found: ["best_mx_transport: 'a1' → 'a'", "mine: '1' → none"],
    },
    "a name that comes to be listed": {
      fixture:
        "mine = 1\n-- master.cf --\nx unix - - n - - smtp\n\t-o best_mx_transport=$mine\n- \t-o mine=1\n",
      found: ["mine: none → '1'"],
    },
    "a restriction class": {
      fixture: "- smtpd_restriction_classes = strict\nstrict = reject\n",
      found: ["smtpd_restriction_classes: 'strict' → ''", "strict: 'reject' → none"],
    },
    "a parameter of a service": {
      fixture: "- x_time_limit = 5s\n-- master.cf --\nx unix - - n - - pipe\n",
      found: ["x_time_limit: '5s' → '$command_time_limit'"],
    },
    "the settings of a database client": {
      fixture: "- postscreen_dnsbl_reply_map = mysql:db\ndb_hosts = localhost\n",
      found: ["db_hosts: 'localhost' → none", "postscreen_dnsbl_reply_map: 'mysql:db' → ''"],
    },
    "the duplicate that counts": {
      fixture: "biff = no\n- biff = yes\n",
      found: ["biff: 'yes' → 'no'"],
    },
    "an old name that is set to nothing": {
      fixture: "- virtual_maps =\n",
      found: ["virtual_maps: '' → none"],
    },
    "the blanks of a text that is sent": {
      fixture: "smtpd_reject_footer = a b\n- smtpd_reject_footer = a  b\n",
      found: ["smtpd_reject_footer: 'a  b' → 'a b'"],
    },
    "a level that Postfix needs before it knows any default": {
      fixture:
        "- compatibility_level = 0\n" +
        "smtpd_restriction_classes = ${{$compatibility_level} <level {2} ? {a} : {b}}\na = reject\n",
      found: [
        "smtpd_restriction_classes: '${{$compatibility_level} <level {2} ? {a} : {b}}' → " +
          "'smtpd_restriction_classes: \"\" is compared as a compatibility level and is none; Postfix stops here'",
        "a: 'reject' → none",
      ],
    },
    "an override": {
      fixture: "-- master.cf --\nsmtp inet n - n - - smtpd\n- \t-o biff=no\nx inet n - n - - smtpd\n",
      found: ["smtp/inet: biff: 'no' → 'yes'"],
    },
    "an override that says what main.cf says to another service": {
      fixture:
        "best_mx_transport = $mydomain\n-- master.cf --\nsmtp unix - - n - - smtp\n" +
        "\t-o mydomain=b.test\n- \t-o best_mx_transport=example.test\n",
      found: ["smtp/unix: best_mx_transport: 'example.test' → 'b.test'"],
    },
    "an override that main.cf's values refer to": {
      fixture: "best_mx_transport = $biff\n-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o biff=no\n",
      found: ["smtp/unix: best_mx_transport: 'no' → 'yes'", "smtp/unix: biff: 'no' → 'yes'"],
    },
    "an override that another one refers to": {
      fixture: "-- master.cf --\nsmtp unix - - n - - smtp\n\t-o best_mx_transport=$mine\n- \t-o mine=1\n",
      found: ["smtp/unix: best_mx_transport: '1' → ''", "smtp/unix: mine: '1' → none"],
    },
    "main.cf's first, then those of the services in their order": {
      fixture:
        "- biff = no\n-- master.cf --\ny unix - - n - - smtp\n- \t-o soft_bounce=yes\n" +
        "x unix - - n - - smtp\n- \t-o soft_bounce=yes\n- \t-o biff=no\n",
      found: [
        "biff: 'no' → 'yes'",
        "y/unix: soft_bounce: 'yes' → 'no'",
        "x/unix: biff: 'no' → 'yes'",
        "x/unix: soft_bounce: 'yes' → 'no'",
      ],
    },
    "a service": {
      fixture: "-- master.cf --\nsmtp inet n - n - - smtpd\n- x unix - - n - - smtpd\n",
      found: ["x/unix: process_name: 'smtpd' → none"],
    },
  };
  it.each(Object.entries(cases))("%s", (_, { fixture, found }) => {
    expect(compare(fixture)).toEqual(found);
  });

  it("the host name, and all that is computed from it or refers to it", () => {
    const all = "- myhostname = www.other.test\n";
    const lines = compare(all, {}, factsOf("3.7.11", { hostname: "mail.example.test" }));
    expect(lines).toContain("myhostname: 'www.other.test' → 'mail.example.test'");
    expect(lines).toContain("mydomain: 'other.test' → 'example.test'");
    expect(lines).toContain(
      "smtpd_banner: 'www.other.test ESMTP Postfix' → 'mail.example.test ESMTP Postfix'",
    );
  });

  it("a domain that is computed from the host name only while that is written down", () => {
    // mydomain looks at main.cf alone: once the line has gone, it sees the name of the machine.
    const fixture = "- myhostname = mail.example.test\nbiff = $mydomain\n";
    expect(compare(fixture)).toEqual([]);
    expect(compare(fixture, {}, factsOf("3.7.11", { hostname: "mail" }))).toContain(
      "mydomain: 'example.test' → 'localdomain'",
    );
  });

  it("networks, computed or not", () => {
    const computed = "- mynetworks_style = host\ninet_protocols = ipv4\ninet_interfaces = 192.0.2.2\n";
    expect(compare(computed)).toContain("mynetworks: '192.0.2.2/32' → '192.0.2.0/24'");
    const unknown = "inet_interfaces = nowhere.test$biff\n- biff = yes\n";
    expect(compare(unknown)).toContain(
      "mynetworks: '(computed from inet_interfaces = nowhere.testyes, inet_protocols = all, mynetworks_style = subnet)' → " +
        "'(computed from inet_interfaces = nowhere.test, inet_protocols = all, mynetworks_style = subnet)'",
    );
  });
});

describe("what the user agreed to", () => {
  it("lets names go, in main.cf and in services", () => {
    const fixture =
      "mine = 1\n- relayhsot = $mine\n" +
      "-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o best_mx_transport=$own\n- \t-o own=\n";
    expect(compare(fixture)).toEqual(["mine: '1' → none", "smtp/unix: own: '' → none"]);
    expect(compare(fixture, { gone: new Set(["mine", "own"]) })).toEqual([]);
    expect(compare("- biff = no\n", { gone: new Set(["biff"]) })).toEqual(["biff: 'no' → 'yes'"]);
  });

  it("lets values be written another way, and those that refer to them", () => {
    const fixture = "- smtp_helo_timeout = 5m\nlmtp_lhlo_timeout = $smtp_helo_timeout\n";
    expect(compare(fixture)).toEqual([
      "lmtp_lhlo_timeout: '5m' → '300s'",
      "smtp_helo_timeout: '5m' → '300s'",
    ]);
    expect(compare(fixture, { respelled: new Set(["smtp_helo_timeout"]) })).toEqual([]);
    expect(compare(fixture, { respelled: new Set(["biff"]) })).toEqual(["smtp_helo_timeout: '5m' → '300s'"]);
    const override = "-- master.cf --\nsmtp unix - - n - - smtp\n- \t-o smtp_helo_timeout=5m\n";
    expect(compare(override)).toEqual(["smtp/unix: smtp_helo_timeout: '5m' → '300s'"]);
    expect(compare(override, { respelled: new Set(["smtp_helo_timeout"]) })).toEqual([]);
  });

  it("does not let them become others, for no service", () => {
    const consent = { respelled: new Set(["smtp_helo_timeout", "myorigin"]) };
    expect(compare("- smtp_helo_timeout = 6m\n", consent)).toEqual(["smtp_helo_timeout: '6m' → '300s'"]);
    const fixture =
      "- myorigin = mail.example.test\n-- master.cf --\nsmtp unix - - n - - smtp\n\t-o myhostname=b.test\n";
    expect(compare(fixture, consent)).toEqual(["smtp/unix: myorigin: 'mail.example.test' → 'b.test'"]);
  });
});
