/**
 * A world for situations: one unbound with all of their records, one Postfix
 * that answers at an address for each of them, servers that are none, and the
 * command line between them.
 */
import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { encodeLatin1 } from "../../server/src/base/decode";
import { parseIp } from "../../server/src/base/ip-address";
import { reverseName } from "../../server/src/base/reverse-name";
import { nodeDns } from "../../server/src/node/dns";
import { nodeNet } from "../../server/src/node/net";
import { isNetFailure, type LineConnection, type Net } from "../../server/src/ports/net";
import { MACHINE, NO_POSTFIX, type Outcome } from "../cli/support";
import { type NameServer, NO_NAME_SERVER, withNameServer } from "../support/name-server";
import { changed } from "./mistakes/mistake";
import { writeConfiguration } from "./postconf";
import {
  CANNOT_RUN,
  freePort,
  openSurroundings,
  PATIENCE,
  type PrivatePostfix,
  runProgram,
  type Surroundings,
} from "./private-postfix";
import { runReal } from "./real-cli";
import { signedZone } from "./signed-zone";
import { type Situation, SOUND, SOUND_RECORDS } from "./trinity-situations";

/** Why there can be no such world here; undefined where there can. */
export const NO_WORLD = CANNOT_RUN ?? NO_NAME_SERVER;

/** Beside `test`: what the addresses of situations lead back to. */
const REVERSE_ZONES = [
  "196.31.192.in-addr.arpa",
  "10.0.127.in-addr.arpa",
  "100.51.198.in-addr.arpa",
] as const;

/** Questions about these have SERVFAIL for an answer. */
const NO_ANSWER = ["servfail.example", "113.0.203.in-addr.arpa"];

/** The only zone that is signed. */
const SIGNED_ZONE = "_tcp.mail.signed-tlsa.test";

/** Where golden files are. */
const GOLDEN = join(__dirname, "golden", "trinity");

/** What holds the ports, and the values that `<names>` in the texts of situations stand for. */
export interface TrinityWorld {
  readonly nameServer: NameServer;
  readonly postfix: PrivatePostfix;
  /** Where all servers are asked for their greeting. */
  readonly port: number;
  /** Runs `postfix-ls trinity` for a situation. @returns the report as JSON as well */
  run(situation: Situation, ...words: readonly string[]): Promise<Outcome & { readonly report: string }>;
  /** A report with what is different each time, such as ports, as `<names>`. */
  plain(report: string): string;
  /** The addresses that were connected to so far. */
  readonly connected: readonly string[];
  /** What was said so far to servers that are no Postfix, a text for each connection. */
  readonly heard: readonly string[];
  /** The questions that the name server was asked so far, such as `all-right.test. MX`. */
  questions(): string[];
}

/** Has such a world for the tests of a suite. @returns what gives it */
export function withTrinityWorld(situations: readonly Situation[]): () => TrinityWorld {
  const ends: (() => Promise<void>)[] = [];
  let world: TrinityWorld | undefined;
  beforeAll(async () => {
    const surroundings = await openSurroundings();
    ends.push(() => surroundings.close());
    const closed = await freePort();
    const values = await makeKeys(surroundings, closed);
    const fill = filler(situations, values);
    await makeCertificates(surroundings, situations, fill);
    const log = join(surroundings.path, "questions");
    const [nameServer, postfix] = await Promise.all([
      startNameServer(situations, { fill, log, signed: writeSigned(surroundings, values) }, ends),
      startPostfix(surroundings, situations, fill),
    ]);
    const heard: string[] = [];
    ends.push(...(await startOthers(situations, postfix.port, heard)));
    world = createWorld({ surroundings, nameServer, postfix, fill, values, log, heard });
  }, 2 * PATIENCE);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, PATIENCE);
  return () => world!;
}

type Values = Readonly<Record<string, string>>;
type Fill = (text: string, situation: Situation) => string;

/** Fills in the names in the texts of a situation. */
function filler(situations: readonly Situation[], values: Values): Fill {
  const own = new Map(
    situations.map((situation): [Situation, Values] => [
      situation,
      { ...values, domain: domainOf(situation), address: situation.address ?? SOUND },
    ]),
  );
  return (text, situation) =>
    text.replace(/<([a-z0-9]+)>/g, (whole, name: string) => own.get(situation)?.[name] ?? whole);
}

