/** What a header privacy filter changes, what it says about it, and when there is none. Every plan here is undone as well. */
import { describe, expect, it } from "vitest";
import {
  changesFor,
  filesOf,
  notesFor,
  type PrivacyCircumstances,
  planFor,
  planIn,
  refusalFor,
  TYPES,
} from "../../support/check-privacy";

/** At which users log in, and nobody else gets through. */
const LOGIN = `submission inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
`;
const CLEANUP = "cleanup unix n - y - 0 cleanup\n";
const NAMED = "myhostname = mail.example.com\n";

/** Both files in one fixture. */
const both = (main: string, master: string) => `-- main.cf --\n${NAMED}${main}-- master.cf --\n${master}`;

describe("mail of users who log in", () => {
  it("passes a cleanup service of its own, with the table as its only one", () => {
    expect(changesFor(`${LOGIN}${CLEANUP}`)).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,4 +1,10 @@
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       cleanup unix n - y - 0 cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=
      +  -o nested_header_checks=
      "
    `);
  });

  it.each([
    {
      name: "one table",
      value: "pcre:/etc/postfix/own",
      options: (own: string) => `pcre:/etc/postfix/own${own}`,
      askedBefore: ["pcre:/etc/postfix/own"],
    },
    {
      name: "several, with commas and blanks",
      value: "pcre:/a,  regexp:/b\n\t,pcre:/c",
      options: (own: string) => `pcre:/a,regexp:/b,pcre:/c${own}`,
      askedBefore: ["pcre:/a", "regexp:/b", "pcre:/c"],
    },
    {
      name: "names of other parameters",
      value: "$$own $mine",
      options: (own: string) => `$$own,$mine${own}`,
      askedBefore: ["$own", "pcre:/d"],
    },
  ])("is still seen by what header_checks of main.cf has: $name", ({ value, options, askedBefore }) => {
    const plan = planFor(both(`header_checks = ${value}\nmine = pcre:/d\n`, LOGIN + CLEANUP));
    const { after } = plan.files.find(({ file }) => file === "master.cf")!;
    expect(after!.match(/-o .*header_checks.*/g)).toEqual([
      `-o header_checks=${options(",pcre:$config_directory/privacy_header_checks")}`,
      `-o mime_header_checks=${options("")}`,
      `-o nested_header_checks=${options("")}`,
    ]);
    expect(plan.askedBefore).toEqual(askedBefore);
    expect(plan.files.map(({ name }) => name)).toEqual(["privacy_header_checks", "master.cf"]);
  });

  it("is still seen by rules that stand in header_checks itself", () => {
    const value = "pcre:{{/^X-A b:/ IGNORE}, {/^c,d/ REJECT}}";
    const plan = planFor(both(`header_checks = ${value}\n`, LOGIN + CLEANUP));
    const { after } = plan.files.find(({ file }) => file === "master.cf")!;
    expect(after!.match(/-o .*header_checks.*/g)).toEqual([
      `-o { header_checks = ${value},pcre:$config_directory/privacy_header_checks }`,
      `-o { mime_header_checks = ${value} }`,
      `-o { nested_header_checks = ${value} }`,
    ]);
  });

  it("is still seen by what the cleanup service overrides, with all its options", () => {
    const cleanup = `cleanup unix n - y - 0 cleanup -v
  -o header_checks=pcre:/etc/postfix/own
  -o { syslog_name = postfix/in
    coming }
`;
    expect(changesFor(both("header_checks = pcre:/unused\n", LOGIN + cleanup))).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,7 +1,15 @@
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       cleanup unix n - y - 0 cleanup -v
         -o header_checks=pcre:/etc/postfix/own
         -o { syslog_name = postfix/in
           coming }
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:/etc/postfix/own,pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=pcre:/etc/postfix/own
      +  -o nested_header_checks=pcre:/etc/postfix/own
      +  -v
      +  -o { syslog_name = postfix/in    coming }
      "
    `);
  });

  it("keeps the checks of its parts", () => {
    const explicit = both(
      "mime_header_checks = pcre:/mime\nnested_header_checks = ${header_checks}, pcre:/nested\nheader_checks = pcre:/a\n",
      LOGIN + CLEANUP,
    );
    expect(changesFor(explicit)).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,4 +1,9 @@
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       cleanup unix n - y - 0 cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:/a,pcre:$config_directory/privacy_header_checks
      +  -o nested_header_checks=pcre:/a,pcre:/nested
      "
    `);
  });

  it("goes to the new service where it had one of its own before", () => {
    const master = `${LOGIN}  -o cleanup_service_name=own -o syslog_name=in
${CLEANUP}own unix n - y - 0 cleanup
  -o header_checks=regexp:/own
`;
    expect(changesFor(master)).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,7 +1,12 @@
       submission inet n - y - - smtpd
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
      -  -o cleanup_service_name=own -o syslog_name=in
      +  -o cleanup_service_name=privacy-cleanup -o syslog_name=in
       cleanup unix n - y - 0 cleanup
       own unix n - y - 0 cleanup
         -o header_checks=regexp:/own
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=regexp:/own,pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=regexp:/own
      +  -o nested_header_checks=regexp:/own
      "
    `);
    expect(planFor(master).table.text).toContain("\n#- submission/inet: cleanup_service_name = own\n");
    const inMain = both("cleanup_service_name = own\n", `${LOGIN}own unix n - y - 0 cleanup\n`);
    expect(changesFor(inMain)).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,4 +1,10 @@
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       own unix n - y - 0 cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=
      +  -o nested_header_checks=
      "
    `);
  });

  it("comes in at several services", () => {
    const master = `smtp inet n - y - - smtpd
${LOGIN}smtps inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
10.0.0.1:2525 inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=$mine
${CLEANUP}`;
    expect(changesFor(both("mine = yes\n", master))).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,9 +1,17 @@
       smtp inet n - y - - smtpd
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       smtps inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=yes
       10.0.0.1:2525 inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
         -o smtpd_sasl_auth_enable=$mine
       cleanup unix n - y - 0 cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=
      +  -o nested_header_checks=
      "
    `);
    expect(planFor(both("mine = yes\n", master)).services).toEqual([
      "submission/inet",
      "smtps/inet",
      "10.0.0.1:2525/inet",
    ]);
  });

  it("comes in at a service on the last line, which has no end", () => {
    expect(
      changesFor(both("smtpd_sasl_auth_enable = yes\n", `${CLEANUP}submission inet n - y - - smtpd`)),
    ).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,2 +1,8 @@
       cleanup unix n - y - 0 cleanup
      -submission inet n - y - - smtpd
      \\ No newline at end of file
      +submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=
      +  -o nested_header_checks=
      \\ No newline at end of file
      "
    `);
  });

  it("keeps the line ends of the file", () => {
    const windows = `${LOGIN}${CLEANUP}`.replaceAll("\n", "\r\n");
    const after = planFor(windows).files.find(({ file }) => file === "master.cf")!.after!;
    expect(after.match(/(?<!\r)\n/)).toBeNull();
    expect(after).toContain("\r\n  -o cleanup_service_name=privacy-cleanup\r\n");
  });

  // The line is added where the plus signs stand.
  it.each([
    [
      "whose options are in braces over two lines",
      `submission inet n - y - - smtpd -o {
  smtpd_sasl_auth_enable = yes }+++
# of which this is not one
  -v`,
    ],
    [
      "whose option has its argument in the next line",
      "submission inet n - y - - smtpd -v -o\n  smtpd_sasl_auth_enable=yes+++",
    ],
    [
      "with comments in its entry",
      `submission inet n - y - - smtpd+++
# Users log in.
  -o smtpd_sasl_auth_enable=yes
  # Not here:
#  -o cleanup_service_name=other
  -o smtpd_tls_security_level=encrypt`,
    ],
    [
      "whose program stands on the second line",
      "submission inet n - y\n  - - smtpd+++\n  -o smtpd_sasl_auth_enable=yes",
    ],
  ])("comes in at a service %s", (_, service) => {
    const [before, after] = service.split("+++");
    const plan = planFor(`${before}${after}\n${CLEANUP}`);
    const own = `${before}\n  -o cleanup_service_name=privacy-cleanup${after}\n${CLEANUP}`;
    expect(plan.files.find(({ file }) => file === "master.cf")!.after!.slice(0, own.length)).toBe(own);
  });

  it("passes a service that has a name nobody else has", () => {
    const master = `${LOGIN}${CLEANUP}privacy-cleanup unix n - y - 0 cleanup
privacy-cleanup-2 unix - - n - - pipe user=nobody argv=/bin/cat
other inet n - y - - smtpd
  -o cleanup_service_name=privacy-cleanup
`;
    expect(changesFor(master)).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- master.cf
      +++ master.cf
      @@ -1,4 +1,5 @@
       submission inet n - y - - smtpd
      +  -o cleanup_service_name=privacy-cleanup-3
         -o smtpd_sasl_auth_enable=yes
         -o smtpd_client_restrictions=permit_sasl_authenticated,reject
       cleanup unix n - y - 0 cleanup
      @@ -6,3 +7,8 @@
       privacy-cleanup-2 unix - - n - - pipe user=nobody argv=/bin/cat
       other inet n - y - - smtpd
         -o cleanup_service_name=privacy-cleanup
      +# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
      +privacy-cleanup-3 unix  n       -       y       -       0       cleanup
      +  -o header_checks=pcre:$config_directory/privacy_header_checks
      +  -o mime_header_checks=
      +  -o nested_header_checks=
      "
    `);
  });

  it("has a table whose name nobody else has", () => {
    const fixture = `-- privacy_header_checks --
/^X-Mine:/ IGNORE
-- privacy_header_checks_2 --
${both("", LOGIN + CLEANUP)}`;
    expect(planFor(fixture).table.name).toBe("privacy_header_checks_3");
  });
});

