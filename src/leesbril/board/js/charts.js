// Small charts in SVG: a finding as title, axes that say what they are, and colours that follow light and dark.
// All colours are presentation attributes with CSS variables, so that a copy of the drawing can be given its own.
import {make, svg, clear} from "./dom.js";
import {decimal, number, percent} from "./wording.js";

const SMALL = 12;
const ROOM = {top: 30, right: 14, bottom: 44, left: 44};

/** A place along an axis for a value; values beyond the ends stay within it. */
export function linearScale([from, to], [low, high]) {
  const span = to - from || 1;
  return (value) => low + ((Math.min(Math.max(value, from), to) - from) / span) * (high - low);
}

/** The same on a scale of powers of ten. */
export function powerScale([from, to], places) {
  const scale = linearScale([Math.log10(from), Math.log10(to)], places);
  return (value) => scale(Math.log10(Math.max(value, from)));
}

/** Some five round values from 0 up to `most`. */
export function roundTicks(most, wanted = 5) {
  const rough = (most || 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999);
  const ticks = [];
  for (let place = 0; place * step <= most * 1.0001; place += 1) ticks.push(place * step);
  return ticks;
}

/** The powers of ten between two values; with 2 and 5 times as much where these are few. */
export function powerTicks(from, to, factors = to / from < 500 ? [1, 2, 5] : [1]) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power += 1) {
    ticks.push(...factors.map((factor) => factor * 10 ** power).filter((value) => value >= from * 0.9999 && value <= to * 1.0001));
  }
  return ticks;
}

/** How values are written along an axis. */
export const WRITTEN = {
  cosine: (value) => decimal(value, Math.round(value * 1000) % 10 ? 3 : 2),
  tenths: (value) => decimal(value, value % 1 ? 1 : 0),
  share: (value) => percent(value),
  whole: (value) => number(value),
  rate: (value) => decimal(value, value && value < 1 ? Math.ceil(-Math.log10(value) - 1e-9) : 0),
};

/**
 * A figure that is drawn again at each width: its finding above, what is to be seen below that, then the chart.
 * `draw(width)` returns an SVG element; `tell({title, note})` changes the words and draws, `note` a function of
 * what was drawn.
 */
export function makeFigure(draw, name) {
  const title = make("h3", {class: "lb-chart-title"});
  const note = make("p", {class: "lb-chart-note"});
  const stage = make("div", {class: "lb-chart-stage"});
  const node = make("figure", {class: `lb-drawn ${name}`}, title, note, stage);
  let drawn = 0;
  const redraw = () => {
    drawn = stage.clientWidth;
    if (drawn > 0) clear(stage).append(draw(drawn));
  };
  new ResizeObserver(() => Math.abs(stage.clientWidth - drawn) > 1 && redraw()).observe(stage);
  return {
    node,
    stage,
    picture: () => stage.firstChild,
    words: () => [title.textContent, note.textContent],
    tell(words) {
      title.textContent = words.title;
      redraw();
      note.textContent = words.note();
    },
  };
}

/** The place of the plot within a drawing. */
export function plotBox(width, height, room = {}) {
  const {top, right, bottom, left} = {...ROOM, ...room};
  return {left, top, right: width - right, bottom: height - bottom, width, height};
}

/** An empty drawing with a grid and two axes: `x` and `y` have `scale`, `ticks`, `written` and `title`. */
export function makePlot(box, {label, x, y}) {
  const settings = {class: "lb-chart-drawing", role: "img", "aria-label": label, width: box.width, height: box.height};
  const drawing = svg("svg", {...settings, viewBox: `0 0 ${box.width} ${box.height}`, "font-size": SMALL});
  const grid = svg("g", {stroke: "var(--line)", "stroke-width": 1, "aria-hidden": "true"});
  const words = svg("g", {fill: "var(--quiet)", "aria-hidden": "true"});
  for (const value of y?.ticks ?? []) {
    const at = y.scale(value);
    grid.append(segmentOf(box.left, at, box.right, at));
    words.append(textOf(box.left - 6, at + 4, y.written(value), {"text-anchor": "end"}));
  }
  for (const value of x.ticks) {
    const at = x.scale(value);
    grid.append(segmentOf(at, box.bottom, at, box.bottom + 5));
    words.append(textOf(at, box.bottom + 18, x.written(value), {"text-anchor": "middle"}));
  }
  grid.append(segmentOf(box.left, box.bottom, box.right, box.bottom, {stroke: "currentColor"}));
  words.append(textOf(box.right, box.bottom + 36, `${x.title} →`, {"text-anchor": "end", fill: "currentColor"}));
  if (y) words.append(textOf(0, 14, `↑ ${y.title}`, {fill: "currentColor"}));
  drawing.append(grid, words);
  return drawing;
}

/** A straight line. */
export function segmentOf(x1, y1, x2, y2, settings = {}) {
  return svg("line", {x1: tenth(x1), y1: tenth(y1), x2: tenth(x2), y2: tenth(y2), ...settings});
}

/** A piece of text in a drawing. */
export function textOf(x, y, text, settings = {}) {
  return svg("text", {x: tenth(x), y: tenth(y), text, ...settings});
}

function tenth(value) {
  return Math.round(value * 10) / 10;
}

/** The number of the place nearest to a point, within `reach` pixels; -1 if there is none. */
export function nearestPlace(places, x, y, reach = 14) {
  let [best, distance] = [-1, reach * reach];
  places.forEach((place, index) => {
    const apart = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (apart < distance) [best, distance] = [index, apart];
  });
  return best;
}

/** Where the mouse is in a drawing. */
export function pointerPlace(drawing, event) {
  const frame = drawing.getBoundingClientRect();
  return [event.clientX - frame.left, event.clientY - frame.top];
}

/**
 * Labels beside places, the first of which matter most; one that would cover another label or place is left out.
 * `written` are rectangles with words of the drawing itself. Returns {index, x, y, anchor} of those that fit in the box.
 */
export function labelsThatFit(places, texts, box, obstacles = places, written = []) {
  const taken = [...written];
  const found = [];
  places.forEach((place, index) => {
    const wide = texts[index].length * 6.4 + 4;
    for (const spot of spotsBeside(place, wide)) {
      if (!within(spot, box) || taken.some((one) => overlap(one, spot))) continue;
      if (obstacles.some((one) => one !== place && covers(spot, one))) continue;
      taken.push(spot);
      found.push({index, x: spot.x, y: spot.bottom - 4, anchor: spot.anchor});
      return;
    }
  });
  return found;
}

function spotsBeside({x, y}, wide) {
  const [top, bottom] = [y - 8, y + 8];
  return [
    {left: x + 6, right: x + 6 + wide, top, bottom, x: x + 7, anchor: "start"},
    {left: x - 6 - wide, right: x - 6, top, bottom, x: x - 7, anchor: "end"},
    {left: x - wide / 2, right: x + wide / 2, top: top - 13, bottom: bottom - 13, x, anchor: "middle"},
    {left: x - wide / 2, right: x + wide / 2, top: top + 13, bottom: bottom + 13, x, anchor: "middle"},
  ];
}

function within(spot, box) {
  return spot.left >= box.left && spot.right <= box.right && spot.top >= box.top - 8 && spot.bottom <= box.bottom;
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function covers(spot, {x, y}) {
  return x > spot.left - 3 && x < spot.right + 3 && y > spot.top && y < spot.bottom;
}
