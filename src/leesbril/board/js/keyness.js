// The terms that set two sets of articles apart: described, not tested.
import {placesWith, ranked} from "./ranking.js";
import {logLikelihood, rounded} from "./statistics.js";
import {sumsOf} from "./termcounts.js";
import {number, say, sayCounted} from "./wording.js";

const TESTED_FROM = 10; // articles on either side from which lb.keyness has a test

/** Keyness of each term in the articles of two masks, the highest log-likelihood ratio first. */
export function keynessOf(data, maskA, maskB) {
  if (maskA.some((there, row) => there && maskB[row])) throw new Error(say("An article is in both sets; take sets that have none in common."));
  const [a, b] = [sumsOf(data, maskA), sumsOf(data, maskB)];
  if (!a.words || !b.words) return [];
  const numbers = placesWith(a.count, b.count);
  const counts = [a, b].map(({count}) => numbers.map((term) => count[term]));
  const {order, scores} = ranked(counts, (row) => scoresOf(counts[0][row], counts[1][row], a.words, b.words), byG2);
  const evidence = evidenceOf(a.number, b.number, data.n);
  const {terms, shown} = data.views.surface;
  return Array.from(order, (row) => {
    const term = numbers[row];
    const [count_a, count_b, articles_a, articles_b] = [a.count[term], b.count[term], a.articles[term], b.articles[term]];
    const {rate_a, rate_b, log_ratio, g2} = scores(row);
    const most = Math.max(a.most[term], b.most[term]);
    return {
      term: terms[term], shown: shown[term], count_a, count_b, articles_a, articles_b, rate_a, rate_b, log_ratio, g2,
      evidence: evidence[gathered(articles_a + articles_b, most, count_a + count_b)],
    };
  });
}

function scoresOf(countA, countB, wordsA, wordsB) {
  return {
    rate_a: (1000 * countA) / wordsA, rate_b: (1000 * countB) / wordsB, log_ratio: logRatio(countA, countB, wordsA, wordsB),
    g2: logLikelihood(countA, countA + countB, wordsA, wordsA + wordsB),
  };
}

function byG2(one, other) {
  return rounded(other.g2) - rounded(one.g2);
}

/** The binary logarithm of the ratio of two rates; a count of 0 is ½, or less where the other rate expects less. */
function logRatio(countA, countB, wordsA, wordsB) {
  const a = countA || Math.min(0.5, (countB * wordsA) / wordsB);
  const b = countB || Math.min(0.5, (countA * wordsB) / wordsA);
  return Math.log2(a / wordsA / (b / wordsB));
}

/** Whether one article holds all of a term (2), more than half of it (1), or neither (0). */
function gathered(articles, most, count) {
  return articles === 1 ? 2 : Number(most > count / 2);
}

/** What can be concluded, in words: of a term that is spread, of one more than half in one article, and all in one. */
function evidenceOf(a, b, among) {
  const against = {one: sayCounted("{n} article", "{n} articles", a), other: number(b)};
  const left = among - a - b;
  const rest = left ? sayCounted("; {n} article without a label or without words left out", "; {n} articles without a label or without words left out", left) : "";
  if (Math.min(a, b) === 1) return Array(3).fill(say("described only: {one} against {other}", against) + rest);
  const said = Math.min(a, b) < TESTED_FROM
    ? say("effect size, no test: {one} against {other}", against)
    : say("effect size, no test here: {one} against {other}; lb.keyness tests it over articles", against);
  return ["", say("; more than half of it in one article"), say("; all of it in one article")].map((tail) => said + tail + rest);
}
