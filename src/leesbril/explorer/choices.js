// A list of rows with bars. If rows can be chosen, each is a button: Tab enters the list,
// arrows, Home and End move in it, Enter or the space bar chooses.
function render({ model, el }) {
  const list = document.createElement("ol");
  const fixed = model.get("fixed");
  el.classList.add("leesbril-choices");
  if (fixed) list.tabIndex = 0;
  el.append(list);

  function part(kind, text, language) {
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    if (language) span.lang = language;
    return span;
  }

  function item(row) {
    const line = document.createElement("li");
    const choice = document.createElement(fixed ? "div" : "button");
    const bar = part("bar", "");
    bar.style.inlineSize = `${100 * row.share}%`;
    choice.className = "choice";
    choice.append(bar, part("label", row.label, row.lang), part("note", row.note));
    line.append(choice);
    if (fixed) return line;
    choice.type = "button";
    choice.dataset.key = row.key;
    choice.addEventListener("click", () => {
      model.set("picked", row.key);
      model.save_changes();
    });
    return line;
  }

  const buttons = () => [...list.querySelectorAll("button")];

  function draw() {
    const held = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    list.replaceChildren(...model.get("rows").map(item));
    el.classList.toggle("empty", model.get("rows").length === 0);
    list.scrollTop = 0;
    mark();
    if (held !== undefined) (buttons().find((button) => button.dataset.key === held) ?? buttons()[0])?.focus();
  }

  function mark() {
    const all = buttons();
    for (const button of all) button.setAttribute("aria-pressed", String(button.dataset.key === model.get("picked")));
    enterAt(all.find((button) => button.dataset.key === model.get("picked")) ?? all[0]);
  }

  // The list is one tab stop.
  function enterAt(chosen) {
    for (const button of buttons()) button.tabIndex = button === chosen ? 0 : -1;
  }

  list.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (fixed || next === undefined) return;
    event.preventDefault();
    if (all[next]) {
      enterAt(all[next]);
      all[next].focus();
    }
  });
  const name = () => list.setAttribute("aria-label", model.get("name"));
  model.on("change:rows", draw);
  model.on("change:picked", mark);
  model.on("change:name", name);
  name();
  draw();
}
export default { render };
