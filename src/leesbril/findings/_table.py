"""A frame → a table in HTML for people: words wrapped, numbers aligned, labels in place of the names of articles."""

import html
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from leesbril.findings._cells import in_words, is_in_words
from leesbril.wording import visible
from leesbril.wording.report_language import decimal, heading, say

STYLE = Path(__file__).with_name("table.css")
ARTICLE_COLUMNS = ("article", "article_a", "article_b", "duplicate_of", "nearest", "first", "last")
"""Columns, and names of an index, that hold names of articles."""
KEYWORD_IN_CONTEXT = ("left", "keyword", "right")
"""The columns of a concordance, which are aligned on the keyword."""
WORDS = 24
"""Characters: a column with a longer text is kept wide enough to read."""
MOST_DECIMALS = 4
"""Of numbers that were rounded; others get three decimals, or one where they go beyond ten."""

Write = Callable[[Any], str]


def table_html(frame: pd.DataFrame, labels: Mapping[Any, str] | None = None) -> str:
    """The rows of a frame as a table, without row numbers.

    With `labels` by article, each article is named by its label, and its own name stands below in small letters.
    """
    table = frame.reset_index(allow_duplicates=True) if any(name is not None for name in frame.index.names) else frame
    columns = [(str(name), table.iloc[:, place]) for place, name in enumerate(table.columns)]
    kinds = [_kind(name, values) for name, values in columns]
    writers = [_writer(name, values, labels) for name, values in columns]
    texts = [
        ["" if pd.isna(value) else write(value) for value in values]
        for (_, values), write in zip(columns, writers, strict=True)
    ]
    heads = "".join(_head(name, kind) for (name, _), kind in zip(columns, kinds, strict=True))
    rows = "\n".join(f"<tr>{_row(cells, kinds)}</tr>" for cells in zip(*texts, strict=True))
    return f'<table class="dataframe">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>'


def _row(cells: tuple[str, ...], kinds: list[str]) -> str:
    first, *rest = zip(cells, kinds, strict=True)
    return f'<th scope="row"{first[1]}>{first[0]}</th>' + "".join(f"<td{kind}>{cell}</td>" for cell, kind in rest)


def _head(name: str, kind: str) -> str:
    """The heading of a column. It may be broken after an underscore; a translated one has its name in code as title."""
    said = heading(name)
    code = "" if said == name else f' title="{_text(name)}"'
    return f'<th scope="col"{kind}{code}>{_text(said).replace("_", "_<wbr>")}</th>'


def _kind(name: str, values: pd.Series) -> str:
    """The class of the cells of a column, as an attribute."""
    if name in KEYWORD_IN_CONTEXT:
        return f' class="{name}"'
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return ' class="number"'
    long = name in ARTICLE_COLUMNS or any(len(str(value)) > WORDS for value in values)
    return ' class="words"' if long else ""


def _writer(name: str, values: pd.Series, labels: Mapping[Any, str] | None) -> Write:
    """How the values of a column are written that are not missing."""
    if labels is not None and name in ARTICLE_COLUMNS:
        return partial(_labelled, labels=labels)
    if pd.api.types.is_bool_dtype(values):
        return _yes_or_no
    if pd.api.types.is_numeric_dtype(values):
        return partial(decimal, digits=_decimals(values))
    if pd.api.types.is_datetime64_any_dtype(values):
        known = values.dropna()
        return partial(_time, whole_days=bool((known == known.dt.normalize()).all()))
    return partial(_in_words, column=name) if is_in_words(name) else _text


def _in_words(value: object, column: str) -> str:
    return _text(in_words(str(value), column))


def _text(value: object) -> str:
    return html.escape(visible(value))


def _yes_or_no(value: bool) -> str:
    return say("yes") if value else say("no")


def _time(value: pd.Timestamp, whole_days: bool) -> str:
    return value.isoformat(sep=" ")[: 10 if whole_days else 19]


def _labelled(name: Any, labels: Mapping[Any, str]) -> str:
    label = labels.get(name)
    return _text(name) if label is None else f"{_text(label)}<small>{_text(name)}</small>"


def _decimals(values: pd.Series) -> int:
    """The fewest decimals, up to four, that lose nothing of the numbers; of others, what a reader can use."""
    if pd.api.types.is_integer_dtype(values):
        return 0
    known = values.dropna().to_numpy(dtype="float64")
    known = known[np.isfinite(known)]
    for decimals in range(MOST_DECIMALS + 1):
        if np.allclose(known, known.round(decimals), rtol=0, atol=1e-9):
            return decimals
    return 3 if np.abs(known).max() < 10 else 1
