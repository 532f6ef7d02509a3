// A query as a user types it → what it asks, and that in words: the twin of `leesbril.queries.parsing`.

import {capitalsCount, problemOf} from "./expressions.js";
import {LONG_ENOUGH_TO_SHOUT, WHITE, rawWords, visibly} from "./spelling.js";
import {number, say} from "./wording.js";

const LONGEST_QUERY = 10_000;
const DEEPEST = 20;
const MOST_WORDS = 100;
const MOST_PHRASES = 200;
const MOST_JOKERS = 10;
const MOST_SHOWN = 60;

const QUOTES = '"“”„‟«»';
const LEXEME = new RegExp(
  [
    `[${QUOTES}](?<quoted>[^${QUOTES}]*)(?<closed>[${QUOTES}])?`,
    `/(?<regex>(?:[^/\\\\${WHITE}]|\\\\[^${WHITE}]|/(?![${WHITE}()|]|$))*)(?<ended>/)?`,
    "(?<mark>[()|])",
    `(?<word>(?:[^${WHITE}()|${QUOTES}]|[\\u00a0\\u202f])+)`,
  ].join("|"),
  "uy",
);
const SPACES = new RegExp(`(?:(?![\\u00a0\\u202f])[${WHITE}])+`, "uy"); // those two stand inside numbers
const AT_SPACES = new RegExp(SPACES.source, "u");
const AROUND = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "gu");
const OPERATORS = new Map([["AND", "AND"], ["OR", "OR"], ["|", "OR"], ["NOT", "NOT"]]);

/** What is wrong with a query, in the language of the report. */
export class QueryError extends Error {}

/** Read a query: {written, asked, isPlain}; throws QueryError for one that cannot be read, with the place. */
export function readQuery(text) {
  const length = Array.from(text).length;
  if (length > LONGEST_QUERY) {
    const values = {most: number(LONGEST_QUERY), n: number(length)};
    throw new QueryError(say("A query has at most {most} characters; received {n}.", values));
  }
  const lone = text.search(/\p{Cs}/u);
  if (lone >= 0) refuse(text, lone, say("this is half a character; write it again"));
  const asked = new QueryReader(text).read();
  return {written: text.replace(AROUND, ""), asked, isPlain: asked.kind === "phrase" && asked.words.every(isPlainWord)};
}

/** Whether a word of a query is one without jokers. */
export function isPlainWord(word) {
  return word.kind === "word" && !hasJokers(word.written);
}

export function hasJokers(written) {
  return /[*?]/.test(written);
}

function refuse(query, at, why) {
  const shown = Array.from(visibly(Array.from(query).slice(0, MOST_SHOWN + 1).join("")));
  const short = shown.length <= MOST_SHOWN ? shown.join("") : `${shown.slice(0, MOST_SHOWN).join("")} …`;
  const n = Array.from(query.slice(0, at)).length + 1;
  throw new QueryError(say("The query “{query}” cannot be read at character {n}: {why}.", {query: short, n, why}));
}

// Pieces: {kind, text, at}, of the kinds word, quoted, regex, (, ), AND, OR, NOT and end

function lexemesOf(query) {
  const found = [];
  let place = 0;
  while (place < query.length) {
    SPACES.lastIndex = LEXEME.lastIndex = place;
    if (SPACES.test(query)) {
      place = SPACES.lastIndex;
      continue;
    }
    found.push(lexeme(query, place, LEXEME.exec(query)));
    place = LEXEME.lastIndex;
  }
  return [...found, {kind: "end", text: "", at: query.length}];
}

function lexeme(query, at, {0: text, groups: {quoted, closed, regex, ended}}) {
  if (quoted !== undefined) {
    if (!closed) refuse(query, at, say("these quotation marks are not closed; put them behind the phrase too"));
    return {kind: "quoted", text: quoted, at};
  }
  if (regex === undefined) return {kind: "()".includes(text) ? text : OPERATORS.get(text) ?? "word", text, at};
  if (!ended) refuse(query, at, say("the regular expression is not closed; write / behind it, and no space inside"));
  const problem = problemOf(regex);
  if (problem) refuse(query, at, problem);
  return {kind: "regex", text: regex, at};
}

