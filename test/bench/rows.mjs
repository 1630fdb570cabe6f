// The rows of the table: what each one measures, and what we ask of ourselves.

/** At most `factor` times the smallest figure that a peer has. */
const best = (factor, words = "fastest peer") => ({ factor, of: "best", words });

/**
 * A row: `figure` names the measurement (the id when it is not given), `needs` the parts of a round that give it.
 * A limit is `factor` times another figure, `plus` something; or `at` a figure of its own.
 */
function row(id, title, unit, { needs, limit, figure = id, onlyOurs = false }) {
  return { id, title, unit, needs, limit, figure, onlyOurs };
}

const engine = (id, title, at) => {
  const limit = at === undefined ? undefined : { at };
  return row(id, `engine: ${title}`, "ms", { needs: ["engine"], limit, onlyOurs: true });
};

const table = (id, title, limit, unit = "ms") =>
  row(id, `table: ${title}`, unit, { needs: ["tables"], limit, onlyOurs: true });

const queue = (id, title, limit, unit = "ms") =>
  row(id, `100,000 messages: ${title}`, unit, { needs: ["queue"], limit, onlyOurs: true });

const besidePostqueue = { factor: 1.5, of: "queue-alone", words: "`postqueue -j > /dev/null`", plus: 1000 };

const check = (id, title) => {
  const limit = { factor: 1, of: "node", words: "`node -e 0`", plus: 100 };
  return row(id, title, "ms", { needs: [id, "node"], limit, onlyOurs: true });
};

const css = { factor: 1.5, of: "css", words: "css" };
const node = { factor: 2, of: "node", words: "`node -e 0`" };
const shortEdit = { factor: 1.5, of: "edit-300", words: "ours at 300 lines" };

/** All rows in the table's order. */
export const rows = [
  row("start", "start: spawn → `initialize` answered", "ms", { needs: ["start"], limit: best(0.8) }),
  row("start-node", "start, against Node alone", "ms", {
    needs: ["start", "node"],
    limit: node,
    figure: "start",
    onlyOurs: true,
  }),
  row("first-300", "spawn → first diagnostics of 300 lines, opened at once", "ms", { needs: ["first-300"] }),
  row("open-300", "open 300 lines → first diagnostics", "ms", { needs: ["open-300"], limit: best(0.8) }),
  row("open-10000", "open 10,000 lines → first diagnostics", "ms", {
    needs: ["open-10000"],
    limit: best(0.8),
  }),
  row("edit-300", "type in 300 lines → new diagnostics", "ms", { needs: ["edit-300"], limit: best(1) }),
  row("edit-10000", "type in 10,000 lines → new diagnostics", "ms", {
    needs: ["edit-300", "edit-10000"],
    limit: shortEdit,
  }),
  row("completion-first", "completion: all names, first time", "ms", { needs: ["completion"], limit: css }),
  row("completion", "completion: all names, again", "ms", { needs: ["completion"], limit: css }),
  row("completion-items", "completion: items", "", { needs: ["completion"] }),
  row("completion-bytes", "completion: size of the answer", "KB", { needs: ["completion"] }),
  row("memory", "memory: 10,000 lines opened and edited, 1 s later", "MB", {
    needs: ["memory"],
    limit: best(1, "smallest peer"),
  }),
  row("vsix", "size of the extension's package", "KB", {
    needs: ["vsix"],
    limit: { at: 900 },
    onlyOurs: true,
  }),
  check("check-sample", "`postfix-ls check test/fixtures/sample`"),
  check("check-etc", "`postfix-ls check /etc/postfix`"),
  engine("parse-first", "parse 10,000 lines, first thing in a process"),
  engine("parse", "parse 10,000 lines, again"),
  engine("facts-first", "load what is known of Postfix"),
  engine("rules-300-first", "all rules on 300 lines, first time in a process"),
  engine("rules-300", "all rules on 300 new lines", 5),
  engine("rules-10000-first", "all rules on 10,000 lines, first time in a process"),
  engine("rules-10000", "all rules on 10,000 new lines", 40),
  row("heap-5000", "engine: memory of 5,000 lines with their findings", "MB", {
    needs: ["engine"],
    onlyOurs: true,
  }),
  row("heap-10000", "engine: memory of 10,000 lines with their findings", "MB", {
    needs: ["engine"],
    limit: { factor: 2.2, of: "heap-5000", words: "that of 5,000 lines" },
    onlyOurs: true,
  }),
  engine("keystroke", "keystroke in 10,000 lines: parse and model"),
  engine("keystroke-rules", "keystroke in 10,000 lines: rules after it"),
  engine("names-first", "list of all names, first time in a process"),
  engine("names", "list of all names, again"),
  table("patterns-open", "2,000 pcre rules, opened → findings", { at: 300 }),
  table("patterns-edit", "2,000 pcre rules, one edited → findings", { at: 20 }),
  table("patterns-compile", "2,000 pcre rules, compiled and asked once"),
  table("patterns-header", "2,000 pcre rules, one header through them", { at: 5 }),
  table("patterns-message", "2,000 pcre rules, 50 headers through them", {
    factor: 5,
    of: "postmap-message",
    words: "`postmap -h -q -`, start excluded",
  }),
  table("postmap-message", "the same by `postmap -h -q -`, start excluded"),
  table("keys-open", "100,000 keys, opened → findings", { at: 500 }),
  table("keys-edit", "100,000 keys, one edited → findings", { at: 20 }),
  table("keys-memory", "100,000 keys, memory against the file's size", { at: 10 }, "x"),
  queue("queue-list", "listed and counted by recipient domain", besidePostqueue),
  queue("queue-reasons", "listed and counted by reason", besidePostqueue),
  queue("queue-alone", "what the stand-in for `postqueue -j` takes"),
  queue("queue-memory", "memory", { at: 300 }, "MB"),
];
