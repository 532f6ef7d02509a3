"""The articles as a board lists and filters them: labels, dates, periods, columns."""

from typing import Any

import numpy as np
import pandas as pd

from leesbril.board._offsets import Utf16
from leesbril.dates.periods import PERIODS, periods_of
from leesbril.labels import labels
from leesbril.text.paragraphs import paragraphs_in
from leesbril.wording import short_date, visible

NOT_COLUMNS = {"text", "title", "header", "source", "sha256", "url", "date"}
"""Columns that no one filters on: each article has its own, or the periods say it."""
MOST_SLOTS = 400
"""Periods that a chart can show; days of a longer time are left out."""
MOST_VALUES = 200
"""Distinct texts of a column up to which it is a filter."""
_PRECISIONS = ("year", "month")


def articles_of(articles: pd.DataFrame) -> dict[str, Any]:
    """Labels, dates, periods and the columns that articles can be filtered by."""
    return {
        "ids": [visible(name) for name in articles.index],
        "labels": [visible(label) for label in labels(articles)],
        "dates": _dates(articles),
        "periods": _periods(articles),
        "columns": _columns(articles),
    }


def texts_of(texts: pd.Series, utf16: Utf16) -> dict[str, np.ndarray]:
    """The texts as one run of UTF-8, the first byte of each, and the paragraphs."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    found = paragraphs_in(texts.tolist())
    number = np.bincount(found.text, minlength=len(texts))
    return {
        "texts": np.frombuffer(b"".join(encoded), np.uint8),
        "textFirst": np.append(0, np.cumsum([len(text) for text in encoded])).astype(np.uint32),
        "paragraphFirst": np.append(0, np.cumsum(number)).astype(np.uint32),
        "paragraphStart": utf16.places(found.text, found.start).astype(np.uint32),
        "paragraphEnd": utf16.places(found.text, found.end).astype(np.uint32),
        "heading": found.heading,
    }


def _dates(articles: pd.DataFrame) -> list[str]:
    if "date_start" not in articles:
        return [""] * len(articles)
    precision = articles["date_precision"] if "date_precision" in articles else pd.Series("day", articles.index)
    return [
        "" if pd.isna(start) else short_date(start, to if to in _PRECISIONS else "day")
        for start, to in zip(articles["date_start"], precision, strict=True)
    ]


def _periods(articles: pd.DataFrame) -> dict[str, Any]:
    """For each kind of period all from first to last, the number of that of each article, and why it is in none."""
    if not {"date_start", "date_end"} <= set(articles):
        return {}
    found = {}
    for every, alias in PERIODS.items():
        placed = periods_of(articles, every)
        known = placed["period"].notna().to_numpy()
        if not known.any():
            continue
        starts = pd.PeriodIndex(placed["date_start"], freq=alias)
        span = pd.period_range(starts[known].min(), starts[known].max(), freq=alias)
        if len(span) <= MOST_SLOTS:
            of = np.where(known, span.get_indexer(starts), -1).tolist()
            found[every] = {
                "names": span.astype(str).tolist(),
                "shown": [_short(start, every) for start in span.start_time],
                "of": of,
                "reasons": placed["reason"].fillna("").tolist(),
            }
    return found


def _short(start: pd.Timestamp, every: str) -> str:
    """A period as short as a list has room for; a week by its Monday."""
    if every == "quarter":
        return f"{start.year} Q{start.quarter}"
    return short_date(start, {"week": "day"}.get(every, every))


def _columns(articles: pd.DataFrame) -> dict[str, list[Any]]:
    """The columns with some distinct texts, or numbers: publisher first."""
    names = [str(name) for name in articles if str(name) not in NOT_COLUMNS and not str(name).startswith("date_")]
    columns: dict[str, list[Any]] = {}
    for name in sorted(names, key=lambda name: name != "publisher"):
        values = articles[name]
        if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
            told = [None if _missing(value) else visible(value) for value in values]
            kinds = {value for value in told if value is not None}
            distinct = len(kinds) + (None in told)
            if 1 < distinct <= MOST_VALUES and (distinct < len(told) or name == "publisher"):
                columns[name] = told
        elif values.nunique() > 1:
            columns[name] = [None if pd.isna(value) or np.isinf(value) else float(value) for value in values]
    return columns


def _missing(value: Any) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))
