// A query and the data → the occurrences of the query: the twin of `leesbril.queries.matching`.
// The vocabulary is searched, not the text; then one pass over the words finds those that an occurrence may begin with.

import {wordsThatMatch} from "./expression_worker.js";
import {followedBy, hitsAt, mergedHits, noHits, numbersOf, occurrencesOf} from "./hits.js";
import {rowsOfWords, unitedMasks, wordsWith} from "./hits.js";
import {QueryError, hasJokers, isPlainWord} from "./query.js";
import {hasLetters, hyphenParts} from "./spelling.js";
import {vocabularyOf} from "./vocabulary.js";
import {say} from "./wording.js";

const LONGEST_COMPOUND = 8;

/** The occurrences of what a query asks, in text order; with `compounds` also in words that have it as a part. */
export async function findHits(data, asked, {view = "surface", compounds = false} = {}) {
  const vocabulary = vocabularyOf(data, view);
  const phrases = phrasesOf(asked);
  const expressions = await maskedExpressions(phrases, vocabulary);
  const words = new QueryWords(vocabulary, compounds, expressions);
  const edges = new Map(phrases.map((phrase) => [phrase, edgesOf(phrase, words)]));
  const firsts = [...edges.values()].flatMap(({edges: some}) => some.filter(({begin}) => !begin));
  const search = {data, view: vocabulary.view, edges};
  search.candidates = wordsWith(data, search.view, firsts.map(({mask}) => mask));
  const hits = hitsOfNode(asked, search);
  return {...hits, rows: rowsOfWords(data, hits.first)};
}

/** All phrases of a query. */
function phrasesOf(asked) {
  if (asked.kind === "phrase") return [asked];
  return [...asked.parts, ...(asked.without ?? [])].flatMap(phrasesOf);
}

/** The masks over readings of the regular expressions in some phrases. */
async function maskedExpressions(phrases, vocabulary) {
  const words = phrases.flatMap((phrase) => phrase.words).filter(({kind}) => kind === "expression");
  const masks = new Map();
  for (const {written} of words) {
    if (!masks.has(written)) masks.set(written, await maskOfExpression(written, vocabulary));
  }
  return masks;
}

async function maskOfExpression(expression, vocabulary) {
  let mask = null;
  try {
    mask = await wordsThatMatch(expression, vocabulary.compared);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new QueryError(say("this browser does not know this kind of regular expression; write it more simply"));
  }
  if (!mask) throw new QueryError(say("the regular expression takes too long; write it more simply"));
  return vocabulary.matched(mask);
}

function hitsOfNode(asked, search) {
  if (asked.kind === "phrase") return hitsOfPhrases([asked], search);
  if (asked.kind === "any") return hitsOfAny(asked.parts, search);
  const found = asked.parts.map((part) => hitsOfNode(part, search));
  const without = asked.without.map((part) => hitsOfNode(part, search));
  return inArticles(mergedHits(found), search.data, found, without);
}

/** What one of some parts finds; the phrases among them together, for of many words each takes a while. */
function hitsOfAny(parts, search) {
  const phrases = parts.filter(({kind}) => kind === "phrase");
  const others = parts.filter(({kind}) => kind !== "phrase");
  return mergedHits([hitsOfPhrases(phrases, search), ...others.map((part) => hitsOfNode(part, search))]);
}

/** The occurrences in articles that have each of some, and nothing of others. */
function inArticles(hits, data, having, without) {
  const kept = new Uint8Array(data.first.length - 1).fill(1);
  const there = ({first}) => {
    const mask = new Uint8Array(kept.length);
    rowsOfWords(data, first).forEach((row) => (mask[row] = 1));
    return mask;
  };
  for (const mask of having.map(there)) mask.forEach((has, row) => (kept[row] &= has));
  for (const mask of without.map(there)) mask.forEach((has, row) => (kept[row] &= 1 - has));
  return hitsAt(hits, numbersOf(rowsOfWords(data, hits.first), kept));
}

