// The concordance: every hit with the words around it, one below the other.
import {make} from "./dom.js";
import {noteButton} from "./notes.js";
import {placeOf, shownHits} from "./places.js";
import {makeSection} from "./section.js";
import {pythonSearch} from "./python.js";
import {say, sayCounted} from "./wording.js";

const WIDTH = 8; // words on either side
const SORTED_BY = 3; // words by which lines are sorted
const AT_ONCE = 12; // as many as are seen without scrolling

/** The lines of the query in the articles shown. */
export function makeLines(data, store) {
  let most = AT_ONCE;
  let last = null;
  const sort = make("select", {"aria-label": say("Order of the lines"), onchange: () => section.update()}, ...[
    ["text", say("in text order")], ["left", say("by the word on the left")], ["right", say("by the word on the right")],
  ].map(([value, text]) => make("option", {value, text})));
  const source = {
    name: say("Lines"),
    table: () => ({
      columns: ["article", "label", "start", "end", "left", "keyword", "right"],
      rows: Array.from(numbers(), (one) => {
        const {row, start, end, left, keyword, right} = lineOf(data, store.get().found, one);
        return [data.ids[row], data.labels[row], start, end, left, keyword, right];
      }),
    }),
    subject: () => store.get().query,
    code: () => pythonSearch(data, store.get(), `found.concordance(sort="${sort.value}")`),
  };
  const numbers = () => inOrder(data, store.get(), sort.value);
  const section = makeSection("lb-lines", source, (content) => {
    const {found} = store.get();
    if (found !== last) most = AT_ONCE;
    last = found;
    const all = numbers();
    const more = make("button", {type: "button", class: "lb-more", text: say("Show more"), hidden: all.length <= most, onclick: () => {
      most += AT_ONCE;
      section.update();
    }});
    content.append(make("ol", {class: "lb-concordance"}, ...Array.from(all.slice(0, most), (one) => drawn(data, store, found, one))), more);
    return sayCounted("{n} line", "{n} lines", all.length);
  }, make("label", {}, `${say("Order")} `, sort));
  return section;
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

/** The hits shown in text order, or by the words on one side, the nearest first. */
function inOrder(data, {found, shown}, sort) {
  const numbers = shownHits(found, shown);
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
