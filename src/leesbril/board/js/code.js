// The lines of Python that make what the board shows.

/** A text as a Python literal. */
export function literal(text) {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => (/\p{C}|\p{Z}/u.test(character) && character !== " " ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : character));
}
