"""Pairs of articles → their order, by dates or by clues, with what it assumes."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from leesbril.dates.order import checked_dates, compared, places
from leesbril.facts._clues.clues import EVENT, HEADER, TIED, Clue
from leesbril.facts._clues.dated import Dated, dated
from leesbril.facts._clues.narrowing import needed
from leesbril.facts._clues.ties import Gap, gaps, with_ties
from leesbril.facts._times.days import Days, hull, written
from leesbril.facts._times.feasts import NAMES
from leesbril.facts.times import publications
from leesbril.frames import CLUE_ORDER
from leesbril.scale.batches import Articles
from leesbril.tokenisation.build import as_tokens
from leesbril.tokenisation.tokens import Tokens

BEFORE, AFTER, UNDECIDED = "before", "after", "cannot be decided"
BY_CLUES = "{}, by clues"


class _Decided(NamedTuple):
    order: str
    days: int | None
    clues: list[str]
    assumptions: list[str]


def order_by_clues(
    articles: Articles | Tokens,
    pairs: pd.DataFrame,
    events: pd.DataFrame | None = None,
    *,
    language: str | None = None,
) -> pd.DataFrame:
    """The order of the two articles of each pair, where their dates or their clues decide it.

    `pairs` has the columns `article_a` and `article_b`. Columns of the result: these, `order` (`before` or `after` if
    the dates of the articles decide it, `before, by clues` or `after, by clues` if only clues do, `cannot be decided`),
    `without_clues` (the order by dates alone), `days` (how many days, at least, lie between the two), `clues` and
    `assumptions` (in words; missing where none are needed). Clues that tie the two hold if both speak of one feast or
    one event; that is an assumption, and said. Where clues contradict each other nothing is decided. Raises as
    `date_clues` does, and KeyError for an unknown article.

    >>> texts = ["De ramadan is vrijdag begonnen.", "De ramadan eindigt volgende week."]
    >>> toy = pd.DataFrame({"text": texts, "language": "nl"}, index=["a", "b"])
    >>> found = order_by_clues(toy, pd.DataFrame({"article_a": ["a"], "article_b": ["b"]}))
    >>> found[["order", "without_clues", "days"]].values.tolist()
    [['before, by clues', 'cannot be decided', 9]]
    """
    if not isinstance(pairs, pd.DataFrame):
        raise TypeError(f"pairs must be a frame with article_a and article_b; received {type(pairs).__name__}.")
    tokens = as_tokens(articles, language=language)
    a, b = (places(tokens.names, pairs, column).tolist() for column in ("article_a", "article_b"))
    alone, days = dated(tokens, events), publications(tokens)
    by_dates = _by_dates(tokens, a, b)
    rows = [_row(alone, days, one, other, order) for one, other, order in zip(a, b, by_dates, strict=True)]
    return CLUE_ORDER.of_rows(rows, names=tokens.names.dtype)


def _by_dates(tokens: Tokens, a: list[int], b: list[int]) -> list[str]:
    """The order of each pair by the dates of the articles alone."""
    if not {"date_start", "date_end"} <= set(tokens.articles):
        return [UNDECIDED] * len(a)
    before, after = compared(checked_dates(tokens.articles), np.array(a, int), np.array(b, int))
    decided = zip(before.tolist(), after.tolist(), strict=True)
    return [BEFORE if is_before else AFTER if is_after else UNDECIDED for is_before, is_after in decided]


def _row(alone: Dated, days: list[Days | None], a: int, b: int, by_dates: str) -> tuple[Any, ...]:
    names = alone.source.tokens.names
    if by_dates != UNDECIDED:
        return (names[a], names[b], by_dates, by_dates, _between(days[a], days[b]), None, None)
    decided = _by_clues(alone, a, b)
    order = decided.order if decided.order == UNDECIDED else BY_CLUES.format(decided.order)
    said = (" · ".join(dict.fromkeys(listed)) or None for listed in (decided.clues, decided.assumptions))
    return (names[a], names[b], order, UNDECIDED, decided.days, *said)


def _by_clues(alone: Dated, a: int, b: int) -> _Decided:
    """The order by the days that clues leave, with and without ties, and by one feast that both tell."""
    tied = with_ties(alone, [(a, b)])
    found = [one for one in (_by_days(alone, a, b), _by_days(tied, a, b)) if one is not None][:1]
    found += [_by_gap(gap, alone, a, b) for gap in gaps(alone, a, b)]
    orders = {one.order for one in found}
    if len(orders) != 1:
        why = ["clues contradict each other"] if orders else []
        return _Decided(UNDECIDED, None, why, [])
    least = max(one.days or 0 for one in found)
    return _Decided(
        orders.pop(),
        least,
        [clue for one in found for clue in one.clues],
        [assumption for one in found for assumption in one.assumptions],
    )


def _by_days(found: Dated, a: int, b: int) -> _Decided | None:
    """The order by the days that are left of both; None if they overlap or contradict each other."""
    if not found.left[a].days or not found.left[b].days:
        return None
    days = hull(found.left[a].days), hull(found.left[b].days)
    if (order := _compared(*days)) == UNDECIDED:
        return None
    names = found.source.tokens.names
    said = [f"{names[row]}: {written(one)}" for row, one in zip((a, b), days, strict=True)]
    used = [(row, clue) for row in (a, b) for clue in needed(found.clues[row]) if clue.kind != HEADER]
    clues = [_quoted(found, row, clue) for row, clue in used]
    assumed = [clue.hangs_on for _, clue in used if clue.kind in (TIED, EVENT)]
    return _Decided(order, _between(*days), [*said, *clues], assumed)


def _by_gap(gap: Gap, found: Dated, a: int, b: int) -> _Decided:
    """The order by one feast that both articles tell, without a calendar."""
    clues = [_quoted(found, row, clue) for row, clue in zip((a, b), gap.clues, strict=True)]
    assumption = (
        f"that both speak of one and the same {NAMES[gap.feast]}, whatever the year: then at least {abs(gap.days)} days"
    )
    return _Decided(BEFORE if gap.days > 0 else AFTER, abs(gap.days), clues, [assumption])


def _quoted(found: Dated, row: int, clue: Clue) -> str:
    sentence = found.source.number_in_article(clue.sentence or 0, row)
    return f"{found.source.tokens.names[row]}, sentence {sentence}: {clue.written} ({clue.hangs_on})"


def _compared(a: Days, b: Days) -> str:
    return BEFORE if a[1] <= b[0] else AFTER if b[1] <= a[0] else UNDECIDED


def _between(a: Days | None, b: Days | None) -> int | None:
    """The least days from one to the other."""
    if a is None or b is None:
        return None
    return max(b[0] - a[1] + 1, a[0] - b[1] + 1)
