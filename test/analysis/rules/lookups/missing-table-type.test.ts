// Words that must be `type:name` and are not.
import { missingTableType } from "../../../../server/src/analysis/rules/lookups/missing-table-type";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingTableType, {
  valid: [
    "virtual_alias_maps = hash:/etc/postfix/virtual\nlocal_recipient_maps =\n",
    "virtual_alias_maps = inline:{ a=b, c=d }, pipemap:{ hash:/a, hash:/b }\n",
    // A match list takes names of files and patterns as well.
    "mydestination = /etc/postfix/domains, example.com, !example.net\n",
    "smtpd_client_restrictions = permit_mynetworks, check_client_access /etc/x\n",
    // newaliases supplies the type; proxymap looks for what it can use.
    "alias_database = /etc/aliases\nproxy_read_maps = anything $virtual_alias_maps\n",
    "virtual_alias_maps = $undefined\ntransport_maps = {{ maps }}\n",
    "virtual_alias_maps = @MAPS@\ntransport_maps = hash:/a @MAPS@\n",
    "mynetworks = ::1/128 [::1]:25\n",
  ],
  invalid: [
    {
      code: "virtual_alias_maps = «/etc/postfix/virtual»\n",
      message: "bare",
      data: { name: "virtual_alias_maps", example: "hash:/etc/postfix/virtual" },
      fixed: [
        "virtual_alias_maps = hash:/etc/postfix/virtual\n",
        "virtual_alias_maps = texthash:/etc/postfix/virtual\n",
      ],
    },
    {
      code: "virtual_alias_maps = «/x»\ndefault_database_type = lmdb\n",
      tableTypes: ["lmdb"],
      message: "bare",
      fixed: "virtual_alias_maps = lmdb:/x\ndefault_database_type = lmdb\n",
    },
    {
      code: "mine = /a\ntransport_maps = hash:/b, «$mine», «word»\n",
      findings: [{ message: "bare" }, { message: "bare" }],
    },
    { code: "address_verify_map = «$data_directory/verify»\n", message: "bare" },
    { code: "header_checks = «none»\n", message: "none", fixed: "header_checks = \n" },
    {
      code: "virtual_alias_maps = unionmap:{hash:/a, «/b»}\n",
      message: "nested",
      fixed: [
        "virtual_alias_maps = unionmap:{hash:/a, hash:/b}\n",
        "virtual_alias_maps = unionmap:{hash:/a, texthash:/b}\n",
      ],
    },
    {
      code: "virtual_alias_maps = hash:/a, «hash: /etc/postfix/virtual», hash:/b\n",
      message: "split",
      data: { path: "/etc/postfix/virtual" },
      fixed: "virtual_alias_maps = hash:/a, hash:/etc/postfix/virtual, hash:/b\n",
    },
    {
      code: "smtpd_client_restrictions = check_client_access «hash:\n  /etc/postfix/access», permit\nmydestination = «hash: /x»\n",
      findings: [
        {
          message: "split",
          fixed:
            "smtpd_client_restrictions = check_client_access hash:/etc/postfix/access, permit\nmydestination = hash: /x\n",
        },
        {
          message: "split",
          fixed:
            "smtpd_client_restrictions = check_client_access hash:\n  /etc/postfix/access, permit\nmydestination = hash:/x\n",
        },
      ],
    },
    {
      code: "smtpd_client_restrictions = check_client_access «hash:\n# why\n  /etc/postfix/access»\n",
      message: "split",
    },
    { code: "virtual_alias_maps = «hash:», hash:/b\n", message: "empty", data: { word: "hash:" } },
    { code: "mydestination = «hash:» localhost\n", message: "empty" },
    { code: "virtual_alias_maps = «:/etc/x»\n", message: "no-type", data: { example: "hash:/etc/x" } },
  ],
});
