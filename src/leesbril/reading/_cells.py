"""Cells of a table → plain text: missing values, JSON objects that contain the text, markup."""

import json
import re
from html import unescape
from typing import Any

import pandas as pd

from leesbril.extras import extra
from leesbril.reading._notes import MARKUP, SKIPPED, Remark

NO_VALUE = ("NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "<NA>")
"""How R, pandas, SQL and Excel write missing values."""
INNER = ("text", "rendered", "main", "content", "value", "name", "title", "headline", "html")
"""Keys for the text in JSON objects, as exported by content management systems and news services."""

_HIDDEN = ("script", "style", "noscript", "template", "head")
_TAG = re.compile(r"</(?:p|div|span|a|strong|em|b|i|h[1-6]|ul|li|blockquote|script)>|<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_OF_A_PAGE = re.compile(r"<!doctype[^<>]*>?|</?(?:html|head|body|frameset|noframes)\b[^<>]*>?", re.IGNORECASE)
_BLOCKS = {
    "p",
    "div",
    "figure",
    "figcaption",
    "pre",
    "dd",
    "dt",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "section",
    "article",
}

Remarks = list[tuple[int, Remark]]


def plain(column: pd.Series) -> tuple[pd.Series, Remarks]:
    """A text column with missing values recognised, JSON objects replaced by their text, and markup removed."""
    column = column.mask(column.isin(NO_VALUE))
    doubtful = column[column.str.contains("[{<&]").fillna(False).astype(bool)]
    remarks: Remarks = []
    new: dict[object, str | None] = {}
    for row, value in doubtful.items():
        text = inner_text(value)
        if text is None and column.name == "text":
            remarks.append(
                (int(str(row)), Remark(SKIPPED, "its text is a JSON object without text; export the text itself"))
            )
        elif text is not None:
            text, said = clean(text, str(column.name))
            remarks += [(int(str(row)), Remark(MARKUP, said))] if said else []
        if text != value:
            new[row] = text
    if not new:
        return column, remarks
    whole = [new.get(row, value) if row in new else value for row, value in column.items()]
    return pd.Series(whole, column.index, dtype="str", name=column.name), remarks


def inner_text(value: str) -> str | None:
    """The text in a JSON object, None if it has none; any other string is returned unchanged.

    >>> inner_text('{"rendered": "Moskee heroverd", "protected": false}'), inner_text("{sic}")
    ('Moskee heroverd', '{sic}')
    """
    if not value.lstrip().startswith("{"):
        return value
    try:
        known = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return next((known[key] for key in INNER if isinstance(known.get(key), str)), None)


def clean(text: str, name: str = "text") -> tuple[str, str]:
    """The text without HTML entities and, if it has closing tags, without markup; and what was done, empty if nothing.

    Entities written twice (`&amp;eacute;`) are read too. What is no entity of HTML stays. `name` is for what was done.

    >>> clean("Jan &amp; Piet in het caf&eacute; van H&M;")
    ('Jan & Piet in het café van H&M;', '2 HTML entities in its text replaced, the first ‘&amp;’')
    >>> clean("<p>Het caf&eacute;.</p>")
    ('Het café.', 'markup removed from its text')
    """
    removed = f"markup removed from its {name}"
    said = [removed] if _TAG.search(text) else []
    text = without_markup(text) if said else text
    entities = [found.group() for found in _ENTITY.finditer(text) if _character(found) != found.group()]
    if entities:
        text = _ENTITY.sub(_character, _ENTITY.sub(_character, text))
        if _TAG.search(text):  # markup that was written with entities
            return without_markup(text), removed
        count = "1 HTML entity" if len(entities) == 1 else f"{len(entities)} HTML entities"
        said.append(f"{count} in its {name} replaced, the first ‘{entities[0]}’")
    return text, "; ".join(said)


def _character(entity: re.Match[str]) -> str:
    return unescape(entity.group())


def without_markup(text: str) -> str:
    r"""The text of an HTML fragment, one paragraph per block (lxml), without scripts and styles.

    >>> without_markup("<p>Het&nbsp;leger.</p><p>De <b>moskee</b>.</p><script>x</script>").split("\n\n")
    ['Het\xa0leger.', 'De moskee.']
    """
    with extra("formats", "reading markup in a table"):
        from lxml import etree, html

    try:
        tree = html.fragment_fromstring(shallow(text), create_parent="div", parser=html.HTMLParser(huge_tree=True))
    except (AssertionError, TypeError):  # a whole page, whose body is damaged, or not the only one
        return without_markup(bare) if (bare := _OF_A_PAGE.sub("", text)) != text else text
    except (etree.LxmlError, ValueError):
        return text
    return "\n\n".join(block_lines(tree))


def block_lines(tree: Any, *, as_browser: bool = False) -> list[str]:
    """The lines of an element of HTML, one per block; scripts, styles and comments are left out.

    A line end in the source ends a line too, as in text to which markup was added, unless `as_browser`.
    """
    from lxml import etree

    pieces = [""]
    hidden = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start" and hidden is None:
            if element.tag in _HIDDEN:
                hidden = element
                continue
            pieces += [_break(element), _spaced(element.text, as_browser)]
        elif event == "end" and (hidden is None or hidden is element):
            pieces += [] if hidden is element else [_break(element)]
            hidden = None
        if event != "start" and hidden is None and element is not tree:
            pieces.append(_spaced(element.tail, as_browser))
    lines = (" ".join(line.split(" ")).strip() for line in "".join(pieces).splitlines())
    return [line for line in lines if line]


def _spaced(text: str | None, as_browser: bool) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ") if as_browser else text or ""


def _break(element: Any) -> str:
    return "\n" if element.tag in _BLOCKS else ""


_NESTING = re.compile(
    r"<(/?)(div|span|section|article|main|font|b|i|em|strong|u|a|center|blockquote|table|tbody|tr|td|ul|ol|li)\b[^<>]*>",
    re.IGNORECASE,
)
MOST_NESTED = 150
"""Tags within tags: what is deeper loses its tags, not its text, because parsers drop what is deeper than about 250."""


def shallow(page: str) -> str:
    """HTML without the tags that are nested deeper than `MOST_NESTED`; unchanged if none are.

    >>> shallow("<div>" * 200 + "<p>Diep.</p>" + "</div>" * 200).count("<div>")
    150
    """
    if page.count("<") <= MOST_NESTED:
        return page
    open_tags: list[tuple[str, bool]] = []
    pieces, last, deepest = [], 0, False
    for tag in _NESTING.finditer(page):
        name = tag[2].lower()
        if not tag[1]:
            kept = len(open_tags) < MOST_NESTED
            open_tags.append((name, kept))
        else:
            kept = not open_tags or open_tags[-1][0] != name or open_tags[-1][1]
            if open_tags and open_tags[-1][0] == name:
                open_tags.pop()
        if not kept:
            pieces += [page[last : tag.start()], "" if name in _INLINE else "<br>"]
            last, deepest = tag.end(), True
    return "".join([*pieces, page[last:]]) if deepest else page


_INLINE = {"span", "font", "b", "i", "em", "strong", "u", "a"}
