// A click on the head of a column sorts the rows that are shown; what is missing stays last. Without this the tables
// are still there, in the order in which they were made.
const MISSING = new Set(["", "NaN", "NaT", "None", "<NA>"]);
const decimal = document.documentElement.lang === "nl" ? "," : ".";
const thousands = decimal === "," ? "." : ",";
const words = new Intl.Collator(undefined, { numeric: true });

function value(row, column) {
  const text = row.cells[column].textContent.trim();
  const number = Number(text.replaceAll(thousands, "").replace(decimal, "."));
  return { text, number, missing: MISSING.has(text) };
}

function before(a, b, sign) {
  if (a.missing || b.missing) return a.missing - b.missing;
  if (Number.isNaN(a.number) || Number.isNaN(b.number)) return sign * words.compare(a.text, b.text);
  return sign * (a.number - b.number);
}

function sort(table, head) {
  const falls = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falls ? "descending" : "ascending");
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => [row, value(row, head.cellIndex)]);
  keyed.sort((a, b) => before(a[1], b[1], falls ? -1 : 1));
  body.append(...keyed.map(([row]) => row));
}

for (const table of document.querySelectorAll("table.dataframe")) {
  const body = table.tBodies[0];
  if (!table.tHead || !body || body.rows.length < 2 || table.querySelector("[rowspan], [colspan]")) continue;
  for (const head of table.tHead.rows[0].cells) {
    if (head.localName !== "th" || !head.textContent.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}

// A chart that is wider than a narrow page can be moved with the arrow keys too.
addEventListener("load", () => {
  for (const chart of document.querySelectorAll(".chart")) if (chart.scrollWidth > chart.clientWidth) chart.tabIndex = 0;
});
