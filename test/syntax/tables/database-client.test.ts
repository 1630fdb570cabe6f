// Files of database tables are read as main.cf is.
import { describe, expect, it } from "vitest";
import {
  isDatabaseClientType,
  parseDatabaseClient,
  reparseDatabaseClient,
} from "../../../server/src/syntax/tables/database-client";

describe("the file of a database table", () => {
  const text = "hosts = a b\nquery = SELECT x\n  FROM y WHERE z = '%s'\nbad\n";

  it("has settings, which may go on in further lines", () => {
    const lines = parseDatabaseClient(text).chunks.map(({ node }) => [
      node?.name,
      node?.value,
      node?.problem,
    ]);
    expect(lines).toEqual([
      ["hosts", "a b", undefined],
      ["query", "SELECT x  FROM y WHERE z = '%s'", undefined],
      ["bad", "", "missing-equals"],
    ]);
  });

  it("is parsed anew where it changed", () => {
    const old = parseDatabaseClient(text);
    const after = text.replace("bad", "bad = x");
    const at = text.indexOf("bad") + 3;
    const { tree } = reparseDatabaseClient(old, after, { start: at, oldEnd: at, newEnd: at + 4 });
    expect(tree.chunks[0]).toBe(old.chunks[0]);
    expect(tree.chunks[2]!.node!.value).toBe("x");
  });

  it("belongs to the types that Postfix asks a database with", () => {
    expect(["ldap", "mysql", "sqlite", "hash", "pcre"].filter(isDatabaseClientType)).toEqual([
      "ldap",
      "mysql",
      "sqlite",
    ]);
  });
});
