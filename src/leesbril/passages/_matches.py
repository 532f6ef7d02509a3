"""Encoded words → shared passages of pairs of articles, by plain Python or, for many articles, by compiled code."""

import hashlib
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np

from leesbril.engine.dense_tiling import tiles_of_pairs
from leesbril.engine.tiling import SHORTEST_RUN, all_gaps
from leesbril.engine.worth import worth_compiling
from leesbril.extras import extra
from leesbril.passages import _shingles
from leesbril.passages._encoded import Words
from leesbril.scale.cluster import Local
from leesbril.scale.parallel import Arrays, Checkpoints, in_order
from leesbril.text.language import caller

WIDESPREAD_LEAST = 10
"""In fewer articles a passage is not widespread for its share: of eight articles, three with one passage are news."""
COMPILED_FROM = 1_000_000
"""Words from which loading compiled code, which takes some seconds, pays."""
PAIRS_FROM = 100_000
"""Pairs of articles from which it pays, however few words they have: plain code aligns some ten thousand a second."""
PARTITION = 32_000_000
"""Runs per partition: bounds the memory, changes no result."""
PAIRS = 50_000
"""Pairs aligned at once."""
MOST_HITS = 16
"""As `MOST_HITS` in `_shingles`, for compiled code, where listing many runs takes less time."""
HASH = (1 << 64) - 1


class Search(NamedTuple):
    """The settings of a search for passages; see `shared_passages`."""

    min_words: int
    max_gap: int
    widespread_share: float
    widespread_articles: int | None

    def limit(self, articles: int) -> float:
        """A run that occurs in more articles than this is widespread."""
        most = float("inf") if self.widespread_articles is None else self.widespread_articles
        return min(max(self.widespread_share * articles, WIDESPREAD_LEAST - 1), most)


class Matches(NamedTuple):
    """Passages in order: the rows of their articles, their first and last words in each (numbered over all articles),
    the number of matching words, their rarity in bits, the number of runs, and whether the passage is widespread.
    """

    row_a: np.ndarray
    row_b: np.ndarray
    first_a: np.ndarray
    last_a: np.ndarray
    first_b: np.ndarray
    last_b: np.ndarray
    words: np.ndarray
    bits: np.ndarray
    runs: np.ndarray
    widespread: np.ndarray


class Implementation(Protocol):
    """An implementation of the search: finds candidate pairs of articles, and the passages that pairs share."""

    def candidates(self) -> np.ndarray:
        """The pairs of rows that share a clean run (not widespread, no word in a widespread run), in order."""

    def align(self, pairs: np.ndarray, *, only_widespread: bool) -> Matches:
        """The passages of pairs of rows; those of pairs with only widespread passages if `only_widespread`."""


def implementation(
    words: Words, search: Search, checkpoints: Checkpoints | None = None, where: Local | None = None
) -> Implementation:
    """The implementation for this number of words; both give the same passages."""
    if checkpoints is not None or worth_compiling(len(words.codes), COMPILED_FROM):
        with extra("scale", "saving parts of a search for passages (resume)"):
            from leesbril.engine.alignment import MOST_WORDS

        if words.counts.max(initial=0) < MOST_WORDS:
            return Compiled(words, search, checkpoints, where or Local())
        if checkpoints is not None:
            row = int(words.counts.argmax())
            name, longest = words.names[row], words.counts[row]
            warnings.warn(
                f"Nothing is saved in {checkpoints.folder}, so the search cannot be resumed: the article {name!r} has "
                f"{longest:,} words, and {MOST_WORDS - 1:,} is the maximum for this. Split it to make resume= work.",
                UserWarning,
                stacklevel=caller(),
            )
    return Plain(words, search)


