// Where hits are in their texts.

/** The place of a hit in its text, in UTF-16: its article's row, start and end. */
export function placeOf(data, {hits, view}, number) {
  const {offset, length} = data.views[view];
  const {first, last, firstReading, lastReading, rows} = hits;
  const end = data.starts[last[number]] + offset[lastReading[number]] + length[lastReading[number]];
  return {row: rows[number], start: data.starts[first[number]] + offset[firstReading[number]], end};
}

/** The numbers of the hits in the articles shown. */
export function shownHits({hits}, shown) {
  const kept = new Uint32Array(hits.rows.length);
  let size = 0;
  for (let number = 0; number < kept.length; number += 1) if (shown[hits.rows[number]]) kept[size++] = number;
  return kept.subarray(0, size);
}

/** The numbers of the hits in one article. */
export function hitsIn({hits}, row) {
  return [...range(below(hits.rows, row), below(hits.rows, row + 1))];
}

const counted = new WeakMap();

/** The number of hits of each article; counted once, and not to be changed. */
export function hitsPerArticle(found, n) {
  if (!found?.hits) return new Uint32Array(n);
  if (!counted.has(found)) counted.set(found, countsOfRows(found.hits.rows, n));
  return counted.get(found);
}

/** How often each of `n` rows is among some. */
export function countsOfRows(rows, n) {
  const counts = new Uint32Array(n);
  for (let place = 0; place < rows.length; place += 1) counts[rows[place]] += 1;
  return counts;
}

/** The rows of a mask, those with the highest count first, and in their order where counts are equal. */
export function byCount(mask, counts) {
  let highest = 0;
  for (let row = 0; row < mask.length; row += 1) if (mask[row] && counts[row] > highest) highest = counts[row];
  // How many rows have each count says where each row comes: without comparing them, which takes long for many.
  const places = new Uint32Array(highest + 2);
  for (let row = 0; row < mask.length; row += 1) if (mask[row]) places[highest - counts[row] + 1] += 1;
  for (let place = 1; place < places.length; place += 1) places[place] += places[place - 1];
  const rows = new Array(places[highest + 1]);
  for (let row = 0; row < mask.length; row += 1) if (mask[row]) rows[places[highest - counts[row]]++] = row;
  return rows;
}

function below(rows, row) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* range(begin, end) {
  for (let number = begin; number < end; number += 1) yield number;
}
