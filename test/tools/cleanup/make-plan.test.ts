/** What a clean-up takes out, what it leaves, and why. */
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../../server/src/tools/cleanup/make-plan";
import { checkCleanup, mainAfter, planOf } from "../../support/check-cleanup";
import { SERVICES } from "../../support/services";

/** What the plan says of its only entry. */
function reasonOf(fixture: string, circumstances = {}): string {
  const plan = planOf(fixture, circumstances);
  if (isRefusal(plan)) throw new Error(plan.reason);
  expect(plan.entries).toHaveLength(1);
  return plan.entries[0]!.reason;
}

describe("a line of main.cf", () => {
  it("goes when it says what the default says", () => {
    checkCleanup("relayhost = [mx.example.com]\n«biff = yes\nmail_spool_directory =   /var/mail\n»", [
      "-biff: default",
      "-mail_spool_directory: default",
    ]);
    expect(reasonOf("biff = yes\n", { version: "3.7.11" })).toBe(
      "It is the default of the installed Postfix 3.7.11. Without it nothing changes.",
    );
  });

  it("goes when a later line counts, and that line when it repeats the default", () => {
    checkCleanup("«relayhost = [a.example.com]\n»relayhost = [b.example.com]\n", [
      "-relayhost#1: overridden",
    ]);
    checkCleanup("«biff = no\n»mail_owner = a\n«biff = yes\n»", ["-biff#1: overridden", "-biff: default"]);
    checkCleanup("biff = no\nbiff = yes\n", ["biff#1: overridden"], { keep: ["biff#1"] });
  });

  it("goes when nothing uses its name, with those that it alone used", () => {
    checkCleanup("«our_networks = 192.0.2.0/24\n»mynetworks = 127.0.0.0/8\n", ["-our_networks: unused"]);
    checkCleanup("our_networks = 192.0.2.0/24\nmynetworks = $our_networks\n", []);
    const chain = "inner_part = a\nouter_part = $inner_part b\n";
    checkCleanup(chain, ["outer_part: last-reference"]);
    checkCleanup(
      "«inner_part = a\nouter_part = $inner_part b\n»",
      ["-inner_part: unused", "-outer_part: last-reference"],
      {
        drop: ["outer_part"],
      },
    );
  });

  it("stays when its name is unused here but may be meant", () => {
    checkCleanup("relayhosts = [a.example.com]\n", ["relayhosts: unknown-here"]);
    checkCleanup("tls_required_enable = no\n", ["tls_required_enable: unknown-here"], { version: "3.7.11" });
    checkCleanup("other_destination_recipient_limit = 1\n", [
      "other_destination_recipient_limit: unknown-here",
    ]);
    checkCleanup("# mynetworks = $office_list\noffice_list = 192.0.2.0/24\n", ["office_list: mentioned"]);
    checkCleanup(
      "-- main.cf --\nmua_checks = reject\n-- master.cf --\n" +
        `${SERVICES}#  -o smtpd_client_restrictions=$mua_checks\n`,
      ["mua_checks: mentioned"],
    );
    checkCleanup("office_list = 192.0.2.0/24\n", ["office_list: no-master"], { withoutMaster: true });
  });

  it("stays when the default comes from the machine", () => {
    checkCleanup("myhostname = host.example.test\nmydomain = example.test\n", [
      "myhostname: machine",
      "mydomain: machine",
    ]);
    checkCleanup("mynetworks = 127.0.0.1/32 192.0.2.5/32\ncompatibility_level = 3.6\n", [
      "mynetworks: machine",
    ]);
    expect(reasonOf("myhostname = host.example.test\n")).toBe(
      "It is what this machine has anyway, but Postfix works that out from the machine's name and networks: set here, it holds when these change.",
    );
  });

  it("stays, unless dropped, when it says the same in other words", () => {
    checkCleanup(
      "biff = YES\nsmtp_helo_timeout = 5m\nmyhostname = a.example.com\nmyorigin = a.example.com\n",
      ["biff: respelled", "smtp_helo_timeout: respelled", "myorigin: respelled"],
    );
    checkCleanup(
      "«biff = YES\n»smtp_helo_timeout = 5m\n",
      ["-biff: respelled", "smtp_helo_timeout: respelled"],
      { drop: ["biff"] },
    );
  });

  it("stays, unless dropped, when it pins a default that changes", () => {
    checkCleanup("smtpd_forbid_bare_newline = no\n", ["smtpd_forbid_bare_newline: changes-later"], {
      version: "3.7.11",
    });
    checkCleanup("«smtpd_forbid_bare_newline = no\n»", ["-smtpd_forbid_bare_newline: changes-later"], {
      version: "3.7.11",
      drop: ["smtpd_forbid_bare_newline"],
    });
    checkCleanup("compatibility_level = 1\nmynetworks_style = subnet\n", ["mynetworks_style: old-level"]);
    expect(reasonOf("smtpd_forbid_bare_newline = no\n", { version: "3.7.11" })).toBe(
      "It is the default of the installed Postfix 3.7.11. Postfix 3.9 makes the default 'normalize': as it stands the value of today is pinned, without it the value changes with that version.",
    );
  });

  it("stays when Postfix or another value would notice", () => {
    checkCleanup("config_directory = /etc/postfix\n", ["config_directory: special"]);
    checkCleanup("biff = yes\ninet_interfaces = ${biff}\n", ["biff: needed"]);
  });

  it("stays when a comment or a template says so", () => {
    checkCleanup("# postfix-ls: ignore restated-default\nbiff = yes\n", ["biff: told"]);
    checkCleanup("# postfix-ls: ignore duplicate-parameter\nrelayhost = a\nrelayhost = b\n", [
      "relayhost#1: told",
    ]);
    checkCleanup("relayhost = {{ one }}\nrelayhost = {{ two }}\n", ["relayhost#1: template"]);
  });

  it("stays when the user says so", () => {
    checkCleanup(
      "biff = yes\n«mail_spool_directory = /var/mail\n»",
      ["biff: default", "-mail_spool_directory: default"],
      {
        keep: ["biff"],
      },
    );
  });
});

