// The view of pairs: a scatter, a histogram with the threshold of all lists, the list, and clusters.
import {make, freshId} from "./dom.js";
import {say, sayCounted, number, percent} from "./wording.js";
import {makeFigure, nearestPlace, pointerPlace, WRITTEN} from "./charts.js";
import {clustersOf} from "./similarity.js";
import {bySimilarity, byShare, pairsAbove, makePairTable, makeGrowingList, shareAndCosine, shareOf, areChosen, cosineWritten, someArticles, rowsOfMask} from "./pair_list.js";
import {scatterFinding, scatterNote, drawScatter, countAbove, histogramFinding, drawHistogram} from "./pair_charts.js";
import {takeAway} from "./take.js";
import {pythonTokens, pythonRows, pythonLines} from "./python.js";

const MOST_NAMED = 12;

/** The lowest threshold with no more pairs above it than there are articles, so that clusters stay apart. */
export function startingThreshold({histogram, n}) {
  return histogram.edges.find((edge) => countAbove(histogram, edge) <= n) ?? 0;
}

/** The pairs of articles. */
export function makePairsView(data, store) {
  const similar = bySimilarity(data.pairs);
  const orders = {share: byShare(data.pairs, similar), cosine: similar};
  const seen = {pairs: [], places: [], drawn: null};
  const told = make("p", {class: "lb-told", "aria-live": "polite"});
  const scatter = makeScatter(data, store, seen);
  const histogram = makeHistogram(data, store);
  const headings = [say("pair of articles"), say("shared, of each"), say("cosine")];
  const cells = (pair) => shareAndCosine(data.pairs, pair);
  const table = makePairTable(data, store, {name: say("Pairs of articles"), headings, cells});
  const sorting = makeSorting(store);
  const only = makeOnly(data, () => update());
  const clusters = makeClusters(data, store);
  const source = {name: say("Pairs of articles"), table: () => tableOfPairs(data, seen.pairs), code: () => codeOfPairs(data, store.get())};
  scatter.node.append(takeAway({...source, picture: scatter.picture, words: scatter.words}));
  const node = make(
    "section", {class: "lb-pairs-view", "aria-label": say("Pairs of articles")},
    make("div", {class: "lb-pairs-charts"}, scatter.node, histogram.node),
    make("div", {class: "lb-pairs-lists"}, make("div", {}, told, make("div", {class: "lb-sorting"}, make("label", {}, `${say("Order")} `, sorting), " ", only.node), table.node), clusters.node),
  );
  function listed(order) {
    const {shown, threshold} = store.get();
    const all = pairsAbove(data.pairs, order, shown, threshold);
    return only.row() < 0 ? all : all.filter((pair) => data.pairs.a[pair] === only.row() || data.pairs.b[pair] === only.row());
  }
  function list(measure) {
    seen.measure = sorting.value = measure;
    table.show(measure === "cosine" ? listed(orders.cosine) : seen.pairs);
  }
  function update() {
    const {shown, threshold, chosen, measure} = store.get();
    only.offer(chosen);
    if (seen.shown !== shown || seen.threshold !== threshold || seen.of !== only.row()) {
      Object.assign(seen, {shown, threshold, of: only.row(), measure: null, pairs: listed(orders.share)});
      told.textContent = howMany(data, seen);
      histogram.update();
      clusters.show(seen.pairs);
      scatter.update();
    }
    if (seen.measure !== measure) list(measure);
    if (seen.chosen === chosen) return;
    seen.chosen = chosen;
    scatter.mark();
    table.mark();
  }
  return {node, update, table: source.table, code: source.code};
}

/** A box that leaves the pairs of one article: the one that was read when it was ticked. */
function makeOnly({labels}, onchange) {
  let [offered, row] = [-1, -1];
  const text = make("span");
  const input = make("input", {type: "checkbox", onchange: () => {
    row = input.checked ? offered : -1;
    onchange();
  }});
  const node = make("label", {class: "lb-check"}, input, " ", text);
  return {
    node,
    row: () => row,
    offer(chosen) {
      if (row < 0) offered = chosen[0] ?? -1;
      node.hidden = offered < 0;
      if (offered >= 0) text.textContent = say("only pairs of “{label}”", {label: labels[offered]});
    },
  };
}

function makeSorting(store) {
  const option = (value, text) => make("option", {value, text});
  const sorting = make("select", {}, option("share", say("most shared first")), option("cosine", say("most similar first")));
  sorting.addEventListener("change", () => store.set({measure: sorting.value}));
  return sorting;
}

