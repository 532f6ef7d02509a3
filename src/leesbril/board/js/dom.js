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

let lastId = 0;

/** An id that no other element of the page has. */
export function freshId() {
  lastId += 1;
  return `lb-${lastId}`;
}
