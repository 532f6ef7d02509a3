"""Tables of articles written by `save_table`, read back unchanged."""

import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pandas as pd

from leesbril.exports import read_table
from leesbril.reading._files import SourceFile
from leesbril.reading._notes import Unreadable
from leesbril.reading._tables import TABLES

OURS = {"article", "text", "date_start", "date_end", "date_precision", "date_origin", "sha256"}
"""Columns that only such a table has."""


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
    if any(frame[name].dtype != "datetime64[us]" for name in ("date_start", "date_end") if frame[name].notna().any()):
        return None  # a spreadsheet wrote the dates in its own way
    frame = frame.rename(columns={"article": "id", "source": "source_in_file", "sha256": "sha256_in_file"})
    first = 1 if suffix in (".json", ".jsonl", ".parquet") else 2  # as in a spreadsheet, where row 1 has the names
    return frame.set_axis(pd.RangeIndex(first, first + len(frame)), axis=0)


def _is_ours(file: SourceFile, suffix: str) -> bool:
    if file.open is None:
        return False
    with (
        file.open() as stream,
        closing(cast(Any, TABLES[suffix](stream, lambda names: OURS & set(names)))) as chunks,
    ):
        try:
            rows = next((chunk.rows for chunk in chunks if len(chunk.rows)), pd.DataFrame())
        except Unreadable:
            return False
    return set(rows.columns) >= OURS
