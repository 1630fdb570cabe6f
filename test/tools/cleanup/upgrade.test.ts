/** What another version or another level would change, what is kept, and where the lines for it go. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import { listValues } from "../../../server/src/analysis/model/effective-values";
import { type PostfixFacts, upgradedFacts } from "../../../server/src/analysis/model/postfix-facts";
import type { Whereabouts } from "../../../server/src/analysis/model/whereabouts";
import { parseVersion } from "../../../server/src/knowledge/version";
import { isRefusal } from "../../../server/src/tools/cleanup/make-plan";
import { planUpgrade, type UpgradePlan } from "../../../server/src/tools/cleanup/upgrade";
import { factsOf } from "../../analysis/model/support";
import { runs, SEED } from "../../fuzz/arbitraries";

interface Question {
  /** The version there is. */
  readonly from?: string;
  readonly to?: string;
  readonly level?: string;
  readonly main?: string;
  readonly master?: string;
  readonly accept?: readonly string[];
  readonly whereabouts?: Whereabouts;
}

function ask({ from = "3.7.11", to, level, main = "", master, accept = [], whereabouts = {} }: Question) {
  return planUpgrade({
    facts: factsOf(from),
    whereabouts,
    main,
    master,
    version: to === undefined ? undefined : parseVersion(to),
    level,
    accept: new Set(accept),
  });
}

function plan(question: Question): UpgradePlan {
  const result = ask(question);
  if (isRefusal(result)) throw new Error(result.reason);
  expect(result.differences).toEqual([]);
  return result;
}

/** A line for each change: what becomes of it, why, and what would keep it. */
function outline({ changes }: UpgradePlan): string[] {
  return changes.map(({ id, before, after, cause, pin, isPinned }) => {
    const end = pin === undefined ? "" : `; ${pin}`;
    return `${isPinned ? "kept" : "changed"} ${id}: ${before} -> ${after} (${cause}${end})`;
  });
}

function texts({ files }: UpgradePlan): string[] {
  return files.map(({ after }) => after);
}

const MAIN = "myhostname = mail.example.com\nmydestination = $myhostname\nproxy_read_maps =\n";

