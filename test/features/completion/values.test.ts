/** Values by kind, and which of them stand first. */
import { describe, it } from "vitest";
import { checkCompletion } from "../../support/check-completion";

describe("yes and no", () => {
  it("has the default second", async () => {
    await checkCompletion("biff = ‸", { all: ["no", "yes"], notes: { yes: "default", no: undefined } });
    await checkCompletion("soft_bounce = ‸", { all: ["yes", "no"], notes: { no: "default" } });
  });
  it("replaces the whole word", () =>
    checkCompletion("biff = n‸onsense\n", { all: ["no"], accept: { no: "biff = no‸\n" } }));
  it("has nothing behind a whole value", () => checkCompletion("biff = yes ‸", { all: [] }));
  it("follows the sign at once", () => checkCompletion("biff =‸", { accept: { no: "biff =no‸" } }));
});

describe("keywords", () => {
  it("has those of the parameter", () =>
    checkCompletion("smtpd_tls_security_level = ‸", { all: ["none", "may", "encrypt"] }));
  it("has those of the target version", () =>
    checkCompletion("smtp_tls_security_level = d‸", { version: "2.10.0", all: [] }));
  it("strikes those nobody should use through", () =>
    checkCompletion("smtpd_tls_ciphers = ‸", {
      all: ["high", "medium", "null", "low", "export"],
      notes: { medium: "default", low: "deprecated" },
      deprecated: ["low", "export"],
    }));
  it("has what a list does not have yet", () =>
    checkCompletion("notify_classes = bounce, ‸, software", {
      all: ["2bounce", "data", "delay", "policy", "protocol", "resource"],
    }));
  it("has the whole default in an empty list", () =>
    checkCompletion("notify_classes = ‸", { first: ["bounce", "resource, software", "2bounce"] }));
  it("has a floor for TLS protocols first", () =>
    checkCompletion("smtpd_tls_mandatory_protocols = ‸", {
      first: [">=TLSv1.2", ">=TLSv1", ">=TLSv1.3"],
      notes: { ">=TLSv1": "default" },
    }));
  it("has exclusions where the target version knows no floor", () =>
    checkCompletion("smtpd_tls_mandatory_protocols = !‸", {
      version: "3.5.0",
      first: ["!SSLv2", "!SSLv3", "!TLSv1"],
      lacks: [">=TLSv1.2"],
    }));
  it("completes a protocol behind its prefix", () =>
    checkCompletion("smtp_tls_protocols = !SSLv2, >=TLS‸", {
      accept: { ">=TLSv1.3": "smtp_tls_protocols = !SSLv2, >=TLSv1.3‸" },
    }));
  it("has the levels of compatibility that the target version knows", () =>
    checkCompletion("compatibility_level = ‸", { version: "3.7.11", all: ["3.6", "0", "2", "1"] }));
  it("has the words of an address list", () =>
    checkCompletion("inet_interfaces = ‸", {
      all: ["loopback-only", "all", "127.0.0.1", "[::1]"],
      notes: { all: "default", "[::1]": "IPv6 loopback" },
    }));
});

describe("numbers and times", () => {
  it("has the default alone", () =>
    checkCompletion("queue_run_delay = ‸", { all: ["300s"], notes: { "300s": "default" } }));
  it("has units behind a number", () =>
    checkCompletion("queue_run_delay = 30‸", {
      all: ["30s", "30m", "30h", "30d", "30w"],
      notes: { "30m": "minutes" },
      accept: { "30h": "queue_run_delay = 30h‸" },
    }));
  it("has the parameter's own unit first", () =>
    checkCompletion("maximal_queue_lifetime = 7‸", { first: ["7d", "7s", "7m"] }));
  it("changes a unit that is there", () =>
    checkCompletion("queue_run_delay = 3‸0m", { lacks: ["30m"], accept: { "3h": "queue_run_delay = 3h‸" } }));
  it("has nothing for a number that has been begun", () =>
    checkCompletion("default_process_limit = 1‸", { all: [] }));
  it("has reply codes", () =>
    checkCompletion("unknown_local_recipient_reject_code = ‸", {
      all: ["450", "550", "554"],
      notes: { "550": "default" },
    }));
});

describe("addresses, domains and hosts", () => {
  it("has networks of this machine, and tables", () =>
    checkCompletion("mynetworks = ‸", {
      first: ["127.0.0.0/8", "127.0.0.0/8 192.0.2.0/24", "[::1]/128"],
      has: ["127.0.0.0/8", "hash:", "cidr:"],
    }));
  it("has networks behind an exclamation mark", () =>
    checkCompletion("mynetworks = 10.0.0.0/8, !127‸", {
      all: ["127.0.0.0/8"],
      accept: { "127.0.0.0/8": "mynetworks = 10.0.0.0/8, !127.0.0.0/8‸" },
    }));
  it("has domains", () =>
    checkCompletion("mydestination = ‸", {
      first: [
        "$myhostname",
        "$myhostname, localhost.$mydomain, localhost",
        "$mydomain",
        "localhost",
        "localhost.$mydomain",
      ],
    }));
  it("has names of this host", () =>
    checkCompletion("myorigin = ‸", {
      all: ["$mydomain", "$myhostname"],
      notes: { $myhostname: "default" },
    }));
  it("has no next hop to offer", () => checkCompletion("relayhost = ‸", { all: [] }));
});

