// Table types that the installed Postfix does not have.
import { unavailableTableType } from "../../../../server/src/analysis/rules/lookups/unavailable-table-type";
import { ruleTester } from "../../../support/rule-tester";

const TYPES = ["cidr", "hash", "inline", "pipemap", "proxy", "regexp", "static"];

ruleTester(unavailableTableType, {
  valid: [
    "header_checks = pcre:/etc/postfix/header_checks\nvirtual_alias_maps = nis:aliases\n",
    { code: "header_checks = pcre:/etc/postfix/header_checks\n", installed: {} },
    { code: "header_checks = pcre:/x\n", tableTypes: [] },
    { code: "header_checks = regexp:/x, bogus:/y\nmydestination = hash:/x\n", tableTypes: TYPES },
    // Newer than the release is another rule's.
    { code: "virtual_alias_maps = mongodb:/x\n", tableTypes: TYPES, version: "3.7" },
  ],
  invalid: [
    {
      code: "header_checks = «pcre»:/x, regexp:/y, proxy:«mysql»:/z\n",
      tableTypes: TYPES,
      findings: [
        { message: "package", data: { type: "pcre", package: "postfix-pcre" } },
        { message: "package", data: { type: "mysql", package: "postfix-mysql" } },
      ],
    },
    {
      code: "virtual_alias_maps = pipemap:{«nis»:aliases, hash:/x}, «debug»:hash:/y\n",
      tableTypes: TYPES,
      findings: [
        { message: "built-without", data: { type: "nis" } },
        { message: "built-without", data: { type: "debug" } },
      ],
    },
    {
      code: "virtual_alias_maps = «hash»:/x, «$default_cache_db_type»:/y\ndefault_database_type = lmdb\n",
      installed: { default_cache_db_type: "btree" },
      tableTypes: ["lmdb"],
      findings: [
        {
          message: "replaced",
          data: { type: "hash", preferred: "lmdb", command: "postmap lmdb:/x" },
          fixed: "virtual_alias_maps = lmdb:/x, $default_cache_db_type:/y\ndefault_database_type = lmdb\n",
        },
        { message: "replaced", data: { type: "btree" } },
      ],
    },
  ],
});
