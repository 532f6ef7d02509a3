// The status line, the progress indicator, and accessibility fixes for the whole widget.
function render({ model, el }) {
  const mark = document.createElement("progress");
  const said = document.createElement("p");
  el.classList.add("leesbril-status");
  mark.setAttribute("aria-label", "Counting");
  said.setAttribute("role", "status");
  el.append(said, mark);

  const draw = () => {
    // Only the text of the element changes, otherwise screen readers do not announce it.
    if (said.textContent !== model.get("text")) said.textContent = model.get("text");
    el.classList.toggle("busy", model.get("busy"));
  };
  model.on("change:text change:busy", draw);
  draw();

  // After two frames all this is on the screen, and the kernel may start to count.
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

// A choice can hide the list that had the focus. The focus would then move to the top of the page; it is moved to the
// status line instead.
function keepFocus(board, model, said) {
  const there = (part) => part.isConnected && part.checkVisibility();
  let held = null;
  said.tabIndex = -1;
  board.addEventListener("focusin", (event) => (held = event.target));
  board.addEventListener("focusout", (event) => there(event.target) && (held = null));
  const look = () => {
    if (held && !there(held) && !board.contains(document.activeElement)) said.focus();
  };
  // The kernel sets busy to false last; a frame later everything is hidden that it hid.
  model.on("change:busy", () => model.get("busy") || requestAnimationFrame(() => requestAnimationFrame(look)));
}

function prepare(board) {
  board.setAttribute("role", "region");
  board.setAttribute("aria-label", "Explorer of articles");
  // The table is added later, without a name.
  const named = () => {
    const table = board.querySelector("table");
    table?.setAttribute("aria-label", "Articles");
    // Browsers do not expose the selected rows of a plain table.
    table?.setAttribute("role", "grid");
    table?.setAttribute("aria-multiselectable", "true");
    return table;
  };
  if (!named()) {
    new MutationObserver((_, watch) => named() && watch.disconnect()).observe(board, { childList: true, subtree: true });
  }
  // A chart that is drawn before it is on the page has no width, and is only resized with the window.
  const sized = new ResizeObserver(() => window.dispatchEvent(new Event("resize")));
  const fit = () => board.querySelectorAll(".vega-embed").forEach((chart) => sized.observe(chart));
  new MutationObserver(fit).observe(board, { childList: true, subtree: true });
  fit();
  // The table marks selected rows only with a class, and redraws its rows for every page.
  const tell = () => {
    for (const row of board.querySelectorAll("table.dataTable > tbody > tr")) {
      const chosen = String(row.classList.contains("selected"));
      if (row.ariaSelected !== chosen) row.ariaSelected = chosen;
    }
  };
  new MutationObserver(tell).observe(board, { childList: true, subtree: true, attributeFilter: ["class"] });
  tell();
  // Keys pressed in the explorer must not reach JupyterLab, where x would cut the cell and an arrow leave it. JupyterLab
  // checks an attribute of the focused element. Keys with Ctrl, Cmd or Alt are passed on, so the notebook can be saved.
  const meant = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  const claim = (event) => event.target.toggleAttribute("data-lm-suppress-shortcuts", meant(event));
  board.addEventListener("keydown", claim, true);
}
export default { render };
