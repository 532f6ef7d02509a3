// What the board says, in the language of the report: English in the code, other languages from the payload.

const spoken = {strings: {}, language: "en"};

/** Take the sentences of the report language: each English one with its translation, or two for one and for more. */
export function speak(strings, language) {
  spoken.strings = strings;
  spoken.language = language;
}

/** The sentence in the language of the report, with values in place of the names between braces. */
export function say(sentence, values = {}) {
  const found = Object.hasOwn(spoken.strings, sentence) ? spoken.strings[sentence][0] : sentence;
  return filled(found, values);
}

/** The one sentence where the count is one, else the other; {n} is the count. */
export function sayCounted(one, more, count, values = {}) {
  const forms = Object.hasOwn(spoken.strings, one) ? spoken.strings[one] : [one, more];
  return filled(forms[count === 1 ? 0 : 1], {n: number(count), ...values});
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/** A whole number with its thousands apart. */
export function number(value) {
  return decimal(value, 0);
}

/** A number with so many digits behind the point or comma; nought is never negative. */
export function decimal(value, digits = 2) {
  const [whole, rest] = (Number(value.toFixed(digits)) + 0).toFixed(digits).split(".");
  const [group, point] = spoken.language === "nl" ? [".", ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  return rest === undefined ? grouped : grouped + point + rest;
}

/** A share in whole per cents; one that is neither 0 nor 1 is not written as 0% or 100%. */
export function percent(share) {
  if (share > 0 && share < 0.005) return say("less than 1%");
  if (share >= 0.995 && share < 1 - 1e-12) return say("more than 99%");
  return `${(share * 100).toFixed(0)}%`;
}
