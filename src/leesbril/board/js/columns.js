// Columns of articles as a reader calls them.
import {say} from "./wording.js";

/** What a column is called: those that the project itself fills in the language of the report, others as they are; `inside` a sentence. */
export function columnName(name, inside = false) {
  const known = {publisher: say("Publisher"), author: say("Author"), language: say("Language"), section: say("Section")};
  if (!Object.hasOwn(known, name)) return name;
  return inside ? known[name].toLowerCase() : known[name];
}
