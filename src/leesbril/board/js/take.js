// What can be taken away from a view: its table as CSV, its picture as SVG or PNG, and the code that makes it.
import {make} from "./dom.js";
import {say} from "./wording.js";

/** Buttons to take a view away; `source` has any of `table()`, `picture()` (an svg element) and `code()`. */
export function takeAway(source) {
  const button = (text, name, onclick) => make("button", {type: "button", class: "lb-take", text, "aria-label": `${text}: ${name}`, onclick});
  const bar = make("div", {class: "lb-takes"});
  const name = source.name;
  if (source.table) bar.append(button("CSV", name, () => save(`${name}.csv`, new Blob(["\ufeff", csvOf(source.table())], {type: "text/csv"}))));
  if (source.picture) {
    bar.append(button("SVG", name, () => save(`${name}.svg`, new Blob([written(source.picture())], {type: "image/svg+xml"}))));
    bar.append(button("PNG", name, () => png(source.picture(), `${name}.png`)));
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

/** An svg element as a file of its own: with the colours and letters that it has on the page. */
function written(picture) {
  const copy = picture.cloneNode(true);
  const originals = [picture, ...picture.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((node, number) => {
    const style = getComputedStyle(originals[number]);
    for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-family", "opacity", "color"]) {
      node.setAttribute(name, style.getPropertyValue(name));
    }
    node.removeAttribute("class");
  });
  const box = picture.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", Math.round(box.width));
  copy.setAttribute("height", Math.round(box.height));
  return new XMLSerializer().serializeToString(copy);
}

function png(picture, name) {
  const box = picture.getBoundingClientRect();
  const paper = getComputedStyle(picture.closest(".lb-board")).backgroundColor;
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = make("canvas", {width: Math.round(box.width * 2), height: Math.round(box.height * 2)});
    const pen = canvas.getContext("2d");
    pen.fillStyle = paper;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(name, blob), "image/png");
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(picture))}`;
}
