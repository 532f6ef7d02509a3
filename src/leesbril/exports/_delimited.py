"""A table ↔ CSV or TSV: text quoted, other values not, missing values empty."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from leesbril.exports._rows import Table, frame_of, guessed, table_of

# A formula is at the start of a text, or after a semicolon, tab or line break in it: Dutch Excel splits cells at `;`,
# and quotes then close too early. Leading blanks and quotes do not disarm it; an apostrophe does.
_BLANK = r"""(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f"\u200b-\u200f\u2060\ufeff])*"""
_FIRST, _LATER = rf"'*(?:{_BLANK}[=+\-@＝＋－＠]|[\t\r\n])", rf"'*{_BLANK}[=+\-@＝＋－＠]"
_TO_GUARD = re.compile(rf"\A(?={_FIRST})|(?<=[;\t\r\n])(?={_LATER})")
_GUARDED = re.compile(rf"\A'(?={_FIRST})|(?<=[;\t\r\n])'(?={_LATER})")


def save_csv(frame: pd.DataFrame, path: Path, *, separator: str) -> None:
    """Write a checked frame, one line per row."""
    table = table_of(frame)
    texts = [kind == "str" for kind in table.kinds.values()]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(_head(table, separator))
        for row in table.rows:
            cells = zip(row, texts, strict=True)
            line = ("" if cell is None else _quoted(cell) if text else cell for cell, text in cells)
            file.write(separator.join(line) + "\n")


def has_columns_of(frame: pd.DataFrame, path: Path, *, separator: str) -> bool:
    """Does a file begin as `save_csv` would begin it for this checked frame: the same columns in the same order?"""
    head = _head(table_of(frame), separator).encode("utf-8-sig")
    with path.open("rb") as file:
        return file.read(len(head)) == head


def _head(table: Table, separator: str) -> str:
    names = [_quoted(name) for name in table.kinds]
    if table.index is not None:
        names[0] = _bare(table.index, separator)
    return separator.join(names) + "\n"


def _quoted(text: str) -> str:
    return '"' + _TO_GUARD.sub("'", text).replace('"', '""') + '"'


def _bare(name: str, separator: str) -> str:
    if not name or re.search(rf'["\r\n{separator}]', name):
        raise ValueError(f"The name of the index, {name!r}, cannot be written without quotes: rename it.")
    return _TO_GUARD.sub("'", name)


def read_csv(path: Path, *, separator: str) -> pd.DataFrame:
    """Read a file of `save_csv`, or another file by the same rules; raises ValueError if it is not a table."""
    rows = _cells(path.read_bytes().decode("utf-8-sig"), separator)
    head = next(rows, [])
    if not head:
        raise ValueError("it is empty")
    names = [_unquoted(cell) or "" for cell in head]
    if len(set(names)) < len(names):
        raise ValueError(f"two columns have the same name: {names}")
    marked = not _is_quoted(head[0])  # the name of an index
    ours = all(map(_is_quoted, head[1:])) and not (marked and len(head) == 1)
    flat = [cell for row in rows for cell in row]
    kinds, columns = {}, []
    for place, name in enumerate(names):
        column = flat[place :: len(names)]
        plain = {cell: _unquoted(cell) for cell in set(column)}
        columns.append([plain[cell] for cell in column])
        kinds[name] = "str" if any(map(_is_quoted, plain)) else guessed(name, columns[-1], names, ours=ours)
    return frame_of(kinds, columns, names[0] if ours and marked else None)


def _is_quoted(cell: str) -> bool:
    return cell.startswith('"')


def _cells(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a CSV file, cells with their quotes, which distinguish text from numbers and "" from missing."""
    quoted, bare = r'"[^"]*(?:""[^"]*)*"', rf'[^"\r\n{separator}][^\r\n{separator}]*|'
    cell = re.compile(rf"({quoted}|{bare})({separator}|\r\n|\r|\n|\Z)")
    row: list[str] = []
    at, number, width = 0, 1, 0
    while at < len(text) or row:
        found = cell.match(text, at)
        if found is None:
            raise ValueError(f"row {number} has unclosed quotes, or text after closing quotes")
        row.append(found[1])
        at = found.end()
        if found[2] != separator:
            width = width or len(row)
            if len(row) != width:
                raise ValueError(f"row {number} has {len(row)} cells, but the first row has {width}")
            yield row
            row, number = [], number + 1


def _unquoted(cell: str) -> str | None:
    if not cell:
        return None
    text = cell[1:-1].replace('""', '"') if _is_quoted(cell) else cell
    return _GUARDED.sub("", text)
