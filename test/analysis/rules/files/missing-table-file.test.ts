// Tables and lists in files that are not there.
import { missingTableFile } from "../../../../server/src/analysis/rules/files/missing-table-file";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingTableFile, {
  valid: [
    // Another machine's files are unknown.
    "header_checks = regexp:/etc/postfix/header_checks\nmydestination = /etc/postfix/domains\n",
    { code: "header_checks = regexp:/etc/postfix/header_checks\n", installed: {} },
    {
      code: "header_checks = regexp:/etc/a, cidr:/etc/b\nmydestination = !/etc/c, example.com\n",
      files: { "/etc/a": {}, "/etc/b": { kind: "hidden" }, "/etc/c": {} },
    },
    // No files, or none that must be there.
    {
      code: "virtual_alias_maps = inline:{ /a=b }, static:/x, ldap:accounts, cidr:{ { 10.0.0.0/8 ok } }\npostscreen_cache_map = btree:/var/lib/x\nlocal_recipient_maps = unix:passwd.byname\n",
      files: {},
    },
    // Indexed tables are another rule's, and so are types that cannot be opened.
    { code: "virtual_alias_maps = hash:/etc/a, regexp:relative, bogus:/x\n", files: { "/etc/x": {} } },
    { code: "header_checks = pcre:/etc/a\n", files: {}, tableTypes: ["regexp"] },
    // Reported where it is set.
    { code: "alias_maps = texthash:/etc/a\nlocal_recipient_maps = $alias_maps\n", files: { "/etc/a": {} } },
    { code: "# a\nheader_checks = {{ type }}:/etc/a\n", files: {} },
  ],
  invalid: [
    {
      code: "header_checks = regexp:/etc/a, pcre:«/etc/b»,\n  proxy:mysql:«$config_directory/c.cf»\n",
      files: { "/etc/a": {} },
      findings: [
        { message: "table", data: { path: "/etc/b" } },
        { message: "client", data: { path: "/etc/postfix/c.cf", type: "mysql" } },
      ],
    },
    {
      code: "mydestination = example.com, !«/etc/a» cidr:«/etc/b» «/etc/c»\n",
      files: { "/etc/c": { kind: "directory" } },
      findings: [
        { message: "list", data: { path: "/etc/a", name: "mydestination" } },
        { message: "table", data: { path: "/etc/b" } },
        { message: "directory", data: { path: "/etc/c" } },
      ],
    },
    {
      code: "virtual_alias_maps = texthash:«/etc/a»\n",
      files: { "/etc/a": { kind: "directory" } },
      message: "directory",
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd\n  -o { smtpd_client_restrictions = check_client_access cidr:«/etc/a» }\n",
      files: {},
      message: "table",
    },
  ],
});
