"""The HTML of outputs, made fit for a page: tables that scroll and that print in a few rows, headings, ids, styles."""

import re

from leesbril.wording import visible
from leesbril.wording.report_language import number, say

PRINTED_ROWS = 3
"""Rows of a table that are printed; the page itself shows more."""
WIDE = 8
"""Columns of a table that gets the whole width of the page; others stand beside their explanation."""

_TABLE = re.compile(r"<table\b[^>]*\bdataframe\b.*?</table>", re.DOTALL)
_STYLE_OF_PANDAS = re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL)
_STYLE = re.compile(r'(<div class="leesbril-table">)\s*<style>(.*?)</style>\s*', re.DOTALL)
_VIEW = re.compile(r"leesbril-[0-9a-f]{12}(?=[-\"])")


def without_styles(html: str, styles: dict[str, None]) -> str:
    """The same without the style that each table of Leesbril brings along, which is kept once, among `styles`.

    >>> found = {}
    >>> without_styles('<div class="leesbril-table"><style>p {}</style><p>Both rows.</p></div>', found), list(found)
    ('<div class="leesbril-table"><p>Both rows.</p></div>', ['p {}'])
    """
    styles.update(dict.fromkeys(style for _, style in _STYLE.findall(html)))
    return _STYLE.sub(r"\1", html)


def alone(html: str, number: int) -> str:
    """Two articles side by side, with ids of their own: two notebooks may show the same view."""
    return _VIEW.sub(rf"\g<0>-{number}", html)


def lower(html: str, levels: int) -> str:
    """The same with every heading some levels lower, six being the lowest.

    >>> lower("<h1>What do they share?</h1>", 1)
    '<h2>What do they share?</h2>'
    """
    return re.sub(r"(</?h)([1-6])\b", lambda tag: f"{tag[1]}{min(int(tag[2]) + levels, 6)}", html)


def overwritten(text: str) -> str:
    r"""Printed text as a terminal leaves it: what a carriage return goes back over, such as a progress bar, is gone.

    >>> overwritten("10 %\r100 %\nready\r\n")
    '100 %\nready\n'
    """
    return re.sub(r"[^\n]*\r(?!\n)", "", text.replace("\r\n", "\n"))


def warnings_in(text: str) -> list[str]:
    r"""The sentences of the warnings in what was printed on stderr, without their places in files and lines of code.

    >>> warnings_in("cell:3: LoadWarning: 1 of 3 files was skipped.\n  articles = read(ARTICLES)\n")
    ['1 of 3 files was skipped.']
    """
    lines = [line for line in overwritten(text).splitlines() if line.strip() and not line.startswith("  ")]
    return [visible(re.sub(r"^\S*:\d+: (?:[\w.]*Warning: )?", "", line)) for line in lines]


def tidy_tables(html: str) -> str:
    """Tables in a box of their own that scrolls, with the heads of rows and columns named as such.

    Below a table of which not all rows are printed stands how many are, for paper alone. Other HTML, the view side by
    side among it, stays as it is.
    """
    return _TABLE.sub(_tidy_table, _STYLE_OF_PANDAS.sub("", html) if _TABLE.search(html) else html)


def _tidy_table(found: re.Match[str]) -> str:
    table = found[0] if ' scope="col"' in found[0] else _with_scopes(found[0])
    head, _, body = table.partition("</thead>")
    rows, wide = body.count("<tr"), " wide" if head.count("<th") >= WIDE else ""
    box = f'<div class="table{wide}" tabindex="0" role="group" aria-label="{say("Table")}">{table}</div>'
    if rows <= PRINTED_ROWS:
        return box
    printed = say("On paper: the first {n} of these {all} rows.", n=PRINTED_ROWS, all=number(rows))
    return f'{box}<p class="printed">{printed}</p>'


def _with_scopes(table: str) -> str:
    head, end, body = table.partition("</thead>")
    head = re.sub(r"<th>\s*</th>", "<td></td>", head).replace("<th>", '<th scope="col">')
    head = re.sub(r' (?:border="1"|style="text-align: right;")', "", head)
    return head + end + re.sub(r"<th\b", '<th scope="row"', body)
