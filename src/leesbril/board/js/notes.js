// Notes and labels of the reader, on pairs and on lines; kept in a table beside the articles.
import {clear, make} from "./dom.js";
import {tableOf} from "./section.js";
import {takeAway} from "./take.js";
import {say, sayCounted} from "./wording.js";

const NOTE_COLUMNS = ["article_a", "article_b", "label", "kind", "note", "start", "end", "quote"];

function kinds() {
  return [["", say("no label")], ["reuse", say("reuse")], ["agency", say("agency")], ["chance", say("chance")], ["unsure", say("unsure")]];
}

/** The notes as rows of strings and numbers, for a table or a kernel; `label` is what was chosen for a pair, `kind` for a line too. */
export function rowsOfNotes(data, notes) {
  return notes.map(({a, b, kind, note, start, end, quote}) => [
    data.ids[a], b === undefined ? null : data.ids[b], b === undefined ? null : kind || null, kind || null, note || null, start ?? null, end ?? null, quote ?? null,
  ]);
}

function same(one, other) {
  return one.a === other.a && one.b === other.b && one.start === other.start && one.end === other.end;
}

/** Keep what is noted on a subject: a pair, or a place in an article; an empty note is taken away. */
function noted(store, subject, patch) {
  const {notes} = store.get();
  const old = notes.find((one) => same(one, subject)) ?? {...subject, kind: "", note: ""};
  const next = {...old, ...patch};
  const others = notes.filter((one) => !same(one, subject));
  store.set({notes: next.kind || next.note ? [...others, next] : others});
}

/** A label to choose and a note to write on a subject. */
export function noteControl(data, store, subject) {
  if (subject.b !== undefined && subject.a > subject.b) subject = {...subject, a: subject.b, b: subject.a};
  const old = store.get().notes.find((one) => same(one, subject)) ?? {kind: "", note: ""};
  const kind = make("select", {"aria-label": say("Label"), onchange: () => noted(store, subject, {kind: kind.value})},
    ...kinds().map(([value, text]) => make("option", {value, text, selected: value === old.kind})));
  const note = make("input", {type: "text", "aria-label": say("Note"), value: old.note, placeholder: say("a note"), onchange: () => noted(store, subject, {note: note.value})});
  return make("div", {class: "lb-note"}, make("label", {}, `${say("Label")} `, kind), make("label", {}, `${say("Note")} `, note));
}

/** A button that opens the note on a line. */
export function noteButton(data, store, subject) {
  const there = store.get().notes.some((one) => same(one, subject));
  const button = make("button", {
    type: "button", class: "lb-note-button", "aria-label": say("Note on “{quote}” in {label}", {quote: subject.quote, label: data.labels[subject.a]}), text: there ? "✎" : "+",
    "aria-expanded": "false",
    onclick: () => {
      const open = button.nextSibling;
      if (open) open.remove();
      else button.after(noteControl(data, store, subject));
      button.setAttribute("aria-expanded", !open);
    },
  });
  return make("span", {class: "lb-note-at"}, button);
}

/** All notes as a table, to save and to load. */
export function makeNotesView(data, store) {
  const node = make("div", {class: "lb-notes"});
  const table = () => ({columns: NOTE_COLUMNS, rows: rowsOfNotes(data, store.get().notes)});
  const code = () => 'read = pd.read_csv("notes.csv", dtype={"article_a": str, "article_b": str})  # the labels of pairs: read[read["article_b"].notna()]';
  const takes = takeAway({name: "notes", table, code});
  const said = make("p", {class: "lb-known", "aria-live": "polite"});
  const file = make("input", {type: "file", accept: ".csv,text/csv", onchange: async () => {
    const [chosen] = file.files;
    if (chosen) said.textContent = loaded(data, store, await chosen.text());
    file.value = "";
  }});
  const update = () => {
    const {notes} = store.get();
    const rows = notes.map((note) => shownRow(data, store, note));
    const heading = make("h3", {text: notes.length ? sayCounted("{n} note", "{n} notes", notes.length) : say("No notes yet")});
    const hint = make("p", {text: say("Put two articles side by side, or use + beside a line, to label it and to write a note. Notes stay in this window until you save them.")});
    const list = notes.length ? tableOf([say("On"), say("Label"), say("Note")], rows, say("Notes")) : "";
    clear(node).append(heading, hint, list, takes, make("label", {class: "lb-load"}, `${say("Load notes from a CSV")} `, file), said);
  };
  return {node, update, table, code};
}

function shownRow(data, store, {a, b, kind, note, start, end, quote}) {
  const text = b === undefined ? `“${quote}” · ${data.labels[a]}` : `${data.labels[a]} ⇄ ${data.labels[b]}`;
  const go = () => store.set(b === undefined ? {chosen: [a], at: {row: a, start, end}} : {chosen: [a, b], at: null});
  return [make("button", {type: "button", class: "lb-link", lang: data.language, text, onclick: go}), kinds().find(([value]) => value === kind)[1], note ?? ""];
}

/** Take notes from a CSV that the board wrote; gives what was taken and what was not, in words. */
function loaded(data, store, text) {
  const [columns = [], ...rows] = cells(text.replace(/^\ufeff/, ""));
  const places = NOTE_COLUMNS.map((name) => columns.indexOf(name));
  if (places[0] < 0) return say("This file has no column article_a; load one that the board has saved.");
  const {found, lost} = notesOfRows(data, rows.map((row) => places.map((place) => unmarked(row[place] ?? ""))));
  const others = store.get().notes.filter((one) => !found.some((other) => same(one, other)));
  store.set({notes: [...others, ...found]});
  return say("{n} notes were loaded, {lost} left out: their articles are not on this board.", {n: found.length, lost});
}

/** Notes from rows as `rowsOfNotes` gives them; `lost` counts those on articles that are not here. */
export function notesOfRows(data, rows) {
  const rowOf = new Map(data.ids.map((id, row) => [id, row]));
  const known = new Set(kinds().map(([value]) => value));
  const found = [];
  for (const [idA, idB, , kind, note, start, end, quote] of rows) {
    const [a, b] = [rowOf.get(String(idA)), idB ? rowOf.get(String(idB)) : undefined];
    if (a === undefined || (idB && b === undefined)) continue;
    const said = {a, kind: known.has(kind) ? kind : "", note: note ?? ""};
    found.push(idB ? {...said, b} : {...said, start: Number(start), end: Number(end), quote: quote ?? ""});
  }
  return {found, lost: rows.length - found.length};
}

function unmarked(text) {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** The cells of a CSV text, row by row. */
function cells(text) {
  const rows = [];
  let row = [];
  for (const [, inQuotes, bare, mark] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(inQuotes === undefined ? bare : inQuotes.replaceAll('""', '"'));
    if (mark === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
