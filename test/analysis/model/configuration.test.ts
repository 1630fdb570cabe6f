// Which names exist, who uses them and what they amount to: the cases that postconf tells apart, one by one.
import { describe, expect, it } from "vitest";
import { ANY_NAME, Configuration } from "../../../server/src/analysis/model/configuration";
import { installedFacts } from "../../../server/src/analysis/model/postfix-facts";
import { parseMainCf } from "../../../server/src/syntax/main-cf";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";
import { configurationOf, factsOf, MACHINE } from "./support";

const SMTP = "smtp inet n - y - - smtpd";

describe("the kind of a name", () => {
  const kind = (fixture: string, name: string, version?: string) =>
    configurationOf(fixture, factsOf(version)).nameKind(name);

  it.each([
    ["built in", "", "relayhost", "builtin"],
    ["computed by Postfix", "", "mynetworks", "builtin"],
    ["of the program that reads", "", "process_name", "builtin"],
    ["old, behind the default of a new name", "", "virtual_maps", "legacy"],
    ["nowhere", "", "foo", undefined],
    ["of a newer version", "", "smtpd_forbid_bare_newline_exclusions", "builtin"],
    ["set, and nothing else", "foo = 1", "foo", undefined],
    ["referred to, and set nowhere", "relayhost = $foo", "foo", undefined],
    ["set and referred to", "relayhost = $foo\nfoo = 1", "foo", "user"],
    [
      "referred to before a later line takes over",
      "relayhost = $foo\nrelayhost = x\nfoo = 1",
      "foo",
      undefined,
    ],
    ["referred to by itself", "foo = $foo", "foo", "user"],
    ["referred to by a name that nobody uses", "bar = $foo\nfoo = 1", "foo", "user"],
    ["referred to behind a condition", "relayhost = ${x?{$foo}}\nfoo = 1", "foo", "user"],
    ["referred to behind an error", "relayhost = $ $foo\nfoo = 1", "foo", undefined],
    ["referred to where nothing is expanded", "smtpd_expansion_filter = $foo\nfoo = 1", "foo", undefined],
    ["referred to by a setting that is ignored", "process_name = $foo\nfoo = 1", "foo", undefined],
    ["written with a doubled dollar", "relayhost = $$foo\nfoo = 1", "foo", undefined],
  ])("that is %s", (_, main, name, expected) => expect(kind(main, name)).toBe(expected));

  it("depends on the version", () => {
    expect(kind("", "smtpd_relay_restrictions", "2.9")).toBeUndefined();
    expect(kind("", "smtpd_relay_restrictions", "2.10")).toBe("builtin");
    expect(
      kind(
        "relayhost = $smtpd_relay_restrictions\nsmtpd_relay_restrictions = x",
        "smtpd_relay_restrictions",
        "2.9",
      ),
    ).toBe("user");
  });

  describe("in the list of restriction classes", () => {
    it.each([
      ["smtpd_restriction_classes = a, foo\nfoo = permit", "foo", "user"],
      ["smtpd_restriction_classes = a, foo", "foo", undefined],
      ["smtpd_restriction_classes = $list\nlist = foo\nfoo = permit", "foo", "user"],
      ["smtpd_restriction_classes = foo\nsmtpd_restriction_classes =\nfoo = permit", "foo", undefined],
      ["smtpd_restriction_classes = $mail_name\nPostfix = permit", "Postfix", undefined],
      ["smtpd_restriction_classes = { foo\nfoo = permit", "foo", "user"],
    ])("%j", (main, name, expected) => expect(kind(main, name)).toBe(expected));
  });

  it("that a default refers to is user-defined while that default is in force", () => {
    const facts = installedFacts("mail_version = 3.7.11\nnew_maps = ${old_maps}\n", [], MACHINE)!;
    const kindWith = (main: string) => configurationOf(main, facts).nameKind("old_maps");
    expect(kindWith("old_maps = x")).toBe("user");
    expect(kindWith("old_maps = x\nnew_maps = y")).toBeUndefined();
    expect(kindWith("")).toBeUndefined();
    const override = (main: string) =>
      configurationOf(`-- main.cf --\n${main}\n-- master.cf --\n${SMTP} -o old_maps=x\n`, facts);
    expect(override("").isUsed("old_maps", "smtp/inet")).toBe(true);
    expect(override("new_maps = y").isUsed("old_maps", "smtp/inet")).toBe(false);
    expect(kind("virtual_maps = x\nvirtual_alias_maps = y", "virtual_maps"), "known by itself").toBe(
      "legacy",
    );
  });

  describe("of a service", () => {
    it.each([
      ["x unix - - n - - smtp", "x_destination_rate_delay", "service"],
      ["x unix - - n - - lmtp", "x_destination_rate_delay", "service"],
      ["x unix - n n - - pipe", "x_time_limit", "service"],
      ["x unix - n n - - pipe", "x_destination_recipient_limit", "service"],
      ["x unix - n n - 0 spawn", "x_time_limit", "service"],
      ["x unix - n n - 0 spawn", "x_destination_rate_delay", undefined],
      ["x unix - - n - - smtp", "x_time_limit", undefined],
      ["x unix - - n - - smtpd", "x_destination_rate_delay", undefined],
      ["x unix - - n - - /usr/lib/smtp", "x_destination_rate_delay", undefined],
      ["x unix - - n - - smtp", "y_destination_rate_delay", undefined],
      ["relay unix - - n - - smtp", "relay_destination_concurrency_limit", "service"],
      [
        "a_destination_rate_delay unix - - n - - smtp",
        "a_destination_rate_delay_destination_rate_delay",
        "service",
      ],
      ["x unix - - n - smtp", "x_destination_rate_delay", undefined],
    ])("%s: %s", (master, name, expected) => {
      expect(kind(`-- main.cf --\n-- master.cf --\n${master}\n`, name)).toBe(expected);
    });
  });

  describe("of a database client", () => {
    it.each([
      ["virtual_alias_maps = mysql:acc\nacc_hosts = x", "acc_hosts", "user"],
      ["virtual_alias_maps = proxy:proxy:mysql:acc\nacc_hosts = x", "acc_hosts", "user"],
      ["virtual_alias_maps = hash:/a, ldap:acc\nacc_server_host = x", "acc_server_host", "user"],
      ["virtual_alias_maps = ldap:acc\nacc_hosts = x", "acc_hosts", undefined],
      ["virtual_alias_maps = mysql:/etc/acc\n/etc/acc_hosts = x", "/etc/acc_hosts", undefined],
      ["virtual_alias_maps = mysql:./acc\n./acc_hosts = x", "./acc_hosts", undefined],
      ["virtual_alias_maps = mysql:acc\nacc_nosuch = x", "acc_nosuch", undefined],
      ["virtual_alias_maps = mongodb:acc\nacc_uri = x", "acc_uri", undefined],
      ["virtual_alias_maps = $maps\nmaps = mysql:acc\nacc_hosts = x", "acc_hosts", "user"],
      ["maps = mysql:acc\nacc_hosts = x", "acc_hosts", undefined],
      [
        "smtpd_recipient_restrictions = check_client_access inline:{ a=b, mysql:acc }\nacc_hosts = x",
        "acc_hosts",
        "user",
      ],
      ["smtpd_client_restrictions = { mysql:acc, { x = y } }\nacc_hosts = x", "acc_hosts", "user"],
      ["virtual_alias_maps = static:{mysql:acc}\nacc_hosts = x", "acc_hosts", "user"],
      ["virtual_alias_maps = ${x?mysql:acc}\nacc_hosts = x", "acc_hosts", undefined],
      ["x_time_limit = mysql:acc\nacc_hosts = x", "acc_hosts", undefined],
      ["virtual_maps = mysql:acc\nacc_hosts = x", "acc_hosts", undefined],
      ["process_name = mysql:acc\nacc_hosts = x", "acc_hosts", undefined],
    ])("%j", (main, name, expected) => expect(kind(main, name)).toBe(expected));

    it("whose table a parameter of a service names", () => {
      const fixture =
        "-- main.cf --\nx_time_limit = mysql:acc\nacc_hosts = x\n-- master.cf --\nx unix - n n - - pipe\n";
      expect(kind(fixture, "acc_hosts")).toBe("user");
    });
  });

  describe("of main.cf that overrides use", () => {
    const withOverride = (override: string, main: string) =>
      `-- main.cf --\n${main}\n-- master.cf --\n${SMTP} ${override}\n`;

    it.each([
      ["-o relayhost=$foo", "foo = 1", "user"],
      ["-o relayhost=$foo -o foo=2", "foo = 1", undefined],
      ["-o relayhost=$foo -o relayhost=x", "foo = 1", undefined],
      ["-o smtpd_restriction_classes=foo", "foo = permit", "user"],
      ["-o smtpd_restriction_classes=foo -o foo=permit", "foo = permit", undefined],
      ["-o smtpd_restriction_classes=$bar", "foo = permit\nbar = foo", undefined],
      ["-o smtpd_restriction_classes=$bar -o bar=foo", "foo = permit", "user"],
      ["-o smtpd_expansion_filter=$foo", "foo = 1", undefined],
      ["-o process_name=$foo", "foo = 1", undefined],
    ])("%s with %j", (override, main, expected) =>
      expect(kind(withOverride(override, main), "foo")).toBe(expected));

    it.each([
      ["-o virtual_alias_maps=mysql:acc", "acc_hosts = x", "user"],
      ["-o virtual_alias_maps=mysql:acc -o acc_hosts=y", "acc_hosts = x", undefined],
      ["-o virtual_alias_maps=$maps", "acc_hosts = x\nmaps = mysql:acc", "user"],
      ["-o maps=mysql:acc", "acc_hosts = x", undefined],
    ])("%s with %j", (override, main, expected) =>
      expect(kind(withOverride(override, main), "acc_hosts")).toBe(expected));
  });
});

