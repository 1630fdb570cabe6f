/** Lookup tables over a wire: what a table does with an input, and whether Postfix agrees. */
import { describe, expect, it } from "vitest";
import type { TableTestInput } from "../../server/src/contract/protocol";
import { installedPostfix, PULLS, type SessionOptions, startSession } from "./session";

const URI = "file:///etc/postfix/header_checks.pcre";

const TABLE = `#? Subject: hello => no match
#? Subject: buy now => REJECT no thanks, now
#? Subject: buy soon => HOLD
/^From:.*@friend\\.example/ DUNNO
if /^Subject:/
/buy (\\w+)/ REJECT no thanks, $1
endif
/(/ DISCARD
`;

async function startWithTable(text = TABLE, options: SessionOptions = {}) {
  const session = await startSession(PULLS, {
    files: { "/etc/postfix/header_checks.pcre": text },
    ...options,
  });
  session.open(URI, text, "postfix-pcre");
  const ask = (request: string, input?: TableTestInput) =>
    session.client.sendRequest(request, { uri: URI, ...(input && { input }) });
  return { session, ask };
}

describe("trying a table", () => {
  it("tells which rule decides, what it captured, and what became of the others", async () => {
    const { ask } = await startWithTable();
    expect(await ask("postfix/tableTest", { kind: "key", text: "Subject: buy café" })).toEqual({
      lookups: [
        {
          key: "Subject: buy café",
          value: "REJECT no thanks, caf",
          effect: expect.stringContaining("no thanks, caf"),
          line: 5,
          captures: ["caf"],
          lines: [
            { line: 3, verdict: "not-matched" },
            { line: 4, verdict: "entered" },
            { line: 5, verdict: "matched" },
          ],
          tried: [],
        },
      ],
      message: null,
      remarks: [],
    });
  });

  it("tells of rules that Postfix leaves out, and of blocks that are passed over", async () => {
    const { ask } = await startWithTable();
    const answer = await ask("postfix/tableTest", { kind: "key", text: "To: somebody" });
    expect(answer).toMatchObject({
      lookups: [
        {
          value: null,
          line: null,
          lines: [
            { line: 3, verdict: "not-matched" },
            { line: 4, verdict: "not-entered" },
            { line: 5, verdict: "passed-over" },
            { line: 7, verdict: "skipped", why: expect.stringContaining("refused") },
          ],
        },
      ],
    });
  });

  it("takes a message apart, and shows it as it would look afterwards", async () => {
    const { ask } = await startWithTable(
      "/^X-Mailer:/ IGNORE\n/^Subject: (.*)/ REPLACE Subject: [list] $1\n",
    );
    const text = "From: a@example.com\nX-Mailer: Old\n 1.0\nSubject: hello\n\nX-Mailer: body\n";
    expect(await ask("postfix/tableTest", { kind: "message", text })).toMatchObject({
      lookups: [
        { key: "From: a@example.com", value: null },
        { key: "X-Mailer: Old\n 1.0", value: "IGNORE", line: 0 },
        { key: "Subject: hello", value: "REPLACE Subject: [list] hello", line: 1 },
      ],
      message: { text: "From: a@example.com\nSubject: [list] hello\n\nX-Mailer: body\n" },
    });
  });

  it("answers nothing for a file that is not open", async () => {
    const { session } = await startWithTable();
    const params = { uri: "file:///etc/postfix/other.pcre", input: { kind: "key", text: "x" } };
    expect(await session.client.sendRequest("postfix/tableTest", params)).toBeNull();
  });
});

it("holds a table against the expectations in its comments", async () => {
  const { ask } = await startWithTable();
  expect(await ask("postfix/tableExpectations")).toEqual([
    { line: 0, input: "Subject: hello", expected: null, actual: null, passed: true, message: "" },
    {
      line: 1,
      input: "Subject: buy now",
      expected: "REJECT no thanks, now",
      actual: "REJECT no thanks, now",
      passed: true,
      message: "",
    },
    {
      line: 2,
      input: "Subject: buy soon",
      expected: "HOLD",
      actual: "REJECT no thanks, soon",
      passed: false,
      message: expect.stringContaining("should give"),
    },
  ]);
});

describe("what an editor shows in a table", () => {
  const lenses = async (more: Record<string, string> = {}) => {
    const main = "virtual_alias_maps = hash:/etc/postfix/virtual\n";
    const text = "a@example.com b@example.com\n";
    const files = { "/etc/postfix/main.cf": main, "/etc/postfix/virtual": text, ...more };
    const session = await startSession(PULLS, { files, tableCommands: true, postfix: installedPostfix() });
    const uri = "file:///etc/postfix/virtual";
    session.open(uri, text, "postfix-table");
    const found = await session.client.sendRequest<{ command: { title: string } }[]>(
      "textDocument/codeLens",
      { textDocument: { uri } },
    );
    return found.map(({ command }) => command.title);
  };

  it("has lenses where the client knows their commands, and tells of an index that is missing", async () => {
    expect(await lenses()).toEqual(["postmap needed: virtual.db does not exist", "Test…"]);
    expect(await lenses({ "/etc/postfix/virtual.db": "" })).toEqual(["Test…"]);
  });

  it("has completion, hover, outline and folds", async () => {
    const { session } = await startWithTable("if /^Subject:/\n/buy/ REJECT\nendif\n");
    const textDocument = { uri: URI };
    const position = { line: 1, character: 6 };
    const ask = <Answer>(request: string, more: object = {}) =>
      session.client.sendRequest<Answer>(`textDocument/${request}`, { textDocument, ...more });
    const list = await ask<{ items: { label: string }[] }>("completion", { position });
    expect(list.items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["REJECT", "HOLD", "PREPEND"]),
    );
    expect(await ask("hover", { position })).toMatchObject({
      contents: { value: expect.stringContaining("REJECT") },
    });
    expect(await ask("documentSymbol")).toMatchObject([{ children: [{}] }]);
    expect(await ask("foldingRange")).toMatchObject([{ startLine: 0 }]);
  });
});

describe("asking the installed Postfix", () => {
  const key: TableTestInput = { kind: "key", text: "Subject: buy now" };
  const says = (stdout: string) => ({ postfix: () => ({ stdout }) });

  it("says when both agree", async () => {
    const { ask } = await startWithTable(TABLE, says("Subject: buy now\tREJECT no thanks, now\n"));
    expect(await ask("postfix/tableCompare", key)).toEqual({
      agrees: true,
      text: expect.stringContaining("postmap says the same"),
    });
  });

  it("says when they do not, and who is right", async () => {
    const { ask } = await startWithTable(TABLE, says(""));
    expect(await ask("postfix/tableCompare", key)).toMatchObject({
      agrees: false,
      text: expect.stringContaining("What Postfix says counts"),
    });
  });

  it("asks for a saved file first, and nobody where programs may not be started", async () => {
    const unsaved = await startWithTable(TABLE, {
      ...says(""),
      files: { "/etc/postfix/header_checks.pcre": "/a/ OK\n" },
    });
    expect(await unsaved.ask("postfix/tableCompare", key)).toEqual({
      agrees: null,
      text: "Postfix reads what is on disk. Save the file first.",
    });
    const untrusted = await startWithTable(TABLE, { ...says(""), trusted: false });
    expect(await untrusted.ask("postfix/tableCompare", key)).toMatchObject({ agrees: null });
    expect(untrusted.session.asked).toEqual([]);
    const missing = await startWithTable(TABLE);
    expect(await missing.ask("postfix/tableCompare", key)).toMatchObject({
      agrees: null,
      text: expect.stringContaining("not installed"),
    });
  });
});
