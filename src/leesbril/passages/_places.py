"""Shared passages → the places where they stand, and the links between these."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.passages._overlap import Spans, common, distinct, leaders, share_of_union
from leesbril.tokenisation.repeated import ranges

_BATCH = 4_000_000
"""Pairs of a span and a place compared at a time: bounds the memory, changes no result."""


class Links(NamedTuple):
    """Passages between places, in order of `place` and then of `other`; one for each two places.

    `start` and `end` are those of the passage in the article of `other`.
    """

    place: np.ndarray
    other: np.ndarray
    start: np.ndarray
    end: np.ndarray
    words: np.ndarray
    bits: np.ndarray
    near: np.ndarray
    widespread: np.ndarray

    def take(self, chosen: np.ndarray) -> "Links":
        """Some of the links."""
        return Links(*(column[chosen] for column in self))

    def cut_to(self, words: np.ndarray, bits: np.ndarray) -> "Links":
        """The same with at most as many words and bits as both places have."""
        limits = [np.minimum(most[self.place], most[self.other]) for most in (words, bits)]
        return self._replace(words=np.minimum(self.words, limits[0]), bits=np.minimum(self.bits, limits[1]))


class Places(NamedTuple):
    """The places where passages stand, in order of article, start and end, and the links between them, both ways.

    `words` and `bits` are the most of the passages that stand exactly there.
    """

    spans: Spans
    words: np.ndarray
    bits: np.ndarray
    links: Links


def places_of(passages: pd.DataFrame, names: pd.Index, least_overlap: float) -> Places:
    """The places of passages, and which of them share a passage."""
    sides = [
        [names.get_indexer(pd.Index(passages[f"article_{side}"])).astype(np.int64)]
        + [passages[f"{edge}_{side}"].to_numpy(np.int64) for edge in ("start", "end")]
        for side in "ab"
    ]
    spans, here = distinct(Spans(*(np.concatenate(columns) for columns in zip(*sides, strict=True))))
    told = [passages["words"].to_numpy(np.int64), passages["bits"].to_numpy(np.float64)]
    told += [(passages["kind"] == "near").to_numpy(bool), passages["widespread"].to_numpy(bool)]
    words, bits, near, widespread = (np.tile(column, 2) for column in told)
    there = np.roll(here, len(passages))  # the other side of each passage
    leader = leaders(spans, np.bincount(here, minlength=len(spans.rows)), least_overlap)
    kept, place = np.unique(leader, return_inverse=True)
    most = [np.zeros(len(spans.rows), values.dtype) for values in (words, bits)]
    for into, values in zip(most, (words, bits), strict=True):
        np.maximum.at(into, here, values)
    most = [column[kept] for column in most]
    direct = Links(place[here], place[there], spans.starts[there], spans.ends[there], words, bits, near, widespread)
    found = covering(spans, place, kept, here, there, least_overlap)
    columns = (column[found.passage] for column in (words, bits, near, widespread))
    longer = Links(found.place, found.other, found.start, found.end, *columns).cut_to(*most)
    return Places(spans.take(kept), most[0], most[1], _once(direct, longer))


def _once(direct: Links, longer: Links) -> Links:
    """One link for each two places: a passage that stands there before a longer one, then that of most words."""
    links = Links(*(np.concatenate(columns) for columns in zip(direct, longer, strict=True)))
    behind = np.arange(len(links.place)) >= len(direct.place)
    ties = (links.end, links.start, links.widespread, links.near, -links.bits, -links.words, behind)
    order = np.lexsort((*ties, links.other, links.place))
    links = links.take(order)
    once = np.ones(len(order), dtype=bool)
    once[1:] = (links.place[1:] != links.place[:-1]) | (links.other[1:] != links.other[:-1])
    return links.take(np.flatnonzero(once & (links.place != links.other)))


class Covering(NamedTuple):
    """Links through a passage that is longer than a place, and covers it: the number of the passage, and the link."""

    passage: np.ndarray
    place: np.ndarray
    other: np.ndarray
    start: np.ndarray
    end: np.ndarray


def covering(
    spans: Spans, place: np.ndarray, kept: np.ndarray, here: np.ndarray, there: np.ndarray, least_overlap: float
) -> Covering:
    """The passages that cover `least_overlap` of a place other than their own.

    The other article has the words of that place within a longer passage: in the place there that stands at the same
    distance from the start of the passage, if there is one; else in the whole passage. Passage i stands at the span
    `here[i]`, and in the other article at `there[i]`; the places are the spans `kept`.
    """
    runs = spans.runs()
    run = np.searchsorted(runs, np.arange(len(spans.rows)), side="right") - 1
    first = np.searchsorted(kept, runs)  # the first place of each run
    covered, which = _covered(spans, place, kept, run, first, least_overlap)
    begins = np.searchsorted(covered, np.arange(len(spans.rows) + 1))
    sizes = np.diff(begins)[here]
    parts = [Covering(*(np.zeros(0, np.int64) for _ in Covering._fields))]
    cost = sizes * (1 + np.diff(first)[run[there]])
    edges = np.searchsorted(np.cumsum(cost), np.arange(0, cost.sum() + _BATCH, _BATCH), side="left")
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        passage = np.repeat(np.arange(low, high), sizes[low:high])
        longer, target = here[passage], there[passage]
        small = which[ranges(begins[here[low:high]], sizes[low:high])]
        sought = _mapped(spans.take(kept[small]), spans.take(longer), spans.take(target))
        found = _nearest(spans, kept, sought, first[run[target]], np.diff(first)[run[target]], least_overlap)
        other = np.where(found < 0, place[target], found)
        ends = spans.take(np.where(found < 0, target, kept[found]))
        parts.append(Covering(passage, small, other, ends.starts, ends.ends))
    return Covering(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _covered(
    spans: Spans, place: np.ndarray, kept: np.ndarray, run: np.ndarray, first: np.ndarray, least_overlap: float
) -> tuple[np.ndarray, np.ndarray]:
    """The spans that cover enough of a place other than their own, in order, and the number of that place."""
    sizes = np.diff(first)[run]
    span, which = np.repeat(np.arange(len(run)), sizes), ranges(first[run], sizes)
    small = spans.take(kept[which])
    enough = common(spans.take(span), small) >= least_overlap * (small.ends - small.starts)
    enough &= which != place[span]
    return span[enough], which[enough]


def _mapped(small: Spans, longer: Spans, target: Spans) -> Spans:
    """Where a part of the longer spans stands in the targets, which have nearly the same words in the same order."""
    scale = (target.ends - target.starts) / (longer.ends - longer.starts)
    before = np.maximum(small.starts - longer.starts, 0) * scale
    until = (np.minimum(small.ends, longer.ends) - longer.starts) * scale
    return Spans(
        target.rows, target.starts + before.round().astype(np.int64), target.starts + until.round().astype(np.int64)
    )


def _nearest(
    spans: Spans, kept: np.ndarray, sought: Spans, first: np.ndarray, sizes: np.ndarray, least_overlap: float
) -> np.ndarray:
    """For each span the place among `sizes` from `first` on that it shares most with; -1 if that is not enough."""
    if not len(first):
        return np.zeros(0, np.int64)
    which = ranges(first, sizes)
    share = share_of_union(spans.take(kept[which]), sought.take(np.repeat(np.arange(len(first)), sizes)))
    heads = np.cumsum(sizes) - sizes
    best = np.maximum.reduceat(share, heads)
    at = np.where(share == np.repeat(best, sizes), np.arange(len(share)), len(share))
    found: np.ndarray = np.where(best >= least_overlap, which[np.minimum.reduceat(at, heads)], -1)
    return found
