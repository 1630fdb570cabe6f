// A style sheet of a larger site, with some misspelt properties.
import { commentWords, createRandom } from "./random.mjs";
import { createWriter } from "./writer.mjs";

const blocks = [
  "nav",
  "card",
  "list",
  "modal",
  "table",
  "form",
  "hero",
  "footer",
  "tabs",
  "badge",
  "tooltip",
  "menu",
];
const parts = ["title", "body", "item", "icon", "link", "label", "inner", "actions", "image", "row"];
const states = ["", "", "", ":hover", ":focus-visible", "::before", ":first-child", "[aria-hidden='true']"];
const colors = ["#1b1f24", "#f6f8fa", "rgb(9 105 218 / 40%)", "var(--accent)", "transparent", "currentColor"];
const misspelt = ["colr", "widht", "backgroud-color", "margn-left", "dispaly"];

const declarations = [
  (random) => `color: ${random.pick(colors)};`,
  (random) => `background-color: ${random.pick(colors)};`,
  (random) => `padding: ${random.integer(0, 24)}px ${random.integer(0, 48)}px;`,
  (random) => `margin-top: ${random.integer(1, 9)}rem;`,
  (random) => `border: 1px solid ${random.pick(colors)};`,
  (random) => `font: 600 ${random.integer(11, 24)}px/1.5 system-ui, sans-serif;`,
  (random) => `display: ${random.pick(["flex", "grid", "block", "inline-block", "none"])};`,
  (random) => `gap: ${random.integer(2, 16)}px;`,
  (random) => `transition: opacity ${random.integer(100, 400)}ms ease-in-out, transform 200ms linear;`,
  (random) => `width: calc(100% - ${random.integer(10, 90)}px);`,
  (random) => `grid-template-columns: repeat(${random.integer(2, 6)}, minmax(0, 1fr));`,
  (random) =>
    `box-shadow: 0 ${random.integer(1, 8)}px ${random.integer(4, 30)}px rgba(0, 0, 0, 0.${random.integer(1, 6)});`,
];

/** @param lineCount how many lines the file has, its last line break included */
export function generateCss(lineCount) {
  const random = createRandom(3);
  const writer = createWriter(lineCount);

  const addRule = (index, indent) => {
    const selector = () => `.${random.pick(blocks)}-${index}__${random.pick(parts)}${random.pick(states)}`;
    writer.add(`${indent}${selector()},`, `${indent}${selector()} {`);
    for (const declare of random.shuffle(declarations).slice(0, random.integer(3, 8))) {
      writer.add(`${indent}  ${declare(random)}`);
    }
    if (writer.wantsEdit()) writer.addEdited(`${indent}  colr‸: red;`, "x");
    else if (index % 9 === 4) writer.add(`${indent}  ${random.pick(misspelt)}: ${random.integer(1, 9)}px;`);
    if (writer.wantsCompletion()) writer.addCompleted(`${indent}  `);
    writer.add(`${indent}}`, "");
  };

  writer.add(":root {", "  --accent: #0969da;", "  --radius: 6px;", "}", "");
  for (let index = 0; writer.left > 50; index += 1) {
    if (random.chance(0.5)) writer.add(`/* ${random.sentence(commentWords)} */`);
    if (random.chance(0.9)) addRule(index, "");
    else {
      writer.add(`@media (min-width: ${random.integer(30, 90)}em) {`);
      addRule(index, "  ");
      addRule(index, "  ");
      writer.add("}", "");
    }
  }
  writer.add(...random.list(writer.left, () => `/* ${random.sentence(commentWords)} */`));
  return writer.finish();
}
