// A part of a view: a heading that says what is found, what can be taken away, and the content.
import {clear, make} from "./dom.js";
import {takeAway} from "./take.js";

/** A section; `fill(content)` draws it and gives its heading, `source` says what can be taken away (see takeAway). */
export function makeSection(className, source, fill, ...tools) {
  const heading = make("h3");
  const content = make("div", {class: "lb-content"});
  const words = () => [heading.textContent, source.about?.()].filter(Boolean); // above a picture that is taken away
  const node = make("section", {class: `lb-section ${className}`}, make("div", {class: "lb-bar"}, heading, ...tools), takeAway({words, ...source}), content);
  return {
    node,
    update() {
      heading.textContent = fill(clear(content));
    },
  };
}

/** A table of the page: column headings, then rows of texts, numbers or elements. */
export function tableOf(columns, rows, caption) {
  const head = make("tr", {}, ...columns.map((text) => make("th", {scope: "col", text})));
  const body = rows.map((row) => make("tr", {}, ...row.map((value) => cell(value))));
  return make("table", {class: "lb-table"}, make("caption", {class: "lb-unseen", text: caption}), make("thead", {}, head), make("tbody", {}, ...body));
}

function cell(value) {
  if (value instanceof Node) return make("td", {}, value);
  return make("td", {class: typeof value === "number" || /^[\d.,%–-]+$/.test(value) ? "lb-number" : null, text: String(value)});
}