describe("all mail", () => {
  const everything = { scope: "everything" } as const;
  const master = `smtp inet n - y - - smtpd\n${LOGIN}${CLEANUP}pickup unix n - y 60 1 pickup\n`;
  const changes = (main: string) => changesFor(both(main, master), everything);

  it("is checked by header_checks, also where there is none yet", () => {
    expect(changes("")).toMatchInlineSnapshot(`
      "made: privacy_header_checks
      --- main.cf
      +++ main.cf
      @@ -1,1 +1,6 @@
       myhostname = mail.example.com
      +# Header privacy filter: the next lines belong to it; "postfix-ls privacy --remove" takes them out.
      +header_checks = pcre:$config_directory/privacy_header_checks
      +mime_header_checks =
      +nested_header_checks =
      +smtpd_sasl_authenticated_header = yes
      "
    `);
  });

  // What comes stands between the signs; below the mark, besides it.
  const word = "pcre:$config_directory/privacy_header_checks";
  const parts = (value: string) => `mime_header_checks = ${value}\nnested_header_checks = ${value}\n`;
  const marking = "smtpd_sasl_authenticated_header = yes\n";
  it.each([
    ["set", "header_checks = pcre:/a<, WORD>\nrelayhost =\n", parts("pcre:/a") + marking],
    ["empty", "header_checks =< WORD>  \nrelayhost =\n", parts("").replaceAll(" \n", "\n") + marking],
    [
      "set over several lines",
      "header_checks =\n  pcre:/a,\n# the second\n  regexp:/b<, WORD>\n",
      parts("pcre:/a, regexp:/b") + marking,
    ],
    ["set twice", "header_checks = pcre:/a\nheader_checks = pcre:/b<, WORD>\n", parts("pcre:/b") + marking],
    [
      "set on the last line, which has no end",
      "header_checks = pcre:/a<, WORD\n>",
      `${parts("pcre:/a")}${marking.trimEnd()}`,
    ],
    [
      "set, and the checks of parts as well",
      "header_checks = pcre:/a<, WORD>\nmime_header_checks = $header_checks\nnested_header_checks =\n",
      marking,
    ],
    [
      "set, and login names are written already",
      `header_checks = pcre:/a<, WORD>\n${marking}`,
      parts("pcre:/a"),
    ],
    [
      "set, and login names are written where the last line says so",
      `header_checks = pcre:/a<, WORD>\n${marking}smtpd_sasl_authenticated_header =\n  [no|yes]\n`,
      parts("pcre:/a"),
    ],
  ])("is checked by header_checks that is %s", (_, marked, added) => {
    const before = marked.replace(/<[^>]*>/, "").replace("[no|yes]", "no");
    const after = marked
      .replace(/<([^>]*)>/, "$1")
      .replace("[no|yes]", "yes")
      .replace("WORD", () => word);
    // Main.cf comes last: a header of the fixture behind it would end its last line.
    const plan = planFor(`-- master.cf --\n${master}-- main.cf --\n${NAMED}${before}`, everything);
    const mark =
      '# Header privacy filter: the next lines belong to it; "postfix-ls privacy --remove" takes them out.\n';
    expect(plan.files.map((file) => [file.name, file.after])).toEqual([
      ["privacy_header_checks", plan.table.text],
      ["main.cf", `${NAMED}${after}${mark}${added}`],
    ]);
  });

  it("gets no login names written into lines that stay", () => {
    const plan = planFor(both("", master), { ...everything, keep: ["received"] });
    expect(plan.files.find(({ file }) => file === "main.cf")!.after).not.toContain("sasl");
    expect(plan.notes.map(({ text }) => text).join()).not.toContain("Login names");
  });
});

