// All that is known of a query: its lines, where it stands, in time, in what company, at which publishers.
import {afterPaint, clear, make} from "./dom.js";
import {makeCompany, makeGroups} from "./company.js";
import {makeLines} from "./lines.js";
import {termsOf} from "./terms.js";
import {phrasesOf} from "./phrases.js";
import {makeTrend} from "./trend.js";
import {makeXray} from "./xray.js";
import {pythonLines, pythonRows, pythonTokens} from "./python.js";
import {makeSection, tableOf} from "./section.js";
import {rowsOfMask} from "./pair_list.js";
import {wordsOf} from "./termcounts.js";
import {decimal, number, say, sayCounted} from "./wording.js";

const TERMS = 30;
const WORDS = ["term", "shown", "count", "articles"];
const PHRASES = ["term", "shown", "words", "count", "inside", "articles", "g2"];

/** The lines of Python that ask something of the articles shown. */
function pythonOfShown(data, shown, ...lines) {
  const rows = rowsOfMask(shown);
  const some = rows.length < data.n && `tokens = tokens.select(articles.index[${pythonRows(rows)}])`;
  return pythonLines(pythonTokens(data), some, ...lines);
}

/** The lines of Python that count the words of the articles shown. */
function pythonCounts(data, shown) {
  return pythonOfShown(data, shown, "words = tokens.compared.vocabulary()", 'words[~words["stop"]].sort_values("count", ascending=False)');
}

/** The view of the query; without one, the terms of the article that is read. */
export function makeWordsView(data, store) {
  const node = make("div", {class: "lb-words"});
  const parts = data.hasTexts ? [makeLines, makeXray, makeTrend, makeGroups, makeCompany] : [makeTrend, makeGroups];
  const sections = parts.map((part) => part(data, store)).filter(Boolean);
  let asked = 0;
  const follow = (place, mine) => {
    if (place >= sections.length) return;
    afterPaint(() => {
      if (mine !== asked || !store.get().found?.hits) return; // the query has gone while another tab was open
      sections[place].update();
      follow(place + 1, mine);
    });
  };
  const update = () => {
    const {found} = store.get();
    asked += 1;
    if (!found?.hits?.rows.length) {
      clear(node).append(...nothing(data, store));
      return;
    }
    if (node.firstChild !== sections[0].node) clear(node).append(...sections.map((section) => section.node));
    sections[0].update();
    // The others follow one by one, each after the page had time to show the one before.
    follow(1, asked);
  };
  return {node, update};
}

/** All words of the articles shown, the most frequent first. */
function allWords(data, store) {
  const rows = () => wordsOf(data, store.get().shown);
  const source = {
    name: say("All words"),
    table: () => ({columns: WORDS, rows: rows().map((row) => WORDS.map((name) => row[name]))}),
    code: () => pythonCounts(data, store.get().shown),
  };
  const section = makeSection("lb-all-words", source, (content) => {
    const all = rows();
    const shown = all.slice(0, TERMS).map(({shown, count, articles}) => [
      make("button", {type: "button", class: "lb-link", lang: data.language, text: shown, onclick: () => store.set({query: `"${shown}"`})}),
      number(count), number(articles),
    ]);
    content.append(tableOf([say("Word"), say("times"), say("articles")], shown, source.name));
    content.append(make("p", {class: "lb-known", text: say("Stop words are left out; the CSV has all others.")}));
    return sayCounted("{n} distinct word in the articles shown", "{n} distinct words in the articles shown", all.length);
  });
  section.update();
  return section.node;
}

/** The phrases of the articles shown, the most frequent first, once they are asked for: counting them may take a second. */
function allPhrases(data, store) {
  let [counted, mask] = [[], null];
  const rows = () => {
    const {shown} = store.get();
    if (shown !== mask) [counted, mask] = [phrasesOf(data, shown), shown];
    return counted;
  };
  const source = {
    name: say("Phrases"),
    table: () => ({columns: PHRASES, rows: rows().map((row) => PHRASES.map((name) => row[name]))}),
    code: () => pythonOfShown(data, store.get().shown, "lb.phrases(tokens)"),
  };
  let [open, most] = [false, TERMS];
  const section = makeSection("lb-phrases", source, (content) => {
    if (!open) {
      const list = () => {
        open = true;
        section.update();
        section.node.querySelector(".lb-link, .lb-more")?.focus();
      };
      content.append(make("button", {type: "button", class: "lb-more", text: say("List the phrases"), onclick: list}));
      return source.name;
    }
    const all = rows();
    const shown = all.slice(0, most).map((row) => [
      make("button", {type: "button", class: "lb-link", lang: data.language, text: row.shown, onclick: () => store.set({query: `"${row.term}"`})}),
      number(row.words), number(row.count), number(row.articles),
    ]);
    if (all.length) content.append(tableOf([say("Phrase"), say("words"), say("times"), say("articles")], shown, source.name));
    const more = () => {
      most += TERMS;
      section.update();
      section.node.querySelectorAll(".lb-link")[most - TERMS]?.focus();
    };
    content.append(make("button", {type: "button", class: "lb-more", text: say("Show more"), hidden: all.length <= most, onclick: more}));
    content.append(make("p", {class: "lb-known", text: say("Two to five words, three times or more, and more often together than expected. What lies in a longer phrase counts for that one.")}));
    return sayCounted("{n} phrase in the articles shown", "{n} phrases in the articles shown", all.length);
  });
  section.update();
  return section.node;
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
  const hint = make("p", {class: "lb-known", text: say("By TF-IDF: often here, and rare in other texts. A click looks the word up in all articles.")});
  return [...said, heading, hint, make("ol", {class: "lb-terms"}, ...items), allWords(data, store), ...(data.hasTexts ? [allPhrases(data, store)] : [])];
}