/** The occurrences of some phrases: all that are one word of the articles, and those of several words. */
function hitsOfPhrases(phrases, search) {
  const {data, view, edges, candidates} = search;
  const laid = phrases.map((phrase) => edges.get(phrase));
  const whole = laid.flatMap(({size, edges: some}) => some.filter(({begin, end}) => !begin && end === size));
  const words = whole.length ? [occurrencesOf(data, view, candidates, unitedMasks(whole.map(({mask}) => mask)))] : [];
  const found = [...words, ...laid.flatMap((one) => hitsOfSeveral(one, search))];
  return found.length ? mergedHits(found) : noHits();
}

/** Where the words of a phrase follow each other in a sentence with only white space or hyphens between them. */
function hitsOfSeveral({size, edges}, {data, view, candidates}) {
  const reached = Array.from({length: size + 1}, () => []);
  for (const {begin, end, mask} of edges) {
    if (!begin && end < size) reached[end].push(occurrencesOf(data, view, candidates, mask));
    for (const hits of reached[begin]) reached[end].push(followedBy(data, view, hits, mask));
  }
  return reached[size];
}

// Phrases

/** What the words of a query mean; each is looked up once. */
class QueryWords {
  constructor(vocabulary, compounds, expressions) {
    Object.assign(this, {vocabulary, compounds, expressions, masks: new Map(), counted: new Map()});
  }

  countedAs(word) {
    if (!this.counted.has(word)) this.counted.set(word, this.vocabulary.countedAs(word));
    return this.counted.get(word);
  }

  withTerm(term, inside = false) {
    const compounds = inside && this.compounds;
    return this.once(`${Number(compounds)}${term}`, () => this.vocabulary.withTerm(term, compounds));
  }

  like(written) {
    return this.once(`*${written}`, () => this.vocabulary.like(written));
  }

  once(key, make) {
    if (!this.masks.has(key)) this.masks.set(key, make());
    return this.masks.get(key);
  }
}

/** The parts of a phrase that are one word of the articles, from `begin` up to `end`, in one of some readings. */
function edgesOf(phrase, words) {
  const parts = phrase.words.flatMap((word, number) => partsOfWord(word, number, words));
  const edges = [];
  parts.forEach((part, begin) => {
    if (part.mask !== undefined) edges.push({begin, end: begin + 1, mask: part.mask});
    for (const span of spansFrom(begin, parts, phrase)) edges.push({...span, mask: maskOfSpan(span, words)});
  });
  return {size: parts.length, edges: edges.filter(({mask}) => mask)};
}

/** The parts of a word: of a compound those between its hyphens, of *l'armée* both words; or a term or expression. */
function partsOfWord(word, number, words) {
  if (word.kind === "expression") return [{mask: words.expressions.get(word.written)}];
  if (!isPlainWord(word)) return [{written: word.written, number}];
  const counted = words.countedAs(word.written);
  const parts = hyphenParts(word.written);
  const joins = counted[0][1] && (hasLetters(word.written) || parts.length === 1);
  if (counted.length === 1 && joins) return parts.map((written) => ({written, number}));
  const terms = counted.length > 1 ? counted : counted.slice(0, 1);
  return terms.map(([term]) => ({mask: words.withTerm(term)}));
}

/** The parts that can be one word: each alone, and several with hyphens between them, if there is a letter. */
function spansFrom(begin, parts, phrase) {
  const spans = [];
  for (let end = begin + 1; end <= Math.min(begin + LONGEST_COMPOUND, parts.length); end += 1) {
    if (parts[end - 1].mask !== undefined) break;
    const some = parts.slice(begin, end);
    const whole = isWholeWord(parts, begin, end);
    const written = whole ? phrase.words[some[0].number].written : some.map((part) => part.written).join("-");
    if (some.length === 1 || hasLetters(written)) spans.push({begin, end, written, whole});
  }
  return spans;
}

/** Whether some parts are all those of one word of the phrase. */
function isWholeWord(parts, begin, end) {
  const {number} = parts[begin];
  return parts.every((part, place) => (part.number === number) === (place >= begin && place < end));
}

function maskOfSpan({begin, end, written, whole}, words) {
  if (hasJokers(written)) return words.like(written);
  const terms = words.countedAs(written).map(([term]) => term);
  // Words that stand apart in the query are not found closed up: op stand is not opstand.
  const fits = terms.length === 1 && (whole || terms[0].split("-").length === end - begin);
  return fits ? words.withTerm(terms[0], whole) : null;
}
