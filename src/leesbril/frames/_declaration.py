"""Classes that declare a table and its columns, and give a frame the declared types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api.types import pandas_dtype

NAME = "name"
"""The kind of a column that names articles: its type is that of the index of the articles."""
KINDS = (NAME, "str", "bool", "int64", "Int64", "float64", "datetime64[us]")


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, its kind (one of `KINDS`), and a one-sentence description.

    `missing`: values may be missing; `optional`: the whole column may be absent.
    """

    name: str
    kind: str
    says: str
    missing: bool = False
    optional: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Column {self.name!r} is {self.kind!r}; a kind is one of {', '.join(KINDS)}.")


@dataclass(frozen=True)
class Table:
    """One kind of table: its name, what a row is, its columns in order, and the functions that return it.

    `index` is declared where the index has a meaning. `others` is a sentence that says where columns of the input are
    put; without it a table has only the declared columns.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    given_by: tuple[str, ...]
    index: Column | None = None
    others: str = ""

    def __post_init__(self) -> None:
        names = [column.name for column in self.all_columns]
        if len(set(names)) < len(names):
            raise ValueError(f"Table {self.name!r} has two columns with the same name: {', '.join(names)}.")

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns, preceded by the index where it is declared."""
        return self.columns if self.index is None else (self.index, *self.columns)

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each column, in order, without the index."""
        return {column.name: column.kind for column in self.columns}

    def named(self, *names: str) -> list[str]:
        """The given names as a list; raises KeyError for one that is not a column of the table."""
        known = [column.name for column in self.all_columns]
        if unknown := [name for name in names if name not in known]:
            raise KeyError(f"Table {self.name!r} has no column {unknown[0]!r}; it has {', '.join(known)}.")
        return list(names)

    def typed(self, values: pd.DataFrame | Mapping[str, Any], *, names: Any = None) -> pd.DataFrame:
        """A frame with the declared columns, in their order and with their types, even without rows.

        Optional columns are included where `values` has them; other columns follow where the table allows them.
        `names` is the dtype of article names; by default they keep theirs. Raises KeyError for a missing column.

        >>> counted = Table("counted", "One row per word.", (Column("word", "str", "A word."),), ("count",))
        >>> counted.typed({"word": [], "note": []}).dtypes.to_dict()
        {'word': <StringDtype(na_value=nan)>}
        """
        frame = values if isinstance(values, pd.DataFrame) else pd.DataFrame(values)
        present = [column for column in self.columns if not column.optional or column.name in frame]
        kinds: dict[str, Any] = {column.name: names if column.kind == NAME else column.kind for column in present}
        extra = [name for name in frame.columns if name not in kinds] if self.others else []
        chosen, given = frame[[*kinds, *extra]], dict(zip(frame.columns, frame.dtypes, strict=True))
        # What has its type already is left alone: asking pandas for it takes longer than most small frames.
        others = {name: kind for name, kind in kinds.items() if kind is not None and given[name] != pandas_dtype(kind)}
        return chosen.astype(others) if others else chosen

    def of_rows(self, rows: Iterable[tuple[Any, ...]], *, names: Any = None) -> pd.DataFrame:
        """A frame from tuples with a value for each declared column, in order; `names` as in `typed`."""
        return self.typed(pd.DataFrame(list(rows), columns=list(self.kinds)), names=names)
