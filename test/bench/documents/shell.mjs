// A shell script with many functions; some read a file whose name only the run can tell, which is the one mistake
// that the language server reports without a linter.
import { commentWords, createRandom } from "./random.mjs";
import { createWriter } from "./writer.mjs";

const verbs = ["check", "copy", "rotate", "send", "count", "clean", "verify", "load", "write", "list"];
const nouns = ["queue", "logs", "backup", "users", "keys", "domains", "reports", "mounts", "hosts", "stats"];

const bodies = [
  (random, name) => [
    `  local path="$1" count=${random.integer(0, 9)}`,
    `  for file in "$path"/*.${random.pick(["log", "conf", "txt"])}; do`,
    '    [ -f "$file" ] || continue',
    `    count=$((count + $(wc -l < "$file")))`,
    "  done",
    `  printf '%s: %d\\n' "${name}" "$count"`,
  ],
  (random) => [
    '  case "$1" in',
    `    start|stop) echo "action $1 on port ${random.integer(1024, 9999)}" ;;`,
    `    status) systemctl is-active --quiet "unit-${random.integer(1, 99)}" || return 1 ;;`,
    '    *) echo "usage: $0 start|stop|status" >&2; return 2 ;;',
    "  esac",
  ],
  (random, name) => [
    `  while IFS=: read -r user _ id _; do`,
    `    if [ "$id" -ge ${random.integer(100, 2000)} ] && [ -n "$user" ]; then`,
    `      echo "$user" >> "/var/tmp/${name}.list"`,
    "    fi",
    "  done < /etc/passwd",
  ],
  (random, name) => [
    `  local temporary`,
    `  temporary="$(mktemp -d)" || exit ${random.integer(1, 9)}`,
    `  trap 'rm -rf "$temporary"' EXIT`,
    `  tar -C "/srv/${name}" -czf "$temporary/${name}.tar.gz" . && mv "$temporary"/*.gz "\${BACKUP_DIR:-/var/backups}"`,
  ],
];

/** @param lineCount how many lines the file has, its last line break included */
export function generateShell(lineCount) {
  const random = createRandom(5);
  const writer = createWriter(lineCount);
  writer.add(
    "#!/bin/bash",
    `# ${random.sentence(commentWords)}`,
    "set -euo pipefail",
    "",
    'BASE="${BASE:-/srv}"',
    "",
  );
  // The longest function with what is around it has 14 lines.
  for (let index = 0; writer.left > 16; index += 1) {
    const name = `${random.pick(verbs)}_${random.pick(nouns)}_${index}`;
    for (let comments = random.integer(0, 2); comments > 0; comments -= 1) {
      writer.add(`# ${random.sentence(commentWords)}`);
    }
    if (writer.wantsCompletion()) writer.addCompleted("");
    writer.add(`${name}() {`, ...random.pick(bodies)(random, name), "}");
    if (writer.wantsEdit()) writer.addEdited('source "$BASE/$USER/settings‸.sh"', "x");
    else if (index % 9 === 4) writer.add(`. "$BASE/$HOSTNAME/${name}.sh"`);
    if (random.chance(0.4)) writer.add(`${name} "$BASE/${random.pick(nouns)}"`);
    writer.add("");
  }
  writer.add(...random.list(writer.left, () => `# ${random.sentence(commentWords)}`));
  return writer.finish();
}
