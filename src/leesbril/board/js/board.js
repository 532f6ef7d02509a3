// The board: its parts laid out on one screen, and the store that they share.
import {makeClaimsView} from "./claims.js";
import {openPayload} from "./data.js";
import {make, clear} from "./dom.js";
import {makeFamilies} from "./families.js";
import {makeFilters} from "./filters.js";
import {makeArticleList} from "./list.js";
import {makeNotesView, notesOfRows, rowsOfNotes} from "./notes.js";
import {makePairsView, startingThreshold} from "./pairs.js";
import {makeReading} from "./reading.js";
import {makeSearch} from "./search.js";
import {makeSetsView} from "./sets.js";
import {makeStoriesView} from "./stories.js";
import {makeStore} from "./store.js";
import {makeTabs} from "./tabs.js";
import {say, speak} from "./wording.js";
import {makeWordsView} from "./words.js";

/** Draw a board into an element; `told` may have `notes` (rows), and `onChange`, called with what a kernel wants to know. */
export async function startBoard(root, bytes, told) {
  const data = await openPayload(bytes);
  speak(data.strings, data.report);
  const store = makeStore(beginning(data, notesOfRows(data, told.notes ?? []).found));
  root.lang = data.report;
  clear(root).append(make("div", {class: "lb-frame"}, ...laidOut(data, store)));
  root.classList.add("lb-board");
  store.on(["chosen"], ({chosen}) => root.classList.toggle("lb-two", chosen.length === 2));
  if (told.onChange) listen(data, store, told.onChange);
  store.set({tab: "words"});
  return store;
}

function beginning(data, notes) {
  return {
    query: "",
    lemma: false,
    compounds: false,
    found: null,
    filters: {},
    shown: new Uint8Array(data.n).fill(1),
    chosen: data.n ? [0] : [],
    at: null,
    marked: false,
    threshold: startingThreshold(data),
    measure: "share",
    sets: {a: null, b: null},
    divided: false,
    tab: "",
    notes,
  };
}

function laidOut(data, store) {
  const search = makeSearch(data, store); // first, so that its answer is told first
  const views = [
    {key: "words", name: say("Word"), open: () => makeWordsView(data, store)},
    {key: "pairs", name: say("Pairs"), open: () => makePairsView(data, store)},
    {key: "stories", name: say("Stories"), open: () => makeStoriesView(data, store, makeFamilies(data, store))},
    {key: "claims", name: say("Claims"), open: () => makeClaimsView(data, store)},
    {key: "sets", name: say("Two sets"), open: () => makeSetsView(data, store)},
    {key: "notes", name: say("Notes"), open: () => makeNotesView(data, store)},
  ];
  const panes = [
    make("section", {class: "lb-pane lb-pane-list", "aria-label": say("Articles")}, makeArticleList(data, store).node),
    make("section", {class: "lb-pane lb-pane-reading", "aria-label": say("Reading")}, makeReading(data, store).node),
    make("section", {class: "lb-pane lb-pane-views", "aria-label": say("Views")}, makeTabs(views, store)),
  ];
  return [search.node, makeFilters(data, store).node, make("div", {class: "lb-panes"}, ...panes)];
}

/** Tell what is shown, chosen, asked and noted whenever it changes. */
function listen(data, store, onChange) {
  store.on(["shown", "chosen", "query", "notes", "lemma"], ({shown, chosen, query, notes, lemma}) => {
    const rows = [];
    shown.forEach((there, row) => there && rows.push(row));
    onChange({rows, chosen, query, lemma, notes: rowsOfNotes(data, notes)});
  });
}
