"""Appearances of one passage → the pieces of each: words that the representative has too, and words that it has not."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.passages.differences import Span, differences
from leesbril.text.spelling import folded
from leesbril.tokenisation.tokens import Tokens
from leesbril.wording.quantities import some_words

SAME, HERE, THERE, LEFT_OUT, LACKING = "same", "here", "there", "left out", "lacking"
MOST_SAME = 40
"""Words in a row that are the same in both and shown; of more, only those at both ends."""
AT_THE_ENDS = 10
"""Words of a longer run that are shown at either end."""
MOST_LACKING = 15
"""Words in a row that only the representative has and that are shown; of more, only how many they are."""
MOST_LACKING_AT_THE_ENDS = 3
"""The same before the first word here and after the last: there the article goes on in other words."""
_WORD = re.compile(r"\S+")
_SPACES = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"\s*\n\s*")


class Piece(NamedTuple):
    """Words of a passage: the same as in the representative, only here, or only there.

    Of long runs that are the same (left out), or that only the representative has (lacking), how many words they are.
    """

    kind: str
    text: str
    tail: str = " "
    """What stands between it and the next piece: a full stop, a comma, a space."""


class _Place(NamedTuple):
    """One appearance: the text of the article, where it begins and ends, where its words are, how they are compared."""

    text: str
    start: int
    end: int
    starts: np.ndarray
    ends: np.ndarray
    spelled: list[str]


def pieces(tokens: Tokens, appearances: pd.DataFrame) -> list[list[Piece]]:
    """The pieces of each appearance, beside the one that is the representative."""
    places = _places(tokens, appearances)
    model = places[int(np.flatnonzero(appearances["representative"])[0])]
    found = differences([(model.spelled, place.spelled) for place in places])
    return [
        list(_pieces(place, model, _aligned(there, here))) for place, (there, here) in zip(places, found, strict=True)
    ]


def _places(tokens: Tokens, appearances: pd.DataFrame) -> list[_Place]:
    import polars as pl

    every = tokens.to_frame()
    words = dict(iter(every.groupby("article", sort=False, observed=True)))
    nothing = every.head(0)
    texts = tokens.texts
    found = []
    edges = (appearances[edge].tolist() for edge in ("start", "end"))
    for name, start, end in zip(appearances["article"], *edges, strict=True):
        text = texts[name]
        own = words.get(name, nothing)
        own = own[(own["start"] >= start) & (own["end"] <= end)]
        if own.empty or end > len(text):
            raise ValueError(
                f"A passage at {start}–{end} does not fit {name!r}, which has {len(text)} characters. "
                "Were the passages found in other texts?"
            )
        spelled = folded(pl.Series(own["token"].to_list(), dtype=pl.String)).to_list()
        found.append(_Place(text, start, end, own["start"].to_numpy(), own["end"].to_numpy(), spelled))
    return found


class _Gap(NamedTuple):
    """Between two runs of equal words: the range of words only in the representative, and that only here."""

    there: Span
    here: Span


def _aligned(there: list[Span], here: list[Span]) -> list[_Gap]:
    """The ranges of both sides by the number of equal words before them, which is the same on both."""
    sides = [dict(_by_equal_words(spans)) for spans in (there, here)]
    gaps = []
    for equal in sorted(set(sides[0]) | set(sides[1])):
        before = [sum(end - start for at, (start, end) in side.items() if at < equal) + equal for side in sides]
        gaps.append(_Gap(*(side.get(equal, (at, at)) for side, at in zip(sides, before, strict=True))))
    return gaps


def _by_equal_words(spans: list[Span]) -> Iterator[tuple[int, Span]]:
    apart = 0
    for start, end in spans:
        yield start - apart, (start, end)
        apart += end - start


def _pieces(place: _Place, model: _Place, gaps: list[_Gap]) -> Iterator[Piece]:
    count = len(place.starts)
    reached = 0
    for gap in [*gaps, _Gap((0, 0), (count, count))]:
        yield from _same(place, reached, gap.here[0])
        lacking = gap.there[1] - gap.there[0]
        at_an_end = 0 in (gap.here[1], count - gap.here[0])
        if lacking > (MOST_LACKING_AT_THE_ENDS if at_an_end else MOST_LACKING):
            yield Piece(LACKING, some_words(lacking))
        elif lacking:
            yield Piece(THERE, _written(model, *gap.there).text)
        if gap.here[0] < gap.here[1]:
            yield _written(place, *gap.here, HERE)
        reached = gap.here[1]


def _same(place: _Place, start: int, end: int) -> Iterator[Piece]:
    """A run of equal words; of a long one, both ends."""
    if end - start > MOST_SAME:
        yield _written(place, start, start + AT_THE_ENDS)
        yield Piece(LEFT_OUT, some_words(end - start - 2 * AT_THE_ENDS))
        start = end - AT_THE_ENDS
    if start < end:
        yield _written(place, start, end)


def _written(place: _Place, start: int, end: int, kind: str = SAME) -> Piece:
    """Some words as they are written, up to the next word; the first with what stands before it in the passage."""
    begin = place.start if start == 0 else int(place.starts[start])
    last = int(place.ends[end - 1])
    follows = place.end if end == len(place.starts) else int(place.starts[end])
    return Piece(kind, on_lines(place.text[begin:last]), on_lines(place.text[last:follows]))


def on_lines(text: str) -> str:
    """The text with one break between paragraphs, and single spaces within and at the ends."""
    return _SPACES.sub(" ", _BREAK.sub("\n", text))


def around(text: str, start: int, end: int, words: int) -> tuple[str, str]:
    """The words before and after a place in a text, with “…” where there are more."""
    before, after = text[max(0, start - 60 * words) : start], text[end : end + 60 * words]
    heads = [found.start() for found in _WORD.finditer(before)]
    tails = [found.end() for found in _WORD.finditer(after)]
    cut = heads[-words] if words and len(heads) >= words else len(before) if not words else 0
    left = ("… " if text[: start - len(before) + cut].strip() else "") + on_lines(before[cut:].lstrip())
    kept = tails[words - 1] if words and len(tails) >= words else len(after) if words else 0
    right = on_lines(after[:kept].rstrip()) + (" …" if text[end + kept :].strip() else "")
    return left, right
