// How alike two articles are, the parts of it, and clusters of pairs.
import {rounded} from "./statistics.js";
import {countsOf, lengthOf} from "./termcounts.js";

const DECIMALS = 12; // to which contributions are compared

/** The cosine that its parts make together. */
export function cosineOf(parts) {
  return Math.min(parts.reduce((sum, {contribution}) => sum + contribution, 0), 1);
}

/** What each shared term adds to the cosine of two articles, most first; null where one has no counted words. */
export function explainCosine(data, a, b) {
  const [one, other] = [countsOf(data, a), countsOf(data, b)];
  if (!one.size || !other.size) return null;
  const lengths = [one, other].map((counts) => lengthOf(data, counts) || 1);
  const shared = [...one.keys()].filter((term) => other.has(term)).sort((x, y) => x - y);
  const found = shared.map((term) => partOf(data, term, one.get(term), other.get(term), lengths));
  const cosine = cosineOf(found);
  for (const part of found) part.share = part.contribution / cosine;
  return found.sort((x, y) => rounded(y.contribution, DECIMALS) - rounded(x.contribution, DECIMALS));
}

function partOf({views: {surface}, idf}, term, count_a, count_b, lengths) {
  const [weight_a, weight_b] = [(count_a * idf[term]) / lengths[0], (count_b * idf[term]) / lengths[1]];
  const [written, shown] = [surface.terms[term], surface.shown[term]];
  return {term: written, shown, count_a, count_b, weight_a, weight_b, contribution: weight_a * weight_b};
}

/** The articles that are connected by pairs, {a, b}, as lists of rows in their order; the largest first. */
export function clustersOf(data, pairs) {
  const [parent, linked] = [Uint32Array.from({length: data.n}, (_, row) => row), new Uint8Array(data.n)];
  const top = (row) => {
    while (parent[row] !== row) row = parent[row] = parent[parent[row]];
    return row;
  };
  for (const {a, b} of pairs) {
    linked[a] = linked[b] = 1;
    parent[top(a)] = top(b);
  }
  const clusters = new Map();
  for (let row = 0; row < data.n; row += 1) {
    if (!linked[row]) continue;
    if (!clusters.has(top(row))) clusters.set(top(row), []);
    clusters.get(top(row)).push(row);
  }
  return [...clusters.values()].sort((x, y) => y.length - x.length || x[0] - y[0]);
}
