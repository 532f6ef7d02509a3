"""Articles → their time expressions, what each says, and the days that it means."""

from contextlib import suppress
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from leesbril.facts._times.days import Days, days_of, moments
from leesbril.facts._times.expressions import Expression, expressions
from leesbril.facts._times.language import time_language
from leesbril.facts._times.meanings import meaning_of
from leesbril.frames import TIMES, without_zone
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens


def times(articles: Articles | Tokens, published: Any = None, *, language: str | None = None) -> pd.DataFrame:
    """Every time expression, what it says in words, and the days that it means.

    Columns `article`, `sentence`, `start`, `end`, `written`, `kind` (`date`, `month`, `year`, `weekday`, `day`,
    `period`, `span`, `ago`, `ahead`, `feast`, `edge`, `up_to_now`, `vague`, and `other` for one that is counted from
    another event), `means`, `from_day`, `to_day` (excluded). Days that depend on the publication follow from the
    columns `date_start` and `date_end` of the articles, or from the day `published`, for all articles; where neither is
    known they are missing. If the publication is an interval, they run from the first to the last day that is possible.
    Raises ValueError for a language without rules, for tokens without texts, and for a `published` that is no day.

    >>> toy = pd.DataFrame({"text": ["Vrijdag begon het, twee weken geleden."], "language": "nl"}, index=["a"])
    >>> found = times(toy, published="2017-05-31")
    >>> found[["written", "from_day"]].astype(str).values.tolist()
    [['Vrijdag', '2017-05-26'], ['twee weken geleden', '2017-05-11']]
    """
    tokens = as_tokens(articles, language=language)
    found, rules = expressions(tokens), time_language(tokens.language)
    days = publications(tokens, published)
    meanings = [meaning_of(one, rules) for one in found]
    meant = [meaning.days(days[one.row]) for one, meaning in zip(found, meanings, strict=True)]
    frame = places_of(tokens, found)
    frame["kind"] = [one.kind for one in found]
    frame["means"] = [meaning.says for meaning in meanings]
    frame["from_day"] = moments(None if one is None else one[0] for one in meant)
    frame["to_day"] = moments(None if one is None else one[1] for one in meant)
    return TIMES.typed(frame, names=tokens.names.dtype)


def places_of(tokens: Tokens, found: list[Expression]) -> pd.DataFrame:
    """The columns that say where time expressions stand."""
    rows = pd.array([one.row for one in found], dtype="int64").to_numpy()
    firsts = tokens.spans.first[rows]
    sentences = pd.array([one.sentence for one in found], dtype="int64").to_numpy()
    return pd.DataFrame(
        {
            "article": tokens.names.take(rows).array,
            "sentence": sentences - firsts + 1,
            "start": [one.start for one in found],
            "end": [one.end for one in found],
            "written": [one.written for one in found],
        }
    )


def publications(tokens: Tokens, published: Any = None) -> list[Days | None]:
    """The days on which each article may have been published; None where that is not known."""
    if published is not None:
        first = day_of(published)
        return [(first, first + 1)] * len(tokens)
    if not {"date_start", "date_end"} <= set(tokens.articles.columns):
        return [None] * len(tokens)
    starts, ends = (without_zone(tokens.articles[name]) for name in ("date_start", "date_end"))
    # An end at midnight is excluded; one during a day leaves that day.
    lasts = days_of(ends - pd.Timedelta(1, "us"))
    pairs = zip(days_of(starts), lasts, strict=True)
    return [None if start is None or last is None else (start, last + 1) for start, last in pairs]


def day_of(published: Any) -> int:
    """A day as a number; raises ValueError for what is no day."""
    moment = None
    if isinstance(published, str | date | np.datetime64):
        with suppress(ValueError):
            moment = pd.to_datetime(published)
    if moment is None or pd.isna(moment):
        raise ValueError(f'published must be a day, such as "2017-05-31"; received {published!r}.')
    return date(moment.year, moment.month, moment.day).toordinal()
