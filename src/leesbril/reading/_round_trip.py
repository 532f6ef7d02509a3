"""A table that `save_table` wrote of an articles frame: it comes back as it was, its dates and texts untouched."""

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
"""No table of anybody else has all of these columns."""


def own_articles(file: SourceFile) -> pd.DataFrame | None:
    """The rows of a table of our own, by their number; None for any other table.

    Where an article came from stands in `source_in_file` and `sha256_in_file`, as for any other table.
    """
    if file.open is None or not _is_ours(file):
        return None
    with TemporaryDirectory() as folder, file.open() as stream:
        copy = Path(folder) / f"articles{file.suffix}"
        copy.write_bytes(stream.read())
        try:
            frame = read_table(copy).reset_index()
        except (ValueError, OSError):
            return None  # changed by other hands since: then it is a table like any other
    frame = frame.rename(columns={"article": "id", "source": "source_in_file", "sha256": "sha256_in_file"})
    first = 1 if file.suffix in (".json", ".jsonl", ".parquet") else 2  # as a spreadsheet counts, behind the names
    return frame.set_axis(pd.RangeIndex(first, first + len(frame)), axis=0)


def _is_ours(file: SourceFile) -> bool:
    if file.open is None:
        return False
    with file.open() as stream, closing(cast(Any, TABLES[file.suffix](stream))) as chunks:
        try:
            rows = next((chunk.rows for chunk in chunks if len(chunk.rows)), pd.DataFrame())
        except Unreadable:
            return False
    return set(rows.columns) >= OURS