describe("another level", () => {
  it("keeps the old defaults, in words that follow what they refer to", () => {
    const result = plan({ level: "3.6", main: `${MAIN}compatibility_level = 1\n` });
    expect(outline(result)).toEqual([
      "kept fast_flush_domains: mail.example.com ->  (reference)",
      "kept lmtp_tls_fingerprint_digest: md5 -> sha256 (level; lmtp_tls_fingerprint_digest = md5)",
      "kept mynetworks: 127.0.0.0/8 192.0.2.0/24 [::1]/128 [2001:db8::]/64 -> 127.0.0.1/32 192.0.2.2/32 192.0.2.3/32 [::1]/128 [2001:db8::2]/128 (reference)",
      "kept mynetworks_style: subnet -> host (level; mynetworks_style = subnet)",
      "kept relay_domains: mail.example.com ->  (level; relay_domains = $mydestination)",
      "kept respectful_logging: no -> yes (level; respectful_logging = no)",
      "kept smtp_tls_fingerprint_digest: md5 -> sha256 (level; smtp_tls_fingerprint_digest = md5)",
      "kept smtpd_client_event_limit_exceptions: 127.0.0.0/8 192.0.2.0/24 [::1]/128 [2001:db8::]/64 -> 127.0.0.1/32 192.0.2.2/32 192.0.2.3/32 [::1]/128 [2001:db8::2]/128 (reference)",
      "kept smtpd_forbid_bare_newline_exclusions: 127.0.0.0/8 192.0.2.0/24 [::1]/128 [2001:db8::]/64 -> 127.0.0.1/32 192.0.2.2/32 192.0.2.3/32 [::1]/128 [2001:db8::2]/128 (reference)",
      "kept smtpd_relay_before_recipient_restrictions: no -> yes (level; smtpd_relay_before_recipient_restrictions = no)",
      "kept smtpd_tls_fingerprint_digest: md5 -> sha256 (level; smtpd_tls_fingerprint_digest = md5)",
      "kept tlsproxy_client_fingerprint_digest: md5 -> sha256 (reference)",
      "kept tlsproxy_tls_fingerprint_digest: md5 -> sha256 (reference)",
    ]);
    expect(texts(result)).toEqual([
      `${MAIN}compatibility_level = 3.6

# Kept as in Postfix 3.7.11 (compatibility_level 1)
lmtp_tls_fingerprint_digest = md5
mynetworks_style = subnet
relay_domains = $mydestination
respectful_logging = no
smtp_tls_fingerprint_digest = md5
smtpd_relay_before_recipient_restrictions = no
smtpd_tls_fingerprint_digest = md5
`,
    ]);
    expect(result).toMatchObject({ newNames: [], lost: [] });
  });

  it("keeps an empty list empty, and nothing that is accepted", () => {
    const result = plan({
      level: "1",
      main: "proxy_read_maps =\n",
      accept: ["smtputf8_enable", "append_dot_mydomain"],
    });
    expect(outline(result)).toEqual([
      "changed append_dot_mydomain: yes -> no (level; append_dot_mydomain = yes)",
      "kept smtpd_relay_restrictions:  -> permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination (level; smtpd_relay_restrictions =)",
      "changed smtputf8_enable: no -> yes (level; smtputf8_enable = no)",
    ]);
    expect(texts(result)).toEqual([
      `proxy_read_maps =

compatibility_level = 1

# Kept as in Postfix 3.7.11 (compatibility_level 0)
smtpd_relay_restrictions =
`,
    ]);
  });

  it("lets what depends on something accepted change, and says on what it depends", () => {
    const result = plan({
      level: "2",
      main: "compatibility_level = 1\nmydestination = a.example\nproxy_read_maps =\n",
      accept: ["relay_domains", "mynetworks_style"],
    });
    expect(outline(result).filter((line) => line.includes("domains"))).toEqual([
      "changed fast_flush_domains: a.example ->  (reference)",
      "changed relay_domains: a.example ->  (level; relay_domains = $mydestination)",
    ]);
    expect(result.changes.map(({ name, reason }) => `${name}: ${reason}`)[0]).toBe(
      "fast_flush_domains: It depends on relay_domains, which would change.",
    );
    expect(texts(result)).toEqual([
      "compatibility_level = 2\nmydestination = a.example\nproxy_read_maps =\n",
    ]);
  });

  it("keeps what a lower level would change", () => {
    const result = plan({ level: "0", main: `${MAIN}compatibility_level = 1\n` });
    expect(texts(result)).toEqual([
      `${MAIN}compatibility_level = 0

# Kept as in Postfix 3.7.11 (compatibility_level 1)
append_dot_mydomain = no
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination
smtputf8_enable = yes
`,
    ]);
  });

  it("changes nothing where nothing differs, but for the level", () => {
    const result = plan({ level: "3", main: "# only this\ncompatibility_level=2\n" });
    expect(result.changes).toEqual([]);
    expect(texts(result)).toEqual(["# only this\ncompatibility_level=3\n"]);
    const same = plan({ level: "2", main: "compatibility_level=2\n" });
    expect(same.files).toEqual([
      {
        language: "postfix-main",
        before: "compatibility_level=2\n",
        after: "compatibility_level=2\n",
        edits: [],
      },
    ]);
  });

  it("leaves a line that asks for the level itself as it is, and says so", () => {
    const main =
      "compatibility_level = 2\nproxy_read_maps =\nown = ${{$compatibility_level} <level {3} ? {a} : {b}}\nmail_name = $own\n";
    const result = plan({ level: "3", main });
    expect(outline(result)).toEqual([
      "changed mail_name: a -> b (reference)",
      "changed milter_macro_v: a 3.7.11 -> b 3.7.11 (reference)",
      "changed own: a -> b (level)",
      "changed postscreen_greet_banner: mail.example.test ESMTP a -> mail.example.test ESMTP b (reference)",
      "changed smtpd_banner: mail.example.test ESMTP a -> mail.example.test ESMTP b (reference)",
    ]);
    expect(result.changes.find(({ id }) => id === "own")).toMatchObject({
      isSet: true,
      reason: "It asks for compatibility_level itself.",
    });
    expect(texts(result)).toEqual([main.replace("= 2", "= 3")]);
  });
});

