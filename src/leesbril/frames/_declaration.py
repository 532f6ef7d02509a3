"""What a declared table is: its columns in order, the type of each, and how a frame is given these types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

NAME = "name"
"""The kind of a column that names articles: it has whatever type the index of the articles has."""
KINDS = (NAME, "str", "bool", "int64", "Int64", "float64", "datetime64[us]")


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, its kind (one of `KINDS`), and one sentence on what it holds.

    `missing` says that a row may have no value; `optional` that a table may lack the whole column.
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
    """One kind of table: what it is called, what one row is, its columns in order, and who gives it.

    `index` is declared where the rows have names. `others`, a sentence, says where columns stand that come from the
    input; without it a table has no columns but its own.
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
            raise ValueError(f"Table {self.name!r} has two columns of one name: {', '.join(names)}.")

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns, behind the index where it is declared."""
        return self.columns if self.index is None else (self.index, *self.columns)

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each column, in order, without the index."""
        return {column.name: column.kind for column in self.columns}

    def named(self, *names: str) -> list[str]:
        """These names, in this order, each of a column that the table has; KeyError for another."""
        known = [column.name for column in self.all_columns]
        if unknown := [name for name in names if name not in known]:
            raise KeyError(f"Table {self.name!r} has no column {unknown[0]!r}; it has {', '.join(known)}.")
        return list(names)

    def typed(self, values: pd.DataFrame | Mapping[str, Any], *, names: Any = None) -> pd.DataFrame:
        """A frame with the declared columns, in their order and with their types, whether it has rows or not.

        Optional columns are there where `values` has them, and so are others, behind, where the table takes others.
        `names` is the type of the names of articles; without it they keep the one that they have. Raises KeyError for a
        column that is lacking.

        >>> counted = Table("counted", "One row per word.", (Column("word", "str", "A word."),), ("count",))
        >>> counted.typed({"word": [], "note": []}).dtypes.to_dict()
        {'word': <StringDtype(na_value=nan)>}
        """
        frame = values if isinstance(values, pd.DataFrame) else pd.DataFrame(values)
        there = [column for column in self.columns if not column.optional or column.name in frame]
        kinds: dict[str, Any] = {column.name: names if column.kind == NAME else column.kind for column in there}
        beside = [name for name in frame.columns if name not in kinds] if self.others else []
        return frame[[*kinds, *beside]].astype({name: kind for name, kind in kinds.items() if kind is not None})

    def of_rows(self, rows: Iterable[tuple[Any, ...]], *, names: Any = None) -> pd.DataFrame:
        """The frame of rows that have a value for each declared column, in their order; `names` as in `typed`."""
        return self.typed(pd.DataFrame(list(rows), columns=list(self.kinds)), names=names)
