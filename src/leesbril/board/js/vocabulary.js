// Words of a query → the readings of the vocabulary that they mean: the twin of `leesbril.queries.vocabulary`.

import {LONG_ENOUGH_TO_SHOUT, isAcronym, isLinkOrTag, tidied, undotted} from "./spelling.js";

const vocabularies = new WeakMap();

/** The vocabulary of a view of the data, laid out once for all queries. */
export function vocabularyOf(data, name) {
  const view = data.views[name];
  if (!vocabularies.has(view)) vocabularies.set(view, new Vocabulary(data, name));
  return vocabularies.get(view);
}

/** The terms of one view, and how queries reach them. Each method that finds gives a mask over readings, or null. */
class Vocabulary {
  constructor(data, name) {
    Object.assign(this, {data, name, view: data.views[name], surface: data.views.surface});
    this.numbers = new Map(this.view.terms.map((term, number) => [term, number]));
    this.others = new Map();
    this.hyphened = [];
    this.view.terms.forEach((term, number) => this.lay(term, number));
  }

  lay(term, number) {
    const reached = this.view.reached[number];
    if (reached !== term) this.others.set(reached, [...(this.others.get(reached) ?? []), number]);
    if (term.includes("-")) this.hyphened.push(number);
  }

  /** The terms that a word is counted as, each with whether it may be part of a compound. */
  countedAs(word) {
    const {forms} = this.view;
    const plain = tidied(word);
    const bare = unquoted(plain);
    for (const shape of new Set([word, plain, bare, undotted(bare)])) {
      if (forms.has(shape)) return this.asKnown(shape);
    }
    const counted = this.asSurface(undotted(bare));
    if (forms.has(counted)) return forms.get(counted);
    return [[this.closed(this.withLastPart(counted)), Number(!isLinkOrTag(word))]];
  }

  /** As the payload has it; but small letters are what it has for any word, which is not so for IS-baas and iS. */
  asKnown(word) {
    const {forms} = this.view;
    const found = forms.get(word);
    const small = word.toLowerCase();
    if (word === small || found.length > 1 || found[0][0] !== small) return found;
    const surface = this.asSurface(word);
    if (surface !== small) return [[this.closed(surface), found[0][1]]];
    return forms.get(isAcronym(word) ? word : usualShape(word));
  }

  /** A word that the articles do not have, in small letters but for its acronyms. */
  asSurface(word) {
    const small = (part) => (isAcronym(part) && this.keepsCapitals(part) ? part : part.toLowerCase());
    if (isAcronym(word)) return small(word);
    return word.split(/([-'])/).map(small).join("");
  }

  keepsCapitals(acronym) {
    if (!/^\p{L}+$/u.test(acronym) || Array.from(acronym).length < LONG_ENOUGH_TO_SHOUT) return true;
    const {forms} = this.surface;
    return !forms.has(acronym) || forms.get(acronym)[0][0] === acronym;
  }

  /** A compound that the articles do not have, as its last part is counted. */
  withLastPart(word) {
    const at = word.lastIndexOf("-") + 1;
    if (!at || this.name === "surface") return word;
    const last = this.view.forms.get(word.slice(at));
    return last?.length === 1 ? word.slice(0, at) + last[0][0] : word;
  }

  /** A hyphenated term as its closed form, if that is a term; never for numbers. */
  closed(term) {
    const whole = term.replaceAll("-", "");
    return whole !== term && /^\p{L}+$/u.test(whole.replaceAll("'", "")) && this.numbers.has(whole) ? whole : term;
  }

  /** What is counted as a term; with `compounds`, or as one that has it between its hyphens. */
  withTerm(term, compounds = false) {
    const found = [...(this.others.get(term) ?? [])];
    if (this.numbers.has(term)) found.push(this.numbers.get(term));
    if (compounds && !term.includes("-")) {
      const isPart = (number) => `-${this.view.terms[number]}-`.includes(`-${term}-`);
      found.push(...this.hyphened.filter(isPart));
    }
    return this.readings(found);
  }

  /** What is counted as a term like a word with jokers; short acronyms in it keep their capitals. */
  like(written) {
    if (!/[^*]/.test(written)) return new Uint8Array(this.view.term.length).fill(1);
    const plain = tidied(written);
    const parts = isShortAcronym(plain) ? [plain] : plain.split("-");
    const kept = parts.map(isShortAcronym);
    const shown = parts.map((part, number) => (kept[number] ? part : part.toLowerCase())).join("-");
    const among = kept.includes(true) ? this.view.terms : this.view.reached;
    const matches = matcherOf(shown);
    const numbers = shown.includes("-") ? this.hyphened : among.keys();
    const found = [];
    for (const number of numbers) if (matches(among[number])) found.push(number);
    return this.readings(found);
  }

  /** What expressions are compared with: the readings as written, or the terms where lemmas are counted. */
  get compared() {
    this.written ??= this.name === "lemma" ? this.view.terms : writtenReadings(this.data.types.words, this.view);
    return this.written;
  }

  /** The mask over readings of the words in `compared` that match. */
  matched(mask) {
    if (this.name !== "lemma") return mask;
    return Uint8Array.from(this.view.term, (term) => mask[term]);
  }

  readings(terms) {
    if (!terms.length) return null;
    const wanted = new Uint8Array(this.view.terms.length);
    for (const number of terms) wanted[number] = 1;
    const {term} = this.view;
    const mask = new Uint8Array(term.length);
    for (let reading = 0; reading < term.length; reading += 1) mask[reading] = wanted[term[reading]];
    return mask;
  }
}

/** A word without the quotation mark before it; with the apostrophe of 's and 't. */
function unquoted(word) {
  return /^'(?![a-z]{1,2}$)./u.test(word) ? word.slice(1) : word;
}

/** A word in small letters but for the first, which is as it is. */
function usualShape(word) {
  const [first, ...others] = word;
  return first + others.join("").toLowerCase();
}

/** Each reading as it is written in the articles, in normal spelling. */
function writtenReadings(words, {first, offset, length}) {
  const found = [];
  words.forEach((marked, type) => {
    const word = /^[\n\r]/.test(marked) ? marked.slice(1) : marked;
    for (let reading = first[type]; reading < first[type + 1]; reading += 1) {
      found.push(tidied(word.slice(offset[reading], offset[reading] + length[reading])));
    }
  });
  return found;
}

/** Whether a word, apart from its jokers, is an acronym that no ordinary word in capitals can be taken for. */
function isShortAcronym(word) {
  const letters = word.replace(/[*?]/g, "");
  return Array.from(letters).length < LONG_ENOUGH_TO_SHOUT && isAcronym(letters);
}

/** Whether words are like one with jokers; in time that grows with the length of the word, whatever the jokers. */
function matcherOf(written) {
  const pieces = written.split("*").map((piece) => Array.from(piece, globbed).join(""));
  if (pieces.length === 1) {
    const whole = new RegExp(`^${pieces[0]}$`, "u");
    return (word) => whole.test(word);
  }
  const begin = new RegExp(`^${pieces[0]}`, "u");
  const inside = pieces.slice(1, -1).map((piece) => new RegExp(piece, "gu"));
  const end = new RegExp(`${pieces.at(-1)}$`, "gu");
  return (word) => {
    const found = begin.exec(word);
    let place = found ? found[0].length : -1;
    for (const piece of [...inside, end]) {
      if (place < 0) return false;
      piece.lastIndex = place;
      place = piece.test(word) ? piece.lastIndex : -1;
    }
    return place >= 0;
  };
}

function globbed(character) {
  return character === "?" ? "[^]" : `\\u{${character.codePointAt(0).toString(16)}}`;
}
