"""A frame ↔ rows of values as strings, for all file types but Parquet.

Strings are unchanged, numbers are written as in Python, datetimes in ISO 8601, and missing values are None.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from leesbril import frames

KINDS = ("str", "bool", "boolean", "int64", "Int64", "float64", "datetime64[us]")
"""The dtypes that every format preserves."""

CHUNK = 50_000
"""Rows written at a time, so that a large table is not in memory twice."""

_WHOLE = re.compile("-?[0-9]+")
_TRUTH = re.compile("True|False")
_ANYTHING = re.compile("(?s:.*)")
_FORMS = {
    "bool": _TRUTH,
    "boolean": _TRUTH,
    "int64": _WHOLE,
    "Int64": _WHOLE,
    "float64": re.compile(r"-?(?:inf|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"),
    "datetime64[us]": re.compile(r"-?[0-9]{3,}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)?"),
}


def declared_kind(name: str, others: Iterable[str]) -> str:
    """The declared kind of a column, by its name and the other column names; empty for an unknown name.

    Needed for CSV, where columns without values have no type. If declared tables disagree on a name (`words` may only
    be missing in the load report), the table decides that has all, or else most, of its columns here.

    >>> [declared_kind("words", [other, "words"]) for other in ("article", "status")]
    ['int64', 'Int64']
    """
    here = set(others)
    kinds: dict[tuple[bool, int], list[str]] = {}
    for table in frames.TABLES:
        names = {column.name for column in table.all_columns}
        kind = next((column.kind for column in table.all_columns if column.name == name), None)
        if kind is not None:
            needed = {column.name for column in table.all_columns if not column.optional}
            kinds.setdefault((needed <= here, len(names & here)), []).append(kind)
    if not kinds:
        return ""
    kind = Counter(kinds[max(kinds)]).most_common(1)[0][0]
    return "str" if kind == frames.NAME else kind


@dataclass(frozen=True)
class Table:
    """A frame as rows of strings, a named index first."""

    kinds: dict[str, str]
    rows: Iterable[tuple[str | None, ...]]
    index: str | None = None


def checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, with object columns of strings converted to str; raises TypeError or ValueError if not valid."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"A table must be a pandas DataFrame, not {type(frame).__name__}.")
    if isinstance(frame.index, pd.MultiIndex) or isinstance(frame.columns, pd.MultiIndex):
        raise ValueError("A MultiIndex cannot be saved: use frame.reset_index(), or join the levels of column names.")
    if frame.index.name is None and not frame.index.equals(pd.RangeIndex(len(frame))):
        raise ValueError(
            "The index has values but no name: name it, as in frame.rename_axis('article'), or drop it with "
            "frame.reset_index(drop=True)."
        )
    if frame.columns.name is not None:
        raise ValueError(f"The columns have a name, {frame.columns.name!r}: use frame.rename_axis(columns=None).")
    names: list[Any] = [*([] if frame.index.name is None else [frame.index.name]), *frame.columns]
    if frame.columns.empty or not all(isinstance(name, str) for name in names):
        raise ValueError(f"Column names must be strings, and there must be at least one column; received {names}.")
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"Two columns, or a column and the index, have the same name: {twice}.")
    frame = frame.copy(deep=False)
    frame.attrs = {}
    for name in frame.columns:
        if pd.api.types.is_object_dtype(frame[name]):
            frame[name] = _as_text(name, frame[name], names)
    if pd.api.types.is_object_dtype(frame.index):
        frame.index = pd.Index(_as_text(names[0], frame.index.to_series(), names), name=frame.index.name)
    return frame


def _as_text(name: str, column: pd.Series, names: Iterable[str]) -> pd.Series:
    """An object column as str; without rows, as the kind declared for its name."""
    if column.empty:
        kind: Any = declared_kind(name, names) or "str"
        return column.astype(kind)
    known = column.dropna()
    others = sorted({type(value).__name__ for value in known} - {"str"})
    if others:
        raise ValueError(f"Column {name!r} contains {', '.join(others)}: convert it to strings, numbers or dates.")
    return column.astype("str")


def table_of(frame: pd.DataFrame) -> Table:
    """The rows of a checked frame, converted lazily; raises ValueError for a dtype that is not in KINDS."""
    index: Any = frame.index.name
    frame = frame if index is None else frame.reset_index()
    kinds = {str(name): str(kind) for name, kind in frame.dtypes.items()}
    for name, kind in kinds.items():
        if kind not in KINDS:
            raise ValueError(
                f"Column {name!r} is {kind}: save as .parquet, or use frame.astype({{{name!r}: …}}) with one of "
                f"{', '.join(KINDS)}."
            )
    return Table(kinds, _rows(frame), index)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[str | None, ...]]:
    units = [_unit(frame[name]) for name in frame.columns]
    for start in range(0, len(frame), CHUNK):
        part = frame.iloc[start : start + CHUNK]
        columns = (_written(part[name], unit) for name, unit in zip(frame.columns, units, strict=True))
        yield from zip(*columns, strict=True)


def _unit(column: pd.Series) -> Any:
    """The precision of a datetime column: days, seconds or microseconds; empty for other columns."""
    if not pd.api.types.is_datetime64_dtype(column):
        return ""
    moments = column.to_numpy()
    known = moments[~np.isnat(moments)]
    return next(unit for unit in ("D", "s", "us") if (known == known.astype(f"datetime64[{unit}]")).all())


def _written(column: pd.Series, unit: Any) -> list[str | None]:
    gone = column.isna().tolist()
    values = np.datetime_as_string(column.to_numpy(), unit=unit).tolist() if unit else column.tolist()
    written = (str(value).replace("T", " ") if unit else str(value) for value in values)
    return [None if missing else value for value, missing in zip(written, gone, strict=True)]


def is_number(kind: str, written: str) -> bool:
    """Whether it is a number in JSON and spreadsheets, which have no infinity."""
    return kind in ("int64", "Int64", "float64") and "inf" not in written


def frame_of(kinds: dict[str, str], columns: Iterable[list[str | None]], index: str | None) -> pd.DataFrame:
    """The frame of columns of strings; raises ValueError for a column that is not of its kind."""
    restored = {}
    for (name, kind), cells in zip(kinds.items(), columns, strict=True):
        try:
            restored[name] = _restored(kind, cells)
        except (ValueError, TypeError, OverflowError) as error:
            raise ValueError(f"column {name!r} should be {kind}: {error}") from error
    frame = pd.DataFrame(restored)
    return frame if index is None else frame.set_index(index)


def _restored(kind: Any, cells: list[str | None]) -> pd.Series:
    """A column from strings; raises ValueError, TypeError or OverflowError if it is not of that kind."""
    form = _FORMS.get(kind, _ANYTHING)
    strange = next((cell for cell in set(cells) if cell is not None and not form.fullmatch(cell)), None)
    if strange is not None:
        raise ValueError(f"it contains {strange!r}")
    if kind == "datetime64[us]":
        return pd.Series(np.array(["NaT" if cell is None else cell for cell in cells], dtype=kind))
    read: Callable[[str], Any] = {"float64": float, "int64": int, "Int64": int, "str": str}.get(kind, "True".__eq__)
    missing = {"float64": float("nan"), "str": None}.get(kind, pd.NA)
    return pd.Series([missing if cell is None else read(cell) for cell in cells], dtype=kind)


def guessed(name: str, cells: list[str | None], names: Iterable[str], *, ours: bool) -> str:
    """The kind of an unquoted column without a schema."""
    declared = declared_kind(name, names)
    nullable = {"bool": "boolean", "int64": "Int64"} if None in cells else {}
    declared = nullable.get(declared, declared)
    if all(cell is None for cell in cells):
        return declared or "str"
    if declared and not ours and _fits(declared, cells, exactly=False):
        return declared
    kinds = (nullable.get(kind, kind) for kind in ("bool", "int64", "float64", "datetime64[us]"))
    guess = next((kind for kind in kinds if _fits(kind, cells)), "str")
    return declared if (guess, declared) == ("int64", "Int64") else guess


def _fits(kind: str, cells: list[str | None], *, exactly: bool = True) -> bool:
    try:
        column = _restored(kind, cells)
    except (ValueError, TypeError, OverflowError):
        return False
    return not exactly or _written(column, _unit(column)) == cells
