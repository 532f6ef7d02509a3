// The articles in time, with a brush: drag over the bars, or choose from and to.
import {make, svg} from "./dom.js";
import {finestPeriod} from "./periods.js";
import {hitsPerArticle} from "./places.js";
import {number, say, sayCounted} from "./wording.js";

const MOST_BARS = 130;
const [WIDTH, HEIGHT] = [1000, 44];

/** A bar for each period, and what of it is shown; null where no article has a date. */
export function makeTimeline(data, store, change) {
  const every = finestPeriod(data, MOST_BARS);
  if (!every || data.periods[every].names.length < 2) return null;
  const {shown: names, of} = data.periods[every];
  const undatedCount = of.reduce((sum, slot) => sum + (slot < 0), 0);
  const chart = svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "lb-timeline", role: "img"});
  const [from, to] = [select(names, 0, every === "week" ? say("From the week of") : say("From")), select(names, names.length - 1, every === "week" ? say("to that of") : say("to"))];
  const undated = make("input", {type: "checkbox"});
  const year = every === "year" ? null : yearChoice(data, (slot) => {
    if (slot === null) return change({period: undefined});
    change({period: {every: "year", from: slot, to: slot, undated: undated.checked}});
  });
  const set = (low, high) => {
    const whole = low === 0 && high === names.length - 1;
    if (year) year.input.value = "";
    from.input.value = low;
    to.input.value = high;
    change({period: whole ? undefined : {every, from: low, to: high, undated: undated.checked}});
  };
  const chosen = () => set(...[Number(from.input.value), Number(to.input.value)].sort((a, b) => a - b));
  for (const input of [from.input, to.input]) input.addEventListener("change", chosen);
  undated.addEventListener("change", () => {
    const {period} = store.get().filters;
    if (period) change({period: {...period, undated: undated.checked}});
  });
  brush(chart, names.length, set);
  const draw = () => drawn(chart, data, store.get(), names, of);
  store.on(["shown", "found"], draw);
  store.on(["filters"], ({filters}) => {
    if (filters.period) return;
    from.input.value = 0;
    to.input.value = names.length - 1;
    if (year) year.input.value = "";
    undated.checked = false;
  });
  draw();
  const controls = make("div", {class: "lb-brush"}, year?.node, from.node, to.node);
  if (undatedCount) controls.append(make("label", {class: "lb-check"}, undated, ` ${sayCounted("and {n} article without such a date", "and {n} articles without such a date", undatedCount)}`));
  return {node: make("div", {class: "lb-time"}, chart, controls)};
}

/** A list of the years, of which one can be chosen; null where there is one year. */
function yearChoice({periods}, onchoice) {
  if (!periods.year || periods.year.names.length < 2) return null;
  const input = make("select", {"aria-label": say("Year"), onchange: () => onchoice(input.value === "" ? null : Number(input.value))},
    make("option", {value: "", text: say("all")}), ...periods.year.shown.map((name, value) => make("option", {value, text: name})));
  return {input, node: make("label", {}, `${say("Year")} `, input)};
}

function select(names, chosen, text) {
  const input = make("select", {"aria-label": text}, ...names.map((name, value) => make("option", {value, text: name, selected: value === chosen})));
  return {input, node: make("label", {}, `${text} `, input)};
}

/** Drag over the chart to choose the periods from one to another. */
function brush(chart, size, set) {
  let begun = -1;
  const slot = (event) => {
    const box = chart.getBoundingClientRect();
    return Math.max(0, Math.min(size - 1, Math.floor(((event.clientX - box.left) / box.width) * size)));
  };
  chart.addEventListener("pointerdown", (event) => {
    begun = slot(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointerup", (event) => {
    if (begun < 0) return;
    const [low, high] = [begun, slot(event)].sort((a, b) => a - b);
    begun = -1;
    set(low, high);
  });
}

function drawn(chart, data, {shown, found}, names, of) {
  const counts = hitsPerArticle(found, data.n);
  const [all, kept, hit] = [0, 0, 0].map(() => new Array(names.length).fill(0));
  of.forEach((slot, row) => {
    if (slot < 0) return;
    all[slot] += 1;
    kept[slot] += shown[row];
    hit[slot] += shown[row] && counts[row] > 0;
  });
  const highest = Math.max(...all);
  const wide = WIDTH / names.length;
  const bar = (value, slot) => {
    const high = (value / highest) * HEIGHT;
    return value ? `M${(slot + 0.08) * wide} ${HEIGHT}v${-high}h${wide * 0.84}v${high}z` : "";
  };
  const bars = (values, className) => svg("path", {d: values.map(bar).join(""), class: className});
  const top = all.indexOf(highest);
  const told = say("Articles in time: {first} to {last}, most in {top} ({n}).", {first: names[0], last: names.at(-1), top: names[top], n: number(highest)});
  chart.setAttribute("aria-label", told);
  chart.replaceChildren(
    svg("title", {}, told), bars(all, "lb-time-all"), bars(kept, "lb-time-shown"), bars(found?.hits ? hit : [], "lb-time-hit"),
  );
}
