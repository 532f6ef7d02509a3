// The quantities of two articles side by side, by what they count, as `lb.quantities_side_by_side` aligns them.
import {factsIn, writtenAt} from "./facts.js";

const RELATIONS = ["apart", "overlap", "same", "only a", "only b"];

/** Pairs of quantities that count the same, and those without a partner: `relation`, `a` and `b`. */
export function quantitiesOfTwo(data, rows) {
  const sides = rows.map((row) => factsIn(data, "quantities", row));
  const partners = partnersOf(candidatesOf(data, ...sides));
  const taken = new Set(partners.values());
  const [ofA, ofB] = sides;
  const lines = [
    ...ofA.filter((_, i) => !partners.has(i)).map((a) => ({relation: "only a", a, b: null})),
    ...ofB.filter((_, j) => !taken.has(j)).map((b) => ({relation: "only b", a: null, b})),
    ...[...partners].sort(([one], [other]) => one - other).map(([i, j]) => ({relation: relationOf(ofA[i], ofB[j]), a: ofA[i], b: ofB[j]})),
  ];
  return lines.sort((one, other) => RELATIONS.indexOf(one.relation) - RELATIONS.indexOf(other.relation));
}

/** The sentence of a quantity. */
export function sentenceOf(data, {row, sentence_start: start, sentence_end: end}) {
  return writtenAt(data, row, start, end);
}

/** All pairs that may count the same, the best first. */
function candidatesOf(data, ofA, ofB) {
  const [wordsA, wordsB] = [ofA, ofB].map((side) => side.map((one) => wordsAround(data, one)));
  const found = [];
  ofA.forEach((one, i) => {
    ofB.forEach((other, j) => {
      if (subjectOf(one) !== subjectOf(other)) return;
      const shared = [...wordsA[i]].filter((word) => wordsB[j].has(word)).length;
      if (one.counted === null && (!shared || one.unit === null)) return;
      const disjoint = one.high < other.low || other.high < one.low;
      found.push([Number(one.vague || other.vague), -shared, Number(disjoint), Math.abs(i - j), i, j]);
    });
  });
  return found.sort((one, other) => one.map((value, place) => value - other[place]).find(Boolean) ?? 0);
}

function subjectOf({unit, counted}) {
  return JSON.stringify([unit ?? "", (counted ?? "").toLowerCase()]);
}

/** The lemmas of the content words of the sentence of a quantity, without its own. */
function wordsAround(data, {row, start, end, sentence_start: from, sentence_end: to}) {
  const view = data.views.lemma;
  const found = new Set();
  for (let word = data.first[row]; word < data.first[row + 1]; word += 1) {
    if (data.starts[word] < from || data.starts[word] >= to) continue;
    const code = data.codes[word];
    for (let reading = view.first[code]; reading < view.first[code + 1]; reading += 1) {
      const place = data.starts[word] + view.offset[reading];
      const term = view.terms[view.term[reading]];
      const own = place >= start && place < end;
      if (!own && !view.stop[reading] && /^\p{L}/u.test(term)) found.add(term.toLowerCase());
    }
  }
  return found;
}

/** The best pairs, each quantity in one of them at most. */
function partnersOf(candidates) {
  const partners = new Map();
  const taken = new Set();
  for (const candidate of candidates) {
    const [i, j] = candidate.slice(-2);
    if (partners.has(i) || taken.has(j)) continue;
    partners.set(i, j);
    taken.add(j);
  }
  return partners;
}

/** How the intervals of two quantities lie; vague ones are never the same. */
function relationOf(one, other) {
  const [lower, upper] = one.high <= other.high && one.low <= other.low ? [one, other] : [other, one];
  if (lower.high < upper.low) return "apart";
  if (lower.high === upper.low && (lower.high_excluded || upper.low_excluded)) return "apart";
  const equal = one.low === other.low && one.high === other.high;
  return equal && !one.vague && !other.vague ? "same" : "overlap";
}
