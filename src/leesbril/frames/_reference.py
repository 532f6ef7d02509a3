"""The declared tables as a page of Markdown: the reference of the frames."""

from collections.abc import Iterable, Iterator

from leesbril.frames._declaration import Column, Table

INTRODUCTION = """\
# Frames

Every table that a function of `leesbril` gives, with its columns in order; a table without rows has the same columns
and types. This page is written by `python -m leesbril.frames > docs/frames.md` from the declarations in
`src/leesbril/frames/`, and a test holds that it is current.

Types are those of pandas. `name` is the type of the index of your articles, whatever that is. `Int64` is a whole number
that may be missing. `start` and `end` count characters of the article's `text` from 0; the character at `end` is not
included.
"""


def page(tables: Iterable[Table]) -> str:
    """The page, one section per table, in their order."""
    return "\n".join([INTRODUCTION, *(line for table in tables for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    given_by = ", ".join(f"`{function}`" for function in table.given_by)
    yield f"## {table.name}\n"
    yield f"{table.says} Given by {given_by}.\n"
    yield "| column | type | holds |\n|---|---|---|"
    yield from (_row(column, "index" if column is table.index else "") for column in table.all_columns)
    yield f"\n{table.others}\n" if table.others else ""


def _row(column: Column, role: str) -> str:
    role = role or ("where there is one" if column.optional else "")
    return f"| `{column.name}`{role and f' ({role})'} | `{column.kind}` | {column.says} |"
