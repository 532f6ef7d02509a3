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
      if (board) prepare(board);
      model.send("drawn");
    }),
  );
}

function prepare(board) {
  board.setAttribute("role", "region");
  board.setAttribute("aria-label", "Explorer of articles");
  // The table comes later than the board, and without a name.
  const named = () => {
    const table = board.querySelector("table");
    table?.setAttribute("aria-label", "Articles");
    return table;
  };
  if (!named()) {
    new MutationObserver((_, watch) => named() && watch.disconnect()).observe(board, { childList: true, subtree: true });
  }
  // A key that is pressed on the board is meant for the board: in JupyterLab x would cut the cell, and an arrow leave it.
  // JupyterLab looks at what has the focus, so that is what must say so. With Ctrl, Cmd or Alt a key is still
  // JupyterLab's own: the notebook can be saved from here.
  const meant = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
  const claim = (event) => event.target.toggleAttribute("data-lm-suppress-shortcuts", meant(event));
  board.addEventListener("keydown", claim, true);
}
export default { render };
