// What the commands of the header privacy filter say before the preview, and after it.
import { expect, it } from "vitest";
import {
  appliedWords,
  beforehand,
  lineChoices,
  nameIn,
  savedWords,
} from "../../client/src/views/privacy-words";

const ANSWER = {
  refusal: null,
  scope: "All mail that this server takes",
  notes: ["Not covered: a.", "b."],
  files: [
    { uri: "file:///etc/postfix/privacy_header_checks", change: "made", before: "", edits: [] },
    { uri: "file:///etc/postfix/main.cf", change: "changed", before: "a = b\n", edits: [] },
  ],
  table: null,
  lines: [],
  samples: [],
} as const;

it("says whose mail, which files, and everything that comes with it", () => {
  expect(beforehand(ANSWER)).toEqual({
    message: "All mail that this server takes loses the lines that tell where a sender sits.",
    detail:
      "These files change: privacy_header_checks (new), main.cf. The next step shows each change. Put the check marks where mail is to pass the rules; without them it goes on as before.\n\nNot covered: a.\n\nb.",
  });
});

it("offers lines by the headers they are", () => {
  expect(lineChoices([{ id: "x", names: ["X-Mailer", "X-MimeOLE"], why: "The program." }])).toEqual([
    { label: "X-Mailer, X-MimeOLE", detail: "The program.", value: "x" },
  ]);
});

it("says what is left to do", () => {
  expect([
    appliedWords(false, ["master.cf"]),
    appliedWords(true, []),
    savedWords([{ name: "master.cf", backup: "master.cf.bak" }], "sudo postfix reload"),
    savedWords([{ name: "main.cf", backup: null }], undefined),
  ]).toEqual([
    "The header privacy filter is set up in the editor. master.cf must be saved before Postfix sees anything of it.",
    "The header privacy filter is taken out.",
    "Saved: master.cf. As they were, they are kept as master.cf.bak. Postfix goes on with what it has read until 'sudo postfix reload' runs.",
    "Saved: main.cf.",
  ]);
});

it("reads names in addresses", () => {
  expect(nameIn("file:///etc/my%20postfix/main.cf")).toBe("main.cf");
});
