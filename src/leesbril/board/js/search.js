// The search field: what is typed, what it means in words, and how often it is found.
import {make, freshId} from "./dom.js";
import {findHits} from "./matching.js";
import {inWords, readQuery} from "./query.js";
import {number, say, sayCounted} from "./wording.js";

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
  form.append(box(say("in any form"), "lemma", store), box(say("also inside compounds"), "compounds", store));
  const node = make("header", {class: "lb-head"}, form, meaning);
  const later = delayed(PATIENCE);
  let asked = 0;
  const search = async () => {
    const mine = (asked += 1);
    const found = await foundBy(data, store.get());
    if (mine === asked) store.set({found});
  };
  store.on(["query", "lemma", "compounds"], ({query}) => {
    if (field.value !== query) field.value = query;
    search();
  });
  store.on(["found", "shown"], (state) => {
    meaning.textContent = told(data, state);
    meaning.classList.toggle("lb-wrong", Boolean(state.found?.error));
    field.setAttribute("aria-invalid", Boolean(state.found?.error));
  });
  return {node};
}

function box(text, name, store) {
  const input = make("input", {type: "checkbox", onchange: () => store.set({[name]: input.checked})});
  return make("label", {class: "lb-check"}, input, ` ${text}`);
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
  let times = 0;
  const articles = new Set();
  found.hits.rows.forEach((row) => {
    if (shown[row]) articles.add(row), (times += 1);
  });
  const among = shown.reduce((sum, there) => sum + there, 0);
  const counts = sayCounted("found once", "found {n} times", times);
  return say("{meaning}: {counts}, in {k} of the {n} articles shown.", {
    meaning: found.inWords, counts, k: number(articles.size), n: number(among),
  });
}
