/**
 * What the rules say of real lookup tables by many authors, beyond what
 * postmap itself warns of. Each line of the golden file was looked at by hand.
 * UPDATE=1 writes it anew; read the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RULES } from "../../server/src/analysis/rules/index";
import { TableFile } from "../../server/src/analysis/table-file";
import { decodeText } from "../../server/src/base/decode";
import { sourceText } from "../../server/src/base/source-text";
import type { TableFormat } from "../../server/src/syntax/tables/table";
import { PCRE2 } from "../support/pcre2";
import { factsFor } from "../support/rule-tester";
import { nicknameOf } from "./nicknames";

const CORPUS = join(__dirname, "../../../shared/corpus");
const GOLDEN = join(__dirname, "golden/tables.txt");

/** How the files of a folder are read, and what refers to them as far as the folder tells. */
const FOLDERS: Readonly<Record<string, { format: TableFormat; uses: readonly string[] }>> = {
  aliases: { format: "aliases", uses: ["alias_maps"] },
  canonical: { format: "key", uses: ["canonical_maps"] },
  cidr: { format: "cidr", uses: [] },
  "ldap-mysql": { format: "database", uses: [] },
  pcre: { format: "pcre", uses: [] },
  regexp: { format: "regexp", uses: [] },
  transport: { format: "key", uses: ["transport_maps"] },
  virtual: { format: "key", uses: ["virtual_alias_maps"] },
};

function findings(folder: string, name: string): string[] {
  const { format, uses: usual } = FOLDERS[folder]!;
  // One file in the folder of transports is asked for senders.
  const uses = name.endsWith("bysender") ? ["sender_dependent_relayhost_maps"] : usual;
  const source = sourceText(decodeText(readFileSync(join(CORPUS, folder, name))));
  const file = new TableFile(format, name, source, factsFor({}), uses, RULES, RULES, Infinity, PCRE2);
  // That a network is covered by another one is a hint that long lists have hundreds of.
  const grave = file.findings().filter(({ severity }) => severity !== "hint");
  return grave.map(({ finding, start, severity }) => {
    const { line, character } = source.positionAt(start);
    return `  ${line + 1}:${character + 1} ${severity} ${finding.rule.id} (${finding.message})`;
  });
}

describe.skipIf(!existsSync(join(CORPUS, "pcre")))("real lookup tables", () => {
  it("have just the findings that were looked at", () => {
    const names: string[] = [];
    const found = Object.keys(FOLDERS).flatMap((folder) =>
      readdirSync(join(CORPUS, folder)).flatMap((name) => {
        const said = findings(folder, name);
        if (said.length > 0) names.push(`${nicknameOf(`${folder}/${name}`)} is ${folder}/${name}`);
        return said.length > 0 ? [nicknameOf(`${folder}/${name}`), ...said] : [];
      }),
    );
    const text = `${found.join("\n")}\n`;
    if (process.env.UPDATE === "1") {
      writeFileSync(GOLDEN, text);
      console.log(names.join("\n"));
    }
    expect(text, names.join("\n")).toBe(existsSync(GOLDEN) ? readFileSync(GOLDEN, "utf8") : "");
  });
});
