// What articles state, in words: intervals, what is counted, who says so and how firmly, times.
import {writtenAt} from "./facts.js";
import {decimal, number, say, sayCounted} from "./wording.js";

/** The interval of a quantity; nothing where no number stands behind it. */
export function intervalWritten({low, high, low_excluded, high_excluded, unit}) {
  const from_zero = low === -Infinity || (low === 0 && !unit); // a count starts at 0
  if (from_zero && high === Infinity) return say("no number");
  if (low === high) return valueWritten(low);
  if (from_zero) return high_excluded ? say("less than {n}", {n: valueWritten(high)}) : say("at most {n}", {n: valueWritten(high)});
  if (high === Infinity) return low_excluded ? say("more than {n}", {n: valueWritten(low)}) : say("at least {n}", {n: valueWritten(low)});
  return `${valueWritten(low)}–${valueWritten(high)}`;
}

function valueWritten(value) {
  return Number.isInteger(value) ? number(value) : decimal(value, 2).replace(/0$/, "");
}

/** The unit and what is counted, as written in the article; empty if neither is known. */
export function countedWritten(data, {row, unit, counted, low, high, counted_start: start, counted_end: end}) {
  const noun = start < 0 ? counted : writtenAt(data, row, start, end);
  return [unit && unitWritten(unit, low === high ? low : 2), noun].filter(Boolean).join(" ");
}

/** A quantity in words: 20,000–99,999 burgers. */
export function quantityWritten(data, quantity) {
  return [intervalWritten(quantity), countedWritten(data, quantity)].filter(Boolean).join(" ");
}

/** A unit, of one or of more; those that are symbols in every language as they are. */
export function unitWritten(unit, count = 2) {
  const words = {
    s: sayCounted("second", "seconds", count), minute: sayCounted("minute", "minutes", count), hour: sayCounted("hour", "hours", count), day: sayCounted("day", "days", count),
    week: sayCounted("week", "weeks", count), month: sayCounted("month", "months", count), year: sayCounted("year", "years", count), decade: sayCounted("decade", "decades", count),
    century: sayCounted("century", "centuries", count), "year of age": sayCounted("year of age", "years of age", count), "month of age": sayCounted("month of age", "months of age", count),
    "week of age": sayCounted("week of age", "weeks of age", count), "day of age": sayCounted("day of age", "days of age", count),
    "percentage point": sayCounted("percentage point", "percentage points", count), mile: sayCounted("mile", "miles", count), foot: sayCounted("foot", "feet", count), barrel: sayCounted("barrel", "barrels", count),
  };
  return Object.hasOwn(words, unit) ? words[unit] : unit;
}

/** How firmly something is said. */
export function firmnessWritten(firmness) {
  const words = {
    stated: say("stated"), quoted: say("quoted"), zou: say("zou (hearsay)"), hope: say("a hope or expectation"), wish: say("a wish or demand"), unsourced: say("no source named"),
  };
  return Object.hasOwn(words, firmness) ? words[firmness] : firmness;
}

/** Who says so and how firmly; that nobody is named, where nobody is. */
export function whoWritten({source, firmness}) {
  if (!source) return firmness && firmness !== "unsourced" ? `${firmnessWritten("unsourced")}, ${firmnessWritten(firmness)}` : firmnessWritten("unsourced");
  return firmness && firmness !== "stated" ? `${source}, ${firmnessWritten(firmness)}` : source;
}

/** The kind of a name, in words; empty if it is not known. */
export function kindWritten(kind) {
  const words = {person: say("person"), place: say("place"), organisation: say("organisation"), people: say("people")};
  return kind ? (words[kind] ?? kind) : "";
}

/** What a time expression says: in English as Python found it, in another language its kind. */
export function timeWritten({report}, {means, kind}) {
  if (report === "en") return means;
  const words = {
    date: say("a date"), month: say("a month"), year: say("a year"), weekday: say("a weekday"), day: say("a day beside that of publication"),
    period: say("a period beside the day of publication"), span: say("a span up to or from the day of publication"), ago: say("so long before the day of publication"),
    ahead: say("so long after the day of publication"), feast: say("a feast"), edge: say("the begin or end of something"), season: say("a season"),
    up_to_now: say("up to the day of publication"), vague: say("at no certain time"),
  };
  return Object.hasOwn(words, kind) ? words[kind] : say("a time beside that of something else");
}