function howMany(data, {pairs, shown, threshold}) {
  const listed = data.pairs.a.length;
  const values = {all: number(data.allPairs), bound: WRITTEN.cosine(threshold)};
  const all = threshold <= 0 ? sayCounted(
    "{n} of {all} pairs is listed: both articles are among those shown.",
    "{n} of {all} pairs are listed: both articles are among those shown.",
    pairs.length, values,
  ) : sayCounted(
    "{n} of {all} pairs is listed: with a cosine of {bound} or more, and both articles among those shown.",
    "{n} of {all} pairs are listed: with a cosine of {bound} or more, and both articles among those shown.",
    pairs.length, values,
  );
  if (listed === data.allPairs) return all;
  return `${all} ${say("Only {n} can be listed here: the nearest of each article, and those with shared passages.", {n: number(listed)})}`;
}

function makeScatter(data, store, seen) {
  const figure = makeFigure((width) => {
    const {drawing, places, mark} = drawScatter(width, data, {...seen, shown: seen.pairs});
    Object.assign(seen, {places, ring: mark});
    mark(chosenPair());
    return drawing;
  }, "lb-pairs-scatter");
  const pointed = make("p", {class: "lb-pointed", "aria-hidden": "true"});
  const under = (event) => {
    const place = nearestPlace(seen.places, ...pointerPlace(figure.stage, event));
    return place < 0 ? null : seen.places[place].pair;
  };
  figure.stage.addEventListener("click", (event) => {
    const pair = under(event);
    if (pair !== null) store.set({chosen: [data.pairs.a[pair], data.pairs.b[pair]]});
  });
  figure.stage.addEventListener("pointermove", (event) => {
    const pair = under(event);
    figure.stage.classList.toggle("lb-on-point", pair !== null);
    pointed.textContent = pairInWords(data, pair ?? chosenPair());
  });
  figure.stage.addEventListener("pointerleave", () => (pointed.textContent = pairInWords(data, chosenPair())));
  figure.node.append(pointed);
  const chosenPair = () => seen.pairs.find((pair) => areChosen(store.get().chosen, data.pairs.a[pair], data.pairs.b[pair])) ?? null;
  const mark = () => {
    pointed.textContent = pairInWords(data, chosenPair());
    seen.ring?.(chosenPair());
  };
  const update = () => {
    pointed.textContent = pairInWords(data, chosenPair());
    figure.tell({title: scatterFinding(data.pairs, seen.pairs), note: () => scatterNote(seen.pairs, seen.places.length)});
  };
  return {node: figure.node, picture: figure.picture, words: figure.words, update, mark};
}

/** A pair in a sentence: the one under the mouse, else the one that is chosen. */
function pairInWords({pairs, labels}, pair) {
  if (pair === null) return say("Point at a dot to see which pair it is; the list below has them too.");
  return say("Share {share}, cosine {cosine}: {a} and {b}", {
    a: labels[pairs.a[pair]], b: labels[pairs.b[pair]],
    share: percent(shareOf(pairs, pair)), cosine: cosineWritten(pairs.cosine[pair]),
  });
}

function makeHistogram(data, store) {
  const id = freshId();
  const step = data.histogram.edges[1] - data.histogram.edges[0];
  const range = make("input", {type: "range", id, min: 0, max: 1, step});
  const label = make("label", {for: id, text: say("Lowest cosine of all lists and drawings")});
  const value = make("output", {for: id});
  const figure = makeFigure((width) => {
    const {drawing, box} = drawHistogram(width, data, store.get().threshold);
    range.style.marginInlineStart = `${box.left - 8}px`;
    range.style.inlineSize = `${box.right - box.left + 16}px`;
    return drawing;
  }, "lb-pairs-histogram");
  let waits = false;
  range.addEventListener("input", () => {
    value.textContent = WRITTEN.cosine(Number(range.value));
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      store.set({threshold: Number(range.value)});
    });
  });
  const handle = make("div", {class: "lb-threshold-handle"}, range, make("p", {}, label, " ", value));
  figure.node.append(handle, takeAway({name: say("cosine similarity"), table: () => tableOfBins(data), picture: figure.picture, words: figure.words}));
  const update = () => {
    const {threshold} = store.get();
    range.value = String(threshold);
    range.setAttribute("aria-valuetext", histogramFinding(data, threshold));
    value.textContent = WRITTEN.cosine(threshold);
    figure.tell({title: histogramFinding(data, threshold), note: () => histogramNote(data)});
  };
  return {node: figure.node, update};
}

