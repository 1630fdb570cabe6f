// Hover inside values: references, conditions, and words by what the parameter takes.
import { describe, expect, it } from "vitest";
import { fakeFiles, hoverText, installedPostfix } from "../support/check-hover";

describe("references", () => {
  it("say the value and where it is set", async () => {
    expect(await hoverText("mydomain = example.org\nmyorigin = $my‸domain\n")).toMatchInlineSnapshot(`
      "«$mydomain»
      **mydomain** · parameter

      Your own mail domain, by default myhostname without its first label; many other settings build on it.

      **In force:** \`example.org\` · line 1"
    `);
    expect(await hoverText("mydomain = example.org\nmyorigin = ${my‸domain}\n")).toContain("«${mydomain}»");
    expect(await hoverText("mydomain = example.org\nmyorigin = ‸$(mydomain)\n")).toContain("«$(mydomain)»");
  });

  it("say a default and what it amounts to", async () => {
    expect(
      await hoverText("myhostname = mail.example.org\nmydestination = $myorig‸in\n"),
    ).toMatchInlineSnapshot(`
      "«$myorigin»
      **myorigin** · parameter

      Domain appended to bare user names, so mail from root becomes root@this-domain; often $mydomain or /etc/mailname.

      **In force:** \`mail.example.org\` · default"
    `);
  });

  it("link to the file where it has a URI", async () => {
    expect(
      await hoverText(
        "-- main.cf --\nbiff = no\n-- master.cf --\nsmtp inet n - n - - smtpd\n  -o syslog_name=$bi‸ff\n",
        { uris: true },
      ),
    ).toMatchInlineSnapshot(`
      "«$biff»
      **biff** · parameter

      Whether the local delivery agent notifies logged-in users of new mail; off saves effort on hosts with many users.

      **In force for \`smtp/inet\`:** \`no\` · [line 1 of main.cf](<file:///etc/postfix/main.cf#L1>)"
    `);
  });

  it("warn of names that nothing sets", async () => {
    expect(await hoverText("myorigin = $mydomian‸\n")).toMatchInlineSnapshot(`
      "«$mydomian»
      **mydomian** · no parameter

      ⚠ Nothing in main.cf sets it, so Postfix puts an empty text in its place.

      Similar names: \`mydomain\`."
    `);
    expect(
      await hoverText("-- master.cf --\nsmtp inet n - n - - smtpd -o syslog_name=$abc‸def\n"),
    ).toMatchInlineSnapshot(`
      "«$abcdef»
      **abcdef** · no parameter

      ⚠ Nothing sets it for this service, so Postfix puts an empty text in its place."
    `);
  });

  it("know names that only services set", async () => {
    expect(
      await hoverText(
        "-- main.cf --\nsyslog_name = $my‸tag\n-- master.cf --\nsmtp inet n - n - - smtpd -o mytag=a\n",
      ),
    ).toMatchInlineSnapshot(`
      "«$mytag»
      **mytag** · no parameter

      ⚠ Nothing in main.cf sets it, so Postfix puts an empty text in its place.

      Only these services have a value:
      - \`smtp/inet\`: \`a\` · line 1 of master.cf"
    `);
  });

  it("are macros where Postfix does not expand the value", async () => {
    expect(await hoverText("default_rbl_reply = $rbl_co‸de blocked\n")).toMatchInlineSnapshot(`
      "«$rbl_code»
      **$rbl_code** · macro

      Postfix does not expand \`default_rbl_reply\` when it reads it. The program that uses the value fills this in, from its own list of names."
    `);
    expect(await hoverText("default_rbl_reply = ${rbl_reason?; $rbl_rea‸son}\n")).toContain(
      "**$rbl_reason** · macro",
    );
  });
});

