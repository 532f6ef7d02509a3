"""Two sequences of words → shared passages: greedy string tiling (Wise 1993), extended across small gaps."""

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from operator import and_, or_
from typing import NamedTuple

SHORTEST_RUN = 2
"""Words that a passage must gain to cross a gap: single words (de, in) occur everywhere."""
Tile = tuple[int, int, int]
"""A run of equal words: its start in the first and in the second article, and its length, in words."""


class Passage(NamedTuple):
    """The runs of a passage in order, and whether it is widespread."""

    runs: list[Tile]
    widespread: bool


class Pair(NamedTuple):
    """The words of two articles, and which of them are in a passage."""

    a: list[int]
    b: list[int]
    taken_a: bytearray
    taken_b: bytearray

    @classmethod
    def of(cls, a: list[int], b: list[int]) -> "Pair":
        """Two articles without passages."""
        return cls(a, b, bytearray(len(a)), bytearray(len(b)))

    def mirrored(self) -> "Pair":
        """The same two articles read backwards."""
        return Pair(self.a[::-1], self.b[::-1], self.taken_a[::-1], self.taken_b[::-1])

    def are_free(self, i: int, j: int, words_a: int, words_b: int) -> bool:
        """Whether none of these words is in a passage."""
        return 1 not in self.taken_a[i : i + words_a] and 1 not in self.taken_b[j : j + words_b]

    def take(self, i: int, j: int, words_a: int, words_b: int) -> None:
        """Mark these words as in a passage."""
        self.taken_a[i : i + words_a] = b"\1" * words_a
        self.taken_b[j : j + words_b] = b"\1" * words_b

    def free_run(self, i: int, j: int) -> int:
        """The number of equal free words from here on."""
        longest, at = min(len(self.a) - i, len(self.b) - j), 0
        while at < longest and self.a[i + at] == self.b[j + at] and self.are_free(i + at, j + at, 1, 1):
            at += 1
        return at


def tiled_passages(
    pair: Pair, runs: list[Tile], clean_a: bytes, clean_b: bytes, min_words: int, max_gap: int
) -> list[Passage]:
    """Tile two articles, then extend the tiles: all forwards, then all backwards."""
    begins = {}
    for i, j, length in _tiles(pair, runs, min_words):
        last = length - min_words + 1
        begins[i, j] = Passage([(i, j, length)], not any(map(and_, clean_a[i : i + last], clean_b[j : j + last])))
    if max_gap:
        _grow(pair, begins, max_gap)
        begins = _mirrored(begins.values(), pair)
        _grow(pair.mirrored(), begins, max_gap)
        begins = _mirrored(begins.values(), pair)
    return list(begins.values())


def _tiles(pair: Pair, runs: list[Tile], min_words: int) -> Iterator[Tile]:
    """Greedy string tiling: take the longest run of free words, until none is left (Wise 1993)."""
    waiting = [(-length, i, j) for i, j, length in runs]
    heapify(waiting)
    while waiting:
        negative, i, j = heappop(waiting)
        length = -negative
        if pair.are_free(i, j, length, length):
            pair.take(i, j, length, length)
            yield i, j, length
            continue
        held = bytes(map(or_, pair.taken_a[i : i + length], pair.taken_b[j : j + length]))
        at = 0
        for piece in held.split(b"\1"):
            if len(piece) >= min_words:
                heappush(waiting, (-len(piece), i + at, j + at))
            at += len(piece) + 1


def _grow(pair: Pair, begins: dict[tuple[int, int], Passage], max_gap: int) -> None:
    """Extend every passage forwards as far as possible; `begins` maps start positions to passages, and loses those
    merged into an earlier one.
    """
    gaps = all_gaps(max_gap)
    for start in list(begins):
        passage = begins.get(start)
        while passage and (step := _step(pair, passage, begins, gaps)):
            i, j, gained = step
            # The words of a gap need no mark: another passage could only reach them across the runs around it.
            pair.take(i, j, gained, gained)
            other = begins.pop((i, j), None)
            passage.runs.extend(other.runs if other else [step])


def all_gaps(max_gap: int) -> list[tuple[int, int]]:
    """The gaps that a passage may cross, in words of each article: the narrowest first."""
    return sorted(
        ((p, q) for p in range(max_gap + 1) for q in range(max_gap + 1) if p or q),
        key=lambda gap: (sum(gap), abs(gap[0] - gap[1]), gap),
    )


def _step(
    pair: Pair, passage: Passage, begins: dict[tuple[int, int], Passage], gaps: list[tuple[int, int]]
) -> Tile | None:
    """The first longest run after a gap of free words: free words, or the start of a passage of the same kind."""
    i, j, length = passage.runs[-1]
    best = None
    for p, q in gaps:
        at = (i + length + p, j + length + q)
        other = begins.get(at)
        gained = other.runs[0][2] if other and other.widespread == passage.widespread else pair.free_run(*at)
        if gained >= max(SHORTEST_RUN, best[2] + 1 if best else 0) and pair.are_free(i + length, j + length, p, q):
            best = (*at, gained)
    return best


def _mirrored(passages: Iterable[Passage], pair: Pair) -> dict[tuple[int, int], Passage]:
    """The passages as in the two articles read backwards, by start position."""
    turned = {}
    for runs, widespread in passages:
        back = [(len(pair.a) - i - length, len(pair.b) - j - length, length) for i, j, length in reversed(runs)]
        turned[back[0][:2]] = Passage(back, widespread)
    return turned
