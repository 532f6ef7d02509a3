// Parts that the views of claims share: a link to a place, a search for a name, a table that grows.
import {make} from "./dom.js";
import {tableOf} from "./section.js";
import {say} from "./wording.js";

const FIRST = 8;
const MORE = 30;

/** A button that leads to a place in an article, beside the other if two are read. */
export function linkTo(store, data, text, {row, start, end}, about = null) {
  const go = () => {
    const {chosen} = store.get();
    store.set({chosen: chosen.includes(row) ? chosen : [row], at: {row, start, end}});
  };
  return make("button", {type: "button", class: "lb-link", lang: data.language, text, title: about, onclick: go});
}

/** A button that searches all variants of a name. */
export function nameLink(store, data, {name, variants}) {
  return make("button", {type: "button", class: "lb-link", lang: data.language, text: name, title: say("Search: {query}", {query: queryOf(variants)}), onclick: () =>
    store.set({query: queryOf(variants), tab: "words"})});
}

/** The query for all variants of a name. */
function queryOf(variants) {
  const plain = variants.map((variant) => variant.replace(/["\s]+/g, " ").trim());
  return [...new Set(plain.map((variant) => variant.toLowerCase()))].map((small) => `"${plain.find((variant) => variant.toLowerCase() === small)}"`).join(" OR ");
}

/** A table that shows its first rows, and more when asked; `state.most` is how many. */
export function growingTable(content, {columns, rows, rowOf, caption}, state) {
  const draw = () => {
    const more = make("button", {type: "button", class: "lb-more", text: say("Show more"), hidden: rows.length <= state.most, onclick: () => {
      state.most += MORE;
      draw();
    }});
    content.replaceChildren(tableOf(columns, rows.slice(0, state.most).map(rowOf), caption), more);
  };
  state.most ??= FIRST;
  draw();
}

/** A number as pandas writes it to a CSV. */
export function plainNumber(value) {
  return Number.isFinite(value) ? value : value > 0 ? "inf" : "-inf";
}
