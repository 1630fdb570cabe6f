// `npm run bench`: measures our language server and command line beside four other language servers, all in one
// run, and prints one table. Every round measures every server once, so that noise of the machine hits all alike;
// what is printed are medians. Exit code 1: something could not be measured, or a target was missed and --strict
// given; 2: wrong usage.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../setup/build.mjs";
import { duration, inRoot, npm, runQuietly, vsixPath } from "../setup/project.mjs";
import { createEngineBench, createTablesBench } from "./engine.mjs";
import { createPostmapBench } from "./postmap.mjs";
import { createQueueBench } from "./queue.mjs";
import { rows } from "./rows.mjs";
import { servers } from "./servers.mjs";
import { runSession } from "./session.mjs";
import { evaluate, toMarkdown } from "./table.mjs";

const usage = `npm run bench -- [--rounds N] [--only ROW[,ROW...]] [--json] [--strict] [--no-build]
  --rounds N   rounds that count, after one that warms up (default 7)
  --only ROW   only rows whose name begins so: ${rows.map(({ id }) => id).join(" ")}
  --json       the table as JSON
  --strict     exit code 1 when a target is missed
  --no-build   measure dist/ as it is`;

/** The sessions of a round: one that opens a file in a hurry, one with a file of everyday size, one with a huge one. */
const sessions = [
  { lines: 300, parts: { first: "first-300" } },
  { lines: 300, parts: { open: "open-300", edit: "edit-300", completion: "completion" } },
  { lines: 10_000, parts: { open: "open-10000", edit: "edit-10000", memory: "memory" } },
];

/** Directories that the command line checks. */
const checked = { "check-sample": inRoot("test", "fixtures", "sample"), "check-etc": "/etc/postfix" };

