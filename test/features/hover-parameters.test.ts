// Hover on parameter names in main.cf and behind -o: what the name is, what counts here, what Postfix knows of it.
import { describe, expect, it } from "vitest";
import { hoverText, installedPostfix } from "../support/check-hover";

describe("a parameter of main.cf", () => {
  it("says what it is, what counts and where that was set", async () => {
    expect(await hoverText("queue_run_de‸lay = 3600s\n")).toMatchInlineSnapshot(`
      "«queue_run_delay»
      **queue_run_delay** · parameter

      How often qmgr scans the deferred queue for mail due for a retry; keep it no longer than minimal_backoff_time.

      **In force:** \`3600s\` (1 hour) · this line

      - **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given; at least 1 second
      - **Default:** \`300s\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("is found with the cursor at either end of the name", async () => {
    const whole = await hoverText("bi‸ff = no\n");
    expect(whole).toContain("«biff»");
    expect(await hoverText("‸biff = no\n")).toBe(whole);
    expect(await hoverText("biff‸ = no\n")).toBe(whole);
  });

  it("expands the value and the default", async () => {
    expect(await hoverText("mydomain = example.com\nmyor‸igin = mail.$mydomain\n")).toMatchInlineSnapshot(`
      "«myorigin»
      **myorigin** · parameter

      Domain appended to bare user names, so mail from root becomes root@this-domain; often $mydomain or /etc/mailname.

      **In force:** \`mail.example.com\` · this line

      - **Takes:** a host or domain name such as mail.example.com; not empty
      - **Default:** \`$myhostname\`, here \`mx1.example.org\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("explains its keywords", async () => {
    expect(await hoverText("smtpd_tls_security_le‸vel = may\n")).toMatchInlineSnapshot(`
      "«smtpd_tls_security_level»
      **smtpd_tls_security_level** · parameter

      Whether smtpd offers no TLS (none), offers STARTTLS (may) or insists on it (encrypt); never encrypt on a public port 25.

      **In force:** \`may\` · this line

      - **Takes:** one of
        - \`none\`: Never offers STARTTLS, so clients send mail and passwords unprotected.
        - \`may\`: Offers STARTTLS but still serves clients that stay in plain text; the right choice for port 25.
        - \`encrypt\`: Insists on STARTTLS before mail or login; fine for submission, but port 25 would lose mail from plain-text senders.
      - **Default:** *empty* (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.3"
    `);
  });

  it("names keywords that are newer than the target, and deprecated ones", async () => {
    expect(await hoverText("smtpd_tls_ci‸phers = medium\n")).toMatchInlineSnapshot(`
      "«smtpd_tls_ciphers»
      **smtpd_tls_ciphers** · parameter

      Weakest cipher grade smtpd accepts while TLS is optional; too strict a choice pushes old clients back to clear text.

      **In force:** \`medium\` · this line

      - **Takes:** one of
        - \`high\`: Offers clients strong ciphers only; older senders then fall back to plain text, which is worse than weak TLS.
        - \`medium\`: Offers clients medium and strong ciphers, the balanced default for incoming opportunistic TLS.
        - \`null\`: Offers clients authentication without encryption; only for tests or local links.
        - \`low\` (deprecated): Used to admit weak 56-bit ciphers for incoming mail; insecure and outdated, write medium.
        - \`export\` (deprecated): Used to admit deliberately crippled ciphers for incoming mail; insecure and outdated, write medium.
      - **Default:** \`medium\` (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.6"
    `);
    expect(await hoverText("postscreen_discard_ehlo_keywor‸ds =\n")).toMatchInlineSnapshot(`
      "«postscreen_discard_ehlo_keywords»
      **postscreen_discard_ehlo_keywords** · parameter

      Which features, such as STARTTLS or AUTH, postscreen leaves out of its EHLO answer to every client.

      **In force:** *empty* · this line

      - **Takes:** any of \`8bitmime\`, \`auth\`, \`chunking\`, \`dsn\`, \`enhancedstatuscodes\`, \`etrn\`, \`pipelining\`, \`silent-discard\`, \`size\`, \`smtputf8\`, \`starttls\`, \`verp\` or 3 more
      - **Default:** \`$smtpd_discard_ehlo_keywords\`, here *empty* (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.8"
    `);
  });

  it("says sizes in words", async () => {
    expect(await hoverText("message_size_li‸mit = 52428800\n")).toMatchInlineSnapshot(`
      "«message_size_limit»
      **message_size_limit** · parameter

      Largest message in bytes, envelope included, that Postfix accepts; base64 inflates attachments by a third, and 0 means unlimited.

      **In force:** \`52428800\` (50 MiB) · this line

      - **Takes:** a number of bytes such as 10240000
      - **Default:** \`10240000\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("says what a machine makes of a computed default", async () => {
    expect(
      await hoverText("myhostname = mail.example.net\nmydom‸ain = example.net\n"),
    ).toMatchInlineSnapshot(`
      "«mydomain»
      **mydomain** · parameter

      Your own mail domain, by default myhostname without its first label; many other settings build on it.

      **In force:** \`example.net\` · this line

      - **Takes:** a host or domain name such as mail.example.com; not empty
      - **Default:** \`example.net\` (computed from this machine)"
    `);
  });

  it("shows a long value from elsewhere as main.cf would continue it", async () => {
    const list = Array.from({ length: 12 }, (_, index) => `domain${index}.example.org`).join(", ");
    expect(await hoverText(`relay_do‸mains = a\nrelay_domains = ${list}\n`)).toMatchInlineSnapshot(`
      "«relay_domains»
      **relay_domains** · parameter

      Remote domains for which this host accepts and forwards mail; subdomains match too if parent_domain_matches_subdomains says so.

      ⚠ This line is ignored: line 2 sets it again, and the last one counts.

      **In force** · line 2

      \`\`\`postfix-main
      relay_domains = domain0.example.org, domain1.example.org,
          domain2.example.org, domain3.example.org, domain4.example.org,
          domain5.example.org, domain6.example.org, domain7.example.org,
          domain8.example.org, domain9.example.org, domain10.example.org,
          domain11.example.org
      \`\`\`

      - **Takes:** patterns or tables, such as !10.0.0.5, 10.0.0.0/8
      - **Default:** \`\${{$compatibility_level} <level {2} ? {$mydestination} : {}}\`, here \`mx1.example.org, localhost.example.org, localhost\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("does not repeat a long value that stands right there", async () => {
    const list = Array.from({ length: 12 }, (_, index) => `domain${index}.example.org`).join(",\n    ");
    expect(await hoverText(`relay_do‸mains = ${list}\n`)).toMatchInlineSnapshot(`
      "«relay_domains»
      **relay_domains** · parameter

      Remote domains for which this host accepts and forwards mail; subdomains match too if parent_domain_matches_subdomains says so.

      **In force:** this line

      - **Takes:** patterns or tables, such as !10.0.0.5, 10.0.0.0/8
      - **Default:** \`\${{$compatibility_level} <level {2} ? {$mydestination} : {}}\`, here \`mx1.example.org, localhost.example.org, localhost\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("says when Postfix cannot expand the value", async () => {
    expect(await hoverText("mail_na‸me = ${a\n")).toMatchInlineSnapshot(`
      "«mail_name»
      **mail_name** · parameter

      Which product name Postfix shows in Received headers, bounces and the greeting banner.

      **In force:** nothing; Postfix cannot expand this value · this line

      - **Takes:** free text such as Postfix; not empty
      - **Default:** \`Postfix\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("names the line that is ignored", async () => {
    expect(await hoverText("biff = yes\n\n# again\nbi‸ff = no\n")).toMatchInlineSnapshot(`
      "«biff»
      **biff** · parameter

      Whether the local delivery agent notifies logged-in users of new mail; off saves effort on hosts with many users.

      **In force:** \`no\` · this line

      Line 1 sets it too and is ignored.

      - **Takes:** yes or no
      - **Default:** \`yes\` (our knowledge of Postfix 3.7.11)"
    `);
    expect(await hoverText("biff = yes\nbiff = no\nbi‸ff = no\n")).toMatchInlineSnapshot(`
      "«biff»
      **biff** · parameter

      Whether the local delivery agent notifies logged-in users of new mail; off saves effort on hosts with many users.

      **In force:** \`no\` · this line

      Line 1 and line 2 set it too and are ignored.

      - **Takes:** yes or no
      - **Default:** \`yes\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("says that this line is ignored", async () => {
    expect(await hoverText("bi‸ff = yes\nbiff = no\n")).toMatchInlineSnapshot(`
      "«biff»
      **biff** · parameter

      Whether the local delivery agent notifies logged-in users of new mail; off saves effort on hosts with many users.

      ⚠ This line is ignored: line 2 sets it again, and the last one counts.

      **In force:** \`no\` · line 2

      - **Takes:** yes or no
      - **Default:** \`yes\` (our knowledge of Postfix 3.7.11)"
    `);
  });

  it("names the services that override it", async () => {
    const text = `-- main.cf --
bounce_queue_life‸time = 5d
-- master.cf --
a unix - - n - - smtpd -o bounce_queue_lifetime=1d
b unix - - n - - smtpd
  -o bounce_queue_lifetime=3600
  -o { bounce_queue_lifetime = 2d }
c unix - - n - - smtpd -o bounce_queue_lifetime=\${a
d unix - - n - - smtpd -o bounce_queue_lifetime=1d
e unix - - n - - smtpd -o bounce_queue_lifetime=1d
f unix - - n - - smtpd -o bounce_queue_lifetime=1d
`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«bounce_queue_lifetime»
      **bounce_queue_lifetime** · parameter

      How long an undeliverable bounce (null sender) is retried, in days by default; zero allows one attempt only.

      **In force:** \`5d\` · this line

      Overridden for services:
      - \`a/unix\`: \`1d\` · line 1 of master.cf
      - \`b/unix\`: \`2d\` · line 4 of master.cf
      - \`c/unix\` · line 5 of master.cf
      - \`d/unix\`: \`1d\` · line 6 of master.cf
      - and 2 more

      - **Takes:** a time such as 30s, 5m, 1h, 2d; days when no unit is given; at most 100 days
      - **Default:** \`5d\` (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.1"
    `);
  });
});

