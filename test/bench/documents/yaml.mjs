// A compose file with many services, some of which have a key twice.
import { commentWords, createRandom } from "./random.mjs";
import { createWriter } from "./writer.mjs";

const roles = ["web", "worker", "cache", "mail", "search", "queue", "proxy", "metrics", "cron", "auth"];
const variables = [
  "LOG_LEVEL",
  "DATABASE_URL",
  "TZ",
  "WORKERS",
  "REDIS_HOST",
  "SMTP_HOST",
  "CACHE_TTL",
  "REGION",
];
const images = ["nginx", "redis", "postgres", "rabbitmq", "node", "python", "alpine", "haproxy"];

/** @param lineCount how many lines the file has, its last line break included */
export function generateYaml(lineCount) {
  const random = createRandom(4);
  const writer = createWriter(lineCount);

  const addService = (index) => {
    const name = `${random.pick(roles)}-${index}`;
    const environment = random.shuffle(variables).slice(0, random.integer(2, 6));
    const image = `${random.pick(images)}:${random.integer(1, 20)}.${random.integer(0, 20)}`;
    writer.add(`  ${name}:`, `    image: registry.example.org/${image}`, "    restart: unless-stopped");
    if (writer.wantsEdit()) writer.addEdited("    image‸: alpine", "x");
    else if (index % 5 === 3) writer.add("    restart: always");
    writer.add("    environment:", ...environment.map((key) => `      ${key}: "${random.integer(1, 9999)}"`));
    if (random.chance(0.6)) {
      const port = random.integer(1024, 9999);
      writer.add("    ports:", `      - "127.0.0.1:${port}:${port}"`);
    }
    writer.add(
      "    volumes:",
      `      - data-${index}:/var/lib/${name}:rw`,
      "      - /etc/localtime:/etc/localtime:ro",
    );
    writer.add(
      "    healthcheck:",
      `      test: ["CMD", "curl", "-f", "http://localhost:${random.integer(1024, 9999)}/"]`,
    );
    writer.add(`      interval: ${random.integer(5, 60)}s`, `      retries: ${random.integer(1, 9)}`);
    if (random.chance(0.5)) {
      writer.add(
        "    command: >-",
        `      --listen 0.0.0.0 --workers ${random.integer(1, 16)}`,
        "      --quiet",
      );
    }
    writer.add("");
  };

  writer.add(`# ${random.sentence(commentWords)}`, "name: sample", "services:");
  // The longest service has 25 lines.
  for (let index = 0; writer.left > 27; index += 1) {
    if (random.chance(0.6)) writer.add(`  # ${random.sentence(commentWords)}`);
    addService(index);
  }
  writer.add(...random.list(writer.left, () => `# ${random.sentence(commentWords)}`));
  return writer.finish();
}
