// What is offered in the files of lookup tables.
import { describe, it } from "vitest";
import { checkTableCompletion as check } from "../../support/check-table-feature";

describe("actions", () => {
  it("offers those of the table's use, with their arguments", () => {
    check("-- header_checks.pcre --\n/a/ ‸\n", {
      first: ["REJECT", "DUNNO", "OK", "IGNORE"],
      has: ["REDIRECT", "FILTER", "PREPEND", "PASS"],
      lacks: ["DEFER", "HANGUP", "PERMIT"],
      accept: {
        REDIRECT: "/a/ REDIRECT ‸user@example.com\n",
        PREPEND: "/a/ PREPEND ‸X-Name: value\n",
        REJECT: "/a/ REJECT‸\n",
      },
      acceptPlain: { REDIRECT: "/a/ REDIRECT ‸\n" },
      documentation: { IGNORE: "Takes the header out of the message without a word in the log." },
    });
  });

  it("replaces the word, and keeps what stands behind it", () => {
    check("-- x.regexp --\n/a/ RE‸X me@example.com\n", {
      uses: ["body_checks"],
      accept: { REDIRECT: "/a/ REDIRECT‸ me@example.com\n" },
    });
  });

  it("goes by the version", () => {
    check("-- header_checks.pcre --\n/a/ ‸\n", { version: "3.0.0", has: ["BCC"], lacks: ["STRIP", "PASS"] });
  });

  it("offers restrictions in access tables", () => {
    check("-- access --\nexample.com ‸\n", {
      first: ["REJECT", "DUNNO", "OK"],
      has: ["HANGUP", "reject_unauth_destination"],
      lacks: ["PASS", "STRIP", "reject", "reject_rbl_client", "check_client_access"],
      notes: { reject_unauth_destination: "restriction", REJECT: undefined },
    });
    check("-- x.cidr --\n192.0.2.0/24 ‸\n", {
      uses: ["postscreen_access_list"],
      all: ["REJECT", "DUNNO", "PERMIT", "PERMIT_MYNETWORKS"],
    });
  });

  it("offers nothing in the text of an action, or where nobody knows the use", () => {
    check("-- header_checks.pcre --\n/a/ REJECT no ‸\n", { all: [] });
    check("-- other --\na ‸\n", { all: [] });
    check("-- access --\nexam‸\n", { all: [] });
  });
});

describe("other results", () => {
  it("offers transports", () => {
    check("-- transport --\nexample.com ‸\n", {
      all: ["smtp:", "lmtp:", "relay:", "error:", "retry:", "discard:", "local:", "virtual:"],
      accept: { "smtp:": "example.com smtp:[‸mail.example.com]:25\n", "local:": "example.com local:‸\n" },
      acceptPlain: { "smtp:": "example.com smtp:‸\n" },
    });
    check("-- x.pcre --\n/a/ ‸\n", { uses: ["transport_maps"], first: ["smtp:"], lacks: ["REJECT"] });
  });

  it("offers TLS levels, and attributes behind them", () => {
    check("-- tls_policy --\nexample.com ‸\n", {
      all: ["none", "may", "encrypt", "dane", "dane-only", "fingerprint", "verify", "secure"],
    });
    check("-- tls_policy --\nexample.com secure ‸\n", {
      first: ["match=", "ciphers="],
      lacks: ["secure"],
      accept: { "ciphers=": "example.com secure ciphers=‸high\n" },
    });
    check("-- tls_policy --\nexample.com secure ‸\n", { version: "3.3.0", lacks: ["servername="] });
  });
});

