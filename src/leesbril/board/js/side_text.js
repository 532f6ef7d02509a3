// The passages that two articles share, and an article's text with those passages marked.
import {make} from "./dom.js";
import {piecesOf} from "./fact_text.js";
import {say} from "./wording.js";

const COLOURS = 6;

/** The passages of two articles as marks on either side, numbered in the order of the left one. */
export function sharedMarks(data, left, right) {
  const {passages} = data;
  const [a, b] = left < right ? [left, right] : [right, left];
  const [here, there] = left < right ? ["a", "b"] : ["b", "a"];
  const found = [...passages.a.keys()].filter((one) => passages.a[one] === a && passages.b[one] === b);
  found.sort((one, other) => passages[`start_${here}`][one] - passages[`start_${here}`][other]);
  const marks = found.map((one, place) => {
    const known = {number: place + 1, words: passages.words[one], near: !!passages.near[one], widespread: !!passages.widespread[one]};
    return [here, there].map((side) => ({...known, start: passages[`start_${side}`][one], end: passages[`end_${side}`][one]}));
  });
  for (const [one, other] of marks) if (one.near) markDifferences(data, [left, right], [one, other]);
  return {left: marks.map(([one]) => one), right: marks.map(([, other]) => other)};
}

/** The colour of a mark, as a class; colours repeat, so the number says which one it is. */
export function colourOf({number, widespread}) {
  return widespread ? "lb-grey" : `lb-c${((number - 1) % COLOURS) + 1}`;
}

function markDifferences(data, rows, sides) {
  const words = sides.map(({start, end}, side) => wordsWithin(data, rows[side], start, end));
  const folded = words.map((some) => some.map(({text}) => text));
  const equal = matchingBlocks(...folded);
  sides.forEach((mark, side) => (mark.differs = outside(equal.map((block) => [block[side], block[2]]), words[side])));
}

/** The compared words in a part of an article, with their places. */
function wordsWithin(data, row, start, end) {
  const found = [];
  for (let word = data.first[row]; word < data.first[row + 1]; word += 1) {
    const [from, to] = placeOfWord(data, word);
    if (from < start || to > end || data.boilerplate[word]) continue;
    found.push({text: data.types.words[data.codes[word]].replace(/^[\n\r]/, "").normalize("NFKC").toLowerCase(), from, to});
  }
  return found;
}

function placeOfWord(data, word) {
  return [data.starts[word], data.starts[word] + data.types.lengths[data.codes[word]]];
}

/** The runs that two lists of words have in common, in order: the longest, then the longest on either side of it. */
function matchingBlocks(one, other) {
  const places = new Map();
  other.forEach((word, place) => (places.get(word) ?? places.set(word, []).get(word)).push(place));
  const blocks = [];
  const parts = [[0, one.length, 0, other.length]];
  while (parts.length) {
    const [low, high, from, to] = parts.pop();
    const [i, j, size] = longestRun(one, places, low, high, from, to);
    if (!size) continue;
    blocks.push([i, j, size]);
    parts.push([low, i, from, j], [i + size, high, j + size, to]);
  }
  return blocks.sort((first, second) => first[0] - second[0]);
}

function longestRun(one, places, low, high, from, to) {
  let [best, ends] = [[low, from, 0], new Map()];
  for (let i = low; i < high; i += 1) {
    const here = new Map();
    for (const j of places.get(one[i]) ?? []) {
      if (j < from || j >= to) continue;
      const size = (ends.get(j - 1) ?? 0) + 1;
      here.set(j, size);
      if (size > best[2]) best = [i - size + 1, j - size + 1, size];
    }
    ends = here;
  }
  return best;
}

function outside(runs, words) {
  const found = [];
  let reached = 0;
  for (const [start, size] of [...runs, [words.length, 0]]) {
    if (start > reached) found.push([words[reached].from, words[start - 1].to]);
    reached = start + size;
  }
  return found;
}

/** Where in an article is what its publisher repeats. */
export function boilerplateOf(data, row) {
  const found = [];
  for (let word = data.first[row], last = false; word < data.first[row + 1]; word += 1) {
    const [from, to] = placeOfWord(data, word);
    if (data.boilerplate[word] && last) found.at(-1)[1] = to;
    else if (data.boilerplate[word]) found.push([from, to]);
    last = data.boilerplate[word] === 1;
  }
  return found;
}

/** The paragraphs of an article with its marks; `numberOf(mark)` makes the button at the start of one. Facts may be marked too. */
export function markedParagraphs(data, row, marks, numberOf, facts = [], here = null) {
  const written = {text: data.text(row), repeated: boilerplateOf(data, row), facts, here};
  const ordered = [...marks].sort((one, other) => one.start - other.start);
  return data.paragraphs(row).map(({start, end, heading}) => {
    const node = make(heading ? "h4" : "p", {dir: "auto"});
    let reached = start;
    for (const mark of ordered) {
      const [from, to] = [Math.max(mark.start, reached), Math.min(mark.end, end)];
      if (from >= to) continue;
      node.append(...plainPart(written, reached, from), markedPart(written, mark, from, to, numberOf));
      reached = to;
    }
    node.append(...plainPart(written, reached, end));
    return node;
  });
}

function markedPart(written, mark, from, to, numberOf) {
  const begins = from === mark.start;
  const node = make("mark", {class: colourOf(mark), "data-number": mark.number});
  const number = begins ? numberOf(mark) : make("span", {class: "lb-n", "aria-hidden": "true", text: mark.number});
  // A number at the end of a line would be apart from its words.
  node.append(make("span", {class: "lb-together"}, number, "\u00a0"));
  if (!begins) node.append(unseen(`${mark.number}: ${say("{passage} continues", {passage: nameOf(mark)})} `));
  let reached = from;
  for (const [low, high] of mark.differs ?? []) {
    const [start, end] = [Math.max(low, from), Math.min(high, to)];
    if (start >= end) continue;
    const only = make("u", {}, ...plainPart(written, start, end), unseen(` (${say("only here")})`));
    node.append(...plainPart(written, reached, start), only);
    reached = end;
  }
  node.append(...plainPart(written, reached, to));
  if (to === mark.end) node.append(unseen(` ${mark.number}: ${say("{passage} ends", {passage: nameOf(mark)})}`));
  return node;
}

/** What a mark is, for screen readers. */
export function nameOf({widespread}) {
  return widespread ? say("widespread passage") : say("shared passage");
}

function plainPart({text, repeated, facts, here}, start, end) {
  const nodes = [];
  let reached = start;
  for (const [low, high] of repeated) {
    const [from, to] = [Math.max(low, start), Math.min(high, end)];
    if (from >= to) continue;
    const small = make("span", {class: "lb-boilerplate"}, unseen(`${say("boilerplate")}: `), ...piecesOf(text, facts, from, to, here));
    nodes.push(...piecesOf(text, facts, reached, from, here), small);
    reached = to;
  }
  nodes.push(...piecesOf(text, facts, reached, end, here));
  return nodes;
}

/** Words for screen readers only. */
export function unseen(text) {
  return make("span", {class: "lb-unseen", text});
}
