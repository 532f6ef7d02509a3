"""Parquet files → chunks of rows."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import pandas as pd

from leesbril.reading._chunks import CHUNK, CHUNK_CHARACTERS, LARGEST_WHOLE, MOST_TIMES, Chunk, RowRemarks
from leesbril.reading._delimited import joined
from leesbril.reading._documents import short
from leesbril.reading._files import FREE
from leesbril.reading._json import flat
from leesbril.reading._notes import Unreadable
from leesbril.reading._records import (
    Heads,
    kept_columns,
    unique,
)

FEW_ROWS = 100
"""Number of rows of a Parquet file that are read before their size is known."""


def read_parquet(stream: BinaryIO, heads: Heads) -> Iterator[Chunk]:
    import pyarrow.parquet as pq

    first = 1
    try:
        file = pq.ParquetFile(stream)
        written = file.schema_arrow.names
        names = unique([name.strip() or f"column {i}" for i, name in enumerate(written, 1)])
        kept, remark = kept_columns(names, heads)
        wanted = [written[i] for i in kept] if remark else None
        if remark:
            yield Chunk(pd.DataFrame(), [(0, remark)])
        for batch in _batches(file, wanted, _size(stream)):
            batch, wrong = _valid(batch.rename_columns([names[i] for i in kept]))
            rows = batch.to_pandas(ignore_metadata=True)  # with its index as a column
            for name in rows.columns[rows.dtypes == "object"]:
                rows[name] = rows[name].map(_parquet_value)
            remarks: RowRemarks = []
            for name, values in wrong.items():
                read = [joined([value or ""]) for value in values]
                whole = [None if old is None else new for old, ([new], _) in zip(values, read, strict=True)]
                rows[name] = pd.Series(whole, rows.index, dtype="str")
                remarks += [(first + i, remark) for i, (_, found) in enumerate(read) for remark in found]
            yield Chunk(rows.set_axis(pd.RangeIndex(first, first + len(rows)), axis=0), remarks)
            first += len(rows)
    except Unreadable:
        raise
    except Exception as problem:  # pyarrow passes on any error of its parts
        raise Unreadable(f"not a readable Parquet file ({short(problem)}); download or save it again") from problem


def _batches(file: Any, columns: list[str] | None, size: int) -> Iterator[Any]:
    """The rows of a Parquet file, some at a time; a text that it stores once may be that of many rows."""
    import pyarrow as pa

    waiting: list[Any] = []
    held = total = 0
    for batch in file.iter_batches(batch_size=FEW_ROWS, columns=columns):
        for at, column in enumerate(batch.columns):
            if pa.types.is_dictionary(column.type):
                batch = batch.set_column(at, batch.schema.names[at], column.dictionary_decode())
        waiting.append(batch)
        held, total = held + batch.nbytes, total + batch.nbytes
        if total > max(FREE, MOST_TIMES * size):
            raise Unreadable(f"unpacks to more than {MOST_TIMES} times its size, {total:,} bytes; save it as .csv")
        if held > CHUNK_CHARACTERS or len(waiting) * FEW_ROWS >= CHUNK:
            yield pa.concat_batches(waiting)
            waiting, held = [], 0
    if waiting:
        yield pa.concat_batches(waiting)


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _valid(batch: Any) -> tuple[Any, dict[str, list[str | None]]]:
    """A batch that pandas can hold, and the values of columns with strings that are not UTF-8."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wrong: dict[str, list[str | None]] = {}
    for at, (name, column) in enumerate(zip(batch.schema.names, batch.columns, strict=True)):
        new = column
        if pa.types.is_integer(column.type) and column.null_count and column.null_count < len(column):
            ends = pc.min_max(column).as_py()
            new = column.cast(pa.string()) if max(-ends["min"], ends["max"]) > LARGEST_WHOLE else column
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            wrong[name] = _decoded(column)
            new = pa.nulls(len(column))
        if new is not column:
            batch = batch.set_column(at, name, new)
    return batch, wrong


def _decoded(column: Any) -> list[str | None]:
    """The strings of a column with bytes that are not UTF-8, as lone surrogates; nested values as JSON."""
    values = column.cast(_of_bytes(column.type)).to_pylist()
    read = [_with_surrogates(value) for value in values]
    return [value if value is None or isinstance(value, str) else str(flat(value)) for value in read]


def _of_bytes(kind: Any) -> Any:
    """An Arrow type with binary values where there are strings."""
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _of_bytes(field.type)) for field in kind])
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return (pa.large_list if pa.types.is_large_list(kind) else pa.list_)(_of_bytes(kind.value_type))
    if pa.types.is_large_string(kind):
        return pa.large_binary()
    return pa.binary() if pa.types.is_string(kind) or pa.types.is_string_view(kind) else kind


def _with_surrogates(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_surrogates(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_surrogates(part) for part in value]
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def _parquet_value(value: Any) -> Any:
    """Nested values of Parquet, which are arrays, as lists and JSON, as from a JSON file."""
    value = value.tolist() if hasattr(value, "tolist") else value
    return flat(value) if isinstance(value, (str, dict, list)) else value
