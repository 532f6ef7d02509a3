"""Two texts with very many equal runs of words → the same tiles as `tiling`, without listing the runs.

A word repeated n times in both texts makes n x n equal runs. So windows are numbered instead: windows of 1, 2, 4, …
words have the same number if and only if their words are equal (Karp, Miller & Rosenberg 1972); those of any other
length are identified by the numbers of their first and last part. Each round finds the greatest length at which free
windows of both texts are equal, and takes the tiles of that length in order (the rounds of Wise 1993, without hashes).
Tiles of r lengths have at least r x r / 2 words, so n words take on the order of sqrt(n) rounds at most, of about
n log n steps each, and n log n numbers of memory.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from leesbril.engine.tiling import Tile

Windows = tuple[np.ndarray, np.ndarray]
"""Values for the windows of the first and of the second text: their start positions, in order, or their numbers."""


class Names(NamedTuple):
    """The numbers of all windows of 1, 2, 4, … words, by start position; no two longer windows are equal."""

    levels: list[np.ndarray]

    @classmethod
    def of(cls, codes: np.ndarray, longest: int) -> "Names":
        """Number the windows of up to `longest` words: a window is the pair of its halves."""
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
        """No two windows with more words are equal."""
        return (1 << len(self.levels)) - 1

    def at(self, places: np.ndarray, words: int) -> np.ndarray:
        """The numbers of the windows of `words` words that start at these positions."""
        level = words.bit_length() - 1
        names, last = self.levels[level], places + words - (1 << level)
        packed: np.ndarray = names[places].astype("int64") << 32 | names[last]
        return packed


class Side(NamedTuple):
    """One of two texts: its start among the numbered words, and which of its words are in a tile."""

    start: int
    taken: bytearray

    def free(self) -> np.ndarray:
        """The number of free words from each word on."""
        stops = np.flatnonzero(np.frombuffer(self.taken + b"\1", dtype="uint8"))
        places = np.arange(len(self.taken))
        free: np.ndarray = stops[np.searchsorted(stops, places)] - places
        return free


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
    order: the matching blocks of `difflib.SequenceMatcher`. All pairs are processed together.
    """
    ends = [np.cumsum([len(pair[side]) + 1 for pair in pairs], dtype="int64") - 1 for side in (0, 1)]
    # A taken word separates the texts, so that no window spans two of them.
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
    """Two texts and their tiles so far.

    With `cuts`, pairs of positions in increasing order, no tile crosses a cut or another tile.
    """

    def __init__(self, names: Names, a: Side, b: Side, cuts: list[tuple[int, int]] | None = None) -> None:
        self.names, self.a, self.b, self.cuts = names, a, b, cuts
        self.found: list[Tile] = []

    def tiles(self, least: int) -> list[Tile]:
        """Greedy string tiling: all tiles of the greatest length, then shorter ones, down to `least` words."""
        words = min(len(self.a.taken), len(self.b.taken), self.names.longest)
        matching: Windows | None = np.arange(len(self.a.taken)), np.arange(len(self.b.taken))
        while matching and words >= least:
            free = self.a.free(), self.b.free()
            matching = self._matching(free, matching, least)
            if matching:
                words = min(words, int(free[0][matching[0]].max()), int(free[1][matching[1]].max()))
                words, longest = self._longest(free, matching, least, words)
                self._take(longest, words)
                words -= 1
        return self.found

    def _numbers(self, windows: Windows, words: int) -> Windows:
        """The numbers of windows of `words` words: the same if and only if they are equal and can be tiles."""
        a, b = windows
        named = np.concatenate([self.names.at(self.a.start + a, words), self.names.at(self.b.start + b, words)])
        if self.cuts is not None:
            # Windows must have the same number of cuts before them in both texts, so this number is part of theirs.
            cuts = np.sort([*self.cuts, *(tile[:2] for tile in self.found)], axis=0)
            before = [np.searchsorted(cuts[:, side], windows[side]) for side in (0, 1)]
            named = pd.factorize(named)[0] * (len(cuts) + 1) + np.concatenate(before)
        numbers = pd.factorize(named)[0]
        return numbers[: len(a)], numbers[len(a) :]

    def _matching(self, free: Windows, among: Windows, words: int) -> Windows | None:
        """The free windows of `words` words that have an equal one in the other text; None if there is none."""
        a, b = (places[left[places] >= words] for left, places in zip(free, among, strict=True))
        number_a, number_b = self._numbers((a, b), words)
        found = np.zeros((2, len(a) + len(b)), dtype=bool)
        found[0, number_a] = found[1, number_b] = True
        both = found[0] & found[1]
        a, b = a[both[number_a]], b[both[number_b]]
        return (a, b) if len(a) else None

    def _longest(self, free: Windows, matching: Windows, least: int, most: int) -> tuple[int, Windows]:
        """The greatest length, at most `most`, at which free windows are equal, and these; those of `least` words are.

        Equal windows begin with equal shorter windows, so it steps down from `most` in growing steps and then bisects.
        """
        words, above, step = least, most + 1, 1
        while above - words > 1:
            tried = max(above - step, words + 1) if step else (words + above) // 2
            found = self._matching(free, matching, tried)
            if found:
                words, matching, step = tried, found, 0
            else:
                above, step = tried, 2 * step
        return words, matching

    def _take(self, matching: Windows, words: int) -> None:
        """Take the tiles of the greatest length: the first free window of a with the first equal free one of b."""
        number_a, number_b = self._numbers(matching, words)
        order = np.argsort(number_b, kind="stable")
        low, high = (np.searchsorted(number_b[order], number_a, side=side).tolist() for side in ("left", "right"))
        places_b, taken = matching[1][order].tolist(), self.b.taken
        end_a, end_b, passed = 0, 0, dict(zip(low, low, strict=True))
        for i, group, last in zip(matching[0].tolist(), low, high, strict=True):
            if i < end_a:
                continue
            at = passed[group]
            # Skipped windows stay unusable, so later windows of a need not check them again.
            while at < last and (places_b[at] < end_b or taken[places_b[at]] or taken[places_b[at] + words - 1]):
                at += 1
            passed[group] = at
            if at < last:
                j, end_a = places_b[at], i + words
                end_b = j + words if self.cuts is not None else 0
                self.a.taken[i:end_a] = taken[j : j + words] = b"\1" * words
                self.found.append((i, j, words))
