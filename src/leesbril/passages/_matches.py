"""Coded words → the passages that pairs of articles share: by the plain road, or for many articles a compiled one."""

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
from leesbril.scale.cluster import Here
from leesbril.scale.parallel import Arrays, Kept, in_order

WIDESPREAD_LEAST = 10
"""Below this number of articles a passage is never widespread: in a folder of eight, three that agree are news."""
COMPILED_FROM = 1_000_000
"""Words from which it pays to load what is compiled, some seconds."""
PARTITION = 32_000_000
"""Runs looked through at once: bounds the memory, changes no result."""
PAIRS = 50_000
"""Pairs aligned at once."""
MOST_HITS = 16
"""What `MOST_HITS` of `joining` is to the plain road; compiled, to list many runs takes less time."""
HASH = (1 << 64) - 1


class Search(NamedTuple):
    """What counts as a shared passage; see `shared_passages`."""

    min_words: int
    max_gap: int
    widespread_share: float
    widespread_articles: int | None

    def limit(self, articles: int) -> float:
        """A run that stands in more articles than this is widespread."""
        most = float("inf") if self.widespread_articles is None else self.widespread_articles
        return max(min(self.widespread_share * articles, most), WIDESPREAD_LEAST - 1)


class Matches(NamedTuple):
    """Passages in order: the rows of their articles, their first and last words in each (numbered through the folder),
    how many words match, how rare these are, in how many runs, and whether the passage is widespread.
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


class Road(Protocol):
    """A way to find passages: which pairs of articles to look at, and what these share."""

    def candidates(self) -> np.ndarray:
        """The pairs of rows that share a run which is not widespread and has no word in one that is, in order."""

    def align(self, pairs: np.ndarray, *, only_widespread: bool) -> Matches:
        """The passages of these pairs of rows; of a pair that has only widespread ones, none unless they are wanted."""


def road(words: Words, search: Search, kept: Kept | None = None, where: Here | None = None) -> Road:
    """The road for so many words; both lead to the same passages."""
    if kept is not None or worth_compiling(len(words.codes), COMPILED_FROM):
        with extra("scale", "keeping the parts of a search for passages (resume)"):
            from leesbril.engine.alignment import MOST_WORDS

        if words.counts.max(initial=0) < MOST_WORDS:
            return Compiled(words, search, kept, where or Here())
        if kept is not None:
            row = int(words.counts.argmax())
            name, longest = words.names[row], words.counts[row]
            warnings.warn(
                f"Nothing is kept in {kept.folder}: the article {name!r} has {longest:,} words, and with one of "
                f"{MOST_WORDS:,} or more the work is done in one go. Split it to be able to go on after a break.",
                UserWarning,
                stacklevel=3,
            )
    return Plain(words, search)


class Plain:
    """The road of `joining` and `tiling`."""

    def __init__(self, words: Words, search: Search) -> None:
        self.words, self.search = words, search
        self.runs = _shingles.shingles(words, search.min_words, search.limit(len(words.names)))

    def candidates(self) -> np.ndarray:
        """See `Road`."""
        return _shingles.candidates(self.words, self.runs)

    def align(self, pairs: np.ndarray, *, only_widespread: bool) -> Matches:
        """See `Road`."""
        words = self.words
        found = _shingles.align(words, self.runs, pairs, self.search.min_words, self.search.max_gap)
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
    """The road of `repeats` and `alignment`, on all cores or on a cluster, in parts that can be kept on disk."""

    def __init__(self, words: Words, search: Search, kept: Kept | None, where: Here) -> None:
        from leesbril.engine import repeats
        from leesbril.engine.alignment import Text
        from leesbril.engine.kernels import read_only

        self.words, self.search, self.kept, self.where = words, search, kept, where
        self.limit, first = float(search.limit(len(words.names))), read_only(words.first)
        self.parts = list(self._repeats())
        self.soiled = np.zeros(len(words.codes), dtype="uint8")
        for part in self.parts:
            repeats.soil(self.soiled, part.places, part.first, part.articles, self.limit, first, search.min_words)
        runs = repeats.listed(self.parts, len(words.names))
        columns = words.codes, words.first, *runs, self.soiled, words.read, words.bits
        self.text = where.put(Text(*map(read_only, columns)))

    def _repeats(self) -> Iterator[Any]:
        """The repeated runs, partition by partition."""
        from leesbril.engine import repeats
        from leesbril.engine.kernels import read_only

        codes, first, length = self.words.codes, self.words.first, self.search.min_words
        runs = int(np.maximum(self.words.counts - length + 1, 0).sum())
        partitions = 1 << max(-(-runs // PARTITION) - 1, 0).bit_length()
        sizes = repeats.sizes(codes, first, length, partitions, HASH)
        there = [self.where.put(codes), self.where.put(first)]

        def work(number: int) -> Any:
            def fresh() -> Arrays:
                given = (length, partitions, number, int(sizes[number]), HASH)
                return self.where.run(repeats.repeats, *there, *given)._asdict()

            found = self._once(f"runs-{number:05}", fresh)
            return repeats.Repeats(**{name: read_only(values) for name, values in found.items()})

        return in_order(
            work, range(partitions), label="Finding repeated runs", total=partitions, hands=self.where.hands
        )

    def _once(self, name: str, work: Callable[[], Arrays]) -> Arrays:
        return self.kept.once(name, work) if self.kept else work()

    def candidates(self) -> np.ndarray:
        """See `Road`."""
        from leesbril.engine.kernels import read_only
        from leesbril.engine.repeats import pairs_with

        soiled, codes, first = map(read_only, (self.soiled, self.words.codes, self.words.first))

        def work(part: Any) -> np.ndarray:
            return np.unique(pairs_with(part.places, part.first, part.articles, self.limit, soiled, codes, first))

        found = list(in_order(work, self.parts, label="Pairing articles", total=len(self.parts)))
        return np.stack(np.divmod(np.unique(np.concatenate(found)), max(len(self.words.names), 1)), axis=1)

    def align(self, pairs: np.ndarray, *, only_widespread: bool) -> Matches:
        """See `Road`."""

        gaps = np.array(all_gaps(self.search.max_gap), dtype="int64").reshape(-1, 2)
        seal = hashlib.blake2b(pairs.tobytes() + bytes([only_widespread]), digest_size=8).hexdigest()

        def work(start: int) -> Matches:
            def fresh() -> Arrays:
                rows = pairs[start : start + PAIRS]
                given = (self.search.min_words, gaps, SHORTEST_RUN, only_widespread, MOST_HITS)
                table, bits = self.where.run(_align, rows, self.text, *given)
                order = np.lexsort((table[:, 1], table[:, 0]))  # in each pair by where a passage begins
                table, bits = table[order], bits[order]
                number, first_a, last_a, first_b, last_b, words, runs, widespread = table.T
                row_a, row_b = rows[number].T
                places = (row_a, row_b, first_a, last_a, first_b, last_b)
                return Matches(*places, words, bits, runs, widespread.astype(bool))._asdict()

            return Matches(**self._once(f"passages-{seal}-{start:012}", fresh))

        def size(start: int) -> int:
            return min(PAIRS, len(pairs) - start)

        starts = range(0, max(len(pairs), 1), PAIRS)
        bar: Any = {"label": "Aligning pairs", "total": len(pairs), "size": size}
        found = list(in_order(work, starts, **bar, hands=self.where.hands))
        return Matches(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _align(rows: np.ndarray, text: Any, min_words: int, *settings: Any) -> tuple[np.ndarray, np.ndarray]:
    """The passages of these pairs, and their bits. Pairs with too many equal runs are set apart, and come back with
    their tiles; what is compiled is loaded where the work is done.
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
