// A regular expression of Rust, read and written anew for the browser's engine; complaints are in the words of Rust.

import {characterClass, characterSet, isDigit, isWordly, propertySet, setsOf} from "./character_sets.js";

const SPECIAL = {a: "\x07", f: "\f", t: "\t", n: "\n", r: "\r", v: "\v"};
const EDGES = {start: "(?<!W)(?=W)", end: "(?<=W)(?!W)", "start-half": "(?<!W)", "end-half": "(?!W)"};
const EVERYWHERE = {
  b: "(?:(?<=W)(?!W)|(?<!W)(?=W))",
  B: "(?:(?<=W)(?=W)|(?<!W)(?!W))",
  "<": EDGES.start,
  ">": EDGES.end,
  A: "^",
  z: "$",
};
const AT_END = "incomplete escape sequence, reached end of pattern prematurely";
const NO_BRACE =
  "found either the beginning of a special word boundary or a bounded repetition on a \\b with an opening brace, " +
  "but no closing brace";
const UNCLOSED_EDGE = "special word boundary assertion is either unclosed or contains an invalid character";
const UNKNOWN_EDGE =
  "unrecognized special word boundary assertion, valid choices are: start, end, start-half or end-half";

/** Why Rust does not take an expression, in its own words. */
export class Complaint extends Error {}

/** Reads an expression of Rust and writes that of the browser; `folded` says whether that ignores capitals. */
export class Translation {
  constructor(expression, folded) {
    const flags = {i: false, x: false, u: true};
    Object.assign(this, {characters: Array.from(expression), place: 0, folded, flags, names: new Set()});
    Object.assign(this, {folds: new Set(), sets: false, late: ""});
  }

  read() {
    const source = this.alternatives();
    if (this.place < this.characters.length) this.complain("unopened group");
    if (this.late) this.complain(this.late); // Rust looks for these when all else is right
    return {source, folds: this.folds, sets: this.sets};
  }

  complain(why) {
    throw new Complaint(why);
  }

  get next() {
    return this.characters[this.place];
  }

  take() {
    return this.characters[this.place++];
  }

  takeIf(text) {
    const there = this.characters.slice(this.place, this.place + text.length).join("") === text;
    if (there) this.place += text.length;
    return there;
  }

  /** Leave out a comment, which is all that follows: no expression of a query has spaces or line breaks. */
  skip() {
    if (this.flags.x && this.next === "#") this.place = this.characters.length;
  }

  alternatives() {
    let items = [];
    const parts = [items];
    for (this.skip(); this.place < this.characters.length && this.next !== ")"; this.skip()) {
      if (this.takeIf("|")) parts.push((items = []));
      else this.item(items);
    }
    return parts.map((part) => part.join("")).join("|");
  }

  item(items) {
    if (this.takeIf("(")) this.group(items);
    else if (this.next === "[") items.push(this.cased(this.bracketed()));
    else if ("?*+".includes(this.next)) this.repeat(items, () => this.take());
    else if (this.next === "{") this.repeat(items, () => this.braces());
    else items.push(this.primitive());
  }

  /** Put an operator behind the last item; null stands for flags, which cannot be repeated. */
  repeat(items, operator) {
    if (!items.at(-1)) this.complain("repetition operator missing expression");
    const repeated = items.pop();
    items.push(`(?:${repeated})${operator()}`);
    this.takeIf("?");
  }

  braces() {
    this.take();
    const unclosed = () => this.complain("unclosed counted repetition");
    if (!this.more) unclosed();
    const least = this.decimal();
    if (!this.more) unclosed();
    const pair = this.takeIf(",");
    if (pair && !this.more) unclosed();
    const most = pair && this.next !== "}" ? (this.number(least), this.decimal()) : null;
    const [low, high] = [this.number(least), most === null ? null : this.number(most)];
    if (!this.takeIf("}")) unclosed();
    if (high !== null && low > high) this.complain("invalid repetition count range, the start must be <= the end");
    return pair ? `{${low},${high ?? ""}}` : `{${low}}`;
  }

  get more() {
    return this.place < this.characters.length;
  }

  decimal() {
    const begin = this.place;
    while (isDigit(this.next)) this.place += 1;
    return this.characters.slice(begin, this.place).join("");
  }

  number(digits) {
    if (!digits) this.complain("repetition quantifier expects a valid decimal");
    if (Number(digits) > 0xffffffff) this.complain("decimal literal invalid");
    return Number(digits);
  }

  group(items) {
    this.skip();
    if (["?=", "?!", "?<=", "?<!"].some((prefix) => this.takeIf(prefix))) {
      this.complain("look-around, including look-ahead and look-behind, is not supported");
    }
    const outside = {...this.flags};
    if (this.takeIf("?P<") || this.takeIf("?<")) this.name();
    else if (this.takeIf("?")) {
      const changed = this.flagsInBrackets();
      Object.assign(this.flags, changed);
      if (this.take() === ")") {
        if (!Object.keys(changed).length) this.complain("repetition operator missing expression");
        return items.push(null);
      }
    }
    const inner = this.alternatives();
    if (!this.takeIf(")")) this.complain("unclosed group");
    this.flags = outside;
    return items.push(`(?:${inner})`);
  }

