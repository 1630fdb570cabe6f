/** Parameter names at the start of a logical line of main.cf. */
import { describe, it } from "vitest";
import { checkCompletion } from "../../support/check-completion";

describe("names in main.cf", () => {
  it("begins an empty file with what most files have", () =>
    checkCompletion("‸", {
      first: ["compatibility_level", "myhostname", "mydomain", "myorigin", "mydestination", "mynetworks"],
      lacks: ["process_name", "virtual_maps", "permit_mynetworks"],
    }));

  it("shows type and default", () =>
    checkCompletion("smtpd_hel‸", {
      first: ["smtpd_helo_required", "smtpd_helo_restrictions"],
      details: { smtpd_helo_required: " = no", smtpd_helo_restrictions: undefined },
      notes: { smtpd_helo_required: "yes/no", smtpd_helo_restrictions: "restrictions" },
    }));

  it("writes the sign and asks for the value", () =>
    checkCompletion("myhostname = a.example\nmyorig‸", {
      all: ["myorigin"],
      accept: { myorigin: "myhostname = a.example\nmyorigin = ‸" },
      again: ["myorigin"],
    }));

  it("writes the name alone where the sign is there", () =>
    checkCompletion("myhos‸t = a.example\n", {
      accept: { myhostname: "myhostname‸ = a.example\n" },
      insert: { myhostname: "myhostname‸t = a.example\n" },
    }));

  it("writes the name alone in front of text that is no assignment", () =>
    checkCompletion("myh‸ mail.example.com\n", { accept: { myhostname: "myhostname‸ mail.example.com\n" } }));

  it("takes blanks behind the name for its own", () =>
    checkCompletion("myh‸  \nmydomain = example\n", {
      accept: { myhostname: "myhostname = ‸\nmydomain = example\n" },
    }));

  it("replaces the whole word from its first character on", () =>
    checkCompletion("‸myhostnam = x", { accept: { mydomain: "mydomain‸ = x" } }));

  it("keeps the value that continuation lines hold", () =>
    checkCompletion("smtpd_recipient_r‸\n  permit_mynetworks,\n  reject\n", {
      accept: {
        smtpd_recipient_restrictions: "smtpd_recipient_restrictions = ‸\n  permit_mynetworks,\n  reject\n",
      },
    }));

  it("puts what other lines set last, with the line", () =>
    checkCompletion("# names\nmyhostname = a\n\nmydomain = b\nmy‸", {
      has: ["myorigin", "mydestination", "mydomain", "myhostname"],
      notes: { myhostname: "already set, line 2", mydomain: "already set, line 4" },
    }));

  it("does not hold a line against itself", () =>
    checkCompletion("myhost‸name = a\n", { notes: { myhostname: "hostname" } }));

  it("strikes deprecated names through and puts them last", () =>
    checkCompletion("smtpd_use‸", {
      version: "3.11.6",
      all: ["smtpd_use_tls"],
      deprecated: ["smtpd_use_tls"],
      notes: { smtpd_use_tls: "deprecated, use smtpd_tls_security_level" },
    }));

  it("takes a name for current while the target version does", () =>
    checkCompletion("smtpd_use‸", { version: "3.7.11", all: ["smtpd_use_tls"], deprecated: [] }));

  it("has nothing that is newer than the target version", () =>
    checkCompletion("smtpd_forbid‸", { version: "3.5.0", all: ["smtpd_forbidden_commands"] }));

  it("leaves old names out until only they are left", async () => {
    await checkCompletion("virtual_ma‸", { lacks: ["virtual_maps"], has: ["virtual_mailbox_maps"] });
    await checkCompletion("virtual_map‸", {
      all: ["virtual_maps"],
      deprecated: ["virtual_maps"],
      notes: { virtual_maps: "old name, use virtual_alias_maps" },
    });
  });

  it("has removed names only for whoever types them", async () => {
    await checkCompletion("‸", { version: "3.11.6", lacks: ["tls_dane_digest_agility"] });
    await checkCompletion("tls_dane_digest_a‸", {
      version: "3.11.6",
      all: ["tls_dane_digest_agility"],
      deprecated: ["tls_dane_digest_agility"],
    });
  });

  it("has per-service names of the services that master.cf has", () =>
    checkCompletion(
      "-- master.cf --\nvacation unix - n n - - pipe\n  user=a argv=/b\nproxymap unix - - n - - proxymap\n" +
        "-- main.cf --\nvacation_‸",
      {
        has: ["vacation_destination_recipient_limit", "vacation_time_limit"],
        details: { vacation_destination_recipient_limit: " = $default_destination_recipient_limit" },
        notes: { vacation_destination_recipient_limit: "number", vacation_time_limit: "time" },
        accept: {
          vacation_time_limit: "vacation_time_limit = ‸",
        },
      },
    ));

  it("has no per-service names without a service", () =>
    checkCompletion("-- master.cf --\nproxymap unix - - n - - proxymap\n-- main.cf --\nproxymap_‸", {
      all: ["proxymap_service_name"],
    }));

  it("has names that something refers to and nothing defines", () =>
    checkCompletion("smtpd_client_restrictions = $office_networks, reject\n‸", {
      first: ["office_networks", "compatibility_level"],
      notes: { office_networks: "used in smtpd_client_restrictions" },
    }));

  it("has names that a service refers to", () =>
    checkCompletion(
      "-- master.cf --\nsmtp inet n - n - - smtpd\n  -o smtpd_client_restrictions=$mua_rules\n-- main.cf --\nmua‸",
      { all: ["mua_rules"] },
    ));

  it("has restriction classes, those first that are not defined yet", () =>
    checkCompletion("smtpd_restriction_classes = strict, loose\nloose = permit\n‸", {
      first: ["strict", "compatibility_level"],
      notes: { strict: "restriction class", loose: "already set, line 2" },
    }));

  it("has the settings of database tables named without a path", () =>
    checkCompletion("virtual_alias_maps = mysql:accounts\naccounts_hosts = db\naccounts_‸", {
      has: ["accounts_dbname", "accounts_query", "accounts_hosts"],
      notes: { accounts_dbname: "mysql:accounts", accounts_hosts: "already set, line 2" },
    }));

  it("has no settings of database tables in files of their own", () =>
    checkCompletion("virtual_alias_maps = mysql:/etc/postfix/accounts\naccounts_‸", { all: [] }));
});