/** The words of a piece between spaces; one with jokers is a word as it stands, without the marks around it. */
function wordsInPiece(piece) {
  if (!hasJokers(piece)) return rawWords(piece);
  return [piece.match(/[\p{L}\p{N}*?#@](?:.*[\p{L}\p{N}*?#@])?/su)[0]];
}

/** Reads the pieces of a query from left to right. */
class QueryReader {
  constructor(query) {
    Object.assign(this, {query, lexemes: lexemesOf(query), place: 0, depth: 0, phrases: 0});
  }

  get next() {
    return this.lexemes[this.place];
  }

  /** Whether an operator is next that is a word too: OR, and not |. */
  get isOperatorAndWord() {
    return this.next.kind !== "regex" && OPERATORS.has(this.next.text) && this.next.text !== "|";
  }

  take(...kinds) {
    return kinds.includes(this.next.kind) ? this.lexemes[this.place++] : null;
  }

  refuse(at, why) {
    refuse(this.query, at, why);
  }

  read() {
    if (this.next.kind === "end") this.refuse(0, say("it is empty; write a word, such as moskee"));
    if (this.lexemes.length === 2 && this.isOperatorAndWord) return this.phrase([this.next]);
    const asked = this.anyOf();
    if (this.next.kind === ")") this.refuse(this.next.at, say("this bracket was never opened; leave it out"));
    return asked;
  }

  anyOf() {
    const parts = [this.allOf()];
    while (this.take("OR")) parts.push(this.allOf());
    return parts.length === 1 ? parts[0] : {kind: "any", parts};
  }

  allOf() {
    const first = this.next;
    const [parts, without] = [[], []];
    do (this.take("NOT") ? without : parts).push(this.part());
    while (this.take("AND") || this.next.kind === "NOT");
    if (!["OR", ")", "end"].includes(this.next.kind)) {
      this.refuse(this.next.at, say("write AND or OR before this, as in: tram AND bus"));
    }
    if (!parts.length) this.refuse(first.at, say("NOT takes away from something; write what, as in: tram NOT bus"));
    return parts.length === 1 && !without.length ? parts[0] : {kind: "all", parts, without};
  }

  part() {
    const opening = this.take("(");
    if (opening) return this.bracketed(opening);
    const quoted = this.take("quoted");
    if (quoted) return this.phrase([quoted]);
    const found = [];
    for (let one = this.take("word", "regex"); one; one = this.take("word", "regex")) {
      if (one.text === "&") this.refuse(one.at, say("write AND for articles that have both"));
      if (found.length && /^-[\p{L}\p{N}]/u.test(one.text)) {
        this.refuse(one.at, say("write NOT, not a hyphen, before what is left out"));
      }
      found.push(one);
    }
    return found.length ? this.phrase(found) : this.refuseNothing();
  }

  bracketed(opening) {
    this.depth += 1;
    if (this.depth > DEEPEST) {
      this.refuse(opening.at, say("there are too many brackets inside brackets; leave some out"));
    }
    const inner = this.anyOf();
    if (!this.take(")")) this.refuse(opening.at, say("this bracket is not closed; write ) too"));
    this.depth -= 1;
    return inner;
  }

  refuseNothing() {
    const {text, at} = this.next;
    if (!this.isOperatorAndWord) this.refuse(at, say("a word is missing here; write one, as in: tram OR bus"));
    this.refuse(at, say("a word is missing before this; if it is the word itself, write \"{word}\"", {word: text}));
  }

  phrase(lexemes) {
    const [words, at] = [lexemes.flatMap((one) => this.wordsOf(one)), lexemes[0].at];
    const jokers = ({kind, written}) => (kind === "word" ? written.split(/[*?]/).length - 1 : 0);
    this.phrases += 1;
    if (this.phrases > MOST_PHRASES) {
      const most = MOST_PHRASES;
      this.refuse(at, say("there are more than {most} words between operators; use fewer", {most}));
    }
    if (!words.some(({kind, written}) => kind === "expression" || /[^*?-]/.test(written))) {
      this.refuse(at, say("there is no word here; write one, such as moskee or mosk*"));
    }
    if (words.length > MOST_WORDS) {
      this.refuse(at, say("a phrase has at most {most} words; shorten it", {most: MOST_WORDS}));
    }
    if (words.some((word) => jokers(word) > MOST_JOKERS)) {
      this.refuse(at, say("a word has at most {most} of * and ?; use fewer", {most: MOST_JOKERS}));
    }
    return {kind: "phrase", words};
  }

  wordsOf({kind, text}) {
    if (kind === "regex") return [{kind: "expression", written: text}];
    const pieces = text.split(AT_SPACES).filter((piece) => piece);
    return pieces.flatMap(wordsInPiece).map((written) => ({kind: "word", written}));
  }
}

// In words

/** What a query asks, as a phrase of the report language; `lemma`: words are counted as their lemmas. */
export function inWords(asked, {lemma = false} = {}) {
  if (asked.kind === "phrase") return phraseInWords(asked.words, lemma);
  const listed = (parts, between) => parts.map((part) => bracketedInWords(part, lemma)).join(between);
  if (asked.kind === "any") return listed(asked.parts, say(" or "));
  const found = listed(asked.parts, say(" and "));
  if (!asked.without.length) {
    return asked.parts.length === 2
      ? say("{found}, in articles that have both", {found})
      : say("{found}, in articles that have all of them", {found});
  }
  const without = listed(asked.without, say(" or "));
  if (asked.parts.length === 1) return say("{found}, in articles without {without}", {found, without});
  return say("{found}, in articles that have all of them and are without {without}", {found, without});
}

function bracketedInWords(asked, lemma) {
  const said = inWords(asked, {lemma});
  return asked.kind === "phrase" ? said : `(${said})`;
}

function phraseInWords(words, lemma) {
  if (words.length === 1) return wordInWords(words[0], lemma);
  if (!words.every(isPlainWord)) return words.map((word) => wordInWords(word, lemma)).join(say(", followed by "));
  const text = visibly(words.map((word) => word.written).join(" "));
  if (lemma) return say("the words “{text}” in a row, in any form", {text});
  return say("the words “{text}” in a row", {text});
}

function wordInWords({kind, written}, lemma) {
  const text = visibly(written);
  if (kind === "expression") {
    return capitalsCount(written)
      ? say("a word that matches the regular expression “{text}”, capitals counted", {text})
      : say("a word that matches the regular expression “{text}”, in capitals or not", {text});
  }
  if (hasJokers(written)) return jokersInWords(text);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const inCapitals = /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
  if (inCapitals && letters > 1 && letters < LONG_ENOUGH_TO_SHOUT) return say("“{text}” in capitals", {text});
  return lemma ? say("any form of “{text}”", {text}) : say("the word “{text}”", {text});
}

function jokersInWords(text) {
  const inner = text.replace(/^\*+|\*+$/g, "");
  if (!inner) return say("any word");
  if (hasJokers(inner)) return say("a word like “{text}” (* is any characters, ? is one)", {text});
  const [before, behind] = [text.startsWith("*"), text.endsWith("*")];
  if (before && behind) return say("a word with “{text}” in it", {text: inner});
  if (before) return say("a word that ends in “{text}”", {text: inner});
  return say("a word that begins with “{text}”", {text: inner});
}
