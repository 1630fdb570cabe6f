/** Taking a filter out: to the byte where nobody has changed anything since, and never more than the filter. */
import { describe, expect, it } from "vitest";
import { isRefused, type PrivacyScope } from "../../../server/src/tools/privacy/plan";
import {
  applied,
  changesFor,
  type FilesByName,
  filesOf,
  planFor,
  planIn,
  removalIn,
  shownNote,
  shownRefusal,
} from "../../support/check-privacy";

const MASTER = `submission inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
cleanup unix n - y - 0 cleanup
`;
const MAIN = "myhostname = mail.example.com\nheader_checks = pcre:/a\nrelayhost =\n";
const BOTH = `-- main.cf --\n${MAIN}-- master.cf --\n${MASTER}`;

/** Files with a filter. */
function filtered(scope: PrivacyScope, fixture = BOTH): FilesByName {
  const files = filesOf(fixture);
  const plan = planIn(files, { scope });
  if (isRefused(plan)) throw new Error(plan.reason);
  return applied(files, plan.files);
}

/** A text in the place of another one, which must be there. */
function edited(files: FilesByName, name: string, old: string, fresh: string): FilesByName {
  const text = files.get(name)!;
  expect(text).toContain(old);
  return new Map(files).set(
    name,
    text.replace(old, () => fresh),
  );
}

/** The files without the filter, and what there is to know. */
function without(files: FilesByName): { files: Record<string, string>; notes: string[] } {
  const plan = removalIn(files);
  if (isRefused(plan)) throw new Error(plan.reason);
  return { files: Object.fromEntries(applied(files, plan.files)), notes: plan.notes.map(shownNote) };
}

describe("where nobody has changed anything since, every byte comes back", () => {
  const MAINS = {
    "no header_checks": "myhostname = a.example\n",
    "an empty one": "header_checks =\nmyhostname = a.example\n",
    "one table": "myhostname = a.example\nheader_checks = pcre:/a\n",
    "several, over lines":
      "header_checks = pcre:/a,\n\t regexp:/b\n# and\n  , pcre:/c \nmyhostname = a.example\n",
    "a comma at the end": "header_checks = pcre:/a,\nmyhostname = a.example\n",
    "set twice": "header_checks = pcre:/a\nmyhostname = a.example\nheader_checks = pcre:/b\n",
    "login names off":
      "smtpd_sasl_authenticated_header=yes\nsmtpd_sasl_authenticated_header =\n NO\nmyhostname = a.example\n",
    "comments at both ends": "# first\n\nmyhostname = a.example\n\n  # last\n\n",
    "blanks behind it all": "myhostname = a.example \t\n \n",
  };
  const MASTERS = {
    "submission first": MASTER,
    "submission last":
      "cleanup unix n - y - 0 cleanup\nsubmission inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n",
    "options of all kinds": `# ports
cleanup unix n - y - 0 cleanup -v -o
  header_checks=pcre:/own
submission inet n - y - - smtpd -vo { smtpd_sasl_auth_enable =
  yes } -o { cleanup_service_name = own } -o
# in between
   syslog_name=in
smtps inet n - y - - smtpd -ocleanup_service_name=own -o smtpd_sasl_auth_enable=yes

own unix n - y - 0 cleanup
  # the end
`,
    "twins of the filter's service": `${MASTER}privacy-cleanup unix n - y - 0 cleanup
  -o header_checks=pcre:/mine
other inet n - y - - smtpd -o cleanup_service_name=privacy-cleanup
# Header privacy filter
`,
  };
  const ENDS = {
    "as it is": (text: string) => text,
    "without an end of the last line": (text: string) => text.replace(/\n$/, ""),
    "with the line ends of Windows": (text: string) => text.replaceAll("\n", "\r\n"),
    "with those, but for the last": (text: string) => text.replace(/\n$/, "").replaceAll("\n", "\r\n"),
  };

  it.each(Object.entries(ENDS))("%s", (_, end) => {
    // A filter for all mail changes main.cf, the other one master.cf.
    const pairs = [
      ...Object.values(MAINS).map((main) => ({ scope: "everything", main, master: MASTER }) as const),
      ...Object.values(MASTERS).map((master) => ({ scope: "submission", main: MAIN, master }) as const),
    ];
    for (const { scope, main, master } of pairs) {
      const files = new Map([
        ["main.cf", end(main)],
        ["master.cf", end(master)],
      ]);
      const plan = planIn(files, { scope });
      if (isRefused(plan)) throw new Error(`${main}${master}: ${plan.reason}`);
      expect(without(applied(files, plan.files))).toEqual({ files: Object.fromEntries(files), notes: [] });
    }
  });
});