describe("an override of master.cf", () => {
  const files = (main: string, ...options: string[]) =>
    `-- main.cf --\n${main}-- master.cf --\nsmtp inet n - n - - smtpd\n${options.join("\n")}\n`;

  it("goes when main.cf or the default says the same", () => {
    checkCleanup(
      files(
        "smtpd_helo_required = yes\n",
        "  -o syslog_name=a",
        "«  -o smtpd_helo_required=yes",
        "  -o smtpd_sasl_auth_enable=no\n»",
      ),
      ["-smtp/inet/smtpd_helo_required: main", "-smtp/inet/smtpd_sasl_auth_enable: default"],
    );
  });

  it("goes when a later one counts, or nothing uses it", () => {
    checkCleanup(files("", "«  -o syslog_name=a\n»  -o syslog_name=b"), [
      "-smtp/inet/syslog_name#1: overridden",
    ]);
    checkCleanup(files("", "«  -o our_own_name=a\n»  -o syslog_name=b"), ["-smtp/inet/our_own_name: unused"]);
  });

  it("stays when it says something else, or the same in other words", () => {
    checkCleanup(files("", "  -o smtpd_sasl_auth_enable=yes", "  -o smtpd_helo_required=NO"), [
      "smtp/inet/smtpd_helo_required: respelled",
    ]);
  });

  it("stays when master.cf is not to be changed", () => {
    checkCleanup(
      files("«biff = yes\n»relayhost = a\n", "  -o smtpd_sasl_auth_enable=no"),
      ["-biff: default"],
      {
        only: "main.cf",
      },
    );
    checkCleanup(
      files("biff = yes\n", "«  -o smtpd_sasl_auth_enable=no\n»"),
      ["-smtp/inet/smtpd_sasl_auth_enable: default"],
      { only: "master.cf" },
    );
  });

  it("stays where its letter stands behind others", () => {
    checkCleanup(files("", "  -vo smtpd_sasl_auth_enable=no"), ["smtp/inet/smtpd_sasl_auth_enable: special"]);
  });
});

describe("the canonical form", () => {
  const canonical = (main: string) => mainAfter(main, { form: "canonical" });

  it("is what was decided here, sorted, without comments", () => {
    expect(
      canonical(
        "# About it.\nrelayhost =\n  [mx.example.com]\nbiff = yes\n\nmyhostname = host.example.test\nalias_maps =\n",
      ),
    ).toBe("alias_maps =\nmyhostname = host.example.test\nrelayhost = [mx.example.com]\n");
  });

  it("has lines of a length that can be read, and blanks as postconf prints them", () => {
    const value =
      "permit_mynetworks,\n    permit_sasl_authenticated,   reject_unauth_destination, reject_unlisted_recipient";
    expect(canonical(`smtpd_recipient_restrictions = ${value}\n`)).toBe(
      "smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated,\n    reject_unauth_destination, reject_unlisted_recipient\n",
    );
  });

  it("leaves blanks where they count", () => {
    const text =
      "access_map_reject_code = 555\nsmtpd_banner = $myhostname  ESMTP   here\nvirtual_alias_maps = inline:{ {a@b = c   d} }\n";
    expect(canonical(text)).toBe(text);
  });

  it("is its own canonical form, whatever its line ends", () => {
    for (const text of ["b_own = $a\r\nmynetworks = $b_own\r\nbiff = no\r\n", "", "biff = yes\n"]) {
      const once = canonical(text);
      expect(canonical(once)).toBe(once);
    }
    expect(canonical("relayhost = b\r\nbiff = no\r\n")).toBe("biff = no\r\nrelayhost = b\r\n");
  });
});

describe("a file that Postfix refuses", () => {
  it("is left alone, with the line and the reason", () => {
    expect(planOf("biff = yes\n\nrelayhost\n")).toEqual({
      language: "postfix-main",
      line: 2,
      reason: 'no "=" behind "relayhost"',
    });
    expect(planOf("-- main.cf --\nbiff = yes\n-- master.cf --\nsmtp inet n\n")).toEqual({
      language: "postfix-master",
      line: 0,
      reason: "a service has 8 fields, this one has 3",
    });
    expect(planOf("biff = yes\nrelayhost = ${a\n")).toEqual({
      language: "postfix-main",
      line: 1,
      reason: "relayhost: a ${ or $( is not closed; Postfix stops here",
    });
  });
});
