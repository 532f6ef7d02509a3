// Rows that have the same counts have the same scores: each score is computed, and compared, once for all of them.

/**
 * The rows of some columns of counts, those with the highest scores first, equal ones in their own order.
 *
 * `scoresOf(row)` is asked once for all rows with the same counts; `compare` orders two of its answers. Gives the order
 * of the rows, and a function that gives the scores of a row.
 */
export function ranked(columns, scoresOf, compare) {
  const {kind, heads} = kindsOf(columns);
  const scores = heads.map(scoresOf);
  const ranks = ranksOf(scores, compare);
  return {order: inOrder(kind, ranks, heads.length), scores: (row) => scores[kind[row]]};
}

/** The places where any of some columns has a count. */
export function placesWith(...columns) {
  const places = new Uint32Array(columns[0].length);
  let size = 0;
  for (let place = 0; place < places.length; place += 1) {
    if (columns.some((column) => column[place])) places[size++] = place;
  }
  return places.subarray(0, size);
}

/** For each row the number of its kind, rows with the same counts being of one kind; and the first row of each kind. */
function kindsOf(columns) {
  const size = columns[0].length;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * size + 2))).fill(-1);
  const [kind, heads] = [new Uint32Array(size), []];
  for (let row = 0; row < size; row += 1) {
    let slot = hashOf(columns, row) & (slots.length - 1);
    while (slots[slot] >= 0 && !areAlike(columns, heads[slots[slot]], row)) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] < 0) slots[slot] = heads.push(row) - 1;
    kind[row] = slots[slot];
  }
  return {kind, heads};
}

function hashOf(columns, row) {
  let hash = 0;
  for (const column of columns) hash = Math.imul(hash ^ column[row], 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

function areAlike(columns, one, other) {
  for (const column of columns) if (column[one] !== column[other]) return false;
  return true;
}

/** The place of each kind among all by its scores, from 0; the same for equal scores. */
function ranksOf(scores, compare) {
  const sorted = scores.map((_, kind) => kind).sort((a, b) => compare(scores[a], scores[b]));
  const ranks = new Uint32Array(scores.length);
  for (let place = 1; place < sorted.length; place += 1) {
    const [before, here] = [sorted[place - 1], sorted[place]];
    ranks[here] = ranks[before] + (compare(scores[before], scores[here]) !== 0);
  }
  return ranks;
}

/** The rows by the rank of their kind, those of one rank in their own order. */
function inOrder(kind, ranks, size) {
  const next = new Uint32Array(size + 1);
  for (let row = 0; row < kind.length; row += 1) next[ranks[kind[row]] + 1] += 1;
  for (let rank = 1; rank <= size; rank += 1) next[rank] += next[rank - 1];
  const order = new Uint32Array(kind.length);
  for (let row = 0; row < kind.length; row += 1) order[next[ranks[kind[row]]]++] = row;
  return order;
}
