// One article with all hits marked, or two side by side.
import {clear, make} from "./dom.js";
import {factMarks, factMarksChoice, piecesOf} from "./fact_text.js";
import {noteControl} from "./notes.js";
import {perArticle} from "./counts.js";
import {hitsIn, placeOf} from "./places.js";
import {makeSideView} from "./side.js";
import {say, sayCounted} from "./wording.js";

/** The middle of the board: what is chosen, to be read. */
export function makeReading(data, store) {
  const side = makeSideView(data, store);
  const node = make("div", {class: "lb-reading"});
  let drawn = null;
  const update = () => {
    const {chosen, at, marked} = store.get();
    const places = chosen.length === 1 ? placesIn(data, store.get().found, chosen[0]) : [];
    const elsewhere = !places.length && Boolean(store.get().found?.hits?.rows.length);
    // A query that is not in the article that is read, as that before it, changes nothing here.
    const as = drawn?.chosen === chosen && drawn.elsewhere === elsewhere && drawn.at === at && drawn.marked === marked;
    if (chosen.length === 1 && !places.length && as && !drawn.places.length) return;
    drawn = {chosen, places, at, elsewhere, marked};
    clear(node);
    if (chosen.length === 2) {
      side.update();
      node.append(...[noteControl(data, store, {a: chosen[0], b: chosen[1]}), factMarksChoice(data, store), side.node].filter(Boolean));
    } else if (chosen.length) node.append(...article(data, store, chosen[0], places));
    else node.append(make("p", {class: "lb-hint", text: say("Choose an article in the list to read it here.")}));
  };
  // Where the text is scrolled to changes only if another place or article is asked for: it costs a layout of the page.
  store.on(["chosen", "found", "at", "marked"], update);
  store.on(["chosen", "at"], ({chosen, at}) => (at && chosen.length === 2 ? side.goTo(at) : goTo(node, at)));
  update();
  return {node};
}

function placesIn(data, found, row) {
  return found?.hits ? hitsIn(found, row).map((number) => placeOf(data, found, number)) : [];
}

function article(data, store, row, places) {
  const known = [data.ids[row], data.columns.publisher?.[row], data.dates[row] || say("no date"), sayCounted("{n} word", "{n} words", data.words[row])];
  const top = make(
    "header",
    {class: "lb-article-head"},
    make("h2", {lang: data.language, text: data.labels[row]}),
    make("p", {class: "lb-known", text: known.filter((part) => part && part !== data.labels[row]).join(" · ")}),
  );
  if (places.length) top.append(stepper(store, row, places));
  else if (store.get().found?.hits?.rows.length) top.append(hitsElsewhere(data, store));
  const {at, marked} = store.get();
  top.append(...[factMarksChoice(data, store)].filter(Boolean));
  const text = make("article", {class: "lb-text", lang: data.language, dir: "auto", tabindex: 0, "aria-label": data.labels[row]});
  if (!data.hasTexts) text.append(make("p", {class: "lb-hint", text: say("The texts were left out of this board: its words can be counted, not read.")}));
  else text.append(...paragraphsWithMarks(data, row, places, at?.row === row ? at : null, marked ? factMarks(data, row) : []));
  return [top, text];
}

/** That the hits are in other articles, with a button to the one of those shown with most. */
function hitsElsewhere(data, store) {
  const go = () => {
    const {found, shown} = store.get();
    const [most] = perArticle(data, found.hits, shown);
    if (most) store.set({chosen: [most.row], at: null});
  };
  return make("div", {class: "lb-stepper"}, make("span", {text: say("no hit in this article")}),
    make("button", {type: "button", class: "lb-step", text: say("Read the article with most hits"), onclick: go}));
}

/** Buttons to the hit before and after the one at which the text is read. */
function stepper(store, row, places) {
  const {at} = store.get();
  const now = places.findIndex(({start}) => at && start === at.start);
  const go = (step) => {
    const next = now < 0 ? (step > 0 ? 0 : places.length - 1) : (now + step + places.length) % places.length;
    const pane = node.closest(".lb-reading");
    store.set({at: places[next]});
    // The buttons are drawn anew, and the focus stays on the one that was used.
    pane.querySelector(`.lb-step[data-step="${step}"]`)?.focus();
  };
  const button = (step, text) => make("button", {type: "button", class: "lb-step", "data-step": step, text, onclick: () => go(step)});
  const told = now < 0
    ? sayCounted("{n} hit in this article", "{n} hits in this article", places.length)
    : say("hit {k} of {n}", {k: now + 1, n: places.length});
  const node = make("div", {class: "lb-stepper"}, button(-1, say("Previous hit")), make("span", {text: told}), button(1, say("Next hit")));
  return node;
}

/** The paragraphs of an article as elements, with some places and facts marked; the place that is read at is marked more. */
function paragraphsWithMarks(data, row, places, at, facts) {
  const text = data.text(row);
  const isHit = places.some(({start}) => start === at?.start);
  return data.paragraphs(row).map(({start, end, heading}) => {
    const node = make(heading ? "h3" : "p");
    let reached = start;
    for (const place of places) {
      if (place.end <= reached || place.start >= end) continue;
      const [from, upTo] = [Math.max(place.start, reached), Math.min(place.end, end)];
      const here = at && at.start === place.start;
      node.append(...piecesOf(text, facts, reached, from, isHit ? null : at));
      node.append(make("mark", {class: here ? "lb-hit lb-here" : "lb-hit"}, ...piecesOf(text, facts, from, upTo)));
      reached = upTo;
    }
    node.append(...piecesOf(text, facts, reached, end, isHit ? null : at));
    return node;
  });
}

/** Bring the place to read at into view: inside the pane if that scrolls, else on the page. */
function goTo(node, at) {
  const pane = node.closest(".lb-pane");
  const mark = at && (node.querySelector(".lb-here") ?? node.querySelector(".lb-hit"));
  if (!pane) return;
  if (!mark) pane.scrollTop = 0;
  else if (getComputedStyle(pane).overflowY !== "visible") {
    pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  } else mark.scrollIntoView({block: "center"});
}