class Plain:
    """The implementation in plain Python, with `_shingles` and `engine.tiling`."""

    def __init__(self, words: Words, search: Search) -> None:
        self.words, self.search = words, search
        self.runs = _shingles.shingles(words, search.min_words, search.limit(len(words.names)))

    def candidates(self) -> np.ndarray:
        """As in `Implementation`."""
        return _shingles.candidates(self.words, self.runs)

    def _too_long(self) -> bool:
        from leesbril.engine.alignment import MOST_WORDS

        return bool(self.words.counts.max(initial=0) >= MOST_WORDS)

    def align(self, pairs: np.ndarray, *, only_widespread: bool) -> Matches:
        """As in `Implementation`; many pairs of few words are left to the compiled implementation."""
        words = self.words
        if worth_compiling(len(pairs), PAIRS_FROM) and not self._too_long():
            return Compiled(words, self.search, None, Local()).align(pairs, only_widespread=only_widespread)
        found = _shingles.align(words, self.runs, pairs, self.search.min_words, self.search.max_gap)
        return matches_of(words, found, only_widespread=only_widespread)


def matches_of(words: Words, found: _shingles.Found, *, only_widespread: bool) -> Matches:
    """The passages of runs, in order; those of pairs with only widespread passages if `only_widespread`."""
    heads = np.flatnonzero(np.diff(found.passages, prepend=-1))
    tails = np.append(heads[1:], len(found.passages))[: len(heads)] - 1
    rarity = words.bits[words.read]
    bits = np.minimum(rarity[_shingles.ranges(found.a, found.lengths)], rarity[found.positions_b])
    passage = np.repeat(found.passages, found.lengths)
    matches = Matches(
        row_a=words.rows[found.a[heads]],
        row_b=words.rows[found.b[heads]],
        first_a=found.a[heads],
        last_a=found.a[tails] + found.lengths[tails] - 1,
        first_b=found.b[heads],
        last_b=found.b[tails] + found.lengths[tails] - 1,
        words=np.bincount(found.passages, weights=found.lengths, minlength=len(heads)).astype("int64"),
        bits=np.bincount(passage, weights=bits, minlength=len(heads)),
        runs=tails - heads + 1,
        widespread=found.widespread,
    )
    pair = matches.row_a * len(words.names) + matches.row_b
    wanted = only_widespread | np.isin(pair, pair[~matches.widespread])
    order = np.lexsort((matches.first_a, pair))
    return Matches(*(column[order[wanted[order]]] for column in matches))