describe("conditions", () => {
  it("say which part counts: on the name", async () => {
    expect(await hoverText("smtpd_hard_error_limit = ${str‸ess?{1}:{20}}\n")).toMatchInlineSnapshot(`
      "«stress»
      **stress** · parameter

      Set to yes by the master daemon for a service with all processes busy; meant for \${stress?...} expressions, not for main.cf.

      **In force:** *empty* · default

      \`stress\` is empty, so the part behind \`:\` counts: \`20\`"
    `);
  });

  it("say which part counts: anywhere else", async () => {
    expect(await hoverText("smtpd_hard_error_limit = ${stress?{1}:{2‸0}}\n")).toMatchInlineSnapshot(`
      "«\${stress?{1}:{20}}»
      **stress** · condition

      \`stress\` is empty, so the part behind \`:\` counts: \`20\`"
    `);
    expect(
      await hoverText(
        "-- master.cf --\nsmtp inet n - n - - smtpd -o stress=yes -o smtpd_timeout=${stress?‸{10}:{300}}s\n",
      ),
    ).toMatchInlineSnapshot(`
      "«\${stress?{10}:{300}}»
      **stress** · condition

      \`stress\` is not empty, so the part behind \`?\` counts: \`10\`"
    `);
  });

  it("say that the result is empty", async () => {
    expect(await hoverText("myorigin = a${biff:‸b}\n")).toMatchInlineSnapshot(`
      "«\${biff:b}»
      **biff** · condition

      \`biff\` is not empty, so the result is empty."
    `);
  });

  it("look through to a reference inside a part", async () => {
    expect(await hoverText("mydomain = example.org\nmyorigin = ${biff?{$mydo‸main}}\n")).toContain(
      "«$mydomain»",
    );
  });
});

describe("comparisons", () => {
  it("say both sides and the result", async () => {
    expect(
      await hoverText(
        "compatibility_level = 3.6\nbiff = ${{$compatibility_level} <leve‸l {2} ? {yes} : {no}}\n",
      ),
    ).toMatchInlineSnapshot(`
      "«\${{$compatibility_level} <level {2} ? {yes} : {no}}»
      **Comparison** · of compatibility levels

      \`3.6\` < \`2\` is false, so the part behind \`:\` counts: \`no\`"
    `);
    expect(await hoverText("biff = ${{$mail_name} ==‸ {Postfix}}\n")).toMatchInlineSnapshot(`
      "«\${{$mail_name} == {Postfix}}»
      **Comparison** · of texts or numbers

      \`Postfix\` = \`Postfix\` is true, so the result is \`true\`."
    `);
  });

  it("say when Postfix cannot evaluate them", async () => {
    expect(await hoverText("biff = ${{x} <lev‸el {2} ? {yes} : {no}}\n")).toMatchInlineSnapshot(`
      "«\${{x} <level {2} ? {yes} : {no}}»
      **Comparison** · of compatibility levels

      Postfix cannot evaluate it."
    `);
  });

  it("keep silent where the expression is broken", async () => {
    expect(await hoverText("biff = ${{x} <‸> {2}}\n")).toBeUndefined();
    expect(await hoverText("biff = ${‸biff\n")).toBeUndefined();
  });
});

