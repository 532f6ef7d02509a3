"""A frame ↔ rows of written values: what every file type but parquet is made of.

A text is written as it is, a number as Python writes it, a moment as ISO 8601, and a missing value as None.
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
"""The dtypes that every format gives back."""

CHUNK = 50_000
"""Rows written at a time, so that a large table is not held twice."""

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


def house_kind(name: str, beside: Iterable[str]) -> str:
    """What a column of the project holds, by its name and the names beside it; nothing for an unknown name.

    CSV cannot say what a column without values holds. Where two declared tables disagree on a name (a number of words
    is never missing, except in the load report), the one decides that has all its columns here, or else most of them.

    >>> house_kind("words", ["article", "words"]), house_kind("words", ["status", "words"]), house_kind("x", ["x"])
    ('int64', 'Int64', '')
    """
    here = set(beside)
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
    """A frame, its named index in front, as rows of written values."""

    kinds: dict[str, str]
    rows: Iterable[tuple[str | None, ...]]
    index: str | None = None


def checked(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame, its columns of Python objects turned into text where they hold nothing else; or an error."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"A table is a pandas DataFrame, not {type(frame).__name__}.")
    if isinstance(frame.index, pd.MultiIndex) or isinstance(frame.columns, pd.MultiIndex):
        raise ValueError("A table with levels cannot be saved: use frame.reset_index(), or join the column names.")
    if frame.index.name is None and not frame.index.equals(pd.RangeIndex(len(frame))):
        raise ValueError(
            "The index has values but no name: use frame.rename_axis('article') with the name that fits, or "
            "frame.reset_index(drop=True) where its values mean nothing."
        )
    if frame.columns.name is not None:
        raise ValueError(f"The columns have a name, {frame.columns.name!r}: use frame.rename_axis(columns=None).")
    names: list[Any] = [*([] if frame.index.name is None else [frame.index.name]), *frame.columns]
    if frame.columns.empty or not all(isinstance(name, str) for name in names):
        raise ValueError(f"A table has columns with texts for names, not {names}.")
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
    """A column of objects as text; without rows, as what its name stands for."""
    if column.empty:
        kind: Any = house_kind(name, names) or "str"
        return column.astype(kind)
    known = column.dropna()
    others = sorted({type(value).__name__ for value in known} - {"str"})
    if others:
        raise ValueError(f"Column {name!r} holds {', '.join(others)}: make it text, numbers or dates first.")
    return column.astype("str")


def table_of(frame: pd.DataFrame) -> Table:
    """The rows of a checked frame, written when they are asked for; ValueError for a dtype that is not in KINDS."""
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
    """How fine the moments of a column are: days, seconds or microseconds; nothing for other columns."""
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
    """Whether JSON and spreadsheets have a number for it, which they have not for infinity."""
    return kind in ("int64", "Int64", "float64") and "inf" not in written


def frame_of(kinds: dict[str, str], columns: Iterable[list[str | None]], index: str | None) -> pd.DataFrame:
    """The frame of columns of written values; ValueError where a column is not of its kind."""
    restored = {}
    for (name, kind), cells in zip(kinds.items(), columns, strict=True):
        try:
            restored[name] = _restored(kind, cells)
        except (ValueError, TypeError, OverflowError) as error:
            raise ValueError(f"column {name!r} should be {kind}: {error}") from error
    frame = pd.DataFrame(restored)
    return frame if index is None else frame.set_index(index)


def _restored(kind: Any, cells: list[str | None]) -> pd.Series:
    """A column from what was written; ValueError, TypeError or OverflowError where it is not of that kind."""
    form = _FORMS.get(kind, _ANYTHING)
    strange = next((cell for cell in set(cells) if cell is not None and not form.fullmatch(cell)), None)
    if strange is not None:
        raise ValueError(f"it holds {strange!r}")
    if kind == "datetime64[us]":
        return pd.Series(np.array(["NaT" if cell is None else cell for cell in cells], dtype=kind))
    read: Callable[[str], Any] = {"float64": float, "int64": int, "Int64": int, "str": str}.get(kind, "True".__eq__)
    missing = {"float64": float("nan"), "str": None}.get(kind, pd.NA)
    return pd.Series([missing if cell is None else read(cell) for cell in cells], dtype=kind)


def guessed(name: str, cells: list[str | None], names: Iterable[str], *, ours: bool) -> str:
    """The kind of a column that stands without quotes and without a schema."""
    house = house_kind(name, names)
    nullable = {"bool": "boolean", "int64": "Int64"} if None in cells else {}
    house = nullable.get(house, house)
    if all(cell is None for cell in cells):
        return house or "str"
    if house and not ours and _fits(house, cells, exactly=False):
        return house
    kinds = (nullable.get(kind, kind) for kind in ("bool", "int64", "float64", "datetime64[us]"))
    guess = next((kind for kind in kinds if _fits(kind, cells)), "str")
    return house if (guess, house) == ("int64", "Int64") else guess


def _fits(kind: str, cells: list[str | None], *, exactly: bool = True) -> bool:
    try:
        column = _restored(kind, cells)
    except (ValueError, TypeError, OverflowError):
        return False
    return not exactly or _written(column, _unit(column)) == cells
