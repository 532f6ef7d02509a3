// The character classes of Rust's expressions, written for the browser's engine.

const GENERAL =
  "L Letter LC Cased_Letter Lu Uppercase_Letter Ll Lowercase_Letter Lt Titlecase_Letter Lm Modifier_Letter " +
  "Lo Other_Letter " +
  "M Mark Combining_Mark Mn Nonspacing_Mark Mc Spacing_Mark Me Enclosing_Mark N Number Nd Decimal_Number digit " +
  "Nl Letter_Number No Other_Number P Punctuation punct Pc Connector_Punctuation Pd Dash_Punctuation " +
  "Ps Open_Punctuation Pe Close_Punctuation Pi Initial_Punctuation Pf Final_Punctuation Po Other_Punctuation " +
  "S Symbol Sm Math_Symbol Sc Currency_Symbol Sk Modifier_Symbol So Other_Symbol Z Separator Zs Space_Separator " +
  "Zl Line_Separator Zp Paragraph_Separator C Other Cc Control cntrl Cf Format Co Private_Use Cn Unassigned " +
  "Any Assigned ASCII";
const BINARY =
  "Alphabetic Alpha Lowercase Lower Uppercase Upper White_Space space Cased Case_Ignorable CI Dash Diacritic Dia " +
  "Emoji Emoji_Component EComp Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres " +
  "Extended_Pictographic ExtPict Extender Ext Hex_Digit Hex ASCII_Hex_Digit AHex ID_Start IDS ID_Continue IDC " +
  "XID_Start XIDS XID_Continue XIDC Ideographic Ideo Join_Control Join_C Math Quotation_Mark QMark " +
  "Sentence_Terminal STerm Terminal_Punctuation Term Variation_Selector VS Unified_Ideograph UIdeo Radical " +
  "Default_Ignorable_Code_Point DI Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Soft_Dotted SD " +
  "Changes_When_Lowercased CWL Changes_When_Uppercased CWU Pattern_White_Space Pat_WS Noncharacter_Code_Point NChar";
const ASCII = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t\\x20",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "\\x21-\\x7e",
  lower: "a-z",
  print: "\\x20-\\x7e",
  punct: "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
  space: "\\t-\\r\\x20",
  upper: "A-Z",
  word: "0-9A-Z_a-z",
  xdigit: "0-9A-Fa-f",
};
const UNICODE_SETS = {
  w: "[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]",
  d: "[\\p{Nd}]",
  s: "[\\p{White_Space}]",
};
const ASCII_SETS = {w: "[0-9A-Z_a-z]", d: "[0-9]", s: "[\\t-\\r\\x20]"};
const PROPERTIES = {
  gc: "gc",
  generalcategory: "gc",
  sc: "Script",
  script: "Script",
  scx: "Script_Extensions",
  scriptextensions: "Script_Extensions",
};
const OPERATIONS = ["&&", "--", "~~"];

/** The classes \w, \d and \s, of all of Unicode or of ASCII. */
export function setsOf(unicode) {
  return unicode ? UNICODE_SETS : ASCII_SETS;
}

export function isDigit(character) {
  return character !== undefined && character >= "0" && character <= "9";
}

/** Whether a character may be in the name of a group. */
export function isWordly(character, first) {
  return (first ? /^[_\p{Alphabetic}]$/u : /^[_.[\]\p{Alphabetic}\p{N}]$/u).test(character);
}

/** A character as it stands in an expression or class. */
export function characterSet(character) {
  return /^[A-Za-z0-9]$/.test(character) ? character : `\\u{${character.codePointAt(0).toString(16)}}`;
}

/** The class of a property such as Lu, Greek or sc=Grek, as {set}; or {problem} in the words of Rust. */
export function propertySet(written) {
  const [, name, operator, value] = written.match(/^(.*?)(!=|:|=)(.*)$/su) ?? [];
  if (operator === undefined) {
    const found = nameAmong(written, BINARY) ?? nameAmong(written, GENERAL) ?? scriptSet("Script", written);
    return found ? {set: `\\p{${found}}`} : {set: "", problem: "Unicode property not found"};
  }
  const property = PROPERTIES[loosely(name)];
  if (!property) return {set: "", problem: "Unicode property not found"};
  const found = property === "gc" ? nameAmong(value, GENERAL) : scriptSet(property, value);
  const set = `\\${operator === "!=" ? "P" : "p"}{${found}}`;
  return found ? {set} : {set: "", problem: "Unicode property value not found"};
}

