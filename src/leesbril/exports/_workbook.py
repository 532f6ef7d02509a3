"""A table ↔ an Excel workbook, in which text is never a formula and a second sheet has the types."""

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from leesbril.exports._rows import frame_of, is_number, table_of
from leesbril.extras import extra

XLSX_ROWS, XLSX_COLUMNS, XLSX_CHARACTERS = 1_048_576, 16_384, 32_767
XLSX_WHOLE = 10**15
"""Excel keeps fifteen digits: longer integers, such as ids of posts, are written as text."""
XLSX_FIRST_DAY = datetime(1900, 3, 1)
"""Excel treats 1900 as a leap year and has no earlier dates: days before March 1900 are written as text."""
XLSX_SHEETS = ("table", "columns")

_ILLEGAL_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})")
_ESCAPED_IN_XML = re.compile(r"_x([0-9A-Fa-f]{4})_")


def save_xlsx(frame: pd.DataFrame, path: Path) -> None:
    """Write a checked frame; raises ValueError if it exceeds the limits of a sheet or cell."""
    with extra("formats", "writing Excel files"):
        from openpyxl import Workbook
        from openpyxl.writer.excel import ExcelWriter

    table = table_of(frame)
    if len(frame) >= XLSX_ROWS or len(table.kinds) > XLSX_COLUMNS:
        raise ValueError(
            f"{len(frame):,} rows of {len(table.kinds)} columns are too many for .xlsx: save as .parquet or .csv."
        )
    for row in chain(
        [tuple(table.kinds)], table_of(frame).rows
    ):  # before openpyxl starts, since it cannot abort cleanly
        for text in filter(None, row):
            _check_length(_escaped(text))
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(1980, 1, 1)
    sheets = [book.create_sheet(name) for name in XLSX_SHEETS]
    for sheet in sheets:
        sheet.freeze_panes = "A2"
    _fill(sheets[0], table.kinds, table.rows)
    described = ((name, kind, "index" if name == table.index else "column") for name, kind in table.kinds.items())
    _fill(sheets[1], dict.fromkeys(("column", "type", "role"), "str"), described)
    loose = BytesIO()
    ExcelWriter(book, ZipFile(loose, "w", ZIP_DEFLATED)).save()
    with ZipFile(loose) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name)  # dated 1980, where openpyxl would put the current time
            member.compress_type = ZIP_DEFLATED
            with source.open(name) as old, target.open(member, "w", force_zip64=True) as new:
                shutil.copyfileobj(old, new)


def _fill(sheet: Any, kinds: dict[str, str], rows: Iterable[tuple[str | None, ...]]) -> None:
    sheet.append([_cell(sheet, "str", name) for name in kinds])
    for row in rows:
        sheet.append([_cell(sheet, kind, value) for kind, value in zip(kinds.values(), row, strict=True)])


def _cell(sheet: Any, kind: str, written: str | None) -> Any:
    """A cell with an explicit type: openpyxl would read `=` as a formula and `#N/A` as an error."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.rich_text import CellRichText

    if written is None:
        return None
    if kind in ("bool", "boolean"):
        return WriteOnlyCell(sheet, value=written == "True")
    if kind == "datetime64[us]" and (moment := _excel_moment(written)):
        cell = WriteOnlyCell(sheet, value=moment)
        cell.number_format = "yyyy-mm-dd" if len(written) == 10 else "yyyy-mm-dd hh:mm:ss"
        return cell
    numeric = is_number(kind, written) and (kind == "float64" or abs(int(written)) < XLSX_WHOLE)
    if written == "":
        return WriteOnlyCell(sheet, value=CellRichText([""]))  # a plain "" is dropped, and would be read as missing
    cell = WriteOnlyCell(sheet, value=written if numeric else _escaped(written))
    cell.data_type = "n" if numeric else "s"  # numbers as written: openpyxl itself keeps sixteen digits
    return cell


def _excel_moment(written: str) -> datetime | None:
    """The datetime, if Excel supports it."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:  # a year of more than four digits
        return None
    return moment if moment >= XLSX_FIRST_DAY and not moment.microsecond else None


def _escaped(text: str) -> str:
    """The text with characters that XML does not allow escaped as in Excel: `_x000D_` for a carriage return."""
    return _ILLEGAL_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _check_length(text: str) -> None:
    if len(text.encode("utf-16-le")) // 2 > XLSX_CHARACTERS:  # as Excel counts
        raise ValueError(
            f"The text “{text[:40]}…” has {len(text):,} characters; a cell of .xlsx can have {XLSX_CHARACTERS:,}: "
            "save as .parquet or .csv."
        )


def read_xlsx(path: Path) -> pd.DataFrame:
    """Read a workbook of `save_xlsx`; raises ValueError for another workbook."""
    with extra("formats", "reading Excel files"):
        from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        if tuple(book.sheetnames[:2]) != XLSX_SHEETS:
            raise ValueError(f"its sheets should be {' and '.join(XLSX_SHEETS)}, but are {', '.join(book.sheetnames)}")
        (_, *described), (head, *rows) = ([*_sheet_rows(sheet)] for sheet in book.worksheets[1::-1])
    finally:
        book.close()
    names = [row[0] or "" for row in described]
    if [name or "" for name in head] != names:
        raise ValueError(f"its columns are {head}, but the sheet {XLSX_SHEETS[1]} has {names}")
    kinds = {name: str(row[1]) for name, row in zip(names, described, strict=True)}
    index = next((name for name, row in zip(names, described, strict=True) if row[2] == "index"), None)
    columns = [[row[place] if place < len(row) else None for row in rows] for place in range(len(names))]
    return frame_of(kinds, columns, index)


def _sheet_rows(sheet: Any) -> Iterator[list[str | None]]:
    for row in sheet.iter_rows(values_only=True):
        yield [None if value is None else _plain(value) for value in row]


def _plain(value: Any) -> str:
    return _ESCAPED_IN_XML.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else str(value)
