// Networks of strangers in mynetworks.
import { openRelay } from "../../../../server/src/analysis/rules/networks/open-relay";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(openRelay, {
  valid: [
    "mynetworks = 127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 [::1]/128 [fe80::]/10 [fc00::]/7\n",
    "mynetworks = [::ffff:0:0]/95 100.64.0.0/10, 12.0.0.0/8, [2001:db8::]/32, 224.0.0.0/4\n",
    "mynetworks = !0.0.0.0/0\nmynetworks_style = class\n",
    "mynetworks_style = subnet\n",
    // Nobody but this machine gets in, or nobody asks for mynetworks.
    "mynetworks = 0.0.0.0/0\ninet_interfaces = loopback-only\n",
    "mynetworks = 0.0.0.0/0\nsmtpd_relay_restrictions = permit_sasl_authenticated, reject\n",
    "debug_peer_list = 0.0.0.0/0\n",
    "mynetworks = {{ networks }}, 0.0.0.0/0\n",
    "-- main.cf --\nmynetworks = 0.0.0.0/0\n-- master.cf --\nsmtp inet n - y - - smtpd\n  -o smtpd_relay_restrictions=reject_unauth_destination\n",
  ],
  invalid: [
    {
      code: "mynetworks = 127.0.0.0/8 «0.0.0.0/0» «[::]/0» «static:all»\n",
      findings: [
        { message: "all", fixed: "mynetworks = 127.0.0.0/8 127.0.0.0/8 [::]/0 static:all\n" },
        { message: "all", fixed: "mynetworks = 127.0.0.0/8 0.0.0.0/0 [::1]/128 static:all\n" },
        { message: "all", fixed: "mynetworks = 127.0.0.0/8 0.0.0.0/0 [::]/0 127.0.0.0/8\n" },
      ],
    },
    {
      code: "mynetworks = «128.0.0.0/1» «[2000::]/3»\n",
      findings: [
        { message: "wide", data: { word: "128.0.0.0/1" }, fixed: "mynetworks = 127.0.0.0/8 [2000::]/3\n" },
        { message: "wide", fixed: "mynetworks = 128.0.0.0/1 [::1]/128\n" },
      ],
    },
    // One server that asks for mynetworks is enough.
    {
      code: "-- main.cf --\nmynetworks = «0.0.0.0/0»\nsmtpd_relay_restrictions = reject_unauth_destination\n-- master.cf --\nsmtp inet n - y - - smtpd\n  -o smtpd_relay_restrictions=permit_mynetworks,reject\n",
      message: "all",
      fixed: "mynetworks = 127.0.0.0/8\nsmtpd_relay_restrictions = reject_unauth_destination\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o mynetworks=«0.0.0.0/0»\n",
      message: "all",
      fixed: "smtp inet n - y - - smtpd -o mynetworks=127.0.0.0/8\n",
    },
    {
      code: "mynetworks_style = «class»\n",
      message: "class",
      fixed: ["mynetworks_style = host\n", "mynetworks_style = subnet\n"],
    },
    { code: "style = class\nmynetworks_style = «$style»\n", message: "class" },
  ],
});