describe("restrictions", () => {
  it("say what they do and where they belong", async () => {
    expect(
      await hoverText("smtpd_recipient_restrictions = permit_mynetworks,\n    reject_unauth_‸destination\n"),
    ).toMatchInlineSnapshot(`
      "«reject_unauth_destination»
      **reject_unauth_destination** · restriction

      Refuses recipients outside the domains you host or relay for; this is what keeps the server from being an open relay.

      - **Made for:** every smtpd restriction list but \`smtpd_etrn_restrictions\`"
    `);
    expect(await hoverText("smtpd_client_restrictions = PERMIT_MYNETWO‸RKS\n")).toContain(
      "**permit_mynetworks** · restriction",
    );
  });

  it("say what must follow", async () => {
    expect(
      await hoverText("smtpd_client_restrictions = check_policy_ser‸vice unix:private/policy\n"),
    ).toMatchInlineSnapshot(`
      "«check_policy_service»
      **check_policy_service** · restriction

      Asks an external policy server (inet: or unix: endpoint) for an access action, as used for greylisting, SPF or quotas.

      - **Argument:** a policy server such as unix:private/policy or inet:127.0.0.1:10031
      - **Made for:** every smtpd restriction list
      - **Since:** Postfix 2.1"
    `);
    expect(
      await hoverText("smtpd_client_restrictions = check_policy_service un‸ix:private/policy\n"),
    ).toMatchInlineSnapshot(`
      "«unix:private/policy»
      **unix:private/policy** · argument of \`check_policy_service\`

      It takes a policy server such as unix:private/policy or inet:127.0.0.1:10031."
    `);
    expect(await hoverText("smtpd_client_restrictions = sleep 1‸\n")).toMatchInlineSnapshot(`
      "«1»
      **1** · argument of \`sleep\`

      It takes a number of seconds such as 1."
    `);
  });

  it("say when the list is the wrong one, and when the name is old", async () => {
    expect(await hoverText("smtpd_etrn_restrictions = reject_unauth_‸destination\n")).toMatchInlineSnapshot(`
      "«reject_unauth_destination»
      **reject_unauth_destination** · restriction

      ⚠ It is not made for \`smtpd_etrn_restrictions\`.

      Refuses recipients outside the domains you host or relay for; this is what keeps the server from being an open relay.

      - **Made for:** every smtpd restriction list but \`smtpd_etrn_restrictions\`"
    `);
    expect(await hoverText("smtpd_helo_restrictions = reject_unknown_host‸name\n")).toMatchInlineSnapshot(`
      "«reject_unknown_hostname»
      **reject_unknown_hostname** · restriction

      ⚠ Another name of \`reject_unknown_helo_hostname\`, which is the one to write.

      Old name of reject_unknown_helo_hostname, kept for ancient configurations; use the longer name.

      - **Made for:** every smtpd restriction list"
    `);
    expect(
      await hoverText("smtpd_recipient_restrictions = check_relay_dom‸ains\n", { version: "3.9.0" }),
    ).toMatchInlineSnapshot(`
      "«check_relay_domains»
      **check_relay_domains** · restriction

      ⚠ Postfix 3.9.0 no longer has it: it went with 3.9. Write \`reject_unauth_destination\` instead.

      Former relay control, gone in Postfix 3.9; use reject_unauth_destination in smtpd_relay_restrictions.

      - **Made for:** every smtpd restriction list but \`smtpd_etrn_restrictions\`"
    `);
    expect(await hoverText("smtpd_recipient_restrictions = permit_mx_back‸up\n")).toMatchInlineSnapshot(`
      "«permit_mx_backup»
      **permit_mx_backup** · restriction

      ⚠ Deprecated from Postfix 3.9 on. Write \`relay_domains\` instead.

      Accepts mail for any domain that lists this host as backup MX; deprecated, name those domains in relay_domains instead.

      - **Made for:** every smtpd restriction list but \`smtpd_etrn_restrictions\`"
    `);
  });

  it("are known in classes and in the user's own lists", async () => {
    expect(await hoverText("my_checks = per‸mit\nsmtpd_sender_restrictions = $my_checks\n")).toContain(
      "**permit** · restriction",
    );
    expect(
      await hoverText("smtpd_restriction_classes = c\nc = permit\nsmtpd_sender_restrictions = c‸\n"),
    ).toMatchInlineSnapshot(`
      "«c»
      **c** · restriction class

      A list of restrictions under a name of your own; smtpd_restriction_classes names it.

      Used by \`smtpd_sender_restrictions\` (line 3).

      **In force:** \`permit\` · line 2"
    `);
  });

  it("are found in braces", async () => {
    expect(
      await hoverText("smtpd_client_restrictions = check_policy_service { unix:p, timeout‸=3s }, permit\n"),
    ).toBeUndefined();
    expect(
      await hoverText("smtpd_client_restrictions = check_client_access { ci‸dr:/etc/postfix/c }\n"),
    ).toContain("**cidr** · lookup table type");
  });
});

describe("keywords", () => {
  it("say what they mean", async () => {
    expect(await hoverText("smtpd_tls_security_level = m‸ay\n")).toMatchInlineSnapshot(`
      "«may»
      **may** · value of \`smtpd_tls_security_level\`

      Offers STARTTLS but still serves clients that stay in plain text; the right choice for port 25."
    `);
    expect(await hoverText("smtp_tls_mandatory_protocols = >=TLSv1‸.2\n")).toMatchInlineSnapshot(`
      "«TLSv1.2»
      **TLSv1.2** · value of \`smtp_tls_mandatory_protocols\`

      TLS 1.2 for destinations that require TLS; >=TLSv1.2 is a good floor here."
    `);
    expect(await hoverText("smtp_tls_mandatory_protocols = !TLS‸v1\n")).toContain("«TLSv1»");
  });

  it("say that the target has no such keyword", async () => {
    expect(
      await hoverText("smtp_tls_security_level = dan‸e\n", { version: "2.10.0" }),
    ).toMatchInlineSnapshot(`
      "«dane»
      **dane** · value of \`smtp_tls_security_level\`

      ⚠ Postfix 2.10.0 does not have it: it came with Postfix 2.11.

      Verifies servers that publish DNSSEC-signed TLSA records and acts like may elsewhere; needs a validating resolver."
    `);
  });

  it("keep silent where there is nothing to add", async () => {
    expect(await hoverText("biff = ye‸s\n")).toBeUndefined();
    expect(await hoverText("smtpd_tls_security_level = nons‸ense\n")).toBeUndefined();
  });
});

