/** master.cf: columns, options, overrides and the arguments of pipe(8). */
import { describe, it } from "vitest";
import { checkCompletion } from "../../support/check-completion";

/** The text of a master.cf as a fixture. */
const master = (text: string) => `-- master.cf --\n${text}`;

describe("columns", () => {
  it("has whole entries on an empty line", () =>
    checkCompletion(master("smtp inet n - n - - smtpd\n‸"), {
      first: ["submission inet smtpd", "submissions inet smtpd"],
      accept: {
        "submission inet smtpd":
          "smtp inet n - n - - smtpd\nsubmission inet  n       -       n       -       -       smtpd‸",
        "virtual unix virtual":
          "smtp inet n - n - - smtpd\nvirtual   unix  -       n       n       -       -       virtual‸",
        "pickup unix pickup":
          "smtp inet n - n - - smtpd\npickup    unix  n       -       n       60      1       pickup‸",
      },
      notes: { "smtp inet smtpd": "already there, line 1" },
    }));
  it("has names alone where the columns are there", () =>
    checkCompletion(master("subm‸ inet n - n - - smtpd\n"), {
      all: ["submission", "submissions"],
      accept: { submission: "submission‸ inet n - n - - smtpd\n" },
    }));
  it("has types", () =>
    checkCompletion(master("submission ‸"), {
      all: ["inet", "unix", "unix-dgram", "pass", "fifo"],
      deprecated: ["fifo"],
    }));
  it("has types of the target version, inet first for a port", () =>
    checkCompletion(master("10025 ‸"), { version: "2.4.0", all: ["inet", "unix", "fifo"] }));
  it("knows what a flag means in its column", async () => {
    await checkCompletion(master("smtp inet ‸"), { all: ["n", "y", "-"], notes: { y: "not for type inet" } });
    await checkCompletion(master("local unix ‸"), { first: ["-"], notes: { n: "open to other programs" } });
    await checkCompletion(master("local unix - ‸"), { notes: { n: "starts as root" } });
    await checkCompletion(master("local unix - n ‸"), { notes: { y: "locked into queue_directory" } });
  });
  it("knows what a dash in the chroot column means", async () => {
    const file = (level: string) =>
      `-- main.cf --\ncompatibility_level = ${level}\n${master("local unix - n ‸")}`;
    await checkCompletion(file("2"), { notes: { "-": "default: n" } });
    await checkCompletion(file("0"), { notes: { "-": "default: y" } });
  });
  it("has wake-up times and process limits", async () => {
    await checkCompletion(master("qmgr unix n - n ‸"), { all: ["-", "0", "60", "300", "1000?"] });
    await checkCompletion(master("qmgr unix n - n 300 ‸"), {
      all: ["-", "0", "1"],
      notes: { "0": "without limit" },
    });
  });
  it("has programs that fit first", () =>
    checkCompletion(master("submission inet n - n - - ‸"), {
      first: ["smtpd for submission", "smtpd", "smtp"],
      notes: { smtpd: "usual for submission" },
      accept: {
        smtpd: "submission inet n - n - - smtpd‸",
        "smtpd for submission":
          "submission inet n - n - - smtpd\n  -o syslog_name=postfix/submission\n" +
          "  -o smtpd_tls_security_level=encrypt\n  -o smtpd_sasl_auth_enable=yes\n" +
          "  -o smtpd_tls_auth_only=yes\n  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject‸",
        "pipe to a command":
          "submission inet n - n - - pipe\n  flags=DRX user=nobody argv=/usr/local/bin/command ${recipient}‸",
      },
    }));
  it("has no skeletons in front of arguments", () =>
    checkCompletion(master("submission inet n - n - - sm‸\n  -o x=y\n"), { all: ["smtpd", "smtp"] }));
  it("has programs of the target version", () =>
    checkCompletion(master("a unix - - n - - ‸"), {
      version: "2.6.0",
      lacks: ["postscreen", "postlogd", "dnsblog"],
    }));
  it("continues the columns in an indented line", () =>
    checkCompletion(master("submission inet n - n\n  ‸"), { all: ["-", "0", "60", "300", "1000?"] }));
  it("knows nothing in a comment", async () => {
    await checkCompletion(master("#smtp inet ‸"), { all: [] });
    await checkCompletion(master("smtp inet n - n - - smtpd\n  # -o ‸\n  -o a=b"), { all: [] });
  });
  it("knows nothing in an indented line that continues nothing", () =>
    checkCompletion(master("  smtp ‸"), { all: [] }));
});

