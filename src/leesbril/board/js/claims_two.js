// Two articles: who is named in both or in one, and their quantities side by side.
import {quantitiesOfTwo, sentenceOf} from "./claims_align.js";
import {linkTo, nameLink, plainNumber} from "./claims_parts.js";
import {make} from "./dom.js";
import {countedWritten, intervalWritten, unitWritten, whoWritten} from "./fact_words.js";
import {namesOf, writtenAt} from "./facts.js";
import {pythonLines, pythonRows, pythonTokens} from "./python.js";
import {makeSection} from "./section.js";
import {say, sayCounted} from "./wording.js";

/** The quantities of both articles, by what is counted; null without rules for numbers. */
export function makeNumbersOfTwo(data, store) {
  if (!data.facts.quantities) return null;
  const lines = () => (store.get().chosen.length === 2 ? quantitiesOfTwo(data, store.get().chosen) : []);
  const source = {
    name: say("Numbers side by side"),
    table: () => tableOfTwo(data, lines()),
    code: () => codeOfTwo(data, store, "lb.quantities_side_by_side(tokens, a, b)"),
  };
  return makeSection("lb-claims-two", source, (content) => {
    const all = lines();
    content.append(make("p", {class: "lb-known", text: say("By what is counted, never by digits. Where intervals are apart, it may be another count or another day.")}));
    content.append(make("ol", {class: "lb-claims-lines"}, ...all.map((line) => lineItem(data, store, line))));
    return headingOfTwo(all);
  });
}

function headingOfTwo(lines) {
  const apart = lines.filter(({relation}) => relation === "apart").length;
  const both = lines.filter(({a, b}) => a && b).length;
  if (apart) return sayCounted("The intervals of {n} number that both give are apart", "The intervals of {n} numbers that both give are apart", apart);
  return both ? sayCounted("{n} number that both give, and none apart", "{n} numbers that both give, and none apart", both) : say("The two count nothing in common");
}

function lineItem(data, store, {relation, a, b}) {
  const what = a ?? b;
  const subject = [what.unit && unitWritten(what.unit), what.counted].filter(Boolean).join(" · ");
  const head = make("p", {}, make("b", {lang: data.language, text: subject || say("not said of what")}), ` · ${relationWritten(relation)}`);
  return make("li", {class: relation === "apart" ? "lb-claims-apart" : null}, head, ...[[a, say("in the first")], [b, say("in the second")]].map(([one, side]) => sideOf(data, store, one, side)).filter(Boolean));
}

/** What one of the articles says: its number, the interval, who says so and when, and the sentence. */
function sideOf(data, store, one, side) {
  if (!one) return null;
  const inside = one.unit || (one.counted_start < one.end && one.counted_end > one.start); // meter, miljoenenschade
  const written = [writtenAt(data, one.row, one.start, one.end), inside ? "" : countedWritten(data, one)].filter(Boolean).join(" ");
  const known = [intervalWritten(one), whoWritten(one), one.time].filter(Boolean).join(" · ");
  const left = one.left_out ? ` · ${say("left out here")}` : "";
  return make("div", {class: "lb-claims-side"}, make("span", {class: "lb-known", text: `${side}: `}), linkTo(store, data, written, one),
    make("div", {class: "lb-known", text: known + left}), make("blockquote", {lang: data.language, text: sentenceOf(data, one)}));
}

function relationWritten(relation) {
  const words = {
    apart: say("the intervals are apart"), overlap: say("the intervals overlap"), same: say("the same number"),
    "only a": say("only in the first"), "only b": say("only in the second"),
  };
  return words[relation];
}

function tableOfTwo(data, lines) {
  const names = ["written", "low", "high", "start", "end", "text", "time", "source", "firmness"];
  const of = (one) => (one ? [
    writtenAt(data, one.row, one.start, one.end), plainNumber(one.low), plainNumber(one.high), one.start, one.end, sentenceOf(data, one), one.time, one.source, one.firmness,
  ] : names.map(() => null));
  return {
    columns: ["counted", "unit", "relation", ...names.map((name) => `${name}_a`), ...names.map((name) => `${name}_b`)],
    rows: lines.map(({relation, a, b}) => [(a ?? b).counted, (a ?? b).unit, relation, ...of(a), ...of(b)]),
  };
}

/** Who is named in both, only in the first, only in the second; null without rules for names. */
export function makeNamesOfTwo(data, store) {
  if (!data.facts.names) return null;
  const rows = () => namedIn(data, store.get().chosen);
  const source = {
    name: say("Who is named"),
    table: () => ({
      columns: ["name", "kind", "named", "count_a", "count_b", "variants_a", "variants_b"],
      rows: rows().map(({name, kind, named, a, b}) => [name, kind, named, a?.count ?? 0, b?.count ?? 0, a?.variants.join(" · "), b?.variants.join(" · ")]),
    }),
    code: () => codeOfTwo(data, store, "lb.who_is_named(tokens, a, b)"),
  };
  return makeSection("lb-claims-named", source, (content) => {
    const all = rows();
    for (const [named, title] of [["both", say("in both")], ["only a", say("only in the first")], ["only b", say("only in the second")]]) {
      const some = all.filter((one) => one.named === named);
      if (!some.length) continue;
      const items = some.map((one) => make("li", {}, nameLink(store, data, one), make("span", {class: "lb-known", text: ` ${[one.a?.count, one.b?.count].filter(Boolean).join(" · ")}`})));
      content.append(make("h4", {text: title}), make("ul", {class: "lb-claims-names-list"}, ...items));
    }
    return sayCounted("{n} name is in both", "{n} names are in both", all.filter(({named}) => named === "both").length);
  });
}

/** The names of two articles, those in both first, then the most frequent; with the variants of both. */
function namedIn(data, chosen) {
  const sides = chosen.map((row) => new Map(namesOf(data, [row]).map((one) => [one.name, one])));
  const all = new Set(sides.flatMap((side) => [...side.keys()]));
  const rows = [...all].map((name) => {
    const [a, b] = sides.map((side) => side.get(name));
    const named = a && b ? "both" : a ? "only a" : "only b";
    const variants = [...new Set([...(a?.variants ?? []), ...(b?.variants ?? [])])];
    return {name, kind: a?.kind ?? b?.kind ?? null, named, a, b, variants};
  });
  const total = ({a, b}) => (a?.count ?? 0) + (b?.count ?? 0);
  const order = ["both", "only a", "only b"];
  return rows.sort((one, other) => order.indexOf(one.named) - order.indexOf(other.named) || total(other) - total(one) || (one.name < other.name ? -1 : 1));
}

function codeOfTwo(data, store, line) {
  return pythonLines(pythonTokens(data), `a, b = articles.index[${pythonRows(store.get().chosen)}]`, line);
}
