"""The first rows of a table, and how many of how many they are."""

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from leesbril.findings._table import STYLE, table_html
from leesbril.wording import visible
from leesbril.wording.report_language import number, say, say_counted, translatable

NOUNS = (
    translatable("row", "rows"),
    translatable("article", "articles"),
    translatable("pair", "pairs"),
    translatable("passage", "passages"),
    translatable("sentence", "sentences"),
    translatable("heading", "headings"),
    translatable("word", "words"),
    translatable("shared word", "shared words"),
    translatable("term", "terms"),
    translatable("shared term", "shared terms"),
    translatable("phrase", "phrases"),
    translatable("collocate", "collocates"),
    translatable("line", "lines"),
    translatable("group", "groups"),
    translatable("period", "periods"),
    translatable("problem", "problems"),
    translatable("publisher", "publishers"),
    translatable("name", "names"),
    translatable("clue", "clues"),
    translatable("source", "sources"),
    translatable("statement", "statements"),
    translatable("story", "stories"),
)
"""What rows are called in every language; another noun is written as it is given."""


class First:
    """The first of several rows or names: iterate over it, or let a notebook show it with its number.

    Its text is not a finding: it says how much of a result is on the page, not what the result is.
    """

    def __init__(self, shown: Any, total: int, noun: str, labels: Mapping[Any, str] | None = None) -> None:
        self.shown, self.said, self.labels = shown, _said(len(shown), total, noun), labels

    def __iter__(self) -> Iterator[Any]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)

    def __repr__(self) -> str:
        return f"{visible(repr(self.shown))}\n\n{self.said}" if self._is_table() else self.said

    def _repr_html_(self) -> str:
        said = f"<p>{html.escape(self.said)}</p>"
        if not self._is_table():
            return said
        style = f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>"
        return f'<div class="leesbril-table">\n{style}\n{table_html(self.shown, self.labels)}\n{said}</div>'

    def _is_table(self) -> bool:
        return isinstance(self.shown, pd.DataFrame)


def first_of(
    items: pd.DataFrame | pd.Series | pd.Index | Sequence[Any],
    n: int,
    noun: str = "row",
    *,
    of: int | None = None,
    labels: Mapping[Any, str] | pd.Series | None = None,
) -> First:
    """Take the first `n` rows of a table, or the first `n` names, and say how many of how many they are.

    `of` is how many there are where the table has not all of them. `noun` is English and singular; in a Dutch report it
    is translated, if it is a known one. A notebook shows a table with its texts whole and wrapped, and a concordance
    aligned on its keyword; with `labels`, as `leesbril.labels` gives them, each article goes by its label, and its own
    name stands below it.

    >>> first_of(pd.DataFrame({"term": ["IS", "mosul", "leger"]}), 2)
        term
    0     IS
    1  mosul
    <BLANKLINE>
    The first 2 of 3 rows.
    >>> first_of(["a", "b"], 4, "article")
    Both articles.
    >>> list(first_of(["a", "b", "c"], 2, "article"))
    ['a', 'b']
    """
    by_article = labels.to_dict() if isinstance(labels, pd.Series) else labels
    return First(items[:n], len(items) if of is None else of, noun, by_article)


def _said(shown: int, total: int, noun: str) -> str:
    nouns = say_counted(noun, f"{noun}s", total)
    said = {"n": number(total), "nouns": nouns}
    if shown < total:
        return say("The first {shown} of {n} {nouns}.", shown=number(shown), **said)
    if total == 2:
        return say("Both {nouns}.", nouns=nouns)
    return say("All {n} {nouns}.", **said) if total > 2 else say("{n} {nouns}.", **said)