describe("the kinds of all names", () => {
  it("agree with the kind of each", () => {
    const configuration = configurationOf(
      `-- main.cf --\nfoo = 1\nbar = $foo\nvirtual_maps = x\n-- master.cf --\n${SMTP}\nx unix - - n - - lmtp\n`,
    );
    const kinds = configuration.knownNames();
    expect(kinds.get("foo")).toBe("user");
    expect(kinds.has("bar")).toBe(false);
    for (const [name, kind] of kinds) expect([name, configuration.nameKind(name)]).toEqual([name, kind]);
  });
});

describe("use of a name", () => {
  const TWO = `-- main.cf --\nfoo = 1\nbar = $zoo\n-- master.cf --\n${SMTP} -o foo=2 -o zoo=3 -o own=4 -o relayhost=$own\nx unix - - n - - smtp -o baz=5 -o foo=6 -o helo_name=7\n`;

  it.each([
    ["foo", undefined, false],
    ["foo", "smtp/inet", false],
    ["relayhost", "smtp/inet", true],
    ["own", "smtp/inet", true],
    ["zoo", "smtp/inet", true],
    ["baz", "x/unix", false],
    ["x_destination_rate_delay", undefined, true],
    ["own", undefined, false],
    ["own", "x/unix", false],
    ["own", "no/such", false],
  ])("%s in %s: %s", (name, scope, expected) =>
    expect(configurationOf(TWO).isUsed(name, scope)).toBe(expected));

  it("of restriction classes counts for the override of one", () => {
    const fixture = `-- main.cf --\nsmtpd_restriction_classes = cls\n-- master.cf --\n${SMTP} -o cls=permit\n`;
    expect(configurationOf(fixture).isUsed("cls", "smtp/inet")).toBe(true);
  });

  it("of a database table counts for the override of its parameters", () => {
    const master = `-- master.cf --\n${SMTP} -o acc_hosts=y\n`;
    expect(
      configurationOf(`-- main.cf --\nvirtual_alias_maps = mysql:acc\n${master}`).isUsed(
        "acc_hosts",
        "smtp/inet",
      ),
    ).toBe(true);
    expect(
      configurationOf(`-- main.cf --\nvirtual_alias_maps = hash:acc\n${master}`).isUsed(
        "acc_hosts",
        "smtp/inet",
      ),
    ).toBe(false);
    const own = `-- main.cf --\n-- master.cf --\n${SMTP} -o acc_hosts=y -o virtual_alias_maps=mysql:acc\n`;
    expect(configurationOf(own).isUsed("acc_hosts", "smtp/inet")).toBe(true);
  });

  it("is told apart for settings alone", () => {
    const configuration = configurationOf(`-- main.cf --\na = $b\n-- master.cf --\n${SMTP} -o c=$d\n`);
    expect(["a", "b", "c", "d", "virtual_maps"].map((name) => configuration.isReferencedBySettings(name))).toEqual([
      false, true, false, true, false,
    ]); // biome-ignore format: one flag a name
  });
});

