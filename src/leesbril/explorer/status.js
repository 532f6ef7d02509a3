// A line that says what is shown, a mark while the kernel works, and what the board as a whole needs.
function render({ model, el }) {
  const mark = document.createElement("progress");
  const said = document.createElement("p");
  el.classList.add("leesbril-status");
  mark.setAttribute("aria-label", "Counting");
  said.setAttribute("role", "status");
  el.append(said, mark);

  const draw = () => {
    // The element stays and its words change: else a screen reader says nothing.
    if (said.textContent !== model.get("text")) said.textContent = model.get("text");
    el.classList.toggle("busy", model.get("busy"));
  };
  model.on("change:text change:busy", draw);
  draw();

  // Two frames from now all this is on the screen: only then may the kernel begin to count.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const board = el.closest(".leesbril-explorer");
      if (board) {
        prepare(board);
        keepFocus(board, model, said);
      }
      model.send("drawn");
    }),
  );
}

// A choice can hide the very list that it was made in. What had the focus is gone then, and the keyboard would begin
// at the top of the page: it goes on at the line that says what is shown instead.
function keepFocus(board, model, said) {
  const there = (part) => part.isConnected && part.checkVisibility();
  let held = null;
  said.tabIndex = -1;
  board.addEventListener("focusin", (event) => (held = event.target));
  board.addEventListener("focusout", (event) => there(event.target) && (held = null));
  const look = () => {
    if (held && !there(held) && !board.contains(document.activeElement)) said.focus();
  };
  // The kernel says last that it is done; a frame later all that it hid is hidden.
  model.on("change:busy", () => model.get("busy") || requestAnimationFrame(() => requestAnimationFrame(look)));
}

function prepare(board) {
  board.setAttribute("role", "region");
  board.setAttribute("aria-label", "Explorer of articles");
  // The table comes later than the board, and without a name.
  const named = () => {
    const table = board.querySelector("table");
    table?.setAttribute("aria-label", "Articles");
    // Of a plain table no browser passes on which rows are chosen.
    table?.setAttribute("role", "grid");
    table?.setAttribute("aria-multiselectable", "true");
    return table;
  };
  if (!named()) {
    new MutationObserver((_, watch) => named() && watch.disconnect()).observe(board, { childList: true, subtree: true });
  }
  // A chart that is drawn before it is on the page has no width, and looks again only when the window changes.
  const sized = new ResizeObserver(() => window.dispatchEvent(new Event("resize")));
  const fit = () => board.querySelectorAll(".vega-embed").forEach((chart) => sized.observe(chart));
  new MutationObserver(fit).observe(board, { childList: true, subtree: true });
  fit();
  // The table shows a chosen row with a class alone, and draws its rows anew for every page of them.
  const tell = () => {
    for (const row of board.querySelectorAll("table.dataTable > tbody > tr")) {
      const chosen = String(row.classList.contains("selected"));
      if (row.ariaSelected !== chosen) row.ariaSelected = chosen;
    }
  };
  new MutationObserver(tell).observe(board, { childList: true, subtree: true, attributeFilter: ["class"] });
  tell();
  // A key that is pressed on the board is meant for the board: in JupyterLab x would cut the cell, and an arrow leave it.
  // JupyterLab looks at what has the focus, so that is what must say so. With Ctrl, Cmd or Alt a key is still
  // JupyterLab's own: the notebook can be saved from here.
  const meant = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  const claim = (event) => event.target.toggleAttribute("data-lm-suppress-shortcuts", meant(event));
  board.addEventListener("keydown", claim, true);
}
export default { render };
