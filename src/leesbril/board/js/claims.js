// What articles state: who is named, how many, when, according to whom; in what is shown, in what is read, in two articles.
import {makeHeadings, makeNumbers, makeStatements} from "./claims_one.js";
import {makeNamesOfTwo, makeNumbersOfTwo} from "./claims_two.js";
import {makeNames, makeSources} from "./claims_all.js";
import {kindsWithoutRules} from "./facts.js";
import {clear, make} from "./dom.js";
import {say} from "./wording.js";

/** The view of claims: of the articles shown and the one that is read, or of two that are chosen. */
export function makeClaimsView(data, store) {
  const node = make("div", {class: "lb-claims"});
  const why = whyMissing(data);
  if (why) {
    node.append(make("p", {text: why}));
    return {node, update() {}};
  }
  const made = new Map();
  const sectionsOf = (parts) => {
    if (!made.has(parts)) made.set(parts, parts.map((part) => part(data, store)).filter(Boolean));
    return made.get(parts);
  };
  let drawn = {};
  const update = () => {
    const {shown, chosen} = store.get();
    if (drawn.shown === shown && drawn.chosen === chosen) return;
    const sections = sectionsOf(chosen.length === 2 ? OF_TWO : chosen.length ? OF_ONE : OF_ALL);
    if (drawn.sections !== sections) clear(node).append(...sections.map((section) => section.node), ...withoutRules(data));
    drawn = {shown, chosen, sections};
    for (const section of sections) section.update();
  };
  return {node, update};
}

const OF_ALL = [makeNames, makeSources];
const OF_ONE = [makeNames, makeSources, makeNumbers, makeStatements, makeHeadings];
const OF_TWO = [makeNumbersOfTwo, makeNamesOfTwo, makeHeadings];

function whyMissing({facts}) {
  const reasons = {
    texts: say("The texts were left out of this board: its words can be counted, not read."),
    many: say("Names, numbers, times and sources are left out of a board of so many articles. Open a part of them."),
    language: say("There are no rules for names, numbers, times and sources in the language of these articles."),
  };
  return facts.missing ? reasons[facts.missing] : null;
}

/** That some kinds are missing, because the language has no rules for them. */
function withoutRules(data) {
  const names = {names: say("names"), quantities: say("numbers"), times: say("times of events"), attributions: say("sources")};
  const missing = kindsWithoutRules(data).map((kind) => names[kind]);
  return missing.length ? [make("p", {class: "lb-known", text: say("For the language of these articles there are no rules for: {kinds}.", {kinds: missing.join(", ")})})] : [];
}
