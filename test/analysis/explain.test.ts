// What is known of a name, as data and in words.
import { describe, expect, it } from "vitest";
import { type Explanation, explain, namesLike } from "../../server/src/analysis/explain";
import { explanationMarkdown, explanationText } from "../../server/src/analysis/explanation-text";
import { defineRule } from "../../server/src/analysis/rules/rule";
import { factsOf, installedPostfix } from "../support/check-hover";

const FACTS = factsOf("3.7.11");

const RULE = defineRule({
  id: "wrong-thing",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A thing that is wrong.",
    why: "It stops mail.",
    bad: "biff = maybe\n",
    good: "biff = no\n",
    references: ["postconf(5)", "BASIC_CONFIGURATION_README"],
  },
  messages: { wrong: "Wrong." },
});

/** The only explanation of a name. */
function only(name: string, facts = FACTS): Explanation {
  const [first, ...more] = explain(name, facts, [RULE]);
  if (!first || more.length > 0) throw new Error(`'${name}' has ${more.length + 1} explanations.`);
  return first;
}

describe("data", () => {
  it("is everything known of a parameter", () => {
    expect(only("bounce_queue_lifetime")).toEqual({
      name: "bounce_queue_lifetime",
      kind: "parameter",
      summary: expect.stringMatching(/^How long an undeliverable bounce/),
      version: "3.7.11",
      availability: "available",
      since: "2.1",
      takes: "a time such as 30s, 5m, 1h, 2d",
      valueKind: "time",
      unit: "d",
      maximum: 8_640_000,
      programs: expect.arrayContaining(["qmgr"]),
      default: "5d",
      voice: "knowledge",
    });
  });

  it("has the keywords of an enumeration", () => {
    const { keywords, openValues } = only("mynetworks_style");
    expect(keywords?.map(({ keyword }) => keyword)).toEqual(["class", "subnet", "host"]);
    expect(keywords?.every(({ summary }) => (summary ?? "").length > 10)).toBe(true);
    expect(openValues).toBeUndefined();
    expect(only("smtpd_tls_ciphers").keywords?.filter(({ deprecated }) => deprecated)).toMatchObject([
      { keyword: "low" },
      { keyword: "export" },
    ]);
    expect(only("smtp_tls_security_level").keywords?.find(({ keyword }) => keyword === "dane")?.since).toBe(
      "2.11",
    );
  });

  it("names the voice that says the default", () => {
    const facts = installedPostfix("mail_version = 3.7.11\nbiff = maybe\nown = x\n", ["hash"]);
    expect(only("biff", facts)).toMatchObject({ default: "maybe", voice: "installed" });
    expect(only("own", facts)).toMatchObject({ kind: "parameter", default: "x", voice: "installed" });
    expect(only("append_dot_mydomain", facts)).toMatchObject({ voice: "knowledge" });
  });

  it("has no default where the machine makes it, and none of a parameter that is not there", () => {
    expect(only("myhostname")).toMatchObject({ computedDefault: true });
    expect(only("myhostname").default).toBeUndefined();
    expect(only("process_name")).toMatchObject({ status: "read-only" });
    expect(only("smtpd_forbid_bare_newline", factsOf("3.4.0"))).toMatchObject({
      availability: "too-new",
      since: "3.9",
    });
    expect(only("smtpd_forbid_bare_newline", factsOf("3.4.0")).default).toBeUndefined();
    expect(only("program_directory")).toMatchObject({
      availability: "removed",
      replacedBy: "daemon_directory",
    });
  });

  it("takes parameters of services apart", () => {
    expect(only("relay_destination_rate_delay")).toMatchObject({
      kind: "service-parameter",
      pattern: "transport_destination_rate_delay",
      service: "relay",
      default: "$default_destination_rate_delay",
    });
    const pattern = only("transport_destination_rate_delay");
    expect(pattern).toMatchObject({ kind: "service-parameter", pattern: "transport_destination_rate_delay" });
    expect(pattern.service).toBeUndefined();
  });

  it("is everything known of a restriction", () => {
    expect(only("reject_rbl_client")).toEqual({
      name: "reject_rbl_client",
      kind: "restriction",
      summary: expect.stringMatching(/./),
      version: "3.7.11",
      availability: "available",
      since: "2.0",
      argument: "a DNS list such as bl.example.org=127.0.0.[2..11]",
      lists: [
        "smtpd_client_restrictions",
        "smtpd_helo_restrictions",
        "smtpd_sender_restrictions",
        "smtpd_relay_restrictions",
        "smtpd_recipient_restrictions",
        "smtpd_data_restrictions",
        "smtpd_end_of_data_restrictions",
        "smtpd_etrn_restrictions",
      ],
    });
    expect(only("reject_unknown_client")).toMatchObject({ aliasOf: "reject_unknown_client_hostname" });
    expect(only("permit_naked_ip_address", factsOf("3.9.0"))).toMatchObject({ availability: "removed" });
  });

  it("says of a table type whether it is installed and what brings it", () => {
    expect(only("pcre")).toEqual({
      name: "pcre",
      kind: "table-type",
      summary: expect.stringMatching(/./),
      version: "3.7.11",
      availability: "available",
      package: "postfix-pcre",
    });
    const facts = installedPostfix("mail_version = 3.7.11\n", ["hash"]);
    expect([only("pcre", facts).installed, only("hash", facts).installed]).toEqual([false, true]);
    expect(only("debug")).toMatchObject({ availability: "too-new", since: "3.11" });
  });

  it("knows daemons, columns, options and rules", () => {
    expect(only("qmgr")).toMatchObject({ kind: "daemon", manual: "qmgr(8)" });
    expect(only("wakeup")).toMatchObject({ kind: "master-field" });
    expect(only("-o")).toMatchObject({ kind: "daemon-option" });
    expect(only("inet")).toMatchObject({ kind: "service-type" });
    expect(only("wrong-thing")).toMatchObject({ kind: "rule", severity: "warning", why: "It stops mail." });
  });

  it("has more than one answer where a name means several things", () => {
    expect(explain("unix", FACTS).map(({ kind }) => kind)).toEqual(["table-type", "service-type"]);
    expect(explain("smtp", FACTS).map(({ kind }) => kind)).toEqual(["daemon"]);
  });

  it("has no answer where nothing is known, and names that look like it", () => {
    expect(explain("relayhsot", FACTS)).toEqual([]);
    expect(explain("constructor", FACTS)).toEqual([]);
    expect(explain("", FACTS)).toEqual([]);
    expect(namesLike("relayhsot", FACTS)).toEqual(["relayhost"]);
    expect(namesLike("smtpd_recipient_restriction", FACTS)[0]).toBe("smtpd_recipient_restrictions");
    expect(namesLike("permit_mynetwork", FACTS)[0]).toBe("permit_mynetworks");
    expect(namesLike("wrong-thign", FACTS, 1, [RULE])).toEqual(["wrong-thing"]);
    expect(namesLike("qqqqqqqqqqqq", FACTS)).toEqual([]);
  });

  it("survives JSON", () => {
    const all = ["biff", "pcre", "qmgr", "reject_rbl_client", "wrong-thing"].flatMap((name) =>
      explain(name, FACTS, [RULE]),
    );
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  });

  it("knows all names of every version that the facts cover", () => {
    const { registry } = FACTS;
    const names = [
      ...registry.builtinNames(),
      ...registry.legacyNames(),
      ...registry.restrictionNames(),
      ...registry.tableTypeNames(),
      ...registry.daemonNames(),
    ];
    const wordless = names.filter((name) => {
      const explanations = explain(name, FACTS);
      return explanations.length === 0 || explanations.some(({ summary }) => summary === "");
    });
    expect(wordless).toEqual([]);
  });
});

