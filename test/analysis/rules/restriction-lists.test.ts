// The lists that SMTP servers evaluate, and what they make of them.
import { describe, expect, it } from "vitest";
import {
  classesOf,
  contentsIn,
  entryRemoval,
  entrySpan,
  isYes,
  knownText,
  listsOf,
  onRestrictionLists,
  placedSetting,
  type RestrictionList,
  restrictionLists,
  serverScopes,
} from "../../../server/src/analysis/rules/restriction-lists";
import type { PlacedReport } from "../../../server/src/analysis/rules/rule";
import { applyEdits } from "../../../server/src/base/text-edit";
import { configurationOf, factsOf } from "../model/support";

const TWO_SERVERS =
  "-- master.cf --\na inet n - n - - smtpd\nb inet n - n - - smtpd -o smtpd_client_restrictions=reject -o smtpd_restriction_classes=grey\nc inet n - n - - smtpd\nd unix - - n - - pipe\n";

function shown({ setting, scopes, allScopes, contexts, items }: RestrictionList): string {
  const names = items.map(({ kind, name }) => (kind === "restriction" ? name : `${name}(${kind})`));
  const others = allScopes.length > scopes.length ? ` of ${allScopes.join(" ")}` : "";
  const users = [...contexts].filter((name) => name !== setting.name);
  return [
    `${setting.scope ?? "main.cf"} ${setting.name}: ${names.join(" ")}`,
    `[${scopes.map((scope) => scope ?? "main.cf").join(" ")}${others}]`,
    ...users,
  ].join(" ");
}

describe("restrictionLists", () => {
  it("are those of main.cf where there is no server", () => {
    const configuration = configurationOf(
      "smtpd_client_restrictions = reject\nsmtpd_client_restrictions = permit\nsmtpd_etrn_restrictions =\nmy_restrictions = a\n",
    );
    expect(serverScopes(configuration)).toEqual([undefined]);
    expect(restrictionLists(configuration).map(shown)).toEqual([
      "main.cf smtpd_client_restrictions: permit [main.cf]",
      "main.cf smtpd_etrn_restrictions:  [main.cf]",
    ]);
  });

  it("tell the servers apart that have other classes or lists of their own", () => {
    const configuration = configurationOf(
      `-- main.cf --\ngrey = permit\nsmtpd_client_restrictions = permit\nsmtpd_data_restrictions = grey\n${TWO_SERVERS}`,
    );
    expect(restrictionLists(configuration).map(shown)).toEqual([
      "main.cf smtpd_client_restrictions: permit [a/inet c/inet]",
      "b/inet smtpd_client_restrictions: reject [b/inet]",
      "main.cf smtpd_data_restrictions: grey(unknown) [a/inet c/inet of a/inet b/inet c/inet]",
      "main.cf smtpd_data_restrictions: grey(class) [b/inet of a/inet b/inet c/inet]",
      "main.cf grey: permit [b/inet] smtpd_data_restrictions",
    ]);
  });

  it("know which lists use a class, also through other classes", () => {
    const configuration = configurationOf(
      "smtpd_restriction_classes = a, b c\na = b\nb = a reject\nc = permit\nsmtpd_helo_restrictions = a\nsmtpd_data_restrictions = b\n",
    );
    expect(restrictionLists(configuration).map(shown).slice(2)).toEqual([
      "main.cf a: b(class) [main.cf] smtpd_helo_restrictions smtpd_data_restrictions",
      "main.cf b: a(class) reject [main.cf] smtpd_helo_restrictions smtpd_data_restrictions",
      "main.cf c: permit [main.cf]",
    ]);
  });

  it("leave out what cannot be read", () => {
    expect(restrictionLists(configurationOf("smtpd_client_restrictions = $nothing permit\n"))).toEqual([]);
    expect(restrictionLists(configurationOf("smtpd_client_restrictions = permit # a\n"))).toEqual([]);
    const classes = "smtpd_restriction_classes = {{ a }}\nsmtpd_client_restrictions = permit\n";
    expect(restrictionLists(configurationOf(classes))).toEqual([]);
  });

  it("are those that the version has", () => {
    expect(listsOf(configurationOf("", factsOf("2.9")))).not.toContain("smtpd_relay_restrictions");
    expect(listsOf(configurationOf(""))).toContain("smtpd_relay_restrictions");
  });
});

