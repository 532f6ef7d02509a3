"""The frequency of terms from period to period."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.dates.periods import PERIODS, periods_of
from leesbril.frames import HITS_PER_GROUP, TREND
from leesbril.groups._statistics import wilson_interval
from leesbril.queries.matching import Hits, hits_of
from leesbril.queries.parsing import Query, read_query
from leesbril.tokenisation.boilerplate import compared
from leesbril.tokenisation.ngrams import shown_phrases
from leesbril.tokenisation.tokens import Tokens
from leesbril.tokenisation.view import View

FEW = 10
"""Periods with fewer articles are marked: with nine, the interval of a share is some fifty points wide."""


def trend(
    articles: pd.DataFrame | Tokens,
    terms: Iterable[str],
    *,
    every: str = "month",
    normalise: str = "surface",
    boilerplate: str = "drop",
    language: str | None = None,
) -> pd.DataFrame:
    """Count terms per period: occurrences, rate, and the share of articles that contain them.

    Each of `terms` is a word, a phrase or any other query (see `search`). `every` is `day`, `week`, `month`,
    `quarter` or `year`. One row per term and period, from the first period with an article to the last, empty periods
    included: `term`, `shown`, `period`, `date_start`, `date_end` (of the period, end excluded), `articles`, `words`
    (stop words included), `count`, `rate` (per 1,000 words), `articles_with` (the term), `share` (of the articles),
    `share_low`, `share_high` (95 %, Wilson 1927), `evidence` (whether the articles are few). `boilerplate`: `drop`
    leaves out the lines that one publisher repeats, `keep` counts them.

    The interval applies if the articles are a random sample of a larger stream; a complete collection needs none. An
    article is in a period only if its whole date is; articles with a coarser date, or none, are counted in extra rows
    per term without period and share, whose `evidence` says why. No date is moved to the first of a month.

    >>> from leesbril.dates.parsing import parse_dates
    >>> dates = parse_dates(pd.Series(["2017-05", "2017-05-30", "2017-07-01", "2017"]))
    >>> toy = dates.assign(text=["De moskee.", "Het leger.", "Moskee, moskee!", "De stad."], language="nl")
    >>> trend(toy, ["moskee"])[["period", "articles", "count", "articles_with"]].fillna("none").values.tolist()
    [['2017-05', 2, 1, 1], ['2017-06', 0, 0, 0], ['2017-07', 1, 2, 1], ['none', 1, 0, 0]]
    """
    queries = _checked(terms)
    tokens = compared(articles, boilerplate, language=language)
    found = {query: hits_of(tokens, query, normalise=normalise) for query in queries}
    return course(tokens, tokens.view(normalise), found, every=every)


def course(tokens: Tokens, view: View, found: Mapping[Query, Hits], *, every: str = "month") -> pd.DataFrame:
    """The trend of queries, given the occurrences of each."""
    rows = [
        Row(
            query.written,
            usual_form(tokens, view, query, hits),
            np.bincount(tokens.rows_of(hits.first), minlength=len(tokens)),
        )
        for query, hits in found.items()
    ]
    return counted_per_period(tokens, rows, every=every)


class Row(NamedTuple):
    """What is followed, as it is shown, and how often each article has it."""

    term: str
    shown: str
    counts: np.ndarray


def counted_per_period(tokens: Tokens, rows: Iterable[Row], *, every: str = "month") -> pd.DataFrame:
    """The trend of whatever is counted in each article: the columns of `trend`."""
    slots, evidence, codes = _slots(periods_of(tokens.articles, every), every)
    size = len(slots)
    articles_in, words_in = np.bincount(codes, minlength=size), np.bincount(codes, tokens.words.to_numpy(), size)
    frames = []
    for row in rows:
        frame = slots.assign(term=row.term, shown=row.shown, articles=articles_in, words=words_in, evidence=evidence)
        frame["count"] = np.bincount(codes, row.counts, size)
        frame["articles_with"] = np.bincount(codes, row.counts > 0, size)
        frames.append(frame)
    if not frames:
        return TREND.typed(pd.DataFrame(columns=list(TREND.kinds)))
    return _with_shares(pd.concat(frames, ignore_index=True))


def _with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The rates and shares, where there is a period and something in it."""
    total = frame["articles"].where(frame["period"].notna() & (frame["articles"] > 0))
    frame["rate"] = 1000 * frame["count"] / frame["words"].where(total.notna() & (frame["words"] > 0))
    frame["share"] = frame["articles_with"] / total
    frame["share_low"], frame["share_high"] = wilson_interval(frame["articles_with"], total)
    return TREND.typed(frame)


