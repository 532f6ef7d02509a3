"""Records of a table → chunks of its rows, so that a long table takes little memory."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from leesbril.reading._notes import COLUMNS_LEFT_OUT, Remark, Unreadable
from leesbril.reading._records import (
    MOST_COLUMNS,
    Block,
    Heads,
    Record,
    Records,
)

CHUNK = 10_000
"""Maximum number of rows converted at a time."""
CHUNK_CHARACTERS = 2**24
"""Number of characters after which fewer rows are converted at a time."""
LARGEST_WHOLE = 2**53
"""Beyond this, a column of floats does not hold each whole number."""
MOST_TIMES = 150
"""Maximum size of a Parquet file or of a part of a workbook, in times its packed size; sheets have 10 to 50 times."""

RowRemarks = list[tuple[int, Remark]]


class Chunk(NamedTuple):
    """Some rows of a table, numbered as in a spreadsheet, and remarks on rows (0: on the file).

    `part` names a part of the file with its own row numbers, such as a sheet.
    """

    rows: pd.DataFrame
    remarks: RowRemarks
    part: str = ""


def chunks(records: Records, part: str = "", heads: Heads | None = None) -> Iterator[Chunk]:
    """Records gathered into chunks; if reading fails, the rows before are yielded first.

    `heads` limits the number of columns of records that each have columns of their own.
    """
    kept: dict[str, None] = {}
    full = any_read = False
    while True:
        some: list[Record | Block] = []
        failed = None
        size = count = 0
        try:
            while count < CHUNK and size <= CHUNK_CHARACTERS and (record := next(records, None)):
                some.append(record)
                if isinstance(record, Block):
                    count, size = count + len(record.rows), size + record.size
                else:
                    count += 1
                    size += sum(len(value) for value in (record.values or {}).values() if isinstance(value, str))
        except Exception as problem:
            failed = problem
        read = [record for record in some if isinstance(record, Block) or record.values is not None]
        numbers = [row for record in read for row in (record.rows if isinstance(record, Block) else [record.row])]
        single = [record for record in some if isinstance(record, Record)]
        remarks = [(record.row, remark) for record in single for remark in record.remarks]
        any_read = any_read or bool(numbers)
        if count >= CHUNK and not any_read:
            raise Unreadable(
                f"its first {CHUNK:,} rows are no articles, the first: {_reason(remarks)}; reading stopped there"
            )
        names = list(dict.fromkeys(name for record in read for name in _values(record)))
        if heads and len(kept) + sum(name not in kept for name in names) > MOST_COLUMNS:
            fields = heads(names)
            new = [name for name in names if name not in kept]
            room = max(0, MOST_COLUMNS - len(kept))
            kept.update(dict.fromkeys([*new[:room], *(name for name in new if name in fields)]))
            if not full:
                reason = f"more than {MOST_COLUMNS} columns: only the first and those of the fields are kept"
                remarks.append((0, Remark(COLUMNS_LEFT_OUT, reason)))
            full, names = True, [name for name in names if name in kept]
        kept.update(dict.fromkeys(names))
        values = {name: _column(_values_of(name, read)) for name in names}
        rows = pd.DataFrame(values, index=range(len(numbers))).set_axis(numbers, axis=0)
        if some:
            yield Chunk(rows, remarks, part)
        if failed:
            raise failed
        if not some:
            return


def _reason(remarks: RowRemarks) -> str:
    """Why the first of some rows was not read."""
    return next((remark.reason for _, remark in remarks), "")


def _values(record: Record | Block) -> Mapping[str, Any]:
    return record.columns if isinstance(record, Block) else record.values or {}


def _values_of(name: str, records: Iterable[Record | Block]) -> list[Any]:
    """The values of a column, None where a row has none."""
    values: list[Any] = []
    for record in records:
        if isinstance(record, Block):
            values.extend(record.columns.get(name) or [None] * len(record.rows))
        else:
            values.append((record.values or {}).get(name))
    return values


def _column(values: list[Any]) -> pd.Series:
    """A column of values; whole numbers that a column with missing values would round are not converted."""
    column = pd.Series(values)
    large = column.dtype != "str" and any(type(value) is int and abs(value) > LARGEST_WHOLE for value in values)
    return pd.Series(values, dtype="object") if large else column
