// A box with HTML, scrolled to its mark without scrolling the notebook.
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
  // A box that is not on the page, or hidden, has no height to scroll in.
  new ResizeObserver((_, watch) => {
    if (!el.clientHeight) return;
    watch.disconnect();
    draw();
  }).observe(el);
}
export default { render };
