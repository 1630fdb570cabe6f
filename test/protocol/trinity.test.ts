// The check of A, PTR and EHLO in an editor: planned from the text in it, carried out elsewhere, and kept at the entries.
import { describe, expect, it } from "vitest";
import type { CodeAction, CodeLens, Diagnostic } from "vscode-languageserver/node";
import type {
  TrinityPicture,
  TrinityPlan,
  TrinityPlanAnswer,
  TrinityStartAnswer,
} from "../../server/src/contract/trinity";
import { ageText } from "../../server/src/protocol/trinity/keeper";
import { runTrinity } from "../../server/src/tools/trinity/run";
import { fakeNetwork } from "../support/fake-network";
import { PULLS, type SessionOptions, startSession } from "./session";

const DIRECTORY = "file:///work/postfix";
const MAIN = `${DIRECTORY}/main.cf`;
const MASTER = `${DIRECTORY}/master.cf`;
const TEXT = "# Ours.\nmyhostname = mail.example.org\nsmtp_helo_name = out.example.org\n";

const ZONE = `
  mail.example.org A 203.0.113.7
  203.0.113.7 PTR mail.example.org
  out.example.org A 203.0.113.7`;

async function start(options: SessionOptions = {}, zone = ZONE) {
  const network = fakeNetwork(zone);
  const files: Record<string, string> = {};
  const session = await startSession(PULLS, { tableCommands: true, network, files, ...options });
  const ask = <T>(method: string, params: object) => session.client.sendRequest<T>(method, params);
  const plan = (params: object = {}) =>
    ask<TrinityPlanAnswer>("postfix/trinityPlan", {
      directory: DIRECTORY,
      host: null,
      dns: null,
      port: 25,
      ...params,
    });
  const at = (uri: string) => ({ textDocument: { uri } });
  const trinityDiagnostics = async (uri = MAIN) => {
    const { items } = await ask<{ items: Diagnostic[] }>("textDocument/diagnostic", at(uri));
    return items.filter(({ source }) => source === "postfix-ls trinity");
  };
  /** Does what the program in the terminal would, in the file that it was lent. */
  const carryOut = async (made: TrinityPlan): Promise<TrinityPicture | null> => {
    const started = await ask<TrinityStartAnswer>("postfix/trinityStart", {
      directory: DIRECTORY,
      plan: made,
    });
    const [, , , , reportFile = ""] = started.args;
    const { resolver, net } = network;
    const context = { resolver, net, timeout: 100, now: Date.now(), onProgress: () => {} };
    files[reportFile] = JSON.stringify(await runTrinity(made, context));
    return ask<TrinityPicture | null>("postfix/trinityEnd", { token: started.token });
  };
  return { ...session, network, ask, at, plan, carryOut, trinityDiagnostics };
}

describe("the plan", () => {
  it("is made from the text in the editor, and nobody is asked for it", async () => {
    const { open, plan, network } = await start();
    open(MAIN, TEXT);
    const { problem, plan: made, servers } = await plan();
    expect([problem, servers, made.dns, made.port]).toEqual([null, ["192.0.2.53"], null, 25]);
    expect(made.identities.map(({ name, serverName }) => [name, serverName])).toEqual([
      ["out.example.org", "mail.example.org"],
    ]);
    expect([network.resolver.asked, network.heard]).toEqual([[], []]);
  });

  it("may be for a host, with or without a configuration", async () => {
    const { plan } = await start();
    const { plan: made } = await plan({ directory: null, host: "mx.example.net", dns: "192.0.2.54" });
    expect([made.identities[0]?.name, made.dns]).toEqual(["mx.example.net", "192.0.2.54"]);
  });

  it("is refused with a reason", async () => {
    const { plan } = await start();
    const { plan: distrusted } = await start({ trusted: false });
    const problems = [await plan(), await plan({ dns: "nonsense" }), await distrusted({ host: "a.test" })];
    expect(problems.map(({ problem }) => problem?.slice(0, 40))).toEqual([
      "There is no main.cf in this directory, o",
      '"nonsense" can be no name server: it is ',
      "This workspace is not trusted: what its ",
    ]);
  });
});

