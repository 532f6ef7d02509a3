// The concordance: every hit with the words around it, one below the other.
import {checkbox, make} from "./dom.js";
import {noteButton} from "./notes.js";
import {placeOf, shownHits} from "./places.js";
import {makeSection} from "./section.js";
import {rowsOfMask} from "./pair_list.js";
import {pythonRows, pythonSearch} from "./python.js";
import {apart} from "./set_masks.js";
import {say, sayCounted} from "./wording.js";

const WIDTH = 8; // words on either side
const SORTED_BY = 3; // words by which lines are sorted
const AT_ONCE = 12; // as many as are seen without scrolling

/** The lines of the query in the articles shown; or, if two sets are chosen, divided by set. */
export function makeLines(data, store) {
  let most = AT_ONCE;
  let last = null;
  const sort = make("select", {"aria-label": say("Order of the lines"), onchange: () => section.update()}, ...[
    ["text", say("in text order")], ["left", say("by the word on the left")], ["right", say("by the word on the right")],
  ].map(([value, text]) => make("option", {value, text})));
  const source = {
    name: say("Lines"),
    table: () => tableOfLines(data, store.get().found, parts()),
    subject: () => store.get().query,
    code: () => codeOfLines(data, store.get(), parts(), sort.value),
  };
  const divide = checkbox(say("by set A and B"), false, (divided) => {
    store.set({divided});
    section.update();
  });
  const parts = () => partsOf(data, store.get(), sort.value);
  const section = makeSection("lb-lines", source, (content) => {
    const {found} = store.get();
    if (found !== last) most = AT_ONCE;
    last = found;
    divide.hidden = !apart(store.get().sets);
    divide.querySelector("input").checked = store.get().divided;
    const listed = parts();
    const longest = Math.max(...listed.map(({numbers}) => numbers.length));
    const more = make("button", {type: "button", class: "lb-more", text: say("Show more"), hidden: longest <= most, onclick: () => {
      most += AT_ONCE;
      section.update();
    }});
    for (const {set, numbers} of listed) {
      if (set) content.append(make("h4", {class: `lb-set-${set.toLowerCase()}`, text: say("In {set}: {lines}", {set, lines: someLines(numbers)})}));
      content.append(make("ol", {class: "lb-concordance"}, ...Array.from(numbers.slice(0, most), (one) => drawn(data, store, found, one))));
    }
    if (listed.length > 1) content.append(make("p", {class: "lb-known", text: say("Of all articles of the sets, whatever the filter; those in both sets are left out.")}));
    content.append(more);
    const [one, other] = listed.map(({numbers}) => someLines(numbers));
    return other === undefined ? one : say("A: {a}; B: {b}", {a: one, b: other});
  }, make("label", {}, `${say("Order")} `, sort), divide);
  return section;
}

function someLines({length}) {
  return sayCounted("{n} line", "{n} lines", length);
}

/** The hits in the articles shown; or those in set A and those in set B, each with the mask of its articles. */
function partsOf(data, {found, shown, sets, divided}, sort) {
  const masks = divided ? apart(sets) : null;
  const of = (mask) => inOrder(data, found, mask, sort);
  return masks ? masks.map((mask, side) => ({set: "AB"[side], mask, numbers: of(mask)})) : [{set: null, mask: shown, numbers: of(shown)}];
}

function tableOfLines(data, found, parts) {
  const rows = parts.flatMap(({set, numbers}) => Array.from(numbers, (one) => {
    const {row, start, end, left, keyword, right} = lineOf(data, found, one);
    return [...(set ? [set] : []), data.ids[row], data.labels[row], start, end, left, keyword, right];
  }));
  const columns = ["article", "label", "start", "end", "left", "keyword", "right"];
  return {columns: parts.length > 1 ? ["set", ...columns] : columns, rows};
}

function codeOfLines(data, state, parts, sort) {
  const lines = `found.concordance(sort="${sort}")`;
  if (parts.length === 1) return pythonSearch(data, state, lines);
  const shown = parts[0].mask.map((inside, row) => inside | parts[1].mask[row]);
  const inA = `lines["article"].isin(articles.index[${pythonRows(rowsOfMask(parts[0].mask))}])`;
  return pythonSearch(data, {...state, shown}, `${lines}.assign(set=lambda lines: ${inA}.map({True: "A", False: "B"}))`);
}

function drawn(data, store, found, one) {
  const {row, start, end, left, keyword, right} = lineOf(data, found, one);
  const go = () => store.set({chosen: [row], at: {row, start, end}});
  const line = make("button", {type: "button", class: "lb-line", onclick: go, title: data.labels[row], lang: data.language},
    make("span", {class: "lb-left"}, make("bdi", {text: left})), make("mark", {text: keyword}), make("span", {class: "lb-right", text: right}),
    make("span", {class: "lb-of", text: data.labels[row]}));
  return make("li", {}, line, noteButton(data, store, {a: row, start, end, quote: keyword}));
}

/** A hit with the words around it; single spaces. */
function lineOf(data, found, one) {
  const {row, start, end} = placeOf(data, found, one);
  const text = data.text(row);
  const {first, last} = found.hits;
  const from = Math.max(first[one] - WIDTH, data.first[row]);
  const to = Math.min(last[one] + WIDTH, data.first[row + 1] - 1);
  const stop = data.starts[to] + data.types.lengths[data.codes[to]];
  return {
    row, start, end,
    left: spaced(text.slice(data.starts[from], start)), keyword: spaced(text.slice(start, end)), right: spaced(text.slice(end, Math.max(end, stop))),
  };
}

function spaced(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** The hits of a mask in text order, or by the words on one side, the nearest first. */
function inOrder(data, found, mask, sort) {
  const numbers = shownHits(found, mask);
  if (sort === "text") return numbers;
  const {first, term, ranks} = data.views[found.view];
  const key = (one) => {
    const {rows} = found.hits;
    const edge = sort === "left" ? found.hits.first[one] : found.hits.last[one];
    const step = sort === "left" ? -1 : 1;
    return Array.from({length: SORTED_BY}, (_, nth) => {
      const word = edge + step * (nth + 1);
      const inside = word >= data.first[rows[one]] && word < data.first[rows[one] + 1];
      return inside ? ranks[term[first[data.codes[word]]]] : -1;
    });
  };
  const keys = new Map(Array.from(numbers, (one) => [one, key(one)]));
  return numbers.sort((a, b) => compared(keys.get(a), keys.get(b)) || a - b);
}

function compared(a, b) {
  for (let place = 0; place < a.length; place += 1) if (a[place] !== b[place]) return a[place] - b[place];
  return 0;
}
