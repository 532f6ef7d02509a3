// Regular expressions of users, in the syntax of Rust as in Python: checked, and translated for the browser's engine.

import {Complaint, Translation} from "./translation.js";
import {say} from "./wording.js";

const LONGEST_EXPRESSION = 200;
const MOST_REPEATS = 50;

/** Whether an expression has a capital, other than in a class such as \W or \p{Lu}. */
export function capitalsCount(written) {
  return /\p{Uppercase}/u.test(written.replace(/\\[pP]\{[^}]*\}|\\./gsu, ""));
}

/** What is wrong with an expression, in words; empty if nothing is. */
export function problemOf(written) {
  if (!written) return say("the regular expression is empty; write one, such as /mosk.*/");
  if (Array.from(written).length > LONGEST_EXPRESSION) {
    return say("a regular expression has at most {most} characters", {most: LONGEST_EXPRESSION});
  }
  if (repeatsOf(written) > MOST_REPEATS) {
    return say("numbers in braces may multiply to at most {most}", {most: MOST_REPEATS});
  }
  const why = complaintAbout(written) || complaintAbout(asWholeWord(written));
  return why && say("the regular expression is not valid: {why}", {why});
}

/** The product of the numbers in braces, the larger of two. */
function repeatsOf(written) {
  const braces = [...written.matchAll(/\{(\d*)(?:,(\d*))?\}/g)];
  return braces.reduce((product, [, least, most]) => product * (Math.max(Number(least), Number(most ?? 0)) || 1), 1);
}

function asWholeWord(written) {
  return `${capitalsCount(written) ? "" : "(?i)"}^(?:${written})$`;
}

function complaintAbout(expression) {
  try {
    new Translation(expression, false).read();
  } catch (error) {
    if (error instanceof Complaint) return error.message;
    throw error;
  }
  return "";
}

/** The expression for a word as a whole, as {source, flags} of the browser. */
export function forWholeWord(written) {
  const whole = asWholeWord(written);
  const folds = new Translation(whole, false).read().folds;
  const folded = folds.has(true) && !folds.has(false);
  const {source, sets} = new Translation(whole, folded).read();
  return {source, flags: (sets ? "v" : "u") + (folded ? "i" : "")};
}
