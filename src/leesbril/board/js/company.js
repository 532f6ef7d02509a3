// The company of the query: its collocates, and the groups of articles that have it.
import {make} from "./dom.js";
import {literal} from "./code.js";
import {pythonSearch} from "./python.js";
import {FEW, collocatesOf, perGroup} from "./counts.js";
import {makeSection, tableOf} from "./section.js";
import {columnName} from "./columns.js";
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
    subject: () => store.get().query,
    code: () => pythonSearch(data, store.get(), `found.collocates()`),
  };
  return makeSection("lb-company", source, (content) => {
    const all = rows();
    const again = all.filter(({count}) => count > 1);
    const listed = again.length ? again : all;
    const shown = listed.slice(0, MOST).map((row) => [
      make("button", {type: "button", class: "lb-link", lang: data.language, text: row.shown, onclick: () => store.set({query: `"${row.shown}"`})}),
      number(row.count), number(row.articles), decimal(row.expected, 1), decimal(row.log_dice, 1),
    ]);
    content.append(tableOf([say("Collocate"), say("near it"), say("articles"), say("expected"), say("log Dice")], shown, say("Words near the query")));
    content.append(make("p", {class: "lb-known", text: say("Expected: if words stood anywhere. Log Dice: how much the two keep to each other, 14 at most.")}));
    if (all.length > listed.length) content.append(make("p", {class: "lb-known", text: sayCounted("{n} word that is near it once is in the CSV only.", "{n} words that are near it once are in the CSV only.", all.length - listed.length)}));
    return sayCounted("{n} word within five words of it", "{n} words within five words of it", all.length);
  });
}

/** The query in each group of a column; null where the articles have no column of groups. */
export function makeGroups(data, store) {
  const column = Object.keys(data.columns).find((name) => typeof data.columns[name].find((value) => value !== null) === "string");
  if (!column) return null;
  const rows = () => perGroup(data, store.get().found.hits, store.get().shown, data.columns[column]);
  const source = {
    name: say("By {column}", {column: columnName(column, true)}),
    table: () => ({columns: GROUPS, rows: rows().map((row) => GROUPS.map((name) => row[name]))}),
    subject: () => store.get().query,
    code: () => pythonSearch(data, store.get(), `found.per_group(${literal(column)})`),
  };
  return makeSection("lb-groups", source, (content) => {
    const all = rows().sort(byShareOfEnough);
    const shown = all.map((row) => [
      row.group ?? say("none"), say("{k} of {n}", {k: number(row.articles_with), n: number(row.articles)}), percent(row.share),
      `${percent(row.share_low)}–${percent(row.share_high)}`, row.rate === null || Number.isNaN(row.rate) ? "" : decimal(row.rate, 1),
    ]);
    content.append(tableOf([columnName(column), say("articles with it"), say("share"), say("95% interval"), say("per 1,000 words")], shown, source.name));
    return headingOf(all, column) ?? source.name;
  });
}

/** Groups of ten articles or more before smaller ones, the highest share first. */
function byShareOfEnough(one, other) {
  return (other.articles >= FEW) - (one.articles >= FEW) || other.share - one.share || other.articles - one.articles;
}

/** Where the share is highest, among the groups of ten articles or more; null with fewer than two of these. */
function headingOf([first, second], column) {
  if (!second || second.articles < FEW || first.share === second.share) return null;
  return say("By {column}: most in {group}, in {share} of {n} articles", {
    column: columnName(column, true), group: first.group ?? say("none"), share: percent(first.share), n: number(first.articles),
  });
}
