/** What goes over the wire, and the documentation that is asked for later. */
import { describe, expect, it } from "vitest";
import { InsertReplaceEdit } from "vscode-languageserver-types";
import { readCompletionCapabilities } from "../../../server/src/features/completion";
import { documentationAt, MODERN_CLIENT, PLAIN_CLIENT, rawCompletion } from "../../support/check-completion";

describe("the answer", () => {
  it("says once what all items have in common", async () => {
    const list = await rawCompletion("myhostname = a\nmyho‸st\n", MODERN_CLIENT);
    expect(list.isIncomplete).toBe(false);
    expect(list.itemDefaults).toEqual({
      editRange: {
        insert: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
        replace: { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } },
      },
      data: { kind: "parameter" },
    });
    expect(list.items.length).toBeGreaterThan(800);
    expect(list.items.filter((item) => item.documentation || item.textEdit || item.data)).toEqual([]);
  });

  it("hands out the same items again", async () => {
    const [first, second] = [
      await rawCompletion("‸", MODERN_CLIENT),
      await rawCompletion("biff = no\nmy‸", MODERN_CLIENT),
    ];
    const of = (list: typeof first, label: string) => list.items.find((item) => item.label === label);
    expect(of(second, "myhostname")).toBe(of(first, "myhostname"));
    expect(of(second, "biff")).not.toBe(of(first, "biff"));
  });

  it("gives each item an edit for clients that know no more", async () => {
    const list = await rawCompletion("myho‸st\n", PLAIN_CLIENT);
    expect(list.itemDefaults).toBeUndefined();
    expect(list.items.find(({ label }) => label === "myhostname")).toEqual({
      label: "myhostname",
      kind: 10,
      sortText: "101",
      detail: "hostname",
      data: { kind: "parameter" },
      textEdit: {
        newText: "myhostname = ",
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
      },
    });
  });

  it("gives two ranges to clients that know them per item", async () => {
    const list = await rawCompletion("myho‸st\n", { ...PLAIN_CLIENT, insertReplace: true });
    expect(list.items.every(({ textEdit }) => textEdit && InsertReplaceEdit.is(textEdit))).toBe(true);
  });

  it("has no snippets for clients that know none", async () => {
    const line = "-- master.cf --\nsmtp inet n - n - - ‸";
    const labels = async (snippets: boolean) =>
      (await rawCompletion(line, { ...MODERN_CLIENT, snippets })).items.map(({ label }) => label);
    expect(await labels(true)).toContain("pipe to a command");
    expect(await labels(false)).not.toContain("pipe to a command");
    const item = (
      await rawCompletion(
        "-- master.cf --\nsmtp inet n - n - - smtpd -o smtpd_client_restrictions=check_cl‸",
        {
          ...MODERN_CLIENT,
          snippets: false,
        },
      )
    ).items.find(({ label }) => label === "check_client_access");
    expect(item?.textEdit?.newText).toBe("{ smtpd_client_restrictions = check_client_access }");
  });

  it("lets a comma choose a keyword of a closed set", async () => {
    const closed = await rawCompletion("notify_classes = res‸", MODERN_CLIENT);
    expect(closed.itemDefaults?.commitCharacters).toEqual([","]);
    const open = await rawCompletion("mydestination = loc‸", MODERN_CLIENT);
    expect(open.itemDefaults?.commitCharacters).toBeUndefined();
  });

  it("says when there is more than it looked at", async () => {
    const machine = Array.from({ length: 900 }, (_, index) => `/etc/many/file${index}`);
    const list = await rawCompletion("smtpd_tls_cert_file = /etc/many/‸", MODERN_CLIENT, { machine });
    expect(list.isIncomplete).toBe(true);
    expect(list.items.length).toBe(400);
  });
});

describe("a client's capabilities", () => {
  it("reads what LSP 3.17 calls them", () => {
    const client = {
      completionItem: {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        tagSupport: { valueSet: [1] },
      },
      completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "data"] },
    };
    expect(readCompletionCapabilities(client, true)).toEqual(MODERN_CLIENT);
  });
  it("takes nothing for granted", () => {
    expect(readCompletionCapabilities(undefined, false)).toEqual({ ...PLAIN_CLIENT, snippets: false });
  });
});

describe("documentation", () => {
  it("says what a parameter is, its value, its default and who says so", async () => {
    expect(await documentationAt("queue_run_d‸", "queue_run_delay")).toMatchInlineSnapshot(`
      "How often qmgr scans the deferred queue for mail due for a retry; keep it no longer than minimal_backoff_time.

      - **Takes:** a time such as 30s, 5m, 1h, 2d; seconds when no unit is given; at least 1 second
      - **Default:** \`300s\` (our knowledge of Postfix 3.7.11)"
    `);
  });
  it("gives the default of the target version", async () => {
    const of = (version: string) =>
      documentationAt("milter_default_act‸", "milter_default_action", { version });
    expect(await of("3.7.11")).toContain("**Default:** `tempfail`");
    expect(await of("3.11.6")).toContain("**Default:** `shutdown`");
  });
  it("says since when a name exists and what replaces it", async () => {
    expect(await documentationAt("maillog_fi‸", "maillog_file")).toContain("**Since:** Postfix 3.4");
    expect(await documentationAt("smtpd_use‸", "smtpd_use_tls", { version: "3.11.6" })).toContain(
      "Write `smtpd_tls_security_level` instead.",
    );
  });
  it("knows empty and computed defaults", async () => {
    expect(await documentationAt("relayh‸", "relayhost")).toContain("**Default:** *empty*");
    expect(await documentationAt("myhostn‸", "myhostname")).toContain(
      "**Default:** computed from the machine",
    );
  });
  it("knows per-service names", async () => {
    const text = await documentationAt(
      "-- master.cf --\nslow unix - - n - - smtp\n-- main.cf --\nslow_dest‸",
      "slow_destination_rate_delay",
    );
    expect(text).toContain("`$default_destination_rate_delay`");
  });
  it("knows restrictions, keywords, table types, services and columns", async () => {
    const sasl = await documentationAt("smtpd_client_restrictions = check_sasl‸", "check_sasl_access");
    expect(sasl).toContain("**Since:** Postfix 2.11");
    expect(await documentationAt("smtpd_tls_security_level = ‸", "may")).toContain("STARTTLS");
    expect(await documentationAt("smtpd_tls_protocols = ‸", ">=TLSv1.3")).toContain("TLS 1.3");
    expect(await documentationAt("transport_maps = ‸", "cidr:")).toContain("network/prefix");
    expect(await documentationAt("-- master.cf --\n‸", "qmgr unix qmgr")).toContain("queue");
    expect(await documentationAt("-- master.cf --\na unix ‸", "y")).toContain("reserved");
    expect(await documentationAt("-- master.cf --\na unix - - n - - smtpd ‸", "-v")).toContain("log");
  });
  it("says nothing where there is nothing to say", async () => {
    expect(await documentationAt("biff = ‸", "no")).toBeUndefined();
    expect(await documentationAt("queue_run_delay = 5‸", "5m")).toBeUndefined();
    expect(await documentationAt("smtpd_tls_ciphers = ‸", "medium")).toContain("medium");
  });
});