describe("where the lines go", () => {
  const PIN =
    "\n# Kept as in Postfix 3.7.11 (compatibility_level 1)\nmynetworks_style = subnet\nrelay_domains = $mydestination\n";

  it.each([
    {
      name: "the line that counts",
      main: "compatibility_level = 0\ncompatibility_level = 1\n",
      wanted: `compatibility_level = 0\ncompatibility_level = 2\n${PIN}`,
    },
    {
      name: "blanks around a value stay",
      main: "compatibility_level\t=   1  \n",
      wanted: `compatibility_level\t=   2  \n${PIN}`,
    },
    {
      name: "a value in a line of its own",
      main: "compatibility_level =\n  # why\n  1\n",
      wanted: `compatibility_level =\n  # why\n  2\n${PIN}`,
    },
    {
      name: "no newline at the end",
      main: "compatibility_level = 1",
      wanted: `compatibility_level = 2\n${PIN}`,
    },
    {
      name: "a comment without a newline at the end",
      main: "compatibility_level = 1\n# end",
      wanted: `compatibility_level = 2\n# end\n${PIN}`,
    },
    {
      name: "a blank line at the end",
      main: "compatibility_level = 1\n\n",
      wanted: `compatibility_level = 2\n${PIN}`,
    },
    {
      name: "line ends of Windows",
      main: "# a\r\ncompatibility_level = 1\r\n",
      wanted: `# a\r\ncompatibility_level = 2\r\n${PIN.replaceAll("\n", "\r\n")}`,
    },
  ])("$name", ({ main, wanted }) => {
    expect(texts(plan({ level: "2", main }))).toEqual([wanted]);
  });

  it("adds the level where no line sets it, or the line says nothing", () => {
    const accept = ["append_dot_mydomain", "smtpd_relay_restrictions", "smtputf8_enable"];
    expect(texts(plan({ level: "1", main: "", accept }))).toEqual(["compatibility_level = 1\n"]);
    expect(texts(plan({ level: "1", main: "biff = no", accept }))).toEqual([
      "biff = no\n\ncompatibility_level = 1\n",
    ]);
  });
});

describe("services", () => {
  const MASTER = `# before
smtp      inet  n       -       -       -       -       smtpd
  -o mydestination=here.example
pickup    unix  n       -       y       60      1       pickup
relay     unix  -       -       -       -       -       smtp
local     unix  -       n       n       -       -       local
`;
  const level = {
    level: "1",
    main: "proxy_read_maps =\nsmtpd_relay_restrictions =\nappend_dot_mydomain = no\nsmtputf8_enable = no\n",
  };

  it("keep the chroot that '-' stood for", () => {
    const result = plan({ ...level, master: MASTER, accept: ["relay/unix/chroot"] });
    expect(outline(result)).toEqual([
      "kept smtp/inet/chroot: y -> n (chroot; y)",
      "changed relay/unix/chroot: y -> n (chroot; y)",
    ]);
    expect(result.changes[0]).toMatchObject({ name: "chroot", service: "smtp/inet", isSet: false });
    expect(texts(result)[1]).toBe(
      MASTER.replace("smtp      inet  n       -       -", "smtp      inet  n       -       y"),
    );
  });

  it("lose it on the way down, and with a version of old", () => {
    const down = plan({ level: "0", main: "compatibility_level = 1\n", master: MASTER });
    expect(outline(down).slice(-2)).toEqual([
      "kept smtp/inet/chroot: n -> y (chroot; n)",
      "kept relay/unix/chroot: n -> y (chroot; n)",
    ]);
    const old = plan({ to: "2.11", main: "compatibility_level = 1\n", master: MASTER });
    expect(outline(old).slice(-2)).toEqual(outline(down).slice(-2));
    const stays = plan({ from: "2.11", to: "3.0", main: "biff = no\n", master: MASTER });
    expect(outline(stays).filter((line) => line.includes("chroot;"))).toEqual([]);
  });

  it("have changes of their own only where the values are others; a line in main.cf keeps them too", () => {
    const result = plan({ level: "2", main: `${MAIN}compatibility_level = 1\n`, master: MASTER });
    expect(outline(result).filter((line) => line.includes("smtp/inet"))).toEqual([
      "kept smtp/inet/fast_flush_domains: here.example ->  (reference)",
      "kept smtp/inet/relay_domains: here.example ->  (level)",
    ]);
    expect(texts(result)[1]).toBe(MASTER);
  });

  it("with a level of their own stand against a line in main.cf", () => {
    const master = MASTER.replace("mydestination=here.example", "compatibility_level=2");
    const main =
      "proxy_read_maps =\ncompatibility_level = 1\nmynetworks_style = host\nfast_flush_domains =\nmydestination = a.example\n";
    const result = plan({ level: "2", main, master });
    expect(outline(result)).toEqual(["changed relay_domains: a.example ->  (level)"]);
    expect(result.changes[0]!.reason).toMatch(
      /an override of compatibility_level gives a service another value\.$/,
    );
    expect(texts(result)[0]).toBe(main.replace("= 1", "= 2"));
  });
});