describe("services", () => {
  const master =
    "-- master.cf --\nsmtp inet n - n - - smtpd\ncleanup unix n - n - 0 cleanup\nlmtp unix - - n - - lmtp\n" +
    "slow unix - - n - - smtp\nspam unix - n n - - pipe\n  user=a argv=/b\npolicy unix - n n - - spawn\n-- main.cf --\n";
  it("has transports of master.cf", () =>
    checkCompletion(`${master}mailbox_transport = ‸`, {
      all: ["lmtp", "slow", "spam"],
      notes: { lmtp: undefined, slow: "smtp" },
    }));
  it("has those every Postfix has where there is no master.cf", () =>
    checkCompletion("relay_transport = ‸", {
      has: ["smtp", "lmtp", "local", "virtual"],
      notes: { relay: "default" },
      lacks: ["maildrop"],
    }));
  it("has several in a list", () =>
    checkCompletion(`${master}defer_transports = slow ‸`, { all: ["lmtp", "spam"] }));
  it("has local services", () =>
    checkCompletion(`${master}cleanup_service_name = ‸`, { has: ["cleanup", "policy"], lacks: ["smtp"] }));
  it("has services with their types", () =>
    checkCompletion(`${master}master_service_disable = ‸`, {
      first: ["smtp/inet", "cleanup/unix"],
      has: ["inet"],
    }));
  it("has endpoints of milters, and their options in braces", async () => {
    await checkCompletion("smtpd_milters = ‸", { all: ["inet:", "unix:"], again: ["unix:"] });
    await checkCompletion("smtpd_milters = { inet:localhost:8891, ‸ }", {
      has: ["connect_timeout", "default_action"],
      accept: { default_action: "smtpd_milters = { inet:localhost:8891, default_action=‸ }" },
    });
    await checkCompletion("smtpd_milters = { inet:localhost:8891, default_action=t‸ }", {
      all: ["tempfail"],
    });
  });
});

describe("names of one's own", () => {
  it("takes the kind of the parameter that refers to one", () =>
    checkCompletion("mynetworks = 127.0.0.0/8 $office\noffice = ‸", { first: ["127.0.0.0/8", "[::1]/128"] }));
  it("has paths and files of tables for a name that nothing refers to", async () => {
    const machine = ["/etc/postfix/office"];
    await checkCompletion("mine = hash:/etc/postfix/‸", { machine, all: ["office"] });
    await checkCompletion("mine = /etc/post‸", { machine, all: ["postfix/"] });
  });
  it("has nothing else for it", () => checkCompletion("office = ‸", { all: [] }));
  it("has candidates for restriction classes", () =>
    checkCompletion("strict = reject\nmyhostname = a\nsmtpd_restriction_classes = ‸", { all: ["strict"] }));
});

describe("defaults", () => {
  it("has the default of free text", () =>
    checkCompletion("smtpd_banner = ‸", {
      all: ["$myhostname ESMTP $mail_name"],
      notes: { "$myhostname ESMTP $mail_name": "default" },
    }));
  it("has no empty default", () => checkCompletion("always_bcc = ‸", { all: ["postmaster"] }));
  it("has the branch of the compatibility level in force", async () => {
    await checkCompletion("compatibility_level = 3.6\nmynetworks_style = ‸", {
      all: ["class", "host", "subnet"],
      notes: { host: "default", subnet: undefined },
    });
    await checkCompletion("mynetworks_style = ‸", { notes: { subnet: "default", host: undefined } });
  });
  it("has none where something stands", () =>
    checkCompletion("mydestination = example.com, ‸", {
      lacks: ["$myhostname, localhost.$mydomain, localhost"],
    }));
});

describe("places in a value", () => {
  it("continues the entry above in a blank line that is indented", () =>
    checkCompletion("notify_classes = bounce\n  ‸", {
      first: ["2bounce", "data"],
      accept: { data: "notify_classes = bounce\n  data‸" },
    }));
  it("continues it across comments and blank lines", () =>
    checkCompletion("notify_classes = bounce\n# more\n\n  ‸\nbiff = no\n", { first: ["2bounce", "data"] }));
  it("continues it between its own lines", () =>
    checkCompletion("notify_classes =\n  bounce,\n  ‸\n  data\nbiff = no\n", {
      first: ["2bounce", "delay"],
    }));
  it("completes a word of a continuation line", () =>
    checkCompletion("notify_classes =\n  bounce,\n# why\n  pro‸, data\n", {
      all: ["protocol"],
      accept: { protocol: "notify_classes =\n  bounce,\n# why\n  protocol‸, data\n" },
    }));
  it("knows nothing in a comment inside a value", () =>
    checkCompletion("notify_classes =\n  bounce,\n  # da‸\n  delay\n", { all: [] }));
  it("keeps CR LF", () =>
    checkCompletion("notify_classes =\r\n  bounce,\r\n  pro‸\r\n", {
      accept: { protocol: "notify_classes =\r\n  bounce,\r\n  protocol‸\r\n" },
    }));
  it("completes the branches of a condition", async () => {
    await checkCompletion("biff = ${stress?{y‸}:{no}}", {
      all: ["yes"],
      accept: { yes: "biff = ${stress?{yes‸}:{no}}" },
    });
    await checkCompletion("biff = ${stress?{yes}:{‸}}", { all: ["yes", "no"] });
    await checkCompletion("biff = ${stress?n‸}", { all: ["no"] });
  });
  it("knows nothing of the operands of a comparison", async () => {
    await checkCompletion("biff = ${{‸} == {a} ? {yes} : {no}}", { all: [] });
    await checkCompletion("biff = ${{a} == {‸} ? {yes} : {no}}", { all: [] });
  });
});