describe("versions", () => {
  it("says that the target does not have it yet, and nothing of a value in force", async () => {
    expect(
      await hoverText("smtpd_forbid_bare_newl‸ine = yes\n", { version: "3.6.0" }),
    ).toMatchInlineSnapshot(`
      "«smtpd_forbid_bare_newline»
      **smtpd_forbid_bare_newline** · parameter

      ⚠ Postfix 3.6.0 does not have it: it came with Postfix 3.9.

      How smtpd treats lines ending in a lone LF: normalize, note, reject, or no for the unsafe old way; stops SMTP smuggling.

      - **Takes:** one of
        - \`normalize\`: Ends a message only at a proper CRLF dot line but tolerates lone LFs elsewhere; guards against SMTP smuggling.
        - \`note\`: Same protection as normalize, and logs which clients send lone LF line ends.
        - \`reject\`: Refuses any command or message with a lone LF; strict, and hits sloppy web applications.
        - \`yes\`: Another way to write normalize.
        - \`no\`: Takes a lone LF as line end everywhere; leaves the server open to SMTP smuggling.
      - **Since:** Postfix 3.9"
    `);
  });

  it("says that the target has it no longer, and what to write", async () => {
    expect(await hoverText("smtpd_sasl_application_na‸me = smtpd\n")).toMatchInlineSnapshot(`
      "«smtpd_sasl_application_name»
      **smtpd_sasl_application_name** · parameter

      ⚠ Postfix 3.7.11 no longer has it: it went with 2.3. Write \`smtpd_sasl_path\` instead.

      Gave early releases (2.1 to 2.2) the name of the Cyrus SASL configuration file for smtpd; renamed smtpd_sasl_path.

      - **Takes:** free text such as Postfix; not empty
      - **Since:** Postfix 2.1"
    `);
  });

  it("says that a name is deprecated, or will be", async () => {
    expect(await hoverText("smtp_use_t‸ls = yes\n", { version: "3.9.0" })).toMatchInlineSnapshot(`
      "«smtp_use_tls»
      **smtp_use_tls** · parameter

      ⚠ Deprecated since Postfix 3.9. Write \`smtp_tls_security_level\` instead.

      Let the SMTP client encrypt whenever a server offered STARTTLS; write smtp_tls_security_level = may instead.

      **In force:** \`yes\` · this line

      - **Takes:** yes or no
      - **Default:** \`no\` (our knowledge of Postfix 3.9.0)
      - **Since:** Postfix 2.2"
    `);
    expect(
      (await hoverText("smtp_use_t‸ls = yes\n", { version: "3.7.0" }))?.split("\n")[3],
    ).toMatchInlineSnapshot(`"⚠ Deprecated from Postfix 3.9 on. Write \`smtp_tls_security_level\` instead."`);
  });

  it("knows old names that still count", async () => {
    expect(await hoverText("virtual_ma‸ps = hash:/etc/postfix/virtual\n")).toMatchInlineSnapshot(`
      "«virtual_maps»
      **virtual_maps** · old name of a parameter

      ⚠ Still counts; the name has been \`virtual_alias_maps\` since Postfix 2.0.

      Held virtual domains and aliases together before Postfix 2.0; split into virtual_alias_domains and virtual_alias_maps.

      **In force:** \`hash:/etc/postfix/virtual\` · this line

      - **Takes:** lookup tables such as hash:/etc/aliases, ldap:/etc/a.cf
      - **Default:** *empty* (our knowledge of Postfix 3.7.11)"
    `);
    expect(
      (await hoverText("postscreen_blacklist_act‸ion = drop\n", { version: "3.5.0" }))?.split("\n")[3],
    ).toMatchInlineSnapshot(`"⚠ Postfix 3.6 renames it to \`postscreen_denylist_action\`."`);
  });

  it("knows parameters that have no effect any more", async () => {
    expect(await hoverText("tls_export_cipherl‸ist = ALL\n", { version: "3.8.0" })).toMatchInlineSnapshot(`
      "«tls_export_cipherlist»
      **tls_export_cipherlist** · parameter

      ⚠ Has no effect since Postfix 3.8.

      OpenSSL ciphers behind the export grade; that grade is gone since Postfix 3.8 and the value is not used.

      **In force:** \`ALL\` · this line

      - **Takes:** an OpenSSL cipher list such as aNULL:-aNULL:HIGH:@STRENGTH
      - **Default:** *empty* (our knowledge of Postfix 3.8.0)
      - **Since:** Postfix 2.3"
    `);
  });

  it("knows what programs set by themselves", async () => {
    expect(await hoverText("process_na‸me = x\n")).toMatchInlineSnapshot(`
      "«process_name»
      **process_name** · parameter

      ⚠ Each program sets it by itself; a setting has no effect.

      Read-only name of the running program, such as smtpd or qmgr, for use inside other values; Postfix sets it at run time.

      - **Takes:** free text such as Postfix"
    `);
  });

  it("takes the default of the target version", async () => {
    const rows = (text: string | undefined) =>
      text?.split("\n").filter((line) => line.startsWith("- **Default"));
    expect(
      rows(await hoverText("append_dot_mydom‸ain = no\n", { version: "2.11.0" })),
    ).toMatchInlineSnapshot(`
      [
        "- **Default:** \`yes\` (our knowledge of Postfix 2.11.0)",
      ]
    `);
    expect(rows(await hoverText("append_dot_mydom‸ain = no\n", { version: "3.9.0" }))).toMatchInlineSnapshot(`
      [
        "- **Default:** \`\${{$compatibility_level} <level {1} ? {yes} : {no}}\`, here \`yes\` (our knowledge of Postfix 3.9.0)",
      ]
    `);
  });
});

