// A page in a box of its own, scrolled to its mark: the box moves, the notebook around it stays.
function render({ model, el }) {
  const draw = () => {
    const held = el.contains(document.activeElement);
    el.innerHTML = model.get("html");
    const box = el.firstElementChild;
    const mark = el.querySelector("mark");
    if (held) box?.focus({ preventScroll: true });
    if (!mark) return;
    const place = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop = place - box.clientHeight / 3;
  };
  model.on("change:html", draw);
  draw();
  // Before it stands on the page, or while it is hidden, a box has no height to scroll in.
  new ResizeObserver((_, watch) => {
    if (!el.clientHeight) return;
    watch.disconnect();
    draw();
  }).observe(el);
}
export default { render };
