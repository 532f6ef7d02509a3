// Two articles side by side, with the passages that they share, and the terms that make them alike.
import {make, clear} from "./dom.js";
import {factMarks} from "./fact_text.js";
import {say, sayCounted, decimal, percent} from "./wording.js";
import {cosineOf, explainCosine} from "./similarity.js";
import {sharedMarks, markedParagraphs, boilerplateOf, colourOf, nameOf} from "./side_text.js";
import {makeGrowingList, makeTable, cellWithBar} from "./pair_list.js";
import {takeAway} from "./take.js";
import {pythonTokens, pythonRows, pythonLines} from "./python.js";

const TERMS_AT_ONCE = 15;

/** The two articles that are chosen, side by side. */
export function makeSideView(data, store) {
  const summary = make("p", {class: "lb-side-sum", role: "status"});
  const body = make("div");
  const seen = {rows: [], scrolled: [0, 0], marks: {left: [], right: []}, texts: [], marked: false, at: null};
  const source = {name: say("Side by side"), table: () => tableOfPassages(data, seen), code: () => codeOfSide(data, seen.rows)};
  const node = make("section", {class: "lb-side-view", "aria-label": source.name}, summary, body, takeAway(source));
  function update() {
    const {chosen, marked, at} = store.get();
    if (chosen.length !== 2) return;
    const anew = marked !== seen.marked || at !== seen.at;
    Object.assign(seen, {marked, at});
    if (chosen.join() === seen.rows.join()) {
      if (anew) for (const draw of seen.texts) draw();
      return void queueMicrotask(() => scrollBack(body, seen));
    }
    Object.assign(seen, {rows: [...chosen], marks: sharedMarks(data, ...chosen), scrolled: [0, 0], texts: []});
    summary.textContent = summaryOf(data, seen);
    clear(body).append(...listOfPassages(data, seen, body), bothTexts(data, seen), terms(data, chosen));
    requestAnimationFrame(() => bringIntoView(node));
  }
  return {node, update, goTo: (at) => goToPlace(body, seen, at), table: source.table, code: source.code};
}

/** Bring a place in one of the two texts into view. */
function goToPlace(body, seen, at) {
  const side = seen.rows.indexOf(at.row);
  const text = body.querySelectorAll(".lb-side-text")[side];
  const mark = text?.querySelector(".lb-here");
  if (!mark) return;
  text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  seen.scrolled[side] = text.scrollTop;
  mark.scrollIntoView({block: "nearest"});
}

/** Where the parts of the board stand below each other, two texts may be chosen far from where they appear. */
function bringIntoView(node) {
  const {top, bottom} = node.getBoundingClientRect();
  if (node.isConnected && (bottom < 0 || top > window.innerHeight)) node.scrollIntoView({block: "start"});
}

/** A view that is put into the page again has lost how far its texts were read. */
function scrollBack(body, {scrolled}) {
  body.querySelectorAll(".lb-side-text").forEach((text, side) => (text.scrollTop = scrolled[side]));
}

function someWords(count) {
  return sayCounted("{n} word", "{n} words", count);
}

function summaryOf(data, {rows, marks}) {
  const counted = marks.left.filter(({widespread}) => !widespread);
  if (!counted.length) return say("No shared passages.");
  const words = counted.reduce((sum, mark) => sum + mark.words, 0);
  const [a, b] = rows.map((row) => {
    const all = data.comparedWords[row];
    return say("{share} of the {words} of {name}", {share: percent(words / all), words: someWords(all), name: data.labels[row]});
  });
  return sayCounted(
    "{n} shared passage, {words} in total: {a} and {b}.",
    "{n} shared passages, {words} in total: {a} and {b}.",
    counted.length, {words: someWords(words), a, b},
  );
}

function listOfPassages(data, {rows, marks}, body) {
  if (!marks.left.length || data.hasTexts === false) return [];
  const item = (mark) => {
    const kind = (mark.near ? say(", near") : "") + (mark.widespread ? say(", widespread") : "");
    const name = say("Passage {n}: go to it in both articles", {n: mark.number});
    const go = () => {
      jumpTo(body, 1, mark.number);
      jumpTo(body, 0, mark.number, true);
    };
    const number = make("button", {class: `lb-n ${colourOf(mark)}`, type: "button", "aria-label": name, text: mark.number, onclick: go});
    return make("li", {}, number, ` ${someWords(mark.words)}${kind}`);
  };
  const list = make("ul", {class: "lb-passages", "aria-label": say("Shared passages")}, ...marks.left.map(item));
  return [list, legend(marks.left, rows.some((row) => boilerplateOf(data, row).length))];
}

/** What the marks mean: the sentence before and after a sample of the mark. */
function legend(marks, repeated) {
  const node = make("p", {class: "lb-side-note"});
  node.append(say("Passages with the same number and colour match. A number links to the passage in the other article."), " ");
  if (marks.some(({near}) => near)) {
    node.append(...withSample(say("{sample}: words that differ from the other article."), make("u", {text: say("Dotted underline")})), " ");
  }
  const widespread = marks.filter((mark) => mark.widespread).length;
  if (widespread) {
    node.append(sayCounted(
      "Grey: {n} passage is widespread (in many articles) and not counted in the shares.",
      "Grey: {n} passages are widespread (in many articles) and not counted in the shares.",
      widespread,
    ), " ");
  }
  if (repeated) {
    const sample = make("span", {class: "lb-boilerplate", text: say("Small and grey")});
    node.append(...withSample(say("{sample}: boilerplate, which the publisher repeats in its articles; not counted."), sample));
  }
  return node;
}