describe("a reference", () => {
  const fixture = `-- main.cf --\nfoo = 1\n-- master.cf --\n${SMTP} -o own=1\nx unix - - n - - smtp -o other=2\n`;

  it.each([
    ["foo", undefined, true],
    ["foo", "smtp/inet", true],
    ["own", undefined, true],
    ["own", "smtp/inet", true],
    ["own", "x/unix", false],
    ["relayhost", "x/unix", true],
    ["virtual_maps", undefined, true],
    ["config_directory", undefined, true],
    ["x_destination_rate_delay", undefined, true],
    ["nope", undefined, false],
    ["nope", "smtp/inet", false],
  ])("to %s in %s is defined: %s", (name, scope, expected) => {
    expect(configurationOf(fixture).isDefined(name, scope)).toBe(expected);
  });
});

describe("values", () => {
  const value = (fixture: string, name: string, scope?: string) => {
    const found = configurationOf(fixture).valueOf(name, scope);
    return found && `${found.origin}: ${found.text}`;
  };
  const OVERRIDDEN = `-- main.cf --\nrelayhost = main\nfoo = bar\nprocess_name = x\n-- master.cf --\n${SMTP} -o relayhost=first\nsmtp inet n - y - - smtpd -v -o relayhost=second -o process_name=y\nx unix - - n - - /a/b/smtp\n`;

  it.each([
    ["relayhost", undefined, "main: main"],
    ["relayhost", "smtp/inet", "override: second"],
    ["relayhost", "x/unix", "main: main"],
    ["relayhost", "no/such", "main: main"],
    ["foo", "smtp/inet", "main: bar"],
    ["nope", undefined, undefined],
    ["mail_name", undefined, "default: Postfix"],
    ["virtual_maps", undefined, "default: "],
    ["process_name", undefined, "default: postconf"],
    ["process_name", "smtp/inet", "default: smtpd"],
    ["process_name", "x/unix", "default: smtp"],
    ["service_name", "x/unix", "default: x"],
    ["process_id", "x/unix", "default: 4711"],
    ["process_name", "no/such", "default: postconf"],
    ["x_destination_rate_delay", undefined, undefined],
  ])("%s in %s: %s", (name, scope, expected) => expect(value(OVERRIDDEN, name, scope)).toBe(expected));

  it("of a parameter that a service brings default to the general parameter", () => {
    const fixture = "-- main.cf --\n-- master.cf --\nx unix - n n - - pipe\n";
    expect(value(fixture, "x_destination_rate_delay")).toBe("default: $default_destination_rate_delay");
    expect(value(fixture, "x_initial_destination_concurrency")).toBe(
      "default: $initial_destination_concurrency",
    );
    expect(value(fixture, "x_time_limit")).toBe("default: $command_time_limit");
    expect(
      value(
        "-- main.cf --\n-- master.cf --\nlocal unix - n n - - local\n",
        "local_destination_concurrency_limit",
      ),
    ).toBe("default: 2");
  });

  it("are those of the last line", () => {
    const configuration = configurationOf("a = 1\nb = 2\na = 3\na\n a = 4\n= 5\n");
    expect(configuration.definitions("a").map((chunk) => chunk.node?.value)).toEqual(["1", "3"]);
    expect(configuration.valueOf("a")?.text).toBe("3");
  });

  it("of config_directory are the directory that was named, unless main.cf sets it", () => {
    const facts = factsOf();
    expect(configurationOf("", facts, "/etc/other").valueOf("config_directory")?.text).toBe("/etc/other");
    expect(
      configurationOf("config_directory = /x", facts, "/etc/other").valueOf("config_directory")?.text,
    ).toBe("/x");
    expect(configurationOf("", facts).valueOf("config_directory")?.text).toBe("/etc/postfix");
  });

  it("are expanded as the program of a service would", () => {
    const configuration = configurationOf(
      `-- main.cf --\nfoo = $bar\nbar = main\nsmtpd_expansion_filter = $bar\nloop = $loop\n-- master.cf --\n${SMTP} -o bar=own\n`,
    );
    expect(configuration.expandedValueOf("foo")).toBe("main");
    expect(configuration.expandedValueOf("foo", "smtp/inet")).toBe("own");
    expect(configuration.expandedValueOf("smtpd_expansion_filter"), "never expanded").toBe("$bar");
    expect(configuration.expandedValueOf("loop")).toBeUndefined();
    expect(configuration.expandedValueOf("nope")).toBeUndefined();
  });

  it.each([
    ["", "yes"],
    ["compatibility_level = 0", "yes"],
    ["compatibility_level = 1", "no"],
    ["compatibility_level = 3.6", "no"],
    ["compatibility_level = x", undefined],
  ])("of defaults that depend on the compatibility level: %j", (main, expected) => {
    expect(configurationOf(main).expandedValueOf("append_dot_mydomain")).toBe(expected);
  });
});

