// A slider with a label, also for screen readers; its value changes while it is moved.
function render({ model, el }) {
  const label = document.createElement("label");
  const slider = document.createElement("input");
  const value = document.createElement("output");
  const both = document.createElement("span");
  el.classList.add("leesbril-slider");
  slider.type = "range";
  slider.min = model.get("min");
  slider.max = model.get("max");
  slider.addEventListener("input", () => {
    model.set("value", slider.valueAsNumber);
    model.save_changes();
  });
  const draw = () => {
    slider.value = model.get("value");
    value.textContent = model.get("value");
  };
  model.on("change:value", draw);
  // The number is next to the slider and not part of its label.
  slider.id = `leesbril-slider-${Math.random().toString(36).slice(2)}`;
  label.htmlFor = slider.id;
  label.append(model.get("label"));
  both.append(slider, value);
  el.append(label, both);
  draw();
}
export default { render };
