// Settings with the tables that they name.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import { defineRule } from "../../../server/src/analysis/rules/rule";
import {
  onTableSettings,
  someType,
  startsWithReference,
  type TableSetting,
} from "../../../server/src/analysis/rules/table-settings";
import { factsFor } from "../../support/rule-tester";

/** What a rule gets to see of a main.cf. */
function seen(main: string): string[] {
  const settings: TableSetting[] = [];
  const rule = defineRule({
    id: "all-tables",
    since: "0.1.0",
    status: "stable",
    severity: "hint",
    docs: { what: "", why: "", bad: "", good: "", references: [] },
    messages: {},
    ...onTableSettings((tables) => settings.push(tables)),
  });
  directoryOf(factsFor({}), [rule], { main }).findings("postfix-main");
  return settings.map(({ setting, taking, tables, isWritten }) =>
    [setting.name, taking, ...tables.map((table) => (isWritten(table) ? table.text : `$${table.text}`))].join(
      " ",
    ),
  );
}

describe("onTableSettings", () => {
  it("shows the settings that take tables", () => {
    expect(
      seen(
        "virtual_alias_maps = hash:/a, static:b\nrelayhost = a:b\nmydestination = a /b\nmynetworks = 10.0.0.0/8\nheader_checks =\n",
      ),
    ).toEqual(["virtual_alias_maps map-list hash:/a static:b", "mydestination match-list"]);
  });

  it("shows restriction classes, and no other names of the user's own", () => {
    expect(seen("smtpd_restriction_classes = a\na = check_client_access hash:/a\nb = hash:/b\n")).toEqual([
      "a restriction-list hash:/a",
    ]);
  });

  it("leaves out what another setting that takes tables contributes", () => {
    expect(
      seen(
        "alias_maps = hash:/a\nmine = hash:/b\nlocal_recipient_maps = $alias_maps $mine unix:${x}c\nx =\n",
      ),
    ).toEqual(["alias_maps map-list hash:/a", "local_recipient_maps map-list $hash:/b $unix:c"]);
  });

  it("leaves out values that cannot be known", () => {
    expect(seen("virtual_alias_maps = $nowhere hash:/a\ntransport_maps = {{ maps }}\n")).toEqual([]);
  });
});

describe("someType", () => {
  it.each([
    ["hash:/a:b, !proxy:mysql:/c {cidr:/d x}", ["hash|/", "proxy|m", "mysql|/", "cidr|/"]],
    ["pipemap:{static:a, b} :x ldap: y:", ["pipemap|{", "static|a", "|x", "ldap| ", "y|"]],
    ["check_policy_service inet:a:1, Check_Policy_Service { inet:b:2 } inet:c:3", ["inet|c"]],
    ["none", []],
  ])("looks at the types in %j", (value, types) => {
    const found: string[] = [];
    expect(someType(value, (type, next) => found.push(`${type}|${next}`) < 0)).toBe(false);
    expect(found).toEqual(types);
    expect(someType(value, () => true)).toBe(types.length > 0);
  });
});

describe("startsWithReference", () => {
  it.each([
    ["a, $b", true],
    ["!${b}", true],
    ["hash:$b/c a.$b", false],
  ])("of %j is %s", (value, result) => {
    expect(startsWithReference(value)).toBe(result);
  });
});