function domainOf({ name }: Situation): string {
  return `${name}.test`;
}

/** The address of loopback that stands in for one that others would see. */
function standIn(address: string): string {
  const bytes = parseIp(address)!;
  if (bytes[0] === 127) return address;
  // There is but one address of loopback in IPv6.
  return bytes.length === 4 ? `127.0.10.${bytes[3]}` : "::1";
}

async function makeKeys({ path }: Surroundings, closed: number): Promise<Values> {
  const spki = createPublicKey(readFileSync(join(path, "key.pem"))).export({ type: "spki", format: "der" });
  const rsa = (modulusLength: number) =>
    generateKeyPairSync("rsa", { modulusLength })
      .publicKey.export({ type: "spki", format: "der" })
      .toString("base64")
      .replace(/.{200}/g, '$&" "')
      .replace(/.*/, '"$&"');
  return {
    shared: path,
    closed: String(closed),
    key: createHash("sha256").update(spki).digest("hex"),
    rsa2048: rsa(2048),
    rsa1024: rsa(1024),
  };
}

/** Certificates beside those of hosts: by the name of the file, the name that they are for. */
const OTHER_CERTIFICATES = [
  ["other", "www.example.test"],
  ["international", "mail.xn--mller-kva.test"],
] as const;

/** Certificates of one key: one for each situation's host, one that has expired, and one of another host. */
async function makeCertificates(
  { path }: Surroundings,
  situations: readonly Situation[],
  fill: Fill,
): Promise<void> {
  const names = situations.flatMap((situation) => {
    if (!isOfPostfix(situation)) return [];
    return [[String(numberOf(situation)), fill("mail.<domain>", situation)] as const];
  });
  const key = join(path, "key.pem");
  const subject = (name: string) => ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  const make = async (...args: readonly string[]) => {
    const { code, output } = await runProgram("openssl", args);
    expect(code, output).toBe(0);
  };
  await Promise.all(
    [...names, ...OTHER_CERTIFICATES].map(([file, name]) =>
      make("req", "-x509", "-key", key, "-days", "90", "-out", join(path, `${file}.pem`), ...subject(name)),
    ),
  );
  const request = join(path, "request.pem");
  await make("req", "-new", "-key", key, "-out", request, ...subject("mail.expired-certificate.test"));
  writeFileSync(join(path, "index.txt"), "");
  const configuration = join(path, "authority.cnf");
  writeFileSync(
    configuration,
    `[ca]
default_ca = own
[own]
database = ${path}/index.txt
rand_serial = yes
new_certs_dir = ${path}
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
`,
  );
  const time = ["-startdate", "20260101000000Z", "-enddate", "20260201000000Z"];
  const files = ["-keyfile", key, "-in", request, "-out", join(path, "expired.pem")];
  await make("ca", "-batch", "-notext", "-config", configuration, "-selfsign", ...time, ...files);
}

function isOfPostfix({ address, server }: Situation): boolean {
  return address !== undefined && server !== "nobody" && typeof server !== "function";
}

/** The last byte of its address. */
function numberOf({ address = SOUND }: Situation): number {
  return parseIp(address)!.at(-1)!;
}

/** Starts unbound with the records of all situations. */
function startNameServer(
  situations: readonly Situation[],
  { fill, log, signed }: { readonly fill: Fill; readonly log: string; readonly signed: readonly string[] },
  ends: (() => Promise<void>)[],
): Promise<NameServer> {
  return new Promise((resolve, reject) => {
    const use = (nameServer: NameServer) =>
      new Promise<void>((end) => {
        ends.push(async () => {
          end();
          await ended;
        });
        resolve(nameServer);
      });
    const lines = [
      // Several records come in the order in which they stand in the zone.
      "rrset-roundrobin: no",
      "log-queries: yes",
      `logfile: "${log}"`,
      ...signed,
      "server:",
      'local-zone: "dns-silent.test." deny',
      'local-zone: "dns-silent-domain.test." deny',
      'local-zone: "dns-refused.test." refuse',
      ...NO_ANSWER.map((zone) => `local-zone: "${zone}." transparent`),
      // unbound asks nobody at its own address, and so has nobody to ask.
      ...NO_ANSWER.flatMap((zone) => ["forward-zone:", `name: "${zone}."`, "forward-addr: 127.0.0.1"]),
    ];
    const ended = withNameServer(lines, use, zonesOf(situations, fill));
    ended.catch(reject);
  });
}

