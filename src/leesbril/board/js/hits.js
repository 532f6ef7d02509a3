// Occurrences in text order, as columns: the first and last word of each, and their readings.

const sentenceStarts = new WeakMap();
const HIT_COLUMNS = ["first", "firstReading", "last", "lastReading"];

export function noHits() {
  return Object.fromEntries(HIT_COLUMNS.map((name) => [name, new Uint32Array(0)]));
}

/** Some of the occurrences, by their places. */
export function hitsAt(hits, places) {
  return Object.fromEntries(HIT_COLUMNS.map((name) => [name, places.map((place) => hits[name][place])]));
}

/** One mask of what is in any of some. */
export function unitedMasks(masks) {
  const [first, ...others] = new Set(masks);
  if (!others.length) return first;
  const united = first.slice();
  for (const mask of others) for (let place = 0; place < united.length; place += 1) united[place] |= mask[place];
  return united;
}

/** The numbers of the words that have a reading in one of some masks. */
export function wordsWith({codes}, {first}, masks) {
  const wanted = new Uint8Array(first.length - 1);
  const mask = masks.length ? unitedMasks(masks) : null;
  for (let type = 0; mask && type < wanted.length; type += 1) {
    for (let reading = first[type]; reading < first[type + 1]; reading += 1) wanted[type] |= mask[reading];
  }
  return mask ? numbersOf(codes, wanted) : new Uint32Array(0);
}

/** The places in an array of numbers of those that are wanted. */
export function numbersOf(codes, wanted) {
  let found = new Uint32Array(1024);
  let count = 0;
  for (let word = 0; word < codes.length; word += 1) {
    if (wanted[codes[word]] === 0) continue;
    if (count === found.length) found = doubled(found);
    found[count] = word;
    count += 1;
  }
  return found.subarray(0, count);
}

function doubled(array) {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** The words among the candidates that have a reading in the mask. */
export function occurrencesOf({codes}, view, candidates, mask) {
  const oneEach = view.term.length === view.first.length - 1;
  const [words, readings] = oneEach
    ? withOneReading(codes, candidates, mask)
    : withReadings(codes, view.first, candidates, mask);
  return {first: words, firstReading: readings, last: words, lastReading: readings};
}

/** The words and readings where each type has one, which has its number. */
function withOneReading(codes, candidates, mask) {
  const [words, readings] = [new Uint32Array(candidates.length), new Uint32Array(candidates.length)];
  let count = 0;
  for (let place = 0; place < candidates.length; place += 1) {
    const code = codes[candidates[place]];
    if (mask[code] === 0) continue;
    words[count] = candidates[place];
    readings[count] = code;
    count += 1;
  }
  return [words.subarray(0, count), readings.subarray(0, count)];
}

function withReadings(codes, first, candidates, mask) {
  let [words, readings, count] = [new Uint32Array(candidates.length), new Uint32Array(candidates.length), 0];
  for (let place = 0; place < candidates.length; place += 1) {
    const code = codes[candidates[place]];
    for (let reading = first[code]; reading < first[code + 1]; reading += 1) {
      if (mask[reading] === 0) continue;
      if (count === words.length) [words, readings] = [doubled(words), doubled(readings)];
      words[count] = candidates[place];
      readings[count] = reading;
      count += 1;
    }
  }
  return [words.subarray(0, count), readings.subarray(0, count)];
}

/** The occurrences that are followed by a reading in the mask, with that at their end. */
export function followedBy(data, {first}, hits, mask) {
  const {codes, spaced} = data;
  const starts = startsOfSentences(data);
  const found = HIT_COLUMNS.map(() => new Uint32Array(hits.first.length));
  let count = 0;
  for (let place = 0; place < hits.first.length; place += 1) {
    let word = hits.last[place];
    let reading = hits.lastReading[place] + 1; // the next of the same word: l'armée
    if (reading >= first[codes[word] + 1]) {
      word += 1;
      if (word >= codes.length || !spaced[word - 1] || starts[word]) continue;
      reading = first[codes[word]];
    }
    if (!mask[reading]) continue;
    found[0][count] = hits.first[place];
    found[1][count] = hits.firstReading[place];
    found[2][count] = word;
    found[3][count] = reading;
    count += 1;
  }
  return Object.fromEntries(HIT_COLUMNS.map((name, number) => [name, found[number].slice(0, count)]));
}

/** Which words begin a sentence. */
export function startsOfSentences(data) {
  if (!sentenceStarts.has(data)) {
    const starts = new Uint8Array(data.codes.length + 1);
    for (const word of data.sentences) starts[word] = 1;
    sentenceStarts.set(data, starts);
  }
  return sentenceStarts.get(data);
}

/** All occurrences of some columns in text order, each once. */
export function mergedHits(found) {
  if (found.length === 1) return found[0];
  const half = Math.ceil(found.length / 2);
  return mergedTwo(mergedHits(found.slice(0, half)), mergedHits(found.slice(half)));
}

function mergedTwo(one, other) {
  if (!other.first.length) return one;
  if (!one.first.length) return other;
  const [left, right] = [one, other].map((hits) => HIT_COLUMNS.map((name) => hits[name]));
  const found = HIT_COLUMNS.map(() => new Uint32Array(one.first.length + other.first.length));
  let [i, j, count] = [0, 0, 0];
  while (i < one.first.length || j < other.first.length) {
    const order = orderOfHits(left, i, right, j);
    const [from, place] = order <= 0 ? [left, i] : [right, j];
    for (let column = 0; column < HIT_COLUMNS.length; column += 1) found[column][count] = from[column][place];
    count += 1;
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  return Object.fromEntries(HIT_COLUMNS.map((name, number) => [name, found[number].slice(0, count)]));
}

/** Below nought if the occurrence in `left` comes first, above it if that in `right` does, nought if they are one. */
function orderOfHits(left, i, right, j) {
  if (i >= left[0].length) return 1;
  if (j >= right[0].length) return -1;
  for (let column = 0; column < HIT_COLUMNS.length; column += 1) {
    const difference = left[column][i] - right[column][j];
    if (difference) return difference;
  }
  return 0;
}

/** The number of the article of each of some words, which are in text order. */
export function rowsOfWords({first}, words) {
  const rows = new Uint32Array(words.length);
  let row = 0;
  for (let place = 0; place < words.length; place += 1) {
    while (first[row + 1] <= words[place]) row += 1;
    rows[place] = row;
  }
  return rows;
}
