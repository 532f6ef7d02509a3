// The drawing of two sets: how often each term is used in one against the other, as readers of scattertext know it.
import {svg} from "./dom.js";
import {say, sayCounted, decimal, number} from "./wording.js";
import {powerScale, powerTicks, WRITTEN, plotBox, makePlot, segmentOf, textOf, labelsThatFit} from "./charts.js";

const MOST_POINTS_OF_TERMS = 1500;
const MOST_LABELS = 120;
const STRIP = 34;
const EVEN = 1.05;

/** Whether a term can lead: a bare number says little. */
function isWord({term}) {
  return /\p{L}/u.test(term);
}

/** The finding: what the clearest term does in both sets. */
export function setsFinding(terms, [a, b]) {
  const first = terms.find(isWord);
  if (!first) return say("No term is counted in these sets");
  const name = `‘${first.shown}’`;
  if (!first.count_a || !first.count_b) {
    const [side, other] = first.count_a ? [a, b] : [b, a];
    const times = sayCounted("{n} time", "{n} times", first.count_a || first.count_b);
    return sayCounted(
      "{terms} occurs {times} in {side} and not once in {other}",
      "{terms} each occur {times} in {side} and not once in {other}",
      1, {terms: name, times, side, other},
    );
  }
  const times = 2 ** Math.abs(first.log_ratio);
  if (times < EVEN) {
    return sayCounted("{terms} is about as frequent in {a} as in {b}", "{terms} are each about as frequent in {a} as in {b}", 1, {terms: name, a, b});
  }
  const sides = first.log_ratio > 0 ? {a, b} : {a: b, b: a};
  return sayCounted(
    "{terms} is {times} times as frequent in {a} as in {b}",
    "{terms} are each {times} times as frequent in {a} as in {b}",
    1, {terms: name, times: decimal(times, times < 10 ? 1 : 0), ...sides},
  );
}

/** What is to be seen in the scatter of terms. */
export function setsNote(terms) {
  const note = say("Dot: a term; on the line it is as frequent in both. Click to look it up.");
  if (terms.length <= MOST_POINTS_OF_TERMS) return note;
  return `${note} ${say("Drawn are the {n} of {all} terms that differ most.", {n: number(MOST_POINTS_OF_TERMS), all: number(terms.length)})}`;
}

/** The scatter of terms, the clearest difference first; `places` are where they stand. */
export function drawTerms(width, terms, names) {
  const box = plotBox(width, Math.min(Math.max(width, 320), 520), {left: 40, top: 48});
  const drawn = terms.slice(0, MOST_POINTS_OF_TERMS);
  const domain = rateDomain(drawn);
  const x = rateAxis(domain, [box.left + STRIP, box.right], say("times per 1,000 counted words of {set}", {set: names[1]}));
  const y = rateAxis(domain, [box.bottom - STRIP, box.top], say("times per 1,000 counted words of {set}", {set: names[0]}));
  const drawing = makePlot(box, {label: setsFinding(terms, names), x, y});
  const places = placesOfTerms(drawn, x, y, box);
  drawing.append(strips(box, names), segmentOf(x.scale(domain[0]), y.scale(domain[0]), box.right, box.top, {stroke: "var(--quiet)", "stroke-dasharray": "2 3"}));
  drawing.append(dotsOfTerms(places), labelsOfTerms(places, box));
  return {drawing, places};
}

/** From the lowest to the highest rate of all, on both axes the same. */
function rateDomain(terms) {
  const rates = terms.flatMap(({rate_a, rate_b}) => [rate_a, rate_b]).filter((rate) => rate > 0);
  const [low, high] = [rates.reduce((one, other) => Math.min(one, other), 1), rates.reduce((one, other) => Math.max(one, other), 1)];
  return [low / 1.25, high * 1.25];
}

function rateAxis(domain, places, title) {
  return {scale: powerScale(domain, places), ticks: powerTicks(...domain), written: WRITTEN.rate, title};
}

/** A term that one set has not once stands in a strip along the edge, spread so that all can be seen. */
function placesOfTerms(terms, x, y, box) {
  return terms.map((term, index) => {
    const spread = 5 + ((index * 0.618) % 1) * (STRIP - 12);
    return {
      term,
      x: term.count_b ? x.scale(term.rate_b) : box.left + spread,
      y: term.count_a ? y.scale(term.rate_a) : box.bottom - spread,
    };
  });
}

function strips(box, [a, b]) {
  const group = svg("g", {"aria-hidden": "true"});
  const band = (x, y, width, height) => svg("rect", {x, y, width, height, fill: "currentColor", "fill-opacity": 0.06});
  group.append(band(box.left, box.top, STRIP - 4, box.bottom - box.top), band(box.left, box.bottom - STRIP + 4, box.right - box.left, STRIP - 4));
  const settings = {fill: "var(--quiet)", "font-style": "italic"};
  group.append(textOf(box.left, box.top - 6, say("not in {set}", {set: b}), settings));
  group.append(textOf(box.right - 4, box.bottom - 9, say("not in {set}", {set: a}), {...settings, "text-anchor": "end"}));
  return group;
}

function dotsOfTerms(places) {
  const dots = svg("g", {class: "lb-dots", "fill-opacity": 0.55});
  for (const {term, x, y} of [...places].reverse()) {
    const fill = term.log_ratio >= 0 ? "var(--accent)" : "var(--accent-2)";
    dots.append(svg("circle", {cx: x.toFixed(1), cy: y.toFixed(1), r: 3.5, fill}));
  }
  return dots;
}

function labelsOfTerms(places, box) {
  const names = svg("g", {fill: "currentColor", "aria-hidden": "true", "pointer-events": "none", stroke: "var(--paper)", "stroke-width": 3, "paint-order": "stroke"});
  const some = places.filter(({term}) => isWord(term)).slice(0, MOST_LABELS);
  const nameOfStrip = {left: box.right - 80, right: box.right, top: box.bottom - STRIP, bottom: box.bottom};
  for (const {index, x, y, anchor} of labelsThatFit(some, some.map(({term}) => term.shown), box, places, [nameOfStrip])) {
    names.append(textOf(x, y, some[index].term.shown, {"text-anchor": anchor}));
  }
  return names;
}
