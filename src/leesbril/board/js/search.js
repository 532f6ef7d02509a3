// The search field: what is typed, what it means in words, and how often it is found.
import {checkbox, make, freshId} from "./dom.js";
import {findHits} from "./matching.js";
import {hitsPerArticle} from "./places.js";
import {inWords, readQuery} from "./query.js";
import {number, say, sayCounted} from "./wording.js";

const SMALL_OPERATOR = / (?:and|or|not) /;
const PATIENCE = 15; // milliseconds without a key after which a query is searched

/** The search field with its settings; keeps `found` in the store. */
export function makeSearch(data, store) {
  const meaning = make("p", {class: "lb-meaning", "aria-live": "polite"});
  const field = make("input", {
    type: "search", id: freshId(), class: "lb-query", placeholder: say("a word, a phrase, mosk*, tram OR bus"),
    autocomplete: "off", spellcheck: "false", maxlength: 10000, oninput: () => later(() => store.set({query: field.value})),
  });
  const label = make("label", {for: field.id, text: say("Search all articles for")});
  const form = make("form", {class: "lb-search", role: "search", onsubmit: (event) => event.preventDefault()}, label, field);
  form.append(checkbox(say("in any form"), false, (lemma) => store.set({lemma})));
  form.append(checkbox(say("also inside compounds"), false, (compounds) => store.set({compounds})));
  const node = make("header", {class: "lb-head"}, form, meaning);
  const later = delayed(PATIENCE);
  meaning.textContent = told(data, store.get());
  let asked = 0;
  const search = async () => {
    const mine = (asked += 1);
    const found = await foundBy(data, store.get());
    if (mine === asked) store.set({found});
  };
  store.on(["query", "lemma", "compounds"], ({query}) => {
    if (field.value !== query) {
      field.value = query;
      toTop(node); // it was not typed but clicked, perhaps far down
    }
    search();
  });
  store.on(["found", "shown"], (state) => {
    meaning.textContent = told(data, state);
    meaning.classList.toggle("lb-wrong", Boolean(state.found?.error));
    field.setAttribute("aria-invalid", Boolean(state.found?.error));
  });
  return {node};
}

/** Show the views from their beginning. */
function toTop(node) {
  const views = node.parentNode?.querySelector(".lb-pane-views");
  if (views) views.scrollTop = 0;
}

function delayed(milliseconds) {
  let waiting = 0;
  return (call) => {
    clearTimeout(waiting);
    waiting = setTimeout(call, milliseconds);
  };
}

/** What a query finds: null without a query, else with `hits`, or with an `error` in words. */
async function foundBy(data, {query, lemma, compounds}) {
  if (!query.trim()) return null;
  try {
    const asked = readQuery(query);
    const view = lemma ? "lemma" : "surface";
    const hits = await findHits(data, asked.asked, {view, compounds});
    return {asked, hits, view, error: "", inWords: inWords(asked.asked, {lemma})};
  } catch (error) {
    return {asked: null, hits: null, view: "surface", error: error.message, inWords: ""};
  }
}

function told(data, {found, shown}) {
  if (!found) return say("* is any characters, ? is one, /mosk.+/ is a regular expression; AND, OR and NOT are operators.");
  if (found.error) return found.error;
  const hits = hitsPerArticle(found, shown.length);
  let [times, articles, among] = [0, 0, 0];
  for (let row = 0; row < shown.length; row += 1) {
    if (!shown[row]) continue;
    times += hits[row];
    articles += hits[row] > 0;
    among += 1;
  }
  const counts = sayCounted("found once", "found {n} times", times);
  const answer = say("{meaning}: {counts}, in {k} of the {n} articles shown.", {
    meaning: found.inWords, counts, k: number(articles), n: number(among),
  });
  const operator = times ? null : SMALL_OPERATOR.exec(found.asked.written);
  return operator ? `${answer} ${say("“{word}” was read as a word; in capitals it is an operator.", {word: operator[0].trim()})}` : answer;
}
