// The lines of Python that make what the board shows.

/** A text as a Python literal. */
export function literal(text) {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => (/\p{C}|\p{Z}/u.test(character) && character !== " " ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character));
}

/** The search that gave what is found, as `found`. */
export function quoted({query, lemma, compounds}) {
  const settings = [lemma ? ', normalise="lemma"' : "", compounds ? ", compounds=True" : ""].join("");
  return `found = lb.search(tokens, ${literal(query)}${settings})`;
}
