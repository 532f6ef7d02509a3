// Where the query stands in each article: a strip per article, from its first word to its last.
import {perArticle} from "./counts.js";
import {make, svg} from "./dom.js";
import {pythonSearch} from "./python.js";
import {hitsIn, placeOf} from "./places.js";
import {makeSection} from "./section.js";
import {number, say, sayCounted} from "./wording.js";

const MOST = 10;
const [WIDTH, HEIGHT] = [200, 16];
const COLUMNS = ["article", "label", "count", "words", "rate"];

/** The articles in which the query is, most hits first, each with its strip. */
export function makeXray(data, store) {
  const rows = () => perArticle(data, store.get().found.hits, store.get().shown);
  const source = {
    name: say("Where in the articles"),
    table: () => ({columns: COLUMNS, rows: rows().map((one) => COLUMNS.map((name) => one[name]))}),
    subject: () => store.get().query,
    code: () => pythonSearch(data, store.get(), `found.per_article()`),
  };
  return makeSection("lb-xray", source, (content) => {
    const there = rows();
    const {found} = store.get();
    content.append(make("ol", {class: "lb-strips"}, ...there.slice(0, MOST).map(({row, count}) => strip(data, store, found, row, count))));
    if (there.length > MOST) content.append(make("p", {class: "lb-known", text: say("The {k} articles with most hits, of {n}.", {k: MOST, n: number(there.length)})}));
    return sayCounted("In {n} article: where in it", "In {n} articles: where in each", there.length);
  });
}

function strip(data, store, found, row, count) {
  const places = hitsIn(found, row);
  const begin = data.first[row];
  const size = Math.max(data.first[row + 1] - begin, 1);
  const ticks = places.map((one) => {
    const x = ((found.hits.first[one] - begin) / size) * WIDTH;
    return `M${Math.min(x, WIDTH - 2).toFixed(1)} 1h2v${HEIGHT - 2}h-2z`;
  });
  const picture = svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "lb-strip", "aria-hidden": "true"},
    svg("rect", {x: 0, y: 0, width: WIDTH, height: HEIGHT, class: "lb-strip-paper"}), svg("path", {d: ticks.join(""), class: "lb-tick"}));
  const go = () => store.set({chosen: [row], at: placeOf(data, found, places[0])});
  return make("li", {}, make("button", {type: "button", class: "lb-strip-row", onclick: go},
    make("span", {class: "lb-label", lang: data.language, text: data.labels[row]}),
    make("span", {class: "lb-count", text: sayCounted("{n} hit", "{n} hits", count)}), picture));
}
