// What articles state, as rows: names, quantities, times, statements with a source, headings; and how often over many.

const decoded = new WeakMap();

/** The rows of a kind in one article, in text order; none where the language has no rules. */
export function factsIn({facts}, kind, row) {
  const table = facts[kind];
  if (!table) return [];
  const rows = [];
  for (let place = table.first[row]; place < table.first[row + 1]; place += 1) {
    const one = {row};
    for (const [name, values] of Object.entries(table.columns)) {
      one[name] = Object.hasOwn(table.strings, name) ? (table.strings[name][values[place]] ?? null) : values[place];
    }
    rows.push(one);
  }
  return rows;
}

/** The kinds of facts for which the language of the articles has no rules. */
export function kindsWithoutRules({facts}) {
  return ["names", "quantities", "times", "attributions"].filter((kind) => !facts[kind]);
}

/** The names in some articles: kind, variants, mentions, articles; that in most articles first. */
export function namesOf(data, rows) {
  const names = new Map();
  for (const row of rows) {
    for (const {name, kind, start, end} of factsIn(data, "names", row)) {
      if (!names.has(name)) names.set(name, {name, kinds: new Map(), variants: new Map(), count: 0, articles: new Set()});
      const one = names.get(name);
      one.count += 1;
      one.articles.add(row);
      add(one.variants, textOf(data, row).slice(start, end));
      if (kind) add(one.kinds, kind);
    }
  }
  const found = [...names.values()].map(({name, kinds, variants, count, articles}) => ({
    name, kind: mostFrequent(kinds)[0] ?? null, variants: mostFrequent(variants), count, articles: articles.size,
  }));
  return found.sort((one, other) => other.articles - one.articles || other.count - one.count || byLetter(one.name, other.name));
}

/** The sources that some articles rely on: statements, articles, and how many of each firmness; that of most statements first. */
export function sourcesOf(data, rows) {
  const sources = new Map();
  for (const row of rows) {
    for (const {source, counted_as: key, firmness} of factsIn(data, "attributions", row)) {
      if (!key) continue;
      if (!sources.has(key)) sources.set(key, {source: key, written: new Map(), statements: 0, articles: new Set(), firm: new Map()});
      const one = sources.get(key);
      one.statements += 1;
      one.articles.add(row);
      add(one.written, source);
      add(one.firm, firmness);
    }
  }
  const found = [...sources.values()].map((one) => ({...one, shown: mostFrequent(one.written)[0], articles: one.articles.size}));
  return found.sort((one, other) => other.statements - one.statements || byLetter(one.source, other.source));
}

/** A part of an article with single spaces. */
export function writtenAt(data, row, start, end) {
  return textOf(data, row).slice(start, end).replace(/\s+/g, " ").trim();
}

/** The text of an article; the texts of a board are decoded once while they are counted. */
function textOf(data, row) {
  if (!decoded.has(data)) decoded.set(data, new Map());
  const texts = decoded.get(data);
  if (!texts.has(row)) texts.set(row, data.text(row));
  return texts.get(row);
}

function add(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The keys that were counted, the most frequent first. */
function mostFrequent(counts) {
  return [...counts].sort(([one, often], [other, less]) => less - often || byLetter(one, other)).map(([key]) => key);
}

/** As Python sorts texts: by the numbers of their characters. */
function byLetter(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
