// A relayhost that is the server itself.
import { selfRelayhost } from "../../../../server/src/analysis/rules/networks/self-relayhost";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(selfRelayhost, {
  valid: [
    "myhostname = mail.example.com\nrelayhost = [mx.example.com]\n",
    "myhostname = mail.example.com\nrelayhost =\n",
    // Another port, where something else listens.
    "myhostname = mail.example.com\nrelayhost = [mail.example.com]:587\n",
    "relayhost = [127.0.0.1]:2525\n",
    "relayhost = [127.0.0.1]\ninet_interfaces = 192.0.2.1\n",
    "relayhost = [127.0.0.1]\nsmtp_tcp_port = 2525\n",
    // The machine's own name says nothing of the machine this is for.
    "relayhost = host.example.test\n",
    "myhostname = {{ name }}\nrelayhost = {{ name }}\n",
    "myhostname = a.example\nrelayhost = a.example, b.example\n",
  ],
  invalid: [
    { code: "myhostname = mail.example.com\nrelayhost = «Mail.example.com»\n", message: "same" },
    { code: "myhostname = mail.example.com\nrelayhost = «$myhostname»\n", message: "same" },
    { code: "relayhost = «host.example.test»\n", files: {}, message: "same" },
    {
      code: "myhostname = mail.example.com\nrelayhost = «[mail.example.com]»\n",
      message: "loop",
      data: { destination: "[mail.example.com]" },
    },
    { code: "relayhost = «[127.0.0.1]:25»\n", message: "loop" },
    { code: "relayhost = «localhost»\ninet_interfaces = loopback-only\n", message: "loop" },
  ],
});
