// The terms of one article, by TF-IDF.
import {countsOf, lengthOf} from "./termcounts.js";

/** The terms of an article that are counted, the highest weight first: {term, shown, count, weight}. */
export function termsOf(data, row) {
  const counts = countsOf(data, row);
  const {terms, shown} = data.views.surface;
  const length = lengthOf(data, counts) || 1;
  const found = [...counts].map(([term, count]) => ({term: terms[term], shown: shown[term], count, weight: (count * data.idf[term]) / length}));
  return found.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
}
