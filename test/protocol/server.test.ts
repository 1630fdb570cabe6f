/** The server over a wire: a client that asks for diagnostics, one that is sent them, and what goes wrong. */
import { describe, expect, it } from "vitest";
import { version } from "../../package.json";
import { installedPostfix, PULLS, type Session, startSession, until } from "./session";

const MAIN = "file:///etc/postfix/main.cf";
const MASTER = "file:///etc/postfix/master.cf";

describe("a client that asks", () => {
  it("is told what there is to ask for", async () => {
    const { result } = await startSession(PULLS);
    expect(Object.keys(result.capabilities).sort()).toEqual([
      "codeActionProvider",
      "completionProvider",
      "diagnosticProvider",
      "documentSymbolProvider",
      "hoverProvider",
      "textDocumentSync",
    ]);
    expect(result.serverInfo).toEqual({ name: "postfix-ls", version });
  });

  it("gets diagnostics that follow its changes, and none unasked", async () => {
    const session = await startSession(PULLS);
    session.open(MAIN, "relayhsot = a\nqueue_run_delay = 1h\n");
    expect(await session.rules(MAIN)).toEqual(["1 unknown-parameter"]);
    await session.client.sendNotification("textDocument/didChange", {
      textDocument: { uri: MAIN, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } }, text: "host" },
        { range: { start: { line: 1, character: 18 }, end: { line: 1, character: 20 } }, text: "5m" },
      ],
    });
    expect(await session.rules(MAIN)).toEqual(["2 restated-default"]);
    await session.client.sendNotification("textDocument/didChange", {
      textDocument: { uri: MAIN, version: 3 },
      contentChanges: [{ text: "nonsense\n" }],
    });
    expect(await session.rules(MAIN)).toEqual(["1 missing-equals"]);
    expect(session.sent).toEqual([]);
  });

  it("has master.cf read from disk for main.cf, and from the editor once it is open", async () => {
    const service = "bulk unix - - n - - smtp\n";
    const session = await startSession(PULLS, { files: { "/etc/postfix/master.cf": service } });
    session.open(MAIN, "bulk_destination_rate_delay = 1s\ncompatibility_level = 3.11\n");
    expect(await session.rules(MAIN)).toEqual([]);
    session.open(MASTER, service.replace("bulk", "slow"));
    expect(await session.rules(MAIN)).toHaveLength(1);
    await session.client.sendNotification("textDocument/didClose", { textDocument: { uri: MASTER } });
    expect(await session.rules(MAIN)).toEqual([]);
  });

  it("gets empty answers for documents that are not open, or in another language", async () => {
    const session = await startSession(PULLS);
    session.open("file:///a.txt", "x", "plaintext");
    for (const uri of ["file:///a.txt", "file:///never-opened"]) {
      const place = { textDocument: { uri }, position: { line: 0, character: 0 } };
      expect(await session.rules(uri)).toEqual([]);
      expect(await session.client.sendRequest("textDocument/hover", place)).toBeNull();
      expect(await session.client.sendRequest("textDocument/completion", place)).toMatchObject({ items: [] });
    }
  });

  it("gets answers from what is known when it gives no settings", async () => {
    const session = await startSession(PULLS, { settings: "refused" });
    session.open(MAIN, "relayhsot = a\n");
    expect(await session.rules(MAIN)).toEqual(["1 unknown-parameter"]);
  });

  it("sees the version that is set", async () => {
    const session = await startSession(PULLS, { settings: { version: "2.9" } });
    session.open(MAIN, "smtpd_relay_restrictions = reject\n");
    expect(await session.rules(MAIN)).toEqual(["1 unknown-parameter"]);
  });
});

describe("a client that cannot ask", () => {
  it("is sent diagnostics after opening and after each change, and an empty list at the end", async () => {
    const session = await startSession({});
    session.open(MAIN, "relayhsot = a\n");
    await until(() => session.sent.some(({ diagnostics }) => diagnostics.length === 1));
    await session.client.sendNotification("textDocument/didChange", {
      textDocument: { uri: MAIN, version: 2 },
      contentChanges: [{ text: "relayhost = a\n" }],
    });
    await until(() => session.sent.at(-1)?.version === 2);
    expect(session.sent.at(-1)?.diagnostics).toEqual([]);
    await session.client.sendNotification("textDocument/didClose", { textDocument: { uri: MAIN } });
    await until(() => session.sent.at(-1)?.version === undefined);
    expect(session.sent.at(-1)).toEqual({ uri: MAIN, diagnostics: [] });
  });
});

