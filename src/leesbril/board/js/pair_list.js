// Pairs of articles: which of them are shown, and a table of them that grows.
import {make, clear} from "./dom.js";
import {say, sayCounted, decimal, percent} from "./wording.js";

const PAIRS_AT_ONCE = 50;
const TOLERANCE = 1e-9;

/** The share of a pair: of the words of one article that the other has too, the larger of the two. */
export function shareOf({share_a, share_b}, pair) {
  return Math.max(share_a[pair], share_b[pair]);
}

/** The numbers of all pairs, the most similar first. */
export function bySimilarity({cosine}) {
  const order = Uint32Array.from(cosine.keys());
  const sorted = cosine.every((value, pair) => !pair || value <= cosine[pair - 1]);
  return sorted ? order : order.sort((one, other) => cosine[other] - cosine[one] || one - other);
}

/** The same with those that share most first: most pairs share nothing, and keep their order. */
export function byShare(pairs, order = bySimilarity(pairs)) {
  const sharing = order.filter((pair) => shareOf(pairs, pair) > 0);
  const found = new Uint32Array(order.length);
  found.set(sharing.sort((one, other) => shareOf(pairs, other) - shareOf(pairs, one)));
  found.set(order.filter((pair) => !shareOf(pairs, pair)), sharing.length);
  return found;
}

/** Those of which both articles are shown and that are as similar as the threshold or more. */
export function pairsAbove(pairs, order, shown, threshold) {
  const similar = (pair) => threshold <= 0 || pairs.cosine[pair] >= threshold - TOLERANCE;
  return order.filter((pair) => similar(pair) && (!shown || (shown[pairs.a[pair]] && shown[pairs.b[pair]])));
}

/** A cosine as it is written; a pair of which one article has no counted words has none. */
export function cosineWritten(cosine) {
  return cosine < 0 ? "–" : decimal(cosine, 2);
}

/** Whether the reader has chosen these two articles. */
export function areChosen(chosen, a, b) {
  return chosen.length === 2 && chosen.includes(a) && chosen.includes(b);
}

/** The rows of a mask. */
export function rowsOfMask(mask) {
  const rows = [];
  mask.forEach((inside, row) => inside && rows.push(row));
  return rows;
}

/** Nodes fifty at a time, with a button for more; `show(items)` begins again, and the focus stays in the list. */
export function makeGrowingList(holder, nodeOf, atOnce = PAIRS_AT_ONCE) {
  const more = make("button", {class: "lb-more", type: "button", onclick: () => grow(true)});
  const node = make("div", {class: "lb-growing"}, holder.outer, more);
  let [items, reached] = [[], 0];
  function grow(focus) {
    const some = Array.from(items.slice(reached, reached + atOnce), nodeOf);
    holder.inner.append(...some);
    reached += some.length;
    const left = items.length - reached;
    more.hidden = left <= 0;
    more.textContent = say("Show {n} more", {n: Math.min(left, atOnce)});
    if (focus) some[0]?.querySelector("button")?.focus();
  }
  return {
    node,
    show(list) {
      clear(holder.inner);
      [items, reached] = [list, 0];
      grow(false);
      node.hidden = list.length === 0;
    },
  };
}

/** A table with these headings, the first of which is wide, as `makeGrowingList` takes it. */
export function makeTable(name, headings) {
  const inner = make("tbody");
  const cells = headings.map((text, place) => make("th", {scope: "col", text, class: place ? "lb-number" : null}));
  const outer = make("table", {class: "lb-table", "aria-label": name}, make("thead", {}, make("tr", {}, ...cells)), inner);
  return {outer, inner};
}

/** A cell with a number, and a bar as long as its share. */
export function cellWithBar(text, share) {
  const bar = make("span", {class: "lb-cell-bar", "aria-hidden": "true"});
  bar.style.setProperty("--part", String(share));
  return make("td", {class: "lb-number"}, make("span", {text}), bar);
}

/** A table of pairs; a button chooses both articles. `turned(pair)` says whether b stands first. */
export function makePairTable(data, store, {name, headings, cells, turned = () => false}) {
  const row = (pair) => {
    const sides = [data.pairs.a[pair], data.pairs.b[pair]];
    const [first, second] = turned(pair) ? sides.reverse() : sides;
    return make("tr", {}, make("td", {}, pairButton(data, store, first, second)), ...cells(pair));
  };
  const list = makeGrowingList(makeTable(name, headings), row);
  return {
    ...list,
    mark() {
      for (const button of list.node.querySelectorAll("button.lb-pair")) {
        const chosen = areChosen(store.get().chosen, Number(button.dataset.a), Number(button.dataset.b));
        button.setAttribute("aria-pressed", String(chosen));
      }
    },
  };
}

function pairButton(data, store, a, b) {
  const name = say("{a} and {b}", {a: data.labels[a], b: data.labels[b]});
  const pressed = String(areChosen(store.get().chosen, a, b));
  return make(
    "button",
    {
      class: "lb-pair", type: "button", "aria-label": name, "aria-pressed": pressed,
      "data-a": a, "data-b": b, onclick: () => store.set({chosen: [a, b]}),
    },
    make("bdi", {text: data.labels[a]}),
    make("bdi", {text: data.labels[b]}),
  );
}

/** The share of each of the two articles, in their order, with a bar for the larger one. */
export function sharesCell({share_a, share_b}, pair, turned = false) {
  const shares = turned ? [share_b[pair], share_a[pair]] : [share_a[pair], share_b[pair]];
  return cellWithBar(shares.map((share) => percent(share)).join(" · "), Math.max(...shares));
}

/** The shares and the cosine of a pair as cells. */
export function shareAndCosine(pairs, pair) {
  return [sharesCell(pairs, pair), make("td", {class: "lb-number", text: cosineWritten(pairs.cosine[pair])})];
}

/** A number of pairs. */
export function somePairs(number) {
  return sayCounted("{n} pair", "{n} pairs", number);
}

/** A number of articles. */
export function someArticles(number) {
  return sayCounted("{n} article", "{n} articles", number);
}
