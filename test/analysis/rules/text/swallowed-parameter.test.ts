// Settings that became part of the one above them.
import { swallowedParameter } from "../../../../server/src/analysis/rules/text/swallowed-parameter";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(swallowedParameter, {
  valid: [
    "relayhost = a\nmydestination =\n  b,\n  c\n",
    // Names that Postfix does not know, and text that is run or sent.
    "import_environment = TZ=UTC LANG=C my_host = a\n",
    "mailbox_command = a\n  relayhost = b\nsmtpd_banner = a mydestination = b\n",
    "virtual_query = SELECT a FROM b WHERE relayhost = 'c'\n",
    "smtpd_milters = { inet:a:1, milter_default_action = accept }\n",
    "mydestination = ${{$relayhost} == {a} ? {b} : {c}}\n",
    "mydestination = a my_relayhost = b myrelay = c fbiff = d\n",
    "mydestination = a relayhost == b\n",
    "relayhost = a # relayhost = b\n",
    "relayhost = a\n  biff = no\nrelayhost = c\n",
    "relayhost = {{ a }}\n  biff = no\n",
    "# comment\n  relayhost = a\n",
  ],
  invalid: [
    {
      code: "mydestination = a\n  «relayhost» = b\nbiff = no\n",
      message: "indented",
      data: { name: "mydestination", swallowed: "relayhost" },
      fixed: "mydestination = a\nrelayhost = b\nbiff = no\n",
    },
    {
      code: "relayhost =\n# comment\n\t«mydestination»=b,\n\t  c\n",
      message: "indented",
      fixed: "relayhost =\n# comment\nmydestination=b,\n\t  c\n",
    },
    {
      code: "relayhost = a\n «biff» = no\n «mydestination» = c\n",
      findings: [
        { message: "indented", fixed: "relayhost = a\nbiff = no\n mydestination = c\n" },
        { message: "indented", fixed: "relayhost = a\n biff = no\nmydestination = c\n" },
      ],
    },
    {
      code: "mydestination = a, «relayhost» = b\r\n",
      message: "inside",
      data: { name: "mydestination", swallowed: "relayhost" },
      fixed: "mydestination = a\r\nrelayhost = b\r\n",
    },
    {
      code: "myhostname = a.b«myorigin» = $mydomain«inet_protocols» = ipv4\n",
      findings: [
        {
          message: "glued",
          data: { name: "myhostname", swallowed: "myorigin" },
          fixed: "myhostname = a.b\nmyorigin = $mydomaininet_protocols = ipv4\n",
        },
        { message: "glued", fixed: "myhostname = a.bmyorigin = $mydomain\ninet_protocols = ipv4\n" },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o { mynetworks = a, «biff» = no }\n",
      message: "inside",
    },
  ],
});
