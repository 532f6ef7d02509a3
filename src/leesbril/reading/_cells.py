"""Cells of a table → plain text: missing values, JSON objects that contain the text, markup."""

import json
import re

import pandas as pd

from leesbril.extras import extra
from leesbril.reading._notes import MARKUP, SKIPPED, Remark

NO_VALUE = ("NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "<NA>")
"""How R, pandas, SQL and Excel write missing values."""
INNER = ("text", "rendered", "main", "content", "value", "name", "title", "headline", "html")
"""Keys for the text in JSON objects, as exported by content management systems and news services."""

_TAG = re.compile(r"</(?:p|div|span|a|strong|em|b|i|h[1-6]|ul|li|blockquote|script)>|<br ?/?>", re.IGNORECASE)
_BLOCKS = {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "section", "article"}

Remarks = list[tuple[int, Remark]]


def plain(column: pd.Series) -> tuple[pd.Series, Remarks]:
    """A text column with missing values recognised, JSON objects replaced by their text, and markup removed."""
    column = column.mask(column.isin(NO_VALUE))
    doubtful = column[column.str.contains(rf"^\s*\{{|{_TAG.pattern}", flags=re.IGNORECASE).fillna(False).astype(bool)]
    remarks: Remarks = []
    new: dict[object, str | None] = {}
    for row, value in doubtful.items():
        text = inner_text(value)
        if text is None and column.name == "text":
            remarks.append((int(str(row)), Remark(SKIPPED, "its text is a JSON object without text")))
        elif text is not None and _TAG.search(text):
            remarks.append((int(str(row)), Remark(MARKUP, f"markup removed from its {column.name}")))
            text = without_markup(text)
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


def without_markup(text: str) -> str:
    r"""The text of an HTML fragment, one paragraph per block (lxml), without scripts and styles.

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
