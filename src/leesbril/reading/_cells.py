"""What stands in a cell of a table beside plain text: words for nothing, an object that holds the text, markup."""

import json
import re

import pandas as pd

from leesbril.extras import extra
from leesbril.reading._notes import MARKUP, SKIPPED, Remark

NO_VALUE = ("NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "<NA>")
"""What R, pandas, SQL and Excel write where there is nothing."""
INNER = ("text", "rendered", "main", "content", "value", "name", "title", "headline", "html")
"""The keys under which an object holds its text, as content systems and news services export it."""

_TAG = re.compile(r"</(?:p|div|span|a|strong|em|b|i|h[1-6]|ul|li|blockquote|script)>|<br ?/?>", re.IGNORECASE)
_BLOCKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "section", "article"}

Remarks = list[tuple[int, Remark]]


def plain(column: pd.Series) -> tuple[pd.Series, Remarks]:
    """A recognised column of text: missing where a word says so, of objects their text, and without markup."""
    column = column.mask(column.isin(NO_VALUE))
    doubtful = column[column.str.contains(rf"^\s*\{{|{_TAG.pattern}", flags=re.IGNORECASE).fillna(False).astype(bool)]
    told: Remarks = []
    new: dict[object, str | None] = {}
    for row, value in doubtful.items():
        text = inner_text(value)
        if text is None and column.name == "text":
            told.append((int(str(row)), Remark(SKIPPED, "its text is an object in which no text is found")))
        elif text is not None and _TAG.search(text):
            told.append((int(str(row)), Remark(MARKUP, f"markup taken out of its {column.name}")))
            text = without_markup(text)
        new[row] = text
    if not new:
        return column, told
    whole = [new.get(row, value) if row in new else value for row, value in column.items()]
    return pd.Series(whole, column.index, dtype="str", name=column.name), told


def inner_text(value: str) -> str | None:
    """The text that an object written as JSON holds; any other text as it is; None where an object holds none.

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


def without_markup(text: str) -> str:
    r"""The text of a piece of HTML, a paragraph for each of its blocks (lxml); scripts and styles are no text.

    >>> without_markup("<p>Het&nbsp;leger.</p><p>De <b>moskee</b>.</p><script>x</script>").split("\n\n")
    ['Het\xa0leger.', 'De moskee.']
    """
    with extra("formats", "reading markup in a table"):
        from lxml import etree, html

    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.LxmlError, ValueError):
        return text
    for element in list(tree.iter("script", "style", etree.Comment)):
        element.drop_tree()
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
            element.text = "\n" + (element.text or "") if element.tag != "br" else element.text
    lines = (" ".join(line.split(" ")).strip() for line in tree.text_content().splitlines())
    return "\n\n".join(line for line in lines if line)
