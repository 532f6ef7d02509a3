// The company of the query: its collocates, and the groups of articles that have it.
import {make} from "./dom.js";
import {literal} from "./code.js";
import {pythonSearch} from "./python.js";
import {collocatesOf, perGroup} from "./counts.js";
import {makeSection, tableOf} from "./section.js";
import {decimal, number, percent, say, sayCounted} from "./wording.js";

const MOST = 20;
const COLLOCATES = ["term", "shown", "count", "articles", "frequency", "expected", "g2", "log_dice", "evidence"];
const GROUPS = ["group", "articles", "words", "count", "rate", "articles_with", "share", "share_low", "share_high", "evidence"];

/** The words near the query, in the same sentence. */
export function makeCompany(data, store) {
  const rows = () => collocatesOf(data, store.get().found.hits, store.get().shown, store.get().found.view);
  const source = {
    name: say("In company"),
    table: () => ({columns: COLLOCATES, rows: rows().map((row) => COLLOCATES.map((name) => row[name]))}),
    code: () => pythonSearch(data, store.get(), `found.collocates()`),
  };
  return makeSection("lb-company", source, (content) => {
    const all = rows();
    const shown = all.slice(0, MOST).map((row) => [
      make("button", {type: "button", class: "lb-link", lang: data.language, text: row.shown, onclick: () => store.set({query: `"${row.shown}"`})}),
      number(row.count), number(row.articles), decimal(row.expected, 1), decimal(row.log_dice, 1),
    ]);
    content.append(tableOf([say("Collocate"), say("near it"), say("articles"), say("expected"), say("log Dice")], shown, say("Words near the query")));
    return sayCounted("{n} word within five words of it", "{n} words within five words of it", all.length);
  });
}

/** The query in each group of a column; null where the articles have no column of groups. */
export function makeGroups(data, store) {
  const column = Object.keys(data.columns).find((name) => typeof data.columns[name].find((value) => value !== null) === "string");
  if (!column) return null;
  const rows = () => perGroup(data, store.get().found.hits, store.get().shown, data.columns[column]);
  const source = {
    name: say("By {column}", {column}),
    table: () => ({columns: GROUPS, rows: rows().map((row) => GROUPS.map((name) => row[name]))}),
    code: () => pythonSearch(data, store.get(), `found.per_group(${literal(column)})`),
  };
  return makeSection("lb-groups", source, (content) => {
    const all = rows();
    const shown = all.map((row) => [
      row.group ?? say("none"), say("{k} of {n}", {k: number(row.articles_with), n: number(row.articles)}), percent(row.share),
      `${percent(row.share_low)}–${percent(row.share_high)}`, row.rate === null || Number.isNaN(row.rate) ? "" : decimal(row.rate, 1),
    ]);
    content.append(tableOf([column, say("articles with it"), say("share"), say("95% interval"), say("per 1,000 words")], shown, source.name));
    return source.name;
  });
}
