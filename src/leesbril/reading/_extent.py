"""A spreadsheet → how many cells its sheets span: the library that reads .ods, .xls and .xlsb holds each of them.

A cell in the last row and column of a sheet makes 17 billion of a few, which would stop the whole process.
"""

import re
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from leesbril.reading._notes import Unreadable
from leesbril.reading._starts import COMPOUND

FREE_CELLS = 2**22
"""Number of cells that a workbook may span however few are written, of which each takes up to 100 bytes."""
MOST_SPANNED = 10
"""Maximum number of cells that a larger workbook spans for each that is written: half-empty columns are usual."""
MOST_REPEATED = 1_000
"""Maximum number of times that a row with something in it is repeated in an .ods, which writes it once."""
XLS_ROWS, XLS_COLUMNS = 2**16, 2**8
"""Maximum size of a sheet of .xls."""

_EVERY = 2**31
_NONE = 0xFFFFFFFA
"""From this on, the number of a sector is a mark."""
_XLS_CELLS = {0x06, 0xBD, 0xFD, 0x02, 0x03, 0x04, 0x05, 0x07, 0x203, 0x204, 0x205, 0x207, 0x206, 0x406, 0x27E}
_MULTIPLE, _SHEET, _STRINGS, _DIMENSIONS, _END, _LOCKED = 0xBD, 0x85, 0xFC, 0x200, 0x0A, 0x2F
_XLSB_ROW, _XLSB_CELLS, _XLSB_END = 0, range(2, 12), 0x92
_MORE = "it says that it holds more than it does"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_VALUE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"


class Extent:
    """The cells of a sheet that are written, and the rows and columns that they span."""

    def __init__(self) -> None:
        self.written = 0
        self.rows = (_EVERY, -1)
        self.columns = (_EVERY, -1)

    def add(self, row: int, column: int, last: int | None = None) -> None:
        """Take a cell in, or those up to the `last` column."""
        last = column if last is None else last
        self.written += 1 + max(0, last - column)
        self.rows = (min(self.rows[0], row), max(self.rows[1], row))
        self.columns = (min(self.columns[0], column), max(self.columns[1], last))

    @property
    def spanned(self) -> int:
        """The number of cells in those rows and columns."""
        return max(0, self.rows[1] - self.rows[0] + 1) * max(0, self.columns[1] - self.columns[0] + 1)


def check_extent(content: bytes) -> None:
    """Raise Unreadable if the sheets of an .ods, .xls or .xlsb span far more cells than are written in them.

    Raises other errors where a file is damaged.
    """
    if content.startswith(COMPOUND):
        found = _xls(_workbook(content))
    elif zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = _xlsb(archive) if "xl/workbook.bin" in archive.namelist() else _ods(archive)
    elif content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<table")):
        raise Unreadable("a web page by its first bytes; open it in a spreadsheet program and save it as .xlsx")
    else:
        raise ValueError("it is of another kind, or not whole")
    spanned = sum(one.spanned * times for one, times in found)
    largest = max((one for one, _ in found), key=lambda one: one.spanned, default=Extent())
    check_spanned(spanned, sum(one.written for one, _ in found), largest.rows[1] + 1, largest.columns[1] + 1)


def check_spanned(spanned: int, written: int, row: int, column: int) -> None:
    """Raise Unreadable if this number of cells is too many for those that are written, up to a row and a column."""
    if spanned > max(FREE_CELLS, MOST_SPANNED * written):
        raise Unreadable(
            f"few of its cells are filled, and one of them stands in row {row:,}, or column {column:,}; "
            "delete what stands far from the table and save it again"
        )


Found = list[tuple[Extent, int]]


# .ods: each row and cell says how often it is repeated


