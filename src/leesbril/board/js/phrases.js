// Phrases: runs of words that occur together more often than expected; the twin of `leesbril.groups.collocates.phrases`.
import {startsOfSentences} from "./hits.js";
import {logLikelihood, rounded} from "./statistics.js";

const LONGEST = 5; // words
const FEWEST = 3; // occurrences
const LEAST_G2 = 10.83;

/** The phrases in the articles of a mask, {term, shown, words, count, inside, articles, g2}: the most frequent first. */
export function phrasesOf(data, mask) {
  const row = wordsInARow(data, mask);
  const runs = runsOf(row, data.views.surface.terms.length);
  const taken = new Uint8Array(row.terms.length);
  const found = [];
  for (let length = LONGEST; length > 1; length -= 1) found.push(...phrasesOfLength(data, row, runs, length, taken));
  const key = ({g2}) => rounded(g2);
  return found.sort((a, b) => b.count - a.count || key(b) - key(a) || (a.term < b.term ? -1 : 1));
}

/** The readings of all words in order: term, article, whether it is a stop word, and whether the next one follows it. */
function wordsInARow(data, mask) {
  const {codes, boilerplate, spaced, first} = data;
  const {first: readings, term, stop} = data.views.surface;
  const opens = startsOfSentences(data);
  const [terms, rows, stops, joined] = [[], [], [], []];
  for (let row = 0; row < data.n; row += 1) {
    if (!mask[row]) continue;
    for (let word = first[row]; word < first[row + 1]; word += 1) {
      if (boilerplate[word]) continue;
      for (let reading = readings[codes[word]]; reading < readings[codes[word] + 1]; reading += 1) {
        const last = reading + 1 === readings[codes[word] + 1];
        const followed = last && word + 1 < first[row + 1] && spaced[word] && !opens[word + 1] && !boilerplate[word + 1];
        terms.push(term[reading]);
        rows.push(row);
        stops.push(stop[reading]);
        joined.push(followed ? 1 : 0);
      }
    }
  }
  return {terms, rows, stops, joined};
}

/** For each length the number of the run that starts at each word, or -1, and the count of each run; rare ones are left out. */
function runsOf({terms, joined}, size) {
  const counts = new Uint32Array(size);
  for (const term of terms) counts[term] += 1;
  const runs = [null, {codes: Int32Array.from(terms), counts}];
  for (let length = 2; length <= LONGEST; length += 1) {
    const before = runs[length - 1];
    const codes = new Int32Array(terms.length).fill(-1);
    const [numbers, times] = [new Map(), []];
    for (let start = 0; start + length <= terms.length; start += 1) {
      // A run that is frequent enough begins with one that is, so that others need not be made longer.
      if (before.codes[start] < 0 || before.counts[before.codes[start]] < FEWEST || !joined[start + length - 2]) continue;
      const key = before.codes[start] * size + terms[start + length - 1];
      let number = numbers.get(key);
      if (number === undefined) numbers.set(key, (number = times.push(0) - 1));
      times[number] += 1;
      codes[start] = number;
    }
    runs.push({codes, counts: times});
  }
  return runs;
}

/** The phrases of one length, the most frequent first; marks the words of each as taken. */
function phrasesOfLength({views}, {terms, rows, stops}, runs, length, taken) {
  const {codes, counts} = runs[length];
  const places = new Map();
  codes.forEach((code, start) => {
    if (code < 0 || counts[code] < FEWEST || stops[start] || stops[start + length - 1]) return;
    if (places.has(code)) places.get(code).push(start);
    else places.set(code, [start]);
  });
  const written = (names, start) => Array.from({length}, (_, step) => names[terms[start + step]]).join(" ");
  const known = [...places].map(([code, starts]) => ({
    count: counts[code], starts, g2: weakestJoint(runs, starts[0], length, terms.length), term: written(views.surface.terms, starts[0]),
  }));
  known.sort((a, b) => b.count - a.count || b.g2 - a.g2 || (a.term < b.term ? -1 : 1));
  const found = [];
  for (const {count, starts, g2, term} of known) {
    const free = g2 >= LEAST_G2 ? freePlaces(starts, length, taken) : [];
    if (free.length < FEWEST) continue;
    for (const start of free) taken.fill(1, start, start + length);
    const articles = new Set(free.map((start) => rows[start])).size;
    found.push({term, shown: written(views.surface.shown, free[0]), words: length, count: free.length, inside: count - free.length, articles, g2});
  }
  return found;
}

/** The lowest log-likelihood of the two parts of a run; 0 where two parts do not attract each other. */
function weakestJoint(runs, start, length, total) {
  const countOf = (place, size) => runs[size].counts[runs[size].codes[place]];
  const joint = countOf(start, length);
  let weakest = Infinity;
  for (let cut = 1; cut < length; cut += 1) {
    const [first, second] = [countOf(start, cut), countOf(start + cut, length - cut)];
    weakest = Math.min(weakest, joint * total > first * second ? logLikelihood(joint, first, second, total) : 0);
  }
  return weakest;
}

/** The places, from left to right, that share no word with each other or with a phrase counted before. */
function freePlaces(starts, length, taken) {
  const free = [];
  for (const start of starts) {
    const open = !taken.subarray(start, start + length).includes(1);
    if (open && (!free.length || start >= free.at(-1) + length)) free.push(start);
  }
  return free;
}