describe("what was found", () => {
  it("comes back as a picture, and stays at the entry until that changes", async () => {
    const { open, plan, carryOut, trinityDiagnostics, client } = await start();
    open(MAIN, TEXT);
    const { plan: made } = await plan();
    const picture = await carryOut(made);
    expect([picture?.pictures.length, picture?.svgFiles.length, picture?.markdown.slice(0, 2)]).toEqual([
      1,
      1,
      "# ",
    ]);
    const shown = await trinityDiagnostics();
    const ehlo = shown.find(({ code }) => code === "trinity-ehlo");
    expect(ehlo?.range).toEqual({ start: { line: 2, character: 0 }, end: { line: 2, character: 14 } });
    expect(ehlo?.message).toMatch(/^EHLO of the server: .*\(Checked just now\.\)$/s);
    await client.sendNotification("textDocument/didChange", {
      textDocument: { uri: MAIN, version: 2 },
      contentChanges: [{ text: TEXT.replace("out.", "mail.") }],
    });
    expect((await trinityDiagnostics()).map(({ code }) => code)).not.toContain("trinity-ehlo");
  });

  it("is mended by setting the parameter", async () => {
    const { open, plan, carryOut, ask, at } = await start();
    open(MAIN, TEXT);
    await carryOut((await plan()).plan);
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } };
    const actions = await ask<CodeAction[]>("textDocument/codeAction", {
      ...at(MAIN),
      range,
      context: { diagnostics: [] },
    });
    const set = actions.find(({ title }) => title === "Set smtp_helo_name = mail.example.org");
    expect(set?.edit?.changes?.[MAIN]).toEqual([
      {
        range: { start: { line: 2, character: 17 }, end: { line: 2, character: 32 } },
        newText: "mail.example.org",
      },
    ]);
  });

  it("is mended where a service overrides the name, and nowhere else", async () => {
    const { open, plan, carryOut, ask, at } = await start();
    open(MAIN, "myhostname = mail.example.org\nsmtp_bind_address = 203.0.113.7\n");
    open(
      MASTER,
      "smtp unix - - n - - smtp\nbulk unix - - n - - smtp\n  -o smtp_helo_name=bulk.example.org\n",
    );
    await carryOut((await plan()).plan);
    const editsIn = async (uri: string) => {
      const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
      const params = { ...at(uri), range, context: { diagnostics: [] } };
      const actions = await ask<CodeAction[]>("textDocument/codeAction", params);
      return actions
        .filter(({ title }) => title.startsWith("Set smtp_helo_name"))
        .map(({ title, edit }) => [title, edit?.changes?.[uri]?.map(({ range: { start } }) => start)]);
    };
    expect(await editsIn(MAIN)).toEqual([]);
    expect(await editsIn(MASTER)).toEqual([
      ["Set smtp_helo_name = mail.example.org", [{ line: 2, character: 20 }]],
    ]);
  });

  it("is nothing where the program has left no report, and is asked for once", async () => {
    const { open, plan, ask } = await start();
    open(MAIN, TEXT);
    const { plan: made } = await plan();
    const { token } = await ask<TrinityStartAnswer>("postfix/trinityStart", {
      directory: DIRECTORY,
      plan: made,
    });
    expect(await ask("postfix/trinityEnd", { token })).toBeNull();
    expect(await ask("postfix/trinityEnd", { token })).toBeNull();
  });
});

it("offers the check above the lines that give a name and count", async () => {
  const { open, ask, at } = await start();
  open(MAIN, `myhostname = old.example.org\n${TEXT}`);
  open(MASTER, "smtp unix - - n - - smtp\nbulk unix - - n - - smtp\n  -o smtp_helo_name=bulk.example.org\n");
  const lensesOf = async (uri: string) => {
    const lenses = await ask<CodeLens[]>("textDocument/codeLens", at(uri));
    return lenses.map(({ range, command }) => [range.start.line, command?.title, command?.arguments]);
  };
  expect(await lensesOf(MAIN)).toEqual([
    [2, "Check trinity", [{ uri: MAIN, name: "mail.example.org" }]],
    [3, "Check trinity", [{ uri: MAIN, name: "out.example.org" }]],
  ]);
  expect(await lensesOf(MASTER)).toEqual([[1, "Check trinity", [{ uri: MASTER, name: "bulk.example.org" }]]]);
});

it.each([
  [0, "just now"],
  [59_999, "just now"],
  [60_000, "1 minute ago"],
  [59 * 60_000, "59 minutes ago"],
  [3_600_000, "1 hour ago"],
  [47 * 3_600_000, "47 hours ago"],
  [48 * 3_600_000, "2 days ago"],
])("says that %i ms are %s", (age, text) => {
  expect(ageText(age)).toBe(text);
});
