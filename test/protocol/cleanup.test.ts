/** Clean-ups over a wire: the plan, the proof, refusals, and writing. */
import { describe, expect, it } from "vitest";
import type {
  CleanupAnswer,
  CleanupParams,
  WriteAnswer,
  WriteParams,
} from "../../server/src/contract/protocol";
import type { FileWriter } from "../../server/src/ports/files";
import { installedPostfix, PULLS, type SessionOptions, startSession } from "./session";

const MAIN_URI = "file:///etc/postfix/main.cf";
const MASTER_URI = "file:///etc/postfix/master.cf";

const MAIN = `# Ours.
myhostname = mail.example.org
queue_run_delay =
    300s
own = 1
maximal_queue_lifetime = 432000s
mydomain = example.org
`;

const MASTER = `smtp inet n - n - - smtpd
  -o smtpd_delay_reject=yes -o smtpd_banner=hello
`;

const FILES = { "/etc/postfix/main.cf": MAIN, "/etc/postfix/master.cf": MASTER };
const CHOICES = { form: "in-place", keep: [], drop: [] } as const;

/** A conversation with questions about clean-ups. Nobody is asked but our own knowledge, unless there is a Postfix. */
async function start(options: SessionOptions = {}) {
  const session = await startSession(PULLS, { files: { ...FILES }, ...options });
  return {
    session,
    cleanup: (params: Partial<CleanupParams> = {}) =>
      session.client.sendRequest<CleanupAnswer | null>("postfix/cleanup", {
        uri: MAIN_URI,
        ...CHOICES,
        prove: false,
        ...params,
      }),
    write: (params: Partial<WriteParams> = {}) =>
      session.client.sendRequest<WriteAnswer | null>("postfix/write", {
        uri: MAIN_URI,
        before: MAIN,
        after: "own = 2\n",
        choices: CHOICES,
        ...params,
      }),
  };
}

