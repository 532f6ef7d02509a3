// Hits counted per period and per group, and the words near them; boilerplate is left out, as lb.trend and others do.
import {nearHits} from "./near.js";
import {byCount, countsOfRows} from "./places.js";
import {placesWith, ranked} from "./ranking.js";
import {logDice, logLikelihood, rounded, wilsonInterval} from "./statistics.js";
import {number, say} from "./wording.js";

export const FEW = 10; // articles of a period from which it has enough
const WINDOW = 5; // words on either side

/** The numbers of the hits in the articles shown that have no word of boilerplate. */
function countedHits(data, {rows, first, last}, shown) {
  const kept = new Uint32Array(rows.length);
  let size = 0;
  for (let one = 0; one < rows.length; one += 1) {
    if (shown[rows[one]] && isCounted(data, first[one], last[one])) kept[size++] = one;
  }
  return kept.subarray(0, size);
}

function isCounted({boilerplate}, first, last) {
  for (let word = first; word <= last; word += 1) if (boilerplate[word]) return false;
  return true;
}

function perRow(data, hits, shown) {
  const counts = new Uint32Array(data.n);
  for (const one of countedHits(data, hits, shown)) counts[hits.rows[one]] += 1;
  return counts;
}

/** The articles shown that have the query, the one with most hits first; hits in boilerplate count, as in lb.search. */
export function perArticle(data, hits, shown) {
  const counts = countsOfRows(hits.rows, data.n);
  const there = shown.map((is, row) => is && counts[row] > 0);
  return byCount(there, counts).map((row) => {
    const [count, words] = [counts[row], data.words[row]];
    return {row, article: data.ids[row], label: data.labels[row], count, words, rate: (1000 * count) / words};
  });
}

/** The query per period, from the first to the last with an article, then a row for each reason to be in none. */
export function trendOf(data, hits, shown, every) {
  const {names, of, reasons} = data.periods[every];
  const counts = perRow(data, hits, shown);
  const keys = new Array(data.n);
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < data.n; row += 1) {
    if (!shown[row]) continue;
    keys[row] = of[row] < 0 ? reasons[row] : of[row];
    if (of[row] >= 0) [low, high] = [Math.min(low, of[row]), Math.max(high, of[row])];
  }
  const slots = Array.from({length: Math.max(high - low + 1, 0)}, (_, step) => low + step);
  const why = [...new Set(keys.filter((key) => typeof key === "string"))].sort();
  const groups = new Map([...slots, ...why].map((key) => [key, {articles: 0, words: 0, count: 0, articles_with: 0}]));
  gather(data, shown, counts, groups, (row) => keys[row]);
  return [...groups].map(([key, group]) => {
    const isPeriod = typeof key === "number";
    const period = isPeriod ? names[key] : null;
    return {period, ...withShares(group, isPeriod), evidence: isPeriod ? enough(group.articles) : say("in no period: {reason}", {reason: key})};
  });
}

/** The query per value of a column, the groups with most articles first; articles without a value last. */
export function perGroup(data, hits, shown, values) {
  const counts = perRow(data, hits, shown);
  const groups = new Map();
  for (let row = 0; row < data.n; row += 1) {
    if (shown[row] && !groups.has(values[row])) groups.set(values[row], {articles: 0, words: 0, count: 0, articles_with: 0});
  }
  gather(data, shown, counts, groups, (row) => values[row]);
  const rows = [...groups].map(([group, sums]) => ({group, ...withShares(sums, true), evidence: enough(sums.articles)}));
  return rows.sort((a, b) => (a.group === null) - (b.group === null) || b.articles - a.articles || (a.group < b.group ? -1 : 1));
}

function gather(data, shown, counts, groups, keyOf) {
  for (let row = 0; row < data.n; row += 1) {
    if (!shown[row]) continue;
    const group = groups.get(keyOf(row));
    group.articles += 1;
    group.words += data.comparedWords[row];
    group.count += counts[row];
    group.articles_with += counts[row] > 0;
  }
}

function withShares(group, known) {
  const {articles, words, count, articles_with} = group;
  const there = known && articles > 0;
  const [share_low, share_high] = there ? wilsonInterval(articles_with, articles) : [null, null];
  return {...group, rate: there && words ? (1000 * count) / words : null, share: there ? articles_with / articles : null, share_low, share_high};
}

function enough(articles) {
  if (!articles) return say("no article");
  return articles >= FEW ? say("ten articles or more") : say("fewer than ten articles");
}

/** The words within some words of the hits, in the same sentence, with how much they attract each other. */
export function collocatesOf(data, hits, shown, viewName, window = WINDOW) {
  const view = data.views[viewName];
  const kept = countedHits(data, hits, shown);
  const near = nearHits(data, view, hits, kept, window);
  const {frequency, total} = elsewhere(data, view, shown, near.inside);
  const numbers = placesWith(near.count);
  const count = numbers.map((term) => near.count[term]);
  // One word may be near two hits, and two words of a kind near one: the smaller keeps log_dice at 14 or below.
  const fewer = numbers.map((term) => Math.min(near.count[term], near.occurrences[term]));
  const often = numbers.map((term) => frequency[term]);
  const scoresOf = (row) => ({
    expected: (often[row] * near.tokens) / Math.max(total, 1),
    g2: logLikelihood(count[row], often[row], near.tokens, total),
    log_dice: logDice(fewer[row], often[row], kept.length),
  });
  const {order, scores} = ranked([count, fewer, often], scoresOf, byLogDice);
  const evidence = new Map(); // sentences, of which there are far fewer than words
  return Array.from(order, (row) => {
    const [term, {expected, g2, log_dice}] = [numbers[row], scores(row)];
    const articles = near.articles[term];
    const kind = count[row] === 1 ? 0 : articles;
    if (!evidence.has(kind)) evidence.set(kind, seen(kind));
    return {
      term: view.terms[term], shown: view.shown[term], count: count[row], articles, frequency: often[row], expected, g2, log_dice,
      evidence: evidence.get(kind),
    };
  });
}

function byLogDice(one, other) {
  return rounded(other.log_dice) - rounded(one.log_dice) || rounded(other.g2) - rounded(one.g2);
}

/** In how many articles a word was seen; 0 for one that was seen once in all. */
function seen(articles) {
  if (!articles) return say("seen once");
  return articles > 1 ? say("in {n} articles", {n: number(articles)}) : say("in one article");
}

/** How often each term is in the articles shown, other than in the hits; and the sum. */
function elsewhere(data, view, shown, inside) {
  const types = typesShown(data, shown);
  const frequency = new Uint32Array(view.terms.length);
  for (let type = 0; type < types.length; type += 1) {
    for (let reading = view.first[type]; reading < view.first[type + 1]; reading += 1) frequency[view.term[reading]] += types[type];
  }
  let total = 0;
  for (let term = 0; term < frequency.length; term += 1) total += frequency[term] -= inside[term];
  return {frequency, total};
}

/** How often each type is in the articles shown, boilerplate left out. */
function typesShown({n, first, codes, boilerplate, types}, shown) {
  const counts = new Uint32Array(types.words.length);
  for (let row = 0; row < n; row += 1) {
    const end = shown[row] ? first[row + 1] : 0;
    for (let word = first[row]; word < end; word += 1) if (!boilerplate[word]) counts[codes[word]] += 1;
  }
  return counts;
}
