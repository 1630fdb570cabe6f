/** Reports of checks of A, PTR and EHLO: a good one, a bad one, and one whose texts try to be more than text. */
import {
  TRINITY_CHECKS,
  type TrinityCheck,
  type TrinityCheckId,
  type TrinityIdentity,
  type TrinityReport,
  type TrinityResult,
} from "../../server/src/contract/trinity";

const TITLES: Readonly<Record<TrinityCheckId, string>> = {
  name: "Name of the server",
  a: "IPv4 addresses",
  aaaa: "IPv6 addresses",
  "public-address": "Public addresses",
  ptr: "PTR of the addresses",
  "forward-confirmed": "Names lead back",
  ehlo: "Name in EHLO",
  banner: "Greeting",
  starttls: "STARTTLS",
  certificate: "Certificate",
  mx: "MX of the domain",
  spf: "SPF",
  dkim: "DKIM keys",
  dmarc: "DMARC",
  "mta-sts": "MTA-STS",
  "tls-rpt": "TLS reports",
  tlsa: "TLSA of the mail exchangers",
};

/** A check that passes, but for what is given. */
export function checkOf(id: TrinityCheckId, given: Partial<TrinityCheck> = {}): TrinityCheck {
  return {
    id,
    title: TITLES[id],
    verdict: "pass",
    found: "As it should be.",
    expected: "",
    why: "Others ask for it.",
    remedy: "",
    records: [],
    settings: [],
    ...given,
  };
}

const IDENTITY: TrinityIdentity = {
  name: "mail.example.org",
  unicodeName: "mail.example.org",
  parameter: "myhostname",
  service: null,
  services: ["smtp/unix", "relay/unix"],
  serverName: "mail.example.org",
  banner: "mail.example.org ESMTP Postfix",
  addresses: [{ address: "192.0.2.1", source: "inet_interfaces" }],
  families: ["IPv4", "IPv6"],
  listensAt: [],
  relay: null,
  domain: "example.org",
  selectors: ["2026"],
  notes: [],
};

/** Everything agrees. */
export const GOOD: TrinityResult = {
  identity: IDENTITY,
  checks: TRINITY_CHECKS.map((id) =>
    checkOf(id, id === "dkim" ? { verdict: "skipped", found: "No selector is known." } : {}),
  ),
  triangle: {
    a: { verdict: "pass", values: ["192.0.2.1", "2001:db8:85a3:1234:5678:8a2e:370:7334"] },
    ptr: { verdict: "pass", values: ["mail.example.org"] },
    ehlo: { verdict: "pass", values: ["mail.example.org"] },
    aPtr: "pass",
    ptrEhlo: "pass",
    ehloA: "pass",
  },
};

/** Little agrees; the name is written otherwise than it is asked for. */
export const BAD: TrinityResult = {
  identity: {
    ...IDENTITY,
    name: "xn--pst-5qa.example.org",
    unicodeName: "pöst.example.org",
    parameter: "smtp_helo_name",
    service: null,
    services: ["smtp/unix"],
  },
  checks: [
    checkOf("a"),
    checkOf("ptr", {
      verdict: "fail",
      found: "192.0.2.1 has no PTR record.",
      expected: "xn--pst-5qa.example.org",
      why: "Many servers refuse mail from addresses without a name.",
      remedy: "Have whoever gave you the address enter the record.",
      records: ["1.2.0.192.in-addr.arpa. IN PTR xn--pst-5qa.example.org."],
    }),
    checkOf("ehlo", {
      verdict: "fail",
      found: "The server calls itself localhost.localdomain.",
      expected: "xn--pst-5qa.example.org",
      remedy: "Set the name.",
      settings: [
        { name: "myhostname", value: "xn--pst-5qa.example.org", service: null },
        { name: "smtp_helo_name", value: "$myhostname", service: "smtp/unix" },
        { name: "smtpd_banner", value: "$myhostname ESMTP", service: "smtp/inet" },
      ],
    }),
    checkOf("starttls", { verdict: "warning", found: "STARTTLS is not offered." }),
    checkOf("certificate", { verdict: "skipped", found: "There is no TLS session." }),
    checkOf("mx"),
    checkOf("spf", {
      verdict: "fail",
      found: "v=spf1 -all forbids 192.0.2.1 to send mail.",
      expected: "pass",
      records: ['example.org. IN TXT "v=spf1 mx -all"'],
    }),
    checkOf("dmarc", {
      verdict: "warning",
      found: "v=DMARC1; p=none; rua=mailto:dmarc@example.org does nothing.",
    }),
  ],
  triangle: {
    a: {
      verdict: "warning",
      values: Array.from({ length: 7 }, (_, index) => `192.0.2.${index + 1}`),
    },
    ptr: { verdict: "fail", values: [] },
    ehlo: {
      verdict: "fail",
      values: ["localhost.localdomain", "a-very-long-name-of-a-server.of-a-department.example.org"],
    },
    aPtr: "skipped",
    ptrEhlo: "warning",
    ehloA: "fail",
  },
};

const EVIL = "</text><script>alert(1)</script>\"'&\u202e\u0007";

/** DNS may hold anything. */
export const HOSTILE: TrinityResult = {
  identity: { ...IDENTITY, name: EVIL, unicodeName: `${EVIL}x`, services: [EVIL] },
  checks: [
    checkOf("ehlo", { title: EVIL, found: EVIL }),
    checkOf("spf", {
      verdict: "fail",
      title: EVIL,
      found: `${EVIL} | [x](http://evil.example) <b> www.evil.example a|b@evil.example`,
      expected: "# *x* `y`",
      why: EVIL,
      remedy: EVIL,
      records: ["```\n# x", EVIL],
      settings: [{ name: "a", value: EVIL, service: null }],
    }),
  ],
  triangle: {
    a: { verdict: "pass", values: [EVIL, `${"漢".repeat(40)}.example`] },
    ptr: { verdict: "pass", values: [EVIL] },
    ehlo: { verdict: "pass", values: [EVIL] },
    aPtr: "pass",
    ptrEhlo: "pass",
    ehloA: "pass",
  },
};

/** A report of results. */
export function reportOf(...results: readonly TrinityResult[]): TrinityReport {
  return { time: Date.UTC(2026, 10, 25, 1, 2, 3), servers: ["192.0.2.53"], port: 25, results };
}