describe("onRestrictionLists", () => {
  it("reports the same once, and at the chunk of the list", () => {
    const configuration = configurationOf(`-- main.cf --\nsmtpd_data_restrictions = permit\n${TWO_SERVERS}`);
    const found: PlacedReport[] = [];
    let checks = 0;
    const { configuration: check } = onRestrictionLists((list, { report }) => {
      checks++;
      if (!list.isClass) report({ message: "a", ...list.spanOf(0, 6) });
    });
    check!({ configuration, report: (report) => found.push(report) });
    expect(checks).toBe(3);
    expect(found.map(({ file, chunk, start, end }) => [file, chunk?.text.slice(start, end)])).toEqual([
      ["postfix-master", "reject"],
      ["postfix-main", "permit"],
    ]);
  });
});

describe("knownText", () => {
  it.each([
    ["b = c\na = x $b\n", "x c"],
    ["", ""],
    ["a =\n", ""],
    ["a = $b\n", undefined],
    ["a = ${b?c}\n", ""],
    ["a = {{ b }}\n", undefined],
    ["b = {{ c }}\na = $b\n", undefined],
    ["a = b # c\n", undefined],
    ["a = $a\n", undefined],
  ])("of %j is %j", (main, expected) => {
    expect(knownText(configurationOf(main), "a", undefined)).toBe(expected);
  });
});

describe("settings of a server", () => {
  const configuration = configurationOf(
    "-- main.cf --\nbiff = YES\nrelayhost = a\n-- master.cf --\nx inet n - n - - smtpd -o biff=no\n",
  );

  it("are its own before those of main.cf", () => {
    expect(placedSetting(configuration, "biff", "x/inet")).toMatchObject({
      file: "postfix-master",
      setting: { value: "no", scope: "x/inet" },
    });
    expect(placedSetting(configuration, "biff", undefined)).toMatchObject({
      file: "postfix-main",
      setting: { value: "YES", scope: undefined },
    });
    expect(placedSetting(configuration, "relayhost", "x/inet")?.file).toBe("postfix-main");
    expect(placedSetting(configuration, "mydomain", "x/inet")).toBeUndefined();
  });

  it("are yes or no", () => {
    expect(isYes(configuration, "biff", undefined)).toBe(true);
    expect(isYes(configuration, "biff", "x/inet")).toBe(false);
  });
});

describe("classes", () => {
  const configuration = configurationOf("smtpd_restriction_classes = a,b\na = permit\nb = $nothing\n");

  it("are named and read", () => {
    const classes = classesOf(configuration, undefined)!;
    expect([...classes]).toEqual(["a", "b"]);
    const contents = contentsIn(configuration, undefined);
    expect(contents("a")?.map(({ name }) => name)).toEqual(["permit"]);
    expect(contents("b")).toBeUndefined();
    expect(contents("a")).toBe(contents("a"));
  });

  it("are none where none is set", () => {
    expect(classesOf(configurationOf(""), undefined)?.size).toBe(0);
  });
});

describe("an entry", () => {
  function after(main: string, index: number): string | undefined {
    const [list] = restrictionLists(configurationOf(main));
    const edits = entryRemoval(list!, list!.items[index]!);
    return edits.length > 0 ? applyEdits(list!.chunk.text, edits) : undefined;
  }

  it("reaches from warn_if_reject to the argument", () => {
    const [list] = restrictionLists(
      configurationOf("smtpd_client_restrictions = permit_mynetworks, warn_if_reject sleep 1, reject\n"),
    );
    const { start, end } = entrySpan(list!.items[1]!, list!.expanded);
    expect(list!.expanded.text.slice(start, end)).toBe("warn_if_reject sleep 1");
  });

  it.each([
    ["a, warn_if_reject sleep 1, reject", 0, "warn_if_reject sleep 1, reject"],
    ["a, warn_if_reject sleep 1, reject", 1, "a, reject"],
    ["a,\n  sleep 1,\n  reject", 1, "a,\n  reject"],
    ["a,\n  sleep 1,\n  reject", 2, "a,\n  sleep 1"],
    ["reject", 0, ""],
    ["a,\n# about reject\n  reject", 1, undefined],
    ["$mail_name reject", 0, undefined],
  ])("goes: %j without number %i", (value, index, expected) => {
    const name = "smtpd_client_restrictions = ";
    expect(after(`${name}${value}\n`, index)).toBe(
      expected === undefined ? undefined : `${name}${expected}\n`,
    );
  });
});
