// The list of articles: labels, what is known of each, and how often the query is in it.
import {fill, make} from "./dom.js";
import {rowsOfMask} from "./pair_list.js";
import {byCount, hitsPerArticle} from "./places.js";
import {number, say, sayCounted} from "./wording.js";

const AT_ONCE = 40;
const SEEN = 14; // without scrolling

/** The articles shown, in a chosen order; a click reads one, its second button puts one beside it. */
export function makeArticleList(data, store) {
  const heading = make("h2");
  const order = orderChoice(() => update());
  const list = make("ol", {class: "lb-articles"});
  const more = make("button", {type: "button", class: "lb-more", text: say("Show more")});
  const node = make("div", {class: "lb-list"}, make("div", {class: "lb-bar"}, heading, order), list, more);
  let most = AT_ONCE;
  let last = null;
  more.addEventListener("click", () => {
    most += AT_ONCE;
    update();
  });
  const update = () => {
    const {shown, found} = store.get();
    const counts = hitsPerArticle(found, data.n);
    const rows = ordered(data, shown, counts, order.querySelector("select").value);
    heading.textContent = sayCounted("{n} article", "{n} articles", rows.length);
    const highest = rows.reduce((top, row) => Math.max(top, counts[row]), 1);
    const kept = keptFocus(list);
    const nodeOf = (row) => item(data, store, row, counts[row], highest, store.get().chosen);
    // Where the reader may have scrolled to stays in place only if all is there at once.
    fill(list, rows.slice(0, most), nodeOf, found === last || kept ? most : SEEN);
    last = found;
    more.hidden = rows.length <= most;
    kept?.();
  };
  store.on(["shown", "found"], () => {
    most = AT_ONCE;
    update();
  });
  store.on(["chosen"], ({chosen}) => mark(list, chosen));
  list.addEventListener("keydown", stepped);
  update();
  return {node};
}

function orderChoice(onchange) {
  const options = [
    ["hits", say("most hits first")], ["given", say("as given")], ["date", say("by date")], ["long", say("longest first")],
  ];
  const select = make("select", {"aria-label": say("Order"), onchange}, ...options.map(([value, text]) => make("option", {value, text})));
  return make("label", {class: "lb-order"}, `${say("Order")} `, select);
}

function ordered(data, shown, counts, order) {
  const rows = order === "hits" ? byCount(shown, counts) : rowsOfMask(shown);
  const slots = (data.periods.day ?? data.periods.week ?? data.periods.month ?? data.periods.year)?.of;
  if (order === "long") rows.sort((a, b) => data.words[b] - data.words[a] || a - b);
  if (order === "date" && slots) rows.sort((a, b) => late(slots[a]) - late(slots[b]) || a - b);
  return rows;
}

function late(slot) {
  return slot < 0 ? Infinity : slot;
}

function item(data, store, row, count, highest, chosen) {
  const known = [data.columns.publisher?.[row], data.dates[row]];
  const label = data.labels[row];
  const read = make(
    "button",
    {type: "button", class: "lb-read", "data-row": row, onclick: () => store.set({chosen: [row], at: null})},
    make("span", {class: "lb-label", lang: data.language, text: label}),
    make("span", {class: "lb-known", text: known.filter(Boolean).join(" · ")}),
    count ? make("span", {class: "lb-count", text: sayCounted("{n} hit", "{n} hits", count)}) : null,
  );
  if (count) read.append(bar(count / highest));
  const beside = make("button", {
    type: "button", class: "lb-beside", "data-row": row, "aria-label": say("Put beside: {label}", {label}), title: say("Put beside the other"), text: say("beside"),
    onclick: () => besides(store, row),
  });
  const node = make("li", {"data-row": row}, read, beside);
  dress(node, chosen);
  return node;
}

function bar(share) {
  const inner = make("span", {class: "lb-bar-inner"});
  inner.style.width = `${(share * 100).toFixed(1)}%`;
  return make("span", {class: "lb-hitbar", "aria-hidden": "true"}, inner);
}

/** Put an article beside the one that is read; again takes it away, unless it is the only one. */
function besides(store, row) {
  const {chosen} = store.get();
  if (chosen.includes(row)) store.set({chosen: chosen.length > 1 ? chosen.filter((other) => other !== row) : chosen, at: null});
  else store.set({chosen: chosen.length ? [chosen[0], row] : [row], at: null});
}

function mark(list, chosen) {
  for (const node of list.children) dress(node, chosen);
}

function dress(node, chosen) {
  const there = chosen.includes(Number(node.dataset.row));
  node.classList.toggle("lb-chosen", there);
  node.querySelector(".lb-read").setAttribute("aria-current", there);
  const beside = node.querySelector(".lb-beside");
  beside.setAttribute("aria-pressed", there && chosen.length === 2);
  beside.disabled = there && chosen.length === 1;
}

/** Arrow keys go from article to article. */
function stepped(event) {
  const step = {ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling"}[event.key];
  const other = step && event.target.closest("li")?.[step];
  if (!other) return;
  other.querySelector(event.target.matches(".lb-beside") ? ".lb-beside" : ".lb-read").focus();
  event.preventDefault();
}

/** A function that puts the focus back on the same article after the list is drawn anew; null if it is elsewhere. */
function keptFocus(list) {
  const active = list.getRootNode().activeElement;
  if (!active || !list.contains(active)) return null;
  const kind = active.matches(".lb-beside") ? ".lb-beside" : ".lb-read";
  return () => list.querySelector(`${kind}[data-row="${active.dataset.row}"]`)?.focus();
}