describe("the rules", () => {
  it("are written for the names that services have in their Received lines", () => {
    const fixture = both("mail_name = ESMTP (x)\n", `${LOGIN}  -o myhostname=out+1.example.com\n${CLEANUP}`);
    const patterns = planFor(fixture).rules.filter(({ id }) => id === "received");
    expect(patterns.map(({ pattern, action }) => `${pattern} ${action}`)).toMatchInlineSnapshot(`
      [
        "/^Received: from .*[[:space:]]by out\\+1\\.example\\.com \\(ESMTP \\(x\\)\\) with ((UTF8|E)SMTPS?A|SMTP) id ([[:alnum:]]+)([[:space:]]+for <.*>)?;[[:space:]]+([^;]*)$/ REPLACE Received: by out+1.example.com (ESMTP (x)) with $1 id $3; $5",
        "/^Received: from .*[[:space:]]by mail\\.example\\.com \\(ESMTP \\(x\\)\\) with ((UTF8|E)SMTPS?A|SMTP) id ([[:alnum:]]+)([[:space:]]+for <.*>)?;[[:space:]]+([^;]*)$/ REPLACE Received: by mail.example.com (ESMTP (x)) with $1 id $3; $5",
      ]
    `);
  });

  it("are written for the name of the machine only on the machine itself", () => {
    const fixture = `-- main.cf --\nmydomain = example.com\n-- master.cf --\n${LOGIN}${CLEANUP}`;
    expect(planFor(fixture, { isLive: true }).rules[0]!.action).toContain(" by host.example.test ");
    const elsewhere = [refusalFor(fixture), refusalFor(fixture, { tableTypes: TYPES.pcre })];
    expect(new Set(elsewhere)).toMatchInlineSnapshot(`
      Set {
        "main.cf: What submission/inet calls this server in its Received lines cannot be told, because myhostname is not set here and comes from the machine. Set myhostname in main.cf, or set the filter up on the server itself.",
      }
    `);
  });

  it("leave out what is to stay, and are none where all is", () => {
    const ids = planFor(LOGIN + CLEANUP).rules.map(({ id }) => id);
    expect(ids).toMatchInlineSnapshot(`
      [
        "received",
        "user-agent",
        "x-mailer",
        "x-originating-ip",
        "x-authenticated-sender",
        "x-php-script",
      ]
    `);
    const some = { keep: ["received", "x-mailer"] };
    expect(planFor(LOGIN + CLEANUP, some).rules.map(({ id }) => id)).toEqual(
      ids.filter((id) => !some.keep.includes(id)),
    );
    expect(refusalFor(LOGIN + CLEANUP, { keep: ids })).toBe(
      "All header lines that the filter is for are to stay, so there is nothing to set up.",
    );
  });
});

