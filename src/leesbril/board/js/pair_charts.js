// The two drawings of pairs, one above the other on one axis of cosines: what they share, and how many there are.
import {clear, svg} from "./dom.js";
import {say, sayCounted, number, percent} from "./wording.js";
import {linearScale, powerScale, roundTicks, powerTicks, WRITTEN, plotBox, makePlot, segmentOf, textOf} from "./charts.js";
import {shareOf, somePairs} from "./pair_list.js";

const HALF = 0.5;
const FEW_PAIRS = 5;
const MOST_POINTS = 1500;
const UNEVEN = 50;
const MOST_OF_ALL = 0.9;
const BELOW_ONE = 0.6;
const COSINES = [0, 0.2, 0.4, 0.6, 0.8, 1];

function cosineAxis(box) {
  return {
    scale: linearScale([0, 1], [box.left, box.right]),
    ticks: COSINES, written: WRITTEN.tenths, title: say("cosine similarity"),
  };
}

/** What the pairs show, in a sentence: how many have half of one article in the other. */
export function scatterFinding(pairs, shown) {
  const most = shown.length ? shareOf(pairs, shown[0]) : 0;
  if (!shown.length) return say("No pair is this similar");
  if (most === 0) return say("No two of these articles share a passage");
  if (most < HALF) return say("At most {share} of an article is in passages that it shares with another", {share: percent(most)});
  const half = shown.findIndex((pair) => shareOf(pairs, pair) < HALF);
  return sayCounted(
    "{n} pair shares half of an article or more",
    "{n} pairs share half of an article or more",
    half < 0 ? shown.length : half,
  );
}

/** What is to be seen in the scatter, of which so many dots were drawn. */
export function scatterNote(shown, dots) {
  const note = say("Dot: a pair of articles; click to read both side by side.");
  if (shown.length <= MOST_POINTS) return note;
  const values = {n: number(dots), all: number(shown.length)};
  return `${note} ${say("Close together they are one dot, darker for more: {n} dots for {all} pairs.", values)}`;
}

/** Room for the numbers of pairs, the same for both drawings, so that their cosines stand below each other. */
function roomOf({histogram}) {
  return {left: Math.max(44, 12 + 7 * number(Math.max(...histogram.counts, 1)).length)};
}

/** The scatter of pairs; `places` are where the points stand, `mark(pair)` puts a ring around one. */
export function drawScatter(width, data, {shown, threshold}) {
  const {pairs} = data;
  const box = plotBox(width, 250, roomOf(data));
  const most = shown.length ? shareOf(pairs, shown[0]) : 1;
  const end = most > HALF || !most ? 1 : roundedUp(most);
  const x = cosineAxis(box);
  const title = say("share of one article in the other");
  const y = {scale: linearScale([0, end], [box.bottom, box.top]), ticks: roundTicks(end, 4), written: WRITTEN.share, title};
  const drawing = makePlot(box, {label: scatterFinding(pairs, shown), x, y});
  const placeOfPair = (pair) => ({pair, x: x.scale(pairs.cosine[pair]), y: y.scale(shareOf(pairs, pair)), number: 1});
  const places = shown.length > MOST_POINTS ? gathered(shown, placeOfPair) : Array.from(shown, placeOfPair);
  const ring = svg("g", {class: "lb-ring", fill: "none", "pointer-events": "none"});
  const mark = (pair) => clear(ring).append(...(pair === null ? [] : ringAt(placeOfPair(pair))));
  drawing.append(thresholdLine(x.scale(threshold), box), dotsOf(places), ring);
  return {drawing, places, mark};
}

function roundedUp(share) {
  const ticks = roundTicks(share);
  return ticks.at(-1) < share ? ticks.at(-1) + ticks[1] : ticks.at(-1);
}

/** One place for the pairs of a small square, the first of them, with their number; larger squares for more pairs. */
function gathered(shown, placeOfPair) {
  let places = Array.from(shown, placeOfPair);
  for (let size = 4; places.length > MOST_POINTS; size *= 1.4) {
    const squares = new Map();
    for (const place of places) {
      const key = Math.floor(place.x / size) * 10000 + Math.floor(place.y / size);
      const there = squares.get(key);
      if (there) there.number += place.number;
      else squares.set(key, place);
    }
    places = [...squares.values()];
  }
  return places;
}

