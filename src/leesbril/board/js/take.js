// What can be taken away from a view: its table as CSV, its picture as SVG or PNG, and the code that makes it.
import {make, svg} from "./dom.js";
import {say} from "./wording.js";

const [MARGIN, LINE] = [12, 18];
const SHARPER = 2; // pixels of a PNG for each of the page

/**
 * Buttons to take a view away; `source` has any of `table()`, `picture()` (an svg element) and `code()`. `words()` are the
 * lines written above a picture, what is found first; `subject()` is added to the names of files, such as the query.
 */
export function takeAway(source) {
  const button = (text, name, onclick) => make("button", {type: "button", class: "lb-take", text, "aria-label": `${text}: ${name}`, onclick});
  const bar = make("div", {class: "lb-takes"});
  const name = source.name;
  const file = (ending) => `${[name, source.subject?.()].filter(Boolean).join(" ")}.${ending}`;
  if (source.table) bar.append(button("CSV", name, () => save(file("csv"), new Blob(["\ufeff", csvOf(source.table())], {type: "text/csv"}))));
  if (source.picture) {
    bar.append(button("SVG", name, () => save(file("svg"), new Blob([written(source)], {type: "image/svg+xml"}))));
    bar.append(button("PNG", name, () => png(source, file("png"))));
  }
  if (source.code) bar.append(...codeOf(source, name));
  return bar;
}

function codeOf(source, name) {
  const code = make("pre", {class: "lb-code", hidden: true, tabindex: 0, "aria-label": say("Python code: {name}", {name})});
  const button = make("button", {type: "button", class: "lb-take", text: say("Code"), "aria-label": say("Python code: {name}", {name}), "aria-expanded": "false"});
  button.addEventListener("click", () => {
    code.hidden = !code.hidden;
    code.textContent = source.code();
    button.setAttribute("aria-expanded", !code.hidden);
  });
  return [button, code];
}

/** A table as CSV: commas, and quotation marks where needed; what a spreadsheet would run as a formula gets an apostrophe. */
function csvOf({columns, rows}) {
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Offer a file to the reader. */
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = make("a", {href: address, download: name.replace(/[\\/:*?"<>|\s]+/g, "-")});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A picture as a file of its own: with the colours and letters that it has on the page, and what it shows in words. */
function written(source) {
  const picture = source.picture();
  const copy = picture.cloneNode(true);
  const originals = [picture, ...picture.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, number) => {
    const style = getComputedStyle(originals[number]);
    for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-family", "opacity", "color"]) {
      node.setAttribute(name, style.getPropertyValue(name));
    }
    node.removeAttribute("class");
  });
  const {width, height} = picture.getBoundingClientRect();
  copy.setAttribute("width", Math.round(width));
  copy.setAttribute("height", Math.round(height));
  return new XMLSerializer().serializeToString(withWords(copy, source, {width, height}));
}

/** A drawing below the words that say what it shows, on the paper of the board. */
function withWords(drawing, {picture, words}, {width, height}) {
  const board = getComputedStyle(picture().closest(".lb-board"));
  const lines = (words?.() ?? []).flatMap((text, place) => broken(text, width / (place ? 6.4 : 8.4)).map((line) => [line, place === 0]));
  const above = 10 + lines.length * LINE;
  const size = {width: Math.round(width + 2 * MARGIN), height: Math.round(height + above + MARGIN)};
  drawing.setAttribute("x", MARGIN);
  drawing.setAttribute("y", above);
  return svg("svg", {xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${size.width} ${size.height}`, "font-family": board.fontFamily},
    svg("rect", {...size, fill: board.backgroundColor}),
    ...lines.map(([text, first], place) => svg("text", {
      x: MARGIN, y: 22 + place * LINE, text, fill: board.color, "font-size": first ? 15 : 12, "font-weight": first ? 600 : 400,
    })), drawing);
}

/** A text in lines of at most so many characters. */
function broken(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= most) lines.push(word);
    else lines.push([lines.pop(), word].filter(Boolean).join(" "));
  }
  return lines;
}

function png(source, name) {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = make("canvas", {width: image.width * SHARPER, height: image.height * SHARPER});
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(name, blob), "image/png");
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(source))}`;
}