/** Writes the signed zone. @returns lines of unbound.conf that have it asked, and its signatures looked at */
function writeSigned({ path }: Surroundings, { key = "" }: Values): string[] {
  const { file, anchor } = signedZone(SIGNED_ZONE, `_25.${SIGNED_ZONE}`, key);
  const name = join(path, "signed.zone");
  writeFileSync(name, file);
  return [
    'module-config: "validator iterator"',
    // The zone proves nothing of types that it does not have, and so must not be asked for them on the way.
    "qname-minimisation: no",
    `trust-anchor: "${anchor}"`,
    `local-zone: "${SIGNED_ZONE}." transparent`,
    "auth-zone:",
    `name: "${SIGNED_ZONE}."`,
    `zonefile: "${name}"`,
    // Only answers that unbound fetches as others do are held against their signatures.
    "for-downstream: no",
    "for-upstream: yes",
  ];
}

/** The records of all situations, by zone. */
function zonesOf(situations: readonly Situation[], fill: Fill): Record<string, string[]> {
  const zones: Record<string, string[]> = Object.fromEntries(
    ["test", ...REVERSE_ZONES].map((name) => [name, []]),
  );
  for (const situation of situations) {
    const { address, ptr = ["mail.<domain>"], zone = [] } = situation;
    const reverse = address === undefined ? [] : ptr.map((name) => `${reverseName(address)}. PTR ${name}.`);
    for (const text of [...zone, ...reverse]) {
      const line = fill(text, situation);
      const origin = REVERSE_ZONES.find((name) => line.split(" ")[0]!.endsWith(`.${name}.`));
      zones[origin ?? "test"]!.push(line);
    }
    zones.test!.push(...recordsOf(situation).map((line) => fill(line, situation)));
  }
  return zones;
}

function recordsOf({ address, records }: Situation): string[] {
  if (address === undefined && records === undefined) return [];
  const lines = Object.entries({ ...SOUND_RECORDS, ...records }).flatMap(([key, values]) =>
    values.map((value) => `${key} ${value}`),
  );
  return ["$ORIGIN <domain>.", ...lines, "$ORIGIN test."];
}

/** Starts a Postfix that answers at the address of each situation under its name. */
async function startPostfix(
  surroundings: Surroundings,
  situations: readonly Situation[],
  fill: Fill,
): Promise<PrivatePostfix> {
  const services = situations.filter(isOfPostfix).map((situation) => {
    const parameters = {
      myhostname: "mail.<domain>",
      smtpd_tls_cert_file: `<shared>/${numberOf(situation)}.pem`,
      ...(situation.server as Values | undefined),
    };
    const overrides = Object.entries(parameters).map(([name, value]) => ` -o { ${name} = ${value} }`);
    return fill(`${standIn(situation.address!)}:<port> inet n - n - - smtpd${overrides.join("")}`, situation);
  });
  const texts = changed({
    // Nothing that a client of this kind needs takes time.
    main: "smtpd_peername_lookup = no\nsmtpd_sasl_auth_enable = no\nsmtp_tls_security_level = none\n",
    master: `${services.join("\n")}\n`,
  });
  const postfix = await surroundings.instance(texts.main, texts.master);
  const { code, output } = await postfix.control("start");
  expect(code, output).toBe(0);
  return postfix;
}

/** Starts the servers that are no Postfix. */
async function startOthers(
  situations: readonly Situation[],
  port: number,
  heard: string[],
): Promise<(() => Promise<void>)[]> {
  return Promise.all(
    situations.map(async ({ address, server }) => {
      if (address === undefined || typeof server !== "function") return async () => undefined;
      const sockets = new Set<Socket>();
      const listener = createServer((socket) => {
        sockets.add(socket);
        const index = heard.push("") - 1;
        socket.setEncoding("latin1").on("data", (text: string) => {
          heard[index] += text;
        });
        // That the other side has had enough is no mistake.
        socket.on("error", () => undefined);
        server(socket);
      });
      await new Promise<void>((resolve) => listener.listen(port, standIn(address), resolve));
      return async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => listener.close(resolve));
      };
    }),
  );
}

