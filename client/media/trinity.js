// The page of A, PTR and EHLO: puts in what the extension sends, and tells which button was pressed.
const vscode = acquireVsCodeApi();
const page = document.getElementById("page");

/** How to find again the button that has the focus when the page is written anew. */
function markOf(button) {
  if (!(button instanceof HTMLButtonElement)) return undefined;
  const { action, index } = button.dataset;
  if (action !== undefined) return `[data-action="${action}"]`;
  return index === undefined ? undefined : `[data-index="${index}"]`;
}

function show(body) {
  const mark = markOf(document.activeElement);
  // What comes from DNS and other servers is escaped in it.
  page.innerHTML = body;
  if (mark !== undefined) page.querySelector(mark)?.focus();
}

function say(text) {
  const status = document.getElementById("status");
  if (status !== null) status.textContent = text;
}

page.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (button === null) return;
  const { action, index, copy, check } = button.dataset;
  if (index !== undefined) vscode.postMessage({ kind: "show", index: Number(index) });
  if (copy !== undefined) {
    vscode.postMessage({ kind: "copy", part: copy, check: Number(check) });
    say("Copied.");
  }
  if (action === "again") {
    // The next report brings a new button.
    button.disabled = true;
    say("Checking again in the terminal…");
  }
  if (action !== undefined) vscode.postMessage({ kind: action });
});

window.addEventListener("message", ({ data }) => show(data.body));
vscode.postMessage({ kind: "ready" });