describe("Markdown", () => {
  it("is a heading, warnings, the summary and facts", () => {
    expect(explanationMarkdown(only("bounce_queue_lifetime"))).toMatchInlineSnapshot(`
      "**bounce_queue_lifetime** · parameter

      How long an undeliverable bounce (null sender) is retried, in days by default; zero allows one attempt only.

      - **Takes:** a time such as 30s, 5m, 1h, 2d; days when no unit is given; at most 100 days
      - **Default:** \`5d\` (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.1"
    `);
    expect(explanationMarkdown(only("smtp_enforce_tls", factsOf("3.9.0")))).toMatchInlineSnapshot(`
      "**smtp_enforce_tls** · parameter

      ⚠ Deprecated since Postfix 3.9. Write \`smtp_tls_security_level\` instead.

      Made the SMTP client insist on TLS with a matching server certificate; use smtp_tls_security_level instead.

      - **Takes:** yes or no
      - **Default:** \`no\` (our knowledge of Postfix 3.9.0)
      - **Since:** Postfix 2.2"
    `);
    expect(explanationMarkdown(only("relay_destination_rate_delay"))).toMatchInlineSnapshot(`
      "**relay_destination_rate_delay** · parameter of the service relay

      For one transport: pause between deliveries to the same destination, in seconds; anything above 0 also means one at a time.

      - **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given
      - **Default:** \`$default_destination_rate_delay\` (our knowledge of Postfix 3.7.11)
      - **Pattern:** \`transport_destination_rate_delay\` with \`transport\` replaced by the service \`relay\`
      - **Since:** Postfix 2.5"
    `);
    expect(explanationMarkdown(only("transport_destination_rate_delay"))).toMatchInlineSnapshot(`
      "**transport_destination_rate_delay** · parameter of each service

      For one transport: pause between deliveries to the same destination, in seconds; anything above 0 also means one at a time.

      - **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given
      - **Default:** \`$default_destination_rate_delay\` (our knowledge of Postfix 3.7.11)
      - **Pattern:** write the name of a service in place of \`transport\`
      - **Since:** Postfix 2.5"
    `);
  });

  it("says bounds in the unit of the value", () => {
    const takes = (name: string) =>
      explanationMarkdown(only(name))
        .split("\n")
        .find((line) => line.startsWith("- **Takes"));
    expect(takes("qmgr_daemon_timeout")).toMatchInlineSnapshot(
      `"- **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given; at least 1 second"`,
    );
    expect(takes("smtpd_client_port_logging")).toMatchInlineSnapshot(`"- **Takes:** yes or no"`);
    expect(takes("body_checks_size_limit")).toMatchInlineSnapshot(
      `"- **Takes:** a number of bytes such as 10240000"`,
    );
    expect(takes("hash_queue_depth")).toMatchInlineSnapshot(
      `"- **Takes:** a whole number such as 100; at least 1"`,
    );
    expect(takes("smtpd_tls_dh1024_param_file")).toMatchInlineSnapshot(
      `"- **Takes:** a file or directory such as /etc/postfix/cert.pem, or"`,
    );
    expect(takes("inet_interfaces")).toMatchInlineSnapshot(
      `"- **Takes:** IP addresses or host names such as 127.0.0.1, 192.0.2.25, or"`,
    );
    expect(takes("virtual_uid_maps")).toMatchInlineSnapshot(
      `"- **Takes:** lookup tables such as hash:/etc/aliases, ldap:/etc/a.cf"`,
    );
  });

  it("shows the examples of a rule", () => {
    expect(explanationMarkdown(only("wrong-thing"))).toMatchInlineSnapshot(`
      "**wrong-thing** · rule

      A thing that is wrong.

      It stops mail.

      - **Severity:** warning

      Not so:

      \`\`\`postfix-main
      biff = maybe
      \`\`\`

      But so:

      \`\`\`postfix-main
      biff = no
      \`\`\`

      See postconf(5) and BASIC_CONFIGURATION_README."
    `);
  });
});