function dotsOf(places) {
  const most = places.reduce((highest, place) => Math.max(highest, place.number), 1);
  const few = most === 1;
  const dots = svg("g", {class: "lb-dots", fill: "var(--accent)", stroke: few ? "var(--paper)" : "none"});
  for (const {pair, x, y, number} of [...places].reverse()) {
    const opacity = few ? 0.6 : 0.25 + (0.7 * Math.log(number)) / Math.log(most);
    dots.append(svg("circle", {cx: x.toFixed(1), cy: y.toFixed(1), r: few ? 4.5 : 3.5, "fill-opacity": opacity.toFixed(2), "data-pair": pair}));
  }
  return dots;
}

function ringAt(place) {
  const at = {cx: place.x.toFixed(1), cy: place.y.toFixed(1)};
  return [svg("circle", {...at, r: 5, fill: "var(--accent-2)"}), svg("circle", {...at, r: 9, stroke: "currentColor", "stroke-width": 2})];
}

function thresholdLine(x, box) {
  return segmentOf(x, box.top - 2, x, box.bottom, {class: "lb-threshold", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "4 3"});
}

/** How many of all pairs are as similar as the threshold or more, from the bins of the histogram. */
export function countAbove({edges, counts}, threshold) {
  return counts.reduce((sum, count, bin) => (edges[bin] >= threshold - 1e-9 ? sum + count : sum), 0);
}

/** The finding of the histogram: how many pairs lie above the threshold. */
export function histogramFinding({histogram}, threshold) {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  if (threshold <= 0) return mostBelow(histogram, total);
  const cosine = say("a cosine of {bound} or more", {bound: WRITTEN.cosine(threshold)});
  return sayCounted("Of {total}, {n} has {cosine}", "Of {total}, {n} have {cosine}", countAbove(histogram, threshold), {
    total: somePairs(total), cosine,
  });
}

/** Below which cosine nine in ten pairs lie. */
function mostBelow({edges, counts}, total) {
  if (total < FEW_PAIRS) return say("Of so few pairs each has its own cosine: see the list");
  let below = 0;
  const bin = counts.findIndex((count) => (below += count) >= MOST_OF_ALL * total);
  const told = {total: somePairs(total), share: percent(total ? below / total : 0), bound: WRITTEN.cosine(edges[bin + 1] ?? 1)};
  return say("{share} of {total} have a cosine below {bound}", told);
}

/** The histogram of cosines, with the threshold as a line. */
export function drawHistogram(width, data, threshold) {
  const {edges, counts} = data.histogram;
  const box = plotBox(width, 180, {...roomOf(data), top: 42});
  const x = cosineAxis(box);
  const y = countAxis(Math.max(...counts, 1), box);
  const drawing = makePlot(box, {label: histogramFinding(data, threshold), x, y});
  counts.forEach((count, bin) => {
    if (!count) return;
    const [left, right, top] = [x.scale(edges[bin]), x.scale(edges[bin + 1]), y.scale(count)];
    const above = edges[bin] >= threshold - 1e-9;
    const size = {x: left + 0.5, width: Math.max(right - left - 1, 1), y: top, height: box.bottom - top};
    drawing.append(svg("rect", {...size, fill: above ? "var(--accent)" : "var(--quiet)", "fill-opacity": above ? 1 : 0.4}));
  });
  drawing.append(thresholdLine(x.scale(threshold), box), thresholdName(x.scale(threshold), box, threshold));
  return {drawing, box};
}

function countAxis(most, box) {
  const places = [box.bottom, box.top];
  if (most < UNEVEN) {
    const scale = linearScale([0, most], places);
    return {scale, ticks: roundTicks(most, 3).filter(Number.isInteger), written: WRITTEN.whole, title: say("pairs")};
  }
  const scale = powerScale([BELOW_ONE, most], places);
  return {scale, ticks: powerTicks(1, most, [1]), written: WRITTEN.whole, title: say("pairs, on a scale of powers of ten")};
}

function thresholdName(x, box, threshold) {
  const left = x < (box.left + box.right) / 2;
  const name = say("from {bound} up", {bound: WRITTEN.cosine(threshold)});
  return textOf(x + (left ? -1 : 1), box.top - 6, name, {"text-anchor": left ? "start" : "end", fill: "currentColor", "font-weight": 600});
}
