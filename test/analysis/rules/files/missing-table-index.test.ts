// Indexed tables without their index.
import { missingTableIndex } from "../../../../server/src/analysis/rules/files/missing-table-index";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingTableIndex, {
  valid: [
    "virtual_alias_maps = hash:/etc/postfix/virtual\n",
    { code: "virtual_alias_maps = hash:/etc/a\n", installed: {} },
    // An index without its text is enough for Postfix.
    { code: "virtual_alias_maps = hash:/etc/a\n", files: { "/etc/a.db": {} } },
    {
      code: "virtual_alias_maps = lmdb:/etc/a\n",
      files: { "/etc/a": {}, "/etc/a.lmdb": { kind: "hidden" } },
    },
    // Caches, and tables that only newaliases makes.
    {
      code: "address_verify_map = btree:/var/lib/verify\nsmtp_tls_session_cache_database = btree:/var/lib/x\nalias_database = hash:/etc/aliases\n",
      files: {},
    },
    { code: "virtual_alias_maps = texthash:/etc/a, hash:a\n", files: {} },
    { code: "virtual_alias_maps = hash:/etc/a\n", files: {}, tableTypes: ["lmdb"] },
  ],
  invalid: [
    {
      code: "virtual_alias_maps = hash:«/etc/postfix/virtual»\n",
      files: { "/etc/postfix/virtual": {} },
      message: "index",
      data: { indexes: "/etc/postfix/virtual.db", command: "postmap hash:/etc/postfix/virtual" },
    },
    {
      code: "alias_maps = proxy:lmdb:«/etc/aliases»\nlocal_recipient_maps = $alias_maps\n",
      files: { "/etc/aliases": {} },
      message: "index",
      data: { command: "postalias lmdb:/etc/aliases" },
    },
    {
      code: "tls_server_sni_maps = hash:«/etc/sni»\ntransport_maps = sdbm:«/etc/t»\n",
      files: { "/etc/t": { kind: "directory" } },
      findings: [
        { message: "both", data: { path: "/etc/sni", command: "postmap -F hash:/etc/sni" } },
        { message: "directory", data: { indexes: "/etc/t.dir and /etc/t.pag" } },
      ],
    },
    {
      code: "mydestination = !hash:«/etc/a», example.com\nmaps = btree:/etc/a\nvirtual_alias_maps = «$maps»\n",
      files: { "/etc/a": {} },
      findings: [{ message: "index" }, { message: "index", data: { command: "postmap btree:/etc/a" } }],
    },
  ],
});
