"""Titles of charts of groups and of time: claims that hold for any table."""

from collections.abc import Sequence

import numpy as np

from leesbril.charts._labels import percent
from leesbril.wording import listed
from leesbril.wording.quantities import some_articles, some_terms, some_times
from leesbril.wording.report_language import decimal, say, say_counted
from leesbril.wording.report_language import number as whole

SIDES = ("a", "b")
MOST_NAMED = 3
"""Of more terms that tie, the number is given."""


def keyness_claim(
    names: Sequence[str],
    ratios: np.ndarray,
    counts: tuple[np.ndarray, np.ndarray],
    p: np.ndarray,
    significant: np.ndarray,
    sides: Sequence[str],
) -> str:
    """Name the term that sets two groups apart most, and any that tie with it, or say that none is significant.

    No ratio is given where a count is zero: there the counts are.
    """
    of = say_counted("this term", "these {n} terms", len(names)) if len(names) > 1 else names[0]
    rows = np.flatnonzero(significant) if significant.any() else np.arange(len(names))
    lead, tied = _lead(rows, ratios, counts)
    said = _more(_named([names[row] for row in tied]), len(tied), float(ratios[lead]), _pair(counts, lead), sides)
    if np.isnan(p).all():
        return say("{finding}; this describes, and tests nothing", finding=said)
    if not significant.any():
        return say("No difference in {terms} is significant", terms=of)
    if len(names) == 1:
        return say("{finding}, a significant difference", finding=said)
    return say_counted("{finding}; {n} of {terms} differs significantly",
                       "{finding}; {n} of {terms} differ significantly", len(rows), finding=said,
                       terms=of)  # fmt: skip


def _lead(rows: np.ndarray, ratios: np.ndarray, counts: tuple[np.ndarray, np.ndarray]) -> tuple[int, list[int]]:
    """The row with the largest ratio, and all rows that have the same one, in the same direction.

    Of terms that one side lacks altogether, only those with the same count are the same.
    """
    lead = int(rows[np.argmax(np.abs(ratios[rows]))])
    same = [int(row) for row in rows if np.isclose(ratios[row], ratios[lead], rtol=1e-9, atol=0)]
    if 0 in _pair(counts, lead):
        same = [row for row in same if _pair(counts, row) == _pair(counts, lead)]
    return lead, same


def _pair(counts: tuple[np.ndarray, np.ndarray], row: int) -> tuple[int, int]:
    return int(counts[0][row]), int(counts[1][row])


def _named(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= MOST_NAMED else some_terms(len(names))


def _more(name: str, terms: int, ratio: float, counts: tuple[int, int], sides: Sequence[str]) -> str:
    if 0 in counts:
        has = counts.index(max(counts))
        return say_counted("{terms} occurs {times} in {side} and not once in {other}",
                           "{terms} each occur {times} in {side} and not once in {other}",
                           terms, terms=name, times=some_times(max(counts)), side=sides[has], other=sides[1 - has],
                           )  # fmt: skip
    times = 2 ** abs(ratio)
    if times < 1.05:
        return say_counted("{terms} is about as frequent in {a} as in {b}",
                           "{terms} are each about as frequent in {a} as in {b}",
                           terms, terms=name, a=sides[0], b=sides[1])  # fmt: skip
    a, b = sides if ratio > 0 else (sides[1], sides[0])
    return say_counted("{terms} is {times} times as frequent in {a} as in {b}",
                       "{terms} are each {times} times as frequent in {a} as in {b}",
                       terms, terms=name, times=decimal(times, 1 if times < 10 else 0), a=a, b=b)  # fmt: skip


def trend_claim(
    terms: Sequence[str], periods: Sequence[str], shares: np.ndarray, low: np.ndarray, articles: np.ndarray
) -> str:
    """Name the term and period whose share has the highest lower confidence limit.

    The highest share itself is mostly that of a period with a single article. Arguments: one value per row.
    """
    if np.isnan(shares).all():
        return say("No article lies in a period")
    if np.nanmax(shares) == 0 and len(set(terms)) > 1:
        return say("No article that lies in a period has any of these terms")
    if np.nanmax(shares) == 0:
        return say("No article that lies in a period has {term}", term=terms[0])
    lead = int(np.nanargmax(low))
    tied = int(np.isclose(low, low[lead], rtol=1e-9, atol=0).sum())
    values = {"term": terms[lead], "share": percent(float(shares[lead])), "period": periods[lead]}
    values["articles"] = some_articles(int(articles[lead]))
    others = [share for name, share in zip(terms, shares, strict=True) if name == terms[lead] and not np.isnan(share)]
    if tied == 1 and len(others) > 1 and sorted(others)[-2] < shares[lead]:
        return say("{term} has its highest share in {period}: {share} of {articles}", **values)
    said = say("{term} occurs in {share} of {articles} of {period}", **values)
    if tied == 1:
        return said
    return say_counted("{finding}; {n} other share is as high", "{finding}; {n} other shares are as high", tied - 1,
                       finding=said)  # fmt: skip


def timeline_claim(start: np.ndarray, end: np.ndarray) -> str:
    """Say how many articles have a date, and how many of these no day of their own."""
    articles, known = len(start), ~np.isnat(start)
    dated, coarse = int(known.sum()), int((end[known] - start[known] > np.timedelta64(1, "D")).sum())
    if not dated:
        return say_counted("The article has no date", "None of {n} articles has a date", articles)
    has = say("The article has a date")
    if articles > 1:
        has = say_counted("{n} of {all} articles has a date", "{n} of {all} articles have a date", dated,
                          all=whole(articles))  # fmt: skip
    if dated == 1 and coarse:
        return say("{finding}, longer than a day", finding=has)
    if dated == 1:
        return say("{finding}, no longer than a day", finding=has)
    if not coarse:
        return say("{finding}, none of them longer than a day", finding=has)
    if coarse == dated:
        return say("{finding}, all of them longer than a day", finding=has)
    return say("{finding}, {n} of them longer than a day", finding=has, n=whole(coarse))


def flow_claim(
    earlier: Sequence[str], later: Sequence[str], shares: np.ndarray, articles: np.ndarray, clear: np.ndarray
) -> str:
    """Name the pair of groups with the largest share of earlier matches, or say that no share exceeds the noise."""
    if np.isnan(shares).all() or np.nanmax(shares) == 0:
        return say("By the dates no article has an earlier match in another group")
    if not clear.any():
        return say("No share of articles with an earlier match exceeds the noise")
    rows = np.flatnonzero(clear)
    lead = int(rows[np.nanargmax(shares[rows])])
    said = say_counted(
        "Of {n} article of {later}, {share} had an earlier match in {earlier}",
        "Of {n} articles of {later}, {share} had an earlier match in {earlier}",
        int(articles[lead]),
        later=later[lead],
        earlier=earlier[lead],
        share=percent(float(shares[lead])),
    )
    if len(rows) == 1:
        return said
    return f"{said}; " + say_counted(
        "{n} more share exceeds the noise", "{n} more shares exceed the noise", len(rows) - 1
    )
