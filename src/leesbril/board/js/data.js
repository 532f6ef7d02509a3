// The payload that Python made, opened: typed arrays over the bytes, and texts as they are asked for.

/** Open a payload: bytes as `_container.packed` writes them. */
export async function openPayload(bytes) {
  const buffer = await inflated(bytes);
  const size = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  const arrays = {};
  for (const [name, [kind, place, length]] of Object.entries(header.arrays)) {
    arrays[name] = arrayOf(kind, buffer, 4 + size + place, length);
  }
  return dataOf(header, arrays);
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return await new Response(stream).arrayBuffer();
}

function arrayOf(kind, buffer, place, length) {
  const kinds = {Uint8: Uint8Array, Uint32: Uint32Array, Int32: Int32Array, Float64: Float64Array};
  return new kinds[kind](buffer, place, length);
}

function dataOf(header, arrays) {
  const {views, types, arrays: _, ...rest} = header;
  return {
    ...rest,
    ...plain(arrays),
    starts: summed(arrays.first, arrays.steps),
    types: {words: types, lengths: arrays.lengths},
    views: Object.fromEntries(Object.entries(views).map(([name, view]) => [name, viewOf(name, view, arrays)])),
    pairs: named("pairs", arrays),
    passages: named("passages", arrays),
    families: {...header.families, ...named("families", arrays)},
    stories: {...header.stories, ...named("stories", arrays)},
    facts: factsOf(header.facts, arrays),
    text: textsOf(arrays),
    paragraphs: (row) => paragraphsOf(row, arrays),
  };
}

/** The arrays that belong to the articles and words themselves. */
function plain(arrays) {
  const names = ["first", "codes", "spaced", "sentences", "boilerplate", "words", "comparedWords", "idf", "duplicates"];
  return Object.fromEntries(names.map((name) => [name, arrays[name]]));
}

function named(prefix, arrays) {
  const found = Object.entries(arrays).filter(([name]) => name.startsWith(`${prefix}.`));
  return Object.fromEntries(found.map(([name, array]) => [name.slice(prefix.length + 1), array]));
}

/** What articles state: for each kind its columns and the texts that these number; or why it is `missing`. */
function factsOf(told, arrays) {
  if (told.missing) return told;
  return Object.fromEntries(Object.entries(told).map(([kind, strings]) => [kind, {strings, ...columnsOf(named(kind, arrays))}]));
}

function columnsOf({first, ...columns}) {
  return {first, columns};
}

/** The place of each word in its text, from the steps between them. */
function summed(first, steps) {
  const starts = new Uint32Array(steps.length);
  for (let row = 0; row + 1 < first.length; row += 1) {
    let place = 0;
    for (let word = first[row]; word < first[row + 1]; word += 1) starts[word] = place += steps[word];
  }
  return starts;
}

function viewOf(name, view, arrays) {
  return {
    ...named(name, arrays),
    terms: view.terms,
    reached: patched(view.terms, view.reached),
    shown: patched(view.terms, view.shown),
    forms: new Forms(view.forms, view.terms),
  };
}

function patched(terms, [places, values]) {
  const found = terms.slice();
  places.forEach((place, number) => (found[place] = values[number]));
  return found;
}

/** What the words of a query are counted as: [[term, whether it joins compounds], …]; usually its small letters. */
class Forms {
  constructor(forms, terms) {
    this.others = new Map(Object.entries(forms));
    this.terms = new Set(terms);
  }

  has(word) {
    return this.others.has(word) || this.terms.has(word.toLowerCase());
  }

  get(word) {
    return this.others.get(word) ?? [[word.toLowerCase(), 1]];
  }
}

function textsOf(arrays) {
  const decoder = new TextDecoder("utf-8", {ignoreBOM: true});
  const {texts, textFirst} = arrays;
  return (row) => decoder.decode(texts.subarray(textFirst[row], textFirst[row + 1]));
}

function paragraphsOf(row, {paragraphFirst, paragraphStart, paragraphEnd, heading}) {
  const found = [];
  for (let number = paragraphFirst[row]; number < paragraphFirst[row + 1]; number += 1) {
    found.push({start: paragraphStart[number], end: paragraphEnd[number], heading: heading[number] === 1});
  }
  return found;
}
