// How words are spelled and found, as `leesbril.text` does it: the same words, the same normal spelling.

const APOSTROPHE_MARKS = "'’‘ʼ´`";
const HYPHEN_MARKS = "-\u2010\u2011";
const INVISIBLE_MARKS = "\u00ad\u200b\u200c\u200d\u2060\ufeff";

/** The letters with which a word in capitals may be an ordinary word: most acronyms are shorter. */
export const LONG_ENOUGH_TO_SHOUT = 4;

/** White space as Python's `str.isspace` has it, for character classes. */
export const WHITE = "\\p{White_Space}\\x1c-\\x1f";

const RAW_WORD = rawWordSource();
const PLAIN_WORD = /^[a-z0-9.,'&-]*$/;
const OF_LETTERS = /^[\p{Lu}\p{Ll}\p{Lt}\p{M}&'-]+$/u;
const LINK_OR_TAG = new RegExp(`^(?:[#@]|(?:${linkSource()})$)`, "u");

/** The expression of `leesbril.text.words.WORD`. */
function rawWordSource() {
  const tag = String.raw`(?:#[0-9_]*\p{L}|@[\p{L}0-9_])[\p{L}\p{M}\p{N}_]*`;
  const numeral = String.raw`\p{Nd}+(?:[.,/:]\p{Nd}+|[\u00a0\u202f]\p{Nd}{3})*`;
  const segment = String.raw`(?:${numeral}|[\p{L}\p{Nl}\p{No}]\p{M}*)+`;
  const initials = String.raw`(?:\p{L}\.){2,}(?:[A-Za-z]\b)?`;
  const dotted = String.raw`(?:[A-Za-z]+(?:\.[a-z]{1,3})+|[A-Z]{1,3}\.[A-Z])\b`;
  const part = `(?:${dotted}|${segment})`;
  const joint = `[${withHyphensEscaped(HYPHEN_MARKS)}${APOSTROPHE_MARKS}&]`;
  const join = `(?:[${INVISIBLE_MARKS}]+|[${INVISIBLE_MARKS}]*${joint}[${INVISIBLE_MARKS}]*)`;
  const word = `[${APOSTROPHE_MARKS}]?(?:${linkSource()}|${initials}|${part}(?:${join}${part})*)`;
  return new RegExp(`(?:${word}|${tag})`, "gu");
}

/** The expression of `leesbril.text.words.LINK`. */
function linkSource() {
  const address = "[A-Za-z0-9]+(?:[._+\\-][A-Za-z0-9]+)*";
  const starts = [
    `[A-Za-z]+:(?://|${address}@)`,
    "[Ww][Ww][Ww]\\.[A-Za-z0-9]",
    `${address}(?:@[A-Za-z0-9]|\\.[a-z]{2,}/)`,
    "[A-Za-z0-9][A-Za-z0-9_]*=[^\\p{White_Space}&]*&",
    "utm_",
  ];
  const rest = `[^\\p{White_Space}<>"“”„«»${APOSTROPHE_MARKS}]*[\\p{L}\\p{N}/=_\\-]`;
  return `(?:${starts.join("|")})(?:${rest})?`;
}

function withHyphensEscaped(characters) {
  return characters.replaceAll("-", "\\-");
}

/** The words of a piece of text without line breaks, as the tokeniser finds them. */
export function rawWords(piece) {
  return piece.match(RAW_WORD) ?? [];
}

/** Whether a word is a link, hashtag or mention, of which hyphens are no joints. */
export function isLinkOrTag(word) {
  return LINK_OR_TAG.test(word);
}

/** The parts of a word between its hyphens. */
export function hyphenParts(word) {
  return word.split(/[-\u2010\u2011]/).filter((part) => part);
}

export function hasLetters(text) {
  return /\p{L}/u.test(text);
}

/** A word with plain apostrophes and hyphens, without invisible characters, composed. */
export function tidied(word) {
  if (PLAIN_WORD.test(word)) return word;
  const plain = word
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/['’‘ʼ´`]/g, "'")
    .replace(/[-\u2010\u2011]/g, "-")
    .replace(/[\u00a0\u202f]/g, ".");
  return plain.normalize(OF_LETTERS.test(plain) ? "NFKC" : "NFC");
}

/** Whether a word is all in capitals: two letters or more, or one with a digit. */
export function isAcronym(word) {
  if (/[a-z]/.test(word)) return false;
  const digit = /[\p{Nd}²³¹⁰⁴-⁹₀-₉]/u.test(word);
  if (/^[\x00-\x5f\x61-\x7f]*$/.test(word)) {
    const capitals = word.match(/[A-Z]/g)?.length ?? 0;
    return capitals > 1 || (capitals === 1 && digit);
  }
  const inCapitals = word === word.toUpperCase() && word !== word.toLowerCase();
  return inCapitals && ((word.match(/\p{L}/gu)?.length ?? 0) > 1 || digit);
}

/** A word without the full stops of acronyms (V.S. is VS), and with Eén as één. */
export function undotted(word) {
  const letters = word.replaceAll(".", "");
  return (word.endsWith(".") && isAcronym(letters) ? letters : word).replace(/^Eé/, "éé");
}

const CONTROL = "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\p{Cs}";
const TURNING = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}";
const ACTING = new RegExp(`[${CONTROL}${TURNING}]`, "gu");

/** Text with invisible characters that affect the display as code points, such as ‹U+202E›. */
export function visibly(text) {
  const code = (found) => found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return text.replace(/[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]/g, " ").replace(ACTING, (found) => `‹U+${code(found)}›`);
}
