// In the article that is read, or in two: its numbers, who says what, and headings that are firmer than their text.
import {linkTo, plainNumber} from "./claims_parts.js";
import {make} from "./dom.js";
import {countedWritten, firmnessWritten, intervalWritten, whoWritten} from "./fact_words.js";
import {factsIn, writtenAt} from "./facts.js";
import {pythonLines, pythonRows, pythonTokens} from "./python.js";
import {makeSection, tableOf} from "./section.js";
import {say, sayCounted} from "./wording.js";

/** The quantities of the article that is read; null without rules for numbers. */
export function makeNumbers(data, store) {
  if (!data.facts.quantities) return null;
  const rows = () => store.get().chosen.flatMap((row) => factsIn(data, "quantities", row));
  const columns = ["article", "start", "end", "written", "low", "high", "unit", "counted", "left_out", "time", "source", "firmness"];
  const source = {
    name: say("Numbers"),
    table: () => ({
      columns,
      rows: rows().map((one) => [
        data.ids[one.row], one.start, one.end, writtenAt(data, one.row, one.start, one.end), plainNumber(one.low), plainNumber(one.high),
        one.unit, one.counted, one.left_out === 1, one.time, one.source, one.firmness,
      ]),
    }),
    code: () => codeOf(data, store, "quantities"),
  };
  return makeSection("lb-claims-numbers", source, (content) => {
    const shown = rows().map((one) => [
      make("div", {}, linkTo(store, data, writtenAt(data, one.row, one.start, one.end), one), make("div", {class: "lb-known", text: intervalWritten(one)})),
      make("div", {lang: data.language}, countedWritten(data, one), one.left_out ? make("div", {class: "lb-known", text: say("left out here")}) : null),
      make("span", {text: whoWritten(one)}), make("span", {lang: data.language, text: one.time ?? ""}),
    ]);
    if (shown.length) content.append(tableOf([say("Number"), say("of what"), say("who says so"), say("when")], shown, source.name));
    return sayCounted("{n} number in the article that is read", "{n} numbers in the article that is read", shown.length);
  });
}

/** The statements of the article that is read, by source; null without rules for sources. */
export function makeStatements(data, store) {
  if (!data.facts.attributions) return null;
  const rows = () => store.get().chosen.flatMap((row) => factsIn(data, "attributions", row));
  const said = (one) => writtenAt(data, one.row, one.scope_start, one.scope_end);
  const source = {
    name: say("Who says what"),
    table: () => ({
      columns: ["article", "source", "verb", "scope_start", "scope_end", "said", "firmness"],
      rows: rows().map((one) => [data.ids[one.row], one.source, one.verb, one.scope_start, one.scope_end, said(one), one.firmness]),
    }),
    code: () => codeOf(data, store, "attributions"),
  };
  return makeSection("lb-claims-statements", source, (content) => {
    const all = rows();
    for (const [name, some] of bySource(all)) {
      const items = some.map((one) => make("li", {},
        linkTo(store, data, said(one), {row: one.row, start: one.scope_start, end: one.scope_end}), " ", make("span", {class: "lb-known", text: firmnessWritten(one.firmness)})));
      content.append(make("h4", {lang: name ? data.language : null, text: name ?? say("nobody named")}), make("ul", {class: "lb-claims-list"}, ...items));
    }
    return sayCounted("{n} statement with a source or in doubt", "{n} statements with a source or in doubt", all.length);
  });
}

/** Statements by source as first written, those of nobody last. */
function bySource(rows) {
  const groups = new Map();
  for (const one of rows) {
    const key = one.counted_as ?? one.source;
    if (!groups.has(key)) groups.set(key, [one.source, []]);
    groups.get(key)[1].push(one);
  }
  return [...groups.values()].sort(([one], [other]) => (one === null) - (other === null));
}

/** The headings in what is read that state what the text only reports; null without rules for sources. */
export function makeHeadings(data, store) {
  if (!data.facts.headings) return null;
  const rows = () => store.get().chosen.flatMap((row) => factsIn(data, "headings", row));
  const source = {
    name: say("Headings firmer than their text"),
    table: () => ({
      columns: ["article", "heading_start", "heading_end", "heading", "start", "end", "written", "firmness", "shared"],
      rows: rows().map((one) => [
        data.ids[one.row], ...[one.heading_start, one.heading_end].map((place) => (place < 0 ? null : place)), one.heading,
        one.start, one.end, writtenAt(data, one.row, one.start, one.end), one.firmness, one.shared,
      ]),
    }),
    code: () => codeOf(data, store, "firmer_headings"),
  };
  return makeSection("lb-claims-headings", source, (content) => {
    const all = rows();
    content.append(make("ul", {class: "lb-claims-list"}, ...all.map((one) => headingItem(data, store, one))));
    return all.length ? sayCounted("{n} heading states what its text only reports", "{n} headings state what their text only reports", all.length) : say("No heading found that is firmer than its text");
  });
}

function headingItem(data, store, one) {
  const place = {row: one.row, start: one.heading_start, end: one.heading_end};
  const heading = place.start < 0 ? make("span", {lang: data.language, text: one.heading}) : linkTo(store, data, one.heading, place);
  const text = linkTo(store, data, writtenAt(data, one.row, one.start, one.end), one);
  return make("li", {},
    make("div", {}, `${say("Heading")}: `, heading), make("div", {}, `${say("Text")}: `, text, " ", make("span", {class: "lb-known", text: firmnessWritten(one.firmness)})));
}

/** The lines of Python that find a kind of fact in the articles that are read. */
function codeOf(data, store, name) {
  const {chosen} = store.get();
  return pythonLines(pythonTokens(data), `found = lb.${name}(tokens)`, `found[found["article"].isin(articles.index[${pythonRows(chosen)}])]`);
}