def _ods(archive: zipfile.ZipFile) -> Found:
    """The extents of the sheets of an .ods. Raises ExpatError if its XML is not valid."""
    from xml.parsers import expat

    found: list[Extent] = []
    row = column = rows = 0
    filled: list[tuple[int, int]] = []

    def opened(name: str, given: dict[str, str]) -> None:
        nonlocal row, column, rows, filled
        if name == f"{_TABLE} table":
            found.append(Extent())
            row = 0
        elif name == f"{_TABLE} table-row":
            rows, column, filled = _times(given, "rows"), 0, []
        elif name in (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"):
            cells = _times(given, "columns")
            if _VALUE in given:
                filled.append((column, column + cells - 1))
            column += cells

    def closed(name: str) -> None:
        nonlocal row
        if name != f"{_TABLE} table-row" or not found:
            return
        if filled and rows > MOST_REPEATED:
            raise Unreadable(
                f"row {row + 1:,} is repeated {rows:,} times in a sheet; delete the repeated rows and save it again"
            )
        for first, last in filled:
            found[-1].add(row, first)
            found[-1].add(row + rows - 1, last)
        row += rows

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.buffer_text = True
    with archive.open("content.xml") as part:
        parser.ParseFile(part)
    return [(one, 1) for one in found]


def _times(given: dict[str, str], what: str) -> int:
    written = given.get(f"{_TABLE} number-{what}-repeated", "1")
    return min(int(written), _EVERY) if re.fullmatch("[0-9]{1,30}", written) else 1


# .xlsb: records of a kind, a length and data (MS-XLSB 2.1.4)


def _xlsb(archive: zipfile.ZipFile) -> Found:
    """The extents of the sheets of an .xlsb."""
    related = archive.read("xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    targets = Counter(re.findall(r"""Target\s*=\s*["']([^"'<>]*)["']""", related))
    names = set(archive.namelist())
    parts = {f"xl/{target}" if not target.startswith("/") else target[1:]: times for target, times in targets.items()}
    sheets = [(name, times) for name, times in parts.items() if name in names and "sheets/" in name]
    return [(_xlsb_sheet(archive.read(name)), times) for name, times in sheets]


def _xlsb_sheet(part: bytes) -> Extent:
    found, at, row, end = Extent(), 0, 0, len(part)
    while at < end:
        kind, at = part[at], at + 1
        if kind & 0x80 and at < end:
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while at < end and shift < 28:
            byte, at = part[at], at + 1
            size, shift = size | (byte & 0x7F) << shift, shift + 7
            if not byte & 0x80:
                break
        if kind == _XLSB_ROW and at + 4 <= end:
            (row,) = struct.unpack_from("<I", part, at)
        elif kind in _XLSB_CELLS and at + 4 <= end:
            found.add(row, *struct.unpack_from("<I", part, at))
        elif kind == _XLSB_END:
            break
        at += size
    return found


# .xls: records (MS-XLS) in a stream of a compound file (MS-CFB)


def _workbook(content: bytes) -> bytes:
    """The stream of a compound file that holds a workbook. Raises ValueError if there is none."""
    size, small = (1 << min(power, 20) for power in struct.unpack_from("<HH", content, 30))
    tables, start, _, cutoff, small_table, small_tables, more, more_tables = struct.unpack_from("<8I", content, 44)
    if max(tables, small_tables, more_tables) * size > len(content):
        raise ValueError(_MORE)
    places = list(struct.unpack_from("<109I", content, 76))
    seen: set[int] = set()
    while more < _NONE and more not in seen and len(places) < tables:
        seen.add(more)
        *some, more = _numbers(_sector(content, more, size)) or [_NONE]
        places += some
    table = [number for place in places if place < _NONE for number in _numbers(_sector(content, place, size))]
    directory = _chained(content, start, table, size)
    streams: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory) - 127, 128):
        length = max(0, struct.unpack_from("<H", directory, at + 64)[0] - 2)
        name = directory[at : at + min(length, 62)].decode("utf-16-le", "replace")
        streams[name.upper()] = struct.unpack_from("<IQ" if size > 512 else "<II", directory, at + 116)
    if "WORKBOOK" not in streams and "BOOK" not in streams:
        if "ENCRYPTEDPACKAGE" in streams:
            raise Unreadable("a workbook that is protected with a password; save it without one")
        raise ValueError("there is no workbook in it")
    if any(size > len(content) for _, size in streams.values()):
        raise ValueError(_MORE)
    smalls, root = _chained(content, small_table, table, size), struct.unpack_from("<I", directory, 116)[0]
    room = _chained(content, root, table, size)
    first, length = streams.get("WORKBOOK") or streams["BOOK"]
    if length >= cutoff:
        return _chained(content, first, table, size)[:length]
    return _chained(room, first, _numbers(smalls), small, head=0)[:length]


def _sector(content: bytes, number: int, size: int, head: int = 1) -> bytes:
    return content[(number + head) * size : (number + head + 1) * size]


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chained(content: bytes, first: int, table: list[int], size: int, head: int = 1) -> bytes:
    """The sectors that a table chains, from the first. Raises ValueError where the chain goes round."""
    parts, seen = [], set[int]()
    while first < len(table):
        if first in seen:
            raise ValueError("its parts go round in a circle")
        seen.add(first)
        parts.append(_sector(content, first, size, head))
        first = table[first]
    return b"".join(parts)


def _xls(stream: bytes) -> Found:
    """The extents of the sheets of a workbook; ValueError if it says that it holds more than fits in it."""
    places: Counter[int] = Counter()
    for kind, data in _records(stream, 0):
        if kind == _LOCKED:
            raise Unreadable("a workbook that is protected with a password; save it without one")
        if kind == _SHEET and len(data) >= 4:
            places.update(struct.unpack_from("<I", data))
        elif kind == _STRINGS and len(data) >= 8 and struct.unpack_from("<I", data, 4)[0] > len(stream):
            raise ValueError(_MORE)
    return [(_xls_sheet(stream, place), times) for place, times in places.items()]


def _xls_sheet(stream: bytes, place: int) -> Extent:
    found = Extent()
    for kind, data in _records(stream, place):
        if kind in _XLS_CELLS and len(data) >= 4:
            row, column = struct.unpack_from("<HH", data)
            found.add(row, column, struct.unpack_from("<H", data, len(data) - 2)[0] if kind == _MULTIPLE else None)
        elif kind == _DIMENSIONS and len(data) >= 10:
            _check_dimensions(data)
    return found


def _check_dimensions(data: bytes) -> None:
    """Raise ValueError if a sheet says that it is larger than a sheet of .xls can be: room is made for all of it."""
    long = len(data) >= 14
    first, last = struct.unpack_from("<II" if long else "<HH", data)
    left, right = struct.unpack_from("<HH", data, 8 if long else 4)
    if not (0 <= last - first <= XLS_ROWS and 0 <= right - left <= XLS_COLUMNS):
        raise ValueError(f"a sheet of {last:,} rows and {right:,} columns, by what it says of itself")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, Any]]:
    """The kinds and data of records up to the end of a part."""
    end = len(stream)
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