interface Parts {
  readonly surroundings: Surroundings;
  readonly nameServer: NameServer;
  readonly postfix: PrivatePostfix;
  readonly fill: Fill;
  readonly values: Values;
  readonly log: string;
  readonly heard: readonly string[];
}

function createWorld({ surroundings, nameServer, postfix, fill, values, log, heard }: Parts): TrinityWorld {
  const { port } = postfix;
  const connected: string[] = [];
  return {
    nameServer,
    postfix,
    port,
    connected,
    heard,
    questions: () =>
      [...readFileSync(log, "latin1").matchAll(/ info: 127\.0\.0\.1 (\S+ \S+) IN$/gm)].map(([, one]) => one!),
    async run(situation, ...more) {
      const { configuration, words = configuration ? [] : ["mail.<domain>"] } = situation;
      const filled = words.map((word) => fill(word, situation));
      const dns = filled.includes("--dns") ? [] : ["--dns", nameServer.server];
      const from = configuration ? ["-c", writeFiles(surroundings, situation, fill)] : [];
      const own = fill(configuration?.ownAddress ?? SOUND, situation);
      const file = join(surroundings.path, `report-${situation.name}`);
      writeFileSync(file, "");
      const always = ["--port", String(port), "--report", file];
      const outcome = await runReal(["trinity", ...filled, ...dns, ...from, ...always, ...more], {
        machine: () => ({
          ...MACHINE,
          addresses: [{ family: "IPv4", address: own, netmask: "255.255.255.0" }],
        }),
        network: async () => ({ dns: nodeDns, net: translated(situation, connected) }),
        // Only the installed Postfix knows that its files are those of this machine.
        ...(configuration ? {} : { exec: NO_POSTFIX }),
      });
      return { ...outcome, report: readFileSync(file, "utf8") };
    },
    plain: (report) =>
      report
        .replaceAll(nameServer.server, "<name server>")
        .replace(new RegExp(`\\b(?:${values.closed}|${port})\\b`, "g"), (number) =>
          number === values.closed ? "<closed>" : "<port>",
        )
        .replaceAll(values.key!, "<key>")
        .replaceAll(`${values.key!.slice(0, 12)}…`, "<key…>")
        .replace(/(?!2026-02-01)\b\d{4}-\d\d-\d\d\b/g, "<date>"),
  };
}

function writeFiles({ path }: Surroundings, situation: Situation, fill: Fill): string {
  const { main, master = "" } = situation.configuration!;
  const directory = join(path, `configuration-${situation.name}`);
  mkdirSync(directory, { recursive: true });
  const bytes = (text: string) => encodeLatin1(fill(text, situation));
  writeConfiguration(directory, bytes(main), bytes(master));
  return directory;
}

/**
 * Connections as a router makes them that has the addresses of this world on
 * its outside, on a machine that trusts the authority of its certificates.
 */
function translated(situation: Situation, connected: string[]): Net {
  return {
    async connect(request) {
      connected.push(request.address);
      // The server itself, asked from the machine that it runs on.
      const outside = request.address === "127.0.0.1" ? (situation.address ?? SOUND) : request.address;
      const connection = await nodeNet.connect({ ...request, address: standIn(outside) });
      return isNetFailure(connection) || situation.name === "untrusted-certificate"
        ? connection
        : trusting(connection);
    },
  };
}

function trusting(connection: LineConnection): LineConnection {
  return {
    localAddress: connection.localAddress,
    readLine: () => connection.readLine(),
    writeLine: (line) => connection.writeLine(line),
    close: () => connection.close(),
    async startTls(name) {
      const session = await connection.startTls(name);
      return isNetFailure(session) ? session : { ...session, untrusted: undefined };
    },
  };
}

/** Holds a report against the one that was read and found right; UPDATE=1 writes it anew. */
export function checkGolden(name: string, text: string): void {
  const file = join(GOLDEN, `${name}.txt`);
  if (process.env.UPDATE === "1") {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(existsSync(file) ? readFileSync(file, "utf8") : "");
}