async function bench({ rounds, only, isJson, isStrict, withBuild }) {
  const chosen = rows.filter(({ id }) => only === undefined || only.some((start) => id.startsWith(start)));
  if (chosen.length === 0) throw new UsageError(`no row is called ${only.join(" or ")}`);
  const needs = new Set(chosen.flatMap((row) => row.needs));
  const begun = Date.now();
  const loadBefore = loadavg()[0];
  if (withBuild) await quietly(build);
  if (needs.has("vsix") && !existsSync(vsixPath)) await packageOnce();

  const directory = mkdtempSync(join(tmpdir(), "postfix-bench-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  const files = writeDocuments(directory);
  const benches = [
    needs.has("engine") && (await createEngineBench(directory)),
    needs.has("tables") && (await createTablesBench(directory)),
    needs.has("tables") && createPostmapBench(directory),
    needs.has("queue") && createQueueBench(directory),
  ].filter((bench) => bench);
  const samples = new Map();
  const failures = new Set();
  for (let round = 0; round <= rounds; round += 1) {
    progress(`round ${round} of ${rounds}`);
    const note = round === 0 ? () => {} : noteInto(samples);
    await runRound({ round, needs, files, benches, note, failures });
  }
  if (existsSync(vsixPath)) noteInto(samples)("vsix", "ours", statSync(vsixPath).size);
  progress("");

  const evaluated = evaluate(chosen, samples);
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), load ${loadBefore.toFixed(1)} before, Node ${process.version}`;
  if (isJson) console.log(JSON.stringify({ machine, rounds, rows: evaluated }, undefined, 2));
  else {
    const sizes = files.map(
      ({ server, lines, text }) => `${server} ${lines}: ${Math.round(text.length / 1000)} KB`,
    );
    console.log(
      `${machine}; ${rounds} rounds in ${duration(Date.now() - begun)}\n\n${toMarkdown(evaluated)}`,
    );
    console.log(`\nFiles (lines: size): ${sizes.join(", ")}`);
  }
  if (loadBefore > cpus().length / 2) {
    console.error("\nThe machine was busy with something else: all times are longer than on an idle one.");
  }
  const missed = evaluated.filter(({ ok }) => ok === false).map(({ id }) => id);
  if (missed.length > 0) console.error(`\nmissed: ${missed.join(", ")}`);
  for (const failure of failures) console.error(`failed: ${failure}`);
  return failures.size > 0 || (missed.length > 0 && isStrict) ? 1 : 0;
}

/** Measures everything that is needed once: one kind of session with every server, then the next kind. */
async function runRound({ round, needs, files, benches, note, failures }) {
  const nodeAlone = async () => needs.has("node") && note("node", "node", await timedRun(["-e", "0"]));
  const ending = [];
  for (const { lines, parts } of sessions) {
    // The first round only gets every program and file into the system's cache.
    const want = wanted(parts, needs, round === 0);
    if (!want.first && !want.open && !(needs.has("start") && parts.first)) continue;
    for (const server of inTurn(round)) {
      if (parts.first) await nodeAlone();
      const file = files.find((candidate) => candidate.server === server.id && candidate.lines === lines);
      const noteOfServer = (figure, value) => note(parts[figure] ?? figure, server.id, value);
      try {
        ending.push(await runSession(server, file, want, noteOfServer));
      } catch (error) {
        failures.add(`${lines} lines: ${error.message}`);
      }
    }
  }
  for (const end of ending) await end();
  for (const [part, directory] of Object.entries(checked)) {
    if (!needs.has(part) || !existsSync(join(directory, "main.cf"))) continue;
    await nodeAlone();
    note(part, "ours", await timedRun([inRoot("dist", "cli.js"), "check", directory]));
  }
  for (const bench of benches) bench((figure, value) => note(figure, "ours", value));
}

/** The servers in the order of a round: another one begins each time, and none always follows the same other one. */
function inTurn(round) {
  const at = round % servers.length;
  const turned = [...servers.slice(at), ...servers.slice(0, at)];
  return round % 2 === 0 ? turned : turned.reverse();
}

/** Which parts of a session the rows need. A file must be open for everything else. */
function wanted(parts, needs, isWarmUp) {
  const isWanted = ([part, need]) => [part, needs.has(need)];
  const want = Object.fromEntries(Object.entries(parts).map(isWanted));
  if (!want.first) want.open = Object.values(want).includes(true);
  if (isWarmUp) return { first: want.first, open: want.open };
  // Memory is that of a server in which somebody has typed.
  want.edit ||= want.memory === true;
  return want;
}

/** Runs Node with arguments. @returns milliseconds from spawn to exit */
async function timedRun(args) {
  const begun = performance.now();
  const { code, output } = await runQuietly(process.execPath, args);
  // 1 says that `check` has found something.
  if (code > 1) throw new Error(`node ${args.join(" ")} ended with code ${code}:\n${output}`);
  return performance.now() - begun;
}

/** @returns for each server and length: where the file is, what is in it, where to edit and to complete */
function writeDocuments(directory) {
  return servers.flatMap((server) =>
    [...new Set(sessions.map(({ lines }) => lines))].map((lines) => {
      const folder = join(directory, `${server.id}-${lines}`);
      mkdirSync(folder);
      const path = join(folder, server.file);
      const document = server.generate(lines);
      writeFileSync(path, document.text);
      for (const [name, generate] of Object.entries(server.beside ?? {})) {
        writeFileSync(join(folder, name), generate());
      }
      return { ...document, server: server.id, lines, path };
    }),
  );
}

async function packageOnce() {
  progress("npm run package");
  const { code, output } = await npm(["run", "package"], { quiet: true });
  // Without a package only one row is empty.
  if (code !== 0) console.error(`npm run package failed:\n${output.slice(-1000)}`);
}

function noteInto(samples) {
  return (figure, server, value) => {
    if (!samples.has(figure)) samples.set(figure, new Map());
    const byServer = samples.get(figure);
    byServer.set(server, [...(byServer.get(server) ?? []), value]);
  };
}

/** Runs something that prints progress, so that only the table is on standard output. */
async function quietly(act) {
  const { log } = console;
  console.log = () => {};
  try {
    await act();
  } finally {
    console.log = log;
  }
}

function progress(words) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${words}`);
}

class UsageError extends Error {}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: "string", default: "7" },
        only: { type: "string", multiple: true },
        json: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        "no-build": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (!/^[1-9]\d?$/.test(values.rounds)) throw new Error("--rounds takes a number from 1 to 99");
    return {
      isHelp: values.help,
      rounds: Number(values.rounds),
      only: values.only?.flatMap((names) => names.split(",")),
      isJson: values.json,
      isStrict: values.strict,
      withBuild: !values["no-build"],
    };
  } catch (error) {
    throw new UsageError(error.message);
  }
}

try {
  const options = readOptions();
  if (options.isHelp) console.log(usage);
  else process.exitCode = await bench(options);
} catch (error) {
  console.error(error instanceof UsageError ? `bench: ${error.message}\n${usage}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