describe("another version", () => {
  it("keeps the old defaults, says since when they are others, and names what comes", () => {
    const result = plan({ from: "3.8.6", to: "3.9", main: "proxy_read_maps =\n" });
    expect(outline(result)).toEqual([
      "kept smtpd_forbid_bare_newline: no -> normalize (default; smtpd_forbid_bare_newline = no)",
      "kept smtpd_forbid_unauth_pipelining: no -> yes (default; smtpd_forbid_unauth_pipelining = no)",
    ]);
    expect(result.changes[1]!.reason).toBe(
      "Postfix 3.9 has another default. With 'yes' clients that send commands before they may are cut off.",
    );
    expect(texts(result)).toEqual([
      `proxy_read_maps =

# Kept as in Postfix 3.8.6 (compatibility_level 0)
smtpd_forbid_bare_newline = no
smtpd_forbid_unauth_pipelining = no
`,
    ]);
    expect(result.newNames.map(({ name, default: value }) => `${name} = ${value}`)).toEqual([
      "force_mime_input_conversion = no",
      "lmtp_sasl_password_result_delimiter = :",
      "lmtp_tls_enable_rpk = no",
      "maillog_file_permissions = 0600",
      "smtp_sasl_password_result_delimiter = :",
      "smtp_tls_enable_rpk = no",
      "smtpd_tls_enable_rpk = no",
      "tlsproxy_tls_enable_rpk = $smtpd_tls_enable_rpk",
    ]);
  });

  it("and another level together: a default that is not the old one at the new level", () => {
    const main = "proxy_read_maps =\ncompatibility_level = 3.6\n";
    const question = { from: "3.10", to: "3.11", main };
    expect(outline(plan(question)).filter((line) => line.includes("security_level"))).toEqual([]);
    const both = plan({ ...question, level: "3.11" });
    expect(outline(both)).toEqual([
      "kept import_environment: MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME -> MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME XDG_RUNTIME_DIR (default; import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME)",
      "kept lmtp_tlsrpt_skip_reused_handshakes: yes -> no (default; lmtp_tlsrpt_skip_reused_handshakes = yes)",
      "kept milter_default_action: tempfail -> shutdown (default; milter_default_action = tempfail)",
      "kept smtp_tls_security_level:  -> may (level; smtp_tls_security_level =)",
      "kept smtp_tlsrpt_skip_reused_handshakes: yes -> no (default; smtp_tlsrpt_skip_reused_handshakes = yes)",
      "kept tlsproxy_client_security_level:  -> may (reference)",
    ]);
    expect(texts(both)[0]).toContain(
      "compatibility_level = 3.11\n\n# Kept as in Postfix 3.10 (compatibility_level 3.6)\n",
    );
  });

  it("keeps in what is kept the text of parameters that there are no more", () => {
    const result = plan({ from: "3.7.11", to: "3.5", main: "" });
    const pin = texts(result)[0]!.match(/^proxy_read_maps = .*$/m)![0];
    expect(pin).toContain("$local_recipient_maps $mydestination");
    expect(pin).toContain(" static:*");
    expect(pin).not.toContain("local_login_sender_maps");
  });

  it("says which entries lose their effect, and what has taken their place", () => {
    const main =
      "biff = no\nrespectful_logging = yes\nmine = 1\nmail_name = $mine\nsmtpd_forbid_bare_newline = yes\n";
    const master = "smtp inet n - n - - smtpd\n  -o syslog_name=x\n  -o smtpd_forbid_bare_newline=no\n";
    expect(plan({ to: "3.5", main, master }).lost).toEqual([
      {
        id: "respectful_logging",
        name: "respectful_logging",
        service: undefined,
        line: 1,
        replacedBy: undefined,
      },
      {
        id: "smtpd_forbid_bare_newline",
        name: "smtpd_forbid_bare_newline",
        service: undefined,
        line: 4,
        replacedBy: undefined,
      },
      {
        id: "smtp/inet/smtpd_forbid_bare_newline",
        name: "smtpd_forbid_bare_newline",
        service: "smtp/inet",
        line: 2,
        replacedBy: undefined,
      },
    ]);
    const gone = "tls_fast_shutdown = yes\ntls_export_cipherlist = x\n";
    expect(
      plan({ from: "3.4.12", to: "3.8", main: gone }).lost.map(({ id, line, replacedBy }) => [
        id,
        line,
        replacedBy,
      ]),
    ).toEqual([
      ["tls_fast_shutdown", 0, "tls_fast_shutdown_enable"],
      ["tls_export_cipherlist", 1, undefined],
    ]);
  });

  it("notes the lines that take effect then", () => {
    const main = "smtp_tls_enable_rpk = yes\n";
    const { newNames } = plan({ from: "3.8", to: "3.9", main });
    expect(newNames.filter(({ isSet }) => isSet)).toEqual([
      { name: "smtp_tls_enable_rpk", default: "no", isSet: true, meaning: undefined },
    ]);
  });

  it("is the very same one: nothing changes", () => {
    const result = plan({ to: "3.7.11", main: MAIN, master: "smtp inet n - - - - smtpd\n" });
    expect(result).toMatchObject({ changes: [], newNames: [], lost: [] });
    expect(result.files.map(({ edits }) => edits)).toEqual([[], []]);
  });
});

