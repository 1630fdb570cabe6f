/** The header privacy filter over a wire: the plan as edits, what it says besides, refusals, and taking it out. */
import { describe, expect, it } from "vitest";
import { sourceText } from "../../server/src/base/source-text";
import { applyEdits } from "../../server/src/base/text-edit";
import type { PrivacyAnswer, PrivacyFile, PrivacyParams } from "../../server/src/contract/protocol";
import { PULLS, startSession } from "./session";

const DIRECTORY = "file:///etc/postfix";
const MAIN = "myhostname = mail.example.org\nheader_checks = pcre:/etc/postfix/checks\n";
const MASTER = `smtp inet n - n - - smtpd
submission inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
`;
const WISHES = { scope: "submission", received: "replace", keep: [] } as const;

type Texts = Record<string, string>;

async function start(files: Texts = {}) {
  const texts: Texts = {
    "/etc/postfix/main.cf": MAIN,
    "/etc/postfix/master.cf": MASTER,
    "/etc/postfix/checks": "# Ours.\n/^X-Mailer:/ WARN\n",
    ...files,
  };
  const session = await startSession(PULLS, { files: texts });
  const ask = async (wishes: PrivacyParams["wishes"] = WISHES, directory = DIRECTORY) =>
    (await session.client.sendRequest<PrivacyAnswer | null>("postfix/privacy", { directory, wishes }))!;
  return { session, texts, ask };
}

/** A file as an editor would make it of its edits. */
function applied({ before, edits }: PrivacyFile): string {
  const source = sourceText(before);
  return applyEdits(
    before,
    edits.map(({ range, newText }) => ({
      start: source.offsetAt(range.start),
      end: source.offsetAt(range.end),
      newText,
    })),
  );
}

describe("the header privacy filter", () => {
  it("is a table, and edits of master.cf of which the editor knows which let mail pass the rules", async () => {
    const { ask } = await start();
    const { refusal, scope, files, table, lines, samples } = await ask();
    expect({ refusal, scope }).toEqual({
      refusal: null,
      scope: "Mail that users send after they have logged in at submission/inet",
    });
    expect(files.map(({ uri, change }) => [uri, change])).toEqual([
      [`${DIRECTORY}/privacy_header_checks`, "made"],
      [`${DIRECTORY}/master.cf`, "changed"],
    ]);
    expect(files[1]!.edits.map(({ takesEffect }) => takesEffect)).toEqual([true, false]);
    expect(applied(files[1]!)).toBe(`smtp inet n - n - - smtpd
submission inet n - n - - smtpd
  -o cleanup_service_name=privacy-cleanup
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
cleanup unix n - n - 0 cleanup
# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
privacy-cleanup unix  n       -       n       -       0       cleanup
  -o header_checks=pcre:/etc/postfix/checks,pcre:$config_directory/privacy_header_checks
  -o mime_header_checks=pcre:/etc/postfix/checks
  -o nested_header_checks=pcre:/etc/postfix/checks
`);
    expect(table).toMatchObject({ uri: `${DIRECTORY}/privacy_header_checks`, language: "postfix-pcre" });
    expect(table!.text).toContain("\n/^User-Agent:/ IGNORE\n");
    expect(lines.map(({ id }) => id)).toContain("user-agent");
    expect(samples[0]!.text).toContain("by mail.example.org (Postfix) with ESMTPSA");
  });

  it("says which table decides before it", async () => {
    const { ask } = await start();
    expect((await ask()).notes[0]).toBe(
      "Tables that decide before the filter: X-Mailer does not come to the filter: line 2 of pcre:/etc/postfix/checks decides before, with WARN. Change that line, or take it out.",
    );
  });

  it("knows rules that stand in the name of a table", async () => {
    const main = "myhostname = mail.example.org\nheader_checks = pcre:{{/^X-Mailer:/ WARN für uns}}\n";
    const { ask } = await start({ "/etc/postfix/main.cf": main });
    expect((await ask()).notes[0]).toContain(
      "{{/^X-Mailer:/ WARN für uns}} decides before, with WARN für uns.",
    );
  });

  it("is made of what is in the editor, saved or not", async () => {
    const { session, ask } = await start();
    session.open(`${DIRECTORY}/main.cf`, "myhostname = other.example.org\n");
    const { table } = await ask();
    expect(table!.text).toContain("by other\\.example\\.org ");
  });

  it("leaves lines alone that are kept", async () => {
    const { ask } = await start();
    const { table } = await ask({ ...WISHES, keep: ["user-agent"] });
    expect(table!.text).not.toContain("User-Agent");
  });

  it("is taken out by edits that give back the bytes, and a table that goes", async () => {
    const { texts, ask } = await start();
    const { files, table } = await ask();
    texts["/etc/postfix/privacy_header_checks"] = table!.text;
    texts["/etc/postfix/master.cf"] = applied(files[1]!);
    const removal = await ask(null);
    expect(removal).toMatchObject({ refusal: null, table: null });
    expect(removal.files.map(({ uri, change }) => [uri, change])).toEqual([
      [`${DIRECTORY}/master.cf`, "changed"],
      [`${DIRECTORY}/privacy_header_checks`, "removed"],
    ]);
    expect(applied(removal.files[0]!)).toBe(MASTER);
  });

  it.each([
    [
      "nobody logs in",
      { "/etc/postfix/master.cf": "smtp inet n - n - - smtpd\n" },
      "master.cf",
      null,
      "No service of master.cf",
    ],
    [
      "main.cf is broken",
      { "/etc/postfix/main.cf": "a = b\nrelayhost\n" },
      "main.cf",
      1,
      "line 2 of main.cf",
    ],
  ])("is refused where %s, with the place", async (_, files: Texts, name, line, text) => {
    const { ask } = await start(files);
    const { refusal } = await ask();
    expect(refusal).toEqual({ uri: `${DIRECTORY}/${name}`, line, text: expect.stringContaining(text) });
  });

  it("is refused where there is no configuration, and where there is nothing to take out", async () => {
    const { ask } = await start();
    expect((await ask(WISHES, "file:///elsewhere")).refusal?.text).toContain("There is no main.cf");
    expect((await ask(null)).refusal?.text).toContain("There is no header privacy filter here");
  });
});
