"""Tables of articles written by `save_table`, read back unchanged."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

import pandas as pd

from leesbril.exports import read_table
from leesbril.reading._files import SourceFile
from leesbril.reading._sheets import sheets
from leesbril.reading._workbooks import check_workbook

OURS = {"article", "text", "date_start", "date_end", "date_precision", "date_origin", "sha256"}
"""Columns that only such a table has."""
LONGEST_HEAD = 2**16
"""Maximum number of bytes of the line with the names of the columns."""


def own_articles(file: SourceFile, suffix: str) -> pd.DataFrame | None:
    """The rows of a table written by `save_table`, by their number; None for any other table.

    The original source of an article is in `source_in_file` and `sha256_in_file`, as for any other table.
    """
    if file.open is None or not _is_ours(file, suffix):
        return None
    with TemporaryDirectory() as folder, file.open() as stream:
        copy = Path(folder) / f"articles{suffix}"
        with copy.open("wb") as target:
            shutil.copyfileobj(stream, target)
        try:
            frame = read_table(copy).reset_index()
        except (ValueError, OSError):
            return None  # edited since: read it as any other table
    if not set(frame.columns) >= OURS:
        return None
    if any(frame[name].dtype != "datetime64[us]" for name in ("date_start", "date_end") if frame[name].notna().any()):
        return None  # a spreadsheet wrote the dates in its own way
    frame = frame.rename(columns={"article": "id", "source": "source_in_file", "sha256": "sha256_in_file"})
    first = 1 if suffix in (".json", ".jsonl", ".parquet") else 2  # as in a spreadsheet, where row 1 has the names
    return frame.set_axis(pd.RangeIndex(first, first + len(frame)), axis=0)


def _is_ours(file: SourceFile, suffix: str) -> bool:
    """Whether the first line or row, or the schema, is that of a table that `save_table` writes."""
    if file.open is None or suffix not in _NAMES:
        return False
    with file.open() as stream:
        try:
            return set(_NAMES[suffix](stream)) >= OURS
        except Exception:  # whatever is wrong with the file, reading it as any other table reports
            return False


def _names_of_delimited(stream: BinaryIO, delimiter: str) -> Iterable[Any]:
    line = stream.readline(LONGEST_HEAD).decode("utf-8-sig")
    return next(csv.reader([line], delimiter=delimiter))


def _names_of_json(stream: BinaryIO) -> Iterable[Any]:
    head = stream.readline(LONGEST_HEAD).decode("utf-8").rstrip().removesuffix(', "data": [')
    return [field["name"] for field in json.loads(head + "}" * (head.count("{") - head.count("}")))["schema"]["fields"]]


def _names_of_parquet(stream: BinaryIO) -> Iterable[Any]:
    import pyarrow.parquet as pq

    return cast(list[str], pq.read_schema(stream).names)


def _names_of_workbook(stream: BinaryIO) -> Iterable[Any]:
    content = stream.read()
    check_workbook(content)
    return next(sheets(content)[0].rows)[1]


_NAMES: dict[str, Callable[[BinaryIO], Iterable[Any]]] = {
    ".csv": partial(_names_of_delimited, delimiter=","),
    ".tsv": partial(_names_of_delimited, delimiter="\t"),
    ".json": _names_of_json,
    ".jsonl": _names_of_json,
    ".parquet": _names_of_parquet,
    ".xlsx": _names_of_workbook,
}
"""How the names of the columns are read, by file extension."""