describe("no plan", () => {
  it.each<{ question: Question; refusal: object }>([
    {
      question: { level: "2", main: "biff = no\nfoo\n" },
      refusal: { language: "postfix-main", line: 1, reason: 'no "=" behind "foo"' },
    },
    {
      question: { level: "2", master: "# a\nsmtp inet n\n" },
      refusal: { language: "postfix-master", line: 1, reason: "a service has 8 fields, this one has 3" },
    },
    {
      question: { level: "2", main: "# a\nrelayhost = ${a\n" },
      refusal: {
        language: "postfix-main",
        line: 1,
        reason: "relayhost: a ${ or $( is not closed; Postfix stops here",
      },
    },
    {
      question: { level: "two" },
      refusal: {
        language: "postfix-main",
        line: undefined,
        reason: 'compatibility_level cannot be "two" in Postfix 3.7.11',
      },
    },
    {
      question: { to: "3.4", main: "biff = no\ncompatibility_level = 3.6\n" },
      refusal: {
        language: "postfix-main",
        line: 1,
        reason: 'compatibility_level cannot be "3.6" in Postfix 3.4',
      },
    },
    {
      question: { from: "2.10", to: "2.11", level: "1" },
      refusal: {
        language: "postfix-main",
        line: undefined,
        reason: "Postfix 2.11 has no compatibility_level; it came with Postfix 3.0",
      },
    },
  ])("$refusal.reason", ({ question, refusal }) => {
    expect(ask(question)).toEqual(refusal);
  });
});

