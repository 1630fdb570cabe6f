/**
 * The first analysis of a process is many times slower than the next one:
 * facts are read and code is compiled. A server that waits for its first
 * document does that meanwhile, on a configuration of its own.
 */
import { directoryOf } from "./directory";
import type { PostfixFacts } from "./model/postfix-facts";
import { RULES } from "./rules/index";

const MAIN = `# A bit of everything
compatibility_level = 3.6
myhostname = mail.example.com
mydomain = example.com
myorigin = $mydomain
mydestination = $myhostname, localhost.\${mydomain}, localhost
mynetworks = 127.0.0.0/8 [::1]/128
queue_run_delay = 5m
biff = no
relayhsot = [mail.example.net]:587
own_maps = hash:/etc/postfix/own
transport_maps = $own_maps \${undefined_name?{a}:{b}}
smtpd_recipient_restrictions =
    permit_mynetworks
    # a comment
    reject_unauth_destination
smtpd_tls_security_level = may
message_size_limit = 1000
message_size_limit = 2000
relay_destination_rate_delay = 1s
`;

const MASTER = `smtp      inet  n       -       y       -       -       smtpd
  -o syslog_name=postfix/smtp -o { smtpd_client_restrictions = permit_mynetworks, reject }
relay     unix  -       -       y       -       -       smtp
`;

/** Analyses a small configuration until `budget` milliseconds are over, at least once. */
export function warmUp(facts: PostfixFacts, budget: number): void {
  const end = performance.now() + budget;
  do {
    const directory = directoryOf(facts, RULES, { main: MAIN, master: MASTER });
    directory.findings("postfix-main");
    directory.findings("postfix-master");
  } while (performance.now() < end);
}