describe("programs of the machine", () => {
  it("are looked for in a trusted workspace", async () => {
    const session = await startSession(PULLS, { trusted: true });
    session.open(MAIN, "biff = no\n");
    await session.rules(MAIN);
    expect(session.asked).toContain("postconf");
  });

  it.each([
    ["in a workspace that is not trusted", { trusted: false }],
    ["where the setting says not to", { trusted: true, settings: { host: "none" } }],
  ])("are not looked for %s", async (_, options) => {
    const session = await startSession(PULLS, options);
    session.open(MAIN, "biff = no\n");
    await session.rules(MAIN);
    const place = { textDocument: { uri: MAIN }, position: { line: 0, character: 1 } };
    expect(await session.client.sendRequest("textDocument/hover", place)).not.toBeNull();
    expect(session.asked).toEqual([]);
  });

  it("are looked for as soon as the workspace becomes trusted", async () => {
    const session = await startSession(PULLS, { trusted: false });
    session.open(MAIN, "biff = no\n");
    await session.rules(MAIN);
    await session.client.sendNotification("postfix/trusted");
    await until(() => session.asked.includes("postconf"));
  });
});

describe("the setting postfix.rules", () => {
  it("says how grave findings are, and is told what is not understood of it", async () => {
    const settings = { rules: { "unknown-parameter": "off", "unknown-paramter": "off" } };
    const session = await startSession(PULLS, { settings });
    session.open(MAIN, "relayhsot = a\nqueue_run_delay = 300s\n");
    expect(await session.rules(MAIN)).toEqual(["2 restated-default"]);
    expect(session.shown).toEqual([
      'postfix.rules: There is no rule "unknown-paramter". Did you mean "unknown-parameter"?',
    ]);
  });
});

const REFRESHES = {
  textDocument: { diagnostic: {} },
  workspace: { configuration: true, diagnostics: { refreshSupport: true } },
};