describe("numbers and networks", () => {
  it("says times in words", async () => {
    expect(await hoverText("queue_run_delay = 3600‸s\n")).toBe("«3600s»\n`3600s` is 1 hour");
    expect(await hoverText("queue_run_delay = 90‸m\n")).toBe("«90m»\n`90m` is 1 hour 30 minutes");
    expect(await hoverText("bounce_queue_lifetime = ‸2\n")).toBe(
      "«2»\n`2` without a unit counts days: 2 days",
    );
    expect(await hoverText("queue_run_delay = 1‸m\n")).toBeUndefined();
    expect(await hoverText("queue_run_delay = 1‸y\n")).toBeUndefined();
  });

  it("says sizes in words", async () => {
    expect(await hoverText("message_size_limit = 10240‸000\n")).toBe(
      "«10240000»\n`10240000` bytes are 9.77 MiB",
    );
    expect(await hoverText("message_size_limit = 0‸\n")).toBeUndefined();
  });

  it("counts the addresses of a network", async () => {
    expect(await hoverText("mynetworks = 192.0.2‸.0/24\n")).toMatchInlineSnapshot(`
      "«192.0.2.0/24»
      **192.0.2.0/24** · network

      256 addresses, \`192.0.2.0\` to \`192.0.2.255\`."
    `);
    expect(await hoverText("mynetworks = 127.0.0.1 ![2001:db8::]/‸32\n")).toMatchInlineSnapshot(`
      "«[2001:db8::]/32»
      **\\[2001:db8::\\]/32** · network

      2^96 addresses, \`2001:db8::\` to \`2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\`."
    `);
    expect(await hoverText("mynetworks = [::1]/12‸8\n")).toMatchInlineSnapshot(`
      "«[::1]/128»
      **\\[::1\\]/128** · network

      One address: \`::1\`."
    `);
    expect(await hoverText("mynetworks = 192.0.2.‸1/24\n")).toMatchInlineSnapshot(`
      "«192.0.2.1/24»
      **192.0.2.1/24** · network

      ⚠ Postfix refuses it: bits behind the first 24 are set. The network is \`192.0.2.0/24\`.

      256 addresses, \`192.0.2.0\` to \`192.0.2.255\`."
    `);
    expect(await hoverText("mynetworks = 192.0.2.0/3‸3\n")).toBeUndefined();
  });
});

