// A slider with a name: its words are its label, for the eye and for a screen reader. It acts while it is moved.
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
  // The number stands beside the slider, on whatever line that is, and is no part of its name.
  slider.id = `leesbril-slider-${Math.random().toString(36).slice(2)}`;
  label.htmlFor = slider.id;
  label.append(model.get("label"));
  both.append(slider, value);
  el.append(label, both);
  draw();
}
export default { render };
