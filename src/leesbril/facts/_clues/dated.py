"""Tokens → all clues of each article, and what they leave."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from leesbril.facts._clues.assumptions import Assumed, assumptions, may_be_assumed
from leesbril.facts._clues.clues import HEADER, Clue, Left, Source, named_clues
from leesbril.facts._clues.event_clues import event_clues, events_of
from leesbril.facts._clues.feast_clues import feast_clues
from leesbril.facts._clues.narrowing import Narrowed, narrowed
from leesbril.facts._times.expressions import Expression
from leesbril.facts.times import publications
from leesbril.tokenisation.tokens import Tokens


class Dated(NamedTuple):
    """The clues of articles, by their numbers, and what they leave of their publication."""

    source: Source
    clues: dict[int, list[Clue]]
    left: dict[int, Narrowed]

    def assumed(self) -> list[list[Assumed]]:
        """What assumptions would leave, for each article."""
        bare: dict[int, list[Expression]] = {row: [] for row, found in self.left.items() if may_be_assumed(found)}
        for found in self.source.by_sentence.values():
            for one in found if found[0].row in bare else ():
                if one.kind == "weekday" and "which" not in one.parts and not self.source.within_quotation(one):
                    bare[one.row].append(one)
        return [
            list(assumptions(row, found, self.source, bare[row])) if row in bare else []
            for row, found in self.left.items()
        ]


def dated(tokens: Tokens, events: pd.DataFrame | None) -> Dated:
    """All clues of articles, in text order, and what they leave; without events, found once for these tokens."""
    if events is None:
        kept: Dated = tokens.kept("date clues", lambda: _dated(tokens, None))
        return kept
    return _dated(tokens, events)


def _dated(tokens: Tokens, events: pd.DataFrame | None) -> Dated:
    source = Source(tokens)
    found = [*named_clues(source), *feast_clues(source), *event_clues(source, events_of(events))]
    return _with_clues(source, [*_headers(tokens), *found])


def _with_clues(source: Source, clues: Iterable[Clue]) -> Dated:
    """The same for given clues."""
    by_row: dict[int, list[Clue]] = {row: [] for row in range(len(source.tokens))}
    for clue in clues:
        by_row[clue.row].append(clue)
    return narrowed_each(source, by_row)


def narrowed_each(source: Source, clues: dict[int, list[Clue]]) -> Dated:
    """The clues of some articles in text order, and what they leave."""
    ordered = {row: sorted(listed, key=_place) for row, listed in clues.items()}
    return Dated(source, ordered, {row: narrowed(listed) for row, listed in ordered.items()})


def _place(clue: Clue) -> tuple[int, int]:
    return (-1, -1) if clue.start is None or clue.end is None else (clue.start, clue.end)


def _headers(tokens: Tokens) -> list[Clue]:
    """The dates that the articles have."""
    origins: Sequence[object] = [None] * len(tokens)
    if "date_origin" in tokens.articles:
        origins = tokens.articles["date_origin"].tolist()
    days = publications(tokens)
    return [
        Clue(row, None, None, None, "", HEADER, (Left("", one),), f"the date of the article ({_origin(origin)})")
        for row, (one, origin) in enumerate(zip(days, origins, strict=True))
        if one is not None
    ]


def _origin(origin: object) -> str:
    return origin if isinstance(origin, str) else "column"