def hits_per_group(tokens: Tokens, hits: Hits, groups: pd.Series) -> pd.DataFrame:
    """How often a query occurs in each group of articles, and in which share of its articles, given its occurrences."""
    counts = np.bincount(tokens.rows_of(hits.first), minlength=len(tokens))
    each = pd.DataFrame({"words": tokens.words.to_numpy(), "count": counts, "articles_with": counts > 0})
    grouped = each.groupby(groups.astype("str").to_numpy(), dropna=False, sort=True)
    frame = grouped.sum().assign(articles=grouped.size()).rename_axis("group").reset_index()
    frame["rate"] = 1000 * frame["count"] / frame["words"].where(frame["words"] > 0)
    frame["share"] = frame["articles_with"] / frame["articles"]
    frame["share_low"], frame["share_high"] = wilson_interval(frame["articles_with"], frame["articles"])
    frame["evidence"] = [_enough(number) for number in frame["articles"].tolist()]
    order = frame.assign(none=frame["group"].isna(), size=-frame["articles"]).sort_values(["none", "size", "group"])
    return HITS_PER_GROUP.typed(frame.loc[order.index].reset_index(drop=True))


def _checked(terms: Iterable[str]) -> list[Query]:
    if isinstance(terms, str):
        raise TypeError(f"terms takes a list of terms; received the text {terms!r}.")
    queries = [read_query(term) for term in terms]
    if not queries:
        raise ValueError("terms is empty; name one term at least.")
    return list(dict.fromkeys(queries))


def usual_form(tokens: Tokens, view: View, query: Query, hits: Hits) -> str:
    """How the articles mostly write what a query finds, if it is one word or phrase; else the query as written."""
    in_one_word = (hits.first == hits.last) & (hits.first_reading < hits.last_reading)
    if not query.is_plain or not len(hits.first) or in_one_word.any():
        return query.written
    lengths = hits.last - hits.first + 1
    length = int(np.bincount(lengths).argmax())
    hits = hits.at(lengths == length)
    following = [view.first[tokens.codes[hits.first + step]] for step in range(1, length)]
    readings = np.stack([hits.first_reading, *following])
    return str(shown_phrases(tokens, view, readings, np.zeros(len(hits.first), np.int64))[0])


def _slots(placed: pd.DataFrame, every: str) -> tuple[pd.DataFrame, list[str], np.ndarray]:
    """All periods from first to last, then the reasons for none; the evidence of each; the slot of each article."""
    starts = pd.PeriodIndex(placed["date_start"], freq=PERIODS[every])
    known = placed["period"].notna().to_numpy()
    span = pd.PeriodIndex([], freq=PERIODS[every])
    if known.any():
        span = pd.period_range(starts[known].min(), starts[known].max(), freq=PERIODS[every])
    reasons = sorted(placed["reason"].dropna().unique())
    codes = np.where(known, span.get_indexer(starts), 0)
    for number, reason in enumerate(reasons):
        codes[(placed["reason"] == reason).to_numpy(dtype=bool)] = len(span) + number
    none = [None] * len(reasons)
    bounds = {"date_start": span.start_time, "date_end": (span + 1).start_time}
    slots = pd.DataFrame({name: [*moments, *none] for name, moments in bounds.items()}).astype("datetime64[us]")
    slots.insert(0, "period", pd.Series([*span.astype(str), *none], dtype="str"))
    sizes = np.bincount(codes, minlength=len(slots))[: len(span)]
    return slots, [*map(_enough, sizes.tolist()), *(f"in no period: {reason}" for reason in reasons)], codes


def _enough(articles: int) -> str:
    if not articles:
        return "no article"
    return "ten articles or more" if articles >= FEW else "fewer than ten articles"