describe("a clean-up", () => {
  it("tells of a file that is open what goes, what could go and what stays, with places in lines", async () => {
    const { session, cleanup } = await start();
    session.open(MAIN_URI, MAIN);
    expect(await cleanup()).toEqual({
      refusal: null,
      before: MAIN,
      after:
        "# Ours.\nmyhostname = mail.example.org\nmaximal_queue_lifetime = 432000s\nmydomain = example.org\n",
      edits: [{ range: { start: { line: 2, character: 0 }, end: { line: 5, character: 0 } }, newText: "" }],
      items: [
        {
          id: "queue_run_delay",
          label: "queue_run_delay",
          value: "300s",
          startLine: 2,
          endLine: 3,
          verdict: "remove",
          isRemoved: true,
          note: "restates the default",
          reason: expect.stringContaining("It is the default of Postfix"),
        },
        {
          id: "own",
          label: "own",
          value: "1",
          startLine: 4,
          endLine: 4,
          verdict: "remove",
          isRemoved: true,
          note: "nothing uses it",
          reason: expect.stringContaining("Nothing uses 'own'"),
        },
        {
          id: "maximal_queue_lifetime",
          label: "maximal_queue_lifetime",
          value: "432000s",
          startLine: 5,
          endLine: 5,
          verdict: "ask",
          isRemoved: false,
          note: "the default in other words",
          reason: expect.stringContaining("written another way"),
        },
        {
          id: "mydomain",
          label: "mydomain",
          value: "example.org",
          startLine: 6,
          endLine: 6,
          verdict: "keep",
          isRemoved: false,
          note: "computed from the machine",
          reason: expect.stringContaining("Postfix works that out"),
        },
      ],
      objection: null,
      proof: "",
    });
  });

  it("follows what the user keeps and drops, and the form", async () => {
    const { cleanup } = await start();
    const kept = await cleanup({ keep: ["own"], drop: ["maximal_queue_lifetime"] });
    expect(kept?.after).toBe("# Ours.\nmyhostname = mail.example.org\nown = 1\nmydomain = example.org\n");
    const canonical = await cleanup({ form: "canonical" });
    expect(canonical?.after).toBe(
      "maximal_queue_lifetime = 432000s\nmydomain = example.org\nmyhostname = mail.example.org\n",
    );
  });

  it("takes the text of the editor, and the sibling as the editor has it", async () => {
    const { session, cleanup } = await start();
    session.open(MAIN_URI, "own = 1\nqueue_run_delay = 300s\n");
    session.open(MASTER_URI, MASTER.replace("hello", "$own"));
    expect((await cleanup())?.after).toBe("own = 1\n");
  });

  it("cleans the options of master.cf, which main.cf beside it is needed for", async () => {
    const { session, cleanup } = await start();
    session.open(MASTER_URI, MASTER);
    const answer = await cleanup({ uri: MASTER_URI });
    expect(answer?.items.map(({ id, label, startLine }) => [id, label, startLine])).toEqual([
      ["smtp/inet/smtpd_delay_reject", "smtp/inet: smtpd_delay_reject", 1],
    ]);
    expect(answer?.after).toBe("smtp inet n - n - - smtpd\n  -o smtpd_banner=hello\n");

    const alone = await start({ files: { "/etc/postfix/master.cf": MASTER } });
    expect(await alone.cleanup({ uri: MASTER_URI })).toMatchObject({
      refusal: {
        text: expect.stringContaining("There is no main.cf beside 'master.cf'"),
        uri: MASTER_URI,
        line: null,
      },
      before: MASTER,
      after: MASTER,
      items: [],
    });
  });

  it("leaves every name alone that master.cf may use, when that is not at hand", async () => {
    const { cleanup } = await start({ files: { "/etc/postfix/main.cf": "own = 1\n" } });
    expect(await cleanup()).toMatchObject({
      after: "own = 1\n",
      items: [{ id: "own", verdict: "keep", note: "master.cf may use it" }],
    });
  });

  it("is refused for the line that Postfix refuses, in whichever file", async () => {
    const { session, cleanup } = await start();
    session.open(MAIN_URI, `${MAIN}no value\n`);
    expect(await cleanup()).toMatchObject({
      refusal: {
        text: expect.stringMatching(/line 8 of 'main\.cf': no "=" behind "no"/),
        uri: MAIN_URI,
        line: 7,
      },
      before: `${MAIN}no value\n`,
    });
    expect(await cleanup({ uri: MASTER_URI })).toMatchObject({
      refusal: { text: expect.stringContaining("line 8 of 'main.cf'"), uri: MAIN_URI, line: 7 },
      before: MASTER,
    });
  });

  it("is none for a file that is neither open nor on the disk", async () => {
    const { cleanup } = await start();
    expect(await cleanup({ uri: "file:///srv/postfix/main.cf" })).toBeNull();
  });

  it("takes no notice of the document that shows it", async () => {
    const { session } = await start();
    const uri = "postfix-cleanup:/etc/postfix/main.cf?file%3A%2F%2F%2Fetc%2Fpostfix%2Fmain.cf#0";
    session.open(uri, "relayhsot = a\n");
    expect(await session.rules(uri)).toEqual([]);
  });
});

