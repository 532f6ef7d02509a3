// The counts of terms in articles: stop words, links and boilerplate left out, as lb.document_term_matrix does.

import {placesWith} from "./ranking.js";

/** The count of each term of an article, by its number. */
export function countsOf(data, row) {
  const {first, term, stop} = data.views.surface;
  const counts = new Map();
  for (let word = data.first[row]; word < data.first[row + 1]; word += 1) {
    if (data.boilerplate[word]) continue;
    const type = data.codes[word];
    for (let reading = first[type]; reading < first[type + 1]; reading += 1) {
      if (!stop[reading]) counts.set(term[reading], (counts.get(term[reading]) ?? 0) + 1);
    }
  }
  return counts;
}

/** The length of an article's weights before they are of length one. */
export function lengthOf(data, counts) {
  let squares = 0;
  for (const [term, count] of counts) squares += (count * data.idf[term]) ** 2;
  return Math.sqrt(squares);
}

/**
 * Over the articles of a mask: the count of each term, the number of articles that have it, its count in the article
 * that has most of it; all words counted; and the number of articles with any.
 */
export function sumsOf(data, mask) {
  const {slots, terms} = slotsOf(data.views.surface);
  const [count, articles, most, here] = Array.from({length: 4}, () => new Uint32Array(terms.length));
  const sums = {count, articles, most, here, last: new Int32Array(terms.length).fill(-1)};
  let number = 0;
  for (let row = 0; row < data.n; row += 1) {
    if (!mask[row]) continue;
    const before = count[0];
    addRow(data, slots, sums, row);
    number += count[0] - before < data.first[row + 1] - data.first[row];
  }
  const words = count.reduce((sum, times) => sum + times, 0) - count[0];
  const size = data.views.surface.terms.length;
  return {words, number, count: byTerm(count, terms, size), articles: byTerm(articles, terms, size), most: byTerm(most, terms, size)};
}

/** Each term of the articles of a mask, {term, shown, count, articles}: the most frequent first. */
export function wordsOf(data, mask) {
  const {count, articles} = sumsOf(data, mask);
  const {terms, shown} = data.views.surface;
  const found = Array.from(placesWith(count), (term) => ({term: terms[term], shown: shown[term], count: count[term], articles: articles[term]}));
  return found.sort((a, b) => b.count - a.count || b.articles - a.articles || (a.term < b.term ? -1 : 1));
}

/**
 * For each type a number for its term: 0 if it is not counted, -1 if several are (French l'armée); and the terms of the
 * numbers. Types are in the order of the texts, so those of frequent terms stand together: the processor's cache holds them.
 */
function slotsOf({first, term, stop, terms: all}) {
  const [slots, slotOf, terms] = [new Int32Array(first.length - 1), new Uint32Array(all.length), [0]];
  for (let type = 0; type < slots.length; type += 1) {
    for (let reading = first[type]; reading < first[type + 1]; reading += 1) {
      if (stop[reading]) continue;
      if (!slotOf[term[reading]]) slotOf[term[reading]] = terms.push(term[reading]) - 1;
      slots[type] = slots[type] ? -1 : slotOf[term[reading]];
    }
  }
  return {slots: {ofType: slots, ofTerm: slotOf}, terms};
}

function addRow({codes, boilerplate, first, views}, {ofType, ofTerm}, sums, row) {
  for (let word = first[row]; word < first[row + 1]; word += 1) {
    const slot = boilerplate[word] ? 0 : ofType[codes[word]];
    if (slot >= 0) addOne(sums, row, slot);
    else addReadings(views.surface, ofTerm, sums, row, codes[word]);
  }
}

function addReadings({first, term, stop}, ofTerm, sums, row, type) {
  for (let reading = first[type]; reading < first[type + 1]; reading += 1) {
    if (!stop[reading]) addOne(sums, row, ofTerm[term[reading]]);
  }
}

/** One more of a term; without a branch, which a processor would guess wrong half of the time. */
function addOne({count, articles, most, here, last}, row, slot) {
  const again = last[slot] === row ? 1 : 0;
  last[slot] = row;
  count[slot] += 1;
  articles[slot] += 1 - again;
  here[slot] = here[slot] * again + 1;
  most[slot] = Math.max(most[slot], here[slot]);
}

/** Values by slot as values by term; slot 0 has none. */
function byTerm(values, terms, size) {
  const found = new Uint32Array(size);
  for (let slot = 1; slot < values.length; slot += 1) found[terms[slot]] = values[slot];
  return found;
}