describe("the type of the table", () => {
  it("is pcre where it can be opened, and regexp otherwise", () => {
    expect(planFor(LOGIN + CLEANUP).type).toBe("pcre");
    expect(planFor(LOGIN + CLEANUP, { tableTypes: TYPES.pcre }).type).toBe("pcre");
    const regexp = planFor(LOGIN + CLEANUP, { tableTypes: TYPES.regexp });
    expect({ type: regexp.type, notes: regexp.notes.at(-1) }).toMatchInlineSnapshot(`
      {
        "notes": {
          "kind": "fits",
          "text": "This Postfix cannot open pcre tables, so the rules are in a regexp table; they mean the same. For pcre: on Debian and Ubuntu apt install postfix-pcre; on Fedora and RHEL dnf install postfix-pcre; on Alpine apk add postfix-pcre; on FreeBSD the port mail/postfix with its option PCRE2.",
        },
        "type": "regexp",
      }
    `);
  });

  it("is what was chosen", () => {
    expect(planFor(LOGIN + CLEANUP, { type: "regexp", tableTypes: TYPES.pcre }).type).toBe("regexp");
    expect(planFor(LOGIN + CLEANUP, { type: "regexp" }).notes.at(-1)).toMatchInlineSnapshot(`
      {
        "kind": "fits",
        "text": "Whether the server's Postfix can open regexp tables was not asked: "postconf -m" lists the types.",
      }
    `);
  });

  it("must be one that Postfix can open", () => {
    expect([
      refusalFor(LOGIN + CLEANUP, { type: "pcre", tableTypes: TYPES.regexp }),
      refusalFor(LOGIN + CLEANUP, { type: "pcre", tableTypes: TYPES.none }),
      refusalFor(LOGIN + CLEANUP, { type: "regexp", tableTypes: TYPES.none }),
      refusalFor(LOGIN + CLEANUP, { tableTypes: TYPES.none }),
    ]).toMatchInlineSnapshot(`
      [
        "This Postfix cannot open pcre tables, so it would take no mail at all with one. Install it: on Debian and Ubuntu apt install postfix-pcre; on Fedora and RHEL dnf install postfix-pcre; on Alpine apk add postfix-pcre; on FreeBSD the port mail/postfix with its option PCRE2. A regexp table can hold rules of the same meaning.",
        "This Postfix cannot open pcre tables, so it would take no mail at all with one. Install it: on Debian and Ubuntu apt install postfix-pcre; on Fedora and RHEL dnf install postfix-pcre; on Alpine apk add postfix-pcre; on FreeBSD the port mail/postfix with its option PCRE2.",
        "This Postfix cannot open regexp tables, so it would take no mail at all with one.",
        "This Postfix can open neither pcre nor regexp tables, so there is nothing to write rules for. Install pcre: on Debian and Ubuntu apt install postfix-pcre; on Fedora and RHEL dnf install postfix-pcre; on Alpine apk add postfix-pcre; on FreeBSD the port mail/postfix with its option PCRE2.",
      ]
    `);
  });
});

