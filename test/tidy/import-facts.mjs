/**
 * Makes server/src/knowledge/data/*.json from a directory of fact files
 * (docs/knowledge-sources.md says what they are):
 *
 *   node test/tidy/import-facts.mjs DIRECTORY
 *
 * Facts that the product does not use are left out, and fields that hold
 * nothing are not written, so that the files stay small.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [source] = process.argv.slice(2);
if (!source) {
  console.error("import-facts: name the directory of the fact files.");
  process.exit(2);
}
const target = join(dirname(fileURLToPath(import.meta.url)), "../../server/src/knowledge/data");
const read = (name) => JSON.parse(readFileSync(join(source, name), "utf8"));
const write = (name, rows) => {
  const lines = Object.entries(rows).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  writeFileSync(join(target, name), `{\n${lines.join(",\n")}\n}\n`);
};

/** Drops what says nothing: null, false, and empty lists. */
const prune = (value) =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([, field]) => field !== null && field !== false && !(Array.isArray(field) && field.length === 0),
    ),
  );

const PARAMETER_FIELDS = [
  "type",
  "valueKind",
  "matchType",
  "default",
  "lastDefault",
  "unit",
  "min",
  "max",
  "minLength",
  "maxLength",
  "values",
  "valuesSince",
  "since",
  "backports",
  "status",
  "deprecated",
  "replacedBy",
  "removed",
  "renamedIn",
  "programs",
  "service",
  "patternParameter",
  "isPattern",
  "envDefault",
  "buildDefault",
  "compatLevel",
  "advice",
]; // prettier-ignore
const VALUES_INFO_FIELDS = [
  "openValues",
  "emptyAllowed",
  "prefixes",
  "alsoAccepted",
  "alsoAcceptedAs",
  "deprecatedValues",
  "caseSensitive",
  "extraValueForms",
]; // prettier-ignore
const YES_NO = JSON.stringify(["yes", "no"]);

const parameters = {};
for (const [name, fact] of Object.entries(read("parameters.json"))) {
  // An instance of a pattern differs from it in name only, unless it has a default of its own.
  if (fact.service && String(fact.default).startsWith("$")) continue;
  const kept = prune(Object.fromEntries(PARAMETER_FIELDS.map((field) => [field, fact[field] ?? null])));
  if (kept.status === "current") delete kept.status;
  if (JSON.stringify(kept.values) === YES_NO) delete kept.values;
  const info = prune(
    Object.fromEntries(VALUES_INFO_FIELDS.map((field) => [field, fact.valuesInfo?.[field] ?? null])),
  );
  if (Object.keys(info).length > 0) kept.valuesInfo = info;
  parameters[name] = kept;
}
write("parameters.json", parameters);

const history = {};
for (const { version, parameter, old, new: value } of read("default_history.json")) {
  history[parameter] ??= [];
  history[parameter].push([version, old, value]);
}
write("default-history.json", history);

const restrictions = read("restrictions.json");
const byName = {};
for (const [name, fact] of Object.entries(restrictions.restrictions)) byName[name] = prune(fact);
write("restrictions.json", { meta: restrictions.meta, restrictions: byName });

const tables = read("tables.json");
const types = {};
for (const [name, fact] of Object.entries(tables.types)) types[name] = prune(fact);
const suffixes = {};
for (const [type, file] of Object.entries(tables.configFiles))
  suffixes[type] = Object.keys(file.parameters).sort();
write("tables.json", { types, clientParameters: suffixes, parameterFormats: tables.parameterFormats });

const services = read("services.json");
const daemons = {};
for (const [name, fact] of Object.entries(services.daemons)) {
  const { parametersRead: _read, parametersDocumented: _documented, ...kept } = prune(fact);
  daemons[name] = kept;
}
write("services.json", { columns: services.columns, daemons, perService: services.perServiceParameters });