describe("the installed Postfix", () => {
  const facts = installedPostfix(
    "mail_version = 3.7.11\nqueue_run_delay = 7m\nvendor_parameter = $mail_version\nsmtpd_forbid_bare_newline = no\n",
    ["cidr", "hash"],
  );

  it("is named where it says the default", async () => {
    expect(await hoverText("queue_run_de‸lay = 300s\n", { facts })).toMatchInlineSnapshot(`
      "«queue_run_delay»
      **queue_run_delay** · parameter

      How often qmgr scans the deferred queue for mail due for a retry; keep it no longer than minimal_backoff_time.

      **In force:** \`300s\` (5 minutes) · this line

      - **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given; at least 1 second
      - **Default:** \`7m\` (Postfix 3.7.11 on this machine)"
    `);
  });

  it("may have parameters that nobody described", async () => {
    expect(await hoverText("vendor_para‸meter = 1\n", { facts })).toMatchInlineSnapshot(`
      "«vendor_parameter»
      **vendor_parameter** · parameter

      A parameter of the installed Postfix that is not described here.

      **In force:** \`1\` · this line

      - **Default:** \`$mail_version\`, here \`3.7.11\` (Postfix 3.7.11 on this machine)"
    `);
  });

  it("may have what its version does not suggest", async () => {
    expect(await hoverText("smtpd_forbid_bare_new‸line = yes\n", { facts })).toMatchInlineSnapshot(`
      "«smtpd_forbid_bare_newline»
      **smtpd_forbid_bare_newline** · parameter

      How smtpd treats lines ending in a lone LF: normalize, note, reject, or no for the unsafe old way; stops SMTP smuggling.

      **In force:** \`yes\` · this line

      - **Takes:** one of
        - \`normalize\`: Ends a message only at a proper CRLF dot line but tolerates lone LFs elsewhere; guards against SMTP smuggling.
        - \`note\`: Same protection as normalize, and logs which clients send lone LF line ends.
        - \`reject\`: Refuses any command or message with a lone LF; strict, and hits sloppy web applications.
        - \`yes\`: Another way to write normalize.
        - \`no\`: Takes a lone LF as line end everywhere; leaves the server open to SMTP smuggling.
      - **Default:** \`no\` (Postfix 3.7.11 on this machine)
      - **Since:** Postfix 3.9"
    `);
  });
});

