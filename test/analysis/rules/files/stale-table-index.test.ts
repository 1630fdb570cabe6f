// Indexes that are older than the text they were made of.
import { staleTableIndex } from "../../../../server/src/analysis/rules/files/stale-table-index";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(staleTableIndex, {
  valid: [
    "virtual_alias_maps = hash:/etc/a\n",
    {
      code: "virtual_alias_maps = hash:/etc/a\n",
      files: { "/etc/a": { modified: 5_000 }, "/etc/a.db": { modified: 5_000 } },
    },
    // Within one second Postfix sees no difference.
    {
      code: "virtual_alias_maps = hash:/etc/a\n",
      files: { "/etc/a": { modified: 5_999 }, "/etc/a.db": { modified: 5_000 } },
    },
    { code: "virtual_alias_maps = hash:/etc/a\n", files: { "/etc/a": { modified: 9_000 } } },
    { code: "virtual_alias_maps = hash:/etc/a\n", files: { "/etc/a.db": { modified: 1 } } },
    {
      code: "virtual_alias_maps = hash:/etc/a\n",
      files: { "/etc/a": { modified: 9_000, kind: "directory" }, "/etc/a.db": { modified: 1 } },
    },
  ],
  invalid: [
    {
      code: "virtual_alias_maps = hash:/etc/b hash:«/etc/a»\n",
      files: { "/etc/a": { modified: 6_000 }, "/etc/a.db": { modified: 5_999 } },
      message: "stale",
      data: { path: "/etc/a", index: "/etc/a.db", command: "postmap hash:/etc/a" },
    },
    {
      code: "alias_maps = cdb:«/etc/aliases»\n",
      files: { "/etc/aliases": { modified: 6_000 }, "/etc/aliases.cdb": { modified: 1_000 } },
      message: "stale",
      data: { command: "postalias cdb:/etc/aliases" },
    },
  ],
});