  name() {
    let name = "";
    for (; this.more && this.next !== ">"; name += this.take()) {
      if (!isWordly(this.next, !name)) this.complain("invalid capture group character");
    }
    if (!this.takeIf(">")) this.complain("unclosed capture group name");
    if (!name) this.complain("empty capture group name");
    if (this.names.has(name)) this.complain("duplicate capture group name");
    this.names.add(name);
  }

  flagsInBrackets() {
    if (!this.more) this.complain("unclosed group");
    const found = {};
    let negated = false;
    let last = "";
    while (this.next !== ":" && this.next !== ")") {
      last = this.take();
      if (last === "-" && negated) this.complain("flag negation operator repeated");
      if (last !== "-" && !"imsUuRx".includes(last)) this.complain("unrecognized flag");
      if (Object.hasOwn(found, last)) this.complain("duplicate flag");
      if (last === "-") negated = true;
      else found[last] = !negated;
      if (!this.more) this.complain("expected flag but got end of regex");
    }
    if (last === "-") this.complain("dangling flag negation operator");
    return found;
  }

  primitive() {
    if (this.next === "\\") return this.written(this.escape());
    const character = this.take();
    if (character === "^" || character === "$") return character; // no word has a line break
    if (character !== ".") return this.cased(characterSet(character));
    if (!this.flags.u) this.fail("pattern can match invalid UTF-8");
    return "[^\\n]";
  }

  /** What an escape means outside a class. */
  written({character, set, edge, negated}) {
    if (edge) return edge.replaceAll("W", setsOf(this.flags.u).w);
    if (character) return this.cased(characterSet(character));
    return this.cased(negated ? `[^${set}]` : `[${set}]`);
  }

  /** A part of the expression in which capitals count, or not, as they do here. */
  cased(source) {
    this.folds.add(this.flags.i);
    if (this.flags.i === this.folded) return source;
    return this.flags.i ? `(?i:${source})` : `(?-i:${source})`;
  }

  fail(why) {
    this.late ||= why;
  }

  /** What stands behind a backslash: {character}, {set, negated} or {edge}. */
  escape() {
    this.take();
    if (!this.more) this.complain(AT_END);
    const character = this.take();
    if (isDigit(character)) this.complain("backreferences are not supported");
    if ("xuU".includes(character)) return {character: this.hexadecimal({x: 2, u: 4, U: 8}[character])};
    if ("pP".includes(character)) return {set: this.property(), negated: character === "P"};
    if ("dswDSW".includes(character)) return this.perl(character);
    if (Object.hasOwn(SPECIAL, character)) return {character: SPECIAL[character]};
    if (character === "b" && this.next === "{") return {edge: this.specialEdge()};
    if (Object.hasOwn(EVERYWHERE, character)) return {edge: EVERYWHERE[character]};
    if (/[A-Za-z]|[^\x00-\x7f]/u.test(character)) this.complain("unrecognized escape sequence");
    return {character};
  }

  perl(character) {
    const negated = character < "a";
    if (negated && !this.flags.u) this.fail("pattern can match invalid UTF-8");
    return {set: setsOf(this.flags.u)[character.toLowerCase()].slice(1, -1), negated};
  }

  specialEdge() {
    const [, name, rest] = this.characters.slice(this.place).join("").match(/^\{([A-Za-z-]*)(.?)/su);
    if (!name && rest) return EVERYWHERE.b;
    if (!name) this.complain(NO_BRACE);
    if (rest !== "}") this.complain(UNCLOSED_EDGE);
    if (!Object.hasOwn(EDGES, name)) this.complain(UNKNOWN_EDGE);
    this.place += name.length + 2;
    return EDGES[name];
  }

  hexadecimal(digits) {
    if (!this.more) this.complain(AT_END);
    const braced = this.takeIf("{");
    let found = "";
    while (braced ? this.more && this.next !== "}" : found.length < digits) {
      if (!this.more) this.complain(AT_END);
      if (!/^[0-9A-Fa-f]$/.test(this.next)) this.complain("invalid hexadecimal digit");
      found += this.take();
    }
    if (braced && !this.takeIf("}")) this.complain(AT_END);
    if (!found) this.complain("hexadecimal literal empty");
    const code = parseInt(found, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      this.complain("hexadecimal literal is not a Unicode scalar value");
    }
    if (!this.flags.u && code > 0x7f && digits === 2) this.fail("pattern can match invalid UTF-8");
    return String.fromCodePoint(code);
  }

  property() {
    if (!this.more) this.complain(AT_END);
    let name = this.take();
    if (name === "\\") this.complain("invalid Unicode character class");
    if (name === "{") {
      for (name = ""; this.more && this.next !== "}"; ) name += this.take();
      if (!this.takeIf("}")) this.complain(AT_END);
    }
    if (!this.flags.u) this.fail("Unicode not allowed here");
    const {set, problem} = propertySet(name);
    if (problem) this.fail(problem);
    return set;
  }

  bracketed() {
    const {source, sets} = characterClass(this);
    this.sets ||= sets;
    return source;
  }
}
