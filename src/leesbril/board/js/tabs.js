// Views behind tabs, one at a time; each is made when it is first opened, and only the one that is seen is drawn anew.
import {make, freshId} from "./dom.js";
import {say} from "./wording.js";

/** A list of tabs and the view of the chosen one; `views` have a key, a name and `open()`, which gives `node` and `update()`. */
export function makeTabs(views, store) {
  const id = freshId();
  const tabs = views.map(({key, name}) =>
    make("button", {
      type: "button", role: "tab", id: `${id}-${key}`, "aria-controls": `${id}-panel`, text: name,
      onclick: () => store.set({tab: key}),
    }),
  );
  const list = make("div", {class: "lb-tabs", role: "tablist", "aria-label": say("Views")}, ...tabs);
  const panel = make("div", {class: "lb-panel", role: "tabpanel", id: `${id}-panel`, tabindex: 0});
  list.addEventListener("keydown", (event) => moved(event, tabs));
  const opened = new Map();
  const show = () => {
    const {tab} = store.get();
    views.forEach(({key}, place) => {
      tabs[place].setAttribute("aria-selected", key === tab);
      tabs[place].tabIndex = key === tab ? 0 : -1;
    });
    const chosen = views.find(({key}) => key === tab);
    if (!chosen) return;
    if (!opened.has(tab)) opened.set(tab, chosen.open());
    const view = opened.get(tab);
    panel.setAttribute("aria-labelledby", `${id}-${tab}`);
    if (panel.firstChild !== view.node) panel.replaceChildren(view.node);
    view.update();
  };
  store.on(["tab", "found", "shown", "threshold", "measure", "sets", "notes", "chosen"], show);
  return make("div", {class: "lb-views"}, list, panel);
}

function moved(event, tabs) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (!step) return;
  const place = tabs.indexOf(event.target);
  const next = tabs[(place + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
  event.preventDefault();
}