function loosely(name) {
  return name.toLowerCase().replace(/[\s_-]/g, "").replace(/^is/, "");
}

function nameAmong(name, names) {
  return names.split(" ").find((one) => loosely(one) === loosely(name));
}

function scriptSet(property, name) {
  const titled = name.split(/[_-]/).map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase());
  const found = `${property}=${titled.join("_")}`;
  try {
    return RegExp(`\\p{${found}}`, "u") && found;
  } catch {
    return undefined;
  }
}

/** Reads a class between square brackets: {source, sets}; `sets` if the browser must know sets of sets. */
export function characterClass(reader) {
  const open = () => reader.skip() ?? (reader.more || reader.complain("unclosed character class"));
  reader.take();
  open();
  const negated = reader.takeIf("^");
  const found = {items: [], before: "", sets: false};
  for (open(); reader.next === "-"; open()) found.items.push(characterSet(reader.take()));
  if (!found.items.length && reader.takeIf("]")) found.items.push(characterSet("]"));
  for (open(); !reader.takeIf("]"); open()) readItem(reader, found, open);
  if (negated && !reader.flags.u) reader.fail("pattern can match invalid UTF-8");
  const inside = operated(found, "");
  return {source: `[${negated ? "^" : ""}${inside}]`, sets: found.sets};
}

function readItem(reader, found, open) {
  const operation = OPERATIONS.find((one) => reader.takeIf(one));
  if (operation) {
    Object.assign(found, {before: operated(found, operation), items: [], sets: true});
  } else if (reader.next === "[") {
    found.items.push(asciiClass(reader) ?? nested(reader));
    found.sets = true;
  } else {
    const item = rangeOrItem(reader, open);
    found.items.push(item);
    found.sets ||= item.startsWith("[");
  }
}

/** What was read so far, with an operation behind it. */
function operated({before, items}, operation) {
  const inside = items.join("");
  if (!before) return operation ? `[${inside}]${operation}` : inside;
  const [left, last] = [before.slice(0, -2), before.slice(-2)];
  const both = last === "~~" ? `[[${left}][${inside}]]--[[${left}]&&[${inside}]]` : `[${left}]${last}[${inside}]`;
  return operation ? `[${both}]${operation}` : both;
}

function nested(reader) {
  return characterClass(reader).source;
}

function asciiClass(reader) {
  const rest = reader.characters.slice(reader.place).join("");
  const [whole, negation, name] = rest.match(/^\[:(\^?)([a-z]+):\]/) ?? [];
  if (!whole || !Object.hasOwn(ASCII, name)) return undefined;
  reader.place += whole.length;
  if (negation && !reader.flags.u) reader.fail("pattern can match invalid UTF-8");
  return `[${negation}${ASCII[name]}]`;
}

function rangeOrItem(reader, open) {
  const first = classItem(reader);
  open();
  const behind = reader.characters[reader.place + 1];
  if (reader.next !== "-" || behind === "]" || behind === "-") return itemSource(reader, first);
  reader.take();
  open();
  const last = classItem(reader);
  if (!first.character || !last.character) reader.complain("invalid range boundary, must be a literal");
  if (first.character.codePointAt(0) > last.character.codePointAt(0)) {
    reader.complain("invalid character class range, the start must be <= the end");
  }
  return `${itemSource(reader, first)}-${itemSource(reader, last)}`;
}

function classItem(reader) {
  return reader.next === "\\" ? reader.escape() : {character: reader.take()};
}

function itemSource(reader, {character, set, edge, negated}) {
  if (edge) reader.complain("invalid escape sequence found in character class");
  if (character === undefined) return negated ? `[^${set}]` : set;
  if (!reader.flags.u && character > "\x7f") reader.fail("Unicode not allowed here");
  return characterSet(character);
}
