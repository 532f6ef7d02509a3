// The code that shows the same, with a button to copy it.
function render({ model, el }) {
  const code = document.createElement("pre");
  const copy = document.createElement("button");
  const said = document.createElement("span");
  el.classList.add("leesbril-code");
  copy.type = "button";
  copy.textContent = "Copy the code";
  said.setAttribute("role", "status");
  code.tabIndex = 0;
  code.setAttribute("role", "region");
  code.setAttribute("aria-label", "The code that shows the same");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(model.get("code"));
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(code);
      said.textContent = "Selected: press Ctrl+C or Cmd+C.";
    }
  });
  const draw = () => {
    code.textContent = model.get("code");
    said.textContent = "";
    el.hidden = !model.get("code");
  };
  model.on("change:code", draw);
  draw();
  el.append(code, copy, said);
}
export default { render };