function histogramNote({histogram}) {
  const bars = histogram.all === false
    ? say("Bar: pairs with such a cosine, of those listed here.")
    : say("Bar: pairs with such a cosine, of all pairs, also those of articles not shown.");
  return `${bars} ${say("Cosine: 0 with no word in common, 1 with the same words equally often; rare words weigh more.")}`;
}

function makeClusters(data, store) {
  const title = make("h3", {class: "lb-chart-title"});
  const note = make("p", {class: "lb-chart-note", text: say("Articles linked by such pairs, directly or through others: two of one cluster need not be alike.")});
  const inner = make("ol", {class: "lb-clusters"});
  const list = makeGrowingList({outer: inner, inner}, (rows) => clusterItem(data, store, rows));
  const node = make("div", {class: "lb-pairs-clusters"}, title, note, list.node);
  return {
    node,
    show(pairs) {
      const {a, b} = data.pairs;
      const found = clustersOf(data, Array.from(pairs, (pair) => ({a: a[pair], b: b[pair]})));
      const linked = found.reduce((sum, rows) => sum + rows.length, 0);
      note.hidden = !found.length;
      title.textContent = found.length
        ? sayCounted("{n} cluster of {articles} in all", "{n} clusters, {articles} in all", found.length, {articles: someArticles(linked)})
        : say("No clusters: no pair is this similar");
      list.show(found);
    },
  };
}

function clusterItem(data, store, rows) {
  const button = (row) =>
    make("li", {}, make("button", {class: "lb-cluster-article", type: "button", onclick: () => store.set({chosen: [row]})}, make("bdi", {text: data.labels[row]})));
  const names = make("ul", {}, ...Array.from(rows.slice(0, MOST_NAMED), button));
  const item = make("li", {}, make("p", {class: "lb-cluster-size", text: someArticles(rows.length)}), names);
  if (rows.length <= MOST_NAMED) return item;
  const more = make("button", {class: "lb-more", type: "button", text: say("{n} more", {n: number(rows.length - MOST_NAMED)})});
  more.addEventListener("click", () => {
    const rest = Array.from(rows.slice(MOST_NAMED), button);
    names.append(...rest);
    more.remove();
    rest[0].querySelector("button").focus();
  });
  item.append(more);
  return item;
}

function tableOfBins({histogram: {edges, counts}}) {
  return {name: "cosines", columns: ["cosine_from", "cosine_to", "pairs"], rows: counts.map((count, bin) => [edges[bin], edges[bin + 1], count])};
}

function tableOfPairs({pairs, ids, labels}, shown) {
  const columns = ["article_a", "article_b", "label_a", "label_b", "cosine", "share_a", "share_b", "words"];
  const rows = Array.from(shown, (pair) => {
    const [a, b] = [pairs.a[pair], pairs.b[pair]];
    const cosine = pairs.cosine[pair] < 0 ? null : pairs.cosine[pair];
    return [ids[a], ids[b], labels[a], labels[b], cosine, pairs.share_a[pair], pairs.share_b[pair], pairs.words[pair]];
  });
  return {name: "pairs", columns, rows};
}

/** All pairs of few articles; of many the nearest of each article, and those that share a passage. */
function codeOfListed({pairs, allPairs}) {
  if (pairs.a.length === allPairs) return ["pairs = lb.similarity(weights)"];
  return [
    'near = pd.concat([lb.neighbours(weights, top=10), covered])[["article_a", "article_b"]].drop_duplicates()',
    "pairs = lb.similarity_of(weights, near)",
  ];
}

function codeOfPairs(data, {shown, threshold}) {
  const some = shown && !shown.every(Boolean);
  return pythonLines(
    pythonTokens(data),
    "weights = lb.weigh(lb.document_term_matrix(tokens))",
    "covered = lb.coverage(tokens, lb.shared_passages(tokens))",
    ...codeOfListed(data),
    threshold > 0 && `pairs = pairs[pairs["cosine"] >= ${Number(threshold.toFixed(3))}]`,
    some && `shown = articles.index[${pythonRows(rowsOfMask(shown))}]`,
    some && 'pairs = pairs[pairs["article_a"].isin(shown) & pairs["article_b"].isin(shown)]',
    'pairs = pairs.merge(covered, on=["article_a", "article_b"], how="left", suffixes=("", "_compared"))',
    "pairs",
  );
}