describe("services", () => {
  const fixture = `-- main.cf --\n-- master.cf --\nb unix - - n - - smtp -o x=1\na inet n - n - - smtpd -o y=2\nb unix - - n - - smtp -o x=3\nb inet n - n - - smtpd -o x=4\n${SMTP} -o\nbad unix\n`;
  const configuration = configurationOf(fixture);
  const commands = (chunks: readonly { text: string }[]) =>
    chunks.map((chunk) => chunk.text.split(" -")[0]!.trim().split(" ")[0]);

  it("are told in file order, malformed ones left out", () => {
    expect(commands(configuration.services())).toEqual(["b", "a", "b", "b", "smtp"]);
    expect(configuration.hasServices()).toBe(true);
    expect([...configuration.scopes()].sort()).toEqual(["a/inet", "b/inet", "b/unix", "smtp/inet"]);
  });

  it("are found by name, whatever the type", () => {
    expect(commands(configuration.servicesNamed("b"))).toEqual(["b", "b", "b"]);
    expect(configuration.servicesNamed("c")).toEqual([]);
  });

  it("of one name and type share their overrides, and the last one counts", () => {
    expect(configuration.overridesIn("b/unix", "x").map(({ override }) => override.value)).toEqual([
      "1",
      "3",
    ]);
    expect(configuration.overridesOf("x").map(({ override }) => override.value)).toEqual(["3", "4"]);
    expect(
      [...configuration.overridesOfScope("b/unix")].map(([name, override]) => [name, override.value]),
    ).toEqual([["x", "3"]]);
    expect([...configuration.overridesOfScope("none")]).toEqual([]);
  });

  it("keep overrides with bad braces, as postconf does, and no others that are malformed", () => {
    const odd = configurationOf(
      `-- main.cf --\n-- master.cf --\n${SMTP} -o { a = 1 }x -o b -o =c -o { d e } -o { f = 2`,
    );
    expect([...odd.overridesOfScope("smtp/inet")].map(([name]) => name)).toEqual(["a", "f"]);
  });

  it("do not exist without master.cf", () => expect(configurationOf("").hasServices()).toBe(false));
});

