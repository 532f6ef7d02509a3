// Stories: which of the articles shown report one event, why each is among them, and which may have been first.
import {make} from "./dom.js";
import {makeGrowingList, rowsOfMask, someArticles} from "./pair_list.js";
import {pythonLines, pythonRows, pythonTokens} from "./python.js";
import {makeSection} from "./section.js";
import {decimal, say, sayCounted} from "./wording.js";

const AT_ONCE = 12;

/** The view of stories, with the section of passages below: those with most articles among the ones shown first, and before them that of what is read. */
export function makeStoriesView(data, store, families) {
  const found = remembered(data, store);
  const source = {
    name: say("Stories among the articles shown"),
    table: () => tableOf(data, found()),
    code: () => codeOf(data, store),
  };
  const opened = new Map(); // whether the reader opened or closed a story
  let drawn = {};
  const section = makeSection("lb-stories", source, (content) => {
    const [all, mine] = [found(), data.stories.of[store.get().chosen[0] ?? 0] ?? -1];
    const inner = make("div");
    const list = makeGrowingList({outer: inner, inner}, (one) => storyNode(data, store, one, opened, one.story === mine || all.length === 1), AT_ONCE);
    list.show([...all.filter(({story}) => story === mine), ...all.filter(({story}) => story !== mine)]);
    content.append(make("p", {class: "lb-known", text: say("Articles of about the same days that are alike, or have passages in common. Earlier is earlier, no more.")}), list.node);
    const told = all.reduce((sum, {rows}) => sum + rows.length, 0);
    return all.length
      ? sayCounted("{n} story, with {articles} of those shown", "{n} stories, with {articles} of those shown", all.length, {articles: someArticles(told)})
      : say("No two of the articles shown report one event, as far as words and dates tell");
  });
  const update = () => {
    const {shown, chosen} = store.get();
    if (drawn.shown === shown && drawn.chosen === chosen) return;
    if (drawn.shown !== shown) families.update();
    drawn = {shown, chosen};
    section.update();
  };
  return {node: make("div", {}, section.node, families.node), update};
}

/** The stories with two articles or more among those shown: `story` and `rows`, in the order of the dates. */
function storiesOf(data, shown) {
  const rows = new Map();
  for (const row of rowsOfMask(shown)) {
    const story = data.stories.of[row];
    if (story < 0) continue;
    if (!rows.has(story)) rows.set(story, []);
    rows.get(story).push(row);
  }
  const found = [...rows].filter(([, some]) => some.length > 1);
  return found.map(([story, some]) => ({story, rows: byDate(data, some)})).sort((a, b) => b.rows.length - a.rows.length || a.story - b.story);
}

/** Rows, or what has one, in the order of the dates; those without one last. */
export function byDate(data, items, rowOf = (row) => row) {
  const slots = (data.periods.day ?? data.periods.week ?? data.periods.month ?? data.periods.year)?.of ?? [];
  const when = (item) => ((slots[rowOf(item)] ?? -1) < 0 ? Infinity : slots[rowOf(item)]);
  return [...items].sort((a, b) => (when(a) === when(b) ? rowOf(a) - rowOf(b) : when(a) - when(b)));
}

function storyNode(data, store, {story, rows}, opened, open) {
  const label = data.stories.labels[story];
  const publishers = new Set(rows.map((row) => data.columns.publisher?.[row]).filter(Boolean));
  const dates = rows.map((row) => data.dates[row]).filter(Boolean);
  const period = dates.length ? (dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} – ${dates.at(-1)}`) : "";
  const known = [someArticles(rows.length), publishers.size ? sayCounted("{n} publisher", "{n} publishers", publishers.size) : "", period];
  const summary = make("summary", {}, make("bdi", {class: "lb-label", lang: data.language, text: label}), make("span", {class: "lb-known", text: ` ${known.filter(Boolean).join(" · ")}`}));
  const only = make("button", {type: "button", text: sayCounted("Show only this story: {n} article", "Show only this story: {n} articles", rows.length), onclick: () =>
    store.set({filters: {...store.get().filters, story}})});
  const node = make("details", {class: "lb-story", open: opened.get(story) ?? open}, summary);
  const first = firstOf(data, rows);
  const order = first < 0 ? make("p", {class: "lb-known", text: say("Which came first cannot be decided.")}) : null;
  const members = () => make("ol", {class: "lb-claims-list"}, ...rows.map((row) => memberNode(data, store, row, first)));
  const fill = () => node.children.length === 1 && node.append(...[only, order, members()].filter(Boolean));
  if (node.open) fill();
  node.addEventListener("toggle", () => {
    opened.set(story, node.open);
    fill();
  });
  return node;
}

/** The article that is certainly earlier than the others, if all of them have dates; else -1. */
function firstOf({stories: {first}, dates}, rows) {
  const found = rows.filter((row) => first[row]);
  return found.length === 1 && rows.every((row) => dates[row]) ? found[0] : -1;
}

/** One article of a story: its label, what is known of it, and what makes it like its nearest. */
function memberNode(data, store, row, firstRow) {
  const {nearest, similarity, reason, reasons, why, texts} = data.stories;
  const known = [data.columns.publisher?.[row], data.dates[row] || say("no date"), row === firstRow ? say("the first by date") : ""];
  const link = make("button", {type: "button", class: "lb-link", lang: data.language, text: data.labels[row], onclick: () => store.set({chosen: [row], at: null})});
  const both = make("button", {type: "button", class: "lb-link", lang: data.language, text: data.labels[nearest[row]], onclick: () => store.set({chosen: [row, nearest[row]], at: null})});
  return make("li", {"aria-current": store.get().chosen.includes(row) ? "true" : null},
    make("div", {}, link, make("span", {class: "lb-known", text: ` ${known.filter(Boolean).join(" · ")}`})),
    make("div", {class: "lb-known"}, `${say("nearest")} (${decimal(similarity[row], 2)}): `, both),
    make("div", {class: "lb-known"}, `${reasonWritten(reasons[reason[row]])}: `, make("span", {lang: data.language, text: texts[why[row]] ?? ""})));
}

function reasonWritten(reason) {
  const words = {
    "shared passages": say("shared passages"), "text within days": say("alike, and of about the same days"),
    "text alone, no date": say("alike; one of the two has no date"),
  };
  return words[reason];
}

function tableOf(data, stories) {
  const {labels, nearest, similarity, reason, reasons, texts, why, central, first} = data.stories;
  return {
    columns: ["story", "label", "article", "central", "nearest", "similarity", "reason", "why", "may_be_first"],
    rows: stories.flatMap(({story, rows}) => rows.map((row) => [
      story + 1, labels[story], data.ids[row], central[row] === 1, data.ids[nearest[row]], similarity[row], reasons[reason[row]], texts[why[row]], first[row] === 1,
    ])),
  };
}

function codeOf(data, store) {
  const rows = rowsOfMask(store.get().shown);
  const some = rows.length < data.n ? `found = found[found["article"].isin(articles.index[${pythonRows(rows)}])]` : "";
  return pythonLines(pythonTokens(data), "found = lb.stories(tokens)", some, "display(found)");
}

/** The stories among the articles shown, found anew only if these are others. */
function remembered(data, store) {
  let last = {};
  return () => {
    const {shown} = store.get();
    if (last.shown !== shown) last = {shown, found: storiesOf(data, shown)};
    return last.found;
  };
}