describe("parameters of services", () => {
  it("names the pattern and the service", async () => {
    const text = `-- main.cf --
slow_destination_rate_de‸lay = 1m
-- master.cf --
slow      unix  -       -       n       -       -       smtp
`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«slow_destination_rate_delay»
      **slow_destination_rate_delay** · parameter of the service slow

      For one transport: pause between deliveries to the same destination, in seconds; anything above 0 also means one at a time.

      **In force:** \`1m\` · this line

      - **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given
      - **Default:** \`$default_destination_rate_delay\`, here \`0s\` (our knowledge of Postfix 3.7.11)
      - **Pattern:** \`transport_destination_rate_delay\` with \`transport\` replaced by the service \`slow\`; \`slow/unix\` (line 1 of master.cf) runs \`smtp\`
      - **Since:** Postfix 2.5"
    `);
  });

  it("says that the service is missing", async () => {
    expect(await hoverText("slow_destination_rate_de‸lay = 1m\n")).toMatchInlineSnapshot(`
      "«slow_destination_rate_delay»
      **slow_destination_rate_delay** · parameter of the service slow

      ⚠ A service \`slow\` would read it; the master.cf that tells whether there is one is not here.

      For one transport: pause between deliveries to the same destination, in seconds; anything above 0 also means one at a time."
    `);
  });

  it("is not fooled by a service that delivers nothing", async () => {
    const text = `-- main.cf --
slow_destination_rate_de‸lay = 1m
-- master.cf --
slow      unix  -       -       n       -       -       cleanup
`;
    expect(await hoverText(text)).toContain("master.cf has no service `slow` that would read it");
  });
});