describe("patterns", () => {
  it("offers what a line may begin with", () => {
    check("-- x.pcre --\n/a/ OK\n‸\n", {
      all: ["/pattern/", "if /pattern/", "if !/pattern/"],
      accept: { "if /pattern/": "/a/ OK\nif /‸^pattern/\n\nendif\n" },
      acceptPlain: { "if /pattern/": "/a/ OK\nif /‸\n" },
    });
    check("-- x.pcre --\nif /a/\nen‸\n", { first: ["endif"], accept: { endif: "if /a/\nendif‸\n" } });
    check("-- x.pcre --\nif /a/\nendif\n‸\n", { lacks: ["endif"] });
    check("-- x.cidr --\ni‸\n", { all: ["if network", "if !network"] });
    check("-- x.cidr --\ni‸\n", { version: "3.1.0", all: [] });
  });

  it("offers header names at the start of a pattern for headers", () => {
    check("-- header_checks.pcre --\n/^Su‸/ REJECT\n", {
      first: ["Subject:", "Received:"],
      accept: { "Subject:": "/^Subject:‸/ REJECT\n" },
    });
    check("-- header_checks.pcre --\n/^(Subject|Fr‸\n", { accept: { From: "/^(Subject|From‸\n" } });
    check("-- body_checks.pcre --\n/^Su‸/ REJECT\n", { all: [] });
    check("-- header_checks.pcre --\n/^Subject: a‸/ REJECT\n", { all: [] });
  });

  it("offers escapes and names of classes", () => {
    check("-- x.pcre --\n/a\\‸/ OK\n", {
      first: ["\\d", "\\D"],
      accept: { "\\b": "/a\\b‸/ OK\n" },
      notes: { "\\d": "a digit" },
    });
    check("-- x.regexp --\n/a\\‸/ OK\n", { has: ["\\w", "\\<"], lacks: ["\\d"] });
    check("-- x.pcre --\n/a\\\\‸/ OK\n", { all: [] });
    check("-- x.pcre --\n/[[:al‸/ OK\n", { accept: { alpha: "/[[:alpha:]‸/ OK\n" } });
    check("-- x.pcre --\n/[[:al‸nu:]]/ OK\n", { accept: { alpha: "/[[:alpha:]‸]/ OK\n" } });
    check("-- x.pcre --\n/[:al‸/ OK\n", { all: [] });
  });

  it("offers flags that are not there yet", () => {
    check("-- x.pcre --\n/a/‸ OK\n", {
      all: ["i", "m", "s", "x", "A", "E", "U", "X"],
      documentation: { i: "Tells capital and small letters apart; without it they are the same." },
    });
    check("-- x.regexp --\nif /a/i‸\n", { all: ["m", "x"], accept: { m: "if /a/im‸\n" } });
  });

  it("offers groups behind a dollar sign", () => {
    check("-- x.pcre --\n/(a)(?:b)(c|d)/ WARN $‸\n", {
      all: ["$1", "$2", "${1}", "${2}"],
      notes: { $2: "(c|d)" },
      accept: { $1: "/(a)(?:b)(c|d)/ WARN $1‸\n" },
    });
    check("-- x.pcre --\n/(a)/ WARN ${‸}x\n", { all: ["${1}"], accept: { "${1}": "/(a)/ WARN ${1}‸x\n" } });
    check("-- x.pcre --\n!/(a)/ WARN $‸\n", { all: [] });
    check("-- x.pcre --\n/(a)/ WARN $$‸\n", { all: [] });
  });

  it("offers nothing in comments, behind endif and behind a condition", () => {
    check("-- x.pcre --\n# ‸\n", { all: [] });
    check("-- x.pcre --\nif /a/\nendif ‸\n", { all: [] });
    check("-- x.pcre --\nif /a/ ‸\n", { all: [] });
    check("-- x.cidr --\nif 192.0.2.0/24 ‸\n", { all: [] });
  });
});

describe("aliases", () => {
  it("offers usual names that are not there yet", () => {
    check("-- x.aliases --\nroot: me\npostm‸\n", {
      first: ["postmaster", "MAILER-DAEMON", "abuse"],
      lacks: ["root"],
      accept: { postmaster: "root: me\npostmaster: ‸\n" },
    });
    check("-- x.aliases --\n‸\n", { has: ["postmaster", "root"] });
  });

  it("offers destinations", () => {
    check("-- x.aliases --\nstaff: me\nroot: a, ‸\n", {
      all: ["staff", "postmaster", ":include:", "|", "/"],
      accept: {
        "|": 'staff: me\nroot: a, "|‸/usr/local/bin/command"\n',
        staff: "staff: me\nroot: a, staff‸\n",
      },
    });
    check("-- x.aliases --\nroot: :inc‸\n", {
      accept: { ":include:": "root: :include:‸/etc/postfix/list\n" },
    });
    check('-- x.aliases --\nroot: "|/bin/x ‸"\n', { all: [] });
  });
});

describe("settings of database clients", () => {
  it("offers names that are not there yet", () => {
    check("-- x.mysql --\nhosts = a\n‸\n", {
      has: ["dbname", "query", "select_field"],
      lacks: ["hosts", "scope"],
      accept: { query: "hosts = a\nquery = ‸\n" },
    });
    check("-- x.ldap --\nsc‸\n", { accept: { scope: "scope = ‸\n" } });
    check("-- x.database --\n‸\n", { has: ["dbpath", "hosts", "search_base"] });
  });

  it("offers values", () => {
    check("-- x.ldap --\nscope = ‸\n", {
      all: ["sub", "one", "base"],
      documentation: { sub: "The whole tree below it." },
      accept: { one: "scope = one‸\n" },
    });
    check("-- x.ldap --\nscope = su‸b\n", { accept: { one: "scope = one‸\n" } });
    check("-- x.ldap --\nserver_host = ‸\n", { all: [] });
  });
});
