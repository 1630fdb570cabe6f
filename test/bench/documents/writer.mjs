// Collects the lines of a generated file until it has exactly as many as wanted, and remembers where the benchmark
// edits it and asks for completion.

/** Collects lines; `total` is how many the file must have in the end. */
export function createWriter(total) {
  const lines = [];
  let edit;
  let completion;
  return {
    get length() {
      return lines.length;
    },
    get left() {
      return total - lines.length;
    },
    add(...more) {
      lines.push(...more);
    },
    /** True once the middle of the file is reached and the place to edit is not chosen yet. */
    wantsEdit: () => edit === undefined && lines.length >= total / 2,
    /** Adds a line in which `‸` marks where one character is typed. */
    addEdited(marked, insert) {
      edit = { line: lines.length, character: marked.indexOf("‸"), insert };
      lines.push(marked.replace("‸", ""));
    },
    /** True once a quarter of the file is reached and the place to complete is not chosen yet. */
    wantsCompletion: () => completion === undefined && lines.length >= total / 4,
    /** Adds a line whose end is where a list of all names is asked for. */
    addCompleted(line) {
      completion = { line: lines.length, character: line.length };
      lines.push(line);
    },
    /** @throws Error when the file has not the wanted number of lines or no place to edit. */
    finish() {
      if (lines.length !== total) throw new Error(`${lines.length} lines generated, not ${total}`);
      if (edit === undefined) throw new Error("no place to edit in the generated file");
      return { text: `${lines.join("\n")}\n`, edit, completion };
    },
  };
}
