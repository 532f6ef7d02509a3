// The query in time: the share of articles that have it, with its interval, in each period.
import {make, svg} from "./dom.js";
import {pythonSearch} from "./python.js";
import {trendOf} from "./counts.js";
import {finestPeriod} from "./periods.js";
import {makeSection} from "./section.js";
import {number, percent, say, sayCounted} from "./wording.js";

const MOST = 60;
const ENOUGH = 10; // articles of a period whose share is told
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [380, 164, 40, 24, 22];
const COLUMNS = ["period", "articles", "words", "count", "rate", "articles_with", "share", "share_low", "share_high", "evidence"];

/** The trend of the query; null where no article has a date. */
export function makeTrend(data, store) {
  const every = finestPeriod(data, MOST);
  if (!every) return null;
  let picture = null;
  const rows = () => trendOf(data, store.get().found.hits, store.get().shown, every);
  const source = {
    name: say("In time"),
    table: () => ({columns: COLUMNS, rows: rows().map((row) => COLUMNS.map((name) => row[name]))}),
    picture: () => picture,
    subject: () => store.get().query,
    about: () => store.get().found?.inWords,
    code: () => pythonSearch(data, store.get(), `found.trend(every="${every}")`),
  };
  return makeSection("lb-trend", source, (content) => {
    const all = rows();
    const dated = all.filter((row) => row.period !== null);
    const some = dated.filter((row) => row.articles > 0);
    const undated = all.filter((row) => row.period === null).reduce((sum, row) => sum + row.articles, 0);
    const {names, shown} = data.periods[every];
    const called = (row) => shown[names.indexOf(row.period)];
    picture = chart(dated, called);
    content.append(picture, make("p", {class: "lb-known", text: say("Share of the articles of each period that have it; the bars are 95% intervals, for articles that are a sample.")}));
    if (undated) content.append(make("p", {class: "lb-known", text: sayCounted("{n} article is in no period.", "{n} articles are in no period.", undated)}));
    if (!some.length) return say("In time: no dated article is shown");
    const told = headingOf(some, called);
    picture.setAttribute("aria-label", told);
    return told;
  });
}

/** Where the share is highest, among periods with enough articles to say so. */
function headingOf(rows, called) {
  const top = (some) => some.reduce((best, row) => (row.share > best.share ? row : best));
  if (rows.length < 2) return say("In time: {period} is the only period with articles", {period: called(rows[0])});
  const enough = rows.filter(({articles}) => articles >= ENOUGH);
  if (!enough.length) return say("In time: fewer than ten articles in each period, too few to compare");
  const best = top(enough);
  return say("In time: most in {period}, in {share} of {n} articles", {period: called(best), share: percent(best.share), n: number(best.articles)});
}

function chart(rows, called) {
  const wide = (WIDTH - LEFT) / Math.max(rows.length, 1);
  const highest = Math.max(0.1, ...rows.map((row) => row.share_high ?? 0));
  const y = (share) => TOP + (1 - share / highest) * (HEIGHT - TOP - BOTTOM);
  const x = (place) => LEFT + (place + 0.5) * wide;
  const parts = [0, highest / 2, highest].flatMap((share) => [
    svg("line", {x1: LEFT, x2: WIDTH, y1: y(share), y2: y(share), class: "lb-grid"}),
    svg("text", {x: LEFT - 4, y: y(share) + 3, "text-anchor": "end", class: "lb-tick-text"}, percent(share)),
  ]);
  parts.push(svg("text", {x: 0, y: 11, class: "lb-tick-text"}, `↑ ${say("share of the articles")}`));
  rows.forEach((row, place) => {
    if (!row.articles) return;
    parts.push(
      svg("line", {x1: x(place), x2: x(place), y1: y(row.share_low), y2: y(row.share_high), class: "lb-interval"}),
      svg("circle", {cx: x(place), cy: y(row.share), r: Math.min(4, wide / 2.5), class: "lb-point"},
        svg("title", {}, `${called(row)}: ${row.articles_with}/${row.articles}`)),
    );
  });
  for (const [place, anchor] of [[0, "start"], [rows.length - 1, "end"]]) {
    if (rows[place] && (place || rows.length > 1)) parts.push(svg("text", {x: anchor === "start" ? LEFT : WIDTH, y: HEIGHT - 6, "text-anchor": anchor, class: "lb-tick-text"}, called(rows[place])));
  }
  return svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "lb-chart", role: "img"}, ...parts);
}
