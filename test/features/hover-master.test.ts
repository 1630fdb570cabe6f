// Hover in master.cf: columns, programs, options, and the values of overrides.
import { describe, expect, it } from "vitest";
import { type HoverOptions, hoverText } from "../support/check-hover";

/** The hover at the cursor of a master.cf, with a main.cf beside it. */
const inMaster = (master: string, main = "", options?: HoverOptions) =>
  hoverText(`-- main.cf --\n${main}-- master.cf --\n${master}`, options);

describe("columns", () => {
  it("name a service by what it is for", async () => {
    expect(await inMaster("smt‸p inet n - y - - smtpd\n")).toMatchInlineSnapshot(`
      "«smtp»
      **smtp/inet** · service that runs \`smtpd\`

      Receives mail over SMTP and applies access restrictions, login, TLS and Milters before queueing it."
    `);
    expect(await inMaster("127.0.0.1:10‸025 inet n - y - - /usr/local/bin/filter\n")).toMatchInlineSnapshot(`
      "«127.0.0.1:10025»
      **127.0.0.1:10025/inet** · service that runs \`filter\`

      Name of the service: a port or host:port for type inet, otherwise a socket name below the queue directory."
    `);
  });

  it("name the parameters that a service makes and main.cf sets", async () => {
    const main = "relay_destination_rate_delay = 1s\nrelay_destination_recipient_limit = 5\n";
    expect(await inMaster("rel‸ay unix - - y - - smtp\n", main)).toMatchInlineSnapshot(`
      "«relay»
      **relay/unix** · service that runs \`smtp\`

      Delivers mail to other servers over SMTP, choosing MX hosts, TLS and login per destination.

      Parameters of its own in main.cf: \`relay_destination_rate_delay\` (line 1 of main.cf) and \`relay_destination_recipient_limit\` (line 2 of main.cf)."
    `);
  });

  it("explain the type", async () => {
    expect(await inMaster("smtp in‸et n - y - - smtpd\n")).toMatchInlineSnapshot(`
      "«inet»
      **inet** · service type

      Listens on a TCP port and can be reached from other hosts, subject to inet_interfaces or the address in its name."
    `);
    expect(await inMaster("smtp tc‸p n - y - - smtpd\n")).toMatchInlineSnapshot(`
      "«tcp»
      **type** · column of master.cf

      Kind of endpoint: inet for the network, unix for local sockets, unix-dgram, pass, or the outdated fifo."
    `);
  });

  it("say what a dash means", async () => {
    expect(await inMaster("pickup unix ‸- - y 60 1 pickup\n")).toMatchInlineSnapshot(`
      "«-»
      **private** · column of master.cf

      With y the socket is reserved for Postfix itself, with n local commands may reach it; inet always needs n.

      Here \`-\` means \`y\`."
    `);
    expect(await inMaster("pickup unix n ‸- y 60 1 pickup\n")).toContain("Here `-` means `y`.");
    expect(await inMaster("pickup unix n - y -‸ 1 pickup\n")).toMatchInlineSnapshot(`
      "«-»
      **wakeup** · column of master.cf

      Seconds between automatic wake-ups, 0 for none; a trailing ? waits until somebody has used the service once.

      Here \`-\` means \`0\`: never."
    `);
    expect(await inMaster("smtp inet n - y - -‸ smtpd\n")).toMatchInlineSnapshot(`
      "«-»
      **maxproc** · column of master.cf

      Highest number of parallel processes for this service, 0 for no bound; - means default_process_limit.

      Here \`-\` means default_process_limit: \`100\` · default"
    `);
    expect(await inMaster("smtp inet n - y - -‸ smtpd\n", "default_process_limit = 50\n")).toContain(
      "Here `-` means default_process_limit: `50` · line 1 of main.cf",
    );
  });

  it("say what a dash means for chroot, which changed", async () => {
    const dash = async (main: string, version?: string) =>
      (await inMaster("pickup unix n - -‸ 60 1 pickup\n", main, version ? { version } : {}))
        ?.split("\n")
        .at(-1);
    expect(await dash("compatibility_level = 3.6\n")).toBe("Here `-` means `n`.");
    expect(await dash("compatibility_level = 0\n")).toBe("Here `-` means `y`.");
    expect(await dash("")).toBe("Here `-` means `y`.");
    expect(await dash("compatibility_level = 2\n", "2.11.0")).toBe("Here `-` means `y`.");
  });

  it("say what is written there", async () => {
    expect(await inMaster("pickup unix n - n‸ 60 1 pickup\n")).toMatchInlineSnapshot(`
      "«n»
      **chroot** · column of master.cf

      With y the daemon is locked into the queue directory and needs copies of resolver and other system files there."
    `);
    expect(await inMaster("qmgr unix n - n 300‸ 1 qmgr\n")).toMatchInlineSnapshot(`
      "«300»
      **wakeup** · column of master.cf

      Seconds between automatic wake-ups, 0 for none; a trailing ? waits until somebody has used the service once.

      Here: every 5 minutes."
    `);
    expect(await inMaster("tlsmgr unix - - n 1000?‸ 1 tlsmgr\n")).toContain(
      "Here: every 16 minutes 40 seconds.",
    );
    expect(await inMaster("qmgr unix n - n 300 1‸ qmgr\n")).toMatchInlineSnapshot(`
      "«1»
      **maxproc** · column of master.cf

      Highest number of parallel processes for this service, 0 for no bound; - means default_process_limit."
    `);
  });

  it("explain the program", async () => {
    expect(await inMaster("smtp inet n - y - 1 postscr‸een\n")).toMatchInlineSnapshot(`
      "«postscreen»
      **postscreen** · daemon program

      Guards port 25 as a single process that tests new clients and passes only the plausible ones to smtpd.

      - **Since:** Postfix 2.8
      - **Manual page:** postscreen(8)"
    `);
    expect(await inMaster("smtp inet n - y - 1 /usr/lib/postfix/sbin/smt‸pd\n")).toContain(
      "**smtpd** · daemon program",
    );
    expect(await inMaster("x unix - - y - 1 own-pro‸gram\n")).toMatchInlineSnapshot(`
      "«own-program»
      **command** · column of master.cf

      Program from daemon_directory with its arguments; no shell is involved, so group words with { } instead of quotes."
    `);
    expect(
      await inMaster("postlog unix-dgram n - n - 1 postlo‸gd\n", "", { version: "3.3.0" }),
    ).toMatchInlineSnapshot(`
      "«postlogd»
      **postlogd** · daemon program

      ⚠ Postfix 3.3.0 does not have it: it came with Postfix 3.4.

      Writes the log lines of all Postfix programs to maillog_file, for hosts or containers without syslog.

      - **Since:** Postfix 3.4
      - **Manual page:** postlogd(8)"
    `);
  });
});