const SMTPD = "submission inet n - n - - smtpd";

describe("overrides", () => {
  it("has options behind the command", () =>
    checkCompletion(master(`${SMTPD}\n  ‸`), {
      all: ["-o", "-v", "-D"],
      accept: { "-o": `${SMTPD}\n  -o ‸` },
      again: ["-o"],
    }));
  it("has options between others", () =>
    checkCompletion(master(`${SMTPD}\n  -o a=b\n  -‸\n  -o c=d\n`), {
      accept: { "-v": `${SMTPD}\n  -o a=b\n  -v‸\n  -o c=d\n` },
    }));
  it("has names, those the program reads first", () =>
    checkCompletion(master(`${SMTPD} -o ‸`), {
      first: ["syslog_name", "smtpd_tls_security_level", "smtpd_tls_wrappermode"],
      has: ["smtpd_banner", "queue_directory", "virtual_gid_maps"],
      accept: { smtpd_banner: `${SMTPD} -o smtpd_banner=‸` },
      again: ["smtpd_banner"],
    }));
  it("orders names by another program's needs", () =>
    checkCompletion(master("virtual unix - n n - - virtual -o virtual_m‸"), {
      first: ["virtual_mailbox_base", "virtual_mailbox_limit"],
      has: ["virtual_mailbox_maps", "virtual_mailbox_domains"],
    }));
  it("completes a name in one word with its option", () =>
    checkCompletion(master(`${SMTPD} -osmtpd_ban‸`), {
      accept: { smtpd_banner: `${SMTPD} -osmtpd_banner=‸` },
    }));
  it("completes a name that has its sign", () =>
    checkCompletion(master(`${SMTPD} -o smtpd_ba‸=x`), {
      accept: { smtpd_banner: `${SMTPD} -o smtpd_banner‸=x` },
    }));
  it("puts what the service sets last", () =>
    checkCompletion(master(`${SMTPD}\n  -o smtpd_banner=x\n  -o smtpd_b‸`), {
      notes: { smtpd_banner: "already set for this service" },
    }));
  it("has values as main.cf has them", () =>
    checkCompletion(master(`${SMTPD}\n  -o smtpd_tls_security_level=‸`), {
      all: ["none", "may", "encrypt"],
      accept: { encrypt: `${SMTPD}\n  -o smtpd_tls_security_level=encrypt‸` },
    }));
  it("completes the second word of a list without blanks", () =>
    checkCompletion(master(`${SMTPD}\n  -o smtpd_relay_restrictions=permit_mynetworks,rej‸\n  -o a=b\n`), {
      has: ["reject"],
      accept: {
        reject: `${SMTPD}\n  -o smtpd_relay_restrictions=permit_mynetworks,reject‸\n  -o a=b\n`,
      },
    }));
  it("takes braces where a value gets a blank", () =>
    checkCompletion(
      master(`${SMTPD}\n  -o smtpd_client_restrictions=permit_mynetworks,check_client_acc‸\n`),
      {
        accept: {
          check_client_access: `${SMTPD}\n  -o { smtpd_client_restrictions = permit_mynetworks,check_client_access ‸ }\n`,
        },
        again: ["check_client_access"],
      },
    ));
  it("takes braces for a default with blanks", () =>
    checkCompletion(master(`${SMTPD} -o smtpd_banner=‸`), {
      accept: {
        "$myhostname ESMTP $mail_name": `${SMTPD} -o { smtpd_banner = $myhostname ESMTP $mail_name }‸`,
      },
    }));
  it("writes plainly inside braces", async () => {
    await checkCompletion(master(`${SMTPD} -o { smtpd_ban‸ }`), {
      accept: { smtpd_banner: `${SMTPD} -o { smtpd_banner = ‸ }` },
    });
    await checkCompletion(master(`${SMTPD} -o { smtpd_client_restrictions = check_client_acc‸ }`), {
      accept: { check_client_access: `${SMTPD} -o { smtpd_client_restrictions = check_client_access ‸ }` },
    });
    await checkCompletion(master(`${SMTPD} -o { ‸ }`), {
      accept: { syslog_name: `${SMTPD} -o { syslog_name = ‸ }` },
    });
  });
  it("does not take the next lines for the value of a brace that is open", () =>
    checkCompletion(master(`${SMTPD}\n  -o { smtpd_tls_security_level = ‸\n  -o a=b\n`), {
      all: ["none", "may", "encrypt"],
    }));
  it("has classes that the service itself has", () =>
    checkCompletion(
      master(`${SMTPD}\n  -o smtpd_restriction_classes=own\n  -o smtpd_client_restrictions=ow‸`),
      { all: ["own"] },
    ));
  it("has nothing behind the arguments", () => checkCompletion(master(`${SMTPD} something ‸`), { all: [] }));
});