describe("there is no plan", () => {
  const CASES: readonly (readonly [string, string, PrivacyCircumstances?])[] = [
    ["without master.cf", "-- main.cf --\nmyhostname = a.example\n"],
    ["where nobody logs in", `smtp inet n - y - - smtpd\n${CLEANUP}`],
    ["for all mail where nobody logs in", `smtp inet n - y - - smtpd\n${CLEANUP}`, { scope: "everything" }],
    [
      "where main.cf lets users log in, but only a filter hands mail back",
      both(
        "smtpd_sasl_auth_enable = yes\n",
        `127.0.0.1:10025 inet n - y - - smtpd\n  -o smtpd_client_restrictions=\n${CLEANUP}`,
      ),
    ],
    [
      "where users log in at port 25 only",
      both("smtpd_sasl_auth_enable = yes\n", `smtp inet n - y - - smtpd\n${CLEANUP}`),
    ],
    [
      "where users log in behind postscreen only",
      `smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n${CLEANUP}`,
    ],
    ["where a proxy takes the mail first", `${LOGIN}  -o smtpd_proxy_filter=127.0.0.1:10024\n${CLEANUP}`],
    [
      "where header checks are switched off",
      both("receive_override_options = no_address_mappings, no_header_body_checks\n", LOGIN + CLEANUP),
    ],
    ["for a main.cf that Postfix does not take", both("relayhost\n", LOGIN + CLEANUP)],
    ["for a main.cf with a value at which Postfix stops", both("inet_protocols = ipx\n", LOGIN + CLEANUP)],
    ["for a master.cf that Postfix does not take", `${LOGIN}${CLEANUP}relay unix - -\n`],
    ["without the cleanup service", LOGIN],
    ["with a cleanup service by another name", `${LOGIN}  -o cleanup_service_name=own\n${CLEANUP}`],
    [
      "with different cleanup services",
      `${LOGIN}465 inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes -o cleanup_service_name=own\n${CLEANUP}own unix n - y - 0 cleanup\n`,
    ],
    [
      "where the options of a service end early",
      both(
        "smtpd_sasl_auth_enable = yes\n",
        `#submission inet n - y - - smtpd word\n${CLEANUP}submission inet n - y - - smtpd word\n  -o syslog_name=in\n`,
      ),
    ],
    [
      "for all mail where the cleanup service has checks of its own",
      `${LOGIN}${CLEANUP}  -o header_checks=pcre:/own\n`,
      { scope: "everything" },
    ],
    [
      "where the filter is set up by hand",
      both("header_checks = pcre:/etc/postfix/privacy_header_checks\n", LOGIN + CLEANUP),
    ],
  ];

  it("for these reasons", () => {
    const reasons = CASES.map(([name, fixture, circumstances]) => [name, refusalFor(fixture, circumstances)]);
    expect(Object.fromEntries(reasons)).toMatchInlineSnapshot(`
      {
        "for a main.cf that Postfix does not take": "main.cf:2: Postfix does not get past line 2 of main.cf: no "=" behind "relayhost". What a filter would do to its mail cannot be told until that is mended.",
        "for a main.cf with a value at which Postfix stops": "main.cf: Postfix does not get past main.cf: inet_protocols: "ipx" is not a value it takes; Postfix stops here. What a filter would do to its mail cannot be told until that is mended.",
        "for a master.cf that Postfix does not take": "master.cf:5: Postfix does not get past line 5 of master.cf: a service has 8 fields, this one has 4. What a filter would do to its mail cannot be told until that is mended.",
        "for all mail where nobody logs in": "master.cf: No service of master.cf lets users log in: smtpd_sasl_auth_enable is not yes at any of them, so there is no mail of users to filter. Set up the service submission or submissions first.",
        "for all mail where the cleanup service has checks of its own": "master.cf:1: The rules would not reach the mail of submission/inet: it would go to the cleanup service "cleanup" without them. Either the options of submission/inet end early, at a word that is no option, or master.cf overrides header_checks for that cleanup service. Mend that first.",
        "where a proxy takes the mail first": "master.cf: Rules would not reach the mail of submission/inet: smtpd_proxy_filter hands its mail to 127.0.0.1:10024 before any header check sees it, and what comes back has not logged in. Change that at this service, or filter where the mail goes on to.",
        "where header checks are switched off": "master.cf: Rules would not reach the mail of submission/inet: receive_override_options has no_header_body_checks, which switches header checks off. Change that at this service, or filter where the mail goes on to.",
        "where main.cf lets users log in, but only a filter hands mail back": "master.cf: No service of master.cf lets users log in: smtpd_sasl_auth_enable is not yes at any of them, so there is no mail of users to filter. Set up the service submission or submissions first.",
        "where nobody logs in": "master.cf: No service of master.cf lets users log in: smtpd_sasl_auth_enable is not yes at any of them, so there is no mail of users to filter. Set up the service submission or submissions first.",
        "where the filter is set up by hand": "A header privacy filter is set up already. To have another one, take it out first: postfix-ls privacy --remove, or the command Postfix: Remove Header Privacy Filter.",
        "where the options of a service end early": "master.cf:3: The rules would not reach the mail of submission/inet: it would go to the cleanup service "cleanup" without them. Either the options of submission/inet end early, at a word that is no option, or master.cf overrides header_checks for that cleanup service. Mend that first.",
        "where users log in at port 25 only": "master.cf: Users log in at smtp/inet only, where other servers deliver as well, so rules for users alone have no service to be at. Let users log in at a service of their own, submission (port 587) or submissions (465), or choose the scope "everything" and read what comes with it.",
        "where users log in behind postscreen only": "master.cf: Users log in at smtpd/pass only, where other servers deliver as well, so rules for users alone have no service to be at. Let users log in at a service of their own, submission (port 587) or submissions (465), or choose the scope "everything" and read what comes with it.",
        "with a cleanup service by another name": "master.cf: submission/inet hands its mail to the service "own", which master.cf does not have, so no mail gets through already. Mend that first.",
        "with different cleanup services": "master.cf: The services at which users log in hand their mail to different cleanup services (submission/inet: cleanup, 465/inet: own), and one filter takes the place of one of them only. Give them the same cleanup_service_name first.",
        "without master.cf": "There is no master.cf beside main.cf. It says at which services users log in, and without it nobody can tell their mail from that of others. Put the master.cf of the server beside main.cf.",
        "without the cleanup service": "master.cf: submission/inet hands its mail to the service "cleanup", which master.cf does not have, so no mail gets through already. Mend that first.",
      }
    `);
  });

  it.each(["submission", "everything"] as const)("where it is set up already: %s", (scope) => {
    const files = new Map(filesOf(LOGIN + CLEANUP));
    for (const { name, after } of planFor(LOGIN + CLEANUP, { scope }).files) files.set(name, after!);
    expect(planIn(files, { scope })).toMatchObject({
      reason:
        "A header privacy filter is set up already. To have another one, take it out first: postfix-ls privacy --remove, or the command Postfix: Remove Header Privacy Filter.",
    });
  });
});