describe("options", () => {
  const service = "submission inet n - y - - smtpd";

  it("are explained", async () => {
    expect(await inMaster(`${service} -o‸ biff=no\n`)).toMatchInlineSnapshot(`
      "«-o»
      **-o** · option of daemon programs

      Changes one main.cf parameter for this service alone; no spaces around = unless you write -o { name = value }."
    `);
    expect(await inMaster(`${service} -v‸v\n`)).toMatchInlineSnapshot(`
      "«-vv»
      **-v** · option of daemon programs

      Makes this daemon log more detail; repeat it for even more, and remove it once the problem is found."
    `);
    expect(await inMaster(`${service} -D‸\n`)).toMatchInlineSnapshot(`
      "«-D»
      **-D** · option of daemon programs

      Starts the daemon under debugger_command, for tracking down crashes with a debugger or tracer."
    `);
    expect(await inMaster(`${service} -‸vo biff=no\n`)).toContain("«-v»\n**-v**");
    expect(await inMaster(`${service} -vo‸ biff=no\n`)).toContain("«o»\n**-o**");
  });

  it("leave the value to the parameter", async () => {
    const level = "-o smtpd_tls_security_level=enc‸rypt";
    expect(await inMaster(`${service}\n  ${level}\n`)).toMatchInlineSnapshot(`
      "«encrypt»
      **encrypt** · value of \`smtpd_tls_security_level\`

      Insists on STARTTLS before mail or login; fine for submission, but port 25 would lose mail from plain-text senders."
    `);
    expect(
      await inMaster(`${service}\n  -o { smtpd_client_restrictions = permit_mynetworks, rej‸ect }\n`),
    ).toContain("«reject»\n**reject** · restriction");
    expect(await inMaster(`${service}\n  -osmtpd_tls_security_level=enc‸rypt\n`)).toContain("«encrypt»");
  });

  it("expand references as the service does", async () => {
    expect(await inMaster(`${service}\n  -o syslog_name=postfix/$service_na‸me\n`)).toMatchInlineSnapshot(`
      "«$service_name»
      **service_name** · parameter

      Read-only master.cf name of the running service, handy in syslog_name to tell apart services that share a program.

      **In force for \`submission/inet\`:** \`submission\`"
    `);
    const text = `${service}\n  -o my_level=may\n  -o smtpd_tls_security_level=$my_le‸vel\n`;
    expect(await inMaster(text, "my_level = none\n")).toMatchInlineSnapshot(`
      "«$my_level»
      **my_level** · parameter of your own

      Used by \`smtpd_tls_security_level\` of \`submission/inet\` (line 3).

      **In force for \`submission/inet\`:** \`may\` · line 2

      For the other services: \`none\` · line 1 of main.cf"
    `);
  });

  it("are silent about arguments of a program's own", async () => {
    expect(await inMaster("mailman unix - n n - - pipe flags=FR user=li‸st argv=/bin/x\n")).toBeUndefined();
    expect(await inMaster(`${service} -o ‸ biff=no\n`)).toBeUndefined();
  });
});

describe("lines that Postfix refuses", () => {
  it("still say what is known", async () => {
    expect(await inMaster("smtp in‸et n\n")).toContain("**inet** · service type");
    expect(await inMaster("  smtp inet n - y - - smt‸pd\n")).toContain("**smtpd** · daemon program");
    expect(await inMaster("‸\n")).toBeUndefined();
  });
});
