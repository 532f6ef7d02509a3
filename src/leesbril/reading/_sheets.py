"""An Excel file → the rows of its sheets, one at a time."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from leesbril.reading._extent import check_spanned

Row = tuple[int, list[Any]]


class Sheet(NamedTuple):
    """A sheet of a workbook: its title, and the rows in which something is written, each with its number."""

    title: str
    rows: Iterator[Row]


def sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, without its charts. Raises what openpyxl raises; their rows, Unreadable where few cells
    of many are filled."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    class Unmeasured(ReadOnlyWorksheet):  # type: ignore[misc]
        """A sheet that is not read before its rows are asked, as openpyxl does if it does not say how large it is."""

        def _get_size(self) -> None:
            self._max_column = self._max_row = None

    class Reader(ExcelReader):  # type: ignore[misc]
        def read_worksheets(self) -> None:
            self.wb._sheets += [
                Unmeasured(self.wb, sheet.name, part.target, self.shared_strings)
                for sheet, part in self.parser.find_sheets()
                if part.target in self.valid_files and "chartsheet" not in part.Type
            ]

    reader = Reader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return [Sheet(sheet.title, _rows(reader.wb, sheet)) for sheet in reader.wb._sheets]


def _rows(book: Any, sheet: Any) -> Iterator[Row]:
    # openpyxl takes the parser of defusedxml where that is installed: pure Python, five times slower. What it guards
    # against, expat itself does: it opens no other files, and stops where entities grow.
    from xml.etree.ElementTree import iterparse

    from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser

    before = spanned = written = 0
    with sheet._get_source() as stream:
        parser = WorkSheetParser(
            stream,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, element in iterparse(stream):
            if element.tag == ROW_TAG:
                number, cells = parser.parse_row(element)
                element.clear()
                before = max(number, before + 1)  # a damaged file may have a number twice
                last = max((cell["column"] for cell in cells), default=0)
                spanned, written = spanned + last, written + len(cells)
                check_spanned(spanned, written, before, last)
                yield before, _values(cells, last)


def _values(cells: list[dict[str, Any]], last: int) -> list[Any]:
    """The values of the cells of a row up to the last column; None where there is none."""
    values: list[Any] = [None] * last
    for cell in cells:
        values[cell["column"] - 1] = cell["value"]
    return values