describe("names of the user's own", () => {
  it("lists who uses one", async () => {
    const text = `-- main.cf --
our_ne‸ts = 10.0.0.0/8
mynetworks = $our_nets, 127.0.0.0/8
-- master.cf --
submission inet n - n - - smtpd
  -o smtpd_authorized_xclient_hosts=$our_nets
`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«our_nets»
      **our_nets** · parameter of your own

      Used by \`mynetworks\` (line 2) and \`smtpd_authorized_xclient_hosts\` of \`submission/inet\` (line 2 of master.cf).

      **In force:** \`10.0.0.0/8\` · this line"
    `);
  });

  it("says that nothing uses one, with names that look like it", async () => {
    expect(await hoverText("relayh‸sot = [mail.example.org]\n")).toMatchInlineSnapshot(`
      "«relayhsot»
      **relayhsot** · no parameter

      ⚠ Postfix ignores it: it is no parameter of Postfix 3.7.11, and nothing refers to it.

      Similar names: \`relayhost\`."
    `);
    expect(await hoverText("zz‸zz = 1\n")).toMatchInlineSnapshot(`
      "«zzzz»
      **zzzz** · no parameter

      ⚠ Postfix ignores it: it is no parameter of Postfix 3.7.11, and nothing refers to it."
    `);
  });

  it("knows restriction classes", async () => {
    const text = `smtpd_restriction_classes = strict
stri‸ct = reject_unknown_sender_domain, permit
smtpd_sender_restrictions = check_sender_access hash:/x, strict
`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«strict»
      **strict** · restriction class

      A list of restrictions under a name of your own; smtpd_restriction_classes names it.

      Used by \`smtpd_sender_restrictions\` (line 3).

      **In force:** \`reject_unknown_sender_domain, permit\` · this line"
    `);
  });

  it("knows settings of database tables", async () => {
    const text = `virtual_mailbox_maps = proxy:ldap:accounts
accounts_search_ba‸se = dc=example, dc=org
`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«accounts_search_base»
      **accounts_search_base** · setting of the table \`ldap:accounts\`

      The \`ldap\` client reads \`search_base\` from here.

      **In force:** \`dc=example, dc=org\` · this line"
    `);
  });
});

