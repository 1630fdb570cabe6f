// Lists of values: what is in them, in which order, and where they end.
import { describe, expect, it } from "vitest";
import { Configuration } from "../../../server/src/analysis/model/configuration";
import {
  listValues,
  normalizeBlanks,
  type ValueSelection,
} from "../../../server/src/analysis/model/effective-values";
import { configurationOf, factsOf } from "./support";

/** `name = value` lines of a list. */
const list = (
  configuration: Configuration,
  selection: ValueSelection,
  names?: readonly string[],
  expanded = false,
) =>
  listValues(configuration, selection, names, expanded).values.map(({ name, value }) => `${name} = ${value}`);

describe("listValues", () => {
  const MAIN =
    "relayhost =  [$own]\n  :25\nown = mail\nunused = 1\nvirtual_maps = x\nprocess_name = y\nmail_name = Z\n";

  it("lists what main.cf sets and something uses, sorted by byte", () => {
    expect(list(configurationOf(MAIN), "set")).toEqual([
      "mail_name = Z",
      "own = mail",
      "relayhost = [$own] :25",
      "virtual_maps = x",
    ]);
    expect(list(configurationOf("B = $a\na = $B\n_ = $_\n"), "set")).toEqual(["B = $a", "_ = $_", "a = $B"]);
  });

  it("expands values, but no raw ones", () => {
    const configuration = configurationOf(`${MAIN}smtpd_expansion_filter = $own\n`);
    expect(list(configuration, "set", undefined, true)).toEqual([
      "mail_name = Z",
      "own = mail",
      "relayhost = [mail] :25",
      "smtpd_expansion_filter = $own",
      "virtual_maps = x",
    ]);
  });

  it("lists everything: built in, computed, of services and user-defined, old names only when set", () => {
    const lines = list(
      configurationOf(`-- main.cf --\n${MAIN}-- master.cf --\nx unix - n n - - pipe\n`),
      "all",
    );
    for (const line of [
      "own = mail",
      "myhostname = mail.example.test",
      "x_time_limit = $command_time_limit",
      "process_name = postconf",
      "service_name = ",
      "virtual_maps = x",
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.filter((line) => /^(fallback_relay|unused) /.test(line))).toEqual([]);
    const names = lines.map((line) => line.slice(0, line.indexOf(" ")));
    expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
    expect(names.length).toBeGreaterThan(800);
  });

  it("lists an old name that only a service overrides, with its empty default", () => {
    const fixture = "-- main.cf --\n-- master.cf --\nsmtp inet n - y - - smtpd -o virtual_maps=x\n";
    expect(list(configurationOf(fixture), "all").filter((line) => line.startsWith("virtual_maps"))).toEqual([
      "virtual_maps = ",
    ]);
    expect(
      list(configurationOf(fixture), "defaults").filter((line) => line.startsWith("virtual_maps")),
    ).toEqual([]);
  });

  it("lists names in the order asked for, and tells those that are none", () => {
    const found = listValues(
      configurationOf(MAIN),
      "all",
      ["own", "nope", "fallback_relay", "own", "unused"],
      false,
    );
    expect(found).toEqual({
      values: [
        { name: "own", value: "mail" },
        { name: "fallback_relay", value: "" },
        { name: "own", value: "mail" },
      ],
      unknown: ["nope", "unused"],
      failure: undefined,
      unresolved: [],
    });
  });

  it("leaves out of the set ones what is not set, even when asked for", () => {
    expect(list(configurationOf(MAIN), "set", ["own", "mydomain", "process_name"])).toEqual(["own = mail"]);
  });

  it("takes a directory that was named for a setting", () => {
    expect(list(new Configuration(factsOf(), { path: "/etc/x", isNamed: true }), "set")).toEqual([
      "config_directory = /etc/x",
    ]);
  });

  it("ends in front of a value that cannot be expanded", () => {
    const configuration = configurationOf("a = $b\nb = 1\nc = ${\nd = $c $a $d\n");
    const found = listValues(configuration, "set", undefined, true);
    expect(found.values).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "1" },
    ]);
    expect(found.failure).toMatchObject({ name: "c", failure: { kind: "syntax" } });
  });

  it("tells which values take a name service", () => {
    const found = listValues(
      configurationOf("inet_interfaces = far.example.test\n"),
      "all",
      ["mynetworks", "mail_name"],
      false,
    );
    expect(found.unresolved).toEqual(["mynetworks"]);
    expect(found.values).toEqual([{ name: "mail_name", value: "Postfix" }]);
  });

  it("finds no value for a name that nothing uses, where another one refers to it by accident", () => {
    // `$unused` is looked up by name in main.cf, used or not.
    expect(list(configurationOf("relayhost = ${nope}x\n"), "set", undefined, true)).toEqual([
      "relayhost = x",
    ]);
  });
});

describe("normalizeBlanks", () => {
  it.each([
    ["", ""],
    ["  a \t b\r\n c  ", "a b c"],
    ["a,  b", "a, b"],
    ["a\vb", "a\vb"],
    ["{ a  b }", "{ a b }"],
    ["a\u00a0 b", "a\u00a0 b"],
  ])("%j is printed as %j", (text, printed) => expect(normalizeBlanks(text)).toBe(printed));
});
