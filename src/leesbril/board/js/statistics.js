// Association measures and intervals, as in leesbril.groups.

const Z = 1.959963984540054; // of a two-sided interval of 95%

/** Wilson's 95% interval of a share (1927); both ends null where there is nothing. */
export function wilsonInterval(count, total) {
  if (!total) return [null, null];
  const share = count / total;
  const middle = share + Z ** 2 / (2 * total);
  const half = Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  const scale = 1 + Z ** 2 / total;
  return [clip((middle - half) / scale, 0, share), clip((middle + half) / scale, share, 1)];
}

function clip(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** Dunning's log-likelihood ratio (1993), from one cell of a table of four, its two margins and the total. */
export function logLikelihood(joint, first, second, total) {
  const cells = xlogx(joint) + xlogx(first - joint) + xlogx(second - joint) + xlogx(total - first - second + joint);
  const margins = xlogx(first) + xlogx(second) + xlogx(total - first) + xlogx(total - second);
  return Math.max(2 * (cells - margins + xlogx(total)), 0);
}

function xlogx(value) {
  return value > 0 ? value * Math.log(value) : 0;
}

/** Log-Dice (Rychlý 2008), 14 at most. */
export function logDice(joint, first, second) {
  return 14 + Math.log2((2 * joint) / (first + second));
}

/** A number rounded as Python sorts by it, so that equal scores stay in alphabetical order. */
export function rounded(value, digits = 9) {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
