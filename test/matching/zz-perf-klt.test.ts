import { it } from "vitest";
import { parseKeyTable, reparseKeyTable } from "/work/main/server/src/syntax/tables/key-table";
import { parseAliasesTable } from "/work/main/server/src/syntax/tables/aliases-table";
import { createKeyTable } from "/work/main/server/src/matching/key-table";
it("x", () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `user${i}@example.com user${i}@mail.example.org\n`).join("");
  console.log(text.length);
  for (let k = 0; k < 4; k++) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    let t = performance.now();
    const tree = parseKeyTable(text);
    t = performance.now() - t;
    globalThis.gc?.();
    const after = process.memoryUsage().heapUsed;
    let u = performance.now();
    const al = parseAliasesTable(text);
    u = performance.now() - u;
    let r = performance.now();
    reparseKeyTable(tree, text.slice(0, 1000) + "x" + text.slice(1000), { start: 1000, oldEnd: 1000, newEnd: 1001 });
    r = performance.now() - r;
    let l = performance.now();
    const table = createKeyTable(tree, "hash");
    table.lookup("user5@example.com");
    l = performance.now() - l;
    console.log("parse", t | 0, "ms mem", ((after - before) / text.length).toFixed(1), "x; aliases", u | 0, "reparse", r.toFixed(1), "open+lookup", l | 0, tree.chunks.length + al.chunks.length);
  }
});
