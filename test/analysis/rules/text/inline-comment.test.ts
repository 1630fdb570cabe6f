// Comments behind values, which are none to Postfix.
import { inlineComment } from "../../../../server/src/analysis/rules/text/inline-comment";
import { ruleTester } from "../../../support/rule-tester";

const service = (text: string) => `-- master.cf --\nsmtp inet n - y - - smtpd${text}\n`;

ruleTester(inlineComment, {
  valid: [
    "# comment\nbiff = no\n",
    "mydestination = a,\n  # comment\n# another\n  b\n",
    // Text that is sent, run or matched as it stands.
    "smtpd_banner = $myhostname # 1\nmailbox_command = /bin/a # b\nmime_header_checks = a#b\n",
    "recipient_delimiter = #\nmy_delimiter = #\n",
    "virtual_query = SELECT a # b\n",
    "smtpd_client_restrictions = check_client_access inline:{ { a = b # c } }\n",
    // Another line counts.
    "biff = no # old\nbiff = no\n",
    "biff = {{ biff }} # comment\n",
    service("\n  # comment\n  -o biff=no"),
    service(" -o recipient_delimiter=#"),
    "-- master.cf --\na unix - n n - - pipe user=b argv=/bin/c #d\n",
    // Words behind the options are another matter.
    service(" # comment"),
    "-- master.cf --\nsmtp inet n - y - - smtpd # {{ comment }}\n",
  ],
  invalid: [
    {
      code: "a = b\nbiff = no  «# nobody here»  \n",
      message: "value",
      data: { name: "biff", readers: "local(8) ends" },
      fixed: "a = b\n# nobody here\nbiff = no  \n",
    },
    {
      code: "message_size_limit = 10240000 «#10 MB»\nsmtp_tls_security_level = may «# or # encrypt»\n",
      findings: [
        {
          message: "value",
          fixed: "#10 MB\nmessage_size_limit = 10240000\nsmtp_tls_security_level = may # or # encrypt\n",
        },
        {
          message: "value",
          fixed: "message_size_limit = 10240000 #10 MB\n# or # encrypt\nsmtp_tls_security_level = may\n",
        },
      ],
    },
    {
      code: "maximal_queue_lifetime = 5d «# days»\nmaximal_backoff_time = 5 «# minutes»\n",
      findings: [
        {
          message: "ignored",
          fixed: "# days\nmaximal_queue_lifetime = 5d\nmaximal_backoff_time = 5 # minutes\n",
        },
        {
          message: "value",
          fixed: "maximal_queue_lifetime = 5d # days\n# minutes\nmaximal_backoff_time = 5\n",
        },
      ],
    },
    {
      code: "smtpd_tls_protocols = >=TLSv1.2 «# no old ones»\n",
      message: "protocols",
      data: { text: "# no old ones" },
      fixed: "# no old ones\nsmtpd_tls_protocols = >=TLSv1.2\n",
    },
    {
      code: "relayhost = «# none»\r\nbiff = no\r\n",
      message: "words",
      data: { name: "relayhost", text: "# none" },
      fixed: "# none\r\nrelayhost =\r\nbiff = no\r\n",
    },
    {
      code: "mydestination = a, «# first»\n  b «# second»\n",
      findings: [
        { message: "words", fixed: "# first\nmydestination = a,\n  b # second\n" },
        { message: "words", fixed: "mydestination = a, # first\n  # second\n  b\n" },
      ],
    },
    {
      code: "my_nets = 10.0.0.0/8 «# office»\n",
      message: "words",
      fixed: "# office\nmy_nets = 10.0.0.0/8\n",
    },
    { code: service(" -o { biff = no «# comment» }"), message: "value" },
  ],
});
