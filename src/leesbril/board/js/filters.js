// The filters, which act on every part of the board, and a sentence that says what they leave.
import {makeTimeline} from "./timeline.js";
import {columnName} from "./columns.js";
import {checkbox, clear, make} from "./dom.js";
import {hitsPerArticle} from "./places.js";
import {number, say, sayCounted} from "./wording.js";

/** The row of filters; keeps `shown`, a mask over the articles, in the store. */
export function makeFilters(data, store) {
  const change = (patch) => store.set({filters: {...store.get().filters, ...patch}});
  const timeline = makeTimeline(data, store, change);
  const menus = make("div", {class: "lb-filter-row"});
  const told = make("p", {class: "lb-filters-told", "aria-live": "polite"});
  const all = make("button", {type: "button", text: say("Show all articles"), onclick: () => {
    store.set({filters: {}});
    draw();
  }});
  const node = make("section", {class: "lb-filters", "aria-label": say("Filters")}, menus, timeline?.node ?? null);
  const draw = () => clear(menus).append(...controls(data, store, change), told, all);
  const update = () => {
    const state = store.get();
    store.set({shown: maskOf(data, state)});
  };
  store.on(["filters"], update);
  store.on(["found"], () => store.get().filters.onlyHits && update());
  store.on(["shown", "filters"], (state) => {
    told.textContent = sentence(data, state);
    all.hidden = !Object.values(state.filters).some(active);
  });
  draw();
  told.textContent = sentence(data, store.get());
  all.hidden = true;
  return {node};
}

function active(value) {
  return value instanceof Set ? true : value !== undefined && value !== false && value !== null && value !== "";
}

function controls(data, store, change) {
  const {filters} = store.get();
  const found = [checkbox(say("only articles with the query"), filters.onlyHits, (onlyHits) => change({onlyHits}))];
  const copies = data.duplicates.reduce((sum, kept) => sum + (kept >= 0), 0);
  if (copies) {
    const text = say("without duplicates ({n})", {n: number(copies)});
    found.push(checkbox(text, filters.noDuplicates, (noDuplicates) => change({noDuplicates})));
  }
  for (const [name, values] of Object.entries(data.columns)) {
    const numbers = values.every((value) => value === null || typeof value === "number");
    found.push(numbers ? rangeMenu(columnName(name), name, store, change) : valuesMenu(data, name, values, store, change));
  }
  found.push(rangeMenu(say("length in words"), "", store, change));
  return found;
}

/** A menu of the values of a column, each with its number of articles. */
function valuesMenu(data, name, values, store, change) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const known = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || String(a).localeCompare(String(b)));
  const key = `is ${name}`;
  const called = columnName(name);
  const summary = make("summary", {text: `${called}: ${say("all")}`});
  const boxes = known.map((value) => {
    const chosen = store.get().filters[key];
    return checkbox(`${value ?? say("none")} (${number(counts.get(value))})`, chosen?.has(value) ?? false, (checked) => {
      const next = new Set(store.get().filters[key] ?? []);
      if (checked) next.add(value);
      else next.delete(value);
      summary.textContent = `${called}: ${next.size ? [...next].map((one) => one ?? say("none")).join(", ") : say("all")}`;
      change({[key]: next.size ? next : undefined});
    });
  });
  const fields = make("fieldset", {}, make("legend", {text: say("Only these")}), ...boxes);
  return menu(summary, fields);
}

/** A menu with the least and the most of a column of numbers, or of the words of an article. */
function rangeMenu(shownName, column, store, change) {
  const summary = make("summary", {text: `${shownName}: ${say("all")}`});
  const field = (end, text) => {
    const key = `${end} ${column}`;
    const input = make("input", {type: "number", step: "any", value: store.get().filters[key], onchange: () => {
      const value = input.value === "" ? undefined : Number(input.value);
      change({[key]: value});
      const {filters} = store.get();
      const bounds = [filters[`least ${column}`], filters[`most ${column}`]];
      summary.textContent = bounds.some(active) ? `${shownName}: ${bounds[0] ?? ""}–${bounds[1] ?? ""}` : `${shownName}: ${say("all")}`;
    }});
    return make("label", {class: "lb-check"}, `${text} `, input);
  };
  return menu(summary, make("fieldset", {}, make("legend", {text: shownName}), field("least", say("at least")), field("most", say("at most"))));
}

function menu(summary, fields) {
  const node = make("details", {class: "lb-menu"}, summary, fields);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    node.open = false;
    summary.focus();
  });
  node.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget)) node.open = false;
  });
  return node;
}

/** What the filters ask of columns: `is Column`, `least Column` or `most Column`; a column without a name is the words. */
function conditionsOf(filters) {
  const asked = Object.entries(filters).filter(([key, wanted]) => key.includes(" ") && active(wanted));
  return asked.map(([key, wanted]) => {
    const space = key.indexOf(" ");
    return {kind: key.slice(0, space), column: key.slice(space + 1), wanted};
  });
}

/** Which articles the filters leave. */
export function maskOf(data, {filters, found}) {
  const mask = new Uint8Array(data.n).fill(1);
  const keep = (test) => mask.forEach((there, row) => there && !test(row) && (mask[row] = 0));
  if (filters.noDuplicates) keep((row) => data.duplicates[row] < 0);
  if (filters.story !== undefined) keep((row) => data.stories.of[row] === filters.story);
  if (filters.onlyHits && found?.hits) {
    const counts = hitsPerArticle(found, data.n);
    keep((row) => counts[row] > 0);
  }
  for (const {kind, column, wanted} of conditionsOf(filters)) {
    const values = column ? data.columns[column] : data.words;
    if (kind === "is") keep((row) => wanted.has(values[row]));
    if (kind === "least") keep((row) => values[row] !== null && values[row] >= wanted);
    if (kind === "most") keep((row) => values[row] !== null && values[row] <= wanted);
  }
  if (filters.period) {
    const {every, from, to, undated} = filters.period;
    const {of} = data.periods[every];
    keep((row) => (of[row] < 0 ? undated : of[row] >= from && of[row] <= to));
  }
  return mask;
}

function sentence(data, {shown, filters, found}) {
  const n = shown.reduce((sum, there) => sum + there, 0);
  if (!Object.values(filters).some(active)) return say("All {n} articles are shown.", {n: number(data.n)});
  const parts = [];
  for (const {kind, column, wanted} of conditionsOf(filters)) {
    const called = column ? columnName(column) : say("length in words");
    if (kind === "is") parts.push(`${called}: ${[...wanted].map((value) => value ?? say("none")).join(", ")}`);
    if (kind === "least") parts.push(`${called} ≥ ${wanted}`);
    if (kind === "most") parts.push(`${called} ≤ ${wanted}`);
  }
  if (filters.story !== undefined) parts.push(say("the story “{label}”", {label: data.stories.labels[filters.story]}));
  if (filters.noDuplicates) parts.push(say("no duplicates"));
  if (filters.onlyHits) parts.push(found?.hits ? say("with the query") : say("with the query (there is none)"));
  if (filters.period) {
    const {every, from, to, undated} = filters.period;
    const {shown: names, of} = data.periods[every];
    const without = of.reduce((sum, slot) => sum + (slot < 0), 0);
    parts.push(from === to ? names[from] : `${names[from]} – ${names[to]}`);
    if (without && !undated) parts.push(sayCounted("{n} article without such a date is left out", "{n} articles without such a date are left out", without));
  }
  return say("{k} of {n} articles are shown: {filters}.", {k: number(n), n: number(data.n), filters: parts.join("; ")});
}
