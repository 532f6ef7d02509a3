"""Workbooks of Excel and LibreOffice → chunks of rows."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO

from leesbril.extras import extra
from leesbril.reading._chunks import MOST_TIMES, Chunk, chunks
from leesbril.reading._documents import check_package, short
from leesbril.reading._extent import check_extent
from leesbril.reading._files import FREE
from leesbril.reading._notes import Unreadable
from leesbril.reading._records import (
    MOST_ABOVE,
    Heads,
    Record,
    Records,
    above_header,
    header_row,
    kept_columns,
    names_of,
    noted,
    skipped,
)
from leesbril.reading._sheets import sheets
from leesbril.reading._starts import COMPOUND

MOST_ROWS = 2**20
"""Maximum number of rows of an Excel sheet; a file may declare more, and reading its empty rows would take forever."""
SHEET_LIMIT = 2**28
"""Maximum number of characters in the cells of a sheet: a workbook stores a repeated text once."""
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005F)_")


def read_excel(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    with extra("formats", "reading Excel files"):
        import openpyxl  # noqa: F401

    content = stream.read()
    if content.startswith(COMPOUND):
        yield from read_calamine(io.BytesIO(content), heads)
        return
    check_workbook(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from openpyxl, about styles
        try:
            found = sheets(content)
            for sheet in found:
                part = f"sheet {sheet.title!r}, " if len(found) > 1 else ""
                yield from chunks(_sheet_records(sheet.rows, heads), part)
        except Unreadable:
            raise
        except Exception as problem:  # openpyxl passes on any error of its parsers
            raise Unreadable(f"not a readable workbook ({short(problem)}); save it again") from problem


def read_calamine(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    """The rows of .ods, .xls and .xlsb files."""
    with extra("formats", "reading .ods, .xls and .xlsb files"):
        from python_calamine import CalamineWorkbook

    content = stream.read()
    if zipfile.is_zipfile(io.BytesIO(content)):  # also where something stands before it
        check_workbook(content)
        if b"xl/workbook.xml" in content:  # an .xlsx with another name
            yield from read_excel(io.BytesIO(content), heads)
            return
    try:
        check_extent(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            part = f"sheet {name!r}, " if len(book.sheet_names) > 1 else ""
            rows = ([None if cell == "" else cell for cell in cells] for cells in sheet.iter_rows())
            yield from chunks(_sheet_records(enumerate(rows, 1 + (sheet.start or (0, 0))[0]), heads), part)
    except Unreadable:
        raise
    except Exception as problem:
        raise Unreadable(f"not a readable spreadsheet ({short(problem)}); save it again, or as .csv") from problem
    except BaseException as problem:  # a panic of its Rust code
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable("not a readable spreadsheet; save it again, or as .csv") from problem


def check_workbook(content: bytes) -> None:
    """Raise Unreadable if a part of a workbook unpacks to far more than a sheet does, such as one endless text."""
    check_package(content)
    for member in zipfile.ZipFile(io.BytesIO(content)).infolist():
        if member.file_size > FREE and member.file_size > MOST_TIMES * member.compress_size:
            raise Unreadable(
                f"its part {member.filename} would unpack to {member.file_size:,} bytes, over {MOST_TIMES} times its "
                "size; save it as .csv"
            )


def _sheet_records(rows: Iterable[tuple[int, Sequence[Any]]], heads: Heads) -> Records:
    """The rows of a sheet below the column names."""
    filled = _filled_rows(rows)
    start: list[tuple[int, Sequence[Any]]] = []
    failed: Exception | None = None
    try:
        start.extend(islice(filled, MOST_ABOVE))
    except Exception as problem:  # the rows before are read
        failed = problem
    at = header_row([cells for _, cells in start], heads) or 0
    yield from (above_header(number, cells) for number, cells in start[:at])
    names = names_of(start[at][1]) if start else []
    kept, remark = kept_columns(names, heads)
    if remark:
        yield noted(remark)
    for number, cells in chain(start[at + 1 :], () if failed else filled):
        if len(cells) > len(names) and any(cell is not None for cell in cells[len(names) :]):
            yield skipped(number, f"has {len(cells)} cells where the first row has {len(names)}; name or empty those")
            continue
        # Excel writes characters that XML does not allow as _x000D_.
        values = {names[i]: cells[i] for i in kept if i < len(cells)}
        whole = {
            name: _ESCAPED.sub(_unescaped, cell) if isinstance(cell, str) else cell for name, cell in values.items()
        }
        yield Record(number, whole, [])
    if failed:
        raise failed


def _filled_rows(rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that are not empty, with their numbers, up to the limits."""
    characters = 0
    for number, cells in rows:
        if number > MOST_ROWS:
            raise Unreadable(f"a sheet has more than {MOST_ROWS:,} rows; save it as .csv")
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if characters > SHEET_LIMIT:
            raise Unreadable(f"a sheet has more than {SHEET_LIMIT:,} characters; save it as .csv")
        if any(cell is not None for cell in cells):
            yield number, cells


def _unescaped(mark: re.Match[str]) -> str:
    return chr(int(mark[1], 16))
