// Lines of Python that make what a view shows, for a frame called `articles`.
import {literal} from "./code.js";

/** The line that reads the articles. */
export function pythonTokens(data) {
  const spoken = Object.hasOwn(data.columns, "language") ? "" : `, language=${literal(data.language)}`;
  return `tokens = lb.tokens(articles${spoken})`;
}

/** Articles by their places in the frame: `[3, 7]`, and `np.r_[0:34, 57]` where many stand in a row. */
export function pythonRows(rows) {
  const runs = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && last[1] === row) last[1] += 1;
    else runs.push([row, row + 1]);
  }
  if (runs.every(([from, to]) => to - from < 3)) return `[${rows.join(", ")}]`;
  return `np.r_[${runs.map(([from, to]) => (to - from === 1 ? from : `${from}:${to}`)).join(", ")}]`;
}

/** `import numpy as np` where these lines need it, then the lines. */
export function pythonLines(...lines) {
  const said = lines.filter(Boolean).join("\n");
  return said.includes("np.r_[") ? `import numpy as np\n${said}` : said;
}

/** The search that gave what is found, among the articles shown, and then a line on `found`. */
export function pythonSearch(data, {query, lemma, compounds, shown}, line) {
  const rows = [...shown.keys()].filter((row) => shown[row]);
  const some = rows.length < data.n ? `tokens = tokens.select(articles.index[${pythonRows(rows)}])` : "";
  const settings = [lemma ? ', normalise="lemma"' : "", compounds ? ", compounds=True" : ""].join("");
  return pythonLines(pythonTokens(data), some, `found = lb.search(tokens, ${literal(query)}${settings})`, line);
}