describe("an override in master.cf", () => {
  const service = "submission inet n - n - - smtpd\n";

  it("says what counts for the service, and what for the others", async () => {
    const text = `-- main.cf --
smtpd_tls_loglevel = 1
-- master.cf --
${service}  -o smtpd_tls_loglev‸el=2
`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«smtpd_tls_loglevel»
      **smtpd_tls_loglevel** · parameter

      How much smtpd logs about TLS: 0 nothing, 1 one summary line per handshake, 2 and above only for troubleshooting.

      **In force for \`submission/inet\`:** \`2\` · this option

      For the other services: \`1\` · line 1 of main.cf

      - **Takes:** any of \`0\`, \`1\`, \`2\`, \`3\`, \`4\`, \`none\`, \`routine\`, \`debug\`, \`ssl-expert\`, \`ssl-developer\`, \`summary\`, \`untrusted\` or 8 more
      - **Default:** \`0\` (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.2"
    `);
  });

  it("says that main.cf sets nothing", async () => {
    const text = `-- master.cf --\n${service}  -o { smtpd_tls_loglev‸el = 2 }\n`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«smtpd_tls_loglevel»
      **smtpd_tls_loglevel** · parameter

      How much smtpd logs about TLS: 0 nothing, 1 one summary line per handshake, 2 and above only for troubleshooting.

      **In force for \`submission/inet\`:** \`2\` · this option

      For the other services: \`0\` · default

      - **Takes:** any of \`0\`, \`1\`, \`2\`, \`3\`, \`4\`, \`none\`, \`routine\`, \`debug\`, \`ssl-expert\`, \`ssl-developer\`, \`summary\`, \`untrusted\` or 8 more
      - **Default:** \`0\` (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.2"
    `);
  });

  it("says which of two overrides is ignored", async () => {
    const text = `-- master.cf --\n${service}  -o smtpd_tls_loglev‸el=2\n  -o smtpd_tls_loglevel=3\n`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«smtpd_tls_loglevel»
      **smtpd_tls_loglevel** · parameter

      How much smtpd logs about TLS: 0 nothing, 1 one summary line per handshake, 2 and above only for troubleshooting.

      ⚠ This option is ignored: line 3 sets it again, and the last one counts.

      **In force for \`submission/inet\`:** \`3\` · line 3

      For the other services: \`0\` · default

      - **Takes:** any of \`0\`, \`1\`, \`2\`, \`3\`, \`4\`, \`none\`, \`routine\`, \`debug\`, \`ssl-expert\`, \`ssl-developer\`, \`summary\`, \`untrusted\` or 8 more
      - **Default:** \`0\` (our knowledge of Postfix 3.7.11)
      - **Since:** Postfix 2.2"
    `);
  });

  it("expands with the service's own values", async () => {
    const text = `-- main.cf --
syslog_name = postfix
-- master.cf --
${service}  -o syslog_na‸me=postfix/$service_name
`;
    expect(await hoverText(text)).toContain(
      "**In force for `submission/inet`:** `postfix/submission` · this option",
    );
  });

  it("says that this service does not use a name", async () => {
    const text = `-- master.cf --\n${service}  -o my_na‸me=2\n`;
    expect(await hoverText(text)).toMatchInlineSnapshot(`
      "«my_name»
      **my_name** · no parameter

      ⚠ This service ignores it: it is no parameter of Postfix 3.7.11, and nothing refers to it."
    `);
  });
});

describe("where there is nothing to say", () => {
  it("is silent in comments, also inside a logical line", async () => {
    expect(await hoverText("# my‸hostname = a\n")).toBeUndefined();
    expect(await hoverText("relay_domains = a,\n# bi‸ff\n    b\n")).toBeUndefined();
    expect(await hoverText("-- master.cf --\n# smt‸pd\n")).toBeUndefined();
  });

  it("is silent on blanks, on the equals sign and in an empty file", async () => {
    expect(await hoverText("biff =‸ no\n")).toBeUndefined();
    expect(await hoverText("biff  ‸ = no\n")).toBeUndefined();
    expect(await hoverText("\n‸\n")).toBeUndefined();
    expect(await hoverText("‸")).toBeUndefined();
  });

  it("says what is known of a line that Postfix refuses", async () => {
    expect(await hoverText("bi‸ff\n")).toContain("**biff** · parameter");
    expect(await hoverText("  bi‸ff = no\n")).toContain("**biff** · parameter");
  });
});
