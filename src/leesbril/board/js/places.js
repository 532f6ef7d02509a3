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
  const kept = [];
  for (let number = 0; number < hits.rows.length; number += 1) if (shown[hits.rows[number]]) kept.push(number);
  return kept;
}

/** The numbers of the hits in one article. */
export function hitsIn({hits}, row) {
  return [...range(below(hits.rows, row), below(hits.rows, row + 1))];
}

/** The number of hits of each article. */
export function hitsPerArticle(found, n) {
  const counts = new Uint32Array(n);
  if (found?.hits) for (const row of found.hits.rows) counts[row] += 1;
  return counts;
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
