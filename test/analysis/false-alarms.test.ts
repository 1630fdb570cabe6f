/**
 * What looks like a mistake and is none: configurations as they are on real
 * systems, held against all rules. None of them may be called wrong, and a
 * template is not flooded.
 */
import { describe, expect, it } from "vitest";
import { RULES } from "../../server/src/analysis/rules/index";
import type { Severity } from "../../server/src/analysis/rules/rule";
import { messageOf } from "../../server/src/analysis/rules/rule";
import { directoryWith } from "../support/rule-tester";
import { SERVICES } from "../support/services";

/** What all rules say, as `file: severity rule: message`. */
function said(code: string, circumstances: Parameters<typeof directoryWith>[2] = {}): string[] {
  const directory = directoryWith(RULES, code, circumstances);
  return (["postfix-main", "postfix-master"] as const).flatMap((language) =>
    directory
      .findings(language)
      .map(({ finding, severity }) => `${language}: ${severity} ${finding.rule.id}: ${messageOf(finding)}`),
  );
}

/** What of that is more than a hint or a piece of information. */
function alarms(code: string, circumstances?: Parameters<typeof directoryWith>[2]): string[] {
  const grave: readonly Severity[] = ["error", "warning"];
  return said(code, circumstances).filter((line) =>
    grave.some((severity) => line.includes(`: ${severity} `)),
  );
}

const both = (main: string, master: string) => `-- main.cf --\n${main}-- master.cf --\n${SERVICES}${master}`;

describe("no alarm", () => {
  it.each([
    [
      "names of one's own that master.cf refers to",
      both(
        "compatibility_level = 3.6\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\nmua_client_restrictions = permit_sasl_authenticated, reject\n",
        "submission inet n - n - - smtpd\n  -o smtpd_client_restrictions=$mua_client_restrictions\n  -o smtpd_tls_security_level=encrypt\n",
      ),
    ],
    [
      "names of one's own that main.cf refers to",
      "own_domain = example.com\nmydestination = $own_domain, localhost\n",
    ],
    [
      "restriction classes",
      "smtpd_restriction_classes = trusted, greylist\ntrusted = permit_mynetworks, reject\ngreylist = check_policy_service inet:127.0.0.1:10023\nsmtpd_client_restrictions = check_client_access cidr:/etc/postfix/clients, greylist\n",
    ],
    [
      "parameters of a delivery service that is there",
      both(
        "compatibility_level = 3.6\nslow_destination_rate_delay = 1s\nslow_destination_concurrency_limit = 2\nmaildrop_destination_recipient_limit = 1\n",
        "slow unix - - n - - smtp\nmaildrop unix - n n - - pipe user=vmail argv=/usr/bin/maildrop\n",
      ),
    ],
    ["Debian's /etc/mailname", "myorigin = /etc/mailname\n"],
    [
      "warn_if_reject in front of what others would never reach",
      "smtpd_client_restrictions = permit_mynetworks, warn_if_reject reject, reject_unknown_client_hostname\n",
    ],
    [
      "a submission service",
      both(
        "compatibility_level = 3.6\nsmtpd_tls_chain_files = /etc/ssl/mail.pem\n",
        "submission inet n - n - - smtpd\n  -o syslog_name=postfix/submission\n  -o smtpd_tls_security_level=encrypt\n  -o smtpd_sasl_auth_enable=yes\n  -o smtpd_tls_auth_only=yes\n  -o smtpd_reject_unlisted_recipient=no\n  -o { smtpd_client_restrictions = permit_sasl_authenticated, reject }\n  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n  -o milter_macro_daemon_name=ORIGINATING\n",
      ),
    ],
    [
      "private networks that may relay",
      "mynetworks = 127.0.0.0/8, [::1]/128, 10.0.0.0/8, 192.168.0.0/16, 172.16.0.0/12\n",
    ],
    [
      "a null client",
      "myorigin = example.com\nrelayhost = [mail.example.com]\ninet_interfaces = loopback-only\nmydestination =\n",
    ],
    [
      "a second instance",
      "queue_directory = /var/spool/postfix-out\ndata_directory = /var/lib/postfix-out\nmulti_instance_name = postfix-out\nmulti_instance_enable = yes\n",
    ],
    [
      "values that depend on the load, and conditions",
      "smtpd_timeout = ${stress?{10}:{300}}s\nsmtpd_hard_error_limit = ${stress?{1}:{20}}\n",
    ],
    ["a # that is meant", "smtpd_banner = $myhostname ESMTP #1\nrecipient_delimiter = #\n"],
    [
      "lists over several lines, with comments between",
      "mydestination =\n  example.com\n  # the old name\n  example.net\n",
    ],
    [
      "names in capitals and addresses as literals",
      "smtpd_client_restrictions = PERMIT_MYNETWORKS, Reject\nmynetworks = [2001:DB8::]/32\n",
    ],
  ])("%s", (_, code) => {
    expect(alarms(code)).toEqual([]);
  });
});

describe("templates", () => {
  it.each([
    [
      "Jinja",
      "myhostname = {{ postfix_hostname }}\n{% if relay %}\nrelayhost = {{ relay }}\n{% endif %}\nmessage_size_limit = {{ size | default(10) }}\nsmtpd_recipient_restrictions = permit_mynetworks {{ more }} reject_unauth_destination\nmynetworks = {% for net in nets %}{{ net }} {% endfor %}\n",
    ],
    [
      "ERB",
      "myhostname = <%= @hostname %>\n<% if @relay -%>\nrelayhost = <%= @relay %>\n<% end -%>\nmessage_size_limit = <%= @size %>\nmynetworks = <%= @networks.join(' ') %>\n",
    ],
    [
      "configure scripts",
      "myhostname = @HOSTNAME@\nmessage_size_limit = @SIZE@\nbiff = @BIFF@\nsmtp_tls_security_level = @LEVEL@\nvirtual_alias_maps = @MAPTYPE@:/etc/postfix/virtual\n",
    ],
    [
      "control panels",
      "myhostname = <SERVERNAME>\nmessage_size_limit = %SIZE%\nqueue_run_delay = __DELAY__\nmynetworks = <NETWORKS>\n",
    ],
    [
      "Perl's Template Toolkit, in master.cf",
      "-- master.cf --\n[% IF smtps %]\nsmtps inet n - n - [% limit %] smtpd\n[% END %]\n",
    ],
  ])("%s: no alarm at a placeholder", (_, code) => {
    expect(alarms(code)).toEqual([]);
  });

  it("envsubst: variables are named as what they are, and their values are not judged", () => {
    const code =
      "myhostname = ${MAIL_HOSTNAME}\nmessage_size_limit = $MAIL_SIZE\nrelayhost = ${RELAY_HOST}:587\n";
    const lines = said(code);
    expect(lines.length).toBeLessThanOrEqual(3);
    expect(alarms(code)).toEqual([]);
  });

  it("a real mistake beside a placeholder is still said, one level lower", () => {
    expect(said("myhostname = {{ name }}\nbiff = maybe\n")).toEqual([
      expect.stringMatching(/^postfix-main: warning bad-boolean: /),
    ]);
  });
});