describe("what somebody has changed since is theirs", () => {
  const TABLE = "pcre:$config_directory/privacy_header_checks";

  it.each([
    ["behind the filter's", `pcre:/a, ${TABLE}`, `pcre:/a, ${TABLE}, pcre:/new`, "pcre:/a, pcre:/new"],
    ["before it", `pcre:/a, ${TABLE}`, `${TABLE}\n  pcre:/a`, "pcre:/a"],
    ["in other words", `pcre:/a, ${TABLE}`, "pcre:/etc/postfix/privacy_header_checks,pcre:/new", "pcre:/new"],
    ["and the filter's is gone", `pcre:/a, ${TABLE}`, "pcre:/new", "pcre:/new"],
    [
      "in a list of several lines",
      `pcre:/a, ${TABLE}`,
      `\n  pcre:/a\n  ${TABLE}\n  pcre:/new`,
      "\n  pcre:/a\n \n  pcre:/new",
    ],
  ])("another table in header_checks, %s", (_, old, fresh, left) => {
    const files = edited(filtered("everything"), "main.cf", old, fresh);
    const { "main.cf": main } = without(files).files;
    // These were given header_checks as it was; what is not in it any longer may be somebody's own.
    const isKept = !left.includes("pcre:/a");
    const kept = isKept ? "mime_header_checks = pcre:/a\nnested_header_checks = pcre:/a\n" : "";
    expect(main).toBe(MAIN.replace("pcre:/a", left) + kept);
  });

  it("another table beside the filter's in a line that the filter has added", () => {
    const before = `-- main.cf --\nmyhostname = a.example\n-- master.cf --\n${MASTER}`;
    const files = edited(filtered("everything", before), "main.cf", TABLE, `${TABLE}, pcre:/new`);
    expect(without(files).files["main.cf"]).toBe("myhostname = a.example\nheader_checks = pcre:/new\n");
  });

  it("another value of a setting that the filter has added", () => {
    const names = ["mime_header_checks = pcre:/a", "nested_header_checks = pcre:/a", "header = yes"];
    const changed = [
      "mime_header_checks = pcre:/mime",
      "nested_header_checks = pcre:/a pcre:/b",
      "header = no",
    ];
    for (const [index, name] of names.entries()) {
      const files = edited(filtered("everything"), "main.cf", name, changed[index]!);
      const line = changed[index]!.replace("header = no", "smtpd_sasl_authenticated_header = no");
      expect(without(files).files["main.cf"]).toBe(`${MAIN}${line}\n`);
    }
  });

  it("another value of a setting that the filter has changed", () => {
    const before = `-- main.cf --\n${MAIN}smtpd_sasl_authenticated_header = no\n-- master.cf --\n${MASTER}  -o cleanup_service_name=cleanup\n`;
    const login = edited(filtered("everything", before), "main.cf", "header = yes", "header = $mine");
    expect(without(login).files["main.cf"]).toBe(`${MAIN}smtpd_sasl_authenticated_header = $mine\n`);
    const own = MASTER.replace("  -o", "  -o cleanup_service_name=cleanup\n  -o");
    const service = filtered(
      "submission",
      `-- main.cf --\n${MAIN}-- master.cf --\n${own}other unix n - y - 0 cleanup\n`,
    );
    const moved = edited(
      service,
      "master.cf",
      "cleanup_service_name=privacy-cleanup",
      "cleanup_service_name=other",
    );
    expect(without(moved).files["master.cf"]).toBe(
      `${own.replace("name=cleanup", "name=other")}other unix n - y - 0 cleanup\n`,
    );
  });

  it("lines above, between and below those of the filter", () => {
    const marked = edited(filtered("everything"), "main.cf", "# Header", "# mine\n\n# Header");
    const files = edited(marked, "main.cf", "\nnested", "\n# why\nnested");
    const longer = new Map(files).set("main.cf", `${files.get("main.cf")}mydomain = example.com\n# end`);
    expect(without(longer).files["main.cf"]).toBe(`${MAIN}# mine\n\n# why\nmydomain = example.com\n# end`);
  });

  it("lines whose mark is gone; that login names are written without the filter is said", () => {
    const files = filtered("everything");
    const unmarked = files.get("main.cf")!.replace(/# Header.*\n/, "");
    const { files: left, notes } = without(new Map(files).set("main.cf", unmarked));
    expect(left["main.cf"]).toBe(
      `${MAIN}mime_header_checks = pcre:/a\nnested_header_checks = pcre:/a\nsmtpd_sasl_authenticated_header = yes\n`,
    );
    expect(notes).toMatchInlineSnapshot(`
      [
        "consequence: smtpd_sasl_authenticated_header stays yes: the login names of users go out in Received lines. If only the filter needed that, take it out of main.cf.",
      ]
    `);
  });

  it("options and services around those of the filter", () => {
    const option = edited(
      filtered("submission"),
      "master.cf",
      "  -o cleanup_service_name=privacy-cleanup\n",
      "  -o syslog_name=in -o cleanup_service_name=privacy-cleanup -v\n",
    );
    const files = edited(option, "master.cf", "# Header", "own unix - - y - - pipe\n# mine\n# Header");
    const longer = new Map(files).set(
      "master.cf",
      `${files.get("master.cf")}# why\nlast unix - - y - - lmtp`,
    );
    expect(without(longer)).toEqual({
      files: {
        "main.cf": MAIN,
        "master.cf": `${MASTER.replace("smtpd\n", "smtpd\n  -o syslog_name=in -v\n")}own unix - - y - - pipe\n# mine\n# why\nlast unix - - y - - lmtp`,
      },
      notes: [],
    });
  });

  it("a service that has come to use the filter, too", () => {
    const files = filtered("submission");
    const more = "smtps inet n - y - - smtpd\n  -o cleanup_service_name=privacy-cleanup\n  -v\n";
    const longer = new Map(files).set("master.cf", files.get("master.cf")! + more);
    expect(without(longer).files["master.cf"]).toBe(`${MASTER}smtps inet n - y - - smtpd\n  -v\n`);
  });

  it("but not what was given to the filter's own service, of which a note tells", () => {
    const files = edited(
      filtered("submission"),
      "master.cf",
      "header_checks=pcre:/a,",
      "header_checks=pcre:/a,pcre:/new,",
    );
    const longer = new Map(files).set("master.cf", `${files.get("master.cf")}  -o syslog_name=users -v\n`);
    const { files: left, notes } = without(longer);
    expect(left["master.cf"]).toBe(MASTER);
    expect(notes).toMatchInlineSnapshot(`
      [
        "consequence: The service of the filter goes with what it has been given since: header_checks of privacy-cleanup/unix: pcre:/new; syslog_name of privacy-cleanup/unix: users. To keep that, give it to the service cleanup/unix.",
      ]
    `);
  });

  it("and rules in the table, which goes with them and stays as a backup", () => {
    const files = edited(
      filtered("submission"),
      "privacy_header_checks",
      "/^(X-Mailer",
      "/^X-Mine:/ HOLD\n/^(X-Mailer",
    );
    expect(without(files)).toEqual({ files: { "main.cf": MAIN, "master.cf": MASTER }, notes: [] });
  });

  it("the line ends of the table, whose comments say what was before", () => {
    const before = `-- main.cf --\n${MAIN}-- master.cf --\n${MASTER}x inet n - y - - smtpd -o cleanup_service_name=cleanup -o smtpd_sasl_auth_enable=yes\n`;
    const files = filtered("submission", before);
    const table = files.get("privacy_header_checks")!.replaceAll("\n", "\r\n");
    expect(without(new Map(files).set("privacy_header_checks", table)).files).toEqual(
      Object.fromEntries(filesOf(before)),
    );
  });
});

describe("a table that is not the filter's", () => {
  const own = "# Mine.\n/^X-Mine:/ IGNORE\n";

  it("stays, as does what refers to it", () => {
    const main = "header_checks = pcre:/etc/postfix/privacy_header_checks\n";
    const fixture = `-- privacy_header_checks --\n${own}-- main.cf --\n${main}-- master.cf --\n${MASTER}`;
    expect(shownRefusal(removalIn(filesOf(fixture)))).toMatchInlineSnapshot(
      `"There is no header privacy filter here: neither file refers to a table of one. Rules that somebody has written by hand are left alone. privacy_header_checks does not start as a table of the filter does, so it stays where it is."`,
    );
  });

  it("stays beside the filter's", () => {
    const fixture = `-- privacy_header_checks --\n${own}${BOTH}`;
    const { files, notes } = without(filtered("everything", fixture));
    expect(files).toEqual({ privacy_header_checks: own, "main.cf": MAIN, "master.cf": MASTER });
    expect(notes).toMatchInlineSnapshot(`
      [
        "fits: privacy_header_checks does not start as a table of the filter does, so it stays where it is.",
      ]
    `);
  });
});

describe("a filter in pieces", () => {
  it.each(["submission", "everything"] as const)("whose table is missing goes all the same: %s", (scope) => {
    const files = new Map(filtered(scope));
    files.delete("privacy_header_checks");
    expect(without(files).files).toEqual({ "main.cf": MAIN, "master.cf": MASTER });
  });

  it("of which only the table is left goes, too", () => {
    const files = new Map(filtered("everything")).set("main.cf", MAIN);
    expect(without(files).files).toEqual({ "main.cf": MAIN, "master.cf": MASTER });
  });
});

describe("is refused", () => {
  it("where there is no filter, or a file is broken", () => {
    expect([
      shownRefusal(removalIn(filesOf(BOTH))),
      shownRefusal(removalIn(filesOf("-- main.cf --\n"))),
      shownRefusal(removalIn(new Map(filtered("everything")).set("main.cf", "header_checks\n"))),
    ]).toMatchInlineSnapshot(`
      [
        "There is no header privacy filter here: neither file refers to a table of one. Rules that somebody has written by hand are left alone.",
        "There is no header privacy filter here: neither file refers to a table of one. Rules that somebody has written by hand are left alone.",
        "main.cf:1: Postfix does not get past line 1 of main.cf: no "=" behind "header_checks". What a filter would do to its mail cannot be told until that is mended.",
      ]
    `);
  });

  it("where something else has come to use a part of it", () => {
    const main = (line: string, scope: PrivacyScope = "submission") => {
      const files = filtered(scope);
      return shownRefusal(removalIn(new Map(files).set("main.cf", `${files.get("main.cf")}${line}\n`)));
    };
    const master = (line: string) => {
      const files = filtered("everything");
      return shownRefusal(removalIn(new Map(files).set("master.cf", `${MASTER}${line}\n`)));
    };
    expect([
      main("cleanup_service_name = privacy-cleanup"),
      main(`mine = pcre:/a ${TABLE_WORD}\n`),
      main(`nested_header_checks = ${TABLE_WORD}`, "everything"),
      master(`own unix n - y - 0 cleanup\n  -o header_checks=pcre:/etc/postfix/privacy_header_checks`),
    ]).toMatchInlineSnapshot(`
      [
        "main.cf:4: cleanup_service_name refers to privacy-cleanup, which is part of the filter, in a place where the filter was not set up. Without it Postfix would take no mail there. Take it out of cleanup_service_name first.",
        "main.cf:4: mine refers to regexp:$config_directory/privacy_header_checks, which is part of the filter, in a place where the filter was not set up. Without it Postfix would take no mail there. Take it out of mine first.",
        "main.cf:8: nested_header_checks refers to regexp:$config_directory/privacy_header_checks, which is part of the filter, in a place where the filter was not set up. Without it Postfix would take no mail there. Take it out of nested_header_checks first.",
        "master.cf:5: header_checks of own/unix refers to pcre:/etc/postfix/privacy_header_checks, which is part of the filter, in a place where the filter was not set up. Without it Postfix would take no mail there. Take it out of header_checks of own/unix first.",
      ]
    `);
  });

  const TABLE_WORD = "regexp:$config_directory/privacy_header_checks";
});

it("shows what goes as what came", () => {
  const plan = planFor(BOTH, { scope: "everything" });
  expect(changesFor(BOTH, { scope: "everything" })).toContain("made: privacy_header_checks\n");
  const removal = removalIn(applied(filesOf(BOTH), plan.files));
  if (isRefused(removal)) throw new Error(removal.reason);
  // What refers to the table goes before the table does.
  expect(removal.files.map(({ name, after }) => [name, after])).toEqual([
    ["main.cf", MAIN],
    ["privacy_header_checks", undefined],
  ]);
});
