// Words in lists of networks that Postfix cannot read, or that match nothing.
import { badNetwork } from "../../../../server/src/analysis/rules/networks/bad-network";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badNetwork, {
  valid: [
    "mynetworks = 127.0.0.0/8 [::1]/128, [fe80::]/64 192.0.2.7 !10.0.0.1 10.0.0.0/8\n",
    "mynetworks = hash:/etc/postfix/networks, /etc/postfix/more, cidr:{{10.0.0.1/8 x}}, .example.com\n",
    "debug_peer_list = mail.example.com, static:all\nsmtpd_authorized_xclient_hosts =\n",
    // Nobody knows what comes of these.
    "mynetworks = $no_such_name/8\nqmqpd_authorized_clients = {{ networks }}\n",
    "mynetworks = 10.0.0.1/8 # office\nmydestination = 10.0.0.1/8\n",
    // A later line counts.
    "mynetworks = 127.0.0.1/8\nmynetworks = 127.0.0.0/8\n",
    // Not the live configuration, or the file is there.
    { code: "mynetworks = /etc/nets\n", files: { "/etc/nets": {} } },
  ],
  invalid: [
    {
      code: "mynetworks = «127.0.0.1/8»\n  [::1]/128\n",
      message: "host-bits",
      data: { word: "127.0.0.1/8" },
      fixed: ["mynetworks = 127.0.0.0/8\n  [::1]/128\n", "mynetworks = 127.0.0.1\n  [::1]/128\n"],
    },
    // Where the word is set, and not where it is referred to.
    {
      code: "a = 10.1\nmynetworks = «$a.0.0/8» 10.0.0.0/8\nsmtpd_client_event_limit_exceptions = $mynetworks\n",
      message: "host-bits",
      data: { word: "10.1.0.0/8" },
    },
    {
      code: "debug_peer_list = «10.0.0.0/33», «10.0.0.0/255.0.0.0», «[::]/129»\n",
      findings: [
        { message: "mask", data: { bits: "32" } },
        { message: "mask", fixed: "debug_peer_list = 10.0.0.0/33, 10.0.0.0/8, [::]/129\n" },
        { message: "mask", data: { bits: "128" } },
      ],
    },
    {
      code: "mynetworks = «192.168.1/24» «300.0.0.0/8»\n",
      findings: [
        { message: "address", fixed: "mynetworks = 192.168.1.0/24 300.0.0.0/8\n" },
        { message: "address" },
      ],
    },
    {
      code: "mynetworks = «2001:db8::/32», «!fe80::1», «::1/128»\n",
      findings: [
        {
          message: "brackets",
          data: { type: "2001" },
          fixed: "mynetworks = [2001:db8::]/32, !fe80::1, ::1/128\n",
        },
        {
          message: "brackets",
          data: { type: "fe80" },
          fixed: "mynetworks = 2001:db8::/32, ![fe80::1], ::1/128\n",
        },
        { message: "fatal", fixed: "mynetworks = 2001:db8::/32, !fe80::1, [::1]\n" },
      ],
    },
    {
      code: "mynetworks = «192.168.1.*» «*.example.com» «localhost/8»\n",
      findings: [
        { message: "never", fixed: "mynetworks = 192.168.1.0/24 *.example.com localhost/8\n" },
        { message: "never", data: { advice: "Write the domain without the star." } },
        { message: "never" },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o mynetworks=«10.0.0.1/8»\n",
      message: "host-bits",
      fixed: [
        "smtp inet n - y - - smtpd -o mynetworks=10.0.0.0/8\n",
        "smtp inet n - y - - smtpd -o mynetworks=10.0.0.1\n",
      ],
    },
    { code: "mynetworks = «!» 10.0.0.0/8\n", message: "empty" },
    { code: "mynetworks = «!/etc/nets»\n", files: {}, message: "file", data: { file: "/etc/nets" } },
  ],
});