describe("tables", () => {
  const facts = installedPostfix("mail_version = 3.7.11\ntransport_maps =\n", ["cidr", "hash", "proxy"]);

  it("say what the type is and whether it is installed", async () => {
    expect(
      await hoverText("transport_maps = ha‸sh:/etc/postfix/transport\n", { facts }),
    ).toMatchInlineSnapshot(`
      "«hash»
      **hash** · lookup table type

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone.

      - **Installed:** yes"
    `);
    expect(
      await hoverText("transport_maps = proxy:pg‸sql:/etc/postfix/t.cf\n", { facts }),
    ).toMatchInlineSnapshot(`
      "«pgsql»
      **pgsql** · lookup table type

      Runs an SQL query on a PostgreSQL server using the settings in a separate configuration file.

      - **Installed:** no; on Debian the package \`postfix-pgsql\` brings it
      - **Since:** Postfix 2.1"
    `);
    expect(await hoverText("transport_maps = pro‸xy:pgsql:/etc/postfix/t.cf\n", { facts })).toContain(
      "«proxy»",
    );
    expect(
      await hoverText("transport_maps = mongo‸db:/etc/postfix/t.cf\n", { facts }),
    ).toMatchInlineSnapshot(`
      "«mongodb»
      **mongodb** · lookup table type

      ⚠ Postfix 3.7.11 does not have it: it came with Postfix 3.9.

      Queries a MongoDB collection as described in a configuration file; available from Postfix 3.9.

      - **Installed:** no
      - **Since:** Postfix 3.9"
    `);
  });

  it("say whether the file is there", async () => {
    const ask = (files: Parameters<typeof fakeFiles>[0]) =>
      hoverText("transport_maps = hash:/etc/postfix/tr‸ansport\n", { facts, files: fakeFiles(files) });
    const path = "/etc/postfix/transport";
    expect(await ask({ [path]: { modified: 5 }, [`${path}.db`]: { modified: 6 } })).toMatchInlineSnapshot(`
      "«/etc/postfix/transport»
      **/etc/postfix/transport** · \`hash\` table

      The file exists (100 bytes), and \`transport.db\` is up to date.

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone."
    `);
    expect(await ask({ [path]: { modified: 5 } })).toMatchInlineSnapshot(`
      "«/etc/postfix/transport»
      **/etc/postfix/transport** · \`hash\` table

      ⚠ Postfix reads \`transport.db\`, which does not exist: run \`postmap hash:/etc/postfix/transport\`.

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone."
    `);
    expect(await ask({ [path]: { modified: 7 }, [`${path}.db`]: { modified: 6 } })).toMatchInlineSnapshot(`
      "«/etc/postfix/transport»
      **/etc/postfix/transport** · \`hash\` table

      ⚠ \`transport.db\` is older than the file, so changes do not count yet: run \`postmap hash:/etc/postfix/transport\`.

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone."
    `);
    expect(await ask({ [`${path}.db`]: { modified: 6 } })).toMatchInlineSnapshot(`
      "«/etc/postfix/transport»
      **/etc/postfix/transport** · \`hash\` table

      ⚠ The file does not exist; Postfix reads \`transport.db\` all the same.

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone."
    `);
    expect(await ask({})).toMatchInlineSnapshot(`
      "«/etc/postfix/transport»
      **/etc/postfix/transport** · \`hash\` table

      ⚠ The file does not exist: write it, then run \`postmap hash:/etc/postfix/transport\`.

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone."
    `);
    expect(await ask({ [path]: "denied", [`${path}.db`]: "denied" })).toMatchInlineSnapshot(`
      "«/etc/postfix/transport»
      **/etc/postfix/transport** · \`hash\` table

      This user may not look at the file.

      Berkeley DB hash file built by postmap; run postmap after each edit, and prefer lmdb where Berkeley DB is gone."
    `);
  });

  it("expand the path, and look at nothing but it and its index", async () => {
    const files = fakeFiles({ "/srv/access": {}, "/srv/access.lmdb": {} });
    expect(
      await hoverText("config_directory = /srv\nalias_maps = lmdb:$config_directory/acc‸ess\n", { files }),
    ).toMatchInlineSnapshot(`
      "«$config_directory/access»
      **/srv/access** · \`lmdb\` table

      The file exists (100 bytes), and \`access.lmdb\` is up to date.

      Memory-mapped LMDB file built by postmap; the usual replacement for hash and btree tables."
    `);
    expect(files.asked).toEqual(["/srv/access", "/srv/access.lmdb"]);
  });

  it("take postalias for aliases", async () => {
    const files = fakeFiles({ "/etc/aliases": {} });
    expect(await hoverText("alias_maps = hash:/etc/ali‸ases\n", { files })).toContain(
      "run `postalias hash:/etc/aliases`",
    );
  });

  it("ask nobody where there are no files to ask, or the path is relative", async () => {
    const files = fakeFiles({});
    expect(await hoverText("transport_maps = cidr:trans‸port\n", { files })).toMatchInlineSnapshot(`
      "«transport»
      **transport** · \`cidr\` table

      Text file of network/prefix patterns tried in order, ideal for client IP rules; read directly, no postmap needed."
    `);
    expect(files.asked).toEqual([]);
    expect(await hoverText("transport_maps = cidr:/etc/trans‸port\n")).not.toContain("file does not exist");
  });

  it("say which settings a database table has in main.cf", async () => {
    expect(
      await hoverText("virtual_mailbox_maps = mysql:acc‸ounts\naccounts_hosts = a\naccounts_user = b\n"),
    ).toMatchInlineSnapshot(`
      "«accounts»
      **accounts** · settings of \`mysql:accounts\`

      The client reads its settings from main.cf, under names that start with \`accounts_\`.

      Set: \`accounts_hosts\` (line 2) and \`accounts_user\` (line 3).

      Runs an SQL query on a MySQL or MariaDB server, with login data and query taken from a configuration file."
    `);
    expect(await hoverText("virtual_mailbox_maps = mysql:acc‸ounts\n")).toContain("⚠ None of them is set.");
  });

  it("are found inside lists of tables", async () => {
    expect(await hoverText("virtual_alias_maps = unionmap:{ static:a, pc‸re:/etc/postfix/v }\n")).toContain(
      "**pcre** · lookup table type",
    );
    expect(await hoverText("virtual_alias_maps = stat‸ic:a\n")).toContain("**static** · lookup table type");
    expect(await hoverText("virtual_alias_maps = static:valu‸e\n")).toContain(
      "**static** · lookup table type",
    );
  });
});

