// What is said of a clean-up: the title of the diff, behind the lines, in the list to choose from, in notifications.
import { describe, expect, it } from "vitest";
import {
  appliedText,
  choicesOf,
  markedEntries,
  nothingText,
  offeredEntries,
  savedText,
  titleOf,
} from "../../client/src/views/clean-up-words";
import type { CleanupItem } from "../../server/src/contract/protocol";

/** An entry, but for what is given. */
function item(given: Partial<CleanupItem> & { id: string }): CleanupItem {
  return {
    label: given.id,
    value: "",
    startLine: 0,
    endLine: 0,
    verdict: "remove",
    isRemoved: true,
    note: "restates the default",
    reason: "It is the default.",
    ...given,
  };
}

const BIFF = item({ id: "biff", value: "yes", startLine: 3 });
const BANNER = item({ id: "smtp/inet/smtpd_banner", label: "smtp/inet: smtpd_banner", value: "$(x)\n  b" });
const KEPT = item({ id: "mail_name", isRemoved: false });
const OPTIONAL = item({
  id: "queue_run_delay",
  verdict: "ask",
  isRemoved: false,
  note: "the default in other words",
});
const STAYS = item({
  id: "myhostname",
  startLine: 7,
  verdict: "keep",
  isRemoved: false,
  note: "computed from the machine",
  reason: "It stays.",
});
const ALL = [BIFF, BANNER, KEPT, OPTIONAL, STAYS];
const PLAN = { refusal: null, items: ALL };
const REFUSED = {
  refusal: { text: "Postfix does not get past line 3.", uri: "file:///main.cf", line: 2 },
  items: [],
};

describe("the title of the diff", () => {
  it("counts what goes among what could", () => {
    expect(titleOf("main.cf", "in-place", PLAN)).toBe("main.cf: Clean-Up (2 of 4 entries)");
    expect(titleOf("main.cf", "canonical", PLAN)).toBe("main.cf: Canonical Form (2 of 4 entries)");
    expect(titleOf("master.cf", "in-place", { refusal: null, items: [BIFF] })).toBe(
      "master.cf: Clean-Up (1 of 1 entry)",
    );
  });

  it("says that there is no clean-up now", () => {
    expect(titleOf("main.cf", "in-place", REFUSED)).toBe("main.cf: Clean-Up (not possible now)");
  });
});

describe("the marks of lines", () => {
  it("say why an entry goes, could go, or stays", () => {
    expect(markedEntries(PLAN).map(({ line, mark, text }) => [line, mark, text])).toEqual([
      [3, "goes", "restates the default"],
      [0, "goes", "restates the default"],
      [0, "stays", "kept by you: restates the default"],
      [0, "stays", "could go: the default in other words"],
      [7, "stays", "kept: computed from the machine"],
    ]);
    expect(
      markedEntries({ refusal: null, items: [BIFF, OPTIONAL, STAYS] }).map(({ hover }) => hover),
    ).toEqual([
      ["biff goes.", "It is the default."],
      ["queue_run_delay stays, unless you choose that it goes.", "It is the default."],
      ["myhostname stays.", "It stays."],
    ]);
  });

  it("show the line that Postfix refuses", () => {
    expect(markedEntries(REFUSED)).toEqual([
      {
        line: 2,
        mark: "left-out",
        text: "no clean-up: Postfix does not get past this line",
        hover: ["Postfix does not get past line 3."],
      },
    ]);
    expect(markedEntries({ ...REFUSED, refusal: { ...REFUSED.refusal, line: null } })).toEqual([]);
    // The line is one of the other file.
    expect(
      markedEntries(
        { ...REFUSED, refusal: { ...REFUSED.refusal, uri: "file:///master.cf" } },
        "file:///main.cf",
      ),
    ).toEqual([]);
  });
});

describe("the list to choose from", () => {
  it("holds what the user decides about, as it is now", () => {
    expect(offeredEntries(ALL)).toEqual([
      { id: "biff", label: "biff", description: "yes", detail: "It is the default.", picked: true },
      {
        id: "smtp/inet/smtpd_banner",
        label: "smtp/inet: smtpd_banner",
        description: "\\$(x) b",
        detail: "It is the default.",
        picked: true,
      },
      { id: "mail_name", label: "mail_name", description: "", detail: "It is the default.", picked: false },
      {
        id: "queue_run_delay",
        label: "queue_run_delay",
        description: "",
        detail: "It is the default.",
        picked: false,
      },
    ]);
  });

  it("makes choices of what is picked, and leaves those about other entries", () => {
    const before = { keep: ["mail_name", "gone"], drop: ["queue_run_delay"] };
    expect(choicesOf(ALL, new Set(["biff", "queue_run_delay"]), before)).toEqual({
      keep: ["gone", "smtp/inet/smtpd_banner", "mail_name"],
      drop: ["queue_run_delay"],
    });
    expect(choicesOf(ALL, new Set(["biff", "smtp/inet/smtpd_banner", "mail_name"]), before)).toEqual({
      keep: ["gone"],
      drop: [],
    });
  });
});

describe("notifications", () => {
  it("say that there is nothing to clean, and what stays all the same", () => {
    const text = (items: readonly CleanupItem[]) => nothingText("main.cf", { refusal: null, items });
    expect(text([])).toBe(
      "There is nothing to clean up in 'main.cf': no entry repeats what is so without it.",
    );
    expect(text([STAYS])).toBe(
      "There is nothing in 'main.cf' that goes by itself. 1 entry looks superfluous but stays, for a reason.",
    );
    expect(text([STAYS, STAYS, OPTIONAL])).toBe(
      "There is nothing in 'main.cf' that goes by itself. 3 entries look superfluous but stay, each for a reason. 1 of them could go if you choose so.",
    );
    expect(text([OPTIONAL])).toBe(
      "There is nothing in 'main.cf' that goes by itself. 1 entry looks superfluous but stays, for a reason. It could go if you choose so.",
    );
  });

  it("say what was done, what comes next, and who says that nothing changes", () => {
    const proven = { items: ALL, proof: "No value changes." };
    expect(appliedText("main.cf", "in-place", proven, "alone")).toBe(
      "2 entries removed from 'main.cf'. Nothing is written until it is saved. No value changes.",
    );
    expect(appliedText("main.cf", "canonical", { items: [BIFF], proof: "" }, "mixed")).toBe(
      "'main.cf' is in canonical form, without 1 entry. Other changes were not saved before, and are saved with it; so no backup is made. Undo the clean-up and save first if you want one.",
    );
    expect(appliedText("main.cf", "in-place", { items: [BIFF], proof: "" }, "automatic")).toBe(
      "1 entry removed from 'main.cf'. VS Code saves it by itself, without a backup (files.autoSave).",
    );
  });

  it("say where the backup is, and when Postfix reads the file", () => {
    expect(savedText("main.cf", "main.cf.bak", "sudo postfix reload")).toBe(
      "'main.cf' is saved. As it was, it is kept as main.cf.bak. Postfix goes on with what it has read until 'sudo postfix reload' runs.",
    );
    expect(savedText("main.cf", null, undefined)).toBe("'main.cf' is saved.");
  });
});
