// Which database tables a configuration names, and which parameters their clients would read.
import { describe, expect, it } from "vitest";
import { referencedClientTables, tablesReading } from "../../../server/src/analysis/model/database-clients";
import { configurationOf, factsOf } from "./support";

describe("tablesReading", () => {
  const { registry } = factsOf();

  it.each([
    ["acc_hosts", ["mysql:acc", "pgsql:acc"]],
    ["acc_server_host", ["ldap:acc"]],
    ["a_b_dbname", ["mysql:a_b", "pgsql:a_b"]],
    ["acc_dbpath", ["sqlite:acc"]],
    ["_hosts", ["mysql:", "pgsql:"]],
    ["hosts", []],
    ["acchosts", []],
    ["acc_hosts_", []],
    ["relayhost", []],
  ])("%s", (name, tables) => expect(tablesReading(registry, name)).toEqual(tables));
});

describe("referencedClientTables", () => {
  const tables = (fixture: string, scope?: string) =>
    [...referencedClientTables(configurationOf(fixture), scope)].sort();

  it.each([
    [
      "virtual_alias_maps = mysql:a, proxy:pgsql:b hash:/c ldap:/d sqlite:./e memcache:f",
      ["memcache:f", "mysql:a", "pgsql:b"],
    ],
    ["virtual_alias_maps = $a\na = ldap:b", ["ldap:b"]],
    ["a = ldap:b", []],
    ["smtpd_expansion_filter = ldap:b", []],
    ["virtual_alias_maps = ldap:b\nvirtual_alias_maps = x", []],
    ["virtual_alias_maps = ${", []],
    ["virtual_alias_maps = { { ldap:a } pipemap:{ldap:b, mysql:c} }", ["ldap:a", "ldap:b", "mysql:c"]],
    ["virtual_alias_maps = ldap:{x", []],
    ["virtual_alias_maps = { ldap:x", ["ldap:x"]],
    ["virtual_alias_maps = ldap:a:b", ["ldap:a:b"]],
  ])("%j", (main, expected) => expect(tables(main)).toEqual(expected));

  it("looks at the overrides of a service, and at main.cf through them", () => {
    const fixture =
      "-- main.cf --\na = ldap:main\nvirtual_alias_maps = mysql:main\n-- master.cf --\nsmtp inet n - y - - smtpd -o transport_maps=$a -o b=pgsql:x\n";
    expect(tables(fixture, "smtp/inet")).toEqual(["ldap:main"]);
    expect(tables(fixture)).toEqual(["mysql:main"]);
    expect(tables(fixture, "no/such")).toEqual([]);
  });
});