describe("whatever the files say", () => {
  const NAMES = ["relay_domains", "mydestination", "mynetworks_style", "smtpd_relay_restrictions", "smtp_tls_security_level", "own", "mail_name", "mynetworks", "smtpd_recipient_restrictions", "compatibility_level", "smtp_per_record_deadline", "tlsproxy_client_level", "virtual_alias_domains"]; // biome-ignore format: a table of names
  const VALUES = ["", "$relay_domains", "$mydestination, a.example", "${own?{$mail_name}:{b}}", "host", "$mynetworks", "may", "yes", "x$$y", "${{$compatibility_level} <level {2} ? {a} : {$own}}", "$smtp_tls_fingerprint_digest", "$no_such_name"]; // biome-ignore format: a table of values
  const LEVELS = ["0", "1", "2", "3"];
  const VERSIONS = ["3.0", "3.5", "3.6", "3.7.11", "3.8", "3.9.9", "3.11"];
  const valueFor = (name: string) =>
    fc.constantFrom(
      ...(name === "compatibility_level"
        ? LEVELS
        : name === "mynetworks_style"
          ? ["host", "subnet"]
          : VALUES),
    );
  const setting = fc.constantFrom(...NAMES).chain((name) => fc.tuple(fc.constant(name), valueFor(name)));
  const main = fc
    .array(setting, { maxLength: 5 })
    .map((settings) => settings.map(([name, value]) => `${name} = ${value}\n`).join(""));
  const master = fc
    .array(setting, { maxLength: 2 })
    .map((overrides) =>
      [
        "smtp inet n - - - - smtpd",
        ...overrides.map(([name, value]) => `  -o { ${name} = ${value} }`),
        "relay unix - - - - - smtp",
        "",
      ].join("\n"),
    );
  const question = fc.record({
    from: fc.constantFrom(...VERSIONS),
    to: fc.option(fc.constantFrom(...VERSIONS), { nil: undefined }),
    level: fc.option(fc.constantFrom(...LEVELS), { nil: undefined }),
    main,
    master,
    accept: fc.subarray(["relay_domains", "smtputf8_enable", "smtp/inet/chroot", "milter_default_action"]),
  });

  it("what is kept is as it was, what is not is as announced, and no line is touched but that of the level", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const result = ask(asked as Question);
        // The values of these files may not make sense to Postfix.
        if (isRefusal(result)) return;
        expect(result.differences).toEqual([]);
        const facts = factsOf(asked.from);
        const target = asked.to === undefined ? facts : upgradedFacts(facts, parseVersion(asked.to)!);
        const before = valuesOf(facts, asked.main);
        const after = valuesOf(target, result.files[0]!.after);
        const changing = new Set(result.changes.filter(({ isPinned }) => !isPinned).map(({ id }) => id));
        for (const [name, value] of before) {
          if (OF_THE_READER.has(name) || changing.has(name) || !after.has(name)) continue;
          expect(`${name} = ${after.get(name)}`).toBe(`${name} = ${value}`);
        }
        for (const { id, pin } of result.changes)
          if (asked.accept.includes(id) && pin) expect(changing).toContain(id);
        const kept = result.files[0]!.after.split("\n");
        const level = /^compatibility_level = /;
        const touched = asked.main.split("\n").filter((line) => !level.test(line) && !kept.includes(line));
        expect(touched).toEqual([]);
      }),
      { seed: SEED, numRuns: runs(25) },
    );
  });

  /** Names whose value is that of the version or the level, and those that show it. */
  const OF_THE_READER = new Set(["compatibility_level", "mail_version", "milter_macro_v"]);

  function valuesOf(facts: PostfixFacts, text: string): Map<string, string> {
    const { values } = listValues(
      directoryOf(facts, [], { main: text }).configuration,
      "all",
      undefined,
      true,
    );
    return new Map(values.map(({ name, value }) => [name, value]));
  }
});
