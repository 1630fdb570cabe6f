// The files behind lookup tables, and the commands that index them.
import { describe, expect, it } from "vitest";
import { Configuration } from "../../../server/src/analysis/model/configuration";
import { tableWords } from "../../../server/src/analysis/model/lookup-tables";
import { indexCommand, tableFilesOf } from "../../../server/src/analysis/rules/table-files";
import type { TableSetting } from "../../../server/src/analysis/rules/table-settings";
import { factsFor } from "../../support/rule-tester";

const settingOf = (name: string, value: string) =>
  ({ setting: { name }, ...tableWords(value, "map-list") }) as unknown as TableSetting;
const live = new Configuration(factsFor({ files: {} }), { path: "/etc/postfix" });

describe("tableFilesOf", () => {
  it("tells the kinds of files apart", () => {
    const tables = settingOf(
      "virtual_alias_maps",
      "hash:/a regexp:/b proxy:mysql:/c ldap:d static:/e sdbm:/f texthash:g",
    );
    expect(tableFilesOf(tables, live).map(({ path, kind, indexes }) => [path, kind, ...indexes])).toEqual([
      ["/a", "indexed", "/a.db"],
      ["/b", "text"],
      ["/c", "client"],
      ["/f", "indexed", "/f.dir", "/f.pag"],
    ]);
  });

  it("finds none on another machine, and none that Postfix makes itself", () => {
    const tables = settingOf("virtual_alias_maps", "hash:/a");
    expect(tableFilesOf(tables, new Configuration(factsFor({})))).toEqual([]);
    expect(tableFilesOf(settingOf("address_verify_map", "btree:/a"), live)).toEqual([]);
  });
});

describe("indexCommand", () => {
  const commandOf = (name: string, configuration = live) =>
    indexCommand(tableFilesOf(settingOf(name, "proxy:hash:/a"), live)[0]!, name, configuration);

  it("is the tool for the kind of table", () => {
    expect(commandOf("transport_maps")).toBe("postmap hash:/a");
    expect(commandOf("alias_maps")).toBe("postalias hash:/a");
    expect(commandOf("tls_server_sni_maps")).toBe("postmap -F hash:/a");
  });

  it("names a directory that somebody named", () => {
    const named = new Configuration(factsFor({ files: {} }), { path: "/srv/postfix", isNamed: true });
    expect(commandOf("transport_maps", named)).toBe("postmap -c /srv/postfix hash:/a");
  });
});
