"""Articles wherever they are → frames of some thousands: one at a time, so that not all texts are ever held."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

ROWS = 20_000
"""Articles in a batch: bounds the memory (about 50 MB of news), changes no result."""

Articles: TypeAlias = pd.DataFrame | str | Path | Iterable[pd.DataFrame]
"""A frame of articles, a Parquet file or a folder of such files, or frames one after another."""


def batches(articles: Any, columns: Iterable[str] | None = ()) -> Iterator[pd.DataFrame]:
    """Give articles as frames of ROWS rows, the last with what is left.

    Of a Parquet file only `text` and those of the `columns` that it has are read (None: all of them); the names of the
    articles are the index that pandas wrote, or else the column `article`, or numbers from 0. The files of a folder are
    read in the order of their names. Raises a FileNotFoundError for a path that leads nowhere, a ValueError for one
    that leads to no Parquet file or one without texts, a TypeError for anything else.
    """
    wanted = None if columns is None else ["text", *columns]
    if isinstance(articles, pd.DataFrame):
        for begin in range(0, max(len(articles), 1), ROWS):
            yield articles.iloc[begin : begin + ROWS]
    elif isinstance(articles, str | Path):
        yield from _of_files(_files(Path(articles)), wanted)
    elif not isinstance(articles, Iterable):
        received = type(articles).__name__
        raise TypeError(f"Expected a frame of articles, a Parquet file, or frames one by one; received {received}.")
    else:
        yield from _of_frames(articles)


def number_of(articles: Any) -> int | None:
    """How many articles there are, if that can be known beforehand."""
    if isinstance(articles, pd.DataFrame):
        return len(articles)
    if isinstance(articles, str | Path):
        from pyarrow.parquet import ParquetFile

        return sum(int(ParquetFile(path).metadata.num_rows) for path in _files(Path(articles)))
    return None


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise FileNotFoundError(f"There is no {path}.")
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not files or files[0].suffix != ".parquet":
        raise ValueError(f"{path} is no Parquet file and holds none; read_articles reads other files into a frame.")
    return files


def _of_files(files: list[Path], wanted: list[str] | None) -> Iterator[pd.DataFrame]:
    from pyarrow.parquet import ParquetFile

    number = 0
    for path in files:
        with ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as file:
            there = file.schema_arrow
            if "text" not in there.names:
                raise ValueError(f"{path} has no column 'text'; it has {there.names}.")
            name = _index_column(there)
            columns = there.names if wanted is None else [column for column in there.names if column in (*wanted, name)]
            for part in file.iter_batches(ROWS, columns=columns):
                frame = part.to_pandas(ignore_metadata=True)
                frame.index = pd.Index(frame.pop(name)) if name else pd.RangeIndex(number, number + len(frame))
                number += len(frame)
                yield frame


def _index_column(schema: Any) -> str | None:
    """The column with the names of the articles."""
    index = [name for name in (schema.pandas_metadata or {}).get("index_columns", []) if isinstance(name, str)]
    return index[0] if index else "article" if "article" in schema.names else None


def _of_frames(frames: Iterable[Any]) -> Iterator[pd.DataFrame]:
    """Short frames together, long ones in slices."""
    waiting: list[pd.DataFrame] = []
    for frame in frames:
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"Expected frames of articles, one by one; received {type(frame).__name__}.")
        waiting.append(frame)
        if sum(map(len, waiting)) >= ROWS:
            together = pd.concat(waiting) if len(waiting) > 1 else frame
            whole = len(together) // ROWS * ROWS
            for begin in range(0, whole, ROWS):
                yield together.iloc[begin : begin + ROWS]
            waiting = [together.iloc[whole:]]
    if waiting and (len(waiting) > 1 or len(waiting[0])):
        yield pd.concat(waiting) if len(waiting) > 1 else waiting[0]