class Compiled:
    """The compiled implementation, with `engine.repeats` and `engine.alignment`, on all cores or on a cluster."""

    def __init__(self, words: Words, search: Search, checkpoints: Checkpoints | None, where: Local) -> None:
        from leesbril.engine import repeats
        from leesbril.engine.alignment import Text
        from leesbril.engine.kernels import read_only

        self.words, self.search, self.checkpoints, self.where = words, search, checkpoints, where
        self.limit, first = float(search.limit(len(words.names))), read_only(words.first)
        self.parts = list(self._repeats())
        self.unclean = np.zeros(len(words.codes), dtype="uint8")
        for part in self.parts:
            repeats.mark_unclean(
                self.unclean, part.places, part.first, part.articles, self.limit, first, search.min_words
            )
        runs = repeats.listed(self.parts, len(words.names))
        columns = words.codes, words.first, *runs, self.unclean, words.read, words.bits
        self.text = where.put(Text(*map(read_only, columns)))

    def _repeats(self) -> Iterator[Any]:
        """The repeated runs, partition by partition."""
        from leesbril.engine import repeats
        from leesbril.engine.kernels import read_only

        codes, first, length = self.words.codes, self.words.first, self.search.min_words
        runs = int(np.maximum(self.words.counts - length + 1, 0).sum())
        partitions = 1 << max(-(-runs // PARTITION) - 1, 0).bit_length()
        sizes = repeats.sizes(codes, first, length, partitions, HASH)
        sent = [self.where.put(codes), self.where.put(first)]

        def work(number: int) -> Any:
            def fresh() -> Arrays:
                given = (length, partitions, number, int(sizes[number]), HASH)
                return self.where.run(repeats.repeats, *sent, *given)._asdict()

            found = self._once(f"runs-{number:05}-of-{partitions:05}", fresh)
            return repeats.Repeats(**{name: read_only(values) for name, values in found.items()})

        return in_order(
            work, range(partitions), label="Finding repeated runs", total=partitions, workers=self.where.workers
        )

    def _once(self, name: str, work: Callable[[], Arrays]) -> Arrays:
        return self.checkpoints.once(name, work) if self.checkpoints else work()

    def candidates(self) -> np.ndarray:
        """As in `Implementation`."""
        from leesbril.engine.kernels import read_only
        from leesbril.engine.repeats import pairs_with

        unclean, codes, first = map(read_only, (self.unclean, self.words.codes, self.words.first))

        def work(part: Any) -> np.ndarray:
            return np.unique(pairs_with(part.places, part.first, part.articles, self.limit, unclean, codes, first))

        found = list(in_order(work, self.parts, label="Pairing articles", total=len(self.parts)))
        return np.stack(np.divmod(np.unique(np.concatenate(found)), max(len(self.words.names), 1)), axis=1)

    def align(self, pairs: np.ndarray, *, only_widespread: bool) -> Matches:
        """As in `Implementation`."""

        gaps = np.array(all_gaps(self.search.max_gap), dtype="int64").reshape(-1, 2)
        digest = hashlib.blake2b(pairs.tobytes() + bytes([only_widespread]), digest_size=8).hexdigest()

        def work(start: int) -> Matches:
            def fresh() -> Arrays:
                rows = pairs[start : start + PAIRS]
                given = (self.search.min_words, gaps, SHORTEST_RUN, only_widespread, MOST_HITS)
                table, bits = self.where.run(_align, rows, self.text, *given)
                order = np.lexsort((table[:, 1], table[:, 0]))  # within a pair, by the start of the passage
                table, bits = table[order], bits[order]
                number, first_a, last_a, first_b, last_b, words, runs, widespread = table.T
                row_a, row_b = rows[number].T
                places = (row_a, row_b, first_a, last_a, first_b, last_b)
                return Matches(*places, words, bits, runs, widespread.astype(bool))._asdict()

            # The size is in the name: in a folder of a run with parts of another size, none is taken for this one.
            return Matches(**self._once(f"passages-{digest}-{start:012}-{PAIRS}", fresh))

        def size(start: int) -> int:
            return min(PAIRS, len(pairs) - start)

        starts = range(0, max(len(pairs), 1), PAIRS)
        bar: Any = {"label": "Aligning pairs", "total": len(pairs), "size": size}
        found = list(in_order(work, starts, **bar, workers=self.where.workers))
        return Matches(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _align(rows: np.ndarray, text: Any, min_words: int, *settings: Any) -> tuple[np.ndarray, np.ndarray]:
    """The passages of these pairs, and their bits. Pairs with too many equal runs are tiled separately first. Compiled
    code is loaded here, by the worker.
    """
    from leesbril.engine import alignment
    from leesbril.engine.kernels import read_only

    def align(rows: np.ndarray, tiles: np.ndarray, first: np.ndarray) -> Any:
        given = read_only(tiles, np.int64), read_only(first, np.int64)
        return alignment.align(read_only(rows), text, min_words, *settings, *given)

    table, bits, dense = align(rows, np.zeros(0), np.zeros(len(rows) + 1))
    if not len(dense):
        return table, bits
    tiles = list(tiles_of_pairs(text.codes, text.first, dense[:, 1:], min_words))
    given = alignment.packed(np.array([tile for found in tiles for tile in found], dtype="int64"))
    more, more_bits, _ = align(rows[dense[:, 0]], given, np.cumsum([0, *map(len, tiles)]))
    more[:, 0] = dense[more[:, 0], 0]
    order = np.argsort(np.concatenate([table[:, 0], more[:, 0]]), kind="stable")
    return np.concatenate([table, more])[order], np.concatenate([bits, more_bits])[order]
