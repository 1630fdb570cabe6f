// The page of queue ages: puts in what the extension sends, moves the focus in the grid, and tells what was chosen.
const vscode = acquireVsCodeApi();
const page = document.getElementById("page");

/** Which cell the Tab key leads to; it is found again by its domain when the rows are others. */
let place = vscode.getState() ?? { domain: null, row: 0, column: 0 };

const cells = () => [...page.querySelectorAll("[data-row]")];
const rowOf = (cell) => Number(cell.dataset.row);
const columnOf = (cell) => Number(cell.dataset.column);
const domainOf = (cell) => cell.dataset.domain ?? null;
const cellAt = (row, column) => page.querySelector(`[data-row="${row}"][data-column="${column}"]`);
const cellOf = (target) => (target instanceof Element ? target.closest("[data-row]") : null);

/** The cell of the place: that of the domain, or, where it is gone, the one in the same row. */
function currentCell() {
  const all = cells();
  const inColumn = all.filter((cell) => columnOf(cell) === place.column);
  const same = inColumn.find((cell) => domainOf(cell) === place.domain);
  return same ?? inColumn[Math.min(place.row, inColumn.length - 1)] ?? all[0];
}

/** Makes one cell the one that the Tab key leads to. */
function choose(cell) {
  for (const other of cells()) other.setAttribute("tabindex", other === cell ? "0" : "-1");
  place = { domain: domainOf(cell), row: rowOf(cell), column: columnOf(cell) };
  vscode.setState(place);
}

function show(body) {
  const active = document.activeElement;
  const wasInGrid = cellOf(active) !== null;
  const by = active instanceof HTMLElement ? active.dataset.by : undefined;
  // What comes from mail is escaped in it.
  page.innerHTML = body;
  const cell = currentCell();
  if (cell !== undefined) choose(cell);
  if (wasInGrid) cell?.focus();
  if (by !== undefined) page.querySelector(`[data-by="${by}"]`)?.focus();
}

function filter(cell) {
  if (cell.dataset.count === "0") return;
  const { span } = cell.dataset;
  vscode.postMessage({
    kind: "filter",
    domain: domainOf(cell),
    span: span === undefined ? null : Number(span),
  });
}

/** Where a key leads from a cell; undefined for a key that leads nowhere. */
function target(event, cell) {
  const row = rowOf(cell);
  const column = columnOf(cell);
  const all = cells();
  const lastRow = rowOf(all.at(-1));
  const lastColumn = columnOf(all.at(-1));
  const isWhole = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowUp":
      return cellAt(Math.max(0, row - 1), column);
    case "ArrowDown":
      return cellAt(Math.min(lastRow, row + 1), column);
    case "ArrowLeft":
      return cellAt(row, Math.max(0, column - 1));
    case "ArrowRight":
      return cellAt(row, Math.min(lastColumn, column + 1));
    case "Home":
      return cellAt(isWhole ? 0 : row, 0);
    case "End":
      return cellAt(isWhole ? lastRow : row, lastColumn);
    default:
      return undefined;
  }
}

page.addEventListener("keydown", (event) => {
  const cell = cellOf(event.target);
  if (cell === null) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    filter(cell);
    return;
  }
  const next = target(event, cell);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

page.addEventListener("focusin", (event) => {
  const cell = cellOf(event.target);
  if (cell === null) return;
  choose(cell);
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
});

page.addEventListener("click", (event) => {
  const cell = cellOf(event.target);
  if (cell !== null) filter(cell);
  const by = event.target instanceof HTMLElement ? event.target.dataset.by : undefined;
  if (by !== undefined) vscode.postMessage({ kind: "by", by });
});

window.addEventListener("message", ({ data }) => show(data.body));
vscode.postMessage({ kind: "ready" });
