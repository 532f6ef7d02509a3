// Two sets of articles: how each is made, the terms that set them apart, and what they share.
import {make} from "./dom.js";
import {say, sayCounted, decimal, number, percent} from "./wording.js";
import {makeFigure, nearestPlace, pointerPlace} from "./charts.js";
import {keynessOf} from "./keyness.js";
import {byShare, makePairTable, makeGrowingList, makeTable, cellWithBar, rowsOfMask, shareOf, someArticles} from "./pair_list.js";
import {drawTerms, setsFinding, setsNote} from "./sets_chart.js";
import {apart} from "./set_masks.js";
import {takeAway} from "./take.js";
import {pythonTokens, pythonRows, pythonLines} from "./python.js";

const NAMES = ["A", "B"];
const FIRST_TERMS = 15;
const OPERATORS = ["AND", "OR", "NOT"];

/** Two sets of articles, compared. */
export function makeSetsView(data, store) {
  const chooser = makeChooser(data, store);
  const body = make("div", {class: "lb-sets-body"});
  const hint = make("p", {class: "lb-told", text: say("Filter the articles, then take what is shown as set A and, with another filter, as set B.")});
  const node = make("section", {class: "lb-sets-view", "aria-label": say("Two sets")}, chooser.node, hint, body);
  const seen = {sets: null, terms: [], pairs: [], masks: null, places: []};
  const scatter = makeTermScatter(store, seen);
  const lists = NAMES.map((name, side) => makeTermList(data, store, name, side));
  const between = makeBetween(data, store, seen);
  const source = {name: say("Two sets"), table: () => tableOfTerms(seen.terms), code: () => codeOfSets(data, seen.masks)};
  scatter.node.append(takeAway({...source, picture: scatter.picture, words: scatter.words}));
  between.node.append(takeAway({name: say("Pairs with one article in each set"), table: () => tableBetween(data, seen)}));
  const evidence = make("p", {class: "lb-chart-note"});
  body.append(scatter.node, evidence, make("div", {class: "lb-sets-lists"}, ...lists.map((list) => list.node)), between.node);
  function update() {
    const {sets} = store.get();
    chooser.update();
    if (sets !== seen.sets) compare(sets);
    between.mark();
  }
  function compare(sets) {
    Object.assign(seen, {sets, masks: apart(sets), terms: []});
    const ready = seen.masks?.every((mask) => mask.includes(1)) ?? false;
    [body.hidden, hint.hidden] = [!ready, ready];
    if (!ready) return;
    seen.terms = keynessOf(data, ...seen.masks);
    scatter.update();
    evidence.textContent = seen.terms[0]?.evidence ?? "";
    lists.forEach((list) => list.show(seen.terms));
    between.update();
  }
  return {node, update, table: source.table, code: source.code};
}

function makeChooser(data, store) {
  const take = (name, maskOf) => () => store.set({sets: {...store.get().sets, [name]: maskOf(store.get())}});
  const button = (text, onclick) => make("button", {type: "button", text, onclick});
  const shown = ({shown}) => shown.slice();
  const rest = ({sets}) => sets.a.map((inside) => (inside ? 0 : 1));
  const theRest = button(say("Take the rest as B"), take("b", rest));
  const swap = button(say("Swap A and B"), () => store.set({sets: {a: store.get().sets.b, b: store.get().sets.a}}));
  const publisher = makePublisherChoice(data, store);
  const told = NAMES.map((name) => make("dd", {class: `lb-set-${name.toLowerCase()}`}));
  const both = make("p", {class: "lb-chart-note"});
  const node = make(
    "div", {class: "lb-sets-chooser"},
    make("div", {class: "lb-sets-buttons"}, button(say("Take what is shown as A"), take("a", shown)), button(say("Take what is shown as B"), take("b", shown)), theRest, swap, publisher),
    make("div", {role: "status"}, make("dl", {}, ...NAMES.flatMap((name, side) => [make("dt", {text: name}), told[side]]))), both,
  );
  function update() {
    const {sets} = store.get();
    theRest.disabled = !sets.a;
    swap.disabled = !sets.a && !sets.b;
    [sets.a, sets.b].forEach((mask, side) => (told[side].textContent = sizeOf(data, mask)));
    const shared = sets.a && sets.b ? sets.a.reduce((sum, inside, row) => sum + (inside && sets.b[row] ? 1 : 0), 0) : 0;
    both.textContent = shared ? sayCounted("{n} article is in both sets, and counted in neither.", "{n} articles are in both sets, and counted in neither.", shared) : "";
  }
  return {node, update};
}