describe("what changed", () => {
  const change = (
    main: [before: string, after: string],
    master: [before: string, after: string] = ["", ""],
  ) => {
    const configuration = new Configuration(factsOf());
    const before = { main: parseMainCf(main[0]).chunks, master: parseMasterCf(master[0]).chunks };
    configuration.updateMaster([], before.master);
    configuration.updateMain([], before.main);
    // What is derived from many settings is followed once somebody has asked for it.
    configuration.isUsed("foo", "smtp/inet");
    const changed = [
      ...configuration.updateMaster(before.master, parseMasterCf(master[1]).chunks),
      ...configuration.updateMain(before.main, parseMainCf(main[1]).chunks),
    ];
    return [...new Set(changed)].sort();
  };

  it.each([
    ["nothing, for comments", "# a\n", "# b\n\n", []],
    ["the name that is set", "a = 1", "a = 2", ["a"]],
    ["both names, when one becomes the other", "a = 1", "b = 1", ["a", "b"]],
    [
      "names that are referred to for the first time",
      "a = 1",
      "a = $b ${c?d}",
      ["a", "b", "c", "table settings"],
    ],
    ["no names that are referred to as before", "a = x $b", "a = y $b", ["a"]],
    [
      "none that another line refers to as well",
      "a = $b\nc = $b",
      "a =\nc = $b",
      ["a", "c", "table settings"],
    ],
    [
      "the list of classes",
      "smtpd_restriction_classes = a",
      "smtpd_restriction_classes = b",
      ["restriction classes", "smtpd_restriction_classes"],
    ],
    [
      "no list of classes that is the same",
      "smtpd_restriction_classes = a",
      "smtpd_restriction_classes = a, a",
      ["smtpd_restriction_classes"],
    ],
  ])("%s", (_, before, after, expected) => expect(change([before, after])).toEqual(expected));

  it("in master.cf are services, their overrides and their parameters", () => {
    expect(change(["", ""], ["", `${SMTP} -o a=$b\n`])).toEqual([
      "a",
      "b",
      "program smtpd",
      "service smtp",
      "services",
    ]);
    expect(change(["", ""], [`${SMTP} -o a=$b\n`, `${SMTP} -o a=$c\n`])).toEqual([
      "a",
      "b",
      "c",
      "program smtpd",
      "service smtp",
    ]);
    const spawn = change(["", ""], ["x unix - n n - - smtpd\n", "x unix - n n - - spawn\n"]);
    expect(spawn).toEqual(["program smtpd", "program spawn", "service x", "x_time_limit"]);
  });
});

describe("tracking", () => {
  it("records what a question looks at, and what an outer question looks at through it", () => {
    const configuration = configurationOf("a = $b\nb = 1\n");
    const outer = configuration.track(() => {
      const inner = configuration.track(() => configuration.expandedValueOf("a"));
      configuration.definitions("c");
      return inner;
    });
    expect(outer.answer).toEqual({ answer: "1", reads: new Set(["a", "b"]) });
    expect(outer.reads).toEqual(new Set(["a", "b", "c"]));
    expect(configuration.track(() => configuration.services()).reads).toEqual(new Set([ANY_NAME]));
  });

  it("goes on after a question that throws", () => {
    const configuration = configurationOf("");
    const { reads } = configuration.track(() => {
      expect(() =>
        configuration.track(() => {
          configuration.definitions("a");
          throw new Error("no answer");
        }),
      ).toThrow("no answer");
      configuration.definitions("b");
    });
    expect(reads).toEqual(new Set(["a", "b"]));
  });
});