describe("where mail goes", () => {
  const master = "-- master.cf --\nrelay     unix  -       -       n       -       -       smtp\n";

  it("says what runs under a service's name", async () => {
    expect(
      await hoverText(`-- main.cf --\ndefault_transport = rel‸ay:[mail.example.org]\n${master}`),
    ).toMatchInlineSnapshot(`
      "«relay»
      **relay** · service

      Delivers mail to other servers over SMTP, choosing MX hosts, TLS and login per destination.

      \`relay/unix\` runs \`smtp\` (line 1 of master.cf)."
    `);
    expect(await hoverText(`-- main.cf --\ndefault_transport = reley‸\n${master}`)).toMatchInlineSnapshot(`
      "«reley»
      **reley** · service

      ⚠ master.cf has no service of this name."
    `);
    expect(await hoverText("default_transport = reley‸\n")).toBeUndefined();
  });

  it("says what a next hop means", async () => {
    expect(await hoverText("relayhost = [mail.exam‸ple.org]:587\n")).toMatchInlineSnapshot(`
      "«[mail.example.org]:587»
      **\\[mail.example.org\\]:587** · next hop

      Mail goes to \`mail.example.org\` itself: the brackets turn the MX lookup off; port \`587\`."
    `);
    expect(await hoverText("relayhost = exam‸ple.org\n")).toMatchInlineSnapshot(`
      "«example.org»
      **example.org** · next hop

      Mail goes to the MX hosts of \`example.org\`, or to its own address where it has none."
    `);
    expect(await hoverText("relayhost = [192.0.‸2.1]\n")).toMatchInlineSnapshot(`
      "«[192.0.2.1]»
      **\\[192.0.2.1\\]** · next hop

      Mail goes to the address \`192.0.2.1\`."
    `);
    expect(
      await hoverText(`-- main.cf --\ndefault_transport = relay:[mail.exam‸ple.org]\n${master}`),
    ).toContain("«[mail.example.org]»");
  });
});

describe("paths", () => {
  it("says whether a file is there", async () => {
    const files = fakeFiles({
      "/etc/ssl/a.pem": { size: 2_048 },
      "/var/spool/postfix": { kind: "directory" },
    });
    expect(await hoverText("smtpd_tls_cert_file = /etc/ssl/a.p‸em\n", { files })).toMatchInlineSnapshot(`
      "«/etc/ssl/a.pem»
      **/etc/ssl/a.pem** · file

      The file exists (2 KiB)."
    `);
    expect(await hoverText("smtpd_tls_cert_file = /etc/ssl/b.p‸em\n", { files })).toMatchInlineSnapshot(`
      "«/etc/ssl/b.pem»
      **/etc/ssl/b.pem** · file

      ⚠ The file does not exist."
    `);
    expect(await hoverText("queue_directory = /var/spool/post‸fix\n", { files })).toMatchInlineSnapshot(`
      "«/var/spool/postfix»
      **/var/spool/postfix** · directory

      The directory exists."
    `);
    expect(await hoverText("smtpd_tls_cert_file = /etc/ssl/b.p‸em\n")).toBeUndefined();
    expect(await hoverText("smtpd_tls_dh1024_param_file = au‸to\n", { files })).toContain(
      "**auto** · value of",
    );
  });
});

describe("values of several lines", () => {
  it("is about the word, wherever it stands", async () => {
    const text = "smtpd_client_restrictions =\n    permit_mynetworks,\n# no: reject\n    rej‸ect\n";
    expect(await hoverText(text)).toContain("«reject»\n**reject** · restriction");
    expect(
      await hoverText("smtpd_client_restrictions =\r\n    permit_mynetworks,\r\n    reject‸\r\n"),
    ).toContain("«reject»");
    expect(await hoverText("smtpd_client_restrictions = permit‸\n    reject\n")).toContain("«permit»");
  });
});
