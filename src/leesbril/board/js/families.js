// Passages that stand in several of the articles shown: each with all its places, by date.
import {linkTo} from "./claims_parts.js";
import {make} from "./dom.js";
import {writtenAt} from "./facts.js";
import {makeGrowingList, someArticles} from "./pair_list.js";
import {pythonLines, pythonTokens} from "./python.js";
import {makeSection} from "./section.js";
import {byDate} from "./stories.js";
import {say, sayCounted} from "./wording.js";

const AT_ONCE = 8;
const LONGEST = 90; // characters of a passage in a list

/** The section of passages in several articles. */
export function makeFamilies(data, store) {
  const found = remembered(data, store);
  const source = {
    name: say("Passages in several of the articles shown"),
    table: () => ({
      columns: ["family", "article", "start", "end", "text"],
      rows: found().flatMap(({family, places}) => places.map(({row, start, end}) => [family + 1, data.ids[row], start, end, writtenAt(data, row, start, end)])),
    }),
    code: () => pythonLines(pythonTokens(data), "families = lb.passage_families(lb.shared_passages(tokens), articles)", "lb.summarise_families(families, articles)"),
  };
  return makeSection("lb-families", source, (content) => {
    const [all, inner] = [found(), make("div")];
    const list = makeGrowingList({outer: inner, inner}, (one) => familyNode(data, store, one), AT_ONCE);
    list.show(all);
    const left = data.families.all - (data.families.first.length - 1);
    if (left > 0) content.append(make("p", {class: "lb-known", text: sayCounted("{n} more passage, in fewer articles, is left out of a board.", "{n} more passages, in fewer articles, are left out of a board.", left)}));
    content.append(list.node);
    return sayCounted("{n} passage is in several of the articles shown", "{n} passages are in several of the articles shown", all.length);
  });
}

/** The families with places in two articles or more of those shown, the one in most first. */
function familiesOf(data, shown) {
  const {first, row, start, end} = data.families;
  const found = [];
  for (let family = 0; family + 1 < first.length; family += 1) {
    const places = [];
    for (let place = first[family]; place < first[family + 1]; place += 1) {
      if (shown[row[place]]) places.push({row: row[place], start: start[place], end: end[place]});
    }
    const articles = new Set(places.map((place) => place.row)).size;
    if (articles > 1) found.push({family, articles, model: places[0], places: byDate(data, places, (place) => place.row)});
  }
  return found.sort((a, b) => b.articles - a.articles || a.family - b.family);
}

function familyNode(data, store, {articles, model, places}) {
  const publishers = new Set(places.map(({row}) => data.columns.publisher?.[row]).filter(Boolean));
  const known = [someArticles(articles), publishers.size ? sayCounted("{n} publisher", "{n} publishers", publishers.size) : ""];
  const summary = make("summary", {}, make("q", {lang: data.language, text: cut(writtenAt(data, model.row, model.start, model.end))}), make("span", {class: "lb-known", text: ` ${known.filter(Boolean).join(" · ")}`}));
  const node = make("details", {class: "lb-story"}, summary);
  node.addEventListener("toggle", () => node.children.length === 1 && node.append(make("ol", {class: "lb-claims-list"}, ...places.map((place) => placeNode(data, store, place)))));
  return node;
}

function placeNode(data, store, place) {
  const known = [data.columns.publisher?.[place.row], data.dates[place.row] || say("no date")];
  return make("li", {}, linkTo(store, data, data.labels[place.row], place), make("span", {class: "lb-known", text: ` ${known.filter(Boolean).join(" · ")}`}),
    make("div", {class: "lb-known"}, make("q", {lang: data.language, text: writtenAt(data, place.row, place.start, place.end)})));
}

function cut(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}

/** The families among the articles shown, found anew only if these are others. */
function remembered(data, store) {
  let last = {};
  return () => {
    const {shown} = store.get();
    if (last.shown !== shown) last = {shown, found: familiesOf(data, shown)};
    return last.found;
  };
}
