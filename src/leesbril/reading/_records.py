"""Rows of a table as records: which row has the column names, and a limit on the number of columns."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from leesbril.reading._notes import COLUMNS_LEFT_OUT, LEFT_ASIDE, SKIPPED, Remark, Unreadable

MOST_COLUMNS = 250
"""Maximum number of columns that are kept of a table, besides those for the text, the date and other fields."""
MOST_CELLS = 16_384
"""Maximum number of column names, that of a sheet of Excel; a longer row is none of names, and comparing them slow."""
MOST_ABOVE = 10
"""Maximum number of rows that are searched for the column names."""

Heads = Callable[[Sequence[str]], set[str]]
"""The names among those of a row that are recognised as fields; none if the row has no column for the text."""


class Record(NamedTuple):
    """A row: its number, its values by column name (None if it is skipped), and remarks."""

    row: int
    values: dict[str, Any] | None
    remarks: list[Remark]


class Block(NamedTuple):
    """Rows in which nothing is doubtful: their numbers, their values by column name, and their number of characters."""

    rows: list[int]
    columns: dict[str, Sequence[Any]]
    size: int


Records = Iterator[Record | Block]


def skipped(row: int, reason: object) -> Record:
    """A row that is not read, with the reason."""
    return Record(row, None, [Remark(SKIPPED, str(reason))])


def noted(remark: Remark) -> Record:
    """A remark on the file as a whole."""
    return Record(0, None, [remark])


def above_header(row: int, cells: Sequence[Any]) -> Record:
    """A row above the column names, such as a title, which holds no article."""
    said = " ".join(str(cell).strip() for cell in cells if _filled(cell))
    return Record(row, None, [Remark(LEFT_ASIDE, f"above the column names: {said[:60]!r}")])


def names_of(cells: Sequence[Any]) -> list[str]:
    """Column names from the cells of a row: each different, none empty; Unreadable if they are too many."""
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"more than {MOST_CELLS:,} cells in the first row; save it again with one article per row")
    return unique([str(cell).strip() if _filled(cell) else f"column {i}" for i, cell in enumerate(cells, 1)])


def unique(names: list[str]) -> list[str]:
    """Names that are all different: repeated ones get a number.

    >>> unique(["tekst", "datum", "tekst"])
    ['tekst', 'datum', 'tekst (2)']
    """
    seen: dict[str, int] = {}
    taken = set(names)
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        new = name
        while seen[name] > 1 and new in taken:
            new = f"{name} ({seen[name]})"
            seen[name] += new in taken
        taken.add(new)
        result.append(new)
    return result


def header_row(rows: Sequence[Sequence[Any]], heads: Heads) -> int | None:
    """The number of the row with the column names, from 0; None if no row has a name for the text.

    A row below others has the names only if it has two cells or more, at least twice as many as each row above it, or
    more than those and names for two fields.

    >>> header_row([["Export"], ["id", "tekst"], ["1", "text"]], lambda names: set(names) & {"tekst", "text"})
    1
    """
    most, found = 0, None
    for number, cells in enumerate(rows):
        if len(cells) > MOST_CELLS:
            continue
        filled = sum(map(_filled, cells))
        fields = heads(names_of(cells)) if filled > most else set()
        if fields and (not most or (filled > 1 and (filled >= 2 * most or len(fields) > 1))):
            found = number
            if filled > 1:
                break
        elif found is not None and filled:
            break
        most = max(most, filled)
    return found


def kept_columns(names: Sequence[str], heads: Heads) -> tuple[list[int], Remark | None]:
    """The positions of the columns that are kept, and what is said of the others."""
    if len(names) <= MOST_COLUMNS:
        return list(range(len(names))), None
    fields = heads(names)
    kept = [i for i, name in enumerate(names) if i < MOST_COLUMNS or name in fields]
    reason = f"{len(names):,} columns: only the first {MOST_COLUMNS} and those of the fields are kept"
    return kept, Remark(COLUMNS_LEFT_OUT, reason)


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""
