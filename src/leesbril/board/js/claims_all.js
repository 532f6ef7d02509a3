// Over all articles shown: who is named in most of them, and which sources they rely on.
import {growingTable, nameLink} from "./claims_parts.js";
import {kindWritten} from "./fact_words.js";
import {namesOf, sourcesOf} from "./facts.js";
import {make} from "./dom.js";
import {rowsOfMask} from "./pair_list.js";
import {pythonLines, pythonRows, pythonTokens} from "./python.js";
import {makeSection} from "./section.js";
import {number, say, sayCounted} from "./wording.js";

const FIRM = ["stated", "quoted", "zou", "hope", "wish"];

/** The names in the articles shown, that in most articles first; null without rules for names. */
export function makeNames(data, store) {
  if (!data.facts.names) return null;
  const rows = remembered(data, store, namesOf);
  const source = {
    name: say("Names in the articles shown"),
    table: () => ({
      columns: ["name", "kind", "variants", "count", "articles"],
      rows: rows().map(({name, kind, variants, count, articles}) => [name, kind, variants.join(" · "), count, articles]),
    }),
    code: () => {
      const some = shownRows(data, store);
      const among = some ? `\nfound = found[found["article"].isin(articles.index[${pythonRows(some)}])]` : "";
      return pythonLines(pythonTokens(data), `found = lb.names(tokens)${among}`, "lb.name_groups(found=found)");
    },
  };
  const state = {};
  return makeSection("lb-claims-names", source, (content) => {
    const rowOf = (one) => [nameLink(store, data, one), kindWritten(one.kind), number(one.count), number(one.articles)];
    growingTable(content, {columns: [say("Name"), say("kind"), say("mentions"), say("articles")], rows: rows(), rowOf, caption: source.name}, state);
    return sayCounted("{n} name in the articles shown", "{n} names in the articles shown", rows().length);
  });
}

/** The sources that the articles shown rely on; null without rules for sources. */
export function makeSources(data, store) {
  if (!data.facts.attributions) return null;
  const rows = remembered(data, store, sourcesOf);
  const source = {
    name: say("Sources most relied on"),
    table: () => ({
      columns: ["source", "shown", "statements", "articles", ...FIRM],
      rows: rows().map((one) => [one.source, one.shown, one.statements, one.articles, ...FIRM.map((firm) => one.firm.get(firm) ?? 0)]),
    }),
    code: () => {
      const some = shownRows(data, store);
      return pythonLines(pythonTokens(data), some && `tokens = tokens.select(articles.index[${pythonRows(some)}])`, "lb.sources_relied_on(tokens)");
    },
  };
  const state = {};
  return makeSection("lb-claims-sources", source, (content) => {
    const rowOf = (one) => [make("span", {lang: data.language, text: one.shown}), number(one.statements), number(one.articles)];
    growingTable(content, {columns: [say("Source"), say("statements"), say("articles")], rows: rows(), rowOf, caption: source.name}, state);
    return sayCounted("{n} source that the articles shown rely on", "{n} sources that the articles shown rely on", rows().length);
  });
}

/** What is counted over the articles shown, counted anew only if these are others. */
function remembered(data, store, count) {
  let last = {};
  return () => {
    const {shown} = store.get();
    if (last.shown !== shown) last = {shown, found: count(data, rowsOfMask(shown))};
    return last.found;
  };
}

/** The rows of the articles shown; null if all are. */
function shownRows(data, store) {
  const rows = rowsOfMask(store.get().shown);
  return rows.length < data.n ? rows : null;
}
