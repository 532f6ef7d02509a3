// The periods of the articles.

const FINEST = ["day", "week", "month", "quarter", "year"];

/** The finest kind of period of which there are no more than `most`, or else the coarsest; undefined without dates. */
export function finestPeriod({periods}, most) {
  return FINEST.find((name) => periods[name]?.names.length <= most) ?? FINEST.findLast((name) => periods[name]);
}
