// All that is known of a query: its lines, where it stands, in time, in what company, at which publishers.
import {clear, make} from "./dom.js";
import {makeCompany, makeGroups} from "./company.js";
import {makeLines} from "./lines.js";
import {termsOf} from "./terms.js";
import {makeTrend} from "./trend.js";
import {makeXray} from "./xray.js";
import {decimal, say, sayCounted} from "./wording.js";

const TERMS = 30;

/** The view of the query; without one, the terms of the article that is read. */
export function makeWordsView(data, store) {
  const node = make("div", {class: "lb-words"});
  const parts = data.hasTexts ? [makeLines, makeXray, makeTrend, makeCompany, makeGroups] : [makeTrend, makeGroups];
  const sections = parts.map((part) => part(data, store)).filter(Boolean);
  let waiting = 0;
  const follow = (place) => {
    waiting = place < sections.length ? setTimeout(() => {
      if (!store.get().found?.hits) return; // the query has gone while another tab was open
      sections[place].update();
      follow(place + 1);
    }) : 0;
  };
  const update = () => {
    const {found} = store.get();
    if (!found?.hits?.rows.length) {
      clearTimeout(waiting);
      clear(node).append(...nothing(data, store));
      return;
    }
    if (node.firstChild !== sections[0].node) clear(node).append(...sections.map((section) => section.node));
    sections[0].update();
    // The others follow one by one, each after the page had time to show the one before.
    clearTimeout(waiting);
    follow(1);
  };
  return {node, update};
}

function nothing(data, store) {
  const {found, chosen} = store.get();
  const said = found && !found.error ? [make("p", {text: say("Nothing is found. * stands for any characters: try mosk*.")})] : [];
  if (!chosen.length) return [...said, make("p", {text: say("Type a word above to see where it stands.")})];
  const terms = termsOf(data, chosen[0]).slice(0, TERMS);
  const label = data.labels[chosen[0]];
  const heading = make("h3", {text: say("The words that “{label}” is about", {label})});
  const items = terms.map(({shown, count, weight}) =>
    make(
      "li",
      {},
      make("button", {type: "button", class: "lb-term", lang: data.language, onclick: () => store.set({query: `"${shown}"`})},
        make("span", {text: shown}),
        make("span", {class: "lb-known", text: `${sayCounted("{n} time", "{n} times", count)} · ${decimal(weight)}`})),
    ),
  );
  const hint = make("p", {class: "lb-known", text: say("By TF-IDF; a click looks the word up in all articles.")});
  return [...said, heading, hint, make("ol", {class: "lb-terms"}, ...items)];
}