function withSample(sentence, sample) {
  const [before, after] = sentence.split("{sample}");
  return [before, sample, after];
}

function bothTexts(data, seen) {
  const node = make("div", {class: "lb-side-pair"});
  [seen.marks.left, seen.marks.right].forEach((marks, side) => node.append(oneText(data, seen, side, marks, node)));
  return node;
}

function oneText(data, seen, side, marks, pair) {
  const [row, other] = [seen.rows[side], data.labels[seen.rows[1 - side]]];
  const numberOf = (mark) =>
    make("button", {
      class: "lb-n", type: "button", text: mark.number, title: say("Go to this passage in {name}", {name: other}),
      "aria-label": `${mark.number}: ${say("{passage} begins", {passage: nameOf(mark)})}. ${say("Go to this passage in {name}", {name: other})}`,
      onclick: () => jumpTo(pair, 1 - side, mark.number, true),
    });
  const facts = [data.columns.publisher?.[row], data.dates[row] || say("no date"), someWords(data.comparedWords[row])];
  const text = make("div", {class: "lb-side-text", lang: data.language, tabindex: 0, role: "region", "aria-label": data.labels[row]});
  text.addEventListener("scroll", () => text.isConnected && (seen.scrolled[side] = text.scrollTop));
  if (data.hasTexts === false) text.append(make("p", {text: say("The texts were left out of this board: its words can be counted, not read.")}));
  else {
    const draw = () => text.replaceChildren(...markedParagraphs(data, row, marks, numberOf, seen.marked ? factMarks(data, row) : [], seen.at?.row === row ? seen.at : null));
    seen.texts.push(draw);
    draw();
  }
  const about = make("p", {class: "lb-side-about", text: facts.filter(Boolean).join(" · ")});
  const head = make("header", {}, about, beginsWithLabel(data, row) ? null : make("h3", {dir: "auto", text: data.labels[row]}));
  return make("article", {class: "lb-side-one"}, head, text);
}

/** Whether the text itself begins as the label does, so that it need not be said twice. */
function beginsWithLabel(data, row) {
  const [begin] = data.labels[row].split(/ (?:·|…)/);
  return data.text(row).trimStart().replace(/\s+/g, " ").startsWith(begin);
}

/** Bring a passage into view on one side, and, if asked, the focus to its number. */
function jumpTo(holder, side, number, focus = false) {
  const text = holder.querySelectorAll(".lb-side-text")[side];
  const mark = text.querySelector(`mark[data-number="${number}"]`);
  if (!mark) return;
  for (const one of holder.querySelectorAll("mark.lb-at")) if (focus || text.contains(one)) one.classList.remove("lb-at");
  for (const one of holder.querySelectorAll(`mark[data-number="${number}"]`)) one.classList.add("lb-at");
  if (text.scrollHeight > text.clientHeight + 1) {
    text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  } else if (focus) mark.scrollIntoView({block: "center"});
  if (focus) mark.querySelector("button")?.focus({preventScroll: true});
}

function terms(data, [a, b]) {
  const found = explainCosine(data, a, b) ?? [];
  const node = make("div", {class: "lb-side-terms"}, make("h3", {class: "lb-chart-title", text: termsFinding(data, found, a, b)}));
  if (!found.length) return node;
  node.append(make("p", {class: "lb-chart-note", text: say("How often each term occurs in both; bar: what it contributes to the cosine.")}));
  const headings = [say("Term"), say("in the first"), say("in the second"), say("share of the cosine")];
  const cell = (text) => make("td", {class: "lb-number", text});
  const list = makeGrowingList(makeTable(say("Terms that make the cosine"), headings), (one) =>
    make("tr", {}, make("td", {lang: data.language, text: one.shown}), cell(one.count_a), cell(one.count_b), cellWithBar(percent(one.share), one.share / found[0].share)), TERMS_AT_ONCE);
  list.show(found);
  node.append(list.node);
  return node;
}

function termsFinding(data, found, a, b) {
  const cosine = cosineOf(found);
  const names = {a: data.labels[a], b: data.labels[b]};
  if (!found.length) return say("{a} and {b} share no counted terms", names);
  return say("{a} and {b} have a cosine of {value}", {...names, value: decimal(cosine, 2)});
}

function tableOfPassages(data, {rows, marks}) {
  const columns = ["passage", "article_a", "start_a", "end_a", "text_a", "article_b", "start_b", "end_b", "text_b", "words", "kind", "widespread"];
  const texts = data.hasTexts === false ? ["", ""] : rows.map((row) => data.text(row));
  const found = marks.left.map((left, place) => {
    const sides = [left, marks.right[place]].flatMap(({start, end}, side) => [data.ids[rows[side]], start, end, texts[side].slice(start, end)]);
    return [left.number, ...sides, left.words, left.near ? "near" : "exact", left.widespread];
  });
  return {name: "shared_passages", columns, rows: found};
}

function codeOfSide(data, rows) {
  if (rows.length !== 2) return "";
  return pythonLines(
    pythonTokens(data),
    `a, b = articles.index[${pythonRows(rows)}]`,
    "display(lb.side_by_side(tokens, a, b, passages=lb.shared_passages(tokens)))",
    "lb.explain_similarity(lb.document_term_matrix(tokens), a, b)",
  );
}
