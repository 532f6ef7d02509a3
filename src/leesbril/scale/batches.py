"""Articles from any source → frames of some thousands: streamed, so the texts are never all in memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

ROWS = 20_000
"""Articles per batch: bounds the memory (about 50 MB of news), changes no result."""

Articles: TypeAlias = pd.DataFrame | str | Path | Iterable[pd.DataFrame]
"""A frame of articles, a Parquet file or a folder of such files, or an iterable of frames."""


def batches(articles: Any, columns: Iterable[str] | None = ()) -> Iterator[pd.DataFrame]:
    """Yield articles as frames of ROWS rows, the last one perhaps shorter.

    From a Parquet file only `text` and existing `columns` are read (None: all); the names of the articles are the index
    that pandas wrote, else the column `article`, else numbers from 0. The files of a folder are read in the order of
    their names. Raises FileNotFoundError if the path does not exist, ValueError without Parquet files or texts,
    TypeError for anything else.
    """
    wanted = None if columns is None else ["text", *columns]
    if isinstance(articles, pd.DataFrame):
        for begin in range(0, max(len(articles), 1), ROWS):
            yield articles.iloc[begin : begin + ROWS]
    elif isinstance(articles, str | Path):
        yield from _of_files(_files(Path(articles)), wanted)
    elif not isinstance(articles, Iterable):
        received = type(articles).__name__
        raise TypeError(f"Expected a frame of articles, a Parquet file, or an iterable of frames; received {received}.")
    else:
        yield from _of_frames(articles)


def number_of(articles: Any) -> int | None:
    """The number of articles, if it is known in advance."""
    if isinstance(articles, pd.DataFrame):
        return len(articles)
    if isinstance(articles, str | Path):
        from pyarrow.parquet import ParquetFile

        return sum(int(ParquetFile(path).metadata.num_rows) for path in _files(Path(articles)))
    return None


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist.")
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not files or files[0].suffix != ".parquet":
        raise ValueError(f"{path} is not a Parquet file or a folder of them; for other files, use read_articles.")
    return files


def _of_files(files: list[Path], wanted: list[str] | None) -> Iterator[pd.DataFrame]:
    from pyarrow.parquet import ParquetFile

    number = 0
    for path in files:
        with ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as file:
            schema = file.schema_arrow
            if "text" not in schema.names:
                raise ValueError(f"{path} has no column 'text'; it has {schema.names}.")
            name = _index_column(schema)
            columns = (
                schema.names if wanted is None else [column for column in schema.names if column in (*wanted, name)]
            )
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
    """Frames of ROWS rows: short ones concatenated, long ones sliced."""
    waiting: list[pd.DataFrame] = []
    for frame in frames:
        if not isinstance(frame, pd.DataFrame):
            raise TypeError(f"Expected an iterable of frames of articles; one item is a {type(frame).__name__}.")
        waiting.append(frame)
        if sum(map(len, waiting)) >= ROWS:
            joined = pd.concat(waiting) if len(waiting) > 1 else frame
            whole = len(joined) // ROWS * ROWS
            for begin in range(0, whole, ROWS):
                yield joined.iloc[begin : begin + ROWS]
            waiting = [joined.iloc[whole:]]
    if waiting and (len(waiting) > 1 or len(waiting[0])):
        yield pd.concat(waiting) if len(waiting) > 1 else waiting[0]