/** One publisher as A and all others as B, in one step; null where there are not two. */
function makePublisherChoice(data, store) {
  const column = data.columns.publisher ?? [];
  const names = [...new Set(column.filter((name) => name !== null))].sort((one, other) => one.localeCompare(other));
  if (names.length < 2) return null;
  const options = names.map((name) => make("option", {value: name, text: name}));
  const select = make("select", {}, make("option", {value: "", text: say("a publisher")}), ...options);
  select.addEventListener("change", () => {
    if (!select.value) return;
    const a = Uint8Array.from(column, (name) => (name === select.value ? 1 : 0));
    store.set({sets: {a, b: a.map((inside) => 1 - inside)}});
  });
  return make("label", {class: "lb-sets-publisher"}, `${say("Or compare with all others:")} `, select);
}

function sizeOf(data, mask) {
  if (!mask) return say("not chosen yet");
  const rows = rowsOfMask(mask);
  const words = rows.reduce((sum, row) => sum + data.words[row], 0);
  const size = {articles: someArticles(rows.length), words: sayCounted("{n} word", "{n} words", words)};
  const publishers = new Set(rows.map((row) => data.columns.publisher?.[row] ?? ""));
  const [publisher] = publishers;
  return publishers.size === 1 && publisher ? say("{articles}, {words}, all of {publisher}", {...size, publisher}) : say("{articles}, {words}", size);
}

function makeTermScatter(store, seen) {
  const figure = makeFigure((width) => {
    const {drawing, places} = drawTerms(width, seen.terms, NAMES);
    seen.places = places;
    return drawing;
  }, "lb-sets-scatter");
  const pointed = make("p", {class: "lb-pointed", "aria-hidden": "true"});
  const under = (event) => seen.places[nearestPlace(seen.places, ...pointerPlace(figure.stage, event))]?.term ?? null;
  figure.stage.addEventListener("click", (event) => {
    const term = under(event);
    if (term) lookUp(store, term);
  });
  figure.stage.addEventListener("pointermove", (event) => {
    const term = under(event);
    figure.stage.classList.toggle("lb-on-point", term !== null);
    pointed.textContent = termInWords(term);
  });
  figure.stage.addEventListener("pointerleave", () => (pointed.textContent = termInWords(null)));
  figure.node.append(pointed);
  const update = () => {
    pointed.textContent = termInWords(null);
    figure.tell({title: setsFinding(seen.terms, NAMES), note: () => setsNote(seen.terms)});
  };
  return {node: figure.node, picture: figure.picture, words: figure.words, update};
}

/** The term under the mouse, in words. */
function termInWords(term) {
  if (term === null) return say("Point at a dot to see which term it is; the lists below have them too.");
  const {shown, count_a, count_b, articles_a, articles_b} = term;
  const told = {a: number(count_a), b: number(count_b), in_a: number(articles_a), in_b: number(articles_b)};
  return `‘${shown}’: ${say("{a}/{b}× in {in_a}/{in_b}", told)}`;
}

/** Look a term up, its lines divided by set. */
function lookUp(store, {term}) {
  const plain = /^[\p{L}\p{N}\p{M}_][\p{L}\p{N}\p{M}_-]*$/u.test(term) && !OPERATORS.includes(term);
  store.set({query: plain ? term : `"${term}"`, tab: "words", divided: true});
}

function makeTermList(data, store, name, side) {
  const headings = [say("Term"), say("in {set}", {set: "A"}), say("in {set}", {set: "B"}), say("articles"), say("times as frequent")];
  const cell = (text) => make("td", {class: "lb-number", text});
  const row = (term) => make(
    "tr", {},
    make("td", {}, make("button", {class: "lb-key-term", type: "button", lang: data.language, onclick: () => lookUp(store, term)}, make("bdi", {text: term.shown}))),
    cell(rateWritten(term.rate_a)), cell(rateWritten(term.rate_b)), cell(`${number(term.articles_a)}/${number(term.articles_b)}`), cell(timesWritten(term)),
  );
  const list = makeGrowingList(makeTable(say("More in {set}", {set: name}), headings), row, FIRST_TERMS);
  const title = make("h3", {class: "lb-chart-title", text: say("More in {set}", {set: name})});
  const note = make("p", {class: "lb-chart-note", text: say("Times per 1,000 counted words (no stop words), in how many articles of A/B; the clearest difference first.")});
  const show = (terms) => list.show(terms.filter(({log_ratio}) => (side ? log_ratio < 0 : log_ratio > 0)));
  return {node: make("div", {}, title, note, list.node), show};
}