describe("the installed Postfix", () => {
  const save = (session: Session) =>
    session.client.sendNotification("textDocument/didSave", { textDocument: { uri: MAIN } });

  it("has a word after a save, until the text changes", async () => {
    const stderr = "postconf: warning: /etc/postfix/main.cf: something it alone knows\n";
    const session = await startSession(REFRESHES, { postfix: installedPostfix(stderr) });
    session.open(MAIN, "relayhost = a\n");
    expect(await session.rules(MAIN)).toEqual([]);
    const before = session.refreshes();
    await save(session);
    await until(() => session.refreshes() > before);
    expect(await session.rules(MAIN)).toEqual(["1 postconf"]);
    await session.client.sendNotification("textDocument/didChange", {
      textDocument: { uri: MAIN, version: 2 },
      contentChanges: [{ text: "relayhost = b\n" }],
    });
    expect(await session.rules(MAIN)).toEqual([]);
  });

  it.each([
    ["a workspace that is not trusted", { trusted: false }],
    ["a setting that says so", { settings: { host: "none" } }],
    ["another version that is wanted", { settings: { version: "3.5" } }],
  ])("is not asked about a directory for %s", async (_, options) => {
    const session = await startSession(REFRESHES, {
      postfix: installedPostfix("postconf: warning: x\n"),
      ...options,
    });
    session.open(MAIN, "relayhost = a\n");
    await save(session);
    expect(await session.rules(MAIN)).toEqual([]);
    expect(session.asked.filter((each) => each.includes("-c /etc/postfix"))).toEqual([]);
  });

  it("has its files looked at, and looked at again", async () => {
    const files: Record<string, string> = {};
    const session = await startSession(REFRESHES, { postfix: installedPostfix(), files });
    session.open(MAIN, "virtual_alias_maps = texthash:/etc/postfix/virtual\n");
    /** Asks, as a client does when it is told to ask again, until the answer is this one. */
    const answers = async (expected: readonly string[]) => {
      for (const end = Date.now() + 10_000; Date.now() < end; ) {
        const before = session.refreshes();
        if ((await session.rules(MAIN)).join() === expected.join()) return;
        if (session.refreshes() === before) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(await session.rules(MAIN)).toEqual(expected);
    };
    await answers(["1 missing-table-file"]);
    // What was seen counts for two seconds.
    files["/etc/postfix/virtual"] = "";
    await answers([]);
  });
});

describe("lookup tables", () => {
  const TABLE = "file:///srv/mail/header_checks";
  const files = {
    "/srv/mail/main.cf": "header_checks = pcre:/etc/postfix/header_checks\n",
    "/srv/mail/header_checks": "",
  };
  const change = (session: Session, uri: string, version: number, text: string) =>
    session.client.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });

  it("are told by the configuration beside them", async () => {
    const session = await startSession(PULLS, { files });
    const ask = (uri: string) => session.client.sendRequest("postfix/tableLanguage", { uri });
    expect(await ask(TABLE)).toBe("postfix-pcre");
    expect(await ask("file:///srv/mail/body_checks")).toBeNull();
    expect(await ask("file:///srv/other/header_checks")).toBeNull();
    // What the editor holds counts, not what is on disk.
    session.open("file:///srv/mail/main.cf", "header_checks = regexp:/etc/postfix/header_checks\n");
    expect(await ask(TABLE)).toBe("postfix-regexp");
  });

  it("have findings, by what they are used for, and follow main.cf", async () => {
    const session = await startSession(PULLS, { files });
    session.open(TABLE, "/^Subject: a/ IGNOR\n", "postfix-pcre");
    expect(await session.rules(TABLE)).toEqual(["1 unknown-action"]);
    await change(session, TABLE, 2, "/^Subject: a/ IGNORE\n/b/z OK\n");
    expect(await session.rules(TABLE)).toEqual(["2 unknown-pattern-flag"]);
    await change(session, TABLE, 3, "/^a/ REJECT no\n/b/ 550 no\n");
    expect(await session.rules(TABLE)).toEqual(["2 unknown-action"]);
    const main = "file:///srv/mail/main.cf";
    session.open(main, "smtpd_client_restrictions = check_client_access pcre:/etc/postfix/header_checks\n");
    expect(await session.rules(TABLE)).toEqual([]);
  });

  it("have fixes", async () => {
    const session = await startSession(PULLS, { files });
    session.open(TABLE, "if /^Subject:/\n /spam/ REJECT\nendif\n", "postfix-pcre");
    expect(await session.rules(TABLE)).toEqual(["2 indented-rule"]);
    const actions = await session.client.sendRequest<{ isPreferred?: boolean; edit: { changes: object } }[]>(
      "textDocument/codeAction",
      {
        textDocument: { uri: TABLE },
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } },
        context: { diagnostics: [] },
      },
    );
    const start = { line: 1, character: 0 };
    expect(actions[0]).toMatchObject({
      isPreferred: true,
      edit: { changes: { [TABLE]: [{ range: { start, end: { line: 1, character: 1 } }, newText: "" }] } },
    });
  });

  it("are sent to a client that cannot ask, also when main.cf changes", async () => {
    const session = await startSession({}, { files });
    session.open(TABLE, "/^b/ 550 no\n", "postfix-pcre");
    await until(() => session.sent.length > 0);
    expect(session.sent.at(-1)?.diagnostics).toHaveLength(1);
    const before = session.sent.length;
    const main = "file:///srv/mail/main.cf";
    session.open(main, "smtpd_client_restrictions = check_client_access pcre:/etc/postfix/header_checks\n");
    await until(() => session.sent.slice(before).some(({ uri }) => uri === TABLE));
    expect(session.sent.filter(({ uri }) => uri === TABLE).at(-1)?.diagnostics).toEqual([]);
    await session.client.sendNotification("textDocument/didClose", { textDocument: { uri: TABLE } });
    expect(await session.rules(TABLE)).toEqual([]);
  });
});
