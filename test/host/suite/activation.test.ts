// The extension wakes up when a file of its own is opened, and takes main.cf for what it is.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { openFile, theExtension, waitFor } from "./support";

describe("activation", () => {
  it("becomes active when main.cf is opened", async () => {
    const editor = await openFile("main.cf");
    assert.equal(editor.document.languageId, "postfix-main");
    await waitFor("the extension to become active", () => theExtension().isActive);
  });
});
