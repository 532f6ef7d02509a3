// Elements of the page. Text is only ever set as text, so nothing in an article can act.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element: `class`, `text`, attributes, listeners as `onclick`, then children. */
export function make(tag, settings = {}, ...children) {
  return dressed(document.createElement(tag), settings, children);
}

/** An SVG element, as `make`. */
export function svg(tag, settings = {}, ...children) {
  return dressed(document.createElementNS(SVG, tag), settings, children);
}

/** Leave an element empty. */
export function clear(node) {
  node.replaceChildren();
  return node;
}

function dressed(node, settings, children) {
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A box to tick with its text; `onchange` is called with whether it is ticked. */
export function checkbox(text, checked, onchange) {
  const input = make("input", {type: "checkbox", checked, onchange: () => onchange(input.checked)});
  return make("label", {class: "lb-check"}, input, ` ${text}`);
}

const LONGEST_WAIT = 250; // milliseconds: a page that is not seen is not painted either

/** Call once what is there has been painted. */
export function afterPaint(call) {
  let called = false;
  const once = () => {
    if (!called) call();
    called = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, LONGEST_WAIT);
}

const filled = new WeakMap();

/** Fill an element with nodes for some items: as many as are seen at once, the others when these have been painted. */
export function fill(node, items, nodeOf, seen) {
  filled.set(node, items);
  node.replaceChildren(...items.slice(0, seen).map(nodeOf));
  if (items.length <= seen) return;
  afterPaint(() => filled.get(node) === items && node.append(...items.slice(seen).map(nodeOf)));
}

let lastId = 0;

/** An id that no other element of the page has. */
export function freshId() {
  lastId += 1;
  return `lb-${lastId}`;
}
