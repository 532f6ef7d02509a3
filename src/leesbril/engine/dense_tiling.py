"""Two texts with very many equal runs of words → their tiles: what `tiling` finds, without listing the runs.

A word repeated n times in either text makes n x n equal runs. So windows are named instead of runs listed: windows of
1, 2, 4, … words, two of them alike if and only if their words are (Karp, Miller & Rosenberg 1972); those of any other
length are told by the names of their first and of their last part. Each round looks for the greatest length at which
free windows of both texts are alike, and takes the tiles of that length in their order (the rounds of Wise 1993,
without his hashes). Tiles of r lengths have r x r / 2 words or more, so n words take some sqrt(n) rounds at most, of
about n log n steps each, and n log n numbers of memory.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.tiling import Tile

Windows = tuple[np.ndarray, np.ndarray]
"""Something of windows of the one text and of the other: where they start, in order, or what they are called."""


class Names(NamedTuple):
    """The names of all windows of 1, 2, 4, … words, by where they start; of more words no two are alike."""

    levels: list[np.ndarray]

    @classmethod
    def of(cls, codes: np.ndarray, longest: int) -> "Names":
        """Name the windows of up to `longest` words: a window is its first half and its last."""
        levels, size = [codes.astype("int32")], 1
        while 2 * size <= min(longest, len(codes)):
            half = levels[-1].astype("int64")
            names, distinct = pd.factorize(half[:-size] * (half.max() + 1) + half[size:])
            if len(names) == len(distinct):
                break
            levels.append(names.astype("int32"))
            size *= 2
        return cls(levels)

    @property
    def longest(self) -> int:
        """No two windows of more words are alike."""
        return (1 << len(self.levels)) - 1

    def at(self, places: np.ndarray, words: int) -> np.ndarray:
        """The names of the windows of so many words that start at these places."""
        level = words.bit_length() - 1
        names, last = self.levels[level], places + words - (1 << level)
        told: np.ndarray = names[places].astype("int64") << 32 | names[last]
        return told


class Side(NamedTuple):
    """One of two texts: where it starts among the words that were named, and which of its words lie in a tile."""

    start: int
    taken: bytearray

    def room(self) -> np.ndarray:
        """How many words from each word on are free."""
        stops = np.flatnonzero(np.frombuffer(self.taken + b"\1", dtype="uint8"))
        places = np.arange(len(self.taken))
        room: np.ndarray = stops[np.searchsorted(stops, places)] - places
        return room


def tiles_of_pairs(codes: np.ndarray, first: np.ndarray, pairs: np.ndarray, least: int) -> Iterator[list[Tile]]:
    """The tiles of `least` words or more of each pair of rows, the longest first; row `r` has the words
    `codes[first[r]:first[r + 1]]`.
    """
    rows, number = np.unique(pairs, return_inverse=True)
    counts = first[rows + 1] - first[rows]
    spelled = [codes[start:end] for start, end in zip(first[rows], first[rows + 1], strict=True)]
    names = Names.of(np.concatenate([*spelled, codes[:0]]), int(counts.max(initial=0)))
    starts = np.cumsum(counts) - counts
    for a, b in number.reshape(-1, 2).tolist():
        one, other = (Side(int(starts[row]), bytearray(int(counts[row]))) for row in (a, b))
        yield _Rounds(names, one, other).tiles(least)


def blocks(pairs: list[tuple[np.ndarray, np.ndarray]]) -> list[list[Tile]]:
    """For each pair of texts the longest run of equal words, then the longest on either side of it, and so on, in
    order: the matching blocks of `difflib.SequenceMatcher`. All pairs are worked out together.
    """
    ends = [np.cumsum([len(pair[side]) + 1 for pair in pairs], dtype="int64") - 1 for side in (0, 1)]
    # Behind each text stands a word that is taken, so that no window lies in two of them.
    codes = [np.concatenate([np.append(pair[side], 0) for pair in pairs] or [ends[0]]) for side in (0, 1)]
    a, b = (bytearray(np.isin(np.arange(len(codes[side])), ends[side]).tobytes()) for side in (0, 1))
    names = Names.of(np.concatenate(codes), max((min(map(len, pair)) for pair in pairs), default=0))
    found = _Rounds(names, Side(0, a), Side(len(a), b), list(zip(*(side.tolist() for side in ends), strict=True)))
    lists: list[list[Tile]] = [[] for _ in pairs]
    for i, j, words in sorted(found.tiles(1)):
        pair = int(np.searchsorted(ends[0], i))
        start_a, start_b = (int(side[pair - 1]) + 1 if pair else 0 for side in ends)
        lists[pair].append((i - start_a, j - start_b, words))
    return lists


class _Rounds:
    """Two texts and the tiles that they have by now.

    With `cuts`, places that lie behind each other in both, no tile crosses a cut or another tile.
    """

    def __init__(self, names: Names, a: Side, b: Side, cuts: list[tuple[int, int]] | None = None) -> None:
        self.names, self.a, self.b, self.cuts = names, a, b, cuts
        self.found: list[Tile] = []

    def tiles(self, least: int) -> list[Tile]:
        """Greedy string tiling: all tiles of the greatest length, then what is left, down to `least` words."""
        words = min(len(self.a.taken), len(self.b.taken), self.names.longest)
        alike: Windows | None = np.arange(len(self.a.taken)), np.arange(len(self.b.taken))
        while alike and words >= least:
            room = self.a.room(), self.b.room()
            alike = self._alike(room, alike, least)
            if alike:
                words = min(words, int(room[0][alike[0]].max()), int(room[1][alike[1]].max()))
                words, longest = self._longest(room, alike, least, words)
                self._take(longest, words)
                words -= 1
        return self.found

    def _called(self, windows: Windows, words: int) -> Windows:
        """What the windows of so many words are called: the same just if they are alike, and can be tiles."""
        a, b = windows
        named = np.concatenate([self.names.at(self.a.start + a, words), self.names.at(self.b.start + b, words)])
        if self.cuts is not None:
            # Only windows behind as many cuts in either text: the name is that number, and what the words are called.
            cuts = np.sort([*self.cuts, *(tile[:2] for tile in self.found)], axis=0)
            before = [np.searchsorted(cuts[:, side], windows[side]) for side in (0, 1)]
            named = pd.factorize(named)[0] * (len(cuts) + 1) + np.concatenate(before)
        numbers = pd.factorize(named)[0]
        return numbers[: len(a)], numbers[len(a) :]

    def _alike(self, room: Windows, among: Windows, words: int) -> Windows | None:
        """The free windows of so many words that have an equal in the other text; None if there is none."""
        a, b = (places[free[places] >= words] for free, places in zip(room, among, strict=True))
        called_a, called_b = self._called((a, b), words)
        there = np.zeros((2, len(a) + len(b)), dtype=bool)
        there[0, called_a] = there[1, called_b] = True
        both = there[0] & there[1]
        a, b = a[both[called_a]], b[both[called_b]]
        return (a, b) if len(a) else None

    def _longest(self, room: Windows, alike: Windows, least: int, most: int) -> tuple[int, Windows]:
        """The greatest length, `most` at most, at which free windows are alike, and these; those of `least` words are.

        Windows that are alike begin with windows that are: so it steps down from `most`, wider and wider, and halves
        what lies between the last two steps.
        """
        words, above, step = least, most + 1, 1
        while above - words > 1:
            tried = max(above - step, words + 1) if step else (words + above) // 2
            found = self._alike(room, alike, tried)
            if found:
                words, alike, step = tried, found, 0
            else:
                above, step = tried, 2 * step
        return words, alike

    def _take(self, alike: Windows, words: int) -> None:
        """Take the tiles of the greatest length: the first free window of a, with the first free one of b like it."""
        called_a, called_b = self._called(alike, words)
        order = np.argsort(called_b, kind="stable")
        low, high = (np.searchsorted(called_b[order], called_a, side=side).tolist() for side in ("left", "right"))
        places_b, taken = alike[1][order].tolist(), self.b.taken
        end_a, end_b, passed = 0, 0, dict(zip(low, low, strict=True))
        for i, group, last in zip(alike[0].tolist(), low, high, strict=True):
            if i < end_a:
                continue
            at = passed[group]
            # What is passed over stays so: no later window of a need look there again.
            while at < last and (places_b[at] < end_b or taken[places_b[at]] or taken[places_b[at] + words - 1]):
                at += 1
            passed[group] = at
            if at < last:
                j, end_a = places_b[at], i + words
                end_b = j + words if self.cuts is not None else 0
                self.a.taken[i:end_a] = taken[j : j + words] = b"\1" * words
                self.found.append((i, j, words))