describe("arguments of pipe and its like", () => {
  const PIPE = "spam unix - n n - - pipe";
  it("has attributes, the needed one first and the last one last", () =>
    checkCompletion(master(`${PIPE}\n  ‸`), {
      all: [
        "user=",
        "chroot=",
        "directory=",
        "eol=",
        "flags=",
        "null_sender=",
        "size=",
        "argv=",
        "-o",
        "-v",
        "-D",
      ],
      notes: { "user=": "required", "flags=": undefined },
    }));
  it("has what is not there yet", () =>
    checkCompletion(master(`${PIPE}\n  flags=DR us‸ argv=/bin/x`), {
      all: ["user="],
      accept: { "user=": `${PIPE}\n  flags=DR user=‸ argv=/bin/x` },
    }));
  it("has attributes of the target version", () =>
    checkCompletion(master("lmtp unix - - n - - lmtp fl‸"), { version: "3.4.0", all: [] }));
  it("has letters of flags that are not there yet", () =>
    checkCompletion(master(`${PIPE} flags=D‸R`), {
      has: ["B", "F", "O", "X"],
      lacks: ["D", "R"],
      accept: { X: `${PIPE} flags=DX‸R` },
    }));
  it("has macros in the command", async () => {
    await checkCompletion(master(`${PIPE} user=a argv=/bin/x ‸`), {
      first: ["${recipient}", "${sender}"],
      accept: { "${sender}": `${PIPE} user=a argv=/bin/x \${sender}‸` },
    });
    await checkCompletion(master(`${PIPE} user=a argv=/bin/x -f \${sen‸`), {
      all: ["sender"],
      accept: { sender: `${PIPE} user=a argv=/bin/x -f \${sender}‸` },
    });
    await checkCompletion(master(`${PIPE} user=a argv=/bin/x \${rec‸}`), {
      accept: { recipient: `${PIPE} user=a argv=/bin/x \${recipient‸}` },
    });
  });
  it("has no parameters of main.cf in the command", () =>
    checkCompletion(master(`${PIPE} user=a argv=/bin/x $myho‸`), { all: [] }));
  it("has nothing for a word of somebody's own", async () => {
    await checkCompletion(master(`${PIPE} user=a argv=/bin/x hel‸`), { all: [] });
    await checkCompletion(master(`${PIPE} user=no‸`), { all: [] });
  });
});