describe("where no name can begin", () => {
  const nothing = { all: [] } as const;
  it("in a comment", () => checkCompletion("# my‸\n", nothing));
  it("in a comment behind blanks", () => checkCompletion("myhostname = a\n   # my‸\n", nothing));
  it("in front of a comment", () => checkCompletion("‸# my\n", nothing));
  it("in a comment between continuation lines", () =>
    checkCompletion("mynetworks =\n  127.0.0.0/8\n# more‸\n  10.0.0.0/8\n", nothing));
  it("behind a name without a sign", () => checkCompletion("myhostname ‸", nothing));
  it("between name and sign", () => checkCompletion("myhostname ‸ = a", nothing));
  it("in an indented line that continues nothing", () => checkCompletion("  my‸\nmydomain = a\n", nothing));
  it("in column 0 of a continuation line", () => checkCompletion("mynetworks =\n‸  127.0.0.0/8\n", nothing));
  it("in the only line, where it is blank and indented", () => checkCompletion("  ‸", nothing));
});

describe("line ends", () => {
  it("knows an empty line in a file with CR LF", () =>
    checkCompletion("myhostname = a\r\n‸\r\nmydomain = b\r\n", {
      accept: { relayhost: "myhostname = a\r\nrelayhost = ‸\r\nmydomain = b\r\n" },
    }));
  it("keeps the CR behind a name", () =>
    checkCompletion("relayh‸\r\n", { accept: { relayhost: "relayhost = ‸\r\n" } }));
  it("begins a name on an empty first line", () =>
    checkCompletion("‸\nbiff = no\n", { accept: { relayhost: "relayhost = ‸\nbiff = no\n" } }));
  it("begins a name at the end of the file, behind the last newline", () =>
    checkCompletion("myhostname = a\n‸", { first: ["compatibility_level", "mydomain"] }));
});
