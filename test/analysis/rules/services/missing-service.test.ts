// Services that the rest of the configuration needs.
import { missingService } from "../../../../server/src/analysis/rules/services/missing-service";
import { ruleTester } from "../../../support/rule-tester";

const LINES: Readonly<Record<string, string>> = {
  pickup: "pickup unix n - n 60 1 pickup",
  cleanup: "cleanup unix n - n - 0 cleanup",
  qmgr: "qmgr unix n - n 300 1 qmgr",
  rewrite: "rewrite unix - - n - - trivial-rewrite",
  bounce: "bounce unix - - n - 0 bounce",
  defer: "defer unix - - n - 0 bounce",
  error: "error unix - - n - - error",
  retry: "retry unix - - n - - error",
  local: "local unix - n n - - local",
  virtual: "virtual unix - n n - - virtual",
  smtp: "smtp unix - - n - - smtp",
  tlsmgr: "tlsmgr unix - - n 1000? 1 tlsmgr",
  postlog: "postlog unix-dgram n - n - 1 postlogd",
};

/** A master.cf with all services but these. */
const without = (main: string, ...names: string[]) => {
  const lines = Object.keys(LINES)
    .filter((name) => !names.includes(name))
    .map((name) => `${LINES[name]}\n`);
  return `-- main.cf --\n${main}-- master.cf --\n${lines.join("")}`;
};

/** Findings of the file as a whole are at its first line. */
const marked = (code: string) => code.replace(LINES.pickup!, `«${LINES.pickup}»`);

ruleTester(missingService, {
  valid: [
    without(""),
    without("", "postlog", "local", "virtual"),
    without("smtpd_tls_security_level = none\nsmtp_tls_security_level =\n", "tlsmgr"),
    without("default_transport = error:none\n", "smtp"),
    without("mydestination =\n", "local"),
    without("cleanup_service_name = qmgr\n", "cleanup"),
    // Parts of a file.
    `-- master.cf --\n${LINES.qmgr}\n${LINES.cleanup}\n`,
    "-- master.cf --\nsmtp inet n - n - - smtpd\n",
    "mydestination = example.com\n",
    { code: without("", "retry", "tlsmgr"), version: "2.3" },
    without("", "tlsmgr"),
  ],
  invalid: [
    {
      code: marked(without("", "qmgr")),
      message: "missing",
      data: { service: "qmgr", effect: "no mail is delivered" },
    },
    {
      code: marked(without("", "smtp")),
      message: "missing",
      data: {
        service: "smtp",
        effect: "mail by default_transport, which is not set and stands for 'smtp', is deferred",
      },
    },
    {
      code: marked(without("virtual_mailbox_domains = example.com\n", "virtual")),
      message: "missing",
      data: { service: "virtual" },
    },
    {
      code: marked(without("mydestination = example.com\n", "local")),
      message: "missing",
      data: { service: "local" },
    },
    {
      code: marked(without("maillog_file = /var/log/mail.log\n", "postlog")),
      message: "missing",
      data: { service: "postlog" },
    },
    {
      code: marked(without("smtpd_tls_security_level = may\n", "tlsmgr")),
      message: "missing",
      data: { service: "tlsmgr", effect: "TLS does not work" },
    },
    { code: marked(without("", "retry")), message: "missing", data: { service: "retry" } },
  ],
});
