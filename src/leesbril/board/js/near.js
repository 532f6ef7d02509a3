// The words near hits: sentence by sentence, without those of boilerplate.

const [OWN, MET] = [1, 2]; // a token of a hit; a token near one
// What is counted of a term stands together, to be fetched at once; the last two are the hit and article met last.
const [COUNT, OCCURRENCES, ARTICLES, INSIDE, HIT, ARTICLE] = [0, 1, 2, 3, 4, 5];
const CELLS = 8;

/**
 * The tokens within `window` of the hits of some numbers, in their sentences.
 *
 * For each term: `count` of its tokens near any hit, `occurrences` (hits that it is near), `articles`, and `inside`, its
 * tokens in the hits themselves. Stop words are in `inside` and in `tokens`, the number of all tokens near any hit.
 */
export function nearHits(data, view, hits, kept, window) {
  const sentence = emptySentence(data, view);
  const cells = new Int32Array(CELLS * view.terms.length);
  const slots = slotsOf(view);
  const tally = {tokens: 0, cells, slots};
  let number = 0;
  for (let one = 0; one < kept.length; ) {
    const word = hits.first[kept[one]];
    while (number + 1 < data.sentences.length && data.sentences[number + 1] <= word) number += 1;
    const end = data.sentences[number + 1] ?? data.codes.length;
    readSentence(data, view, sentence, data.sentences[number], end);
    const begin = one;
    while (one < kept.length && hits.first[kept[one]] < end) one += 1;
    const spans = spansOf(hits, kept.subarray(begin, one), sentence);
    markOwn(view, sentence, spans, tally);
    for (let span = 0; span < spans.length; span += 2) {
      const [from, to] = [Math.max(spans[span] - window, 0), Math.min(spans[span + 1] + window, sentence.size)];
      tally.tokens += meet(sentence, from, to, tally, begin + span / 2 + 1, hits.rows[kept[begin]] + 1);
    }
  }
  const column = (which) => new Uint32Array(view.terms.length).map((_, term) => cells[CELLS * term + which]);
  return {tokens: tally.tokens, count: column(COUNT), occurrences: column(OCCURRENCES), articles: column(ARTICLES), inside: column(INSIDE)};
}

/** Room for the tokens of the longest sentence: of each its word, its reading, and what is known of it. */
function emptySentence(data, view) {
  let [longest, most] = [0, 1];
  data.sentences.forEach((begin, number) => {
    longest = Math.max(longest, (data.sentences[number + 1] ?? data.codes.length) - begin);
  });
  for (let type = 0; type + 1 < view.first.length; type += 1) most = Math.max(most, view.first[type + 1] - view.first[type]);
  const room = longest * most;
  return {size: 0, words: new Uint32Array(room), readings: new Uint32Array(room), marks: new Uint8Array(room)};
}

function readSentence({codes, boilerplate}, {first}, sentence, begin, end) {
  const {words, readings, marks} = sentence;
  let size = 0;
  for (let word = begin; word < end; word += 1) {
    if (boilerplate[word]) continue;
    for (let reading = first[codes[word]]; reading < first[codes[word] + 1]; reading += 1) {
      words[size] = word;
      readings[size] = reading;
      marks[size++] = 0;
    }
  }
  sentence.size = size;
}

/** Where hits, which are in text order, begin and end in their sentence: begin, end, begin, end, … */
function spansOf({first, last, firstReading, lastReading}, some, sentence) {
  const spans = [];
  let begin = 0;
  for (const one of some) {
    begin = placeFrom(begin, sentence, first[one], firstReading[one]);
    spans.push(begin, Math.min(placeFrom(begin, sentence, last[one], lastReading[one]) + 1, sentence.size));
  }
  return spans;
}

/** The place of a word in a reading, at or after another place; the end of the sentence if it is not there. */
function placeFrom(place, {words, readings, size}, word, reading) {
  while (place < size && (words[place] !== word || readings[place] !== reading)) place += 1;
  return place;
}

function markOwn({term}, {readings, marks}, spans, {cells}) {
  for (let span = 0; span < spans.length; span += 2) {
    for (let place = spans[span]; place < spans[span + 1]; place += 1) {
      if (!marks[place]) cells[CELLS * term[readings[place]] + INSIDE] += 1;
      marks[place] = OWN;
    }
  }
}

/** Count the tokens of a window around one hit: a token once, a term once for the hit and once for the article. */
function meet({readings, marks}, from, to, tally, hit, article) {
  const {slots, cells} = tally;
  let tokens = 0;
  for (let place = from; place < to; place += 1) {
    if (marks[place] === OWN) continue;
    const isNew = marks[place] === MET ? 0 : 1;
    marks[place] = MET;
    tokens += isNew;
    const term = slots[readings[place]];
    if (term < 0) continue;
    cells[term + COUNT] += isNew;
    cells[term + OCCURRENCES] += cells[term + HIT] === hit ? 0 : 1;
    cells[term + HIT] = hit;
    cells[term + ARTICLES] += cells[term + ARTICLE] === article ? 0 : 1;
    cells[term + ARTICLE] = article;
  }
  return tokens;
}

/** Where the cells of each reading's term begin; -1 for a stop word. */
function slotsOf({term, stop}) {
  const slots = new Int32Array(term.length);
  for (let reading = 0; reading < slots.length; reading += 1) slots[reading] = stop[reading] ? -1 : CELLS * term[reading];
  return slots;
}