describe("plain text", () => {
  it("says the same without marks", () => {
    expect(explanationText(only("mynetworks_style"))).toMatchInlineSnapshot(`
      "mynetworks_style: parameter
        How mynetworks is worked out when unset: this host only, its subnets, or its old address class, which is far too wide.
        Takes:   one of
                 class: Trusts the entire class A, B or C network around each interface; far too wide, list mynetworks by hand.
                 subnet: Trusts every host in the machine's directly attached subnets; risky at hosting providers.
                 host: Trusts this machine alone, the safest basis.
        Default: \${{$compatibility_level} <level {2} ? {subnet} : {host}} (our knowledge of Postfix 3.7.11)
      "
    `);
    expect(explanationText(only("virtual_maps"))).toMatchInlineSnapshot(`
      "virtual_maps: old name of a parameter
        Held virtual domains and aliases together before Postfix 2.0; split into virtual_alias_domains and virtual_alias_maps.
        Note: Still counts; the name has been virtual_alias_maps since Postfix 2.0.
        Takes:   lookup tables such as hash:/etc/aliases, ldap:/etc/a.cf
        Default: empty (our knowledge of Postfix 3.7.11)
      "
    `);
    expect(
      explanationText(only("pcre", installedPostfix("mail_version = 3.7.11\n", ["hash"]))),
    ).toMatchInlineSnapshot(`
      "pcre: lookup table type
        Text file of Perl-style patterns tried in order, with $1 substitutions; read as is, without postmap.
        Installed: no; on Debian the package postfix-pcre brings it
      "
    `);
    expect(explanationText(only("wrong-thing"))).toMatchInlineSnapshot(`
      "wrong-thing: rule
        A thing that is wrong.
        It stops mail.
        Severity: warning
        Not so:
          biff = maybe
        But so:
          biff = no
        See postconf(5) and BASIC_CONFIGURATION_README.
      "
    `);
  });

  it("has no Markdown in it for any name", () => {
    const { registry } = FACTS;
    for (const name of [
      ...registry.builtinNames(),
      ...registry.restrictionNames(),
      ...registry.tableTypeNames(),
    ]) {
      for (const explanation of explain(name, FACTS)) {
        // One default is a list of characters, the backtick among them.
        if (explanation.default?.includes("`")) continue;
        expect(explanationText(explanation)).not.toMatch(/`|\*\*|\*empty/);
      }
    }
  });
});
