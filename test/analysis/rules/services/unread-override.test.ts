// Overrides that the program of the service does not read.
import { unreadOverride } from "../../../../server/src/analysis/rules/services/unread-override";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unreadOverride, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd -o content_filter= -o receive_override_options=no_milters -o mynetworks=\n",
    "-- master.cf --\nsmtp inet n - n - - smtpd -o own_name=x -o mua_client_restrictions=\n",
    "-- master.cf --\nx unix - - n - - mine -o header_checks=\nsmtp unix - - n - - smtp -o syslog_name=x -o a\n",
    // Another value refers to it.
    "-- main.cf --\nsmtpd_banner = $smtp_helo_name\n-- master.cf --\nsmtp inet n - n - - smtpd -o smtp_helo_name=x\n",
    "-- master.cf --\nqmgr unix n - n 300 1 oqmgr -o qmgr_message_active_limit=1\nq unix n - n 300 1 nqmgr -o qmgr_fudge_factor=1\n",
    "-- master.cf --\np unix - n n - - pipe -o p_time_limit=1h -o q_destination_recipient_limit=1 user=x argv=/bin/y\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\np unix - n n - - pipe «-o p_destination_recipient_limit=1» user=x argv=/bin/y\n",
      message: "unread",
      data: { readers: "Only 'qmgr' reads" },
      fixed: "p unix - n n - - pipe user=x argv=/bin/y\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd\n  «-o header_checks=»\n",
      message: "cleanup",
      data: { program: "smtpd", name: "header_checks" },
      fixed: "smtp inet n - n - - smtpd\n",
    },
    {
      code: "-- master.cf --\nsmtp unix - - n - - smtp «-o smtpd_client_restrictions=» -v\n",
      message: "unread",
      data: { readers: "Only 'smtpd' reads" },
      fixed: "smtp unix - - n - - smtp -v\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd «-o { smtp_tls_security_level = none }»\n",
      message: "unread",
      data: { readers: "Only 'smtp' and 'tlsproxy' read" },
      fixed: "smtp inet n - n - - smtpd\n",
    },
  ],
});
