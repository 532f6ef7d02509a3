// Names, numbers, times and sources marked in a text: a line below each, of a kind of its own, and what it means on pointing at it.
import {checkbox, make} from "./dom.js";
import {factsIn} from "./facts.js";
import {firmnessWritten, kindWritten, quantityWritten, timeWritten} from "./fact_words.js";
import {say} from "./wording.js";

/** All that can be marked in an article, each with its place, its kind and what it means. */
export function factMarks(data, row) {
  const of = (table, kind, title) => factsIn(data, table, row).map((one) => ({start: one.start, end: one.end, kind, title: title(one)}));
  return [
    ...of("attributions", "source", sourceTitle),
    ...of("quantities", "number", (one) => quantityWritten(data, one)),
    ...of("times", "time", (one) => timeWritten(data, one)),
    ...of("names", "name", nameTitle),
  ];
}

function nameTitle({name, kind}) {
  return kind ? say("name: {name} ({kind})", {name, kind: kindWritten(kind)}) : say("name: {name}", {name});
}

function sourceTitle({source, firmness}) {
  if (!source) return say("nobody named; firmness: {firmness}", {firmness: firmnessWritten(firmness)});
  return say("says: {source}; firmness: {firmness}", {source, firmness: firmnessWritten(firmness)});
}

/** A part of a text as nodes, with what is marked in it, and the place that is read at, marked more. */
export function piecesOf(text, marks, from, to, here = null) {
  if (here && here.start < to && here.end > from) {
    const [start, end] = [Math.max(here.start, from), Math.min(here.end, to)];
    const read = make("mark", {class: "lb-here"}, ...piecesOf(text, marks, start, end));
    return [...piecesOf(text, marks, from, start), read, ...piecesOf(text, marks, end, to)];
  }
  const inside = marks.filter(({start, end}) => start < to && end > from);
  const cuts = new Set([from, to]);
  for (const {start, end} of inside) for (const cut of [start, end]) if (cut > from && cut < to) cuts.add(cut);
  const edges = [...cuts].sort((one, other) => one - other);
  return edges.slice(1).map((end, place) => piece(text.slice(edges[place], end), inside.filter((mark) => mark.start < end && mark.end > edges[place])));
}

/** Words with a line below them for each mark that covers them. */
function piece(words, marks) {
  const [outer, ...others] = marks;
  if (!outer) return words;
  const title = [...new Set(marks.map((mark) => mark.title))].join(" · ");
  const inner = others.reduceRight((node, {kind}) => make("span", {class: `lb-fact lb-fact-${kind}`}, node), words);
  return make("span", {class: `lb-fact lb-fact-${outer.kind}`, title}, inner);
}

/** A box that marks all this in what is read, and below it what the lines mean; null if nothing is known. */
export function factMarksChoice(data, store) {
  if (data.facts.missing) return null;
  const {marked} = store.get();
  const box = checkbox(say("Mark names, numbers, times and sources"), marked, (on) => {
    const pane = box.closest(".lb-reading");
    store.set({marked: on});
    pane.querySelector(".lb-fact-choice input").focus(); // it is drawn anew
  });
  return make("div", {class: "lb-fact-choice"}, box, marked ? legend(data) : null);
}

function legend({facts}) {
  const known = [["names", "name", say("Name")], ["quantities", "number", say("Number")], ["times", "time", say("Time")], ["attributions", "source", say("Source")]];
  const samples = known.filter(([table]) => facts[table]).map(([, kind, text]) => make("li", {}, make("span", {class: `lb-fact lb-fact-${kind}`, text})));
  return make("ul", {class: "lb-fact-legend", "aria-label": say("What the lines below words mean")}, ...samples, make("li", {text: say("Point at one to see what it means.")}));
}