function rateWritten(rate) {
  return decimal(rate, rate ? 1 : 0);
}

function timesWritten({count_a, count_b, log_ratio}) {
  if (!count_a || !count_b) return say("only here");
  const times = 2 ** Math.abs(log_ratio);
  return decimal(times, times < 10 ? 1 : 0);
}

function makeBetween(data, store, seen) {
  const order = byShare(data.pairs).filter((pair) => shareOf(data.pairs, pair) > 0);
  const turned = (pair) => !seen.masks[0][data.pairs.a[pair]];
  const cells = (pair) => {
    const shares = [data.pairs.share_a[pair], data.pairs.share_b[pair]];
    return (turned(pair) ? shares.reverse() : shares).map((share) => cellWithBar(percent(share), share));
  };
  const headings = [say("article of A, article of B"), say("share of A’s"), say("share of B’s")];
  const list = makePairTable(data, store, {name: say("Pairs with one article in each set"), headings, cells, turned});
  const title = make("h3", {class: "lb-chart-title"});
  const note = make("p", {class: "lb-chart-note"});
  const node = make("div", {class: "lb-sets-between"}, title, note, list.node);
  function update() {
    seen.pairs = order.filter((pair) => isBetween(data, seen.masks, pair));
    title.textContent = seen.pairs.length
      ? sayCounted("{n} article of A and one of B share a passage", "{n} pairs of an article of A and one of B share a passage", seen.pairs.length)
      : say("No article of A shares a passage with one of B");
    note.textContent = seen.pairs.length ? sharesOfSets(data, seen) : "";
    list.show(seen.pairs);
  }
  return {node, update, mark: list.mark};
}

function isBetween({pairs}, [inA, inB], pair) {
  const [a, b] = [pairs.a[pair], pairs.b[pair]];
  return (inA[a] && inB[b]) || (inA[b] && inB[a]);
}

/** How many articles of each set share a passage with the other. */
function sharesOfSets({pairs}, {pairs: between, masks}) {
  const sharing = [new Set(), new Set()];
  for (const pair of between) for (const row of [pairs.a[pair], pairs.b[pair]]) sharing[masks[0][row] ? 0 : 1].add(row);
  const [a, b] = sharing.map(({size}, side) => say("{n} of {all}", {n: number(size), all: someArticles(rowsOfMask(masks[side]).length)}));
  return say("So do {a} of A and {b} of B. Each share is of the words of that article.", {a, b});
}

function tableBetween({pairs, ids, labels}, {pairs: between, masks}) {
  const rows = Array.from(between, (pair) => {
    const sides = [[pairs.a[pair], pairs.share_a[pair]], [pairs.b[pair], pairs.share_b[pair]]];
    const [[a, share_a], [b, share_b]] = masks[0][sides[0][0]] ? sides : sides.reverse();
    return [ids[a], labels[a], share_a, ids[b], labels[b], share_b, pairs.words[pair]];
  });
  return {name: "pairs_of_sets", columns: ["article_a", "label_a", "share_a", "article_b", "label_b", "share_b", "words"], rows};
}

function tableOfTerms(terms) {
  const columns = ["term", "shown", "count_a", "count_b", "articles_a", "articles_b", "rate_a", "rate_b", "log_ratio", "g2"];
  const rows = terms.map((one) => [one.term, one.shown, one.count_a, one.count_b, one.articles_a, one.articles_b, one.rate_a, one.rate_b, one.log_ratio, one.g2]);
  return {name: "keyness", columns, rows};
}

function codeOfSets(data, masks) {
  if (!masks) return "";
  return pythonLines(
    pythonTokens(data),
    'groups = pd.Series(None, index=articles.index, dtype="object")',
    ...masks.map((mask, side) => `groups.iloc[${pythonRows(rowsOfMask(mask))}] = "${NAMES[side]}"`),
    'lb.keyness(lb.document_term_matrix(tokens), groups, a="A", b="B")',
  );
}