describe("the proof", () => {
  /** postconf that lists two parameters of the directory it is given. */
  const postfix = (values: (isAfter: boolean) => string) => {
    let asked = 0;
    const defaults = installedPostfix();
    return (args: readonly string[]) => {
      if (args[0] !== "-c" || args[1] === "/nonexistent") return defaults(args);
      // Both sides are asked with five options each.
      return { stdout: args.length > 2 && args[2] !== "-x" ? "" : values(asked++ >= 2) };
    };
  };

  it("is asked of the installed postconf as well", async () => {
    const { session, cleanup } = await start({ postfix: postfix(() => "relayhost =\n") });
    session.open(MAIN_URI, "relayhost =\n");
    session.open(MASTER_URI, MASTER);
    const answer = await cleanup({ prove: true });
    expect(answer).toMatchObject({ after: "", objection: null });
    expect(answer?.proof).toMatch(/installed postconf says the same of 1 parameter and 0 services\.$/);
  });

  it("says what would change, so that nothing is applied", async () => {
    const { session, cleanup } = await start({
      postfix: postfix((isAfter) => (isAfter ? "relayhost = mx\n" : "relayhost =\n")),
    });
    session.open(MAIN_URI, "relayhost =\n");
    session.open(MASTER_URI, MASTER);
    expect(await cleanup({ prove: true })).toMatchObject({
      objection:
        "'relayhost' would change from (empty) to mx, says postconf. Choose entries that stay, until no value changes.",
      proof: "",
    });
  });

  it("objects where the installed postconf cannot say", async () => {
    const silent = (args: readonly string[]) => {
      if (args[0] === "-c" && args[1] !== "/nonexistent") throw new Error("out of memory");
      return installedPostfix()(args);
    };
    const { session, cleanup } = await start({ postfix: silent });
    session.open(MAIN_URI, "relayhost =\n");
    expect((await cleanup({ prove: true }))?.objection).toBe(
      "The installed postconf could not compare the values: out of memory. To leave that to postfix-ls's own model, set postfix.host to none.",
    );
  });

  it("starts no program in a workspace that is not trusted", async () => {
    const { session, cleanup } = await start({ trusted: false, postfix: postfix(() => "") });
    session.open(MAIN_URI, MAIN);
    const answer = await cleanup({ prove: true });
    expect(answer?.proof).toMatch(/no postconf was asked\.$/);
    expect(session.asked).toEqual([]);
  });
});

describe("writing", () => {
  it("puts the new content in the old one's place and keeps that", async () => {
    const files: Record<string, string> = { ...FILES };
    const { write } = await start({ files, postfix: installedPostfix() });
    expect(await write()).toEqual({
      backup: "/etc/postfix/main.cf.bak",
      problem: "",
      command: null,
      isLive: true,
    });
    expect(files["/etc/postfix/main.cf"]).toBe("own = 2\n");
    expect(files["/etc/postfix/main.cf.bak"]).toBe(MAIN);
  });

  it("leaves a file alone that is not what it was", async () => {
    const files: Record<string, string> = { ...FILES };
    const { write } = await start({ files });
    expect(await write({ before: "own = 1\n" })).toEqual({
      backup: null,
      problem: expect.stringContaining("'main.cf' on the disk is not what the editor had"),
      command: null,
      isLive: false,
    });
    expect(files).toEqual(FILES);
  });

  it("names the command that does the same, where the rights are missing", async () => {
    const writer: Pick<FileWriter, "replace"> = {
      replace: async () => ({ ok: false, error: { kind: "denied", message: "permission denied" } }),
    };
    const { write } = await start({ writer });
    const choices = { form: "canonical", keep: ["own"], drop: ["a/unix/b"] } as const;
    const command =
      "sudo postfix-ls cleanup -c /etc/postfix --only main.cf --canonical --keep own --drop a/unix/b --write";
    expect(await write({ choices })).toEqual({
      backup: null,
      problem: `'main.cf' was not written: permission denied. On the disk it is as it was. With the rights of root this command does it: ${command}`,
      command,
      isLive: false,
    });
    // Edits of the user's own are in no clean-up that a command could repeat.
    expect(await write({ choices: null })).toMatchObject({ command: null });
  });

  it("says when there is no file, or none of this machine", async () => {
    const { write } = await start();
    expect((await write({ uri: "file:///srv/main.cf" }))?.problem).toContain("is not on the disk any more");
    expect((await write({ uri: "untitled:main.cf" }))?.problem).toContain("is not a file of this machine");
  });
});