describe("the notes", () => {
  it("say whose mail keeps its lines, and what comes with it", () => {
    const master = `smtp inet n - y - - smtpd
submission inet n - y - - smtpd
submissions inet n - y - - smtpd
  -o smtpd_proxy_filter=127.0.0.1:10024
smtpd pass - - y - - smtpd
127.0.0.1:10025 inet n - y - - smtpd
  -o content_filter=
pickup unix n - y 60 1 pickup
${CLEANUP}`;
    const main =
      "smtpd_sasl_auth_enable = yes\ncontent_filter = smtp-amavis:[127.0.0.1]:10024\nsmtpd_milters = inet:127.0.0.1:8891, unix:/run/clamav\nmulti_instance_directories = /etc/postfix-out, /etc/postfix-in\n";
    expect(notesFor(both(main, master), { received: "drop" })).toMatchInlineSnapshot(`
      [
        "gap: Who logs in at smtp/inet keeps all lines: other servers deliver there too, and their mail must not be touched.",
        "gap: Mail of submissions/inet keeps all lines: smtpd_proxy_filter hands its mail to 127.0.0.1:10024 before any header check sees it, and what comes back has not logged in.",
        "gap: Who logs in at smtpd/pass keeps all lines: other servers deliver there too, and their mail must not be touched.",
        "gap: Mail that programs of this machine send with sendmail(1), such as web mail, does not pass the services where users log in, and keeps all lines.",
        "consequence: submission/inet also takes mail from clients that have not logged in: nothing in its restrictions rejects all others. Their mail loses User-Agent and the like too. Add "permit_sasl_authenticated, reject" to its smtpd_client_restrictions or smtpd_relay_restrictions.",
        "fits: inet:127.0.0.1:8891 sees mail behind the rules. What it signs (DKIM) is what goes out.",
        "fits: unix:/run/clamav sees mail behind the rules. What it signs (DKIM) is what goes out.",
        "fits: smtp-amavis:[127.0.0.1]:10024 sees mail behind the rules. What it signs (DKIM) is what goes out.",
        "consequence: Mail that was signed before it is submitted, by another server that logs in here or by the mail program itself, loses that signature if it covers one of the removed lines.",
        "consequence: The mail goes out without a line that says when this server took it. To keep the trace, have the Received line replaced instead of dropped.",
        "fits: Whether the server's Postfix can open pcre tables was not asked: "postconf -m" lists the types. Where pcre is missing: on Debian and Ubuntu apt install postfix-pcre; on Fedora and RHEL dnf install postfix-pcre; on Alpine apk add postfix-pcre; on FreeBSD the port mail/postfix with its option PCRE2.",
        "gap: This is for one instance of Postfix. The others have configurations of their own: /etc/postfix-out, /etc/postfix-in.",
      ]
    `);
  });

  it("say what comes with a filter for all mail", () => {
    expect(notesFor(LOGIN + CLEANUP, { scope: "everything", tableTypes: TYPES.pcre })).toMatchInlineSnapshot(`
      [
        "consequence: Login names are written into Received lines, and the rules take these lines out. Where a service does not look at header checks, the names go out with the mail.",
        "consequence: Mail from elsewhere loses User-Agent, X-Mailer and the like as well. Where its sender signed these lines (DKIM), the signature breaks, and what is forwarded may be refused. With the scope "submission" it stays whole.",
        "consequence: Mail that was signed before it is submitted, by another server that logs in here or by the mail program itself, loses that signature if it covers one of the removed lines.",
      ]
    `);
  });

  it("say where login names are switched off, by which all mail is told apart", () => {
    const master = `${LOGIN}  -o smtpd_sasl_authenticated_header=no\n465 inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes -o smtpd_sasl_authenticated_header=yes\n${CLEANUP}`;
    const gaps = (keep: string[]) =>
      notesFor(master, { scope: "everything", keep }).filter((note) => note.startsWith("gap"));
    expect(gaps([])).toMatchInlineSnapshot(`
      [
        "gap: Mail of submission/inet keeps its Received line: master.cf says smtpd_sasl_authenticated_header=no there, so the line has no login name by which the rules know it. Take that option out.",
      ]
    `);
    expect(gaps(["received"])).toEqual([]);
  });

  it("are few where little is to be said", () => {
    expect(
      notesFor(LOGIN + CLEANUP, { tableTypes: TYPES.pcre, keep: ["user-agent"] }),
    ).toMatchInlineSnapshot(`
      [
        "consequence: Mail that was signed before it is submitted, by another server that logs in here or by the mail program itself, loses that signature if it covers one of the removed lines.",
      ]
    `);
  });
});
