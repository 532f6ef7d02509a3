"""The claims of charts of groups and of time: what each title says, and stays true whatever the rows."""

from collections.abc import Sequence

import numpy as np

from leesbril.charts._labels import many, percent

SIDES = ("a", "b")


def keyness_claim(
    names: Sequence[str],
    ratios: np.ndarray,
    counts: tuple[np.ndarray, np.ndarray],
    p: np.ndarray,
    clear: float,
    sides: Sequence[str],
) -> str:
    """Say which term sets two groups apart most, among those that a test bears out, or that none does.

    Nothing is so many times as frequent as what is nowhere: there the counts are said.
    """
    of = f"these {len(names):,} terms" if len(names) > 1 else names[0]
    found = p <= clear
    rows = np.flatnonzero(found) if found.any() else np.arange(len(names))
    lead = int(rows[np.argmax(np.abs(ratios[rows]))])
    said = _more(names[lead], float(ratios[lead]), (int(counts[0][lead]), int(counts[1][lead])), sides)
    if np.isnan(p).all():
        return f"{said}; this describes, and tests nothing"
    if not found.any():
        return f"No difference in {of} is borne out by a test"
    if len(names) == 1:
        return f"{said}, as a test bears out"
    return f"{said}, the most of the {len(rows):,} of {of} that a test bears out"


def _more(name: str, ratio: float, counts: tuple[int, int], sides: Sequence[str]) -> str:
    if 0 in counts:
        has = counts.index(max(counts))
        return f"{name} stands {many(max(counts), 'time')} in {sides[has]} and not once in {sides[1 - has]}"
    times = 2 ** abs(ratio)
    if times < 1.05:
        return f"{name} is about as frequent in {sides[0]} as in {sides[1]}"
    where, beside = sides if ratio > 0 else (sides[1], sides[0])
    return f"{name} is {times:,.{1 if times < 10 else 0}f} times as frequent in {where} as in {beside}"


def trend_claim(
    terms: Sequence[str], periods: Sequence[str], shares: np.ndarray, low: np.ndarray, articles: np.ndarray
) -> str:
    """Say in which period which term surely stands in many articles: that with the highest lower end of its interval.

    All of them row by row. The highest share of all is mostly that of a period with a single article.
    """
    if np.isnan(shares).all():
        return "No article lies in a period"
    if np.nanmax(shares) == 0:
        return f"No article that lies in a period has {'any of these terms' if len(set(terms)) > 1 else terms[0]}"
    lead = int(np.nanargmax(low))
    of = f"{percent(float(shares[lead]))} of {many(int(articles[lead]), 'article')}"
    others = [share for name, share in zip(terms, shares, strict=True) if name == terms[lead] and not np.isnan(share)]
    if len(others) > 1 and sorted(others)[-2] < shares[lead]:
        return f"{terms[lead]} has its highest share in {periods[lead]}: {of}"
    return f"{terms[lead]} stands in {of} of {periods[lead]}"


def timeline_claim(start: np.ndarray, end: np.ndarray) -> str:
    """Say how many articles have a date, and how many of these no day of their own."""
    articles, known = len(start), ~np.isnat(start)
    dated, coarse = int(known.sum()), int((end[known] - start[known] > np.timedelta64(1, "D")).sum())
    if not dated:
        return f"None of {many(articles, 'article')} has a date" if articles > 1 else "The article has no date"
    has = (
        f"{dated:,} of {articles:,} articles {'has' if dated == 1 else 'have'} a date"
        if articles > 1
        else "The article has a date"
    )
    if dated == 1:
        return f"{has}, {'longer' if coarse else 'no longer'} than a day"
    return f"{has}, {'all' if coarse == dated else f'{coarse:,}' if coarse else 'none'} of them longer than a day"


def flow_claim(
    earlier: Sequence[str], later: Sequence[str], shares: np.ndarray, articles: np.ndarray, clear: np.ndarray
) -> str:
    """Say which group has most of its articles earlier in which other, or that none lies beyond the noise."""
    if np.isnan(shares).all() or np.nanmax(shares) == 0:
        return f"By the dates no article of these {many(len(set(later)), 'group')} has an earlier match in another"
    if not clear.any():
        return "No share of articles with an earlier match lies beyond the noise"
    rows = np.flatnonzero(clear)
    lead = int(rows[np.nanargmax(shares[rows])])
    rest = f"; {len(rows) - 1:,} more such {'share lies' if len(rows) == 2 else 'shares lie'} beyond the noise"
    said = f"Of {many(int(articles[lead]), 'article')} of {later[lead]}, {percent(float(shares[lead]))} had an earlier "
    said += f"match in {earlier[lead]}"
    return said + rest * (len(rows) > 1)
